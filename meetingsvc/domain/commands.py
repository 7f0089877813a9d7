"""What may be asked of a meeting: the typed commands, with the bounds of every field.

A client's payload is parsed into one of these, unknown fields refused, before anything is
decided. One file, long as it is: the whole vocabulary, in the order of a meeting.
Durations are milliseconds, instants UTC ms. ``believes`` is the turn that the sender
sees on the floor (none: nobody); where the sender is wrong the command is refused as ``stale``.
"""

import re
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta

from .errors import Refused
from .events import (
    Channel,
    Failure,
    Listed,
    NameReason,
    Position,
    Reason,
    RedactReason,
    ToolProtocol,
    TrackKind,
    snake,
)
from .profile import Order, Profile
from .spoken import Confidence, Piece, Word

Number = Annotated[int, Meta(ge=1, le=1_000_000_000)]
# To the end of 9998: in every time zone it must still be a day that a calendar of four-digit years has.
Instant = Annotated[int, Meta(ge=0, le=253_370_764_799_000)]
# As far as every JSON reader holds integers exactly, and the record's canonical form goes.
Count = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Line = Annotated[str, Meta(max_length=200)]
FullLine = Annotated[str, Meta(min_length=1, max_length=200)]
Paragraph = Annotated[str, Meta(max_length=1_000)]
Label = Annotated[str, Meta(min_length=1, max_length=600)]
CommentText = Annotated[str, Meta(min_length=1, max_length=5_000)]
CueText = Annotated[str, Meta(min_length=1, max_length=2_000)]
SpeakerName = Annotated[str, Meta(min_length=1, max_length=200)]
Words = Annotated[tuple[Word, ...], Meta(max_length=400)]
Tag = Annotated[str, Meta(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$", max_length=35)]
Allotment = Annotated[int, Meta(ge=5_000, le=4 * 3_600_000)]
Timed = Annotated[int, Meta(ge=0, le=24 * 3_600_000)]
Delta = Annotated[int, Meta(ge=-3_600_000, le=3_600_000)]
Delay = Annotated[int, Meta(ge=0, le=60_000)]

Slippery = Literal[
    "withdraw",
    "remove",
    "move",
    "to_period",
    "admit",
    "recall",
    "merge",
    "pass_name",
    "refuse_name",
    "match",
    "start",
    "walk_up",
    "no_show",
    "allotment",
    "last_call",
    "close",
]
"""What staff do in the queue and on the floor that can be a slip, and be taken back until the next call."""


class Command(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What all commands share: a name, their class's in snake case, which ``COMMANDS`` keeps."""


SLUG: Final = r"^[a-z0-9-]{1,60}$"
"""The form of a body's short name."""


# ── The meeting ──────────────────────────────────────────────────────────────


class ScheduleMeeting(Command, frozen=True):
    """A new meeting; ``agenda`` are its items' labels in order."""

    title: FullLine
    body: Annotated[str, Meta(pattern=SLUG)]
    body_name: FullLine
    time_zone: FullLine
    starts_at: Instant
    place: Line = ""
    language: Tag = "en"
    remote_access: Paragraph = ""
    assistance: Paragraph = ""
    stream_delay_ms: Delay = 0
    agenda: Annotated[list[Label], Meta(max_length=300)] = []


class EditMeeting(Command, frozen=True):
    """The particulars, whole."""

    title: FullLine
    starts_at: Instant
    place: Line = ""
    remote_access: Paragraph = ""
    assistance: Paragraph = ""
    stream_delay_ms: Delay = 0


class OpenSignUp(Command, frozen=True):
    """Let requests in before the meeting starts. By the clock, ``due`` says when it fell due."""

    due: Instant | None = None


class StartMeeting(Command, frozen=True):
    """Call to order."""


class Recess(Command, frozen=True):
    """A pause; the queue keeps as it is."""

    until: Instant | None = None


class EnterClosedSession(Command, frozen=True):
    """R42: nothing said from here on is captioned."""

    until: Instant | None = None


class ResumeMeeting(Command, frozen=True):
    """Back to open session."""


class ReportOutage(Command, frozen=True):
    """R33: these failed. Announced to all, and in recess until it works again."""

    failed: Annotated[list[Failure], Meta(min_length=1, max_length=4)]
    note: Line = ""


class NoteOutageStep(Command, frozen=True):
    """R33: what is done about it, for the record."""

    note: FullLine


class EndOutage(Command, frozen=True):
    """R33: restored, or a roll-call finding to go on; then the names of who voted for and against it."""

    how: Literal["restored", "finding"]
    ayes: Paragraph = ""
    noes: Paragraph = ""


class ClearRoom(Command, frozen=True):
    """R42: of those who disrupt. The press stays."""

    reason: FullLine


class ReadmitRoom(Command, frozen=True):
    """R42, taken back."""


class SetHours(Command, frozen=True):
    """When the meeting must end, and until when its interpreters are there; whole."""

    hard_stop: Instant | None = None
    interpreters_until: Instant | None = None


class Adjourn(Command, frozen=True):
    """The end; periods still open close with it."""


class CancelMeeting(Command, frozen=True):
    """It will not be held. R42: where people wait in it for a hearing that was continued to it,
    ``with_hearings`` says that this is meant.
    """

    reason: Paragraph = ""
    with_hearings: bool = False


class PostponeMeeting(Command, frozen=True):
    """To another time, or one to be announced."""

    reason: Paragraph = ""
    to: Instant | None = None


class BlankScreens(Command, frozen=True):
    """R43."""


class UnblankScreens(Command, frozen=True):
    """R43, taken back."""


class Announce(Command, frozen=True):
    """To all screens."""

    text: Annotated[str, Meta(min_length=1, max_length=300)]


class ClearAnnouncement(Command, frozen=True):
    """Takes the announcement down."""


class PublishTranscript(Command, frozen=True):
    """Release the transcript to the archive's readers."""


class SetTranscriptOffset(Command, frozen=True):
    """See ``events.TranscriptOffsetSet``."""

    offset_ms: Annotated[int, Meta(ge=-86_400_000, le=86_400_000)]


# ── The agenda ───────────────────────────────────────────────────────────────


class AddItem(Command, frozen=True):
    """At the end, or after the item named."""

    label: Label
    after: Number | None = None


class EditItem(Command, frozen=True):
    """Another label."""

    item: Number
    label: Label


class SetItemConsent(Command, frozen=True):
    """R6: part of the consent calendar, or not."""

    item: Number
    consent: bool


class MoveItem(Command, frozen=True):
    """After another; none: to the front."""

    item: Number
    after: Number | None = None


class StartItem(Command, frozen=True):
    """Make it the current one; the one before is done.

    R12: where that has had no comment period, ``without_comment`` says that this is meant.
    """

    item: Number
    without_comment: bool = False


class FinishItem(Command, frozen=True):
    """Done with the current one. R12: ``without_comment`` as in ``StartItem``."""

    item: Number
    without_comment: bool = False


# ── Comment periods ──────────────────────────────────────────────────────────


class OpenPeriod(Command, frozen=True):
    """Take requests to speak on an item, under the body's profile but for what is given here."""

    item: Number
    allotment_ms: Allotment | None = None
    last_call_ms: Annotated[int, Meta(ge=0, le=3_600_000)] | None = None
    at_least_ms: Timed | None = None
    at_most_ms: Timed | None = None
    simultaneous_interpretation: bool | None = None
    ceding: bool | None = None
    order: Order | None = None
    total_cap_ms: Annotated[int, Meta(ge=0, le=24 * 3_600_000)] | None = None
    lottery_above: Annotated[int, Meta(ge=0, le=100_000)] | None = None
    later_period_for_unheard: bool | None = None
    quasi_judicial: bool | None = None


class SetAllotment(Command, frozen=True):
    """R9: what each gets from the first not yet called on, by the chair's order."""

    period: Number
    allotment_ms: Allotment
    reason: FullLine


class MakeLastCall(Command, frozen=True):
    """R14."""

    period: Number


class WithdrawLastCall(Command, frozen=True):
    """Go on taking requests."""

    period: Number


class CallFrom(Command, frozen=True):
    """Of several periods with a queue, call from this one."""

    period: Number


class ClosePeriod(Command, frozen=True):
    """Now. By the clock, ``due`` says when it fell due."""

    period: Number
    due: Instant | None = None


# ── Requests to speak ────────────────────────────────────────────────────────


class Details(Command, frozen=True, kw_only=True):  # no command itself: what three of them share
    """R1: all of it is voluntary."""

    position: Position | None = None
    name: Line = ""
    topic: Line = ""
    pronunciation: Line = ""
    contact: Line = ""
    interpreter: Line = ""
    accommodation: Paragraph = ""
    speaks_for: Annotated[int, Meta(ge=0, le=1_000)] | None = None  # R19: how many; none: as it is
    one_minute: bool | None = None  # R21; none, here and below: as it is
    priority: Annotated[int, Meta(ge=0, le=50)] | None = None  # R22: the class from 1, 0 for none


class AskToSpeak(Details, frozen=True, kw_only=True):
    """A place in the queue for oneself. One tap: only the period is needed."""

    period: Number
    channel: Literal["in_person", "remote"] = "remote"


class AddRequest(Details, frozen=True, kw_only=True):
    """R4: a paper card or a caller, typed in by staff; a name that staff type is passed."""

    period: Number
    channel: Channel = "in_person"


class EditRequest(Details, frozen=True, kw_only=True):
    """The details, whole; by the owner until called, by staff at any time."""

    ticket: Number
    channel: Channel


class CheckIn(Command, frozen=True):
    """At the door: the person is in the room. Keeps the place, wherever the request was made."""

    ticket: Number


class CorrectRequest(Command, frozen=True):
    """At the door: the name as the person says it, and from where they speak; all else stays as it is."""

    ticket: Number
    channel: Channel
    name: Line = ""


class MergeRequests(Command, frozen=True):
    """At the door: these two are one person's. The earlier place is kept, and both receipts."""

    ticket: Number
    other: Number


class ReserveCards(Command, frozen=True):
    """R4: a block of numbered paper cards for a period, each with its ticket number from now on."""

    period: Number
    cards: Annotated[int, Meta(ge=1, le=50)]


class TakeBackCards(Command, frozen=True):
    """Those of these cards that have not been handed in no longer count."""

    first: Number
    last: Number


class HandInCard(Details, frozen=True, kw_only=True):
    """A reserved card comes back, with what stands on it: its place in the queue is taken now. ``period``:
    for which staff are taking cards; by its owner, who scans it, without.
    """

    ticket: Number
    channel: Channel = "in_person"
    period: Number | None = None


class PutCardBack(Command, frozen=True):
    """Another card was meant: this one is out again."""

    ticket: Number


class RenewReturnCode(Command, frozen=True):
    """R17: for who has lost theirs, a new return code; the old one is void."""

    ticket: Number


class PassName(Command, frozen=True):
    """R2."""

    ticket: Number


class RefuseName(Command, frozen=True):
    """R2: only for impersonation or a reason of R26."""

    ticket: Number
    reason: NameReason


class MoveRequest(Command, frozen=True):
    """To behind another (none: to the front), by staff, with the reason for the departure."""

    ticket: Number
    reason: FullLine
    after: Number | None = None


class DeferRequest(Command, frozen=True):
    """Let the next ``places`` go first. Everyone may defer themselves downwards; R7: staff who do it for
    somebody else give the reason.
    """

    ticket: Number
    places: Annotated[int, Meta(ge=1, le=10_000)] = 1
    reason: Line = ""


class OnMyWay(Command, frozen=True):
    """R23."""

    ticket: Number


class ImHere(Command, frozen=True):
    """R23: ready to be called."""

    ticket: Number


class WithdrawRequest(Command, frozen=True):
    """Leave the queue."""

    ticket: Number


class RemoveRequest(Command, frozen=True):
    """By staff, for a reason of R26. R27: a warning comes first but for a true threat, or where
    ``force`` was used.
    """

    ticket: Number
    reason: Reason
    force: bool = False


class WarnSpeaker(Command, frozen=True):
    """R27: the warning before a removal: of a ticket, or of a walk-up that has the floor."""

    reason: Reason
    ticket: Number | None = None
    turn: Number | None = None


class UndoSlip(Command, frozen=True):
    """Take back what staff last did by a slip, until the next call: to this request, or (R4, R9, R13, R14) to
    this turn or period.
    """

    what: Slippery
    ticket: Number | None = None
    turn: Number | None = None
    period: Number | None = None


class MoveToPeriod(Command, frozen=True):
    """To the queue of another item, by staff; it keeps its arrival."""

    ticket: Number
    period: Number


class MustLeave(Command, frozen=True):
    """The owner has to leave at ``at``; none: can stay."""

    ticket: Number
    at: Instant | None = None


class AdmitRequest(Command, frozen=True):
    """R16: from the waiting list into the queue. Another than the one whose place it is asks for a reason."""

    ticket: Number
    reason: Line = ""


class FillPlaces(Command, frozen=True):
    """R8: to whom the free places of a period fall, by the clock."""

    period: Number


class GrantAccommodation(Command, frozen=True):
    """R11: this much more than others get, in ms or in percent of the allotment; zero takes it back."""

    ticket: Number
    extra_ms: Annotated[int, Meta(ge=0, le=3_600_000)] = 0
    percent: Annotated[int, Meta(ge=0, le=400)] = 0


class OfferTime(Command, frozen=True):
    """R18: cede one's own turn to another ticket, once that accepts."""

    ticket: Number
    to: Number


class AcceptTime(Command, frozen=True):
    """R18: take the time that this ticket offers; its turn is gone with it."""

    ticket: Number


class DeclineTime(Command, frozen=True):
    """R18: not take it."""

    ticket: Number


class ReclaimTime(Command, frozen=True):
    """R18: take an offer, or time already ceded, back, until the receiver has begun."""

    ticket: Number


class RecallRequest(Command, frozen=True):
    """R23: bring a no-show back."""

    ticket: Number


# ── Drawing lots ─────────────────────────────────────────────────────────────


class FreezeDraw(Command, frozen=True):
    """R7: publish who is drawn from."""

    period: Number


class GiveSeed(Command, frozen=True):
    """R7: what was just made in public: dice thrown, a number drawn from a hat."""

    draw: Number
    text: Annotated[str, Meta(min_length=1, max_length=100)]


class DrawLots(Command, frozen=True):
    """R7: order the frozen list by the seed."""

    draw: Number


class DropDraw(Command, frozen=True):
    """Give the frozen list up, before there is a seed."""

    draw: Number
    reason: FullLine


# ── A hearing continued to a later meeting ───────────────────────────────────


class ContinueItem(Command, frozen=True):
    """R42: to a later meeting of the body (``to``), or to a new one at ``starts_at``, with the queue.

    ``unfinished`` are tickets whose turn was cut short, who go on with what was left of it.
    """

    item: Number
    to: Annotated[str, Meta(pattern=r"^[0-9A-Z]{8}$")] | None = None
    starts_at: Instant | None = None
    reason: Line = ""
    unfinished: Annotated[list[Number], Meta(max_length=20)] = []


class UndoContinuation(Command, frozen=True):
    """Take it back, until the other meeting has begun or something has happened there."""

    item: Number


class NoteLaterMeeting(Command, frozen=True):
    """By the service: when the meeting begins in which what was continued by the event ``seq`` goes on;
    none: at a time not yet known; or that it will not be held.
    """

    item: Number
    seq: Count
    starts_at: Instant | None = None
    cancelled: bool = False


class SettleContinuation(Command, frozen=True):
    """By the service: the other meeting has it, these tickets for those; or has let go of it."""

    item: Number
    seq: Count
    undone: bool = False
    tickets: list[tuple[Number, Number]] = []


class CarriedPeriod(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A period as it is carried; its fields as in ``events.PeriodReceived``."""

    period: Number
    status: Literal["held", "closed"]
    rules: Profile
    allotment_ms: Count
    stream_delay_ms: Delay
    arrived: Count
    by_order: bool = False
    reason: str = ""
    ran_ms: Count = 0
    taken: tuple[Count, Count] = (0, 0)
    slots: tuple[Count, Count] = (0, 0)
    drawn: bool = False


class CarriedRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A request as it is carried: numbers are those of the meeting that it comes from, the participant is the
    person's in the one that it goes to; its fields as in ``events.RequestReceived``.
    """

    ticket: Number
    period: Number
    participant: str
    channel: Channel
    rank: str
    status: Literal["waiting", "listed", "no_show", "ceded", "merged"]
    arrival: Count
    made_at: Instant
    name_passed: bool = False
    name_refused: str = ""
    position: Position | None = None
    details: dict[str, str] = {}
    extra: str = ""
    speaks_for: Count = 0
    one_minute: bool = False
    priority: Count = 0
    listed: Listed | None = None
    slot: Count = 0
    moved: bool = False
    offers_to: Number | None = None
    cedes_to: Number | None = None
    merged_into: Number | None = None
    left_ms: Count | None = None
    used_ms: Count = 0


class CarriedVoice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """R6: who has spoken on the item; ``participant`` as in ``CarriedRequest``."""

    ticket: Number
    participant: str
    used_ms: Count = 0


class ReceiveItem(Command, frozen=True, kw_only=True):
    """By the service: an item continued from ``meeting``, by the event ``seq`` of its log."""

    meeting: str
    item: Number
    seq: Count
    held_at: Instant
    label: Label
    consent: bool = False
    alone: bool = False
    decides_rights: bool = False  # R20
    periods: list[CarriedPeriod]
    requests: list[CarriedRequest] = []
    heard: list[CarriedVoice] = []


class ReturnItem(Command, frozen=True):
    """By the service: what was received by the event ``seq`` of that log is taken back there."""

    meeting: str
    item: Number
    seq: Count


# ── Turns and the floor ──────────────────────────────────────────────────────


class CallNext(Command, frozen=True):
    """End the running turn, if any, and call the first in the queue."""

    period: Number
    believes: Number | None = None


class CallRequest(Command, frozen=True):
    """Call this one, out of turn: a departure from the published order asks for a reason."""

    ticket: Number
    believes: Number | None = None
    reason: Line = ""


class CallAgain(Command, frozen=True):
    """R23: the second call."""

    turn: Number


class StartTurn(Command, frozen=True):
    """The turn begins, and its clock runs; ``hold``: it stands until it is resumed, for an
    interpreter who sets up or a question that comes first.
    """

    turn: Number
    hold: bool = False


class WalkUp(Command, frozen=True):
    """R4: one key, and the clock runs."""

    believes: Number | None = None
    period: Number | None = None


class PauseTurn(Command, frozen=True):
    """For a question from the dais, a staff answer, an interpreter: counts for nobody."""

    turn: Number


class ResumeTurn(Command, frozen=True):
    """The clock goes on."""

    turn: Number


class RunClock(Command, frozen=True):
    """By the clock alone: that of a turn, which stood, runs. ``by`` is who started the turn."""

    turn: Number
    by: str
    due: Instant


class GiveTime(Command, frozen=True):
    """More or less."""

    turn: Number
    delta_ms: Delta
    reason: Line = ""


class EndTurn(Command, frozen=True):
    """The floor is free."""

    turn: Number


class ReopenTurn(Command, frozen=True):
    """Take back the end of the last turn, while the floor is still free."""

    turn: Number


class MarkNoShow(Command, frozen=True):
    """R23: after two calls and the grace."""

    turn: Number


class UndoCall(Command, frozen=True):
    """Take the call back, before the turn starts."""

    turn: Number


class NameTurn(Command, frozen=True):
    """R4, R44: this name, or the person of this ticket."""

    turn: Number
    name: Line = ""
    ticket: Number | None = None


class ConfirmTurn(Command, frozen=True):
    """R44."""

    turn: Number


class SplitTurn(Command, frozen=True):
    """R44: at an instant within it."""

    turn: Number
    at: Instant


class GiveTurnToDais(Command, frozen=True):
    """R44."""

    turn: Number


# ── Written comments ─────────────────────────────────────────────────────────


class SubmitComment(Command, frozen=True):
    """R17: answered with a receipt."""

    text: CommentText
    item: Number | None = None
    position: Position | None = None
    name: Line = ""
    contact: Line = ""


class PublishComment(Command, frozen=True):
    """For anyone to read."""

    comment: Number


class HoldComment(Command, frozen=True):
    """For a reason of R26."""

    comment: Number
    reason: Reason


class WithdrawComment(Command, frozen=True):
    """By its author."""

    comment: Number


# ── Captions ─────────────────────────────────────────────────────────────────


class OpenTrack(Command, frozen=True):
    """Captions in a language; people lag about four seconds behind speech. ``another``: also where the
    language has a track of this kind already.
    """

    language: Tag
    kind: TrackKind = "captions"
    delay_ms: Delay = 4_000
    another: bool = False


class SetTrackDelay(Command, frozen=True):
    """How far the track lags behind speech."""

    track: Tag
    delay_ms: Delay


class IssueTrackUrl(Command, frozen=True):
    """Let a caption tool that speaks this protocol post to the track."""

    track: Tag
    hours: Annotated[int, Meta(ge=1, le=72)] = 24
    protocol: ToolProtocol = "zoom"


class RevokeTrackUrl(Command, frozen=True):
    """One URL by its number, or every one issued so far."""

    track: Tag
    url: Number | None = None


class NoteSilence(Command, frozen=True):
    """By the clock: a track that people write has been silent since this instant while someone speaks."""

    track: Tag
    since: Instant


class AddCue(Command, frozen=True):
    """A final caption. ``cue`` is the sender's own id of the partial that grew into it; ``lang`` is that of
    these words, where it is not the track's: a resident speaks Spanish where the others speak English.
    """

    track: Tag
    text: CueText
    cue: Annotated[str, Meta(max_length=64)] = ""
    began: Instant | None = None
    ended: Instant | None = None
    speaker: SpeakerName | None = None
    source: Annotated[str, Meta(max_length=64)] | None = None
    source_seq: Count | None = None
    confidence: Confidence | None = None
    words: Words = ()
    lang: Tag | None = None


class Revision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A cue as its sender has it now, one of the track's last; no text: it was wholly erased. ``speaker`` is
    whom it has named since, if anybody.
    """

    cue: Number
    text: Annotated[str, Meta(max_length=2_000)]
    ended: Instant | None = None
    speaker: SpeakerName | None = None
    confidence: Confidence | None = None
    words: Words = ()


class Addition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A cue that is new; its fields are those of ``AddCue``. ``not_before``: where it has no time, it began
    then at the earliest.
    """

    text: CueText
    began: Instant | None = None
    ended: Instant | None = None
    speaker: SpeakerName | None = None
    confidence: Confidence | None = None
    words: Words = ()
    not_before: Instant | None = None
    lang: Tag | None = None


class ReceiveCues(Command, frozen=True):
    """One posting that changes several cues of its sender at once, and adds others behind them."""

    track: Tag
    source: Annotated[str, Meta(min_length=1, max_length=64)]
    source_seq: Count | None = None
    revised: Annotated[tuple[Revision, ...], Meta(max_length=20)] = ()
    added: Annotated[tuple[Addition, ...], Meta(max_length=200)] = ()


class FileCue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A caption of a finished file, the ``number``-th in it; UTC ms."""

    number: Number
    text: CueText
    began: Instant
    ended: Instant
    speaker: SpeakerName | None = None


class ImportCues(Command, frozen=True):
    """Captions of a finished file, or the next of them, behind what the track has; also after the meeting.

    Taken or refused all together: as ``import_out_of_order`` where one begins before the one before it, as
    ``cue_not_in_session`` where one was not said in open session (R42), each with its number.
    """

    track: Tag
    file: Annotated[str, Meta(min_length=1, max_length=50)]
    added: Annotated[tuple[FileCue, ...], Meta(min_length=1, max_length=500)]


class CorrectCue(Command, frozen=True):
    """R38, quickly, while live: the text, and if it is given the speaker ("" for none named).

    ``seen`` is the text that was mended: what has grown behind it since is kept, and where it was changed
    by another the command is refused as ``cue_changed``.
    """

    track: Tag
    cue: Number
    text: CueText
    speaker: Annotated[str, Meta(max_length=200)] | None = None
    seen: Annotated[str, Meta(max_length=50_000)] | None = None


class Edit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """R38: what a cue shows from now on; no pieces: it is taken out. Where words of it now stand in another
    cue, of the same command, ``into`` names that one. ``seen`` is the number of changes to the cue that its
    editor has seen (``CueRow.changes``).
    """

    cue: Number
    pieces: Annotated[tuple[Piece, ...], Meta(max_length=20)] = ()
    into: Number | None = None
    seen: Count | None = None


class EditCues(Command, frozen=True):
    """Text, speakers, times, cues split and merged: all edits or none. Refused as ``cue_changed`` where a cue
    is not as its editor saw it.
    """

    track: Tag
    edits: Annotated[tuple[Edit, ...], Meta(min_length=1, max_length=500)]


class RedactedSpan(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From character ``start`` up to ``stop`` (Unicode code points) of what a cue shows, its pieces joined by
    line breaks. ``seen`` are the characters there, as whoever chose them saw them.
    """

    track: Tag
    cue: Number
    start: Count
    stop: Count
    seen: Annotated[str, Meta(max_length=50_000)] | None = None


class RedactCues(Command, frozen=True):
    """R29: words leave every track, search and export, in several tracks at once."""

    reason: RedactReason
    spans: Annotated[tuple[RedactedSpan, ...], Meta(min_length=1, max_length=200)]


class StartRelay(Command, frozen=True):
    """Pass the finals of a track on to the caption URL of another service, from now on."""

    track: Tag
    protocol: Literal["zoom", "youtube"]
    url: Annotated[str, Meta(min_length=8, max_length=2_000)]


class StopRelay(Command, frozen=True):
    """Nothing more is passed on, and its URL is sealed."""

    relay: Number


class StartTranslation(Command, frozen=True):
    """Let a machine translate the finals of ``track`` into a language, in a track of its own (R39)."""

    track: Tag
    language: Tag


class StopTranslation(Command, frozen=True):
    """``track`` is the one that the machine writes."""

    track: Tag


class NoteUntranslated(Command, frozen=True):
    """By the service: these cues of the source have no translation in ``track``, and will have none."""

    track: Tag
    first: Number
    last: Number
    why: Literal["failed", "people", "erased"]


def _leaves(kind: type[Command]) -> list[type[Command]]:
    below = [leaf for sub in kind.__subclasses__() for leaf in _leaves(sub)]
    return below or [kind]


COMMANDS: dict[str, type[Command]] = {snake(kind.__name__): kind for kind in _leaves(Command)}
"""Every kind of command by its name on the wire."""


def parse(payload: Any) -> Command:
    """The command in a client's payload, ``{"type": name, …its fields}``.

    Refuses as ``unknown_command`` or, with the field at fault, as ``invalid_field``.
    """
    if not isinstance(payload, dict):
        raise Refused("invalid_field", field="type")
    name = payload.get("type")
    kind = COMMANDS.get(name) if isinstance(name, str) else None
    if kind is None:
        raise Refused("unknown_command")
    fields = {key: value for key, value in payload.items() if key != "type"}
    for field, value in fields.items():
        if not _is_text(field) or not _is_text(value):
            raise Refused("invalid_field", field=field if _is_text(field) else "type")
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as fault:
        raise Refused("invalid_field", field=_field_at_fault(str(fault))) from None


def _is_text(value: Any) -> bool:
    """Whether all strings in a value can be written down: JSON lets half a surrogate pair through."""
    if isinstance(value, list):
        return all(_is_text(each) for each in value)
    if isinstance(value, dict):
        return all(_is_text(each) for pair in value.items() for each in pair)
    try:
        return not isinstance(value, str) or value.isascii() or bool(value.encode())
    except UnicodeEncodeError:
        return False


def _field_at_fault(fault: str) -> str:
    """The field that msgspec names: "… - at `$.name`", or "… field `name`"."""
    named = re.search(r"at `\$\.?([^`]*)`|field `([^`]*)`", fault)
    return ((named[1] or named[2]) if named else "") or "type"
