"""Timed periods (R13): the instants before which they may not close, and at which they do.

The time of a period runs while the meeting is in session: what was opened before it is counted from
its start, and a standstill does not count. Pure, UTC ms.
"""

from .hearings import Period
from .state import Meeting


def _after(state: Meeting, period: Period, ms: int) -> int | None:
    """When so much of the period's time will have passed; none while it has not begun."""
    if not ms or state.started_at is None or period.status == "held":
        return None
    return max(period.opened_at, state.started_at) + ms + period.stood_ms - period.ran_ms


def is_timed(period: Period) -> bool:
    """Whether the rules in force set a time for it."""
    return bool(period.rules.at_least_ms or period.rules.at_most_ms)


def least_until(state: Meeting, period: Period) -> int | None:
    """Until when it stays open even if nobody waits."""
    return _after(state, period, period.rules.at_least_ms)


def most_until(state: Meeting, period: Period) -> int | None:
    """When the clock closes it, if nothing has before."""
    return (
        _after(state, period, max(period.rules.at_most_ms, period.rules.at_least_ms))
        if (period.rules.at_most_ms)
        else None
    )


def is_empty(state: Meeting, period: Period) -> bool:
    """Whether nobody of this period waits, speaks or is called."""
    turn = state.turn
    return not state.queues[period.number] and (turn is None or turn.period != period.number)


def may_close_at(state: Meeting, period: Period) -> int | None:
    """The earliest instant at which its sign-up may end, were it not empty; none: not timed, or not begun."""
    times = (least_until(state, period), most_until(state, period))
    return max((time for time in times if time is not None), default=None)
