"""The places of a period and its waiting list (R8, R16): a total cap, split equally between the room and the
rest; what one side leaves unused by the end of sign-up flows to the other. Nobody is sent away.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .errors import Refused
from .hearings import Draw, Period
from .lifecycle import step
from .line import request_of, with_request
from .outage import not_frozen
from .periods import period_of
from .policies import side
from .requests import Request
from .rules import Context, Rules, not_over, tidy
from .sign_up import is_late
from .state import Meeting

RULES = Rules()


def places(period: Period) -> int | None:
    """How many can speak in a period: what the total cap holds of allotments; none: as many as come."""
    if not period.rules.total_cap_ms:
        return None
    return max(1, period.rules.total_cap_ms // max(1, period.allotment_ms))


def drawn(state: Meeting, period: Period) -> bool:
    """R7: whether lots were drawn in a period, here or in the meeting that it was continued from."""
    return period.drawn or (period.draw is not None and bool(state.draws[period.draw].order))


def has_room(state: Meeting, period: Period, channel: e.Channel) -> bool:
    """Whether there is a place for one more from this channel: under the cap (R8), of which an odd place is
    whose side comes first, and among those that lots were drawn for (R7).
    """
    if (
        drawn(state, period)
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


def why_listed(state: Meeting, period: Period, channel: e.Channel, made_at: int) -> e.Listed | None:
    """R16: why a request that was made then goes to the waiting list; none: it goes into the queue.

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
    if period.rules.late_to_list and is_late(state, period, made_at):
        return "late"
    if period.rules.order == "lottery" and not drawn(state, period):
        return None
    if has_room(state, period, channel):
        return None
    return "cap" if places(period) is not None else "draw"


def next_listed(state: Meeting, period: Period) -> Request | None:
    """R8: to whom on the waiting list a free place falls, if there is one: whoever came late comes after
    those who were in time, wherever the published order would have put them.
    """
    room = has_room(state, period, "in_person"), has_room(state, period, "remote")
    if not any(room):
        return None
    late = None
    for request in state.listed(period.number):
        if not room[side(request.channel)]:
            continue
        if request.listed != "late":
            return request
        late = late or request
    return late


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
    """R7: whether nobody has a place yet: a draw is running, or one that the rules ask for is still to come,
    a lottery among too many or one among those of the first minutes.
    """
    if running(state, period.number) is not None:
        return True
    if period.draw is not None or period.drawn:
        return False
    return lottery_due(state, period) or len(together(state, period, most=2)) > 1


def lottery_due(state: Meeting, period: Period) -> bool:
    """R7: whether more wait than the rules call without a lottery."""
    if period.rules.order != "lottery" and not period.rules.lottery_above:
        return False
    return len(state.queues.get(period.number, ())) > max(1, period.rules.lottery_above)


def together_until(state: Meeting, period: Period) -> int | None:
    """R7: until when those who ask count as arriving together, UTC ms: the first minutes in which one can
    ask. None where the rules know no such minutes, or nobody can ask yet.
    """
    asked_from = [at for at in (state.sign_up_opened_at, state.started_at) if at is not None]
    if not period.rules.drawn_together_ms or not asked_from or period.from_period is not None:
        return None  # R42: those of a continued period were in the meeting before
    return max(period.opened_at, min(asked_from)) + period.rules.drawn_together_ms


def together(state: Meeting, period: Period, most: int = 0) -> list[Request]:
    """R7: those of the first minutes who still wait; ``most`` of them are enough, where it says so."""
    until = together_until(state, period)
    found: list[Request] = []
    for request in () if until is None else state.waiting(period.number):
        if until is not None and request.made_at < until:
            found.append(request)
        if len(found) == most > 0:
            break
    return found


def not_drawing(state: Meeting, number: int, now: int) -> None:
    """Refuses as ``draw_running`` what would anticipate an order that is just being drawn, as ``draw_first``
    what would where a draw is still to be held, and as ``first_minutes`` what would while some may still come
    who are to be drawn with those who are there.
    """
    draw, period = running(state, number), state.periods[number]
    if draw is not None:
        raise Refused("draw_running", draw=draw.number)
    until = together_until(state, period)
    if period.draw is None and not period.drawn and until is not None and now < until:
        raise Refused("first_minutes", until=until)
    if undecided(state, period):
        raise Refused("draw_first", period=number)


@RULES.decides(c.AdmitRequest)
def _admit(state: Meeting, command: c.AdmitRequest, context: Context) -> Sequence[e.Event]:
    """R16. Whoever is not the next, or has no place under the cap, is a departure with its reason."""
    not_over(state)
    not_frozen(state)
    request = request_of(state, command.ticket)
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
