"""Cues put right by people: the text mended while live, and every edit afterwards (R38).

What was received stays in the log. A cue that has left the state comes with the context.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .cue_history import stand
from .cues import mended
from .errors import Refused
from .rules import Context, History, Rules, Topic, tidy
from .spoken import Piece, written
from .state import Meeting
from .texts import Cue, Track
from .tracks import track_of, with_track

RULES = Rules()


def topic(track: str, cue: int) -> Topic:
    """What the log is asked for to know how a cue stands."""
    return f"cue/{track}", cue


def standing(history: History, track: str, number: int) -> Cue:
    """How a cue stands; refuses as ``no_such_cue``."""
    found = stand(history.get(topic(track, number), ()))
    if number not in found:
        raise Refused("no_such_cue", cue=number)
    return found[number]


def _same(cue: Cue) -> Refused:
    return Refused("cue_changed", cue=cue.number, text=cue.text or "")


# ── While live ───────────────────────────────────────────────────────────────


@RULES.asks(c.CorrectCue)
def _corrects(command: c.CorrectCue, history: History) -> Iterable[Topic]:
    return [topic(command.track, command.cue)]


@RULES.decides(c.CorrectCue)
def _correct(state: Meeting, command: c.CorrectCue, context: Context) -> Sequence[e.Event]:
    """R38: what was received stays in the log."""
    track = track_of(state, command.track)
    text = tidy(command.text)
    if not text:
        raise Refused("invalid_field", field="text")
    cue = standing(context.history, track.name, command.cue)
    if len(cue.pieces) > 1:
        raise Refused("cue_in_pieces", cue=cue.number)
    if command.seen is not None:
        shown = cue.text or ""
        if not shown.startswith(command.seen) or not command.seen:
            raise _same(cue)
        text += shown[len(command.seen) :]
    if command.speaker is None:
        if text == cue.text:
            return []
        return [e.CueCorrected(track=track.name, cue=cue.number, text=e.Sealed(text, "public"))]
    piece = Piece(text, *_times(cue), tidy(command.speaker) or None)
    return _if_changed(track, cue, c.Edit(cue=cue.number, pieces=(piece,)))


def _times(cue: Cue) -> tuple[int, int]:
    return (cue.pieces[0].began, cue.pieces[-1].ended) if cue.pieces else (cue.began, cue.ended)


@RULES.folded(e.CueCorrected)
def _corrected(state: Meeting, entry: e.Entry, event: e.CueCorrected) -> Meeting:
    return _counted(state, entry, event.track, event.cue)


def _counted(state: Meeting, entry: e.Entry, name: str, cue: int) -> Meeting:
    track = state.tracks[name]
    return with_track(state, replace(mended(track, entry, cue), corrections=track.corrections + 1))


# ── At any time ──────────────────────────────────────────────────────────────


@RULES.asks(c.EditCues)
def _edits(command: c.EditCues, history: History) -> Iterable[Topic]:
    """The cues themselves, and where a time changes those around, between which it must stay."""
    for edit in command.edits:
        yield topic(command.track, edit.cue)
        cue = stand(history.get(topic(command.track, edit.cue), ())).get(edit.cue)
        if cue is not None and edit.pieces and _moves(cue, edit):
            yield from (topic(command.track, at) for at in (edit.cue - 1, edit.cue + 1) if at > 0)


def _moves(cue: Cue, edit: c.Edit) -> bool:
    return (edit.pieces[0].began, edit.pieces[-1].ended) != _times(cue)


@RULES.decides(c.EditCues)
def _edit(state: Meeting, command: c.EditCues, context: Context) -> Sequence[e.Event]:
    """R38: all or none; refused where a cue is not as its editor saw it."""
    track = track_of(state, command.track)
    edits = {edit.cue: _tidied(edit, context.now) for edit in command.edits}
    if len(edits) < len(command.edits):
        raise Refused("invalid_field", field="edits")
    events: list[e.Event] = []
    for edit in edits.values():
        cue = standing(context.history, track.name, edit.cue)
        if edit.seen is not None and edit.seen != cue.changes:
            raise _same(cue)
        _into_another(edit, edits)
        if edit.pieces and _moves(cue, edit):
            _in_order(context.history, track, edit)
        events += _if_changed(
            track, cue, edit, tuple(each.cue for each in edits.values() if each.into == cue.number)
        )
    return events


def _tidied(edit: c.Edit, now: int) -> c.Edit:
    """An edit whose pieces have words, and times one after the other, up to now."""
    pieces = tuple(
        replace(piece, text=tidy(piece.text), speaker=tidy(piece.speaker or "") or None)
        for piece in edit.pieces
    )
    at = 0
    for piece in pieces:
        if not piece.text:
            raise Refused("invalid_field", field="text")
        if not at <= piece.began <= piece.ended <= now:
            raise Refused("invalid_field", field="began")
        at = piece.began
    return replace(edit, pieces=pieces)


def _into_another(edit: c.Edit, edits: Mapping[int, c.Edit]) -> None:
    """Words go into another cue that the same command shows. R29: a redaction follows them there."""
    if edit.into is None:
        return
    other = edits.get(edit.into)
    if edit.into == edit.cue or other is None or not other.pieces:
        raise Refused("invalid_field", field="into")


def _in_order(history: History, track: Track, edit: c.Edit) -> None:
    """Cues stay in their order: none begins before the one in front of it, nor after the next (R38)."""
    around = [stand(history.get(topic(track.name, at), ())).get(at) for at in (edit.cue - 1, edit.cue + 1)]
    before, behind = around
    too_early = before is not None and edit.pieces[0].began < _times(before)[0]
    too_late = behind is not None and edit.pieces[-1].began > _times(behind)[0]
    if too_early or too_late:
        raise Refused("cue_out_of_order", cue=edit.cue)


def _if_changed(track: Track, cue: Cue, edit: c.Edit, holds: tuple[int, ...] = ()) -> list[e.Event]:
    if edit.pieces == cue.pieces and edit.into == cue.into and not holds:
        return []
    pieces = e.Sealed(written(edit.pieces), "public")
    return [e.CueEdited(track=track.name, cue=cue.number, pieces=pieces, into=edit.into, holds=holds)]


@RULES.folded(e.CueEdited)
def _edited(state: Meeting, entry: e.Entry, event: e.CueEdited) -> Meeting:
    return _counted(state, entry, event.track, event.cue)
