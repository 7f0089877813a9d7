"""A request on its way through the meeting: moved to another item with its arrival kept, and the time
by which its owner has to leave.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .allotments import with_one_more
from .errors import Refused
from .hearings import ENDED, Period
from .line import own_request, rank_behind, request_of, with_request
from .outage import not_frozen
from .periods import period_of
from .places import running, why_listed
from .policies import Standing, rank
from .ranks import apart
from .requests import Request
from .rules import Context, Rules
from .sign_up import registered
from .state import Meeting

RULES = Rules()

ARRIVAL_DIGITS = 6
"""At the end of a rank that a policy gives, behind the policy's own key."""

LAST_SLOT = 999_999
"""Where the sides take turns the rounds of the earlier arrivals are given away: behind them."""


def _rank_by_arrival(state: Meeting, request: Request, period: Period) -> str:
    """A rank among those who wait in a period: where its published order puts who came when this one came."""
    standing = Standing(
        period=period.number,
        arrival=period.arrived + 1,
        channel=request.channel,
        registered=registered(state, period, request.made_at),
        heard=state.heard(request.participant, period.number) is not None,
        one_minute=request.one_minute,
        priority=request.priority,
        slot=LAST_SLOT,
    )
    joining = rank(period.rules.order, standing)
    line = state.queues[period.number]
    if not line:
        return joining
    begins = joining.index(":") + 1
    key = joining[begins:-ARRIVAL_DIGITS]
    before = [
        place
        for place, (taken, ticket) in enumerate(line, 1)
        if (taken[begins : begins + len(key)], state.requests[ticket].made_at) <= (key, request.made_at)
    ]
    return apart(rank_behind(line, before[-1] if before else 0), state.seq)


@RULES.decides(c.MoveToPeriod)
def _move(state: Meeting, command: c.MoveToPeriod, context: Context) -> Sequence[e.Event]:
    """It waits there as if it had been made there (R6: one turn for each person and item)."""
    not_frozen(state)
    request = request_of(state, command.ticket)
    if request.status != "waiting":
        raise Refused("not_now", thing="request", status=request.status, action="move")
    period = period_of(state, command.period)
    if period.number == request.period:
        return []
    if period.status in ENDED:
        raise Refused("period_closed", period=period.number)
    there = state.active_ticket(request.participant, period.number)
    if there is not None and there != request.ticket:
        raise Refused("has_ticket_there", ticket=there)
    before = state.heard_before(request.participant, period.number)
    if before is not None:
        raise Refused("spoken_before", ticket=before)
    tied = request.ceded_by or request.offers_to or state.offers(request)
    if tied or running(state, request.period) or running(state, period.number):
        raise Refused("not_now", thing="request", status=request.status, action="move")
    if why_listed(state, period, request.channel, request.made_at) is not None:
        raise Refused("no_room_there", period=period.number)
    place = _rank_by_arrival(state, request, period)
    return [e.RequestMovedToPeriod(ticket=request.ticket, period=period.number, rank=place)]


@RULES.folded(e.RequestMovedToPeriod)
def _moved(state: Meeting, entry: e.Entry, event: e.RequestMovedToPeriod) -> Meeting:
    period = with_one_more(state.periods[event.period])
    state = replace(state, periods=state.periods.set(period.number, period))
    request = replace(
        state.requests[event.ticket],
        period=period.number,
        rank=event.rank,
        arrival=period.arrived,
        slot=0,
        moved=True,
    )
    return with_request(state, request)


@RULES.decides(c.MustLeave)
def _must_leave(state: Meeting, command: c.MustLeave, context: Context) -> Sequence[e.Event]:
    request = own_request(state, command.ticket, context.actor)
    if request.status in ("done", "withdrawn", "removed", "continued", "returned"):
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
