"""Who speaks, as human captioners write it: ">>" where the speaker changes, and names before a colon.

Pure. What a sender says of the speaker stands where nobody has the floor; it never overrides a turn.
"""

import re
from typing import Final

import msgspec

CHANGE: Final = ">>"

WORDS_OF_A_NAME: Final = 5
NAME_LIMIT: Final = 60

# A colon within a word or a number, as in 5:30, ends no name.
_NAME: Final = re.compile(r"([^\s:>][^:\n>]*):(?=\s|$)")


class Voice(msgspec.Struct, frozen=True):
    """The beginning of a cue: whether somebody else speaks from here, who if it says so, and the words."""

    changed: bool
    speaker: str | None
    text: str


def voice(text: str) -> Voice:
    """Who speaks in a cue, by how it begins. Where it names the speaker, the name is no part of the words."""
    begun = text.lstrip()
    if not begun.startswith(CHANGE):
        name = _name(begun, shouted=True)
        return Voice(False, None, text) if name is None else Voice(True, *name)
    name = _name(begun.lstrip("> \t"), shouted=False)
    return Voice(True, None, text) if name is None else Voice(True, *name)


def begins_named(line: str) -> bool:
    """Whether a line names its speaker, in capitals and before a colon: "MAYOR RUIZ: Good evening"."""
    return _name(line, shouted=True) is not None


def _name(text: str, *, shouted: bool) -> tuple[str, str] | None:
    """(the name, what was said) of a line that begins with a name; ``shouted``: it must be in capitals."""
    found = _NAME.match(text)
    if found is None:
        return None
    name = found.group(1).strip()
    words = name.split()
    if len(name) > NAME_LIMIT or len(words) > WORDS_OF_A_NAME or any(char.isdigit() for char in name):
        return None
    if shouted and not (name.isupper() and len(name) > 2):
        return None
    if not shouted and any(word[0].islower() for word in words if len(word) > 3):
        return None
    return name, text[found.end() :].lstrip()
