"""What a meeting is at a moment: the fold of its events, and questions one may ask of it.

Collections are persistent maps, so that a state costs what one event changes of it. The texts
of comments and cues are not here, but for the last few cues of each track, which every screen
shows. A sealed value that the folder of the log may not have is ``WITHHELD``.
"""

from collections.abc import Iterator

import msgspec
from immutables import Map

from .events import Channel, Position, Withheld
from .lifecycle import CommentStatus, ItemStatus, MeetingStatus, PeriodStatus, RequestStatus, TurnStatus

CUES_IN_VIEW = 8
"""How many of a track's last cues the state keeps for the screens."""

Secret = str | Withheld
"""A value that was sealed in the record; empty where none was given."""


class Item(msgspec.Struct, frozen=True):
    """An agenda item. ``period`` is its latest comment period."""

    number: int
    label: str
    status: ItemStatus = "upcoming"
    period: int | None = None


class Period(msgspec.Struct, frozen=True):
    """A comment period and the rules in force in it (durations in ms).

    ``closes_at`` stands in last call. ``spent_ms`` is what its ``finished`` turns took from call
    to end, the changeover included: the pace of this meeting (R25).
    """

    number: int
    item: int
    policy: str
    allotment_ms: int
    last_call_ms: int
    stream_delay_ms: int
    grace_ms: Map[str, int]
    opened_at: int
    status: PeriodStatus = "open"
    closes_at: int | None = None
    arrived: int = 0
    finished: int = 0
    spent_ms: int = 0


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


class Comment(msgspec.Struct, frozen=True):
    """A written comment without its text. ``seq`` is the event that holds its sealed fields."""

    number: int
    participant: str
    item: int | None
    seq: int
    made_at: int
    named: bool = False
    status: CommentStatus = "submitted"
    reason: str = ""


class Cue(msgspec.Struct, frozen=True):
    """One of the last cues of a track. ``text`` is what is shown, ``received`` what its sender sent."""

    number: int
    began: int
    ended: int
    text: Secret
    received: Secret
    estimated: bool = False
    speaker: str | None = None
    corrected: bool = False
    source: str | None = None
    source_seq: int | None = None


class Track(msgspec.Struct, frozen=True):
    """Captions in one language. ``recent`` are its last cues, the oldest first."""

    name: str
    language: str
    kind: str
    delay_ms: int
    cues: int = 0
    recent: tuple[Cue, ...] = ()
    urls: int = 0
    url_expires_at: int = 0
    urls_revoked: int = 0
    corrections: int = 0

    @property
    def last(self) -> Cue | None:
        """The newest cue, if there is one."""
        return self.recent[-1] if self.recent else None


class Belongings(msgspec.Struct, frozen=True):
    """What one participant has in this meeting, by number."""

    tickets: tuple[int, ...] = ()
    comments: tuple[int, ...] = ()


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
    started_at: int | None = None
    adjourned_at: int | None = None
    blanked: bool = False
    announcement: str = ""
    transcript_published: bool = False
    transcript_offset_ms: int = 0
    agenda: tuple[int, ...] = ()
    item: int | None = None
    item_spans: tuple[tuple[int, int | None], ...] = ()
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

    @property
    def turn(self) -> Turn | None:
        """The turn that has the floor, or is called to it."""
        return None if self.floor is None else self.turns[self.floor]

    def waiting(self, period: int) -> Iterator[Request]:
        """The requests of a period that wait, in the order of the queue."""
        return (self.requests[ticket] for _, ticket in self.queues.get(period, ()))

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
        """The period from which speakers are being called: the floor's, else the current item's,
        else the one opened last that still has a queue.
        """
        if self.turn is not None and self.turn.period is not None:
            return self.turn.period
        if self.item is not None and self.items[self.item].period is not None:
            return self.items[self.item].period
        for number in range(len(self.periods), 0, -1):
            if self.periods[number].status != "closed" or self.queues.get(number):
                return number
        return None

    def active_ticket(self, participant: str, period: int) -> int | None:
        """R6: the ticket with which this person is, or was, in this period, if it still counts."""
        for ticket in self.belongings.get(participant, Belongings()).tickets:
            request = self.requests[ticket]
            if request.period == period and request.status not in ("withdrawn", "removed"):
                return ticket
        return None

    def turn_name(self, turn: Turn) -> Secret:
        """The name for a turn, "" if it has none or if it may not stand on a public screen."""
        if turn.name != "":
            return turn.name
        if turn.ticket is None:
            return ""
        request = self.requests[turn.ticket]
        return request.name if request.name_passed else ""
