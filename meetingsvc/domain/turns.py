"""The clock of a turn: started, held, resumed, given more time or less, ended and reopened; and walk-ups,
whose clock does not wait.

Who has the floor, and what is left of the time, stands in ``floor``.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import details
from . import events as e
from .errors import Refused
from .floor import (
    believed,
    counted,
    extra_left,
    floor_freed,
    left_at_end,
    on_floor,
    remaining,
    stepped,
    turn_of,
    with_turn,
)
from .lifecycle import step
from .periods import period_of
from .requests import Turn
from .rules import Context, Rules, in_session, tidy
from .state import Meeting

RULES = Rules()

WALK_UP_ALLOTMENT_MS = 180_000
"""For a walk-up outside any comment period."""


def _extra(state: Meeting, turn: Turn, what: str) -> e.RequestEdited:
    """R11: the extra time stops or goes on, which the record shows as an edit by staff like any other."""
    assert turn.ticket is not None  # a walk-up has none: nobody could grant it before
    return details.restated(state.requests[turn.ticket], what)


def _ended_with(state: Meeting, number: int, left: int, at: int) -> Meeting:
    """The state in which a turn's extra time stands, whatever its end says to be left of the allotment."""
    turn = state.turns[number]
    unused = extra_left(turn, at)
    if unused:
        whole = remaining(turn, at) + unused
        turn = replace(turn, extra_left_ms=max(whole - left, 0), extra_ends_at=None)
    elif turn.extra_ends_at is not None:  # ended before the clock could say that it is used up
        turn = replace(turn, extra_left_ms=0, extra_ends_at=None)
    return replace(state, turns=state.turns.set(number, turn))


@RULES.decides(c.StartTurn)
def _start(state: Meeting, command: c.StartTurn, context: Context) -> Sequence[e.Event]:
    in_session(state)
    turn = on_floor(state, command.turn)
    step("turn", turn.status, "start")
    started = e.TurnStarted(turn=turn.number, ends_at=context.now + turn.allotment_ms)
    held = e.TurnPaused(turn=turn.number, remaining_ms=turn.allotment_ms)
    if not turn.extra_ms:
        return [started, held] if command.hold else [started]
    # R11: in the record and on every screen the clock is held, as it can be for anyone.
    return [started, held, _extra(state, turn, "pause")] if command.hold else [started, held]


@RULES.folded(e.TurnStarted)
def _started(state: Meeting, entry: e.Entry, event: e.TurnStarted) -> Meeting:
    turn = state.turns[event.turn]
    runs = entry.at + turn.extra_ms if turn.extra_ms else None
    turn = replace(turn, started_by=entry.by, extra_ends_at=runs)
    state = replace(state, turns=state.turns.set(turn.number, turn))
    times = {"began": entry.at, "running_since": entry.at, "ends_at": event.ends_at}
    return stepped(state, event.turn, "start", **times)


@RULES.decides(c.WalkUp)
def _walk_up(state: Meeting, command: c.WalkUp, context: Context) -> Sequence[e.Event]:
    """R4: the clock does not wait for a name."""
    in_session(state)
    believed(state, command.believes)
    number = state.calling_period if command.period is None else period_of(state, command.period).number
    period = None if number is None else state.periods[number]
    allotment = WALK_UP_ALLOTMENT_MS if period is None else period.allotment_ms
    return [
        *floor_freed(state, context.now),
        e.WalkUpStarted(
            turn=len(state.turns) + 1,
            allotment_ms=allotment,
            ends_at=context.now + allotment,
            item=state.item if period is None else period.item,
            period=number,
        ),
    ]


@RULES.folded(e.WalkUpStarted)
def _walked_up(state: Meeting, entry: e.Entry, event: e.WalkUpStarted) -> Meeting:
    turn = Turn(
        number=event.turn,
        ticket=None,
        item=event.item,
        period=event.period,
        allotment_ms=event.allotment_ms,
        base_ms=event.allotment_ms,
        called_at=entry.at,
        status="speaking",
        began=entry.at,
        ends_at=event.ends_at,
        running_since=entry.at,
    )
    return with_turn(replace(state, turn_order=(*state.turn_order, event.turn)), turn)


@RULES.decides(c.PauseTurn)
def _pause(state: Meeting, command: c.PauseTurn, context: Context) -> Sequence[e.Event]:
    """Staff answers, points of order and interpreters do not count (the paragraph under R25)."""
    turn = on_floor(state, command.turn)
    if turn.extra_ends_at is not None:
        return [_extra(state, turn, "pause")]
    step("turn", turn.status, "pause")
    return [e.TurnPaused(turn=turn.number, remaining_ms=remaining(turn, context.now))]


@RULES.folded(e.TurnPaused)
def _paused(state: Meeting, entry: e.Entry, event: e.TurnPaused) -> Meeting:
    return stepped(state, event.turn, "pause", ends_at=None, remaining_ms=event.remaining_ms)


@RULES.decides(c.ResumeTurn)
def _resume(state: Meeting, command: c.ResumeTurn, context: Context) -> Sequence[e.Event]:
    in_session(state)
    turn = on_floor(state, command.turn)
    step("turn", turn.status, "resume")
    if turn.extra_ends_at is not None:
        raise Refused("not_now", thing="turn", status="speaking", action="resume")
    if turn.extra_left_ms:
        return [_extra(state, turn, "run")]
    return [e.TurnResumed(turn=turn.number, ends_at=context.now + remaining(turn, context.now))]


@RULES.decides(c.RunClock)
def _run_clock(state: Meeting, command: c.RunClock, context: Context) -> Sequence[e.Event]:
    """R11: the extra time is used up, and the allotment begins, whole, however late this comes."""
    turn = on_floor(state, command.turn)
    if turn.extra_ends_at is None or context.now < turn.extra_ends_at:
        raise Refused("not_now", thing="turn", status=turn.status, action="resume")
    return [e.TurnResumed(turn=turn.number, ends_at=context.now + remaining(turn, context.now))]


@RULES.folded(e.TurnResumed)
def _resumed(state: Meeting, entry: e.Entry, event: e.TurnResumed) -> Meeting:
    spent = {"extra_left_ms": 0, "extra_ends_at": None}
    runs = {"running_since": entry.at, "ends_at": event.ends_at, "remaining_ms": None}
    return stepped(state, event.turn, "resume", **runs, **spent)


@RULES.decides(c.GiveTime)
def _give_time(state: Meeting, command: c.GiveTime, context: Context) -> Sequence[e.Event]:
    """More or less, always possible while the turn has the floor."""
    turn = on_floor(state, command.turn)
    running = turn.status == "speaking"
    allotment = max(turn.allotment_ms + command.delta_ms, 0)
    delta = allotment - turn.allotment_ms
    left = remaining(turn, context.now) + delta
    return [
        e.TimeGiven(
            turn=turn.number,
            delta_ms=delta,
            ends_at=context.now + left if running else None,
            remaining_ms=None if running else left,
            reason=tidy(command.reason),
        )
    ]


@RULES.folded(e.TimeGiven)
def _time_given(state: Meeting, entry: e.Entry, event: e.TimeGiven) -> Meeting:
    turn = state.turns[event.turn]
    left = None if turn.status == "called" else event.remaining_ms
    return with_turn(
        state,
        replace(
            turn,
            allotment_ms=turn.allotment_ms + event.delta_ms,
            ends_at=event.ends_at,
            remaining_ms=left,
        ),
    )


@RULES.decides(c.EndTurn)
def _end(state: Meeting, command: c.EndTurn, context: Context) -> Sequence[e.Event]:
    turn = on_floor(state, command.turn)
    step("turn", turn.status, "end")
    return [e.TurnEnded(turn=turn.number, remaining_ms=left_at_end(turn, context.now))]


@RULES.folded(e.TurnEnded)
def _ended(state: Meeting, entry: e.Entry, event: e.TurnEnded) -> Meeting:
    state = _ended_with(state, event.turn, event.remaining_ms, entry.at)
    turn = state.turns[event.turn]
    state = stepped(state, event.turn, "end", ended=entry.at, ends_at=None, remaining_ms=event.remaining_ms)
    return counted(state, turn, 1, entry.at)


@RULES.decides(c.ReopenTurn)
def _reopen(state: Meeting, command: c.ReopenTurn, context: Context) -> Sequence[e.Event]:
    """A slip can be undone until the next call; the clock stands where it stood at the end."""
    in_session(state)
    turn = turn_of(state, command.turn)
    step("turn", turn.status, "reopen")
    held = (number for number in reversed(state.turn_order) if state.turns[number].status != "undone")
    if state.floor is not None or next(held) != turn.number:
        raise Refused("stale", turn=state.floor or 0)
    if turn.ticket is not None:
        step("request", state.requests[turn.ticket].status, "reopen")
    if turn.period is not None and state.periods[turn.period].status == "continued":
        raise Refused("item_continued")
    return [e.TurnReopened(turn=turn.number, remaining_ms=remaining(turn, context.now))]


@RULES.folded(e.TurnReopened)
def _reopened(state: Meeting, entry: e.Entry, event: e.TurnReopened) -> Meeting:
    turn = state.turns[event.turn]
    if turn.ended is not None:
        state = counted(state, turn, -1, turn.ended)
    return stepped(state, event.turn, "reopen", ended=None, remaining_ms=event.remaining_ms)
