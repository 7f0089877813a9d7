"""Cues as they come in: when one began, what is a repeat, what is the same line grown or changed.

Outside open session every source is refused, so that nothing said there is kept (R42).
"""

from collections.abc import Sequence
from typing import Any, Final

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .cue_history import after, grows, regrown
from .errors import Refused
from .rules import Context, Rules, in_session, tidy
from .sent_again import redacted_at_once, shown_of
from .spoken import Word, written
from .state import Meeting
from .texts import CUES_IN_VIEW, MENDED_IN_VIEW, Cue, Track
from .tracks import track_of, with_track

RULES = Rules()

CHARACTERS_A_SECOND: Final = 15
"""How fast a line is taken to be spoken whose sender gives no times (decision 10)."""

GROWS_WITHIN_MS: Final = 10_000
"""A line that extends the last one is the same line only while that one is fresh."""


def span(
    last: Cue | None, command: c.AddCue | c.Addition, delay_ms: int, now: int, behind_ms: int = 0
) -> tuple[int, int, bool]:
    """(began, ended, estimated) of a cue that arrives now behind ``last``, UTC ms (decision 10).

    Given times are held between the track's previous cue and now. Where none are given, speech
    lies the track's delay back, and lasted as long as its characters take to say; ``behind_ms`` is how long
    those of the cues take that arrive with it and were said after it.
    """
    if command.began is not None:
        began = min(max(command.began, last.began if last else 0), now)
        ended = now if command.ended is None else min(max(command.ended, began), now)
        return began, ended, False
    heard = now - delay_ms - behind_ms
    spoken_for = _said_in(command)
    earliest = (command.not_before or 0) if isinstance(command, c.Addition) else 0
    began = min(max(heard - spoken_for, last.ended if last else 0, earliest), now)
    return began, max(heard, began), True


def _said_in(came: c.AddCue | c.Addition) -> int:
    """How long its words take to say, ms."""
    return len(tidy(came.text)) * 1000 // CHARACTERS_A_SECOND


def _fresh(cue: Cue, track: Track, now: int) -> bool:
    return now - track.delay_ms - cue.ended <= GROWS_WITHIN_MS


def _covered(track: Track, source: str | None, text: str) -> Cue | None:
    """R29: the redacted cue whose words its sender sends again, with more behind them or without: never
    another, however late and whatever has come between, or its words would be shown again. Of several the
    longest, which leaves the least to show.
    """
    mine = (cue for cue in reversed(track.recent) if cue.redacted and cue.received and cue.source == source)
    found = (cue for cue in mine if grows(cue, text))
    return max(found, key=lambda cue: len(cue.received or ""), default=None)


def _grown(track: Track, source: str | None, text: str, now: int) -> Cue | None:
    """The cue that is this same line, sent again by its source with more at its end: the track's last while
    that is fresh, or one that is redacted.
    """
    last, covered = track.last, _covered(track, source, text)
    if source is None or last is None:
        return None
    goes_on = last.source == source and bool(last.received) and text != last.received and grows(last, text)
    nearer = covered is None or len(last.received or "") > len(covered.received or "")
    return last if goes_on and nearer and _fresh(last, track, now) else covered


def _heard_already(track: Track, source: str | None, source_seq: int | None, text: str) -> bool:
    """A sender's retry: one of the last cues, with the same number and the same text.

    A sender that starts again sends low numbers with other text: that is a new run.
    """
    sent = (source, source_seq, text)
    numbered = source is not None and source_seq is not None
    return numbered and any((cue.source, cue.source_seq, cue.received) == sent for cue in track.recent)


def _sealed(words: tuple[Word, ...], readers: e.Class) -> e.Sealed | None:
    return e.Sealed(written(words), readers) if words else None


def _added(
    track: Track,
    number: int,
    last: Cue | None,
    came: c.AddCue | c.Addition,
    now: int,
    source: tuple[str | None, int | None],
    behind_ms: int = 0,
) -> e.CueAdded:
    text = tidy(came.text)
    if not text:
        raise Refused("invalid_field", field="text")
    began, ended, estimated = span(last, came, track.delay_ms, now, behind_ms)
    return e.CueAdded(
        track=track.name,
        cue=number,
        began=began,
        ended=ended,
        text=e.Sealed(text, "public"),
        estimated=estimated,
        speaker=came.speaker,
        source=source[0],
        source_seq=source[1],
        confidence=came.confidence,
        words=_sealed(came.words, "public"),
        lang=None if came.lang == track.language else came.lang,
    )


def _shown_on(track: Track, cue: Cue, text: str, ended: int) -> dict[str, e.Sealed]:
    """R29: of a redacted cue nothing that its sender sends is public but what comes behind the rest, and of
    that nothing that was taken out elsewhere.
    """
    if not cue.redacted:
        return {"text": e.Sealed(text, "public")}
    pieces = cue.pieces
    if not cue.frozen and grows(cue, text):
        before = cue.received or ""
        _, behind = shown_of(track, text[len(before) :])
        pieces = regrown(pieces, before, before + behind, ended)
    return {"text": e.Sealed(text, "sealed"), "pieces": e.Sealed(written(pieces), "public")}


def _heard_again(track: Track) -> list[e.Event]:
    return [] if track.silent_since is None else [e.TrackHeard(track=track.name)]


def _own(state: Meeting, name: str, context: Context) -> Track:
    """The track, for who may write it now; R42: nobody outside open session."""
    in_session(state)
    track = track_of(state, name)
    if context.actor.track is not None and context.actor.track != track.name:
        raise Refused("not_allowed")
    return track


@RULES.decides(c.AddCue)
def _add_cue(state: Meeting, command: c.AddCue, context: Context) -> Sequence[e.Event]:
    """R42: refused outside open session, the words kept nowhere."""
    track, text = _own(state, command.track, context), tidy(command.text)
    came = (command.source, command.source_seq)
    if text and _heard_already(track, *came, text):
        return []
    line = _grown(track, command.source, text, context.now) if text else None
    if line is None:
        added = _added(track, track.cues + 1, track.last, command, context.now, came)
        return [*_heard_again(track), *redacted_at_once(track, added, added.began)]
    if text == line.received:
        return []
    _, ended, _ = span(line, command, track.delay_ms, context.now)
    ended = max(ended, line.ended)
    extended = e.CueExtended(
        track=track.name,
        cue=line.number,
        ended=ended,
        source=command.source,
        source_seq=command.source_seq,
        confidence=command.confidence,
        words=_sealed(command.words, "sealed" if line.redacted else "public"),
        **_shown_on(track, line, text, ended),
    )
    return [*_heard_again(track), *redacted_at_once(track, extended, line.began)]


@RULES.decides(c.ReceiveCues)
def _receive(state: Meeting, command: c.ReceiveCues, context: Context) -> Sequence[e.Event]:
    """R42, as for one. What its sender sends again has no second effect."""
    track = _own(state, command.track, context)
    if len({each.cue for each in command.revised}) < len(command.revised):
        raise Refused("invalid_field", field="revised")
    revised = [event for each in command.revised for event in _revised(track, command, each, context.now)]
    came = (command.source, command.source_seq)
    if command.added and all(_heard_already(track, *came, tidy(each.text)) for each in command.added):
        return [*_heard_again(track), *revised] if revised else []
    added: list[e.Event] = []
    last, number = track.last, track.cues
    behind_ms = sum(map(_said_in, command.added))
    for each in command.added:
        behind_ms -= _said_in(each)
        covered = _covered(track, command.source, tidy(each.text))
        if covered is not None:
            again = c.Revision(cue=covered.number, text=each.text)
            revised += _revised(track, command, again, context.now)
            continue
        number += 1
        event = _added(track, number, last, each, context.now, came, behind_ms)
        last = after(None, e.Entry(0, context.now, "", event))
        added += redacted_at_once(track, event, event.began)
    return [*_heard_again(track), *revised, *added] if revised or added else []


def _revised(track: Track, command: c.ReceiveCues, revision: c.Revision, now: int) -> list[e.Event]:
    text = tidy(revision.text)
    cue = next((each for each in track.recent if each.number == revision.cue), None)
    if cue is None or cue.source != command.source:
        raise Refused("no_such_cue", cue=revision.cue)
    heard = max(now - track.delay_ms, cue.began) if cue.estimated else now
    ended = min(max(revision.ended, cue.began), now) if revision.ended is not None else max(cue.ended, heard)
    named = revision.speaker not in (None, cue.speaker)
    if text == cue.received and not named and (revision.ended is None or ended == cue.ended):
        return []
    sent: dict[str, Any] = {
        "track": track.name,
        "cue": cue.number,
        "ended": ended,
        "source": command.source,
        "source_seq": command.source_seq,
        "confidence": revision.confidence,
        "words": _sealed(revision.words, "sealed" if cue.redacted else "public"),
        **_shown_on(track, cue, text, ended),
    }
    if grows(cue, text) and not named:
        return redacted_at_once(track, e.CueExtended(**sent), cue.began)
    rewritten = e.CueRevised(**sent, speaker=revision.speaker if named else None)
    return redacted_at_once(track, rewritten, cue.began)


# ── Folds ────────────────────────────────────────────────────────────────────


@RULES.folded(e.CueAdded)
def _cue_added(state: Meeting, entry: e.Entry, event: e.CueAdded) -> Meeting:
    track = state.tracks[event.track]
    recent = (*track.recent, after(None, entry))[-CUES_IN_VIEW:]
    return with_track(state, replace(track, cues=event.cue, recent=recent, heard_at=entry.at))


@RULES.folded(e.CueExtended)
def _cue_extended(state: Meeting, entry: e.Entry, event: e.CueExtended) -> Meeting:
    track = changed(state.tracks[event.track], entry, event.cue)
    return with_track(state, replace(track, heard_at=entry.at))


@RULES.folded(e.CueRevised)
def _cue_revised(state: Meeting, entry: e.Entry, event: e.CueRevised) -> Meeting:
    track = changed(state.tracks[event.track], entry, event.cue)
    return with_track(state, replace(track, heard_at=entry.at))


def changed(track: Track, entry: e.Entry, number: int) -> Track:
    """The track after an entry about this cue, which may have left the state long ago."""
    recent = tuple(after(cue, entry) if cue.number == number else cue for cue in track.recent)
    return replace(track, recent=recent)


def mended(track: Track, entry: e.Entry, number: int) -> Track:
    """The same after an entry by which people changed a cue: screens that show it must hear of it."""
    last = (*track.mended, number)[-MENDED_IN_VIEW:]
    return replace(changed(track, entry, number), mended=last)
