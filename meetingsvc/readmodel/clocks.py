"""The clock of a turn as each audience has it.

The public's is the record's. Staff, and whoever speaks, see the extra time of an accommodation run
(R11), during which the public's is held like anyone's whose clock was held at the beginning.
"""

import msgspec

from meetingsvc.domain.requests import Turn

from .shown import Audience


class Face(msgspec.Struct, frozen=True):
    """One of ``ends_at`` (running, UTC ms) and ``remaining_ms`` (stopped) is there."""

    status: str
    allotment_ms: int
    ends_at: int | None
    remaining_ms: int | None


def face_of(turn: Turn, audience: Audience) -> Face:
    """The clock of a turn for an audience."""
    stopped = turn.allotment_ms if turn.remaining_ms is None else turn.remaining_ms
    left = stopped if turn.ends_at is None else None
    if audience != "staff" or not turn.extra_ms:
        return Face(turn.status, turn.allotment_ms, turn.ends_at, left)
    allotment = turn.allotment_ms + turn.extra_ms
    if turn.extra_ends_at is not None:
        return Face("speaking", allotment, turn.extra_ends_at + stopped, None)
    return Face(turn.status, allotment, turn.ends_at, None if left is None else left + turn.extra_left_ms)
