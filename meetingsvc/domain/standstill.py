"""What stands still while a meeting does: in recess, in closed session and in an outage (R33, R42).

The running clock, a last call and the grace of whoever is called stop with their time, and go on
with it. Knows no reason for a standstill.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import events as e
from .floor import clock_stopped
from .rules import Rules
from .state import Meeting

RULES = Rules()

STANDSTILLS = ("recess", "closed_session", "outage")
"""The statuses of a meeting in which no time of anybody's runs."""


def stopped(state: Meeting, now: int) -> Sequence[e.Event]:
    """The events that stop whatever runs, with what is left of it."""
    last_calls = (
        e.LastCallStopped(period=number, remaining_ms=max(period.closes_at - now, 0))
        for number, period in sorted(state.periods.items())
        if period.status == "last_call" and period.closes_at is not None
    )
    again = _grace_moved_on(state, now) if state.status in STANDSTILLS else []
    return [*clock_stopped(state, now), *last_calls, *again]


def going_on(state: Meeting, now: int) -> Sequence[e.Event]:
    """The events that let last calls and a grace go on where they stood; a clock waits for its key."""
    last_calls = [
        e.LastCallResumed(period=number, closes_at=now + period.closing_ms)
        for number, period in sorted(state.periods.items())
        if period.closing_ms is not None
    ]
    return [*last_calls, *_grace_moved_on(state, now)]


def _grace_moved_on(state: Meeting, now: int) -> list[e.Event]:
    """The grace of whoever is called, from now on with what was left of it at the standstill's begin."""
    turn = state.turn
    if turn is None or turn.status != "called" or turn.grace_until is None:
        return []
    left = max(turn.grace_until - max(state.since, turn.called_at), 0)
    return [e.GraceMoved(turn=turn.number, grace_until=now + left)]


def stood_still(state: Meeting, at: int) -> Meeting:
    """The state in which a standstill ending ``at`` counts for no pace (R25) and no period's time (R13)."""
    if state.status not in STANDSTILLS:
        return state
    stood = {
        number: replace(period, stood_ms=period.stood_ms + at - max(state.since, period.opened_at))
        for number, period in state.periods.items()
        if period.status != "closed"
    }
    state, turn = replace(state, periods=state.periods.update(stood)), state.turn
    if turn is None:
        return state
    turn = replace(turn, stood_ms=turn.stood_ms + at - max(state.since, turn.called_at))
    return replace(state, turns=state.turns.set(turn.number, turn))


@RULES.folded(e.LastCallStopped)
def _last_call_stopped(state: Meeting, entry: e.Entry, event: e.LastCallStopped) -> Meeting:
    period = replace(state.periods[event.period], closes_at=None, closing_ms=event.remaining_ms)
    return replace(state, periods=state.periods.set(event.period, period))


@RULES.folded(e.LastCallResumed)
def _last_call_resumed(state: Meeting, entry: e.Entry, event: e.LastCallResumed) -> Meeting:
    period = replace(state.periods[event.period], closes_at=event.closes_at, closing_ms=None)
    return replace(state, periods=state.periods.set(event.period, period))


@RULES.folded(e.GraceMoved)
def _grace_moved(state: Meeting, entry: e.Entry, event: e.GraceMoved) -> Meeting:
    turn = replace(state.turns[event.turn], grace_until=event.grace_until)
    return replace(state, turns=state.turns.set(event.turn, turn))
