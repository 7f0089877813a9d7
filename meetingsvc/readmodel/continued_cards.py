"""What a continued hearing changes of the cards, in the meeting that it leaves and in the one it goes to:
what stands in them, which of them its events may change, and whom these concern (R42).

Public of it is which item went where, and of each ticket which one it is there; never who somebody is there.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from meetingsvc.domain import events as e
from meetingsvc.domain.continued import keeps_place, told_of
from meetingsvc.domain.hearings import Continuation, Item, Period, Received
from meetingsvc.domain.requests import Request
from meetingsvc.domain.state import Meeting

from .shown import Key, present

CONTINUED = (
    e.ItemContinued
    | e.ContinuationUndone
    | e.ContinuationSettled
    | e.ContinuationMoved
    | e.ItemReceived
    | e.PeriodReceived
    | e.RequestReceived
    | e.HeardBefore
    | e.PeriodTakenUp
    | e.ItemReturned
)


def _to(made: Continuation) -> dict[str, Any]:
    """The meeting in which it goes on, as far as that is known."""
    starts_at, cancelled = told_of(made)
    return present(meeting=made.to, starts_at=starts_at, cancelled=cancelled or None)


def of_item(state: Meeting, item: Item) -> dict[str, Any]:
    """Where an item goes on, and where it comes from."""
    made, came = state.continuations.get(item.number), item.received
    to = None
    if made is not None and not made.undone:
        arrived = made.settled or None
        kept = sum(map(keeps_place, made.requests)) + len(made.unfinished)
        to = {**_to(made), **present(kept=kept, arrived=arrived)}
    came_from = None
    if came is not None:
        came_from = present(
            meeting=came.meeting,
            held_at=came.held_at,
            kept=sum(map(keeps_place, came.requests)),
            heard=len(came.heard),
            returned=came.returned or None,
        )
    return present(continued_to=to, continued_from=came_from)


def of_period(period: Period) -> dict[str, Any]:
    """Its status for whoever looks: it takes nobody as long as it waits in, or for, another meeting."""
    if period.status in ("continued", "held"):
        return {"status": "closed", period.status: True}
    return {"status": period.status}


def _came(state: Meeting, request: Request) -> Received | None:
    return state.items[state.periods[request.period].item].received


def of_request(state: Meeting, request: Request) -> dict[str, Any]:
    """For its owner: the ticket in the meeting that it went to, or came from."""
    made = state.continuations.get(state.periods[request.period].item)
    to = None
    if made is not None and request.status == "continued":
        there = made.tickets.get(request.ticket)
        to = {**_to(made), **present(ticket=there)}
    came, before = _came(state, request), None
    if came is not None and request.from_ticket is not None:
        before = {"meeting": came.meeting, "held_at": came.held_at, "ticket": request.from_ticket}
    return present(continued=to, before=before, left_ms=request.left_ms)


def heard(state: Meeting, participant: str) -> dict[str, Any]:
    """R6: the items on which somebody has spoken in the meeting before, with the ticket there."""
    items = {
        str(item.number): {"ticket": came.heard[participant][0], "held_at": came.held_at}
        for item in state.items.values()
        if (came := item.received) is not None and not came.returned and participant in came.heard
    }
    return {"heard": items} if items else {}


def _tickets(after: Meeting, event: e.Event) -> list[int]:
    match event:
        case e.ItemContinued() | e.ItemReturned():
            return list(event.tickets)
        case e.ContinuationUndone() | e.ContinuationSettled() | e.ContinuationMoved():
            made = after.continuations.get(event.item)
            return [] if made is None else [each.ticket for each in made.requests]
        case e.RequestReceived():
            return [event.ticket]
        case _:
            return []


def touched(after: Meeting, event: e.Event) -> Iterator[Key]:
    """The keys of all cards that may differ after an event of CONTINUED."""
    yield from (("meeting",), ("next",), ("floor",))
    for ticket in _tickets(after, event):
        yield from (("requests", ticket), ("waiting", ticket), ("listed", ticket))
    number = getattr(event, "period", None)
    item = after.periods[number].item if number is not None else getattr(event, "item", None)
    if item is not None:
        yield ("items", item)
        yield from (("periods", number) for number, each in after.periods.items() if each.item == item)


def concerned(entries: Iterable[e.Entry], after: Meeting) -> tuple[set[int], set[str]]:
    """The tickets whose owners' ``me`` such events may change, and participants besides."""
    events = [entry.event for entry in entries]
    tickets = {ticket for event in events for ticket in _tickets(after, event)}
    return tickets, {event.participant for event in events if isinstance(event, e.HeardBefore)}
