"""Caption tracks: opened, their delay, and whether they have fallen silent."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .errors import Refused
from .rules import Context, Rules, not_over
from .state import Meeting
from .texts import Track

RULES = Rules()

SILENT_MS: Final = 15_000
"""For how long a track that people write may be silent while someone speaks, its delay aside."""


def track_of(state: Meeting, name: str) -> Track:
    """The track of this name; refuses as ``no_such_track``."""
    track = state.tracks.get(name)
    if track is None:
        raise Refused("no_such_track", track=name)
    return track


def with_track(state: Meeting, track: Track) -> Meeting:
    """The state with a track as it is from now on."""
    return replace(state, tracks=state.tracks.set(track.name, track))


def fresh_name(state: Meeting, language: str) -> str:
    """What a further track of a language is called."""
    taken = {name.lower() for name in state.tracks}
    name, n = language, 1
    while name.lower() in taken:
        n += 1
        name = f"{language}-{n}"
    return name


@RULES.decides(c.OpenTrack)
def _open(state: Meeting, command: c.OpenTrack, context: Context) -> Sequence[e.Event]:
    if not (command.another and state.status == "adjourned"):  # a finished file may come in afterwards
        not_over(state)
    if not command.another and any(
        track.language.lower() == command.language.lower() and track.kind == command.kind
        for track in state.tracks.values()
    ):
        raise Refused("track_exists", track=command.language)
    name = fresh_name(state, command.language)
    return [
        e.TrackOpened(track=name, language=command.language, kind=command.kind, delay_ms=command.delay_ms)
    ]


@RULES.folded(e.TrackOpened)
def _opened(state: Meeting, entry: e.Entry, event: e.TrackOpened) -> Meeting:
    return with_track(state, Track(event.track, event.language, event.kind, event.delay_ms))


@RULES.decides(c.SetTrackDelay)
def _set_delay(state: Meeting, command: c.SetTrackDelay, context: Context) -> Sequence[e.Event]:
    track = track_of(state, command.track)
    if track.delay_ms == command.delay_ms:
        return []
    return [e.TrackDelaySet(track=track.name, delay_ms=command.delay_ms)]


@RULES.folded(e.TrackDelaySet)
def _delay_set(state: Meeting, entry: e.Entry, event: e.TrackDelaySet) -> Meeting:
    return with_track(state, replace(state.tracks[event.track], delay_ms=event.delay_ms))


# ── Silence ──────────────────────────────────────────────────────────────────


def silent_at(state: Meeting, track: Track) -> tuple[int, int] | None:
    """(since, due), UTC ms: since when a track is silent and when that is to be said, if nothing comes.

    None where it need not be: nobody speaks (the public clock is what counts: R11), machines write the
    track, nobody has used it yet, or it has been said already.
    """
    turn = state.turn
    if state.status != "live" or turn is None or turn.status != "speaking" or turn.running_since is None:
        return None
    if not track.human or not track.cues or track.silent_since is not None:
        return None
    since = max(track.heard_at, turn.running_since)
    return since, since + SILENT_MS + track.delay_ms


@RULES.decides(c.NoteSilence)
def _note_silence(state: Meeting, command: c.NoteSilence, context: Context) -> Sequence[e.Event]:
    track = track_of(state, command.track)
    silent = silent_at(state, track)
    if silent is None or silent[0] != command.since or context.now < silent[1]:
        return []
    return [e.TrackSilent(track=track.name, since=command.since)]


@RULES.folded(e.TrackSilent)
def _silent(state: Meeting, entry: e.Entry, event: e.TrackSilent) -> Meeting:
    return with_track(state, replace(state.tracks[event.track], silent_since=event.since))


@RULES.folded(e.TrackHeard)
def _heard(state: Meeting, entry: e.Entry, event: e.TrackHeard) -> Meeting:
    track = state.tracks[event.track]
    gap = () if track.silent_since is None else ((track.silent_since, entry.at),)
    return with_track(state, replace(track, silent_since=None, gaps=(*track.gaps, *gap)))
