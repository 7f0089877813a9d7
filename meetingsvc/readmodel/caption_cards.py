"""The cards of captions: a track, and each of its last cues. Plain JSON, as in ``cards``.

In the public cards no name stands while the screens are blanked (R43).
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from meetingsvc.domain.state import Cue, Meeting, Track

from .cards import Audience, present, turn_name

GAPS_IN_VIEW: Final = 4
"""How many of the last times without captions the screens are told of, to fill them from another track."""


def track(state: Meeting, name: str, audience: Audience) -> dict[str, Any]:
    """A caption track; the same for all, since a captioner has the public view."""
    it = state.tracks[name]
    return present(
        track=it.name,
        language=it.language,
        kind=it.kind,
        delay_ms=it.delay_ms,
        cues=it.cues,
        corrections=it.corrections,
        redactions=it.redactions or None,
        addresses={
            str(each.number): {"protocol": each.protocol, "expires_at": each.expires_at}
            for each in it.addresses
        },
        silent_since=it.silent_since,
        gaps=[list(gap) for gap in it.gaps[-GAPS_IN_VIEW:]] or None,
        of=_source_of(state, it),
        mended=_mended(it) or None,
    )


def _source_of(state: Meeting, track: Track) -> str | None:
    """Which track a machine translates into this one, as long as it does."""
    translation = state.translations.get(track.name)
    return translation.of if translation is not None and translation.running else None


def _mended(track: Track) -> dict[str, int]:
    """The cues that people changed last, each under the number of its change: a screen that shows such a cue
    asks for it anew, and one that has missed changes for all of them (R29, R38).
    """
    first = track.mends - len(track.mended) + 1
    return {str(number): cue for number, cue in enumerate(track.mended, first)}


def _who(state: Meeting, began: int, audience: Audience) -> dict[str, Any] | None:
    """Whose turn it was at an instant (decision 10), looking back over the last turns only."""
    for number in reversed(state.turn_order[-8:]):
        it = state.turns[number]
        if it.began is None or it.status == "undone":
            continue
        if it.began <= began and (it.ended is None or began < it.ended):
            name = None if it.dais else turn_name(state, audience, it)
            return present(turn=number, ticket=it.ticket, name=name, dais=it.dais or None)
    return None


def cue(state: Meeting, key: str, audience: Audience) -> dict[str, Any] | None:
    """One of the last cues of a track; ``key`` is ``en/15``. One that was erased or taken out says so: its
    text stands on screens that have shown it.
    """
    name, _, number = key.rpartition("/")
    for it in state.tracks[name].recent:
        if it.number == int(number) and it.text == "":
            return {"track": name, "cue": it.number, "began": it.began, "ended": it.ended, "gone": True}
        if it.number == int(number):
            return _cue(state, name, it, audience)
    return None


def _cue(state: Meeting, track: str, it: Cue, audience: Audience) -> dict[str, Any]:
    """Whom a person named as the speaker of all of it stands before who had the floor."""
    hidden = state.blanked and audience == "public"
    named = {piece.speaker for piece in it.pieces}
    said_by = named.pop() if len(named) == 1 else None
    who = _who(state, it.began, audience)
    if said_by is not None:
        who = present(name=None if hidden else said_by)
    return present(
        track=track,
        cue=it.number,
        began=it.began,
        ended=it.ended,
        text=it.text or "",
        estimated=it.estimated or None,
        corrected=it.corrected or None,
        redacted=bool(it.redacted) or None,
        confidence=it.confidence,
        lang=it.lang,
        changes=it.changes,
        speaker=None if hidden else said_by or it.speaker,
        who=who,
    )


KEYED: Final[Mapping[str, Callable[[Meeting, Any, Audience], Any]]] = {"tracks": track, "cues": cue}
"""Kinds of which a view has a card for each id."""
