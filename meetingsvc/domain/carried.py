"""R42: what goes over to a later meeting with a continued item, made purely of the state that it leaves.

Whoever goes over is another participant there, unlinkable to this one (decision 13): whose id stands for
whom, the caller knows, and no log. Knows nothing of how the other meeting numbers what it receives.
"""

from collections.abc import Callable, Iterator

from . import commands as c
from .allotments import used
from .continued import left_of_turn
from .details import DETAILS
from .hearings import Continuation, Period
from .line import TAKES_A_PLACE
from .places import drawn
from .policies import side
from .requests import Belongings, Request
from .standstill import STANDSTILLS
from .state import Meeting

ParticipantOf = Callable[[str], str]
"""A participant here → the same person there."""


def carried(state: Meeting, made: Continuation, participant_of: ParticipantOf) -> c.ReceiveItem:
    """The command by which the other meeting takes a continued item in."""
    item = state.items[made.item]
    going = frozenset(each.ticket for each in made.requests)
    requests = [_request(state, made, each, going, participant_of) for each in made.requests]
    return c.ReceiveItem(
        meeting=state.id,
        item=made.item,
        seq=made.seq,
        held_at=state.starts_at,
        label=item.label,
        consent=item.consent,
        alone=made.new,
        decides_rights=item.decides_rights,
        periods=[_period(state, made, each) for each in made.periods],
        requests=[*requests, *_merged(state, made, going, participant_of)],
        heard=list(_heard(state, made, going, participant_of)),
    )


def _ran(state: Meeting, period: Period, at: int) -> int:
    """R13: what has run of a period's time; a standstill, and time before the meeting, do not count."""
    if state.started_at is None or period.status == "held":
        return period.ran_ms
    began = max(period.opened_at, state.started_at)
    until = max(began, min(at, state.since)) if state.status in STANDSTILLS else at
    return period.ran_ms + max(until - began - period.stood_ms, 0)


def _period(state: Meeting, made: Continuation, period: Period) -> c.CarriedPeriod:
    taken = list(period.taken)
    for each in made.requests:
        if each.period == period.number and each.status in TAKES_A_PLACE:
            taken[side(each.channel)] -= 1  # they take their places there
    return c.CarriedPeriod(
        period=period.number,
        status="closed" if period.status == "closed" else "held",
        rules=period.rules,
        allotment_ms=period.allotment_ms,
        stream_delay_ms=period.stream_delay_ms,
        arrived=period.arrived,
        by_order=period.by_order,
        reason=period.ordered_why,
        ran_ms=_ran(state, period, made.at),
        taken=(taken[0], taken[1]),
        slots=period.slots,
        drawn=drawn(state, period),
    )


def _used(state: Meeting, participant: str, item: int) -> int:
    """R24: what a person has used of the allotments of their turns on an item, there and here, in ms."""
    tickets = state.belongings.get(participant, Belongings()).tickets
    mine = (state.requests[ticket] for ticket in tickets)
    return sum(each.used_ms + used(state, each) for each in mine if state.periods[each.period].item == item)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _request(
    state: Meeting,
    made: Continuation,
    before: Request,
    going: frozenset[int],
    participant_of: ParticipantOf,
) -> c.CarriedRequest:
    """As it stands now, but in the status that it had; what holds for one evening only stays behind."""
    request = state.requests[before.ticket]
    unfinished = before.ticket in made.unfinished
    status = "waiting" if unfinished else before.status
    assert status in ("waiting", "listed", "no_show", "ceded", "merged")
    return c.CarriedRequest(
        ticket=request.ticket,
        period=request.period,
        participant=participant_of(request.participant),
        channel=request.channel,
        rank=request.rank,
        status=status,
        arrival=request.arrival,
        made_at=request.made_at,
        name_passed=request.name_passed,
        name_refused=request.name_refused,
        position=request.position,
        details={field: text for field in DETAILS if (text := _text(getattr(request, field)))},
        extra=_text(request.extra),
        speaks_for=request.speaks_for,
        one_minute=request.one_minute,
        priority=request.priority,
        listed=request.listed,
        slot=request.slot,
        moved=request.moved,
        offers_to=request.offers_to if request.offers_to in going else None,
        cedes_to=request.cedes_to if status == "ceded" else None,
        merged_into=request.merged_into,
        left_ms=left_of_turn(state, before) if unfinished else request.left_ms,
        used_ms=_used(state, request.participant, made.item),
    )


def _of_item(state: Meeting, item: int) -> Iterator[Request]:
    mine = {number for number, period in state.periods.items() if period.item == item}
    return (request for _, request in sorted(state.requests.items()) if request.period in mine)


def _merged(
    state: Meeting, made: Continuation, going: frozenset[int], participant_of: ParticipantOf
) -> Iterator[c.CarriedRequest]:
    """R17: the second receipts of who goes over."""
    for request in _of_item(state, made.item):
        if request.status == "merged" and request.merged_into in going:
            yield _request(state, made, request, going, participant_of)


def _heard(
    state: Meeting, made: Continuation, going: frozenset[int], participant_of: ParticipantOf
) -> Iterator[c.CarriedVoice]:
    """R6: those who have spoken have spoken; and their turn is gone who ceded it to one of them."""
    for request in _of_item(state, made.item):
        if request.ticket in going or request.merged_into in going:
            continue
        counts = state.requests[request.merged_into] if request.merged_into else request
        if counts.status == "ceded" and counts.cedes_to is not None:
            counts = state.requests[counts.cedes_to]
        if state.spoke(counts):
            had = _used(state, request.participant, made.item)
            yield c.CarriedVoice(request.ticket, participant_of(request.participant), had)
    came = state.items[made.item].received
    if came is not None:
        for participant, (ticket, had) in sorted(came.heard.items(), key=lambda each: each[1]):
            yield c.CarriedVoice(ticket, participant_of(participant), had)
