"""The rows that the store gives out beside the log's own entries.

Plain values, named as the contract with the screens names them. Knows no SQL.
"""

import msgspec

from meetingsvc.domain.events import Class, Hidden, Position, Sealed
from meetingsvc.domain.texts import Cue

READERS: dict[Class, frozenset[Class]] = {
    "public": frozenset({"public"}),
    "staff": frozenset({"public", "staff"}),
    "sealed": frozenset({"public", "staff", "sealed"}),
}
"""Which classes a reader of a class may see."""


def shown(value: Hidden | None, readers: Class) -> str | None:
    """The value of a sealed field, or None if it is not there or not for these readers."""
    if isinstance(value, Sealed) and value.readers in READERS[readers]:
        return value.value
    return None


class MeetingRow(msgspec.Struct, frozen=True):
    """A meeting as a list shows it. `starts_at` is UTC ms."""

    id: str
    title: str
    body: str
    body_name: str
    starts_at: int
    time_zone: str
    status: str


CueRow = Cue
"""A final caption as it stands after all that happened to it; times are UTC ms (R38)."""


class CommentRow(msgspec.Struct, frozen=True):
    """A written comment. `text`, `name` and `contact` are None where these readers may not have them."""

    number: int
    seq: int
    item: int | None
    participant: str
    status: str
    made_at: int
    reason: str
    position: Position | None
    text: str | None
    name: str | None
    contact: str | None
