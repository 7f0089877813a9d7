"""The speaker queue: requests to speak, their details, their place, and how they leave it.

Knows nothing of the clock of a turn: calling stands in ``calling``, speaking in ``turns``.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .accommodation import extra_folded
from .allotments import with_one_more
from .ceding import returned
from .details import DETAILS, kept, reclassified, sealed
from .errors import Refused
from .floor import off_the_floor
from .hearings import ENDED
from .lifecycle import step
from .line import joined, own_request, rank_behind, request_of, with_request
from .order import rank_on_change, rank_on_joining
from .outage import not_frozen
from .periods import period_of
from .places import why_listed
from .policies import side
from .positions import asked_for
from .ranks import apart
from .requests import Belongings, PaperCard, Request
from .rules import Context, Rules, tidy
from .sign_up import not_too_early
from .state import Meeting
from .warnings import warned_first

RULES = Rules()


def _detailed(request: Request, event: e.RequestMade | e.RequestEdited) -> Request:
    """The request with the voluntary details that an event gives it, whole."""
    details = {field: kept(getattr(event, field)) for field in DETAILS}
    return replace(
        request,
        name_passed=event.name_passed,
        position=event.position,
        speaks_for=event.speaks_for,
        one_minute=event.one_minute,
        priority=event.priority,
        **details,
    )


def _sealed(command: c.Details, name_passed: bool) -> dict[str, e.Sealed]:
    """The details given, each with its class."""
    return sealed({field: tidy(getattr(command, field)) for field in DETAILS}, name_passed)


# ── Joining ──────────────────────────────────────────────────────────────────


def made(
    state: Meeting,
    command: c.AskToSpeak | c.AddRequest | c.HandInCard,
    card: PaperCard | None = None,
    *,
    participant: str,
    name_passed: bool,
    now: int,
) -> e.RequestMade:
    """R7: a request arrives now, with a ticket of its own or, if it comes on one, with its card's."""
    not_frozen(state)
    not_too_early(state, now)
    period = period_of(state, (command.period or 0) if card is None else card.period)
    asked_for(period.rules, command.position)
    listed = why_listed(state, period, command.channel, now)
    one_minute, priority = bool(command.one_minute), command.priority or 0
    rank, slot = rank_on_joining(state, period, participant, command.channel, one_minute, priority, now)
    made = e.RequestMade(
        ticket=state.tickets + 1 if card is None else card.ticket,
        period=period.number,
        participant=participant,
        channel=command.channel,
        rank=rank,
        name_passed=name_passed,
        position=command.position,
        speaks_for=command.speaks_for or 0,
        listed=listed,
        slot=slot,
        one_minute=one_minute,
        priority=priority,
    )
    return replace(made, **_sealed(command, name_passed))


def one_turn_each(state: Meeting, participant: str, period: int) -> None:
    """R6: refuses who is, or was, heard on this item with another ticket, here or where it came from."""
    mine = state.active_ticket(participant, period)
    if mine is not None:
        heard = state.spoke(state.requests[mine])
        raise Refused("already_spoken" if heard else "already_waiting", ticket=mine)
    there = state.heard_before(participant, period)
    if there is not None:
        raise Refused("spoken_before", ticket=there)
    earlier = state.heard(participant, period)
    if state.periods[period].rules.later_period_for_unheard and earlier is not None:
        raise Refused("heard_earlier", ticket=earlier)


@RULES.decides(c.AskToSpeak)
def _ask(state: Meeting, command: c.AskToSpeak, context: Context) -> Sequence[e.Event]:
    """R1: nothing but the period is asked for. R6: one turn per person and item."""
    one_turn_each(state, context.actor.id, period_of(state, command.period).number)
    return [made(state, command, participant=context.actor.id, name_passed=False, now=context.now)]


@RULES.decides(c.AddRequest)
def _add(state: Meeting, command: c.AddRequest, context: Context) -> Sequence[e.Event]:
    """R4: a card or a caller in the same queue. R2: a name that staff type, they have passed."""
    passed = bool(tidy(command.name)) and context.actor.is_staff  # whoever is at the door passes no names
    return [made(state, command, participant=context.fresh, name_passed=passed, now=context.now)]


def _off_paper(state: Meeting, entry: e.Entry, ticket: int) -> Meeting:
    """The state in which the card with this ticket, if there is one, has been handed in."""
    card = state.cards.get(ticket)
    if card is None:
        return state
    card = replace(card, status="used", typed_by=entry.by, typed_seq=entry.seq)
    return replace(state, cards=state.cards.set(ticket, card))


@RULES.folded(e.RequestMade)
def _was_made(state: Meeting, entry: e.Entry, event: e.RequestMade) -> Meeting:
    before = state.requests.get(event.ticket)  # a card that was put back comes in anew
    request = _detailed(
        Request(
            ticket=event.ticket,
            period=event.period,
            participant=event.participant,
            channel=event.channel,
            rank=event.rank,
            made_at=entry.at,
            details_seq=entry.seq,
            status="listed" if event.listed else "waiting",
            arrival=state.periods[event.period].arrived + 1,
            slot=event.slot,
            listed=event.listed,
            renewed=before.renewed if before else 0,
        ),
        event,
    )
    owner = state.belongings.get(event.participant, Belongings())
    if before is None:
        owner = replace(owner, tickets=(*owner.tickets, event.ticket))
    period = with_one_more(state.periods[event.period])
    if event.slot:
        room, rest = period.slots
        slots = (room, event.slot) if side(event.channel) else (event.slot, rest)
        period = replace(period, slots=slots)
    return joined(
        replace(
            _off_paper(state, entry, event.ticket),
            tickets=max(state.tickets, event.ticket),
            belongings=state.belongings.set(event.participant, owner),
            periods=state.periods.set(event.period, period),
        ),
        request,
    )


# ── The order ────────────────────────────────────────────────────────────────


def _waiting_line(state: Meeting, request: Request) -> list[tuple[str, int]]:
    not_frozen(state)
    if request.status != "waiting":
        raise Refused("not_now", thing="request", status=request.status, action="move")
    return list(state.queues[request.period])


def _place(state: Meeting, others: Sequence[tuple[str, int]], place: int) -> str:
    return apart(rank_behind(others, place), state.seq)


@RULES.decides(c.MoveRequest)
def _move(state: Meeting, command: c.MoveRequest, context: Context) -> Sequence[e.Event]:
    """Reordering others never touches the running clock; the reason stands in the record."""
    request = request_of(state, command.ticket)
    line = _waiting_line(state, request)
    reason = tidy(command.reason)
    if not reason:
        raise Refused("reason_needed")
    others = [place for place in line if place[1] != request.ticket]
    tickets = [ticket for _, ticket in others]
    if command.after is not None and command.after not in tickets:
        raise Refused("stale_queue", ticket=command.after)
    place = 0 if command.after is None else tickets.index(command.after) + 1
    if not others or line[place][1] == request.ticket:
        return []
    return [e.RequestMoved(ticket=request.ticket, rank=_place(state, others, place), reason=reason)]


@RULES.decides(c.DeferRequest)
def _defer(state: Meeting, command: c.DeferRequest, context: Context) -> Sequence[e.Event]:
    """Everyone may defer themselves downwards (the paragraph under R25). R7: done by staff it departs from
    the published order, for a reason in the record.
    """
    request = own_request(state, command.ticket, context.actor)
    line = _waiting_line(state, request)
    theirs = request.participant == context.actor.id
    reason = "" if theirs else tidy(command.reason)
    if not theirs and not reason:
        raise Refused("reason_needed")
    place = line.index((request.rank, request.ticket))
    others = line[:place] + line[place + 1 :]
    if place == len(others):
        raise Refused("already_last")
    rank = _place(state, others, min(place + command.places, len(others)))
    return [e.RequestMoved(ticket=request.ticket, rank=rank, reason=reason)]


@RULES.folded(e.RequestMoved)
def _was_moved(state: Meeting, entry: e.Entry, event: e.RequestMoved) -> Meeting:
    return with_request(state, replace(state.requests[event.ticket], rank=event.rank, moved=True))


# ── Details and names ────────────────────────────────────────────────────────


@RULES.decides(c.EditRequest)
def _edit(state: Meeting, command: c.EditRequest, context: Context) -> Sequence[e.Event]:
    """R2: a name stays passed only as long as it is the name that staff passed, or theirs; and the name
    that someone else typed does not pass because staff change another detail.
    """
    request = own_request(state, command.ticket, context.actor)
    staff = context.actor.is_staff
    if request.status in ("continued", "returned"):
        raise Refused("item_continued")
    if not staff and request.status not in ("waiting", "listed"):
        raise Refused("too_late_to_edit", ticket=request.ticket)
    if not staff and command.channel == "phone" and request.channel != "phone":
        raise Refused("invalid_field", field="channel")
    asked_for(state.periods[request.period].rules, command.position)
    name = tidy(command.name)
    unchanged = name == request.name and (staff or tidy(command.topic) == request.topic)
    passed = name != "" and (request.name_passed if unchanged else staff)
    edited = e.RequestEdited(
        ticket=request.ticket,
        channel=command.channel,
        name_passed=passed,
        position=command.position,
        speaks_for=request.speaks_for if command.speaks_for is None else command.speaks_for,
        extra=e.Sealed("", "staff"),
        reclassified=reclassified(request, "staff") if request.name_passed else (),
        one_minute=request.one_minute if command.one_minute is None else command.one_minute,
        priority=request.priority if command.priority is None else command.priority,
    )
    place = rank_on_change(state, request, edited.channel, edited.one_minute, edited.priority)
    if place is not None:
        edited = replace(edited, rank=place[0], slot=place[1])
    return [replace(edited, **_sealed(command, passed))]


def _corrected(before: Request, event: e.RequestEdited, after: Request) -> bool:
    return (before.name, before.channel) != (after.name, event.channel)


@RULES.folded(e.RequestEdited)
def _edited(state: Meeting, entry: e.Entry, event: e.RequestEdited) -> Meeting:
    before = state.requests[event.ticket]
    request = _detailed(before, event)
    request = replace(
        request,
        channel=event.channel,
        details_seq=entry.seq,
        name_refused=before.name_refused if request.name == before.name else "",
        put_right=before.put_right + (entry.by.startswith("staff:") and _corrected(before, event, request)),
    )
    if event.rank:
        request = replace(request, rank=event.rank, slot=event.slot)
    state = with_request(state, request)
    return extra_folded(state, event.ticket, event.extra, entry.at)


# ── Presence, and leaving ────────────────────────────────────────────────────


@RULES.decides(c.OnMyWay)
def _on_my_way(state: Meeting, command: c.OnMyWay, context: Context) -> Sequence[e.Event]:
    """R23: keeps the place; a call already made goes to the next."""
    request = own_request(state, command.ticket, context.actor)
    if request.on_its_way:
        return []
    if request.status != "waiting":
        step("request", request.status, "step_back")
    return [e.RequestOnItsWay(ticket=request.ticket)]


@RULES.folded(e.RequestOnItsWay)
def _is_on_its_way(state: Meeting, entry: e.Entry, event: e.RequestOnItsWay) -> Meeting:
    state = off_the_floor(state, entry, event.ticket)
    request = state.requests[event.ticket]
    return with_request(state, replace(request, status="waiting", on_its_way=True))


@RULES.decides(c.ImHere)
def _im_here(state: Meeting, command: c.ImHere, context: Context) -> Sequence[e.Event]:
    """R23: who was missed says so too, while they can be recalled, which stays the clerk's."""
    request = own_request(state, command.ticket, context.actor)
    if request.status == "no_show":
        if state.started_at is None:  # R42: missed in the meeting before, and this one has not begun
            raise Refused("not_in_session", status=state.status)
        if state.periods[request.period].status in ENDED:
            raise Refused("period_closed", period=request.period)
        return [] if request.back else [e.RequestPresent(ticket=request.ticket)]
    return [e.RequestPresent(ticket=request.ticket)] if request.on_its_way else []


@RULES.folded(e.RequestPresent)
def _is_present(state: Meeting, entry: e.Entry, event: e.RequestPresent) -> Meeting:
    request = state.requests[event.ticket]
    return with_request(state, replace(request, on_its_way=False, back=request.status == "no_show"))


@RULES.decides(c.WithdrawRequest)
def _withdraw(state: Meeting, command: c.WithdrawRequest, context: Context) -> Sequence[e.Event]:
    request = own_request(state, command.ticket, context.actor)
    step("request", request.status, "withdraw")
    return [*returned(state, request), e.RequestWithdrawn(ticket=request.ticket)]


@RULES.folded(e.RequestWithdrawn)
def _withdrawn(state: Meeting, entry: e.Entry, event: e.RequestWithdrawn) -> Meeting:
    state = off_the_floor(state, entry, event.ticket)
    return with_request(state, replace(state.requests[event.ticket], status="withdrawn", on_its_way=False))


@RULES.decides(c.RemoveRequest)
def _remove(state: Meeting, command: c.RemoveRequest, context: Context) -> Sequence[e.Event]:
    request = request_of(state, command.ticket)
    step("request", request.status, "remove")
    warned_first(state, request, command)
    return [*returned(state, request), e.RequestRemoved(ticket=request.ticket, reason=command.reason)]


@RULES.folded(e.RequestRemoved)
def _removed(state: Meeting, entry: e.Entry, event: e.RequestRemoved) -> Meeting:
    state = off_the_floor(state, entry, event.ticket)
    request = replace(state.requests[event.ticket], status="removed", reason=event.reason, on_its_way=False)
    return with_request(state, request)


@RULES.decides(c.RecallRequest)
def _recall(state: Meeting, command: c.RecallRequest, context: Context) -> Sequence[e.Event]:
    """R23: recallable until the period closes."""
    request = request_of(state, command.ticket)
    step("request", request.status, "recall")
    if state.periods[request.period].status in ENDED:
        raise Refused("period_closed", period=request.period)
    return [e.RequestRecalled(ticket=request.ticket)]


@RULES.folded(e.RequestRecalled)
def _recalled(state: Meeting, entry: e.Entry, event: e.RequestRecalled) -> Meeting:
    return with_request(state, replace(state.requests[event.ticket], status="waiting", back=False))
