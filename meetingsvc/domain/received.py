"""R42: an item that was continued from another meeting, as this meeting takes it in: a new item, its periods
under the rules in force there, and everyone who waited there in the order in which they stood.

Numbers are this meeting's own; those of the other stand beside them. Who the people were there, nothing here
knows. A received period is held until it is opened again; from its queue one can call at any time.
"""

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .continued import received_by
from .details import DETAILS, kept, sealed
from .hearings import Item, Period, Received
from .lifecycle import REQUEST, step
from .line import joined, with_request
from .periods import with_new_period
from .requests import Belongings, Request
from .rules import Context, Rules
from .state import Meeting

RULES = Rules()


def still_to_hear(state: Meeting) -> dict[int, int]:
    """The items that came from another meeting and go on in no other, each with how many wait in it."""
    came = (item for _, item in sorted(state.items.items()) if item.received is not None)
    here = [item.number for item in came if item.number not in state.continuations]
    waiting = dict.fromkeys(here, 0)
    for number, period in state.periods.items():
        if period.item in waiting:
            lines = (state.queues.get(number, ()), state.lists.get(number, ()))
            waiting[period.item] += sum(len(line) for line in lines)
    return {item: count for item, count in waiting.items() if count}


@RULES.decides(c.ReceiveItem)
def _receive(state: Meeting, command: c.ReceiveItem, context: Context) -> Sequence[e.Event]:
    """Once: what has arrived already is not taken in again."""
    if received_by(state, command.meeting, command.item, command.seq) is not None:
        return []
    item = len(state.items) + 1
    first = len(state.periods) + 1
    periods = {each.period: number for number, each in enumerate(command.periods, first)}
    tickets = {each.ticket: ticket for ticket, each in enumerate(command.requests, state.tickets + 1)}
    tied = _tied(command.requests, tickets)
    return [
        e.ItemReceived(
            item=item,
            label=_unnumbered(command.label),
            meeting=command.meeting,
            from_item=command.item,
            from_seq=command.seq,
            held_at=command.held_at,
            consent=command.consent,
            alone=command.alone,
            decides_rights=command.decides_rights,
            before=_place(state),
        ),
        *(_period_received(each, periods[each.period], item) for each in command.periods),
        *(_request_received(each, periods, tickets, tied.get(each.ticket, {})) for each in command.requests),
        *(
            e.HeardBefore(item=item, participant=v.participant, from_ticket=v.ticket, used_ms=v.used_ms)
            for v in command.heard
        ),
    ]


_NUMBERED = re.compile(r"\(?\d{1,3}(\.\d{1,3})*[a-zA-Z]?[.):]\)?\s+(?=\S)")
"""The number with which an agenda begins the label of an item."""


def _unnumbered(label: str) -> str:
    """Its number was its place on the agenda that it leaves: here another item may have the same."""
    return _NUMBERED.sub("", label, count=1) if _NUMBERED.match(label) else label


def _place(state: Meeting) -> int | None:
    """The item before which a continued one comes: the last, with which meetings close, so that the hearing
    is not behind the adjournment. The first not yet begun would not do: before a meeting that is the call to
    order. Of several the one that came first is heard first; the clerk moves it wherever it shall be.
    """
    if len(state.agenda) < 2:
        return None
    last = state.items[state.agenda[-1]]
    return None if last.received is not None or last.status != "upcoming" else last.number


def _period_received(carried: c.CarriedPeriod, number: int, item: int) -> e.PeriodReceived:
    return e.PeriodReceived(
        period=number,
        item=item,
        from_period=carried.period,
        status=carried.status,
        rules=carried.rules,
        allotment_ms=carried.allotment_ms,
        stream_delay_ms=carried.stream_delay_ms,
        arrived=carried.arrived,
        by_order=carried.by_order,
        reason=carried.reason,
        ran_ms=carried.ran_ms,
        taken=carried.taken,
        slots=carried.slots,
        drawn=carried.drawn,
    )


def _rank(period: int, rank: str) -> str:
    """The same place in a line of this meeting: before the colon stands the period."""
    return f"{period:04d}:{rank.partition(':')[2]}"


def _tied(
    requests: Sequence[c.CarriedRequest], tickets: Mapping[int, int]
) -> dict[int, dict[str, list[int]]]:
    """R18, R17: what the others say of each ticket: whose offers, whose time and whose receipts it has."""
    tied: dict[int, dict[str, list[int]]] = {}
    for each in requests:
        said = (("offered_by", each.offers_to), ("ceded_by", each.cedes_to), ("merged", each.merged_into))
        for field, to in said:
            if to is not None and to in tickets:
                tied.setdefault(to, {}).setdefault(field, []).append(tickets[each.ticket])
    return tied


def _request_received(
    carried: c.CarriedRequest,
    periods: Mapping[int, int],
    tickets: Mapping[int, int],
    tied: Mapping[str, Sequence[int]],
) -> e.RequestReceived:
    """R11: all is sealed anew, and the extra time in every one, so that its being there says nothing."""
    period = periods[carried.period]
    event = e.RequestReceived(
        ticket=tickets[carried.ticket],
        period=period,
        participant=carried.participant,
        from_ticket=carried.ticket,
        channel=carried.channel,
        rank=_rank(period, carried.rank),
        status=carried.status,
        arrival=carried.arrival,
        made_at=carried.made_at,
        name_passed=carried.name_passed,
        name_refused=carried.name_refused,
        position=carried.position,
        extra=e.Sealed(carried.extra, "staff"),
        speaks_for=carried.speaks_for,
        one_minute=carried.one_minute,
        priority=carried.priority,
        listed=carried.listed,
        slot=carried.slot,
        moved=carried.moved,
        offers_to=tickets.get(carried.offers_to or 0),
        cedes_to=tickets.get(carried.cedes_to or 0),
        merged_into=tickets.get(carried.merged_into or 0),
        left_ms=carried.left_ms,
        used_ms=carried.used_ms,
    )
    given = {field: carried.details.get(field, "") for field in DETAILS}
    ties = {field: tuple(numbers) for field, numbers in tied.items()}
    return replace(event, **ties, **sealed(given, carried.name_passed))


@RULES.folded(e.ItemReceived)
def _item_received(state: Meeting, entry: e.Entry, event: e.ItemReceived) -> Meeting:
    came = Received(
        meeting=event.meeting,
        item=event.from_item,
        seq=event.from_seq,
        held_at=event.held_at,
        alone=event.alone,
    )
    item = Item(
        event.item,
        event.label,
        consent=event.consent,
        decides_rights=event.decides_rights,
        received=came,
    )
    at = len(state.agenda) if event.before is None else state.agenda.index(event.before)
    agenda = (*state.agenda[:at], event.item, *state.agenda[at:])
    return replace(state, items=state.items.set(event.item, item), agenda=agenda)


@RULES.folded(e.PeriodReceived)
def _period_folded(state: Meeting, entry: e.Entry, event: e.PeriodReceived) -> Meeting:
    period = Period(
        number=event.period,
        item=event.item,
        rules=event.rules,
        allotment_ms=event.allotment_ms,
        stream_delay_ms=event.stream_delay_ms,
        opened_at=entry.at,
        status=event.status,
        arrived=event.arrived,
        taken=event.taken,
        slots=event.slots,
        by_order=event.by_order,
        ordered_why=event.reason,
        ran_ms=event.ran_ms,
        from_period=event.from_period,
        drawn=event.drawn,
    )
    return with_new_period(state, period)


@RULES.folded(e.RequestReceived)
def _request_folded(state: Meeting, entry: e.Entry, event: e.RequestReceived) -> Meeting:
    request = Request(
        ticket=event.ticket,
        period=event.period,
        participant=event.participant,
        channel=event.channel,
        rank=event.rank,
        made_at=event.made_at,
        details_seq=entry.seq,
        status=event.status,
        name_passed=event.name_passed,
        name_refused=event.name_refused,
        position=event.position,
        speaks_for=event.speaks_for,
        extra=kept(event.extra),
        offers_to=event.offers_to,
        cedes_to=event.cedes_to,
        arrival=event.arrival,
        slot=event.slot,
        moved=event.moved,
        one_minute=event.one_minute,
        priority=event.priority,
        listed=event.listed,
        merged_into=event.merged_into,
        offered_by=event.offered_by,
        ceded_by=event.ceded_by,
        merged=event.merged,
        from_ticket=event.from_ticket,
        left_ms=event.left_ms,
        used_ms=event.used_ms,
    )
    request = replace(request, **{field: kept(getattr(event, field)) for field in DETAILS})
    owner = state.belongings.get(event.participant, Belongings())
    owner = replace(owner, tickets=(*owner.tickets, event.ticket))
    state = replace(
        state,
        belongings=state.belongings.set(event.participant, owner),
        tickets=max(state.tickets, event.ticket),
    )
    state = joined(state, request)
    item = state.items[state.periods[event.period].item]
    if item.received is not None:
        came = replace(item.received, requests=(*item.received.requests, request))
        item = replace(item, received=came)
    return replace(state, items=state.items.set(item.number, item))


@RULES.folded(e.HeardBefore)
def _heard_folded(state: Meeting, entry: e.Entry, event: e.HeardBefore) -> Meeting:
    item = state.items[event.item]
    if item.received is not None:
        heard = item.received.heard.set(event.participant, (event.from_ticket, event.used_ms))
        item = replace(item, received=replace(item.received, heard=heard))
    return replace(state, items=state.items.set(item.number, item))


@RULES.folded(e.PeriodTakenUp)
def _taken_up(state: Meeting, entry: e.Entry, event: e.PeriodTakenUp) -> Meeting:
    """R13: its time goes on from here, with what had run of it before."""
    period = state.periods[event.period]
    status = step("period", period.status, "open")
    period = replace(period, status=status, opened_at=entry.at, stood_ms=0)
    return replace(state, periods=state.periods.set(period.number, period))


@RULES.decides(c.ReturnItem)
def _return(state: Meeting, command: c.ReturnItem, context: Context) -> Sequence[e.Event]:
    """The other log is the truth of it: nothing here can refuse. What was made for it alone is not held."""
    item = received_by(state, command.meeting, command.item, command.seq)
    if item is None or (came := state.items[item].received) is None or came.returned:
        return []
    back = tuple(
        ticket
        for ticket, request in sorted(state.requests.items())
        if state.periods[request.period].item == item and (request.status, "return") in REQUEST
    )
    events: list[e.Event] = [e.ItemReturned(item=item, tickets=back)]
    if came.alone and len(state.items) == 1 and state.status in ("scheduled", "sign_up", "postponed"):
        events.append(e.MeetingCancelled(reason=""))
    return events


@RULES.folded(e.ItemReturned)
def _returned(state: Meeting, entry: e.Entry, event: e.ItemReturned) -> Meeting:
    for ticket in event.tickets:
        request = state.requests[ticket]
        status = step("request", request.status, "return")
        state = with_request(state, replace(request, status=status))
    over = {
        number: replace(period, status="closed", closes_at=None, closing_ms=None)
        for number, period in state.periods.items()
        if period.item == event.item
    }
    item = state.items[event.item]
    came = None if item.received is None else replace(item.received, returned=True)
    status = "done" if item.status == "upcoming" else item.status
    item = replace(item, received=came, status=status)
    return replace(state, periods=state.periods.update(over), items=state.items.set(item.number, item))
