"""Caption tracks and their cues: when a cue began, what is a repeat, what is the same line grown.

Outside open session every source is refused, so that nothing said there is kept (R42).
"""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .errors import Refused
from .requests import Secret
from .rules import Context, Rules, in_session, not_over, tidy
from .state import Meeting
from .texts import CUES_IN_VIEW, Cue, Track

RULES = Rules()

CHARACTERS_A_SECOND: Final = 15
"""How fast a line is taken to be spoken whose sender gives no times (decision 10)."""

GROWS_WITHIN_MS: Final = 10_000
"""A line that extends the last one is the same line only while that one is fresh."""


def track_of(state: Meeting, name: str) -> Track:
    """The track of this name; refuses as ``no_such_track``."""
    track = state.tracks.get(name)
    if track is None:
        raise Refused("no_such_track", track=name)
    return track


def _with(state: Meeting, track: Track) -> Meeting:
    return replace(state, tracks=state.tracks.set(track.name, track))


@RULES.decides(c.OpenTrack)
def _open(state: Meeting, command: c.OpenTrack, context: Context) -> Sequence[e.Event]:
    not_over(state)
    if any(
        track.language.lower() == command.language.lower() and track.kind == command.kind
        for track in state.tracks.values()
    ):
        raise Refused("track_exists", track=command.language)
    taken = {name.lower() for name in state.tracks}
    name, n = command.language, 1
    while name.lower() in taken:
        n += 1
        name = f"{command.language}-{n}"
    return [
        e.TrackOpened(track=name, language=command.language, kind=command.kind, delay_ms=command.delay_ms)
    ]


@RULES.folded(e.TrackOpened)
def _opened(state: Meeting, entry: e.Entry, event: e.TrackOpened) -> Meeting:
    return _with(state, Track(event.track, event.language, event.kind, event.delay_ms))


@RULES.decides(c.SetTrackDelay)
def _set_delay(state: Meeting, command: c.SetTrackDelay, context: Context) -> Sequence[e.Event]:
    track = track_of(state, command.track)
    if track.delay_ms == command.delay_ms:
        return []
    return [e.TrackDelaySet(track=track.name, delay_ms=command.delay_ms)]


@RULES.folded(e.TrackDelaySet)
def _delay_set(state: Meeting, entry: e.Entry, event: e.TrackDelaySet) -> Meeting:
    return _with(state, replace(state.tracks[event.track], delay_ms=event.delay_ms))


@RULES.decides(c.IssueTrackUrl)
def _issue_url(state: Meeting, command: c.IssueTrackUrl, context: Context) -> Sequence[e.Event]:
    not_over(state)
    track = track_of(state, command.track)
    expires_at = context.now + command.hours * 3_600_000
    return [e.TrackUrlIssued(track=track.name, url=track.urls + 1, expires_at=expires_at)]


@RULES.folded(e.TrackUrlIssued)
def _url_issued(state: Meeting, entry: e.Entry, event: e.TrackUrlIssued) -> Meeting:
    track = replace(state.tracks[event.track], urls=event.url, url_expires_at=event.expires_at)
    return _with(state, track)


@RULES.decides(c.RevokeTrackUrl)
def _revoke_url(state: Meeting, command: c.RevokeTrackUrl, context: Context) -> Sequence[e.Event]:
    track = track_of(state, command.track)
    return [] if track.urls_revoked == track.urls else [e.TrackUrlRevoked(track=track.name)]


@RULES.folded(e.TrackUrlRevoked)
def _url_revoked(state: Meeting, entry: e.Entry, event: e.TrackUrlRevoked) -> Meeting:
    track = state.tracks[event.track]
    return _with(state, replace(track, urls_revoked=track.urls, url_expires_at=0))


# ── Cues ─────────────────────────────────────────────────────────────────────


def span(track: Track, command: c.AddCue, text: str, now: int) -> tuple[int, int, bool]:
    """(began, ended, estimated) of a cue that arrives now, UTC ms (decision 10).

    Given times are held between the track's previous cue and now. Where none are given, speech
    lies the track's delay back, and lasted as long as its characters take to say.
    """
    last = track.last
    if command.began is not None:
        began = min(max(command.began, last.began if last else 0), now)
        ended = now if command.ended is None else min(max(command.ended, began), now)
        return began, ended, False
    heard = now - track.delay_ms
    spoken_for = len(text) * 1000 // CHARACTERS_A_SECOND
    began = max(heard - spoken_for, last.ended if last else 0)
    return began, max(heard, began), True


def _grown(track: Track, command: c.AddCue, text: str, now: int) -> Cue | None:
    """The track's last cue, if this is that same line, sent again with more at its end."""
    last = track.last
    if last is None or command.source is None or last.source != command.source:
        return None
    received = last.received
    if not isinstance(received, str) or not text.startswith(received) or len(text) == len(received):
        return None
    return last if now - track.delay_ms - last.ended <= GROWS_WITHIN_MS else None


def _heard_already(track: Track, command: c.AddCue, text: str) -> bool:
    """A sender's retry: one of the last cues, with the same number and the same text.

    A sender that starts again sends low numbers with other text: that is a new run.
    """
    return command.source is not None and any(
        (cue.source, cue.source_seq, cue.received) == (command.source, command.source_seq, text)
        for cue in track.recent
        if cue.source_seq is not None
    )


@RULES.decides(c.AddCue)
def _add_cue(state: Meeting, command: c.AddCue, context: Context) -> Sequence[e.Event]:
    """R42: refused outside open session, the words kept nowhere."""
    in_session(state)
    track = track_of(state, command.track)
    if context.actor.track is not None and context.actor.track != track.name:
        raise Refused("not_allowed")
    text = tidy(command.text)
    if not text:
        raise Refused("invalid_field", field="text")
    if _heard_already(track, command, text):
        return []
    began, ended, estimated = span(track, command, text, context.now)
    grown = _grown(track, command, text, context.now)
    if grown is not None:
        return [
            e.CueExtended(
                track=track.name,
                cue=grown.number,
                ended=max(ended, grown.ended),
                text=e.Sealed(text, "public"),
                source=command.source,
                source_seq=command.source_seq,
            )
        ]
    return [
        e.CueAdded(
            track=track.name,
            cue=track.cues + 1,
            began=began,
            ended=ended,
            text=e.Sealed(text, "public"),
            estimated=estimated,
            speaker=command.speaker,
            source=command.source,
            source_seq=command.source_seq,
        )
    ]


def _text(value: e.Hidden) -> Secret:
    return value.value if isinstance(value, e.Sealed) else value


@RULES.folded(e.CueAdded)
def _cue_added(state: Meeting, entry: e.Entry, event: e.CueAdded) -> Meeting:
    cue = Cue(
        number=event.cue,
        began=event.began,
        ended=event.ended,
        text=_text(event.text),
        received=_text(event.text),
        estimated=event.estimated,
        speaker=event.speaker,
        source=event.source,
        source_seq=event.source_seq,
    )
    track = state.tracks[event.track]
    recent = (*track.recent, cue)[-CUES_IN_VIEW:]
    return _with(state, replace(track, cues=event.cue, recent=recent))


def regrown(shown: str, before: str, now: str) -> str:
    """What is shown of a cue that grows: as corrected, and what has come since (R38).

    ``before`` and ``now`` are what its sender had sent, and has sent now.
    """
    return shown + now[len(before) :] if now.startswith(before) else now


@RULES.folded(e.CueExtended)
def _cue_extended(state: Meeting, entry: e.Entry, event: e.CueExtended) -> Meeting:
    track = state.tracks[event.track]
    cue, received = track.recent[-1], _text(event.text)
    text = received
    if isinstance(cue.text, str) and isinstance(cue.received, str) and isinstance(received, str):
        text = regrown(cue.text, cue.received, received)
    cue = replace(cue, ended=event.ended, text=text, received=received, source_seq=event.source_seq)
    return _with(state, replace(track, recent=(*track.recent[:-1], cue)))


@RULES.decides(c.CorrectCue)
def _correct(state: Meeting, command: c.CorrectCue, context: Context) -> Sequence[e.Event]:
    """R38: what was received stays in the log."""
    track = track_of(state, command.track)
    text = tidy(command.text)
    if not text:
        raise Refused("invalid_field", field="text")
    if command.cue > track.cues:
        raise Refused("no_such_cue", cue=command.cue)
    return [e.CueCorrected(track=track.name, cue=command.cue, text=e.Sealed(text, "public"))]


@RULES.folded(e.CueCorrected)
def _corrected(state: Meeting, entry: e.Entry, event: e.CueCorrected) -> Meeting:
    track = state.tracks[event.track]
    recent = tuple(
        replace(cue, text=_text(event.text), corrected=True) if cue.number == event.cue else cue
        for cue in track.recent
    )
    return _with(state, replace(track, recent=recent, corrections=track.corrections + 1))
