"""How long it will still take (R25), from this meeting's own pace and nothing else.

A turn takes its changeover and what is spoken of the allotment; both are what they were on average in
the finished turns of the period, so that the pace follows when the chair shortens the allotment. What
stood still (a recess, an outage) is not in it. With fewer than three finished turns nothing is known.

A wait for several turns is a range: their mean, give or take what they scatter and what so few of them
leave unknown of the mean, at ``DEVIATIONS`` standard deviations. Four of five waits fall within it.
web/core/forecast.js does the same sums from the period's card. Pure: it knows no clock.
"""

from math import isqrt, sqrt

import msgspec

from meetingsvc.domain.state import Period

PACE_KNOWN_AFTER = 3
"""R25: from how many finished turns on a period's pace says something."""

DEVIATIONS = 1.28


class Pace(msgspec.Struct, frozen=True):
    """What a turn took in a period, ms: ``spoken_ms`` of ``granted_ms`` in all ``turns`` together."""

    turns: int
    changeover_ms: int
    spoken_ms: int
    granted_ms: int
    mean_ms: int
    deviation_ms: int

    @property
    def used_permille(self) -> int:
        """How much of an allotment is spoken."""
        return self.spoken_ms * 1_000 // max(self.granted_ms, 1)

    def takes(self, allotment_ms: int) -> int:
        """A turn with this allotment, changeover included, on average."""
        return self.changeover_ms + self.spoken_ms * allotment_ms // max(self.granted_ms, 1)

    def spread(self, allotment_ms: int) -> int:
        """The standard deviation of such a turn: in proportion to its length."""
        return self.deviation_ms * self.takes(allotment_ms) // max(self.mean_ms, 1)


class Range(msgspec.Struct, frozen=True):
    """From ``least`` to ``most``, ms."""

    least: int
    most: int


def pace_of(period: Period) -> Pace | None:
    """The pace of a period so far; none while nothing is known."""
    turns = period.finished
    if turns < PACE_KNOWN_AFTER:
        return None
    mean_s = period.spent_ms / turns / 1_000
    variance = max(period.spent_squared / turns - mean_s * mean_s, 0) * turns / (turns - 1)
    return Pace(
        turns=turns,
        changeover_ms=max(period.spent_ms - period.spoken_ms, 0) // turns,
        spoken_ms=period.spoken_ms,
        granted_ms=period.granted_ms,
        mean_ms=period.spent_ms // turns,
        deviation_ms=isqrt(round(variance * 1_000_000)),
    )


def range_of(pace: Pace, allotment_ms: int, ahead: int, running_ms: int = 0) -> Range:
    """How long until ``ahead`` turns with this allotment are over, after what is left of a running one."""
    mean = ahead * pace.takes(allotment_ms)
    spread = pace.spread(allotment_ms)
    give = round(DEVIATIONS * spread * sqrt(ahead + ahead * ahead / pace.turns))
    return Range(least=running_ms + max(mean - give, 0), most=running_ms + mean + give)
