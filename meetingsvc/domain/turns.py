"""The floor: who is called, the clock of a turn, walk-ups, and turns put right afterwards.

One turn at most has the floor. A command that depends on who has it names the turn that its
sender believes there, and is refused as ``stale`` otherwise, so that two clerks cannot call two
people. A running clock is ``ends_at``, a stopped one ``remaining_ms`` (negative: over).
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import details
from . import events as e
from .allotments import extra, standard
from .errors import Refused
from .lifecycle import step
from .line import with_request
from .periods import period_of
from .places import not_drawing
from .rules import Context, Rules, in_session, tidy
from .state import Meeting, Request, Turn

RULES = Rules()

WALK_UP_ALLOTMENT_MS = 180_000
"""For a walk-up outside any comment period."""


def turn_of(state: Meeting, number: int) -> Turn:
    """The turn of this number; refuses as ``no_such_turn``."""
    turn = state.turns.get(number)
    if turn is None:
        raise Refused("no_such_turn", turn=number)
    return turn


def _on_floor(state: Meeting, number: int) -> Turn:
    """The turn, if it has the floor; refuses as ``stale`` if another has, or nobody."""
    turn = turn_of(state, number)
    if state.floor != number:
        raise Refused("stale", turn=state.floor or 0)
    return turn


def _believed(state: Meeting, believes: int | None) -> None:
    if believes != state.floor:
        raise Refused("stale", turn=state.floor or 0)


def remaining(turn: Turn, now: int) -> int:
    """Milliseconds left of the allotment at ``now``; negative: over."""
    if turn.ends_at is not None:
        return turn.ends_at - now
    return turn.allotment_ms if turn.remaining_ms is None else turn.remaining_ms


def extra_left(turn: Turn, now: int) -> int:
    """R11: milliseconds of the extra time left at ``now``, before the public clock runs."""
    return turn.extra_left_ms if turn.extra_ends_at is None else max(turn.extra_ends_at - now, 0)


def _left_at_end(turn: Turn, now: int) -> int:
    """What was left, as the record has it: in the extra time, as if the allotment had been used (R11)."""
    left, unused = remaining(turn, now), extra_left(turn, now)
    return left if unused == 0 else max(left - max(turn.extra_ms - unused, 0), 0)


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


def clock_stopped(state: Meeting, now: int) -> Sequence[e.Event]:
    """The event that stops a running clock, for a recess, if one runs."""
    turn = state.turn
    if turn is None or turn.status != "speaking":
        return []
    return [e.TurnPaused(turn=turn.number, remaining_ms=remaining(turn, now))]


# ── What every step of a turn does ───────────────────────────────────────────


def _with_turn(state: Meeting, turn: Turn) -> Meeting:
    """The state with a turn as it is from now on, on the floor if, and only if, it has it."""
    floor = turn.number if turn.status in ("called", "speaking", "paused") else None
    if floor is None and state.floor != turn.number:
        floor = state.floor
    return replace(state, turns=state.turns.set(turn.number, turn), floor=floor)


def _stepped(state: Meeting, number: int, what: str, **changes: int | None) -> Meeting:
    """The state after ``what`` happens in a turn, and in the life of its request."""
    turn = state.turns[number]
    state = _with_turn(state, replace(turn, status=step("turn", turn.status, what), **changes))
    if turn.ticket is None:
        return state
    request = state.requests[turn.ticket]
    return with_request(state, replace(request, status=step("request", request.status, what)))


def _counted(state: Meeting, turn: Turn, sign: int, ended: int) -> Meeting:
    """R25: the pace of a period: its finished turns and what they took."""
    if turn.period is None:
        return state
    period = state.periods[turn.period]
    took = ended - turn.called_at - turn.stood_ms
    left = state.turns[turn.number].remaining_ms
    spoken = min(turn.allotment_ms - (left or 0), took)
    period = replace(
        period,
        finished=period.finished + sign,
        spent_ms=period.spent_ms + sign * took,
        spent_squared=period.spent_squared + sign * (took // 1_000) ** 2,
        spoken_ms=period.spoken_ms + sign * spoken,
        granted_ms=period.granted_ms + sign * turn.allotment_ms,
    )
    return replace(state, periods=state.periods.set(turn.period, period))


def off_the_floor(state: Meeting, entry: e.Entry, ticket: int) -> Meeting:
    """The state with the floor free of this ticket, if it had it; its request is the caller's."""
    turn = state.turn
    if turn is None or turn.ticket != ticket:
        return state
    if turn.status == "called":
        return _with_turn(state, replace(turn, status=step("turn", turn.status, "step_back")))
    left = _left_at_end(turn, entry.at)
    status = step("turn", turn.status, "end")
    over = replace(turn, status=status, ended=entry.at, ends_at=None, remaining_ms=left, extra_ends_at=None)
    return _counted(_with_turn(state, over), turn, 1, entry.at)


# ── Calling ──────────────────────────────────────────────────────────────────


def _floor_freed(state: Meeting, now: int) -> list[e.Event]:
    """The end of the running turn, if any; refuses while someone is called and has not begun."""
    turn = state.turn
    if turn is None:
        return []
    if turn.status == "called":
        raise Refused("still_called", turn=turn.number)
    return [e.TurnEnded(turn=turn.number, remaining_ms=_left_at_end(turn, now))]


def _called(state: Meeting, request: Request, now: int, reason: str) -> e.TurnCalled:
    period = state.periods[request.period]
    return e.TurnCalled(
        turn=len(state.turns) + 1,
        ticket=request.ticket,
        item=period.item,
        allotment_ms=standard(state, request),
        grace_until=now + period.rules.grace.of(request.channel),
        reason=reason,
    )


def granted(turn: Turn, request: Request) -> Turn:
    """R11: a turn that has not begun, with what its request has been granted."""
    if not isinstance(request.extra, str):
        return turn
    more = extra(request.extra, turn.allotment_ms)
    return replace(turn, extra_ms=more, extra_left_ms=more)


@RULES.decides(c.CallNext)
def _call_next(state: Meeting, command: c.CallNext, context: Context) -> Sequence[e.Event]:
    in_session(state)
    period_of(state, command.period)
    _believed(state, command.believes)
    not_drawing(state, command.period)
    freed = _floor_freed(state, context.now)
    request = state.next_to_call(command.period)
    if request is None:
        raise Refused("queue_empty", period=command.period)
    return [*freed, _called(state, request, context.now, "")]


@RULES.decides(c.CallRequest)
def _call_request(state: Meeting, command: c.CallRequest, context: Context) -> Sequence[e.Event]:
    """R7: a departure from the published order stands in the record with its reason."""
    in_session(state)
    _believed(state, command.believes)
    request = state.requests.get(command.ticket)
    if request is None:
        raise Refused("no_such_ticket", ticket=command.ticket)
    step("request", request.status, "call")
    reason = tidy(command.reason)
    due = state.next_to_call(request.period)
    if due != request and not reason:
        raise Refused("reason_needed")
    if not reason:
        not_drawing(state, request.period)
    return [*_floor_freed(state, context.now), _called(state, request, context.now, reason)]


@RULES.folded(e.TurnCalled)
def _was_called(state: Meeting, entry: e.Entry, event: e.TurnCalled) -> Meeting:
    request = state.requests[event.ticket]
    request = replace(
        request,
        status=step("request", request.status, "call"),
        on_its_way=False,
        turns=(*request.turns, event.turn),
    )
    turn = Turn(
        number=event.turn,
        ticket=event.ticket,
        item=event.item,
        period=request.period,
        allotment_ms=event.allotment_ms,
        called_at=entry.at,
        grace_until=event.grace_until,
    )
    turn = granted(turn, request)
    state = replace(with_request(state, request), turn_order=(*state.turn_order, event.turn))
    return _with_turn(state, turn)


@RULES.decides(c.CallAgain)
def _call_again(state: Meeting, command: c.CallAgain, context: Context) -> Sequence[e.Event]:
    """R23: called twice."""
    in_session(state)
    turn = _on_floor(state, command.turn)
    if turn.status != "called" or turn.ticket is None:
        raise Refused("not_now", thing="turn", status=turn.status, action="call_again")
    request = state.requests[turn.ticket]
    grace = state.periods[request.period].rules.grace.of(request.channel)
    return [e.TurnCalledAgain(turn=turn.number, grace_until=context.now + grace)]


@RULES.folded(e.TurnCalledAgain)
def _was_called_again(state: Meeting, entry: e.Entry, event: e.TurnCalledAgain) -> Meeting:
    turn = state.turns[event.turn]
    return _with_turn(state, replace(turn, calls=turn.calls + 1, grace_until=event.grace_until))


@RULES.decides(c.UndoCall)
def _undo_call(state: Meeting, command: c.UndoCall, context: Context) -> Sequence[e.Event]:
    step("turn", _on_floor(state, command.turn).status, "step_back")
    return [e.CallUndone(turn=command.turn)]


@RULES.folded(e.CallUndone)
def _call_undone(state: Meeting, entry: e.Entry, event: e.CallUndone) -> Meeting:
    return _stepped(state, event.turn, "step_back")


@RULES.decides(c.MarkNoShow)
def _mark_no_show(state: Meeting, command: c.MarkNoShow, context: Context) -> Sequence[e.Event]:
    """R23: called twice, and the grace of the second call over; it stands still with the meeting, and
    nobody is missed during a recess.
    """
    in_session(state)
    turn = _on_floor(state, command.turn)
    step("turn", turn.status, "miss")
    if turn.calls < 2:
        raise Refused("call_again_first", turn=turn.number)
    if turn.grace_until is not None and context.now < turn.grace_until:
        raise Refused("grace_running", until=turn.grace_until)
    return [e.TurnMissed(turn=turn.number)]


@RULES.folded(e.TurnMissed)
def _missed(state: Meeting, entry: e.Entry, event: e.TurnMissed) -> Meeting:
    return _stepped(state, event.turn, "miss")


# ── The clock ────────────────────────────────────────────────────────────────


@RULES.decides(c.StartTurn)
def _start(state: Meeting, command: c.StartTurn, context: Context) -> Sequence[e.Event]:
    in_session(state)
    turn = _on_floor(state, command.turn)
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
    return _stepped(state, event.turn, "start", **times)


@RULES.decides(c.WalkUp)
def _walk_up(state: Meeting, command: c.WalkUp, context: Context) -> Sequence[e.Event]:
    """R4: the clock does not wait for a name."""
    in_session(state)
    _believed(state, command.believes)
    number = state.calling_period if command.period is None else period_of(state, command.period).number
    period = None if number is None else state.periods[number]
    allotment = WALK_UP_ALLOTMENT_MS if period is None else period.allotment_ms
    return [
        *_floor_freed(state, context.now),
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
        called_at=entry.at,
        status="speaking",
        began=entry.at,
        ends_at=event.ends_at,
        running_since=entry.at,
    )
    return _with_turn(replace(state, turn_order=(*state.turn_order, event.turn)), turn)


@RULES.decides(c.PauseTurn)
def _pause(state: Meeting, command: c.PauseTurn, context: Context) -> Sequence[e.Event]:
    """Staff answers, points of order and interpreters do not count (the paragraph under R25)."""
    turn = _on_floor(state, command.turn)
    if turn.extra_ends_at is not None:
        return [_extra(state, turn, "pause")]
    step("turn", turn.status, "pause")
    return [e.TurnPaused(turn=turn.number, remaining_ms=remaining(turn, context.now))]


@RULES.folded(e.TurnPaused)
def _paused(state: Meeting, entry: e.Entry, event: e.TurnPaused) -> Meeting:
    return _stepped(state, event.turn, "pause", ends_at=None, remaining_ms=event.remaining_ms)


@RULES.decides(c.ResumeTurn)
def _resume(state: Meeting, command: c.ResumeTurn, context: Context) -> Sequence[e.Event]:
    in_session(state)
    turn = _on_floor(state, command.turn)
    step("turn", turn.status, "resume")
    if turn.extra_ends_at is not None:
        raise Refused("not_now", thing="turn", status="speaking", action="resume")
    if turn.extra_left_ms:
        return [_extra(state, turn, "run")]
    return [e.TurnResumed(turn=turn.number, ends_at=context.now + remaining(turn, context.now))]


@RULES.decides(c.RunClock)
def _run_clock(state: Meeting, command: c.RunClock, context: Context) -> Sequence[e.Event]:
    """R11: the extra time is used up, and the allotment begins, whole, however late this comes."""
    turn = _on_floor(state, command.turn)
    if turn.extra_ends_at is None or context.now < turn.extra_ends_at:
        raise Refused("not_now", thing="turn", status=turn.status, action="resume")
    return [e.TurnResumed(turn=turn.number, ends_at=context.now + remaining(turn, context.now))]


@RULES.folded(e.TurnResumed)
def _resumed(state: Meeting, entry: e.Entry, event: e.TurnResumed) -> Meeting:
    spent = {"extra_left_ms": 0, "extra_ends_at": None}
    runs = {"running_since": entry.at, "ends_at": event.ends_at, "remaining_ms": None}
    return _stepped(state, event.turn, "resume", **runs, **spent)


@RULES.decides(c.GiveTime)
def _give_time(state: Meeting, command: c.GiveTime, context: Context) -> Sequence[e.Event]:
    """More or less, always possible while the turn has the floor."""
    turn = _on_floor(state, command.turn)
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
    return _with_turn(
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
    turn = _on_floor(state, command.turn)
    step("turn", turn.status, "end")
    return [e.TurnEnded(turn=turn.number, remaining_ms=_left_at_end(turn, context.now))]


@RULES.folded(e.TurnEnded)
def _ended(state: Meeting, entry: e.Entry, event: e.TurnEnded) -> Meeting:
    state = _ended_with(state, event.turn, event.remaining_ms, entry.at)
    turn = state.turns[event.turn]
    state = _stepped(state, event.turn, "end", ended=entry.at, ends_at=None, remaining_ms=event.remaining_ms)
    return _counted(state, turn, 1, entry.at)


@RULES.decides(c.ReopenTurn)
def _reopen(state: Meeting, command: c.ReopenTurn, context: Context) -> Sequence[e.Event]:
    """A slip can be undone until the next call; the clock stands where it stood at the end."""
    in_session(state)
    turn = turn_of(state, command.turn)
    step("turn", turn.status, "reopen")
    counted = (number for number in reversed(state.turn_order) if state.turns[number].status != "undone")
    if state.floor is not None or next(counted) != turn.number:
        raise Refused("stale", turn=state.floor or 0)
    if turn.ticket is not None:
        step("request", state.requests[turn.ticket].status, "reopen")
    return [e.TurnReopened(turn=turn.number, remaining_ms=remaining(turn, context.now))]


@RULES.folded(e.TurnReopened)
def _reopened(state: Meeting, entry: e.Entry, event: e.TurnReopened) -> Meeting:
    turn = state.turns[event.turn]
    if turn.ended is not None:
        state = _counted(state, turn, -1, turn.ended)
    return _stepped(state, event.turn, "reopen", ended=None, remaining_ms=event.remaining_ms)
