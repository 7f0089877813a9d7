"""What a meeting is at a moment: the fold of its events, and questions one may ask of it.

Collections are persistent maps, so that a state costs what one event changes of it. The texts
of comments and cues are not here, but for the last few cues of each track, which every screen
shows. What the maps hold stands in ``hearings``, ``requests`` and ``texts``.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec
from immutables import Map

from .commands import Slippery
from .events import Failure
from .hearings import ENDED, Continuation, Draw, Item, Period
from .lifecycle import MeetingStatus
from .requests import Belongings, PaperCard, Request, Secret, Turn
from .texts import Comment, Relay, Track, Translation


class Outage(msgspec.Struct, frozen=True):
    """R33: an outage. ``until`` is how long the body waits at most; ``steps``: (UTC ms, what was done)."""

    began: int
    failed: tuple[Failure, ...]
    until: int
    note: str = ""
    steps: tuple[tuple[int, str], ...] = ()
    ended: int | None = None
    how: Literal["restored", "finding", "adjourned"] | None = None
    ayes: str = ""
    noes: str = ""


class Slip(msgspec.Struct, frozen=True):
    """What staff last did that can still be taken back, with what it was done to as it stood before.

    ``requests``: the first is the one it was done to. ``left``: the same as the slip left them. ``turn``:
    the one that was on the floor, or that was begun by it.
    """

    what: Slippery
    requests: tuple[Request, ...] = ()
    left: tuple[Request, ...] = ()
    turn: Turn | None = None
    period: Period | None = None

    @property
    def ticket(self) -> int | None:
        """Of the request that it was done to, if it was one."""
        return self.requests[0].ticket if self.requests else None


class Meeting(msgspec.Struct, frozen=True):
    """One meeting. ``seq`` and ``at`` are those of the last event folded in."""

    id: str
    title: str
    body: str
    body_name: str
    place: str
    time_zone: str
    language: str
    starts_at: int
    remote_access: str
    assistance: str
    stream_delay_ms: int
    seq: int = 0
    at: int = 0
    status: MeetingStatus = "scheduled"
    since: int = 0
    until: int | None = None
    reason: str = ""
    sign_up_before_ms: int = 0
    sign_up_opened_at: int | None = None
    started_at: int | None = None
    adjourned_at: int | None = None
    blanked: bool = False
    announcement: str = ""
    transcript_published: bool = False
    transcript_offset_ms: int = 0
    agenda: tuple[int, ...] = ()
    item: int | None = None
    item_spans: tuple[tuple[int, int | None], ...] = ()
    open_spans: tuple[tuple[int, int | None], ...] = ()  # R42: in open session, from an instant to another
    items: Map[int, Item] = Map()
    periods: Map[int, Period] = Map()
    requests: Map[int, Request] = Map()
    queues: Map[int, tuple[tuple[str, int], ...]] = Map()
    turns: Map[int, Turn] = Map()
    turn_order: tuple[int, ...] = ()
    floor: int | None = None
    comments: Map[int, Comment] = Map()
    comment_counts: Map[str, int] = Map()
    comments_changed: int = 0
    tracks: Map[str, Track] = Map()
    belongings: Map[str, Belongings] = Map()
    outages: tuple[Outage, ...] = ()
    room_clearings: tuple[tuple[int, str, int | None], ...] = ()
    hard_stop: int | None = None
    interpreters_until: int | None = None
    slip: Slip | None = None
    lists: Map[int, tuple[tuple[str, int], ...]] = Map()
    draws: Map[int, Draw] = Map()
    calling: int | None = None
    continuations: Map[int, Continuation] = Map()
    tickets: int = 0
    """The last ticket number given, to a request or to a paper card."""
    cards: Map[int, PaperCard] = Map()
    relays: Map[int, Relay] = Map()
    translations: Map[str, Translation] = Map()

    @property
    def outage(self) -> Outage | None:
        """The outage that goes on, if one does."""
        return self.outages[-1] if self.status == "outage" else None

    @property
    def room_cleared_at(self) -> int | None:
        """R42: since when the room is cleared, if it is."""
        if not self.room_clearings:
            return None
        began, _, ended = self.room_clearings[-1]
        return began if ended is None else None

    @property
    def turn(self) -> Turn | None:
        """The turn that has the floor, or is called to it."""
        return None if self.floor is None else self.turns[self.floor]

    def waiting(self, period: int) -> Iterator[Request]:
        """The requests of a period that wait, in the order of the queue."""
        return (self.requests[ticket] for _, ticket in self.queues.get(period, ()))

    def listed(self, period: int) -> Iterator[Request]:
        """R8, R16: the waiting list of a period, in its order."""
        return (self.requests[ticket] for _, ticket in self.lists.get(period, ()))

    def next_to_call(self, period: int) -> Request | None:
        """R23: the first who is not on the way; were all on the way, the first of them."""
        first = None
        for request in self.waiting(period):
            if not request.on_its_way:
                return request
            first = first or request
        return first

    def next_three(self) -> tuple[int, ...]:
        """R25: the tickets called next, of the period that the floor or the current item is in."""
        period = self.calling_period
        if period is None:
            return ()
        coming = sorted(
            (request.on_its_way, place, request.ticket)
            for place, request in zip(range(12), self.waiting(period), strict=False)
        )
        return tuple(ticket for _, _, ticket in coming[:3])

    @property
    def calling_period(self) -> int | None:
        """The period from which speakers are being called: the one that was chosen, as long as it is in
        use; else the floor's, the current item's, or the one opened last that still has a queue.
        """
        if self.calling is not None and self.in_use(self.calling):
            return self.calling
        if self.turn is not None and self.turn.period is not None:
            return self.turn.period
        if self.item is not None and self.items[self.item].period is not None:
            return self.items[self.item].period
        for number in range(len(self.periods), 0, -1):
            if self.in_use(number):
                return number
        return None

    def in_use(self, period: int) -> bool:
        """Whether a period is open, or people still wait in it."""
        return self.periods[period].status not in ENDED or bool(self.queues.get(period))

    def is_on(self, period: int, item: int) -> bool:
        """R6: whether a period is on an item; the consent calendar is one, where the rules say so."""
        mine, other = self.items[self.periods[period].item], self.items[item]
        as_one = self.periods[period].rules.consent_calendar_as_one
        return mine.number == other.number or (as_one and mine.consent and other.consent)

    def active_ticket(self, participant: str, period: int) -> int | None:
        """R6: the ticket with which this person is, or was, heard on the item of this period, if it still
        counts; a no-show of an earlier period does not.
        """
        for ticket in self.belongings.get(participant, Belongings()).tickets:
            request = self.requests[ticket]
            if request.merged_into is not None:  # what counts is the one that was kept, and how it stands
                request = self.requests[request.merged_into]
            if request.status in ("withdrawn", "removed", "returned") and not self.spoke(request):
                continue
            if request.period == period:
                return request.ticket
            if request.status != "no_show" and self.is_on(period, self.periods[request.period].item):
                return request.ticket
        return None

    def heard_before(self, participant: str, period: int) -> int | None:
        """R6: the ticket with which this person has spoken on the item, in the meeting that it came from."""
        for item in self.items.values():
            came = item.received
            if came is None or came.returned or participant not in came.heard:
                continue
            if self.is_on(period, item.number):
                return came.heard[participant][0]
        return None

    def heard(self, participant: str, period: int) -> int | None:
        """R6: the ticket with which this person has spoken in another period of this meeting."""
        for ticket in self.belongings.get(participant, Belongings()).tickets:
            request = self.requests[ticket]
            if request.period != period and self.spoke(request):
                return ticket
        return None

    def spoke(self, request: Request) -> bool:
        """R6: whether a turn of this request began; it may have been removed in the middle of it."""
        return any(self.turns[number].began is not None for number in request.turns)

    def offers(self, request: Request) -> list[int]:
        """R18: of the tickets that offer it their time, those who still wait and so have it to give."""
        return [ticket for ticket in request.offered_by if self.requests[ticket].status == "waiting"]

    def turn_name(self, turn: Turn) -> Secret:
        """The name for a turn, "" if it has none or if it may not stand on a public screen."""
        if turn.name != "":
            return turn.name
        if turn.ticket is None:
            return ""
        request = self.requests[turn.ticket]
        return request.name if request.name_passed else ""
