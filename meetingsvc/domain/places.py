"""The places of a period and its waiting list (R8, R16): a total cap, split equally between the room and the
rest; what one side leaves unused by the end of sign-up flows to the other. Nobody is sent away.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .errors import Refused
from .lifecycle import step
from .line import with_request
from .periods import period_of
from .policies import side
from .rules import Context, Rules, not_over, tidy
from .state import Draw, Meeting, Period, Request

RULES = Rules()


def places(period: Period) -> int | None:
    """How many can speak in a period: what the total cap holds of allotments; none: as many as come."""
    if not period.rules.total_cap_ms:
        return None
    return max(1, period.rules.total_cap_ms // max(1, period.allotment_ms))


def _drawn(state: Meeting, period: Period) -> bool:
    return period.drawn or (period.draw is not None and bool(state.draws[period.draw].order))


def has_room(state: Meeting, period: Period, channel: e.Channel) -> bool:
    """Whether there is a place for one more from this channel: under the cap (R8), of which an odd place is
    whose side comes first, and among those that lots were drawn for (R7).
    """
    if (
        _drawn(state, period)
        and period.rules.lottery_above
        and sum(period.taken) >= period.rules.lottery_above
    ):
        return False
    total = places(period)
    if total is None:
        return True
    own, other = period.taken[side(channel)], period.taken[1 - side(channel)]
    if own + other >= total:
        return False
    return period.status == "closed" or own < total // 2 or (total % 2 == 1 and own == total // 2)


def why_listed(state: Meeting, period: Period, channel: e.Channel) -> e.Listed | None:
    """R16: why a request that is made now goes to the waiting list; none: it goes into the queue.

    Refuses as ``period_closed`` once the item of a closed period is over. Before lots are drawn all wait
    alike: who came first is to have no edge.
    """
    if period.status == "continued" or state.items[period.item].number in state.continuations:
        raise Refused("item_continued")
    if period.status == "held" and state.started_at is None:
        raise Refused("period_held")
    if period.status in ("closed", "held"):
        item = state.items[period.item]
        if item.status == "done" or item.period != period.number or state.status == "adjourned":
            raise Refused("period_closed", period=period.number)
        return "late"
    if period.rules.order == "lottery" and not _drawn(state, period):
        return None
    if has_room(state, period, channel):
        return None
    return "cap" if places(period) is not None else "draw"


def next_listed(state: Meeting, period: Period) -> Request | None:
    """R8: to whom on the waiting list a free place falls, if there is one."""
    room = has_room(state, period, "in_person"), has_room(state, period, "remote")
    if not any(room):
        return None
    return next((each for each in state.listed(period.number) if room[side(each.channel)]), None)


def fills(state: Meeting, period: Period) -> Request | None:
    """R8: who comes into the queue without anybody doing anything. Who came late is for the clerk to take."""
    due = next_listed(state, period)
    return due if due is not None and due.listed != "late" else None


def running(state: Meeting, period: int) -> Draw | None:
    """The draw of a period that is frozen and not yet drawn."""
    number = state.periods[period].draw
    draw = None if number is None else state.draws[number]
    return draw if draw is not None and not draw.order else None


def undecided(state: Meeting, period: Period) -> bool:
    """R7: whether nobody has a place yet: a draw is running, or a lottery for too many is still to come."""
    if running(state, period.number) is not None:
        return True
    waiting = len(state.queues.get(period.number, ()))
    return (
        period.rules.order == "lottery"
        and period.draw is None
        and not period.drawn
        and waiting > max(1, period.rules.lottery_above)
    )


def not_drawing(state: Meeting, number: int) -> None:
    """Refuses as ``draw_running`` what would anticipate an order that is just being drawn, and as
    ``draw_first`` what would in a lottery that has not been held.
    """
    draw = running(state, number)
    if draw is not None:
        raise Refused("draw_running", draw=draw.number)
    if undecided(state, state.periods[number]):
        raise Refused("draw_first", period=number)


@RULES.decides(c.AdmitRequest)
def _admit(state: Meeting, command: c.AdmitRequest, context: Context) -> Sequence[e.Event]:
    """R16. Whoever is not the next, or has no place under the cap, is a departure with its reason."""
    not_over(state)
    request = state.requests.get(command.ticket)
    if request is None:
        raise Refused("no_such_ticket", ticket=command.ticket)
    step("request", request.status, "admit")
    reason = tidy(command.reason)
    if next_listed(state, state.periods[request.period]) != request and not reason:
        raise Refused("reason_needed")
    return [e.RequestAdmitted(ticket=request.ticket, reason=reason)]


@RULES.decides(c.FillPlaces)
def _fill(state: Meeting, command: c.FillPlaces, context: Context) -> Sequence[e.Event]:
    due = fills(state, period_of(state, command.period))
    return [] if due is None else [e.RequestAdmitted(ticket=due.ticket)]


@RULES.folded(e.RequestAdmitted)
def _admitted(state: Meeting, entry: e.Entry, event: e.RequestAdmitted) -> Meeting:
    request = state.requests[event.ticket]
    return with_request(state, replace(request, status=step("request", request.status, "admit")))
