"""A request on its way through the meeting: moved to another item with its arrival kept, and the time
by which its owner has to leave.
"""

from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .allotments import with_one_more
from .errors import Refused
from .line import rank_behind, with_request
from .outage import not_frozen
from .periods import period_of
from .ranks import on_arrival
from .rules import Context, Rules
from .state import Meeting, Request

RULES = Rules()


def _rank_by_arrival(state: Meeting, request: Request, period: int) -> str:
    """A rank among those who wait in a period, behind the last of them who came before."""
    line = state.queues[period]
    if not line:
        return on_arrival(period, state.periods[period].arrived + 1)
    arrivals = [state.requests[ticket].made_at for _, ticket in line]
    if arrivals == sorted(arrivals):
        return rank_behind(line, bisect_right(arrivals, request.made_at))
    earlier = [place for place, made_at in enumerate(arrivals, 1) if made_at <= request.made_at]
    return rank_behind(line, earlier[-1] if earlier else 0)


@RULES.decides(c.MoveToPeriod)
def _move(state: Meeting, command: c.MoveToPeriod, context: Context) -> Sequence[e.Event]:
    """It waits there as if it had been made there (R6: one turn for each person and item)."""
    not_frozen(state)
    request = state.requests.get(command.ticket)
    if request is None:
        raise Refused("no_such_ticket", ticket=command.ticket)
    if request.status != "waiting":
        raise Refused("not_now", thing="request", status=request.status, action="move")
    period = period_of(state, command.period)
    if period.number == request.period:
        return []
    if period.status == "closed":
        raise Refused("period_closed", period=period.number)
    there = state.active_ticket(request.participant, period.number)
    if there is not None and there != request.ticket:
        raise Refused("has_ticket_there", ticket=there)
    rank = _rank_by_arrival(state, request, period.number)
    return [e.RequestMovedToPeriod(ticket=request.ticket, period=period.number, rank=rank)]


@RULES.folded(e.RequestMovedToPeriod)
def _moved(state: Meeting, entry: e.Entry, event: e.RequestMovedToPeriod) -> Meeting:
    period = with_one_more(state.periods[event.period])
    state = replace(state, periods=state.periods.set(period.number, period))
    request = replace(
        state.requests[event.ticket],
        period=period.number,
        rank=event.rank,
        arrival=period.arrived,
        moved=True,
    )
    return with_request(state, request)


@RULES.decides(c.MustLeave)
def _must_leave(state: Meeting, command: c.MustLeave, context: Context) -> Sequence[e.Event]:
    request = state.requests.get(command.ticket)
    theirs = request is not None and request.participant == context.actor.id
    if request is None or not (theirs or context.actor.is_staff):
        raise Refused("no_such_ticket", ticket=command.ticket)
    if request.status in ("done", "withdrawn", "removed"):
        raise Refused("too_late_to_edit", ticket=request.ticket)
    if command.at is not None and command.at <= context.now:
        raise Refused("invalid_field", field="at")
    if command.at == request.leave_by:
        return []
    return [e.LeaveBySet(ticket=request.ticket, at=command.at)]


@RULES.folded(e.LeaveBySet)
def _leave_by_set(state: Meeting, entry: e.Entry, event: e.LeaveBySet) -> Meeting:
    request = replace(state.requests[event.ticket], leave_by=event.at)
    return replace(state, requests=state.requests.set(event.ticket, request))
