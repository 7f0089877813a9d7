"""Who speaks, as human captioners write it: ">>" where the speaker changes, and names before a colon.

Pure. What a sender says of the speaker stands where nobody has the floor; it never overrides a turn.
"""

import re
from typing import Final

import msgspec

from meetingsvc.domain.rules import tidy

CHANGE: Final = ">>"

WORDS_OF_A_NAME: Final = 5
NAME_LIMIT: Final = 60
SMALL_WORD: Final = 3
"""Longer words of a name begin with a capital: "Maria de la Cruz" is one, "this is what" is not."""

# A colon within a word or a number, as in 5:30, ends no name.
_NAME: Final = re.compile(r"([^\s:>][^:\n>]*):(?=\s|$)")


class Voice(msgspec.Struct, frozen=True):
    """The beginning of a cue: whether somebody else speaks from here, who if it says so, and the words."""

    changed: bool
    speaker: str | None
    text: str


def voice(text: str) -> Voice:
    """Who speaks in a cue, by how it begins. Where it names the speaker, the name is no part of the words.

    Without the mark nothing is read as a name: a line may begin with any word and a colon.
    """
    begun = text.lstrip()
    if not begun.startswith(CHANGE):
        return Voice(False, None, text)
    named = _name(begun.lstrip("> \t"))
    return Voice(True, None, text) if named is None else Voice(True, *named)


def _name(text: str) -> tuple[str, str] | None:
    """(the name, what was said) of words that begin with a name."""
    found = _NAME.match(text)
    if found is None:
        return None
    words = tidy(found.group(1)).split()
    name = " ".join(words)
    if (
        not name
        or len(name) > NAME_LIMIT
        or len(words) > WORDS_OF_A_NAME
        or any(char.isdigit() for char in name)
    ):
        return None
    if any(word[0].islower() for word in words if len(word) > SMALL_WORD):
        return None
    return name, text[found.end() :].lstrip()
