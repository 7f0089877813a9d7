"""The floor: which turn has it, what is left of its time, and what every step of a turn changes.

One turn at most has the floor. A command that depends on who has it names the turn that its
sender believes there, and is refused as ``stale`` otherwise, so that two clerks cannot call two
people. A running clock is ``ends_at``, a stopped one ``remaining_ms`` (negative: over).
Decides nothing itself: calling stands in ``calling``, the clock's keys in ``turns``.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import events as e
from .allotments import extra
from .errors import Refused
from .lifecycle import step
from .line import with_request
from .requests import Request, Turn
from .state import Meeting


def turn_of(state: Meeting, number: int) -> Turn:
    """The turn of this number; refuses as ``no_such_turn``."""
    turn = state.turns.get(number)
    if turn is None:
        raise Refused("no_such_turn", turn=number)
    return turn


def on_floor(state: Meeting, number: int) -> Turn:
    """The turn, if it has the floor; refuses as ``stale`` if another has, or nobody."""
    turn = turn_of(state, number)
    if state.floor != number:
        raise Refused("stale", turn=state.floor or 0)
    return turn


def believed(state: Meeting, believes: int | None) -> None:
    """Refuses as ``stale`` if another turn, or none, has the floor than the sender believes."""
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


def left_at_end(turn: Turn, now: int) -> int:
    """What was left, as the record has it: in the extra time, as if the allotment had been used (R11)."""
    left, unused = remaining(turn, now), extra_left(turn, now)
    return left if unused == 0 else max(left - max(turn.extra_ms - unused, 0), 0)


def clock_stopped(state: Meeting, now: int) -> Sequence[e.Event]:
    """The event that stops a running clock, for a recess, if one runs."""
    turn = state.turn
    if turn is None or turn.status != "speaking":
        return []
    return [e.TurnPaused(turn=turn.number, remaining_ms=remaining(turn, now))]


def granted(turn: Turn, request: Request) -> Turn:
    """R11: a turn that has not begun, with what its request has been granted."""
    if not isinstance(request.extra, str):
        return turn
    more = extra(request.extra, turn.allotment_ms)
    return replace(turn, extra_ms=more, extra_left_ms=more)


def floor_freed(state: Meeting, now: int) -> list[e.Event]:
    """The end of the running turn, if any; refuses while someone is called and has not begun."""
    turn = state.turn
    if turn is None:
        return []
    if turn.status == "called":
        raise Refused("still_called", turn=turn.number)
    return [e.TurnEnded(turn=turn.number, remaining_ms=left_at_end(turn, now))]


# ── What every step of a turn does ───────────────────────────────────────────


def with_turn(state: Meeting, turn: Turn) -> Meeting:
    """The state with a turn as it is from now on, on the floor if, and only if, it has it."""
    floor = turn.number if turn.status in ("called", "speaking", "paused") else None
    if floor is None and state.floor != turn.number:
        floor = state.floor
    return replace(state, turns=state.turns.set(turn.number, turn), floor=floor)


def stepped(state: Meeting, number: int, what: str, **changes: int | None) -> Meeting:
    """The state after ``what`` happens in a turn, and in the life of its request."""
    turn = state.turns[number]
    state = with_turn(state, replace(turn, status=step("turn", turn.status, what), **changes))
    if turn.ticket is None:
        return state
    request = state.requests[turn.ticket]
    return with_request(state, replace(request, status=step("request", request.status, what)))


def counted(state: Meeting, turn: Turn, sign: int, ended: int) -> Meeting:
    """R25: the pace of a period: its finished turns and what they took."""
    if turn.period is None:
        return state
    period = state.periods[turn.period]
    took = ended - turn.called_at - turn.stood_ms
    ended_turn = state.turns[turn.number]
    left = ended_turn.remaining_ms
    spoken = min(turn.allotment_ms - (left or 0), took)
    period = replace(
        period,
        finished=period.finished + sign,
        spent_ms=period.spent_ms + sign * took,
        spent_squared=period.spent_squared + sign * (took // 1_000) ** 2,
        spoken_ms=period.spoken_ms + sign * spoken,
        granted_ms=period.granted_ms + sign * turn.allotment_ms,
        base_ms=period.base_ms + sign * turn.base_ms,
        extra_ms=period.extra_ms + sign * (ended_turn.extra_ms - ended_turn.extra_left_ms),
    )
    return replace(state, periods=state.periods.set(turn.period, period))


def off_the_floor(state: Meeting, entry: e.Entry, ticket: int) -> Meeting:
    """The state with the floor free of this ticket, if it had it; its request is the caller's."""
    turn = state.turn
    if turn is None or turn.ticket != ticket:
        return state
    if turn.status == "called":
        return with_turn(state, replace(turn, status=step("turn", turn.status, "step_back")))
    left = left_at_end(turn, entry.at)
    status = step("turn", turn.status, "end")
    over = replace(turn, status=status, ended=entry.at, ends_at=None, remaining_ms=left, extra_ends_at=None)
    return counted(with_turn(state, over), turn, 1, entry.at)
