"""Where a line of captions breaks: the text in rows of 32 to 42 columns (R37), in any script.

Nothing is lost, added or moved: what the rows hold, in order and blanks aside, is the text. Pure; knows no
time.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

import msgspec

from meetingsvc.captions.cutting import SENTENCE_ENDS
from meetingsvc.captions.graphemes import BREAKABLE, graphemes, width

WIDTH: Final = 42
"""The columns that a row has at most."""

LEAST: Final = 32
"""The columns from which on a row may end where it reads best, rather than where it is full."""

_BLANKS: Final = re.compile(
    r"[ \t\n\r\f\v\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000\x1c-\x1f\x85]+"
)
"""Blanks at which a row may end; those that hold words together (U+00A0, U+2007, U+202F) are no such."""

_VOICES: Final = re.compile(r"\n(?=\s*(?:[-–—‐]\s*\S|>>))")
"""Captioners begin a row so where another person speaks: it stays the beginning of a row."""

_SENTENCE_END: Final = re.compile(rf"[{SENTENCE_ENDS}]+[\"'”’»)\]」』）】》]*$")
_CLAUSE_END: Final = re.compile(r"[,;:،؛、，；：—–]+[\"'”’»)\]」』）】》]*$")
_ADDRESS: Final = re.compile(r"^[\"'“‘«(\[<]*(?:https?://|www\.|\S+@\S+\.\S)", re.IGNORECASE)
_WITHIN_ADDRESS: Final = re.compile(r"(?<=[/?&=#])(?![/?&=#])")
_HELD: Final = re.compile(
    r"^(?:\W*(?:[A-ZÀ-ÞĀ-Ž]\.)+|(?:Mr|Mrs|Ms|Dr|Sr|Sra|Srta|St|Jr|No|Rev|Hon|Prof|Gov|Sen|Rep|Lt|Sgt|Mt)\.|"
    r"[$€£¥#№§]*[\d.,]+)$",
    re.IGNORECASE,
)
"""What belongs to the word behind it: an initial, a title, a number before what it counts."""

_LEADS_ON: Final = frozenset(
    word
    for words in (
        "the a an of and or but to in on at by for from with that",
        "el la los las un una de del y o u e en al por con para que",
    )
    for word in words.split()
)
"""Little words that read better at the beginning of a row than at its end."""

_NOT_FIRST: Final = frozenset(
    "、。，．：；？！」』）】〉》〕］｝〟’”・ー々〻ゝゞヽヾ…‥ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％‰℃"
    ")]}>,.;:?!'\"%"
    "ะาำๅ"
)
_NOT_LAST: Final = frozenset("「『（【〈《〔［｛〝‘“￥＄£€([{<$#" + "เแโใไ")


class _Atom(msgspec.Struct, frozen=True):
    """A piece of text within which a row never ends. ``blank``: one stands before it."""

    text: str
    columns: int
    blank: bool


def rows(text: str, most: int = WIDTH, least: int = LEAST) -> list[str]:
    """The text in rows of at most ``most`` columns; as few as it takes, each ending where it reads best.

    Blanks at which a row ends are gone, others are one. No row is empty; a text without a word has none.
    """
    return [row for part in _VOICES.split(text) for row in _rows(part, most, least) if row.strip()]


def as_given(text: str, most: int = WIDTH, at_most: int = 2) -> list[str] | None:
    """The rows that a text has from its sender, where they fit; else none."""
    found = [row for row in text.split("\n") if row.strip()]
    return found if len(found) <= at_most and all(width(row) <= most for row in found) else None


def _rows(text: str, most: int, least: int) -> list[str]:
    words = [word for word in _BLANKS.split(text) if word]
    whole = " ".join(words)
    if BREAKABLE not in whole and width(whole) <= most:
        return [whole] if whole else []
    atoms = [
        _Atom(part, width(part), blank=not number)
        for word in words
        for number, part in enumerate(_parts(word, most))
    ]
    return list(_set(atoms, most, least))


def _set(atoms: Sequence[_Atom], most: int, least: int) -> Iterator[str]:
    """The atoms in as few rows as they fit into, and of the ways to do that, one that reads well."""
    ends = list(accumulate((atom.columns + atom.blank for atom in atoms), initial=0))

    def columns(first: int, after: int) -> int:
        return ends[after] - ends[first] - atoms[first].blank

    def furthest(first: int) -> int:
        full = bisect_right(ends, ends[first] + atoms[first].blank + most) - 1
        return max(full, first + 1)

    count = len(atoms)
    fewest = [0] * (count + 1)
    for first in range(count - 1, -1, -1):
        fewest[first] = 1 + fewest[furthest(first)]
    first = 0
    while first < count:
        full = after = furthest(first)
        if full < count:
            able = [
                (end, columns(first, end)) for end in range(full, first, -1) if fewest[end] < fewest[first]
            ]
            after = _end(able, atoms, least) or full
        yield "".join(
            f" {atom.text}" if atom.blank and number else atom.text
            for number, atom in enumerate(atoms[first:after])
        )
        first = after


def _end(able: Sequence[tuple[int, int]], atoms: Sequence[_Atom], least: int) -> int | None:
    """Of the ends that a row can have, each with its columns, the one that reads best; of those the fullest
    row's. A row is shorter than ``least`` only where it would end within a name or a word otherwise.
    """
    for at_least in (least, least * 2 // 3):
        ends = [(_ease(atoms[end - 1], atoms[end]), end) for end, columns in able if columns >= at_least]
        best, end = max(ends, default=(0, 0))
        if best:
            return end
    return next((end for end, columns in able if columns >= least), None)


def _ease(before: _Atom, after: _Atom) -> int:
    """How well a row ends between the two: 4 after a sentence, down to 0 within a name or a word."""
    last = before.text
    if _HELD.search(last):
        return 0
    if _SENTENCE_END.search(last):
        return 4
    if _CLAUSE_END.search(last):
        return 3
    if not after.blank:
        return 2 if _stands_alone(last[-1]) else 0
    if last.lower() in _LEADS_ON:
        return 1
    return 0 if last[:1].isupper() and after.text[:1].isupper() else 2


def _parts(word: str, most: int) -> Iterator[str]:
    """A word in parts between which a row may end: between ideographs; elsewhere only where it must."""
    if word.isascii() and len(word) <= most:
        yield word
        return
    part = ""
    for cluster in graphemes(word):
        if cluster == BREAKABLE or (part and _may_part(part[-1], cluster[0])):
            yield from _fitting(part, most)
            part = ""
        part += cluster
    yield from _fitting(part, most)


def _may_part(last: str, first: str) -> bool:
    """Whether a row may end between two characters with no blank between them."""
    if last in _NOT_LAST or first in _NOT_FIRST:
        return False
    return _stands_alone(last) or _stands_alone(first)


def _stands_alone(char: str) -> bool:
    """Whether it is of a script that is written without blanks and broken between any two characters."""
    return (
        "\u2e80" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uff65"
        or "\U0001f000" <= char <= "\U0003ffff"
    )


def _fitting(part: str, most: int) -> Iterator[str]:
    """A part that fits as it is; a longer one in pieces: an address behind its slashes, a word where it has
    hyphens, anything else between characters.
    """
    if part.strip(BREAKABLE) == "":
        return
    if width(part) <= most:
        yield part
        return
    seams = _WITHIN_ADDRESS if _ADDRESS.search(part) else re.compile(r"(?<=[-‐–—/])(?=\w)")
    piece = ""
    for stretch in seams.split(part):
        if piece and width(piece) + width(stretch) > most:
            yield piece
            piece = ""
        piece += stretch
        if width(piece) > most:
            *full, piece = _cut(piece, most)
            yield from full
    if piece:
        yield piece


def _cut(text: str, most: int) -> list[str]:
    found, row, used = [], "", 0
    for cluster in graphemes(text):
        columns = width(cluster)
        if row and used + columns > most:
            found.append(row)
            row, used = "", 0
        row += cluster
        used += columns
    return [*found, row]
