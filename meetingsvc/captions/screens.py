"""Captions as they come on a screen: two rows at most, long enough to be read, one after the other (R37).

One function for each concern: what stands on a screen (``portions``), when each begins and ends within its
line (``shared_out``), and how long it stays (``paced``). Pure; a line is whatever its caller makes of it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

import msgspec

from meetingsvc.captions import breaking
from meetingsvc.captions.graphemes import width


class Limits(msgspec.Struct, frozen=True):
    """How much stands on a screen and for how long; ``speed`` is columns a second that are read with ease,
    ``lag_ms`` how late a screen may begin so that a short one before it can be read.
    """

    rows: int = 2
    width: int = breaking.WIDTH
    least: int = breaking.LEAST
    shortest_ms: int = 1_000
    longest_ms: int = 7_000
    lag_ms: int = 1_000
    speed: int = 20


LIMITS: Final = Limits()


class Timed(NamedTuple):
    """A word and when it was said, in the time of its line."""

    text: str
    began: int
    ended: int


class Spoken(msgspec.Struct, frozen=True, kw_only=True):
    """What one line puts on the screen, times in ms from wherever its caller counts.

    ``lead`` stands before the text and was not said, such as a name. ``words`` are those of the text, where
    they have times of their own. ``exact``: where it fits on one screen its rows and times stay as they are.
    """

    began: int
    ended: int
    text: str
    lead: str = ""
    words: Sequence[Timed] = ()
    exact: bool = False


class Screen(msgspec.Struct, frozen=True):
    """What stands on a screen from ``began`` to ``ended``: one part (from 0) of the ``parts`` of its line."""

    began: int
    ended: int
    rows: tuple[str, ...]
    line: int
    part: int = 0
    parts: int = 1
    exact: bool = False


def screens(lines: Iterable[Spoken], limits: Limits = LIMITS) -> Iterator[Screen]:
    """The screens of lines that come in order, each beginning a screen; ``line`` counts them from 0.

    Holds one line at a time. Until the next line is known the last one's end is only how long it would stay.
    """
    return paced(
        (screen for number, line in enumerate(lines) for screen in laid_out(line, number, limits)), limits
    )


def laid_out(line: Spoken, number: int = 0, limits: Limits = LIMITS) -> list[Screen]:
    """One line's screens, each with its share of the line's time. None for a line without a word."""
    shown = portions(f"{line.lead}{line.text}", limits)
    times = shared_out(line, shown)
    return [
        Screen(began, ended, rows, number, part, len(shown), line.exact and len(shown) == 1)
        for part, (rows, (began, ended)) in enumerate(zip(shown, times, strict=True))
    ]


def portions(text: str, limits: Limits = LIMITS) -> list[tuple[str, ...]]:
    """The text in portions for a screen each: as its sender set it where that fits, else set anew."""
    given = breaking.as_given(text, limits.width, limits.rows)
    if given is not None:
        return [tuple(given)] if given else []
    found = breaking.rows(text, limits.width, limits.least)
    return [tuple(found[at : at + limits.rows]) for at in range(0, len(found), limits.rows)]


def shared_out(line: Spoken, shown: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """When each portion of a line begins and ends: by its words' own times, else by how much is in it."""
    if len(shown) < 2:
        return [(line.began, line.ended)] * len(shown)
    begins = list(accumulate((_letters(portion) for portion in shown), initial=0))
    said = _said(line)
    if said is None:
        length = line.ended - line.began
        moments = [line.began + length * at // begins[-1] for at in begins]
        return list(pairwise(moments))
    offsets, words = said
    lead = _letters([line.lead])
    times = []
    for first, after in pairwise(begins):
        opening = words[max(bisect_right(offsets, max(first - lead, 0)) - 1, 0)]
        closing = words[max(bisect_right(offsets, max(after - lead - 1, 0)) - 1, 0)]
        times.append((opening.began, max(closing.ended, opening.began)))
    return [(line.began, times[0][1]), *times[1:-1], (times[-1][0], max(line.ended, times[-1][0]))]


def _said(line: Spoken) -> tuple[list[int], Sequence[Timed]] | None:
    """Where each timed word begins in the line's letters, if they are its words; a correction that left their
    number as it was leaves them their times.
    """
    if not line.words:
        return None
    own = line.text.split()
    letters = "".join(own)
    heard = ["".join(word.text.split()) for word in line.words]
    if "".join(heard).casefold() == letters.casefold() and sum(map(len, heard)) == len(letters):
        return list(accumulate(map(len, heard[:-1]), initial=0)), line.words
    if len(own) == len(line.words):
        return list(accumulate(map(len, own[:-1]), initial=0)), line.words
    return None


def _letters(rows: Sequence[str]) -> int:
    """How many characters stand in rows, blanks aside: the same before and after they were set."""
    return sum(len(word) for row in rows for word in row.split())


def paced(shown: Iterable[Screen], limits: Limits = LIMITS) -> Iterator[Screen]:
    """Screens in order that never overlap, each for as long as it takes to read, out of the pause that
    follows if need be, and no longer than ``longest_ms``. In a quick exchange each stays ``shortest_ms``,
    those behind it coming later, up to ``lag_ms``. What is exact keeps its times unless it overlaps.
    """
    free_from: int | None = None
    waiting: Screen | None = None
    for screen in shown:
        if waiting is not None:
            placed = _placed(waiting, free_from, screen, limits)
            free_from = placed.ended
            yield placed
        waiting = screen
    if waiting is not None:
        yield _placed(waiting, free_from, None, limits)


def _placed(screen: Screen, free_from: int | None, after: Screen | None, limits: Limits) -> Screen:
    began = screen.began if free_from is None else max(screen.began, free_from)
    ended = screen.ended
    if not screen.exact:
        ended = min(max(ended, began + reading_ms(screen.rows, limits)), began + limits.longest_ms)
    if after is not None:
        lag = 0 if screen.exact or after.exact else limits.lag_ms
        ended = min(ended, max(after.began, min(began + limits.shortest_ms, after.began + lag)))
    return msgspec.structs.replace(screen, began=began, ended=max(ended, began + 1))


def reading_ms(rows: Sequence[str], limits: Limits = LIMITS) -> int:
    """How long it takes to read these rows."""
    columns = sum(map(width, rows)) + max(len(rows) - 1, 0)
    return min(max(columns * 1_000 // limits.speed, limits.shortest_ms), limits.longest_ms)
