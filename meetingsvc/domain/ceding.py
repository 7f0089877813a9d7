"""Ceding (R18): offered, accepted or declined, and taken back until the receiver has begun.

Whoever cedes must be present, which their own act in open session, or the clerk's for a card,
shows; loses their own turn with it; and has it back, at its old place, with what they take back.
What the receiver's turn gets of it is for ``allotments`` to say.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .allotments import ceded
from .errors import Refused
from .floor import granted
from .lifecycle import step
from .line import own_request, request_of, with_request
from .requests import Request
from .rules import Context, Rules, in_session
from .state import Meeting

RULES = Rules()


def _cap_reached(state: Meeting, receiver: Request) -> bool:
    """Whether one more would add nothing: the total that a turn can have is capped."""
    one_more = replace(receiver, ceded_by=(*receiver.ceded_by, 0))
    return ceded(state, one_more) == ceded(state, receiver)


def _possible(state: Meeting, donor: Request, receiver: Request) -> None:
    """Refuses what the rules of ceding do not allow, whoever asks."""
    in_session(state)
    if not state.periods[donor.period].rules.ceding:
        raise Refused("no_ceding")
    if donor.period != receiver.period or donor.ticket == receiver.ticket:
        raise Refused("cede_within_period", ticket=receiver.ticket)
    if donor.status != "waiting" or donor.on_its_way:
        raise Refused("cede_present", ticket=donor.ticket)
    if donor.ceded_by:
        raise Refused("cede_once", ticket=donor.ticket)
    if receiver.status != "waiting":
        raise Refused("too_late_to_cede", ticket=receiver.ticket)
    if _cap_reached(state, receiver):
        raise Refused("ceding_cap", ticket=receiver.ticket)


@RULES.decides(c.OfferTime)
def _offer(state: Meeting, command: c.OfferTime, context: Context) -> Sequence[e.Event]:
    donor, receiver = own_request(state, command.ticket, context.actor), request_of(state, command.to)
    _possible(state, donor, receiver)
    if donor.offers_to == receiver.ticket:
        return []
    back = [] if donor.offers_to is None else [e.TimeReclaimed(ticket=donor.ticket, to=donor.offers_to)]
    return [*back, e.TimeOffered(ticket=donor.ticket, to=receiver.ticket)]


@RULES.folded(e.TimeOffered)
def _offered(state: Meeting, entry: e.Entry, event: e.TimeOffered) -> Meeting:
    state = with_request(state, replace(state.requests[event.ticket], offers_to=event.to))
    receiver = state.requests[event.to]
    return with_request(state, replace(receiver, offered_by=(*receiver.offered_by, event.ticket)))


def _offer_gone(state: Meeting, ticket: int, to: int) -> Meeting:
    """The state in which a ticket offers its time to nobody."""
    state = with_request(state, replace(state.requests[ticket], offers_to=None))
    receiver = state.requests[to]
    offered = tuple(each for each in receiver.offered_by if each != ticket)
    return with_request(state, replace(receiver, offered_by=offered))


def _offer_to(state: Meeting, ticket: int, context: Context) -> tuple[Request, Request]:
    """Who offers, and to whom, for whoever may answer for the receiver."""
    donor = request_of(state, ticket)
    if donor.offers_to is None:
        raise Refused("no_offer", ticket=ticket)
    receiver = state.requests[donor.offers_to]
    if not context.actor.is_staff and receiver.participant != context.actor.id:
        raise Refused("no_offer", ticket=ticket)
    return donor, receiver


@RULES.decides(c.AcceptTime)
def _accept(state: Meeting, command: c.AcceptTime, context: Context) -> Sequence[e.Event]:
    donor, receiver = _offer_to(state, command.ticket, context)
    _possible(state, donor, receiver)
    return [e.TimeCeded(ticket=donor.ticket, to=receiver.ticket)]


@RULES.folded(e.TimeCeded)
def _was_ceded(state: Meeting, entry: e.Entry, event: e.TimeCeded) -> Meeting:
    state = _offer_gone(state, event.ticket, event.to)
    donor, receiver = state.requests[event.ticket], state.requests[event.to]
    status = step("request", donor.status, "cede")
    state = with_request(state, replace(donor, status=status, cedes_to=event.to))
    return with_request(state, replace(receiver, ceded_by=(*receiver.ceded_by, donor.ticket)))


@RULES.decides(c.DeclineTime)
def _decline(state: Meeting, command: c.DeclineTime, context: Context) -> Sequence[e.Event]:
    donor, receiver = _offer_to(state, command.ticket, context)
    return [e.TimeDeclined(ticket=donor.ticket, to=receiver.ticket)]


@RULES.folded(e.TimeDeclined)
def _declined(state: Meeting, entry: e.Entry, event: e.TimeDeclined) -> Meeting:
    return _offer_gone(state, event.ticket, event.to)


@RULES.decides(c.ReclaimTime)
def _reclaim(state: Meeting, command: c.ReclaimTime, context: Context) -> Sequence[e.Event]:
    donor = own_request(state, command.ticket, context.actor)
    to = donor.cedes_to if donor.offers_to is None else donor.offers_to
    if to is None:
        raise Refused("no_offer", ticket=donor.ticket)
    if donor.cedes_to is not None and state.requests[to].status in ("speaking", "paused", "done"):
        raise Refused("too_late_to_cede", ticket=to)
    return [e.TimeReclaimed(ticket=donor.ticket, to=to)]


@RULES.folded(e.TimeReclaimed)
def _reclaimed(state: Meeting, entry: e.Entry, event: e.TimeReclaimed) -> Meeting:
    donor, receiver = state.requests[event.ticket], state.requests[event.to]
    if donor.cedes_to is None:
        return _offer_gone(state, event.ticket, event.to)
    status = step("request", donor.status, "reclaim")
    had = ceded(state, receiver)
    receiver = replace(receiver, ceded_by=tuple(each for each in receiver.ceded_by if each != donor.ticket))
    state = with_request(state, replace(donor, status=status, cedes_to=None))
    return _called_for_less(with_request(state, receiver), receiver, had - ceded(state, receiver))


def _called_for_less(state: Meeting, receiver: Request, less_ms: int) -> Meeting:
    """Whoever is called already, and has not begun, gets what is still theirs."""
    turn = state.turn
    if turn is None or turn.ticket != receiver.ticket or turn.status != "called":
        return state
    turn = granted(replace(turn, allotment_ms=max(turn.allotment_ms - less_ms, 0)), receiver)
    return replace(state, turns=state.turns.set(turn.number, turn))


def returned(state: Meeting, request: Request) -> list[e.Event]:
    """What comes with a request's leaving before it has begun: who ceded to it has the turn back."""
    if request.status not in ("waiting", "called", "no_show"):
        return []
    return [e.TimeReclaimed(ticket=donor, to=request.ticket) for donor in request.ceded_by]
