"""What a reader sees as one character, and how wide it stands on a screen.

A letter with its marks, a flag, a family of emoji are one each; full-width characters count two. Knows the
tables of Unicode that Python carries, and no language.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final

_JOINER: Final = "\u200d"
_AS_EMOJI: Final = "\ufe0f"
_SKINS: Final = ("\U0001f3fb", "\U0001f3ff")
_FLAG_LETTERS: Final = ("\U0001f1e6", "\U0001f1ff")
_VOWELS_AND_FINALS: Final = ("\u1160", "\u11ff")
"""The parts of a Korean syllable that follow its first."""

BREAKABLE: Final = "\u200b"
"""Takes no room and says that a line may break here."""


def graphemes(text: str) -> Iterator[str]:
    """The characters as a reader counts them; together they are the text."""
    if text.isascii():
        yield from text
        return
    cluster = ""
    for char in text:
        if cluster and _belongs(char, cluster):
            cluster += char
            continue
        if cluster:
            yield cluster
        cluster = char
    if cluster:
        yield cluster


def width(text: str) -> int:
    """How many columns a text takes: a full-width character two, a mark that stands on another none."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, graphemes(text)))


def _belongs(char: str, cluster: str) -> bool:
    """Whether a character is seen as part of the one before it."""
    if char == BREAKABLE:
        return False
    if unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf"):
        return cluster != BREAKABLE
    if _within(char, _SKINS) or _within(char, _VOWELS_AND_FINALS):
        return True
    if _within(char, _FLAG_LETTERS):
        return len(cluster) == 1 and _within(cluster, _FLAG_LETTERS)
    return cluster[-1] == _JOINER and unicodedata.category(char) == "So"


def _columns(cluster: str) -> int:
    base = cluster[0]
    if unicodedata.category(base) in ("Mn", "Me", "Cf"):
        return 0
    if _AS_EMOJI in cluster or _within(base, _FLAG_LETTERS):
        return 2
    return 2 if unicodedata.east_asian_width(base) in "WF" else 1


def _within(char: str, bounds: tuple[str, str]) -> bool:
    return bounds[0] <= char <= bounds[1]
