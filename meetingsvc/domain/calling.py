"""Calling to the floor: the next of the queue, one out of turn, twice, taken back, and missed (R7, R23).

Knows nothing of the clock of a turn, which stands in ``turns``.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .allotments import standard
from .errors import Refused
from .floor import believed, floor_freed, granted, on_floor, stepped, with_turn
from .lifecycle import step
from .line import request_of, with_request
from .named import named
from .periods import period_of
from .places import not_drawing
from .requests import Request, Turn
from .rules import Context, Rules, in_session, tidy
from .state import Meeting

RULES = Rules()


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


@RULES.decides(c.CallNext)
def _call_next(state: Meeting, command: c.CallNext, context: Context) -> Sequence[e.Event]:
    in_session(state)
    period_of(state, command.period)
    believed(state, command.believes)
    not_drawing(state, command.period, context.now)
    freed = floor_freed(state, context.now)
    request = state.next_to_call(command.period)
    if request is None:
        raise Refused("queue_empty", period=command.period)
    named(state, request)
    return [*freed, _called(state, request, context.now, "")]


@RULES.decides(c.CallRequest)
def _call_request(state: Meeting, command: c.CallRequest, context: Context) -> Sequence[e.Event]:
    """R7: a departure from the published order stands in the record with its reason, and so does a call
    without the name that the rules ask for (R2).
    """
    in_session(state)
    believed(state, command.believes)
    request = request_of(state, command.ticket)
    step("request", request.status, "call")
    reason = tidy(command.reason)
    due = state.next_to_call(request.period)
    if due != request and not reason:
        raise Refused("reason_needed")
    if not reason:
        not_drawing(state, request.period, context.now)
        named(state, request)
    return [*floor_freed(state, context.now), _called(state, request, context.now, reason)]


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
        base_ms=state.periods[request.period].allotment_ms,
        called_at=entry.at,
        grace_until=event.grace_until,
    )
    turn = granted(turn, request)
    state = replace(with_request(state, request), turn_order=(*state.turn_order, event.turn))
    return with_turn(state, turn)


@RULES.decides(c.CallAgain)
def _call_again(state: Meeting, command: c.CallAgain, context: Context) -> Sequence[e.Event]:
    """R23: called twice."""
    in_session(state)
    turn = on_floor(state, command.turn)
    if turn.status != "called" or turn.ticket is None:
        raise Refused("not_now", thing="turn", status=turn.status, action="call_again")
    request = state.requests[turn.ticket]
    grace = state.periods[request.period].rules.grace.of(request.channel)
    return [e.TurnCalledAgain(turn=turn.number, grace_until=context.now + grace)]


@RULES.folded(e.TurnCalledAgain)
def _was_called_again(state: Meeting, entry: e.Entry, event: e.TurnCalledAgain) -> Meeting:
    turn = state.turns[event.turn]
    return with_turn(state, replace(turn, calls=turn.calls + 1, grace_until=event.grace_until))


@RULES.decides(c.UndoCall)
def _undo_call(state: Meeting, command: c.UndoCall, context: Context) -> Sequence[e.Event]:
    step("turn", on_floor(state, command.turn).status, "step_back")
    return [e.CallUndone(turn=command.turn)]


@RULES.folded(e.CallUndone)
def _call_undone(state: Meeting, entry: e.Entry, event: e.CallUndone) -> Meeting:
    return stepped(state, event.turn, "step_back")


@RULES.decides(c.MarkNoShow)
def _mark_no_show(state: Meeting, command: c.MarkNoShow, context: Context) -> Sequence[e.Event]:
    """R23: called twice, and the grace of the second call over; it stands still with the meeting, and
    nobody is missed during a recess.
    """
    in_session(state)
    turn = on_floor(state, command.turn)
    step("turn", turn.status, "miss")
    if turn.calls < 2:
        raise Refused("call_again_first", turn=turn.number)
    if turn.grace_until is not None and context.now < turn.grace_until:
        raise Refused("grace_running", until=turn.grace_until)
    return [e.TurnMissed(turn=turn.number)]


@RULES.folded(e.TurnMissed)
def _missed(state: Meeting, entry: e.Entry, event: e.TurnMissed) -> Meeting:
    return stepped(state, event.turn, "miss")
