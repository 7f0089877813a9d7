"""Where a stream of written speech falls into cues: at a change of speaker, a paragraph, a sentence, a size.

Pure, and it loses nothing: the pieces joined are the text. What is decided of a beginning stays decided
whatever comes behind it, so that a stream falls into the same cues however it was sent.
"""

import re
import unicodedata
from typing import Final

from .voices import voice

LONGEST: Final = 84
"""Characters of a cue: two lines of 42 (R37)."""

SENTENCE_FROM: Final = 24
"""A sentence shorter than this shares a cue with the next: nobody can read a cue that flashes by."""

_BEFORE_BLANKS: Final = ".?!…؟۔।"
_FULL_WIDTH: Final = "。？！"

SENTENCE_ENDS: Final = _BEFORE_BLANKS + _FULL_WIDTH
"""What ends a sentence, in any script."""

# An end of a sentence, what may close behind it, and blanks; Chinese and Japanese leave none.
_SENTENCE: Final = re.compile(rf"(?:[{_BEFORE_BLANKS}]+[\"'”’»)\]]*\s+|[{_FULL_WIDTH}]+[」』”’）]*\s*)(?=\S)")
_SHORTENED: Final = re.compile(r"(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|St|No|Jr|Sr|Sra|Rev|Hon|vs|[A-Z])\.\s+$")
_PARAGRAPH: Final = re.compile(r"\s*\n\s*\n\s*(?=\S)")
_SPEAKER: Final = re.compile(r"(?<=\s)(?=>>)")


def cut(text: str) -> list[str]:
    """The cues of a text, the last of which may still grow; none of it is lost."""
    pieces: list[str] = []
    while text:
        end = _end(text)
        if end is None:
            pieces.append(text)
            break
        pieces.append(text[:end])
        text = text[end:]
    return pieces


def at_speakers(text: str) -> list[str]:
    """A text in pieces, one for each speaker whom it shows; none of it is lost."""
    pieces: list[str] = []
    while (end := _speaker(text)) is not None:
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text] if text else pieces


def _end(text: str) -> int | None:
    """Where the first cue ends; None while it may still grow."""
    ends = [end for end in (_speaker(text), _paragraph(text), _sentence(text)) if end is not None]
    soonest = min(ends, default=len(text))
    if len(text[:soonest].strip()) > LONGEST:
        return _full(text)
    return soonest if ends else None


def _speaker(text: str) -> int | None:
    found = _SPEAKER.search(text, _begin(text) + 1)
    return found.start() if found else None


def _paragraph(text: str) -> int | None:
    found = _PARAGRAPH.search(text, _begin(text) + 1)
    return found.end() if found else None


def _sentence(text: str) -> int | None:
    for found in _SENTENCE.finditer(text):
        so_far = text[: found.end()]
        if len(voice(so_far).text.strip()) >= SENTENCE_FROM and not _SHORTENED.search(so_far):
            return found.end()
    return None


def _begin(text: str) -> int:
    return len(text) - len(text.lstrip())


def _full(text: str) -> int:
    """Where a cue ends that is full: before the word that does not fit, or within one that alone does not."""
    start = _begin(text)
    end = start + LONGEST + 1
    while end > start and not text[end - 1].isspace():
        end -= 1
    if text[start:end].strip():
        return end
    end = start + LONGEST
    while end > start + 1 and _joined(text[end - 1], text[end]):
        end -= 1
    return end


def _joined(before: str, char: str) -> bool:
    """Whether two characters make one letter."""
    return bool(unicodedata.combining(char)) or char in "\u200d\ufe0e\ufe0f" or before == "\u200d"
