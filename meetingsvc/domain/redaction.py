"""Words taken out of the captions (R29): spans of what is shown are blotted out, in several tracks at once,
and everything that those cues ever said is sealed. The record names each, with the reason.

Words that an editor has moved from cue to cue are found by the merges that the log tells of.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .cue_edits import standing, topic
from .cues import mended
from .errors import Refused
from .rules import Context, History, Rules, Topic
from .spoken import BLOT, Piece, written
from .state import Meeting
from .texts import Cue
from .tracks import track_of, with_track

RULES = Rules()

_SAYING = ("text", "words", "pieces")
"""The fields of an event that hold what a cue said."""


def _linked(history: History, track: str, cue: int) -> set[int]:
    """The cue, and those into which its words, or whose words into it, were ever merged, as far as known."""
    found: set[int] = set()
    open_ = {cue}
    while open_:
        found |= open_
        open_ = {other for each in open_ for other in _merged(history, track, each)} - found
    return found


def _merged(history: History, track: str, cue: int) -> Iterator[int]:
    for entry in history.get(topic(track, cue), ()):
        if isinstance(entry.event, e.CueEdited) and entry.event.into is not None:
            yield entry.event.into
        if isinstance(entry.event, e.CueEdited):
            yield from entry.event.holds


@RULES.asks(c.RedactCues)
def _redacts(command: c.RedactCues, history: History) -> Iterable[Topic]:
    for span in command.spans:
        yield from (topic(span.track, cue) for cue in _linked(history, span.track, span.cue))


@RULES.decides(c.RedactCues)
def _redact(state: Meeting, command: c.RedactCues, context: Context) -> Sequence[e.Event]:
    """R29: spans, never the whole in silence; the original stays sealed."""
    spans: dict[tuple[str, int], list[c.RedactedSpan]] = {}
    for span in command.spans:
        track_of(state, span.track)
        spans.setdefault((span.track, span.cue), []).append(span)
    named = {(track, other) for track, cue in spans for other in _linked(context.history, track, cue)}
    events: list[e.Event] = []
    for track, cue in sorted(named):
        before = standing(context.history, track, cue)
        pieces = blotted(before, spans.get((track, cue), ()))
        events.append(
            e.CueRedacted(
                track=track,
                cue=cue,
                reason=command.reason,
                pieces=e.Sealed(written(pieces), "public"),
                reclassified=tuple(_sealing(context.history, track, cue)),
            )
        )
    return events


def _sealing(history: History, track: str, cue: int) -> Iterator[e.Reclassified]:
    """All that the cue ever said."""
    for entry in history[topic(track, cue)]:
        for field in _SAYING:
            if isinstance(getattr(entry.event, field, None), e.Sealed):
                yield e.Reclassified(entry.seq, field, "sealed")


def blotted(cue: Cue, spans: Sequence[c.RedactedSpan]) -> tuple[Piece, ...]:
    """The pieces of a cue with these spans of its text blotted out.

    Refuses as ``cue_changed`` where the characters are not those that were chosen, ``invalid_field`` where
    a span is empty or reaches beyond the text.
    """
    text = cue.text or ""
    taken = [False] * len(text)
    for span in spans:
        if not span.start < span.stop <= len(text):
            raise Refused("invalid_field", field="spans")
        if span.seen is not None and span.seen != text[span.start : span.stop]:
            raise Refused("cue_changed", cue=cue.number, text=text)
        taken[span.start : span.stop] = [True] * (span.stop - span.start)
    pieces, at = [], 0
    for piece in cue.pieces:
        marks = taken[at : at + len(piece.text)]
        pieces.append(replace(piece, text=_covered(piece.text, marks)))
        at += len(piece.text) + 1
    return tuple(pieces)


def _covered(text: str, taken: Sequence[bool]) -> str:
    """The text with one blot for each run of characters that are taken out."""
    shown, before = "", False
    for char, gone in zip(text, taken, strict=True):
        if not gone:
            shown += char
        elif not before:
            shown += BLOT
        before = gone
    return shown


@RULES.folded(e.CueRedacted)
def _redacted(state: Meeting, entry: e.Entry, event: e.CueRedacted) -> Meeting:
    track = mended(state.tracks[event.track], entry, event.cue)
    return with_track(state, replace(track, redactions=track.redactions + 1))
