"""Slips about a comment period, taken back: the time of a turn, a last call, a close (R9, R13, R14)."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from . import events as e
from .allotments import by_table
from .commands import Slippery
from .hearings import Period
from .lifecycle import step
from .line import with_request
from .places import places
from .rules import Context, Rules, not_over
from .slips import Amend
from .state import Meeting, Slip

RULES = Rules()


def _period_of(slip: Slip) -> Period:
    assert slip.period is not None
    return slip.period


def _restore_allotment(state: Meeting, slip: Slip, context: Context) -> Sequence[e.Event]:
    """R9: what the chair had ordered before, or what the table gives with those who have signed up by now."""
    not_over(state)
    was = _period_of(slip)
    now = state.periods[was.number]
    allotment = was.allotment_ms if was.by_order else by_table(now.rules, now.arrived)
    return [
        e.AllotmentRestored(
            period=was.number, allotment_ms=allotment, by_order=was.by_order, reason=was.ordered_why
        )
    ]


@RULES.folded(e.AllotmentRestored)
def _allotment_restored(state: Meeting, entry: e.Entry, event: e.AllotmentRestored) -> Meeting:
    period = replace(
        state.periods[event.period],
        allotment_ms=event.allotment_ms,
        by_order=event.by_order,
        ordered_why=event.reason,
    )
    return replace(state, periods=state.periods.set(event.period, period))


def _withdraw_last_call(state: Meeting, slip: Slip, context: Context) -> Sequence[e.Event]:
    return [e.LastCallWithdrawn(period=_period_of(slip).number)]


def _reopen_period(state: Meeting, slip: Slip, context: Context) -> Sequence[e.Event]:
    """Who asked since came late by the slip alone: they are taken in, unless a cap or a draw decides that."""
    not_over(state)
    was = _period_of(slip)
    late = [
        request.ticket
        for request in state.listed(was.number)
        if request.listed == "late" and request.arrival > was.arrived
    ]
    free = places(was) is None and was.draw is None
    return [
        e.PeriodReopened(period=was.number, closes_at=was.closes_at, admitted=tuple(late) if free else ())
    ]


@RULES.folded(e.PeriodReopened)
def _period_reopened(state: Meeting, entry: e.Entry, event: e.PeriodReopened) -> Meeting:
    period = state.periods[event.period]
    status = "last_call" if event.closes_at is not None else step("period", period.status, "reopen")
    period = replace(period, status=status, closes_at=event.closes_at)
    state = replace(state, periods=state.periods.set(event.period, period))
    for ticket in event.admitted:
        request = state.requests[ticket]
        state = with_request(state, replace(request, status=step("request", request.status, "admit")))
    return state


AMENDS: Final[Mapping[Slippery, Amend]] = {
    "allotment": _restore_allotment,
    "last_call": _withdraw_last_call,
    "close": _reopen_period,
}
