"""What stands of the agenda of a meeting: its items, their comment periods with the rules in force, the lots
drawn in them, and what was continued to or from another meeting (R42). Plain values, as in ``requests``.
"""

from typing import Final

import msgspec
from immutables import Map

from .lifecycle import ItemStatus, PeriodStatus
from .profile import Profile
from .requests import Request

ENDED: Final = ("closed", "continued")
"""The statuses of a period in which it takes no requests any more."""


class Received(msgspec.Struct, frozen=True):
    """R42: where an item was continued from. ``requests`` are as they came; ``heard``: participant → (the
    ticket there, ms spoken) of those who have spoken (R6); ``alone``: the meeting was made for it.
    """

    meeting: str
    item: int
    seq: int
    held_at: int
    alone: bool = False
    returned: bool = False
    requests: tuple[Request, ...] = ()
    heard: Map[str, tuple[int, int]] = Map()


class Item(msgspec.Struct, frozen=True):
    """An agenda item. ``period`` is its latest comment period."""

    number: int
    label: str
    status: ItemStatus = "upcoming"
    period: int | None = None
    consent: bool = False  # R6: part of the consent calendar
    decides_rights: bool = False  # R20: a hearing on it is quasi-judicial
    voices: tuple[int, int, int] = (0, 0, 0)  # R20: who spoke up in support, opposed, neutral
    received: Received | None = None  # R42: continued from another meeting


class Period(msgspec.Struct, frozen=True):
    """A comment period and the rules in force in it (durations in ms).

    ``allotment_ms`` is what a turn gets now, which the chair may have shortened. ``closes_at`` stands in
    last call. ``spent_ms`` is what its ``finished`` turns took from call to end, the changeover included:
    the pace of this meeting (R25).
    """

    number: int
    item: int
    rules: Profile
    allotment_ms: int
    stream_delay_ms: int
    opened_at: int
    status: PeriodStatus = "open"
    closes_at: int | None = None
    arrived: int = 0
    finished: int = 0
    spent_ms: int = 0
    closing_ms: int | None = None  # what is left of a last call while the meeting stands still
    spent_squared: int = 0  # in s², for the spread of the pace
    spoken_ms: int = 0  # of spent_ms, with the clock running
    granted_ms: int = 0  # the allotments of the finished turns
    base_ms: int = 0  # what each of them would have had without interpreter, group or ceded time
    extra_ms: int = 0  # R11: used by them beyond their allotments; for staff alone
    taken: tuple[int, int] = (0, 0)  # R8: places that the room, and the rest, have taken
    slots: tuple[int, int] = (0, 0)  # R7, where sides take turns: the last slot given to each
    draw: int | None = None  # R7: the last draw, if it was not dropped
    by_order: bool = False  # R9: the allotment is the chair's
    ordered_why: str = ""
    stood_ms: int = 0  # of its time, while the meeting stood still (R13)
    ran_ms: int = 0  # of its time, in the meeting that it was continued from
    from_period: int | None = None  # its number there
    drawn: bool = False  # R7: lots were drawn there


class Draw(msgspec.Struct, frozen=True):
    """R7: lots drawn in public. ``order`` is empty until they are."""

    number: int
    period: int
    tickets: tuple[int, ...]
    hash: str
    frozen_at: int
    seed: tuple[str, ...] = ()
    order: tuple[int, ...] = ()
    listed: tuple[int, ...] = ()
    drawn_at: int | None = None
    dropped: str = ""


class Continuation(msgspec.Struct, frozen=True):
    """R42: an item that goes on in a later meeting. ``periods`` and ``requests`` are as they stood, so that
    it can be taken back; ``tickets`` (here, there) are known once it is ``settled``.
    """

    item: int
    to: str
    starts_at: int
    at: int
    seq: int
    periods: tuple[Period, ...]
    requests: tuple[Request, ...]
    reason: str = ""
    unfinished: tuple[int, ...] = ()
    new: bool = False
    settled: bool = False
    undone: bool = False
    tickets: Map[int, int] = Map()
    moved_to: int | None = None  # the later meeting begins then instead
    undated: bool = False  # or on a day not yet known
    cancelled: bool = False
