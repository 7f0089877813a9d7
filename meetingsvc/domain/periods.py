"""Comment periods: opened on an item before or during it, closed by a last call (R12, R14)."""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from . import commands as c
from . import events as e
from . import timed
from .agenda import item_of
from .errors import Refused
from .hearings import Period
from .lifecycle import step
from .profile import Profile
from .rules import Context, Rules
from .sign_up import opens_at
from .state import Meeting

RULES = Rules()

PUNCTUAL_MS: Final = 1_000
"""A close by the clock that comes within this of its time is not late (decision 9)."""


def period_of(state: Meeting, number: int) -> Period:
    """The period of this number; refuses as ``no_such_period``."""
    period = state.periods.get(number)
    if period is None:
        raise Refused("no_such_period", period=number)
    return period


def _in_force(profile: Profile, command: c.OpenPeriod) -> Profile:
    """The body's rules, but for what the chair sets otherwise for this period."""
    given = {
        "allotment_ms": command.allotment_ms,
        "last_call_ms": command.last_call_ms,
        "at_least_ms": command.at_least_ms,
        "at_most_ms": command.at_most_ms,
        "simultaneous_interpretation": command.simultaneous_interpretation,
        "ceding": command.ceding,
        "order": command.order,
        "total_cap_ms": command.total_cap_ms,
        "lottery_above": command.lottery_above,
        "later_period_for_unheard": command.later_period_for_unheard,
        "quasi_judicial": command.quasi_judicial,
    }
    return replace(profile, **{name: value for name, value in given.items() if value is not None})


@RULES.decides(c.OpenPeriod)
def _open(state: Meeting, command: c.OpenPeriod, context: Context) -> Sequence[e.Event]:
    prepared = opens_at(state) is not None  # R7, R16: its rules are published before sign-up opens by itself
    if state.status not in ("sign_up", "live", "recess") and not prepared:
        raise Refused("not_now", thing="meeting", status=state.status, action="open_period")
    item = item_of(state, command.item)
    last = None if item.period is None else state.periods[item.period]
    if last is not None and last.status == "held":  # R42: under the rules that it came with
        return [e.PeriodTakenUp(period=last.number)]
    if last is not None and last.status == "continued":
        raise Refused("item_continued")
    if last is not None and last.status != "closed":
        raise Refused("already_open", period=last.number)
    return [
        e.PeriodOpened(
            period=len(state.periods) + 1,
            item=item.number,
            stream_delay_ms=state.stream_delay_ms,
            rules=_in_force(context.profile, command),
        )
    ]


@RULES.folded(e.PeriodOpened)
def _opened(state: Meeting, entry: e.Entry, event: e.PeriodOpened) -> Meeting:
    period = Period(
        number=event.period,
        item=event.item,
        rules=event.rules,
        allotment_ms=event.rules.allotment_ms,
        stream_delay_ms=event.stream_delay_ms,
        opened_at=entry.at,
    )
    return with_new_period(state, period)


def with_new_period(state: Meeting, period: Period) -> Meeting:
    """The state with a period that it did not have, which is now the one of its item (R20)."""
    item = state.items[period.item]
    rights = item.decides_rights or period.rules.quasi_judicial
    item = replace(item, period=period.number, decides_rights=rights)
    return replace(
        state,
        periods=state.periods.set(period.number, period),
        items=state.items.set(item.number, item),
        queues=state.queues.set(period.number, ()),
    )


@RULES.decides(c.CallFrom)
def _call_from(state: Meeting, command: c.CallFrom, context: Context) -> Sequence[e.Event]:
    """Several can be open at once: until another item starts, this one is called from."""
    period = period_of(state, command.period)
    if not state.in_use(period.number):
        raise Refused("queue_empty", period=period.number)
    return [] if state.calling_period == period.number else [e.CallingChosen(period=period.number)]


@RULES.folded(e.CallingChosen)
def _calling_chosen(state: Meeting, entry: e.Entry, event: e.CallingChosen) -> Meeting:
    return replace(state, calling=event.period)


@RULES.decides(c.MakeLastCall)
def _last_call(state: Meeting, command: c.MakeLastCall, context: Context) -> Sequence[e.Event]:
    """R14: people who watch the stream hear the call late, so its delay is added."""
    if state.status in ("recess", "outage", "closed_session"):
        raise Refused("not_in_session", status=state.status)
    period = period_of(state, command.period)
    if state.started_at is None and timed.is_timed(period):  # R13: its time has not begun, nor can it end
        raise Refused("not_in_session", status=state.status)
    step("period", period.status, "last_call")
    closes_at = context.now + period.rules.last_call_ms + period.stream_delay_ms
    closes_at = max(closes_at, timed.may_close_at(state, period) or 0)
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
    period = replace(state.periods[event.period], status="open", closes_at=None, closing_ms=None)
    return replace(state, periods=state.periods.set(event.period, period))


def _time_up(state: Meeting, period: Period, now: int) -> int | None:
    """R13: when a period of "at most" came to its end, or now if it is empty; none: a last call decides.

    Refuses as ``period_timed`` before its time.
    """
    least, most = timed.least_until(state, period), timed.most_until(state, period)
    if least is None and most is None:
        raise Refused("not_in_session", status=state.status)
    if least is not None and now < least:
        raise Refused("period_timed", until=least)
    if most is None or timed.is_empty(state, period):
        return None if most is None else now
    end = max(most, period.closes_at or 0)
    if now < end:
        raise Refused("period_timed", until=end)
    return end


@RULES.decides(c.ClosePeriod)
def _close(state: Meeting, command: c.ClosePeriod, context: Context) -> Sequence[e.Event]:
    """R14: nobody closes an untimed period but its last call, run out. R13: nothing closes a timed one
    before its time, but for one of "at most" that is empty.
    """
    period = period_of(state, command.period)
    step("period", period.status, "close")
    if period.closing_ms is not None:
        raise Refused("not_in_session", status=state.status)
    if timed.is_timed(period):
        end = _time_up(state, period, context.now)
        if end is not None:
            return [e.PeriodClosed(period=period.number, due=end if context.now > end else None)]
    if period.closes_at is None:
        raise Refused("last_call_first")
    if context.now < period.closes_at:
        raise Refused("last_call_running", until=period.closes_at)
    late = period.closes_at if context.now - period.closes_at > PUNCTUAL_MS else None
    return [e.PeriodClosed(period=period.number, due=late)]


@RULES.folded(e.PeriodClosed)
def _closed(state: Meeting, entry: e.Entry, event: e.PeriodClosed) -> Meeting:
    period = replace(state.periods[event.period], status="closed", closes_at=None, closing_ms=None)
    return replace(state, periods=state.periods.set(event.period, period))
