"""SubRip: at most two lines of 42 characters, nothing escaped, the speaker where it changes."""

import textwrap
from collections.abc import Iterator

from meetingsvc.export.edition import Caption, Edition, captions, speaker, words
from meetingsvc.export.vtt import timestamp
from meetingsvc.i18n import Translator

WIDTH = 42
ROWS = 2
SOMEONE_ELSE = ">>"
"""What captioners write where another person speaks whose name they do not know."""


def srt(edition: Edition, t: Translator) -> bytes:
    """The captions of a track as SubRip, in UTF-8. A caption too long for a screen becomes several."""
    blocks: list[str] = []
    free_from = 0
    # Translators: at the head of subtitles that are not yet final.
    draft = t.gettext("Draft")
    heading = f"[{draft}] " if edition.draft else ""
    name = ""
    for caption in captions(edition):
        before, name = name, speaker(caption.line.who, t)
        text = heading + _cast(before, name, t, caption) + " ".join(words(caption.line, t))
        heading = ""
        for began, ended, screen in _screens(caption, text):
            began = max(began, free_from)
            free_from = max(ended, began + 1)
            times = f"{timestamp(began)} --> {timestamp(free_from)}".replace(".", ",")
            blocks.append(f"{len(blocks) + 1}\n{times}\n{screen}\n")
    return "\n".join(blocks).encode("utf-8")


def _cast(before: str, name: str, t: Translator, caption: Caption) -> str:
    """What stands before the words: who speaks, where that changes or is not certain."""
    if caption.line.near_hand_over:
        # Translators: before a line of subtitles of which it is not certain who spoke it.
        doubt = t.gettext("unconfirmed")
        return f"{name} ({doubt}): " if name else f"{SOMEONE_ELSE} ({doubt}) "
    if name == before:
        return ""
    return f"{name}: " if name else f"{SOMEONE_ELSE} "


def _screens(caption: Caption, text: str) -> Iterator[tuple[int, int, str]]:
    """The text in portions of two lines, each with its share of the time by its length."""
    rows = textwrap.wrap(text.replace("-->", "→"), WIDTH, break_on_hyphens=False)
    screens = ["\n".join(rows[at : at + ROWS]) for at in range(0, len(rows), ROWS)]
    lengths = [len(screen) for screen in screens]
    length = caption.ended - caption.began
    began = caption.began
    for number, screen in enumerate(screens, 1):
        ended = caption.began + length * sum(lengths[:number]) // sum(lengths)
        yield began, ended, screen
        began = ended
