"""The transcript: whose line each caption is, and under which item, derived from who had the floor.

Decision 10: a caption event holds text and times. Its item and speaker follow from the moment at which
it began, so that a call undone or a turn put right afterwards mends the transcript too. Pure: it takes a
meeting's state and the cues of one track as they stand, in order, and keeps two lines at a time. It
knows no file format and no words of any language.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Literal

import msgspec

from meetingsvc.domain.requests import Turn
from meetingsvc.domain.spoken import Piece, Word
from meetingsvc.domain.state import Meeting
from meetingsvc.domain.texts import Cue

NEVER = 1 << 62
"""The end of a turn that still has the floor, later than any instant in UTC ms."""

Version = Literal["corrected", "received"]
"""R38: the captions as they were mended, or as they came; what is redacted shows as such in both."""


class Who(msgspec.Struct, frozen=True):
    """Whose words: those of a turn (R44), or of whom the source names where nobody had the floor.

    ``name`` is empty where none was given or none may stand in public (R2); a reader shows an alias
    then, by ``ticket`` or for a walk-up. ``dais``: the clerk gave the turn to the dais.
    """

    turn: int | None = None
    ticket: int | None = None
    name: str = ""
    dais: bool = False

    @property
    def walk_up(self) -> bool:
        """R4: whether it is the turn of somebody without a ticket."""
        return self.turn is not None and self.ticket is None and not self.dais


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One caption at its place, or a piece of it, from 1. ``began`` to ``ended`` (UTC ms, half open)
    never overlaps another line.

    ``text`` is None where nothing may be shown: the caption is empty, or withheld. ``confirmed``: the
    clerk has confirmed the turn that it is in. ``near_hand_over``: its time is an estimate, and a turn
    not yet confirmed begins or ends so close to it that the line may be somebody else's. ``words`` are
    there where the text is as an engine sent it, ``lang`` where it is not in the track's language.
    """

    cue: int
    began: int
    ended: int
    text: str | None
    item: int | None = None
    who: Who | None = None
    confirmed: bool = False
    near_hand_over: bool = False
    estimated: bool = False
    corrected: bool = False
    redacted: bool = False
    piece: int = 1
    confidence: int | None = None
    words: tuple[Word, ...] = ()
    source: str | None = None
    lang: str | None = None

    @property
    def id(self) -> str:
        """What names it within its track, for ever: "15"; a further piece of the same cue is "15-2"."""
        return str(self.cue) if self.piece == 1 else f"{self.cue}-{self.piece}"


class Speech(msgspec.Struct, frozen=True):
    """Lines of one speaker in a row."""

    who: Who | None
    lines: tuple[Line, ...]


class Section(msgspec.Struct, frozen=True):
    """What was said on an agenda item without leaving it; none: between items."""

    item: int | None
    speeches: tuple[Speech, ...]


class Chapter(msgspec.Struct, frozen=True):
    """A stretch of the meeting on one agenda item, UTC ms, half open."""

    item: int
    began: int
    ended: int


class Floor:
    """Who had the floor at which moment. A turn has it from its start to its end, half open."""

    def __init__(self, meeting: Meeting) -> None:
        held = sorted(
            (turn.began, NEVER if turn.ended is None else turn.ended, number)
            for number, turn in meeting.turns.items()
            if turn.began is not None and turn.status != "undone"
        )
        self._began = [began for began, _, _ in held]
        self._ended = [ended for _, ended, _ in held]
        self._turns = [meeting.turns[number] for _, _, number in held]
        # Once the clerk has confirmed a turn (R44), nobody doubts where it begins and ends.
        self._doubtful = sorted(
            {
                instant
                for began, ended, number in held
                if not meeting.turns[number].confirmed
                for instant in (began, ended)
            }
        )

    def at(self, instant: int) -> Turn | None:
        """The turn that has the floor at this moment, if any."""
        found = bisect_right(self._began, instant) - 1
        return self._turns[found] if found >= 0 and instant < self._ended[found] else None

    def in_doubt(self, after: int, until: int) -> bool:
        """Whether a turn that is not confirmed begins or ends in (after, until]."""
        return bisect_right(self._doubtful, until) > bisect_right(self._doubtful, after)


class Agenda:
    """Which item the meeting was on at which moment."""

    def __init__(self, meeting: Meeting) -> None:
        self._began = [began for began, _ in meeting.item_spans]
        self._items = [item for _, item in meeting.item_spans]

    def at(self, instant: int) -> int | None:
        """The item at this moment; none: between items."""
        found = bisect_right(self._began, instant) - 1
        return self._items[found] if found >= 0 else None


class _Derivation:
    """What is worked out once for a meeting and track, and asked for each of its lines."""

    def __init__(self, meeting: Meeting, track: str) -> None:
        self._meeting = meeting
        self._delay_ms = meeting.tracks[track].delay_ms if track in meeting.tracks else 0
        self._floor = Floor(meeting)
        self._agenda = Agenda(meeting)

    def line(self, cue: Cue, at: int, piece: Piece | None, silent_since: int) -> Line:
        """The line of a cue's piece ``at`` (from 1), none where its words are withheld; the line before it
        ended at ``silent_since``.
        """
        began, ended = (cue.began, cue.ended) if piece is None else (piece.began, piece.ended)
        turn = self._floor.at(began)
        named = piece is not None and piece.speaker is not None
        return Line(
            cue=cue.number,
            began=began,
            ended=ended,
            text=piece.text if piece is not None and piece.text.strip() else None,
            item=self._agenda.at(began),
            who=Who(name=piece.speaker) if piece and piece.speaker else self._who(turn, cue.speaker),
            confirmed=named or (turn is not None and turn.confirmed),
            near_hand_over=cue.estimated and not named and self._uncertain(began, ended, silent_since),
            estimated=cue.estimated,
            corrected=cue.corrected,
            redacted=bool(cue.redacted),
            piece=at,
            confidence=cue.confidence,
            words=cue.words if piece is not None and piece.text == cue.received else (),
            source=cue.source,
            lang=cue.lang,
        )

    def _who(self, turn: Turn | None, said_by: str | None) -> Who | None:
        if turn is None:
            return Who(name=said_by) if said_by else None
        if turn.dais:
            return Who(turn=turn.number, name=said_by or "", dais=True)
        name = self._meeting.turn_name(turn)
        return Who(turn=turn.number, ticket=turn.ticket, name=name if isinstance(name, str) else "")

    def _uncertain(self, began: int, ended: int, silent_since: int) -> bool:
        """All that is certain of an estimate is that the line began after the one before it had ended
        and before its own end; both shift by as much as the captioner's lag is off, here by a quarter.
        """
        margin = self._delay_ms // 4
        earliest = min(silent_since, began) - margin
        return self._floor.in_doubt(earliest, ended + margin)


def lines(
    meeting: Meeting, track: str, cues: Iterable[Cue], version: Version = "corrected"
) -> Iterator[Line]:
    """The transcript of a track, from its cues in order.

    Lines come in order and never overlap: each ends where the next begins at the latest, and lasts 1 ms
    at least, the following ones giving way. None begins before the meeting did. Item and speaker are
    those of the moment at which the cue itself says that it began, unless a person has named the speaker.
    """
    derivation = _Derivation(meeting, track)
    least = meeting.started_at or 0
    silent_since = least
    waiting: Line | None = None
    for cue in cues:
        for at, piece in enumerate(_pieces(cue, version), 1):
            line = derivation.line(cue, at, piece, silent_since)
            silent_since = max(silent_since, line.ended)
            if waiting is not None:
                placed = _placed(waiting, least, until=line.began)
                least = placed.ended
                yield placed
            waiting = line
    if waiting is not None:
        yield _placed(waiting, least, until=NEVER)


def _pieces(cue: Cue, version: Version) -> tuple[Piece | None, ...]:
    """What there is to show of a cue: nothing of one erased or taken out, one line without words of one
    whose words are withheld.
    """
    if version == "received" and not cue.redacted:
        received = cue.received
        return (None,) if received is None else (Piece(received, cue.began, cue.ended),) if received else ()
    if cue.text is None:
        return (None,)
    if cue.text and not cue.pieces:
        return (Piece(cue.text, cue.began, cue.ended),)
    return cue.pieces


def _placed(line: Line, least: int, until: int) -> Line:
    """The line, not before ``least``, and over by ``until`` if it can be."""
    began = max(line.began, least)
    ended = max(min(line.ended, until), began + 1)
    if (began, ended) == (line.began, line.ended):
        return line
    return msgspec.structs.replace(line, began=began, ended=ended)


def sections(transcript: Iterable[Line]) -> Iterator[Section]:
    """The transcript by item and speaker, in the order in which they were heard."""
    for item, of_item in groupby(transcript, key=lambda line: line.item):
        speeches = tuple(
            Speech(who, tuple(said)) for who, said in groupby(of_item, key=lambda line: line.who)
        )
        yield Section(item, speeches)


def chapters(meeting: Meeting, until: int) -> tuple[Chapter, ...]:
    """The agenda as it was gone through. ``until`` (UTC ms) ends the last item if nothing else does.

    An item that was left at the very moment it was begun was a slip, and makes no chapter.
    """
    spans = [*meeting.item_spans, (max(until, meeting.adjourned_at or 0), None)]
    found: list[Chapter] = []
    for (began, item), (ended, _) in pairwise(spans):
        if item is None or ended <= began:
            continue
        if found and found[-1].item == item and found[-1].ended == began:
            found[-1] = msgspec.structs.replace(found[-1], ended=ended)
        else:
            found.append(Chapter(item, began, ended))
    return tuple(found)


def unconfirmed_turns(meeting: Meeting) -> int:
    """R44: how many turns in which somebody spoke the clerk has yet to confirm."""
    spoken = (turn for turn in meeting.turns.values() if turn.began is not None and turn.status != "undone")
    return sum(not turn.confirmed for turn in spoken)


def draft(meeting: Meeting) -> bool:
    """R44: whether what is shown must say "draft": the clerk has not released the transcript, or has
    not confirmed every turn.
    """
    return not meeting.transcript_published or unconfirmed_turns(meeting) > 0
