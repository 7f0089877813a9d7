"""R11: extra time that the clerk grants, and that no public event, file or screen gives away.

It comes before the allotment: while it runs, the clock that everyone sees, and that the record
has, is held at the whole allotment, as it can be at the beginning of anyone's turn. What is granted,
and whether it runs, stands sealed in ``RequestEdited.extra``. The clock of a turn is in ``turns``.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .details import restated
from .errors import Refused
from .floor import extra_left, granted
from .line import request_of
from .rules import Context, Rules
from .state import Meeting

RULES = Rules()


@RULES.decides(c.GrantAccommodation)
def _grant(state: Meeting, command: c.GrantAccommodation, context: Context) -> Sequence[e.Event]:
    """Until the turn has begun; afterwards time is given for all to see."""
    request = request_of(state, command.ticket)
    if command.extra_ms and command.percent:
        raise Refused("invalid_field", field="percent")
    if request.status in ("speaking", "paused"):
        raise Refused("turn_has_begun", ticket=request.ticket)
    if request.status in ("done", "withdrawn", "removed", "continued", "returned"):
        raise Refused("not_now", thing="request", status=request.status, action="grant")
    value = f"{command.percent}%" if command.percent else str(command.extra_ms)
    if value == (request.extra or "0"):
        return []
    return [restated(request, value)]


def extra_folded(state: Meeting, ticket: int, extra: e.Hidden | None, at: int) -> Meeting:
    """The state after what a ``RequestEdited`` says of the extra time."""
    if not isinstance(extra, e.Sealed) or extra.value == "":
        return state
    turn, request = state.turn, state.requests[ticket]
    mine = turn if turn is not None and turn.ticket == ticket else None
    if extra.value in ("pause", "run"):
        if mine is None:
            return state
        left = extra_left(mine, at)
        runs = at + left if extra.value == "run" else None
        return replace(
            state,
            turns=state.turns.set(mine.number, replace(mine, extra_left_ms=left, extra_ends_at=runs)),
        )
    request = replace(request, extra="" if extra.value == "0" else extra.value)
    state = replace(state, requests=state.requests.set(ticket, request))
    if mine is None or mine.status != "called":
        return state
    return replace(state, turns=state.turns.set(mine.number, granted(mine, request)))


def standing_still(state: Meeting, at: int) -> Meeting:
    """The state in which no extra time runs while the meeting stands still, without an event that says so."""
    turn = state.turn
    if state.status == "live" or turn is None or turn.extra_ends_at is None:
        return state
    turn = replace(turn, extra_left_ms=extra_left(turn, at), extra_ends_at=None)
    return replace(state, turns=state.turns.set(turn.number, turn))
