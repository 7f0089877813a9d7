"""How late a track's captions are, and which delay would fit, from what the service itself sees.

Two things tell. A sender's own times: how long after its words were said a caption arrives. And the floor:
how long after a turn began the first line arrives that follows a silence, less the time that its own words
take to say. The suggestion is the median of the last ones, in half seconds. Pure; all times are UTC ms.
"""

from collections.abc import Sequence
from statistics import median
from typing import Final, Literal

import msgspec

from meetingsvc.domain.cues import CHARACTERS_A_SECOND

ENOUGH: Final = 3
"""Samples without which nothing is suggested."""

LOOKED_AT: Final = 15
"""The last samples; how late somebody is changes over an evening."""

STEP_MS: Final = 500
MOST_MS: Final = 15_000
"""Whatever seems later than this is something else."""

STAMPED_AT_ONCE_MS: Final = 1_000
"""No caption is written sooner than this after its words."""

SILENCE_MS: Final = 1_500
"""A line that comes sooner after the one before may still be about whoever spoke before."""


class Arrival(msgspec.Struct, frozen=True):
    """A caption as it arrived: when, how long after the one before, how long it is, when its words ended
    by its sender's own times (None: it gave none).
    """

    at: int
    since_ms: int
    characters: int
    ended: int | None = None


def by_times(arrival: Arrival) -> int | None:
    """How late a caption is by its sender's own times."""
    if arrival.ended is None:
        return None
    late = arrival.at - arrival.ended
    return late if 0 <= late <= MOST_MS else None


def by_floor(arrival: Arrival, turn_began: int | None, before: int) -> int | None:
    """How late a caption is by the turn in which it is the first; ``before`` is when the one before came."""
    if turn_began is None or before >= turn_began or arrival.since_ms < SILENCE_MS:
        return None
    late = arrival.at - turn_began - arrival.characters * 1_000 // CHARACTERS_A_SECOND
    return late if 0 <= late <= MOST_MS else None


class Lateness(msgspec.Struct, frozen=True):
    """How late captions are, ms, by what that is reckoned, and from how many samples."""

    late_ms: int
    by: Literal["times", "floor"]
    samples: int


def reckoned(by_times: Sequence[int], by_floor: Sequence[int]) -> Lateness | None:
    """How late a tool is; None while too little has been seen.

    Times that seem to come at once are those of the sending, as many tools stamp them, and tell nothing.
    """
    late = suggested(by_times)
    if late is not None and late >= STAMPED_AT_ONCE_MS:
        return Lateness(late, "times", len(by_times))
    late = suggested(by_floor)
    return None if late is None else Lateness(late, "floor", len(by_floor))


def suggested(samples: Sequence[int]) -> int | None:
    """The delay to set, ms; None while too little has been seen."""
    looked_at = samples[-LOOKED_AT:]
    if len(looked_at) < ENOUGH:
        return None
    return round(median(looked_at) / STEP_MS) * STEP_MS
