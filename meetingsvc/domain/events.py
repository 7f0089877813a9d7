"""What happened: the events of which a meeting is the fold.

An event is public, but for the fields whose value is a ``Sealed``: of these the record shows a
commitment alone, and their class says who may read the value. An event never changes; what a
later event discloses or hides of it, it names in ``reclassified``. One file, long as it is: the whole
vocabulary of a log, in the order of a meeting.
"""

from typing import Literal

import msgspec

from .profile import Profile

Class = Literal["public", "staff", "sealed"]
Channel = Literal["in_person", "remote", "phone"]
Position = Literal["support", "oppose", "neutral"]

Failure = Literal["two_way", "stream", "captions", "queue"]
"""R33: what can fail: the two-way service, the stream, the captions, our own queue."""

Reason = Literal[
    "over_time",
    "off_topic",
    "repeated_turn",
    "disruption",
    "true_threat",
    "obscenity",
    "private_data",
    "automated",
]
"""R26: the closed list of reasons for which a speaker or a comment may be kept from the public."""

NameReason = Literal["impersonation"] | Reason
"""R2: a name is refused for impersonation or a reason of R26, and for nothing else."""

RedactReason = Literal["private_data", "child", "obscenity", "true_threat"]
"""R29: why words are taken out of the captions: those of R26 that words alone can be, and a child's name."""

ToolProtocol = Literal["zoom", "youtube", "teams", "streamtext", "own"]
"""How a caption tool speaks to the address that it was given."""

TrackKind = Literal["captions", "interpreter", "automatic", "translation"]
"""Who writes a track: the first two are people, the others machines."""

Listed = Literal["cap", "late", "draw"]
"""Why a request is on the waiting list: no place left (R8), after sign-up (R16), not drawn (R7)."""


class Sealed(msgspec.Struct, frozen=True):
    """A value that the record commits to without showing it, and the class of its readers."""

    value: str
    readers: Class


class Withheld(msgspec.Struct, frozen=True):
    """Stands where a sealed value was and its reader may not have it, or nobody has it any more."""


WITHHELD = Withheld()
Hidden = Sealed | Withheld


class Reclassified(msgspec.Struct, frozen=True):
    """One sealed field of an earlier event whose class changes."""

    seq: int
    field: str
    readers: Class


def snake(name: str) -> str:
    """``TurnCalled`` → ``turn_called``: the name of an event or command on the wire and in the log."""
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


class Event(msgspec.Struct, frozen=True, tag_field="type", tag=snake, omit_defaults=True, kw_only=True):
    """What all events share: a tag of their own name, in snake case."""


class Entry(msgspec.Struct, frozen=True):
    """An event at its place in a meeting's log. ``at`` is UTC ms; ``by`` the actor's public id."""

    seq: int
    at: int
    by: str
    event: Event


# ── The meeting ──────────────────────────────────────────────────────────────


class MeetingScheduled(Event, frozen=True):
    """The first event of every log. ``starts_at`` is UTC ms; ``time_zone`` an IANA name."""

    meeting: str
    title: str
    body: str
    body_name: str
    place: str
    time_zone: str
    language: str
    starts_at: int
    remote_access: str = ""
    assistance: str = ""
    stream_delay_ms: int = 0
    sign_up_before_ms: int = 0  # R16: by the body's rules


class MeetingEdited(Event, frozen=True):
    """The particulars as they stand from now on, whole."""

    title: str
    place: str
    starts_at: int
    remote_access: str = ""
    assistance: str = ""
    stream_delay_ms: int = 0


class SignUpOpened(Event, frozen=True):
    """Requests to speak may come in before the meeting starts. ``due`` is when they ought to have, where the
    service was late.
    """

    due: int | None = None


class MeetingStarted(Event, frozen=True):
    """Called to order. The transcript's zero."""


class RecessBegun(Event, frozen=True):
    """``until`` is when the chair means to go on, UTC ms."""

    until: int | None = None


class ClosedSessionBegun(Event, frozen=True):
    """R42: from here on no caption is stored until the meeting resumes."""

    until: int | None = None


class MeetingResumed(Event, frozen=True):
    """Back in open session."""


class OutageBegan(Event, frozen=True):
    """R33: what failed; announced, and in recess until it works again or ``until`` (UTC ms)."""

    failed: tuple[Failure, ...]
    until: int
    note: str = ""


class OutageStepNoted(Event, frozen=True):
    """R33: something that was done about the outage."""

    note: str


class OutageEnded(Event, frozen=True):
    """R33: it works again; or the body found, by this roll call, to go on without."""

    how: Literal["restored", "finding"]
    ayes: str = ""
    noes: str = ""


class RoomCleared(Event, frozen=True):
    """R42: those who disrupt had to leave, and with them all but the press; the meeting goes on."""

    reason: str


class RoomReadmitted(Event, frozen=True):
    """R42: the room is open to all again."""


class HoursSet(Event, frozen=True):
    """When the meeting must end, and until when its interpreters are there, UTC ms; none: no such limit."""

    hard_stop: int | None = None
    interpreters_until: int | None = None


class MeetingAdjourned(Event, frozen=True):
    """The end of the meeting, not of its record."""


class MeetingCancelled(Event, frozen=True):
    """It will not be held."""

    reason: str


class MeetingPostponed(Event, frozen=True):
    """It will be held at ``to`` (UTC ms), or at a time not yet known."""

    reason: str
    to: int | None = None


class ScreensBlanked(Event, frozen=True):
    """R43: names, comments and partials leave every public screen; clock and log go on."""


class ScreensUnblanked(Event, frozen=True):
    """The public screens show again what they may."""


class AnnouncementMade(Event, frozen=True):
    """A sentence for all screens, until it is cleared or another takes its place."""

    text: str


class AnnouncementCleared(Event, frozen=True):
    """No announcement stands."""


class TranscriptPublished(Event, frozen=True):
    """The clerk has released the transcript."""


class TranscriptOffsetSet(Event, frozen=True):
    """Milliseconds by which a recording's zero lies before the meeting's start (may be negative)."""

    offset_ms: int


# ── The agenda ───────────────────────────────────────────────────────────────


class ItemAdded(Event, frozen=True):
    """``after`` is the item that it follows; none: it comes first."""

    item: int
    label: str
    after: int | None = None


class ItemEdited(Event, frozen=True):
    """The label as it stands from now on."""

    item: int
    label: str


class ItemConsentSet(Event, frozen=True):
    """R6: whether the item is part of the consent calendar, which counts as one item."""

    item: int
    consent: bool


class ItemMoved(Event, frozen=True):
    """``after`` is the item that it follows from now on; none: it comes first."""

    item: int
    after: int | None = None


class ItemStarted(Event, frozen=True):
    """The meeting is on this item; the one before it is done."""

    item: int


class ItemFinished(Event, frozen=True):
    """The meeting is on no item until the next starts."""

    item: int


# ── Comment periods ──────────────────────────────────────────────────────────


class PeriodOpened(Event, frozen=True):
    """The rules in force, as published: all values of the profile that hold in this period."""

    period: int
    item: int
    stream_delay_ms: int
    rules: Profile


class AllotmentSet(Event, frozen=True):
    """R9: by the chair's order, this is what each gets from the first on who is not yet called."""

    period: int
    allotment_ms: int
    reason: str


class AllotmentRestored(Event, frozen=True):
    """R9: an order of the chair that was a slip is taken back: this is what each gets again, by an order from
    before it (``by_order``, with its reason) or by the published rules.
    """

    period: int
    allotment_ms: int
    by_order: bool = False
    reason: str = ""


class LastCallMade(Event, frozen=True):
    """R14: the period closes at ``closes_at`` (UTC ms), the stream's delay included."""

    period: int
    closes_at: int


class LastCallWithdrawn(Event, frozen=True):
    """The period goes on as if no last call had been made."""

    period: int


class LastCallStopped(Event, frozen=True):
    """R14, R33: the meeting stands still, and with it the last call, with what is left of it."""

    period: int
    remaining_ms: int


class LastCallResumed(Event, frozen=True):
    """The meeting goes on, and the last call with what was left of it, until ``closes_at``."""

    period: int
    closes_at: int


class CallingChosen(Event, frozen=True):
    """Of several periods with a queue, this is the one that speakers are called from."""

    period: int


class PeriodClosed(Event, frozen=True):
    """No more requests. ``due`` is when it ought to have closed, where the service was late."""

    period: int
    due: int | None = None


class PeriodReopened(Event, frozen=True):
    """A close that was a slip of staff's is taken back: its last call runs until ``closes_at``, if it did.
    ``admitted`` are the tickets asked for since, which came late by that slip alone.
    """

    period: int
    closes_at: int | None = None
    admitted: tuple[int, ...] = ()


# ── Requests to speak ────────────────────────────────────────────────────────


class RequestMade(Event, frozen=True):
    """A place in the queue. R2: a name stands on public screens only once it is passed."""

    ticket: int
    period: int
    participant: str
    channel: Channel
    rank: str
    name_passed: bool = False
    position: Position | None = None
    name: Hidden | None = None
    topic: Hidden | None = None
    pronunciation: Hidden | None = None
    contact: Hidden | None = None
    interpreter: Hidden | None = None
    accommodation: Hidden | None = None
    one_minute: bool = False
    priority: int = 0
    listed: Listed | None = None
    slot: int = 0
    speaks_for: int = 0


class RequestEdited(Event, frozen=True):
    """The voluntary details as they stand from now on, whole. ``rank`` where they change the place.

    R11: ``extra`` is there in every one, so that its being there says nothing: "" for no change,
    "60000" or "50%" for time granted, "0" for none, "pause" and "run" for the clock of that time.
    """

    ticket: int
    channel: Channel
    name_passed: bool = False
    position: Position | None = None
    name: Hidden | None = None
    topic: Hidden | None = None
    pronunciation: Hidden | None = None
    contact: Hidden | None = None
    interpreter: Hidden | None = None
    accommodation: Hidden | None = None
    speaks_for: int = 0
    extra: Hidden | None = None
    reclassified: tuple[Reclassified, ...] = ()
    one_minute: bool = False
    priority: int = 0
    rank: str = ""
    slot: int = 0


class NamePassed(Event, frozen=True):
    """R2: staff let the name (and topic) stand on public screens."""

    ticket: int
    reclassified: tuple[Reclassified, ...] = ()


class NameRefused(Event, frozen=True):
    """R2: the ticket number stands instead."""

    ticket: int
    reason: NameReason
    reclassified: tuple[Reclassified, ...] = ()


class TimeOffered(Event, frozen=True):
    """R18: the turn of a ticket, offered to another."""

    ticket: int
    to: int


class TimeCeded(Event, frozen=True):
    """R18: the offer is accepted; the ticket has lost its own turn."""

    ticket: int
    to: int


class TimeDeclined(Event, frozen=True):
    """R18: the offer is not accepted."""

    ticket: int
    to: int


class TimeReclaimed(Event, frozen=True):
    """R18: an offer, or the turn already ceded, is taken back, before the receiver has begun."""

    ticket: int
    to: int


class RequestMoved(Event, frozen=True):
    """A new rank: by its owner, downwards; or by staff, with the reason (a departure)."""

    ticket: int
    rank: str
    reason: str = ""


class RequestCheckedIn(Event, frozen=True):
    """The person is in the room, and speaks from there; the place stays."""

    ticket: int


class RequestMerged(Event, frozen=True):
    """``ticket`` turned out to be a second request of one person: what counts is ``into``, at its place."""

    ticket: int
    into: int


class CardsReserved(Event, frozen=True):
    """Paper cards with the tickets from ``first`` on, as many as ``cards``, for a period. A card has no place
    in the order before it is handed in, which is a ``RequestMade``. ``owners`` begins their owners' ids.
    """

    period: int
    first: int
    cards: int
    owners: str


class CardsTakenBack(Event, frozen=True):
    """Cards that nobody has handed in, and nobody can any more."""

    cards: tuple[int, ...]


class CardPutBack(Event, frozen=True):
    """A card was typed in by a slip: it is out again, and its request has left the queue."""

    ticket: int
    reclassified: tuple[Reclassified, ...] = ()


class ReturnCodeRenewed(Event, frozen=True):
    """R17: the owner of this request got a new return code; whatever code it had is void."""

    ticket: int


class RequestOnItsWay(Event, frozen=True):
    """R23: keeps the place and lets the next go first."""

    ticket: int


class RequestPresent(Event, frozen=True):
    """R23: here again, to be called in its place."""

    ticket: int


class RequestRecalled(Event, frozen=True):
    """R23: a no-show back at its place in the queue."""

    ticket: int


class RequestAdmitted(Event, frozen=True):
    """R8, R16: from the waiting list into the queue, to the place that its rank gives it."""

    ticket: int
    reason: str = ""


class RequestWithdrawn(Event, frozen=True):
    """Left the queue of its own will."""

    ticket: int


class RequestRemoved(Event, frozen=True):
    """Taken from the queue or the floor by staff, for a reason of R26."""

    ticket: int
    reason: Reason


class RequestRestored(Event, frozen=True):
    """What took it out of the queue, or into it, was a slip of staff's: this is how it stands again."""

    ticket: int
    status: Literal["listed", "waiting", "no_show", "done"]
    rank: str
    on_its_way: bool = False


class RequestMovedBack(Event, frozen=True):
    """A move by staff that was a slip is taken back: the rank from before it, and whether that was a move's.
    With ``period``, and its ``arrival`` there, it came back from another item.
    """

    ticket: int
    rank: str
    moved: bool = True
    period: int | None = None
    arrival: int = 0


class NameUnrefused(Event, frozen=True):
    """A name refused by a slip stands as it did before, for everyone if it was passed."""

    ticket: int
    name_passed: bool = False
    reason: str = ""
    reclassified: tuple[Reclassified, ...] = ()


class RequestsParted(Event, frozen=True):
    """Two requests made one by a slip are two again: ``ticket`` as it stood, with the tickets that were
    ``merged`` into it; ``into`` in the channel, and as present, as it was.
    """

    ticket: int
    into: int
    status: Literal["listed", "waiting"]
    channel: Channel
    on_its_way: bool = False
    merged: tuple[int, ...] = ()
    checked_in: bool = False


class NameUnpassed(Event, frozen=True):
    """A name that was passed by a slip stands for staff alone again."""

    ticket: int
    reclassified: tuple[Reclassified, ...] = ()


class RequestMovedToPeriod(Event, frozen=True):
    """In the queue of another item, at the place of its arrival."""

    ticket: int
    period: int
    rank: str


class LeaveBySet(Event, frozen=True):
    """The person has to leave at ``at`` (UTC ms); none: can stay."""

    ticket: int
    at: int | None = None


class SpeakerWarned(Event, frozen=True):
    """R27: the warning that must come before a removal."""

    ticket: int
    reason: Reason


# ── Drawing lots ─────────────────────────────────────────────────────────────


class DrawFrozen(Event, frozen=True):
    """R7: these tickets are drawn from, nobody comes to them or leaves them. ``hash`` is that of the list, as
    docs/record.md says; it is published before the seed is made.
    """

    draw: int
    period: int
    tickets: tuple[int, ...]
    hash: str


class SeedGiven(Event, frozen=True):
    """R7: one contribution to the seed, made in public once the list was frozen."""

    draw: int
    text: str


class LotsDrawn(Event, frozen=True):
    """R7: the tickets in the order of the draw, the rank of each, and who of them is on the waiting list."""

    draw: int
    order: tuple[int, ...]
    ranks: tuple[str, ...]
    listed: tuple[int, ...] = ()


class DrawDropped(Event, frozen=True):
    """The frozen list is given up before there was a seed; nobody's place has changed."""

    draw: int
    reason: str


# ── A hearing continued to a later meeting ───────────────────────────────────


class ItemContinued(Event, frozen=True):
    """R42: what is open on an item goes on in the meeting ``to``, which starts at ``starts_at`` (UTC ms) and
    is made for it where ``new``. ``tickets`` keep their requests, in the order of the queue; ``unfinished``
    are those among them whose turn was cut short and who go on with what was left of it.
    """

    item: int
    to: str
    starts_at: int
    periods: tuple[int, ...]
    tickets: tuple[int, ...] = ()
    reason: str = ""
    unfinished: tuple[int, ...] = ()
    new: bool = False


class ContinuationSettled(Event, frozen=True):
    """The other meeting has it: ``tickets`` here are ``there`` these; or, once undone, it has let go."""

    item: int
    tickets: tuple[int, ...] = ()
    there: tuple[int, ...] = ()


class ContinuationMoved(Event, frozen=True):
    """The meeting in which it goes on will begin at ``starts_at`` (UTC ms), or at a time not yet known; or it
    will not be held.
    """

    item: int
    starts_at: int | None = None
    cancelled: bool = False


class ContinuationUndone(Event, frozen=True):
    """The continuation was a slip: periods and requests stand again as they did."""

    item: int


class ItemReceived(Event, frozen=True):
    """An item continued from another meeting of the body: its item ``from_item``, by that log's ``from_seq``.
    ``held_at`` is when that meeting was to start (UTC ms). ``before``: the item before which it stands; none:
    at the end.
    """

    item: int
    label: str
    meeting: str
    from_item: int
    from_seq: int
    held_at: int
    consent: bool = False
    alone: bool = False
    decides_rights: bool = False  # R20
    before: int | None = None


class PeriodReceived(Event, frozen=True):
    """A period of a continued item, under the rules in force as they were when it opened. ``ran_ms`` is what
    has run of its time, ``arrived`` how many have asked, ``taken`` the places of who has spoken (R8).
    """

    period: int
    item: int
    from_period: int
    status: Literal["held", "closed"]
    rules: Profile
    allotment_ms: int
    stream_delay_ms: int
    arrived: int
    by_order: bool = False
    reason: str = ""
    ran_ms: int = 0
    taken: tuple[int, int] = (0, 0)
    slots: tuple[int, int] = (0, 0)
    drawn: bool = False


class RequestReceived(Event, frozen=True):
    """A request that keeps its place in a continued period: ``from_ticket`` was its ticket there. ``used_ms``
    is what the person has had on this item (R24), ``left_ms`` what was left of a turn that was cut short.
    """

    ticket: int
    period: int
    participant: str
    from_ticket: int
    channel: Channel
    rank: str
    status: Literal["waiting", "listed", "no_show", "ceded", "merged"]
    arrival: int
    made_at: int
    name_passed: bool = False
    name_refused: str = ""
    position: Position | None = None
    name: Hidden | None = None
    topic: Hidden | None = None
    pronunciation: Hidden | None = None
    contact: Hidden | None = None
    interpreter: Hidden | None = None
    accommodation: Hidden | None = None
    extra: Hidden | None = None
    speaks_for: int = 0
    one_minute: bool = False
    priority: int = 0
    listed: Listed | None = None
    slot: int = 0
    moved: bool = False
    offers_to: int | None = None
    cedes_to: int | None = None
    merged_into: int | None = None
    offered_by: tuple[int, ...] = ()
    ceded_by: tuple[int, ...] = ()
    merged: tuple[int, ...] = ()
    left_ms: int | None = None
    used_ms: int = 0


class HeardBefore(Event, frozen=True):
    """R6: this person has spoken on the item in the meeting that it came from, with ``from_ticket``."""

    item: int
    participant: str
    from_ticket: int
    used_ms: int = 0


class PeriodTakenUp(Event, frozen=True):
    """A continued period takes requests again, under the rules that it came with."""

    period: int


class ItemReturned(Event, frozen=True):
    """The continuation was taken back in the meeting that it came from: these tickets count there again."""

    item: int
    tickets: tuple[int, ...] = ()


# ── Turns and the floor ──────────────────────────────────────────────────────


class TurnCalled(Event, frozen=True):
    """A request is called to the floor. R23: ``grace_until`` (UTC ms) is how long it is waited for."""

    turn: int
    ticket: int
    allotment_ms: int
    grace_until: int
    item: int | None = None
    reason: str = ""


class TurnCalledAgain(Event, frozen=True):
    """R23: the second call, with its own grace."""

    turn: int
    grace_until: int


class GraceMoved(Event, frozen=True):
    """R23, R33: the meeting stood still, and the grace goes on with what was left of it."""

    turn: int
    grace_until: int


class TurnStarted(Event, frozen=True):
    """The clock runs until ``ends_at`` (UTC ms)."""

    turn: int
    ends_at: int


class WalkUpStarted(Event, frozen=True):
    """R4: someone speaks at the lectern without a request; the clock does not wait for a name."""

    turn: int
    allotment_ms: int
    ends_at: int
    item: int | None = None
    period: int | None = None


class WalkUpWarned(Event, frozen=True):
    """R27: whoever speaks without a ticket is warned."""

    turn: int
    reason: Reason


class TurnPaused(Event, frozen=True):
    """The clock stands at ``remaining_ms`` (negative: over the time)."""

    turn: int
    remaining_ms: int


class TurnResumed(Event, frozen=True):
    """The clock runs again until ``ends_at``."""

    turn: int
    ends_at: int


class TimeGiven(Event, frozen=True):
    """More time or less. One of ``ends_at`` (running) and ``remaining_ms`` (stopped) is set."""

    turn: int
    delta_ms: int
    ends_at: int | None = None
    remaining_ms: int | None = None
    reason: str = ""


class TurnEnded(Event, frozen=True):
    """The floor is free. What was left of the allotment (negative: over)."""

    turn: int
    remaining_ms: int


class TurnReopened(Event, frozen=True):
    """An end that was a slip is taken back: the turn has the floor, its clock stopped."""

    turn: int
    remaining_ms: int


class TurnMissed(Event, frozen=True):
    """R23: a no-show, recallable until the period closes."""

    turn: int


class StartUndone(Event, frozen=True):
    """A start that was a slip: called as before, the clock unused, and waited for until ``grace_until``."""

    turn: int
    grace_until: int


class WalkUpUndone(Event, frozen=True):
    """A walk-up begun by a slip: nobody spoke, and the floor is free."""

    turn: int


class NoShowUndone(Event, frozen=True):
    """A no-show marked by a slip: called as before, and waited for until ``grace_until``, if not longer."""

    turn: int
    grace_until: int


class TurnUnmatched(Event, frozen=True):
    """R4: the turn was matched to this ticket by a slip: it is a walk-up's again, the request as it was."""

    turn: int
    ticket: int
    status: Literal["waiting", "no_show"]
    on_its_way: bool = False
    name: Hidden | None = None


class CallUndone(Event, frozen=True):
    """The call did not count; its request waits at its old place."""

    turn: int


class TurnNamed(Event, frozen=True):
    """R4, R44: the turn is that of this ticket, or of this name."""

    turn: int
    ticket: int | None = None
    name: Hidden | None = None
    reclassified: tuple[Reclassified, ...] = ()


class TurnConfirmed(Event, frozen=True):
    """R44: the clerk confirms whose turn it was."""

    turn: int


class TurnSplit(Event, frozen=True):
    """R44: from ``at`` (UTC ms) on it was another turn, ``new_turn``."""

    turn: int
    at: int
    new_turn: int


class TurnGivenToDais(Event, frozen=True):
    """R44: the dais spoke, not the person called."""

    turn: int


# ── Written comments ─────────────────────────────────────────────────────────


class CommentSubmitted(Event, frozen=True):
    """R17: ``comment`` is the number of its receipt."""

    comment: int
    participant: str
    text: Hidden
    item: int | None = None
    position: Position | None = None
    name: Hidden | None = None
    contact: Hidden | None = None


class CommentPublished(Event, frozen=True):
    """Anyone may read it now."""

    comment: int
    reclassified: tuple[Reclassified, ...] = ()


class CommentHeld(Event, frozen=True):
    """R26: kept from the public for a reason of the closed list; the members still get it."""

    comment: int
    reason: Reason
    reclassified: tuple[Reclassified, ...] = ()


class CommentWithdrawn(Event, frozen=True):
    """Taken back by its author."""

    comment: int
    reclassified: tuple[Reclassified, ...] = ()


# ── Captions ─────────────────────────────────────────────────────────────────


class TrackOpened(Event, frozen=True):
    """Captions in one language (BCP 47). ``delay_ms`` is how far they lag behind speech."""

    track: str
    language: str
    kind: TrackKind
    delay_ms: int


class TrackDelaySet(Event, frozen=True):
    """The lag behind speech from now on."""

    track: str
    delay_ms: int


class TrackUrlIssued(Event, frozen=True):
    """A caption tool may post to this track until ``expires_at``; ``url`` counts the URLs issued."""

    track: str
    url: int
    expires_at: int
    protocol: ToolProtocol = "zoom"


class TrackUrlRevoked(Event, frozen=True):
    """This URL of the track is not good any more; none is named: no one that was issued up to now is."""

    track: str
    url: int | None = None


class TrackSilent(Event, frozen=True):
    """A track that people write has had no caption since ``since`` (UTC ms), while someone spoke."""

    track: str
    since: int


class TrackHeard(Event, frozen=True):
    """Captions come again: the gap is over."""

    track: str


class CueAdded(Event, frozen=True):
    """A final caption. Times are UTC ms; ``estimated`` where the sender gave none (decision 10).
    ``words`` are those that an engine heard, ``confidence`` (percent) how sure it is. ``lang`` is there where
    the words are not in the track's language.
    """

    track: str
    cue: int
    began: int
    ended: int
    text: Hidden
    estimated: bool = False
    speaker: str | None = None
    source: str | None = None
    source_seq: int | None = None
    confidence: int | None = None
    words: Hidden | None = None
    lang: str | None = None


class CueExtended(Event, frozen=True):
    """The same cue, grown: its sender sent the line again with more at its end. ``pieces`` is there where
    words of the cue are redacted: what is shown of it from then on.
    """

    track: str
    cue: int
    ended: int
    text: Hidden
    source: str | None = None
    source_seq: int | None = None
    confidence: int | None = None
    words: Hidden | None = None
    pieces: Hidden | None = None


class CueRevised(Event, frozen=True):
    """The same cue, changed by its sender; an empty text: wholly erased. ``pieces`` as in CueExtended.
    ``speaker`` is there where its sender has named somebody since.
    """

    track: str
    cue: int
    ended: int
    text: Hidden
    speaker: str | None = None
    source: str | None = None
    source_seq: int | None = None
    confidence: int | None = None
    words: Hidden | None = None
    pieces: Hidden | None = None


class CueCorrected(Event, frozen=True):
    """R38: what is shown from now on; what was received stays."""

    track: str
    cue: int
    text: Hidden


class CueEdited(Event, frozen=True):
    """R38: the pieces in which the cue is shown from now on; none: it is taken out. Words of it stand in the
    cue ``into``, if that is named; ``holds`` are the cues of which words now stand in this one.
    """

    track: str
    cue: int
    pieces: Hidden
    into: int | None = None
    holds: tuple[int, ...] = ()


class CueRedacted(Event, frozen=True):
    """R29: what is shown from now on, words blotted out; whatever the cue said before is sealed."""

    track: str
    cue: int
    reason: RedactReason
    pieces: Hidden
    reclassified: tuple[Reclassified, ...] = ()


class RelayStarted(Event, frozen=True):
    """The finals of a track after cue ``after`` are passed on to another service. Who has its ``url`` can
    caption there: staff alone may read it.
    """

    relay: int
    track: str
    protocol: Literal["zoom", "youtube"]
    after: int
    url: Hidden


class RelayStopped(Event, frozen=True):
    """Nothing more of this track is passed on there."""

    relay: int
    track: str
    reclassified: tuple[Reclassified, ...] = ()


class TranslationStarted(Event, frozen=True):
    """R39: a machine translates the cues of ``of`` after its cue ``after``."""

    track: str
    of: str
    after: int


class TranslationStopped(Event, frozen=True):
    """No machine writes this track from now on."""

    track: str


class CuesUntranslated(Event, frozen=True):
    """These cues of the source have no translation: it failed, or people captioned (R37), or nothing was left
    to translate.
    """

    track: str
    first: int
    last: int
    why: Literal["failed", "people", "erased"]


OF_CUES = CueAdded | CueExtended | CueRevised | CueCorrected | CueEdited | CueRedacted
"""What can happen to a cue."""

CONTINUATIONS = "continuation"
"""The topic under which a log that has continued a hearing is found."""

EVENTS: dict[str, type[Event]] = {snake(kind.__name__): kind for kind in Event.__subclasses__()}
"""Every kind of event by its tag."""


def topic_of(event: Event) -> tuple[str, int] | None:
    """Under what a long history is fetched: ("cue/en", 15), ("comment", 3), ("request", 14)."""
    match event:
        case _ if isinstance(event, OF_CUES):
            return f"cue/{event.track}", event.cue
        case CommentSubmitted() | CommentPublished() | CommentHeld() | CommentWithdrawn():
            return "comment", event.comment
        case ItemContinued() | ContinuationUndone() | ContinuationSettled() | ContinuationMoved():
            return CONTINUATIONS, event.item
        case _:
            return None
