"""What stands of people in a meeting: requests to speak, turns, paper cards, and what is whose.

Plain values: what may become of them the lives say (``lifecycle``), and the folds of each subject. A sealed
value that the folder of the log may not have is ``WITHHELD``.
"""

from typing import Literal

import msgspec

from .events import Channel, Listed, Position, Withheld
from .lifecycle import RequestStatus, TurnStatus

Secret = str | Withheld
"""A value that was sealed in the record; empty where none was given."""


class Request(msgspec.Struct, frozen=True):
    """A request to speak. ``details_seq`` is the event that holds its sealed fields."""

    ticket: int
    period: int
    participant: str
    channel: Channel
    rank: str
    made_at: int
    details_seq: int
    status: RequestStatus = "waiting"
    on_its_way: bool = False
    name_passed: bool = False
    position: Position | None = None
    name: Secret = ""
    topic: Secret = ""
    pronunciation: Secret = ""
    contact: Secret = ""
    interpreter: Secret = ""
    accommodation: Secret = ""
    turns: tuple[int, ...] = ()
    reason: str = ""
    name_refused: str = ""
    warned: str = ""  # R27: the reason of the last warning
    leave_by: int | None = None
    speaks_for: int = 0  # R19
    extra: Secret = ""  # R11: "60000" ms, or "50%"
    offers_to: int | None = None  # R18: the ticket that may accept this one's time
    offered_by: tuple[int, ...] = ()  # R18: the tickets whose time this one may accept
    cedes_to: int | None = None  # R18: the ticket that has accepted it
    ceded_by: tuple[int, ...] = ()  # R18: the tickets whose time this one has
    arrival: int = 0  # from 1 in its period
    slot: int = 0  # R7, where sides take turns
    moved: bool = False  # its rank is a move's, not the policy's
    one_minute: bool = False  # R21
    priority: int = 0  # R22: its class, from 1
    listed: Listed | None = None  # why it is, or was, on the waiting list
    checked_in: bool = False  # seen at the door
    merged_into: int | None = None  # the ticket that counts for this person
    merged: tuple[int, ...] = ()  # the tickets for which this one counts
    from_ticket: int | None = None  # R42: its ticket in the meeting that it was continued from
    left_ms: int | None = None  # of a turn there that was cut short
    used_ms: int = 0  # R24: what the person had there on this item
    back: bool = False  # R23: missed, and says that they are here now
    renewed: int = 0  # R17: how often it got another return code
    put_right: int = 0  # how often staff changed its name or channel


class Turn(msgspec.Struct, frozen=True):
    """One call to the floor, or a walk-up (``ticket`` none unless matched).

    It has the floor for the transcript from ``began`` to ``ended``, UTC ms, half open.
    """

    number: int
    ticket: int | None
    item: int | None
    period: int | None
    allotment_ms: int
    called_at: int
    status: TurnStatus = "called"
    calls: int = 1
    grace_until: int | None = None
    began: int | None = None
    ended: int | None = None
    ends_at: int | None = None
    remaining_ms: int | None = None
    name: Secret = ""
    name_seq: int = 0
    confirmed: bool = False
    dais: bool = False
    stood_ms: int = 0  # of its time on the floor, while the meeting stood still
    warned: str = ""  # R27: of a walk-up
    started_by: str = ""
    base_ms: int = 0  # what each on the item got when it was called
    extra_ms: int = 0  # R11: beyond the allotment, from its beginning; the public clock stands meanwhile
    extra_left_ms: int = 0  # of it, where it does not run
    extra_ends_at: int | None = None  # of it, where it runs
    running_since: int | None = None  # the public clock, where it runs


class PaperCard(msgspec.Struct, frozen=True):
    """A reserved paper card. ``typed_by`` staff, as event ``typed_seq``, once it is handed in."""

    ticket: int
    period: int
    participant: str
    status: Literal["out", "used", "taken_back"] = "out"
    typed_by: str = ""
    typed_seq: int = 0


class Belongings(msgspec.Struct, frozen=True):
    """What one participant has in this meeting, by number."""

    tickets: tuple[int, ...] = ()
    comments: tuple[int, ...] = ()
    card: int | None = None
