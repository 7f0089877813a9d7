"""The cards of the queue: ranks, the next three, and a request for its owner, for staff and at the door."""

from typing import Any

from meetingsvc.domain.lifecycle import OVER
from meetingsvc.domain.named import lacks_name
from meetingsvc.domain.places import undecided
from meetingsvc.domain.requests import Request
from meetingsvc.domain.state import Meeting

from .clocks import face_of
from .continued_cards import of_request
from .shown import Audience, present, receipt_of_request, request_name, shown


def waiting(state: Meeting, ticket: int, audience: Audience) -> str | None:
    """The rank of a request that waits; no name."""
    request = state.requests[ticket]
    return request.rank if request.status == "waiting" else None


def listed(state: Meeting, ticket: int, audience: Audience) -> str | None:
    """The rank of a request on the waiting list (R8, R16); no name."""
    request = state.requests[ticket]
    return request.rank if request.status == "listed" else None


def next_three(state: Meeting, audience: Audience) -> dict[str, Any]:
    """R25: the next three, by their place; nobody in a meeting that is over, nor as long as lots are to
    decide it (R7).
    """
    cards: dict[str, Any] = {}
    period = state.calling_period
    if state.status in OVER:
        return cards
    if period is None or undecided(state, state.periods[period]):
        return cards
    for place, ticket in enumerate(state.next_three(), 1):
        request = state.requests[ticket]
        cards[str(place)] = present(
            ticket=ticket,
            name=request_name(state, audience, request),
            channel=request.channel,
            on_its_way=request.on_its_way or None,
        )
    return cards


def _status(state: Meeting, request: Request) -> str:
    """How it stands for its owner and for staff: in extra time one speaks, whatever the public clock does."""
    turn = state.turn
    if turn is None or turn.ticket != request.ticket or request.status != "paused":
        return request.status
    return face_of(turn, "staff").status


def _offered_by(state: Meeting, request: Request) -> list[int]:
    """R18: the tickets whose time it may accept."""
    if request.status != "waiting":
        return []
    return state.offers(request)


def details(state: Meeting, request: Request) -> dict[str, Any]:
    """A request for its owner and for staff: all that was said of it."""
    return present(
        ticket=request.ticket,
        receipt=receipt_of_request(state.id, request.ticket),
        period=request.period,
        channel=request.channel,
        status=_status(state, request),
        rank=request.rank,
        name=shown(request.name),
        name_passed=request.name_passed,
        name_refused=request.name_refused or None,
        topic=shown(request.topic),
        pronunciation=shown(request.pronunciation),
        contact=shown(request.contact),
        interpreter=shown(request.interpreter),
        accommodation=shown(request.accommodation),
        position=request.position,
        on_its_way=request.on_its_way,
        back=request.back or None,
        made_at=request.made_at,
        reason=request.reason or None,
        warned=request.warned or None,
        leave_by=request.leave_by,
        one_minute=request.one_minute or None,
        priority=request.priority or None,
        listed=request.listed if request.status == "listed" else None,
        speaks_for=request.speaks_for or None,
        extra=shown(request.extra) or None,
        offers_to=request.offers_to,
        cedes_to=request.cedes_to,
        ceded_by=list(request.ceded_by) or None,
        offered_by=_offered_by(state, request) or None,
        checked_in=request.checked_in or None,
        merged=list(request.merged) or None,
        merged_into=request.merged_into,
        renewed=request.renewed or None,
        put_right=request.put_right or None,
        **of_request(state, request),
    )


_NEVER_CALLED_AGAIN = ("done", "withdrawn", "removed", "merged", "continued", "returned")


def request(state: Meeting, ticket: int, audience: Audience) -> dict[str, Any] | None:
    """For staff: a request that is, or can still come, to the floor."""
    it = state.requests[ticket]
    if audience == "public" or it.status in _NEVER_CALLED_AGAIN:
        return None
    return {**details(state, it), "turns": list(it.turns)}


def at_the_door(state: Meeting, ticket: int) -> dict[str, Any] | None:
    """For whoever stands at the door: who is expected, what they are called, and where they speak from. Of an
    interpreter only that one is needed; nothing of contact, accommodation, topic or position.
    """
    it = state.requests[ticket]
    if it.status not in ("waiting", "listed", "called", "no_show"):
        return None
    return present(
        ticket=it.ticket,
        receipt=receipt_of_request(state.id, it.ticket),
        period=it.period,
        status=it.status,
        channel=it.channel,
        rank=it.rank,
        name=shown(it.name) or None,
        lacks_name=lacks_name(state, it) or None,
        interpreter=True if it.interpreter != "" else None,
        checked_in=it.checked_in or None,
        on_its_way=it.on_its_way or None,
        merged=list(it.merged) or None,
        renewed=it.renewed or None,
    )


def paper_card(state: Meeting, ticket: int, audience: Audience) -> dict[str, Any] | None:
    """For staff and at the door: a reserved paper card that has not come back."""
    card = state.cards.get(ticket)
    if audience == "public" or card is None or card.status != "out":
        return None
    return {"ticket": ticket, "period": card.period}
