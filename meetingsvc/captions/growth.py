"""What is new in a line, given the last one of the same sender: much of it may have been sent before.

Some tools send a line again and again as it is written, and some send the rows of a display as they roll
up (caption-protocols, trap 3). Pure: two texts in, an edit to the sender's stream out.
"""

import re
from typing import Final

import msgspec

from meetingsvc.domain.cues import GROWS_WITHIN_MS

from .cutting import LONGEST, SENTENCE_ENDS

AGAIN_MS: Final = 1_500
"""A tool whose lines grow sends one again unchanged within so long; later the same words were said again."""

A_PHRASE: Final = 3
"""So many words do not begin two lines in a row by chance: they were sent again."""

_ROW: Final = re.compile(r"\n")
_ENDED: Final = re.compile(rf"[{SENTENCE_ENDS}][\"'”’»)\]」』）]*\s*$")


class Growth(msgspec.Struct, frozen=True):
    """An edit to a sender's stream: delete so many characters, then write. ``apart``: in a cue of its own."""

    text: str
    erased: int = 0
    apart: bool = False


def growth(
    text: str, before: str, rows: str, *, growing: bool, grows: bool, since_ms: int, open_cue: str
) -> Growth:
    """What a line adds to the one before it, which came ``since_ms`` earlier, below these ``rows``.

    ``growing``: the line before was one that grew; only then may a line be a shorter or a rewritten form of
    it, or begin with its last rows. ``grows``: the sender has sent such lines. ``open_cue`` is the cue that
    would grow.
    """
    fresh = since_ms <= GROWS_WITHIN_MS
    if text == before:
        again = growing or (grows and since_ms <= AGAIN_MS)
        return Growth("", apart=False) if again else Growth(text, apart=True)
    if text.startswith(before):
        rest = text[len(before) :]
        if fresh:
            return _behind(rest, open_cue)
        return Growth(rest if grows or len(before.split()) >= A_PHRASE else text, apart=True)
    if growing:
        rolled = _rolled(text, rows)
        if rolled is not None:
            return _behind(rolled, open_cue) if fresh else Growth(rolled, apart=True)
        same = _agreeing(text, before)
        if fresh and same and len(before) - same <= len(open_cue):
            return Growth(text[same:], len(before) - same)
    return Growth(text, apart=True)


def _behind(rest: str, open_cue: str) -> Growth:
    """What grew, in the same cue while that has room, and then from its next row or sentence on."""
    room = len(open_cue.strip()) < LONGEST
    begins = rest.lstrip(" ").startswith("\n") or (rest[:1].isspace() and bool(_ENDED.search(open_cue)))
    full = len(open_cue.strip()) >= 2 * LONGEST and rest[:1].isspace()
    return Growth(rest, apart=(not room and begins) or full)


def _rolled(text: str, before: str) -> str | None:
    """What stands behind the rows that both have, where the upper ones have gone from the display."""
    for row in _ROW.finditer(before):
        rows = before[row.end() :]
        if rows.strip() and text.startswith(rows):
            return text[len(rows) :]
    return None


def _agreeing(text: str, before: str) -> int:
    """How many characters both begin with, in whole words, if the line is the last one rewritten; else 0."""
    if _ENDED.search(before):
        return 0
    same = 0
    while same < min(len(text), len(before)) and text[same] == before[same]:
        same += 1
    if same < len(text) and same < len(before):
        while same and not text[same - 1].isspace():
            same -= 1
    agreed = len(before[:same].split())
    return same if agreed >= A_PHRASE and 2 * agreed >= len(before.split()) else 0
