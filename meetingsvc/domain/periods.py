"""Comment periods: opened on an item before or during it, closed by a last call (R12, R14)."""

from collections.abc import Sequence
from typing import Final

from immutables import Map
from msgspec.structs import replace

from . import commands as c
from . import events as e
from .agenda import item_of
from .errors import Refused
from .lifecycle import step
from .rules import Context, Rules
from .state import Meeting, Period

RULES = Rules()

PUNCTUAL_MS: Final = 1_000
"""A close by the clock that comes within this of its time is not late (decision 9)."""

GRACE_MS: Final = {"in_person": 30_000, "remote": 60_000, "phone": 90_000}
"""R23: thirty seconds of grace, longer where the person is further away."""


def period_of(state: Meeting, number: int) -> Period:
    """The period of this number; refuses as ``no_such_period``."""
    period = state.periods.get(number)
    if period is None:
        raise Refused("no_such_period", period=number)
    return period


@RULES.decides(c.OpenPeriod)
def _open(state: Meeting, command: c.OpenPeriod, context: Context) -> Sequence[e.Event]:
    if state.status not in ("sign_up", "live", "recess"):
        raise Refused("not_now", thing="meeting", status=state.status, action="open_period")
    item = item_of(state, command.item)
    if item.period is not None and state.periods[item.period].status != "closed":
        raise Refused("already_open", period=item.period)
    return [
        e.PeriodOpened(
            period=len(state.periods) + 1,
            item=item.number,
            policy="arrival",
            allotment_ms=command.allotment_ms,
            last_call_ms=command.last_call_ms,
            stream_delay_ms=state.stream_delay_ms,
            grace_ms=dict(GRACE_MS),
        )
    ]


@RULES.folded(e.PeriodOpened)
def _opened(state: Meeting, entry: e.Entry, event: e.PeriodOpened) -> Meeting:
    period = Period(
        number=event.period,
        item=event.item,
        policy=event.policy,
        allotment_ms=event.allotment_ms,
        last_call_ms=event.last_call_ms,
        stream_delay_ms=event.stream_delay_ms,
        grace_ms=Map(event.grace_ms),
        opened_at=entry.at,
    )
    item = replace(state.items[event.item], period=event.period)
    return replace(
        state,
        periods=state.periods.set(event.period, period),
        items=state.items.set(event.item, item),
        queues=state.queues.set(event.period, ()),
    )


@RULES.decides(c.MakeLastCall)
def _last_call(state: Meeting, command: c.MakeLastCall, context: Context) -> Sequence[e.Event]:
    """R14: people who watch the stream hear the call late, so its delay is added."""
    period = period_of(state, command.period)
    step("period", period.status, "last_call")
    closes_at = context.now + period.last_call_ms + period.stream_delay_ms
    return [e.LastCallMade(period=period.number, closes_at=closes_at)]


@RULES.folded(e.LastCallMade)
def _last_call_made(state: Meeting, entry: e.Entry, event: e.LastCallMade) -> Meeting:
    period = replace(state.periods[event.period], status="last_call", closes_at=event.closes_at)
    return replace(state, periods=state.periods.set(event.period, period))


@RULES.decides(c.WithdrawLastCall)
def _continue(state: Meeting, command: c.WithdrawLastCall, context: Context) -> Sequence[e.Event]:
    step("period", period_of(state, command.period).status, "continue")
    return [e.LastCallWithdrawn(period=command.period)]


@RULES.folded(e.LastCallWithdrawn)
def _continued(state: Meeting, entry: e.Entry, event: e.LastCallWithdrawn) -> Meeting:
    period = replace(state.periods[event.period], status="open", closes_at=None)
    return replace(state, periods=state.periods.set(event.period, period))


@RULES.decides(c.ClosePeriod)
def _close(state: Meeting, command: c.ClosePeriod, context: Context) -> Sequence[e.Event]:
    """R14: nobody closes an untimed period but its last call, run out."""
    period = period_of(state, command.period)
    step("period", period.status, "close")
    if period.closes_at is None:
        raise Refused("last_call_first")
    if context.now < period.closes_at:
        raise Refused("last_call_running", until=period.closes_at)
    late = period.closes_at if context.now - period.closes_at > PUNCTUAL_MS else None
    return [e.PeriodClosed(period=period.number, due=late)]


@RULES.folded(e.PeriodClosed)
def _closed(state: Meeting, entry: e.Entry, event: e.PeriodClosed) -> Meeting:
    period = replace(state.periods[event.period], status="closed", closes_at=None)
    return replace(state, periods=state.periods.set(event.period, period))
