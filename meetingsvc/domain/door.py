"""At the door: who is in the room, a name put right, and two requests of one person made one.

Whoever stands there neither calls nor moderates: a name typed here waits for the clerk like any other
(R2), and nobody loses a place.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .details import reclassified, restated
from .errors import Refused
from .lifecycle import step
from .line import request_of, with_request
from .outage import not_frozen
from .requests import Request
from .rules import Context, Rules, tidy
from .state import Meeting

RULES = Rules()

EXPECTED = ("listed", "waiting", "called", "no_show")
"""The statuses in which somebody may still come in by the door."""


def _expected(state: Meeting, ticket: int, action: str) -> Request:
    request = request_of(state, ticket)
    if request.status not in EXPECTED:
        raise Refused("not_now", thing="request", status=request.status, action=action)
    return request


@RULES.decides(c.CheckIn)
def _check_in(state: Meeting, command: c.CheckIn, context: Context) -> Sequence[e.Event]:
    """R5: who signed up at home and comes in person keeps the place."""
    request = _expected(state, command.ticket, "check_in")
    return [] if request.checked_in else [e.RequestCheckedIn(ticket=request.ticket)]


@RULES.folded(e.RequestCheckedIn)
def _checked_in(state: Meeting, entry: e.Entry, event: e.RequestCheckedIn) -> Meeting:
    request = state.requests[event.ticket]
    return with_request(state, replace(request, checked_in=True, channel="in_person", on_its_way=False))


@RULES.decides(c.CorrectRequest)
def _correct(state: Meeting, command: c.CorrectRequest, context: Context) -> Sequence[e.Event]:
    """R2: another name than the one that was passed has to be passed anew. The place stays."""
    request = _expected(state, command.ticket, "correct")
    name = tidy(command.name)
    if (name, command.channel) == (request.name, request.channel):
        return []
    passed = request.name_passed and name == request.name
    corrected = replace(request, name=name, channel=command.channel, name_passed=passed)
    hidden = reclassified(request, "staff") if request.name_passed else ()
    return [replace(restated(corrected, ""), reclassified=hidden)]


def merge_order(first: Request, second: Request) -> tuple[Request, Request]:
    """Of two requests of one person the one that is kept, and the other: who waits before who is listed,
    then the earlier place.
    """
    kept, gone = sorted((first, second), key=lambda each: (each.status != "waiting", each.rank, each.ticket))
    return kept, gone


@RULES.decides(c.MergeRequests)
def _merge(state: Meeting, command: c.MergeRequests, context: Context) -> Sequence[e.Event]:
    """R6: one turn for each person. R17: both receipts stay good."""
    not_frozen(state)
    first, second = request_of(state, command.ticket), request_of(state, command.other)
    if first.ticket == second.ticket or first.period != second.period:
        raise Refused("not_one_persons", ticket=first.ticket, other=second.ticket)
    for request in (first, second):
        step("request", request.status, "merge")
        if request.offers_to or state.offers(request) or request.ceded_by:
            raise Refused("time_ceded", ticket=request.ticket)
    kept, gone = merge_order(first, second)
    return [e.RequestMerged(ticket=gone.ticket, into=kept.ticket)]


@RULES.folded(e.RequestMerged)
def _merged(state: Meeting, entry: e.Entry, event: e.RequestMerged) -> Meeting:
    """The kept one is where whoever of the two is in the room is."""
    gone, kept = state.requests[event.ticket], state.requests[event.into]
    before = (*gone.merged, gone.ticket)
    for ticket in before:
        other = replace(state.requests[ticket], merged_into=kept.ticket)
        state = replace(state, requests=state.requests.set(ticket, other))
    gone = state.requests[event.ticket]
    state = with_request(state, replace(gone, status="merged", merged=(), on_its_way=False))
    present = kept.checked_in or gone.checked_in
    kept = replace(
        kept,
        merged=(*kept.merged, *before),
        checked_in=present,
        channel="in_person" if present else kept.channel,
    )
    return with_request(state, kept)
