"""What a meeting is at a moment: the fold of its events, and questions one may ask of it.

Collections are persistent maps, so that a state costs what one event changes of it. The texts
of comments and cues are not here, but for the last few cues of each track, which every screen
shows. A sealed value that the folder of the log may not have is ``WITHHELD``.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec
from immutables import Map

from .events import Channel, Failure, Listed, Position, ToolProtocol, Withheld
from .lifecycle import CommentStatus, ItemStatus, MeetingStatus, PeriodStatus, RequestStatus, TurnStatus
from .profile import Profile
from .spoken import Piece, Word

IMPORTED = "import:"
"""How the source of a cue of a finished file begins; the file's name follows."""

CUES_IN_VIEW = 8
"""How many of a track's last cues the state keeps for the screens."""

MENDED_IN_VIEW = 16
"""How many of the cues that people changed last are named to the screens, so that they ask for them anew."""

Secret = str | Withheld
"""A value that was sealed in the record; empty where none was given."""


class Item(msgspec.Struct, frozen=True):
    """An agenda item. ``period`` is its latest comment period."""

    number: int
    label: str
    status: ItemStatus = "upcoming"
    period: int | None = None
    consent: bool = False  # R6: part of the consent calendar


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
    taken: tuple[int, int] = (0, 0)  # R8: places that the room, and the rest, have taken
    slots: tuple[int, int] = (0, 0)  # R7, where sides take turns: the last slot given to each
    draw: int | None = None  # R7: the last draw, if it was not dropped
    by_order: bool = False  # R9: the allotment is the chair's
    ordered_why: str = ""
    stood_ms: int = 0  # of its time, while the meeting stood still (R13)


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
    extra_ms: int = 0  # R11: beyond the allotment, from its beginning; the public clock stands meanwhile
    extra_left_ms: int = 0  # of it, where it does not run
    extra_ends_at: int | None = None  # of it, where it runs
    running_since: int | None = None  # the public clock, where it runs


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
    """What staff last did to a request that can still be taken back, and how it stood before."""

    what: Literal["withdraw", "remove", "move", "pass_name"]
    before: Request
    turn: int | None = None


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
    """A cue as it stands, UTC ms. ``text`` is what is shown, ``pieces`` the same with times and speakers,
    ``received`` what its sender sent: each is None, or empty, where its reader may not have it.

    ``speaker`` is whom its source names. ``changes`` counts all that has happened to it since it came,
    ``arrived_at`` is when it did. ``into``: taken out, its words stand in that cue. ``frozen``: its words
    are redacted, and its sender has since rewritten them, so that nothing of that is shown.
    """

    number: int
    began: int
    ended: int
    text: str | None
    received: str | None
    estimated: bool = False
    speaker: str | None = None
    corrected: bool = False
    source: str | None = None
    source_seq: int | None = None
    pieces: tuple[Piece, ...] = ()
    confidence: int | None = None
    words: tuple[Word, ...] = ()
    arrived_at: int = 0
    changes: int = 0
    redacted: str = ""
    frozen: bool = False
    into: int | None = None
    lang: str | None = None  # of its words, where it is not the track's

    @property
    def imported(self) -> bool:
        """Whether it stood in a finished file, so that when it came says nothing about its sender."""
        return (self.source or "").startswith(IMPORTED)


class ToolAddress(msgspec.Struct, frozen=True):
    """An address issued for a caption tool and not revoked, good until ``expires_at`` (UTC ms)."""

    number: int
    protocol: ToolProtocol
    expires_at: int


class Track(msgspec.Struct, frozen=True):
    """Captions in one language. ``recent`` are its last cues, the oldest first."""

    name: str
    language: str
    kind: str
    delay_ms: int
    cues: int = 0
    recent: tuple[Cue, ...] = ()
    urls: int = 0
    addresses: tuple[ToolAddress, ...] = ()
    corrections: int = 0
    redactions: int = 0  # captions of which words were taken out
    mends: int = 0  # how often a cue was changed by people, redactions included
    mended: tuple[int, ...] = ()  # the cues of the last of these
    heard_at: int = 0  # when its last caption came
    silent_since: int | None = None  # while someone spoke
    gaps: tuple[tuple[int, int], ...] = ()  # from when to when it was

    @property
    def last(self) -> Cue | None:
        """The newest cue, if there is one."""
        return self.recent[-1] if self.recent else None

    @property
    def human(self) -> bool:
        """R37: whether people write it."""
        return self.kind in ("captions", "interpreter")


class Relay(msgspec.Struct, frozen=True):
    """A track passed on to another service behind cue ``after``. ``url_seq`` is the event with its URL."""

    number: int
    track: str
    protocol: Literal["zoom", "youtube"]
    after: int
    url: str
    url_seq: int
    stopped: bool = False


class Translation(msgspec.Struct, frozen=True):
    """R39: a track that a machine makes of another. ``done``: the last cue of that which needs nothing more,
    beside those that have come since; ``missed``: how many could not be translated.
    """

    track: str
    of: str
    done: int
    running: bool = True
    missed: int = 0


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
        return self.periods[period].status != "closed" or bool(self.queues.get(period))

    def one_item(self, one: int, other: int) -> bool:
        """R6: whether two periods are on one item; the consent calendar is one, where the rules say so."""
        items = self.items[self.periods[one].item], self.items[self.periods[other].item]
        as_one = self.periods[other].rules.consent_calendar_as_one
        return items[0].number == items[1].number or (as_one and items[0].consent and items[1].consent)

    def active_ticket(self, participant: str, period: int) -> int | None:
        """R6: the ticket with which this person is, or was, heard on the item of this period, if it still
        counts; a no-show of an earlier period does not.
        """
        for ticket in self.belongings.get(participant, Belongings()).tickets:
            request = self.requests[ticket]
            if request.merged_into is not None:  # what counts is the one that was kept, and how it stands
                request = self.requests[request.merged_into]
            if request.status in ("withdrawn", "removed") and not self.spoke(request):
                continue
            if request.period == period:
                return request.ticket
            if request.status != "no_show" and self.one_item(request.period, period):
                return request.ticket
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
