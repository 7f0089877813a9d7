"""Finding words in a transcript, however they are written: case and accents aside, across lines.

Pure. The browser's search (web/apps/archive/find.js) finds the same.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

import msgspec

from meetingsvc.readmodel.transcript import Line, Section, Who


class Match(msgspec.Struct, frozen=True):
    """A place where the words were said: by whom, on which item, in which line or lines."""

    who: Who | None
    lines: tuple[Line, ...]


def folded(text: str) -> str:
    """Text as searches compare it: without accents and case, every run of blanks one."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(plain.casefold().split())


def matches(sections: Iterable[Section], words: str) -> tuple[Match, ...]:
    """Where the words were said, in order. What one person said goes on from line to line."""
    wanted = folded(words)
    if not wanted:
        return ()
    found = []
    for section in sections:
        for speech in section.speeches:
            texts = [folded(line.text or "") for line in speech.lines]
            begins = list(accumulate((len(text) + 1 for text in texts), initial=0))
            whole = " ".join(texts)
            at = whole.find(wanted)
            while at >= 0:
                first = bisect_right(begins, at) - 1
                last = bisect_right(begins, at + len(wanted) - 1) - 1
                found.append(Match(speech.who, speech.lines[first : last + 1]))
                at = whole.find(wanted, at + len(wanted))
    return tuple(found)
