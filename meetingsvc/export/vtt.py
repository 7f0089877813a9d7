"""WebVTT captions: escaping, voices, and notes at the head.

Written with webvtt-py, which orders the blocks and refuses what would break out of one, but escapes
nothing. Valid for the W3C's parser: no header lines beside the signature.
"""

import html
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

import webvtt

from meetingsvc.captions.screens import Screen
from meetingsvc.export import onscreen
from meetingsvc.export.edition import Edition, captions, notes, speaker, words
from meetingsvc.i18n import Translator
from meetingsvc.readmodel.transcript import Line

_AT_ONCE: Final = 200
SIGNATURE: Final = "WEBVTT\n"


def vtt(edition: Edition, t: Translator) -> Iterator[str]:
    """A track as WebVTT, a cue for each line, with the times of the record and the line's identifier."""
    return written(shown(edition, t), _notes(edition, t))


def captions_vtt(edition: Edition, t: Translator) -> Iterator[str]:
    """A track as WebVTT for a player: two rows on a screen, each for as long as it takes to read (R37)."""
    return written(on_screens(edition, t), _notes(edition, t))


def shown(edition: Edition, t: Translator) -> Iterator[webvtt.Caption]:
    """The cues of a track, with the voice that speaks in each: one for each line."""
    for each in captions(edition):
        yield cue(each.began, each.ended, _payload(each.line, words(each.line, t), t), _number(each.line))


def on_screens(
    edition: Edition, t: Translator, keep: Callable[[Screen, Line], bool] = lambda screen, line: True
) -> Iterator[webvtt.Caption]:
    """The cues of a track, one for each screen; the first of a line has the line's identifier.

    ``keep`` chooses among the screens, whose times depend on those of their neighbours.
    """
    for screen, line in onscreen.shown(edition, t):
        if keep(screen, line):
            number = "" if screen.part else _number(line)
            yield cue(screen.began, screen.ended, _payload(line, screen.rows, t), number)


def written(cues: Iterable[webvtt.Caption], said: Sequence[str]) -> Iterator[str]:
    """The file with these cues and, before them, these notes; in parts."""
    left = iter(cues)
    yield _block(list(islice(left, _AT_ONCE)), [note(each) for each in said])
    while some := list(islice(left, _AT_ONCE)):
        yield _block(some, []).removeprefix(SIGNATURE)


def cue(began: int, ended: int, payload: str, identifier: str) -> webvtt.Caption:
    """A cue from ``began`` to ``ended`` (ms from the file's zero); the payload is escaped already."""
    return webvtt.Caption(timestamp(began), timestamp(ended), payload, identifier)


def timestamp(ms: int) -> str:
    """``01:02:03.456``; hours have two digits or more."""
    seconds, thousandths = divmod(ms, 1_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{thousandths:03d}"


def escaped(text: str) -> str:
    """Text in which nothing is markup any more, nor an arrow that would begin a cue."""
    return html.escape(text, quote=False)


def note(text: str) -> str:
    """Text as a note may hold it: notes know no escapes, so an arrow becomes another one."""
    return text.replace("-->", "→")


def _block(cues: list[webvtt.Caption], said: list[str]) -> str:
    into = io.StringIO()
    webvtt.WebVTT(captions=cues, header_comments=said).write(into)
    return into.getvalue()


def _notes(edition: Edition, t: Translator) -> list[str]:
    said = notes(edition, t)
    if any(each.near_hand_over for each in edition.lines):
        said.append(
            t.gettext(
                "Lines of the class “unconfirmed” stand where the floor changed hands and have "
                "estimated times: they may be another speaker's."
            )
        )
    return said


def _payload(line: Line, rows: Iterable[str], t: Translator) -> str:
    text = "\n".join(escaped(row) for row in rows)
    if line.lang is not None:
        text = f"<lang {line.lang}>{text}</lang>"
    name = escaped(speaker(line.who, t))
    unconfirmed = line.near_hand_over
    if name:
        return f"<v{'.unconfirmed' if unconfirmed else ''} {name}>{text}</v>"
    return f"<c.unconfirmed>{text}</c>" if unconfirmed else text


def _number(line: Line) -> str:
    """The identifier of a line's cue. Further pieces have none: some programs take nothing but numbers."""
    return line.id if line.piece == 1 else ""
