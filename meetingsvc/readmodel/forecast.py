"""How long it will still take (R25), from this meeting's own pace and nothing else.

A turn takes its changeover and what is spoken of the time for each; both are what they were on average in
the finished turns of the period, so that the pace follows when the chair shortens the time. Longer turns
(interpreted, of groups, with time ceded or granted) are in it as they have been held: what everyone could
see. Of those who still wait nothing is in it but how many they are, so that it does not change when one of
them asks for an interpreter or is granted more time (R11). What stood still (a recess, an outage) is not in
it. With fewer than three finished turns nothing is known.

Staff know more (``for_staff``), and their page adds up what each who waits will get (web/apps/clerk).

A wait for several turns is a range: their mean, give or take what they scatter and what so few of them
leave unknown of the mean, at ``DEVIATIONS`` standard deviations. Four of five waits fall within it.
web/core/forecast.js does the same sums from the period's card. Pure: it knows no clock.
"""

from bisect import bisect_left
from math import ceil, isqrt, sqrt
from typing import Any

import msgspec

from meetingsvc.domain.hearings import Period
from meetingsvc.domain.places import undecided
from meetingsvc.domain.requests import Request
from meetingsvc.domain.state import Meeting

from .clocks import face_of

PACE_KNOWN_AFTER = 3
"""R25: from how many finished turns on a period's pace says something."""

DEVIATIONS = 1.28


class Pace(msgspec.Struct, frozen=True):
    """What a turn took in a period, ms: ``spoken_ms`` in all ``turns`` together, in which the time for each
    was ``base_ms``.
    """

    turns: int
    changeover_ms: int
    spoken_ms: int
    base_ms: int
    mean_ms: int
    deviation_ms: int

    @property
    def used_permille(self) -> int:
        """How much of the time for each is spoken; above 1,000 where many have had more than it."""
        return self.spoken_ms * 1_000 // max(self.base_ms, 1)

    def takes(self, allotment_ms: int) -> int:
        """A turn, changeover included, on average, where each gets this allotment."""
        return self.changeover_ms + self.spoken_ms * allotment_ms // max(self.base_ms, 1)

    def spread(self, allotment_ms: int) -> int:
        """The standard deviation of such a turn: in proportion to its length."""
        return self.deviation_ms * self.takes(allotment_ms) // max(self.mean_ms, 1)


class Range(msgspec.Struct, frozen=True):
    """From ``least`` to ``most``, ms."""

    least: int
    most: int

    @property
    def minutes(self) -> tuple[int, int]:
        """In whole minutes, never none at the end: as web/components/request-standing.js says them."""
        least = (self.least + 30_000) // 60_000
        return least, max(least + 1, ceil(self.most / 60_000))


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
        base_ms=period.base_ms,
        mean_ms=period.spent_ms // turns,
        deviation_ms=isqrt(round(variance * 1_000_000)),
    )


def range_of(pace: Pace, allotment_ms: int, ahead: int, running_ms: int = 0) -> Range:
    """How long until ``ahead`` turns with this allotment are over, after what is left of a running one."""
    mean = ahead * pace.takes(allotment_ms)
    spread = pace.spread(allotment_ms)
    give = round(DEVIATIONS * spread * sqrt(ahead + ahead * ahead / pace.turns))
    return Range(least=running_ms + max(mean - give, 0), most=running_ms + mean + give)


def for_staff(period: Period) -> dict[str, Any]:
    """What staff know besides: how much of what each was granted is spoken, and the changeover without what
    was granted beyond it (R11), so that their page can add up the turns of those who wait.
    """
    if pace_of(period) is None:
        return {}
    changeover = period.spent_ms - period.spoken_ms - period.extra_ms
    return {
        "bare_changeover_ms": max(changeover, 0) // period.finished,
        "spoken_permille": period.spoken_ms * 1_000 // max(period.granted_ms, 1),
    }


def wait_of(state: Meeting, request: Request, now: int) -> Range | None:
    """How long until somebody who waits is called; none while that is not known, or lots are to decide it."""
    period = state.periods[request.period]
    pace = pace_of(period)
    if request.status != "waiting" or pace is None or undecided(state, period):
        return None
    line = state.queues[period.number]
    ahead = bisect_left(line, (request.rank, request.ticket))
    return range_of(pace, period.allotment_ms, ahead, _running(state, period, now))


def _running(state: Meeting, period: Period, now: int) -> int:
    """What everyone sees to be left of a turn of this period on the floor."""
    turn = state.turn
    if turn is None or turn.period != period.number:
        return 0
    face = face_of(turn, "public")
    left = face.remaining_ms if face.ends_at is None else face.ends_at - now
    return max(left or 0, 0)
