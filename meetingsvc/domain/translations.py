"""Captions that a machine translates from another track, labelled as such (R39), and never in the place of
captions that people write in that language (R37).
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .errors import Refused
from .rules import Context, Rules, not_over
from .state import Meeting
from .texts import Track, Translation
from .tracks import fresh_name, track_of

RULES = Rules()


def same_language(one: str, other: str) -> bool:
    """Whether two tags are of one language for a translator: "es-MX" is "es", "zh-Hant" is not "zh-Hans"."""
    return _language(one) == _language(other)


def _language(tag: str) -> tuple[str, str]:
    first, *rest = tag.lower().split("-")
    return first, next((part for part in rest if len(part) == 4), "")


def written_by_people(state: Meeting, language: str) -> Track | None:
    """The track of a language that people write and that is heard, if there is one."""
    for _, track in sorted(state.tracks.items()):
        heard = track.cues > 0 and track.silent_since is None
        if track.human and heard and same_language(track.language, language):
            return track
    return None


@RULES.decides(c.StartTranslation)
def _start(state: Meeting, command: c.StartTranslation, context: Context) -> Sequence[e.Event]:
    """From the next caption on. A translation into it that has been stopped goes on in its track."""
    not_over(state)
    source = track_of(state, command.track)
    if source.kind == "translation" or same_language(source.language, command.language):
        raise Refused("not_translatable", track=source.name)
    people = written_by_people(state, command.language)
    if people is not None:
        raise Refused("people_caption", track=people.name)
    known = next(
        (track for _, track in sorted(state.tracks.items()) if _is_into(track, command.language)),
        None,
    )
    if known is None:
        name = fresh_name(state, command.language)
        opened = e.TrackOpened(
            track=name, language=command.language, kind="translation", delay_ms=source.delay_ms
        )
        return [opened, e.TranslationStarted(track=name, of=source.name, after=source.cues)]
    running = state.translations.get(known.name)
    if running is not None and running.running and running.of == source.name:
        return []
    return [e.TranslationStarted(track=known.name, of=source.name, after=source.cues)]


def _is_into(track: Track, language: str) -> bool:
    return track.kind == "translation" and same_language(track.language, language)


@RULES.folded(e.TranslationStarted)
def _started(state: Meeting, entry: e.Entry, event: e.TranslationStarted) -> Meeting:
    made = Translation(event.track, event.of, done=event.after)
    return replace(state, translations=state.translations.set(event.track, made))


@RULES.decides(c.StopTranslation)
def _stop(state: Meeting, command: c.StopTranslation, context: Context) -> Sequence[e.Event]:
    translation = _known(state, command.track)
    return [e.TranslationStopped(track=translation.track)] if translation.running else []


@RULES.folded(e.TranslationStopped)
def _stopped(state: Meeting, entry: e.Entry, event: e.TranslationStopped) -> Meeting:
    return _with(state, replace(state.translations[event.track], running=False))


@RULES.decides(c.NoteUntranslated)
def _note(state: Meeting, command: c.NoteUntranslated, context: Context) -> Sequence[e.Event]:
    translation = _known(state, command.track)
    first = max(command.first, translation.done + 1)
    if command.last < first or command.last > state.tracks[translation.of].cues:
        return []
    return [e.CuesUntranslated(track=translation.track, first=first, last=command.last, why=command.why)]


@RULES.folded(e.CuesUntranslated)
def _noted(state: Meeting, entry: e.Entry, event: e.CuesUntranslated) -> Meeting:
    translation = state.translations[event.track]
    missed = translation.missed + (event.last - event.first + 1 if event.why == "failed" else 0)
    return _with(state, replace(translation, done=event.last, missed=missed))


def _known(state: Meeting, track: str) -> Translation:
    translation = state.translations.get(track)
    if translation is None:
        raise Refused("no_such_track", track=track)
    return translation


def _with(state: Meeting, translation: Translation) -> Meeting:
    return replace(state, translations=state.translations.set(translation.track, translation))
