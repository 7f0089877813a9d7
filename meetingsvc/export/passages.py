"""A transcript line by line, each with whether another item or another speaker begins with it.

What ``readmodel.transcript.sections`` says of a transcript held whole, for one that is too long for that.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from meetingsvc.captions.cutting import SENTENCE_ENDS
from meetingsvc.readmodel.transcript import Line

PARAGRAPH_LINES: Final = (6, 14)
"""From how many lines a paragraph ends with a sentence, and after how many in any case."""


class Passage(msgspec.Struct, frozen=True):
    """A line at its place: what begins with it, and what ends."""

    line: Line
    new_item: bool
    new_speaker: bool
    last_of_speech: bool
    last_of_item: bool


def passages(lines: Iterable[Line]) -> Iterator[Passage]:
    """The lines in order; holds two at a time. A speaker who goes on under another item begins anew."""
    before: Line | None = None
    here: Line | None = None
    for after in lines:
        if here is not None:
            yield _passage(before, here, after)
        before, here = here, after
    if here is not None:
        yield _passage(before, here, None)


def _passage(before: Line | None, here: Line, after: Line | None) -> Passage:
    new_item = before is None or before.item != here.item
    last_of_item = after is None or after.item != here.item
    return Passage(
        line=here,
        new_item=new_item,
        new_speaker=new_item or before is None or before.who != here.who,
        last_of_speech=last_of_item or after is None or after.who != here.who,
        last_of_item=last_of_item,
    )


def ends_paragraph(line: Line, lines: int) -> bool:
    """Whether a paragraph of so many lines, this one the last of them, is one to be read."""
    few, many = PARAGRAPH_LINES
    ended = (line.text or "").rstrip("\"'”’») \n").endswith(tuple(SENTENCE_ENDS))
    return lines >= many or (ended and lines >= few)


class Paragraph:
    """Where paragraphs begin and end, so that one time stands for some lines and not for each."""

    def __init__(self) -> None:
        self._lines = 0

    @property
    def begins(self) -> bool:
        """Whether the next line is the first of one."""
        return self._lines == 0

    def ends_after(self, passage: Passage) -> bool:
        """Whether this line is its last."""
        self._lines += 1
        if passage.last_of_speech or ends_paragraph(passage.line, self._lines):
            self._lines = 0
        return self._lines == 0
