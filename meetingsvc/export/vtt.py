"""WebVTT captions: escaping, voices, and notes at the head.

Written with webvtt-py, which orders the blocks and refuses what would break out of one, but escapes
nothing. Valid for the W3C's parser: no header lines beside the signature.
"""

import html
import io

import webvtt

from meetingsvc.export.edition import Caption, Edition, captions, notes, speaker, words
from meetingsvc.i18n import Translator


def vtt(edition: Edition, t: Translator) -> bytes:
    """The captions of a track as WebVTT, in UTF-8. A cue's identifier is the number of its line."""
    said = notes(edition, t)
    if any(each.near_hand_over for each in edition.lines):
        said.append(
            t.gettext(
                "Lines of the class “unconfirmed” stand where the floor changed hands and have "
                "estimated times: they may be another speaker's."
            )
        )
    return written(shown(edition, t), said)


def shown(edition: Edition, t: Translator) -> list[webvtt.Caption]:
    """The cues of a track, with the voice that speaks in each."""
    return [cue(each.began, each.ended, _payload(each, t), str(each.line.cue)) for each in captions(edition)]


def written(cues: list[webvtt.Caption], said: list[str]) -> bytes:
    """The file with these cues and, before them, these notes."""
    file = webvtt.WebVTT(captions=cues, header_comments=[note(each) for each in said])
    into = io.StringIO()
    file.write(into)
    return into.getvalue().encode("utf-8")


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


def _payload(caption: Caption, t: Translator) -> str:
    text = "\n".join(escaped(row) for row in words(caption.line, t))
    name = escaped(speaker(caption.line.who, t))
    unconfirmed = caption.line.near_hand_over
    if name:
        return f"<v{'.unconfirmed' if unconfirmed else ''} {name}>{text}</v>"
    return f"<c.unconfirmed>{text}</c>" if unconfirmed else text
