"""The cards of a view, one pure function for each kind: plain JSON, or none where there is none.

A card's key is (kind,) for the single ones and (kind, id) for the rest. What is absent is left
out, never null. In the public cards a name stands only once it is passed (R2), and no name while
the screens are blanked (R43).
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

from meetingsvc.domain import timed
from meetingsvc.domain.allotments import ONE_MINUTE_MS
from meetingsvc.domain.places import places, undecided
from meetingsvc.domain.state import Meeting, Period, Request, Secret, Turn

from .clocks import face_of
from .forecast import pace_of

Audience = Literal["public", "staff", "door"]
"""``door``: what the public sees, and who is expected, with names and nothing else that they confided."""


def receipt_of_request(meeting: str, ticket: int) -> str:
    """R17: the number by which a request can be found again."""
    return f"{meeting}-S{ticket}"


def receipt_of_comment(meeting: str, comment: int) -> str:
    """R17: the number by which a comment can be found again."""
    return f"{meeting}-C{comment}"


def present(**fields: Any) -> dict[str, Any]:
    """The fields that have a value: a view knows no nulls."""
    return {key: value for key, value in fields.items() if value is not None}


def shown(value: Secret) -> str:
    """A value that this reader may have, "" where it is withheld."""
    return value if isinstance(value, str) else ""


def _name(state: Meeting, audience: Audience, name: Secret, passed: bool) -> str | None:
    if audience == "public" and (state.blanked or not passed):
        return None
    return shown(name) or None


def _request_name(state: Meeting, audience: Audience, request: Request) -> str | None:
    return _name(state, audience, request.name, request.name_passed)


def turn_name(state: Meeting, audience: Audience, turn: Turn) -> str | None:
    """The name for a turn, as this audience may have it."""
    if turn.name != "" or turn.ticket is None:
        return _name(state, audience, turn.name, passed=True)
    return _request_name(state, audience, state.requests[turn.ticket])


def header(state: Meeting, audience: Audience) -> dict[str, Any]:
    """The meeting as a whole."""
    counts = {"published": state.comment_counts.get("published", 0)}
    if audience == "staff":
        statuses = ("submitted", "held", "published", "withdrawn")
        counts = {status: state.comment_counts.get(status, 0) for status in statuses}
    return present(
        id=state.id,
        title=state.title,
        body=state.body,
        body_name=state.body_name,
        place=state.place,
        time_zone=state.time_zone,
        language=state.language,
        starts_at=state.starts_at,
        status=state.status,
        since=state.since,
        until=state.until,
        reason=state.reason or None,
        started_at=state.started_at,
        adjourned_at=state.adjourned_at,
        blanked=state.blanked,
        outage=_outage(state, audience),
        room_cleared_at=state.room_cleared_at,
        hard_stop=state.hard_stop,
        interpreters_until=state.interpreters_until,
        slip=_slip(state) if audience == "staff" else None,
        announcement=state.announcement,
        item=state.item,
        calling=state.calling,
        agenda=list(state.agenda),
        remote_access=state.remote_access,
        assistance=state.assistance,
        stream_delay_ms=state.stream_delay_ms,
        comments=counts,
        comments_changed=state.comments_changed,
        transcript="published" if state.transcript_published else "draft",
        transcript_offset_ms=state.transcript_offset_ms,
    )


def _outage(state: Meeting, audience: Audience) -> dict[str, Any] | None:
    """R33: the outage that goes on; to staff with the steps taken."""
    it = state.outage
    if it is None:
        return None
    steps = [{"at": at, "note": note} for at, note in it.steps]
    return present(
        began=it.began,
        failed=list(it.failed),
        until=it.until,
        note=it.note or None,
        steps=steps if audience == "staff" else None,
    )


def _slip(state: Meeting) -> dict[str, Any] | None:
    """What staff can still take back in the queue."""
    slip = state.slip
    if slip is None:
        return None
    name = _request_name(state, "staff", slip.before)
    return present(ticket=slip.before.ticket, what=slip.what, name=name)


def item(state: Meeting, number: int, audience: Audience) -> dict[str, Any]:
    """An agenda item."""
    it = state.items[number]
    return present(
        item=it.number, label=it.label, status=it.status, period=it.period, consent=it.consent or None
    )


def period(state: Meeting, number: int, audience: Audience) -> dict[str, Any]:
    """A comment period with its rules in force, and its pace once that is known (R25)."""
    p = state.periods[number]
    return present(
        period=p.number,
        item=p.item,
        status=p.status,
        policy=p.rules.order,
        allotment_ms=p.allotment_ms,
        last_call_ms=p.rules.last_call_ms,
        total_cap_ms=p.rules.total_cap_ms or None,
        at_least_ms=p.rules.at_least_ms or None,
        at_most_ms=p.rules.at_most_ms or None,
        person_cap_ms=p.rules.person_cap_ms or None,
        places=places(p),
        taken=list(p.taken) if places(p) is not None else None,
        lottery_above=p.rules.lottery_above or None,
        drawn_together_ms=p.rules.drawn_together_ms or None,
        unheard_only=p.rules.later_period_for_unheard or None,
        classes=_classes(p),
        one_minute_ms=(p.rules.one_minute_ms or ONE_MINUTE_MS) if _has_lane(p) else None,
        draw=p.draw,
        undecided=undecided(state, p) or None,
        shrink={str(step.above): step.allotment_ms for step in p.rules.shrink} or None,
        stream_delay_ms=p.stream_delay_ms,
        opened_at=p.opened_at,
        closes_at=p.closes_at,
        closing_ms=p.closing_ms,
        least_until=timed.least_until(state, p),
        most_until=timed.most_until(state, p),
        standard_ms=p.rules.allotment_ms,
        by_order=p.by_order or None,
        ordered_why=p.ordered_why or None,
        ceding=p.rules.ceding or None,
        groups_ms=p.rules.group_allotment_ms or None,
        finished=p.finished,
        **_pace(p),
    )


def _has_lane(p: Period) -> bool:
    return p.rules.order == "one_minute_first"


def _classes(p: Period) -> dict[str, str] | None:
    """R22: the published classes, by their number."""
    if p.rules.order != "priority":
        return None
    return {str(number): name for number, name in enumerate(p.rules.priority_classes, 1)}


def _pace(p: Period) -> dict[str, int]:
    """R25: how long a turn takes at the present allotment, changeover included, once that is known."""
    pace = pace_of(p)
    if pace is None:
        return {}
    return {
        "pace_ms": pace.takes(p.allotment_ms),
        "spread_ms": pace.spread(p.allotment_ms),
        "changeover_ms": pace.changeover_ms,
        "used_permille": pace.used_permille,
    }


def waiting(state: Meeting, ticket: int, audience: Audience) -> str | None:
    """The rank of a request that waits; no name."""
    request = state.requests[ticket]
    return request.rank if request.status == "waiting" else None


def listed(state: Meeting, ticket: int, audience: Audience) -> str | None:
    """The rank of a request on the waiting list (R8, R16); no name."""
    request = state.requests[ticket]
    return request.rank if request.status == "listed" else None


def draw(state: Meeting, number: int, audience: Audience) -> dict[str, Any]:
    """R7: a draw, but for its tickets and their order, which have a page of their own."""
    it = state.draws[number]
    return present(
        draw=it.number,
        period=it.period,
        status="dropped" if it.dropped else "drawn" if it.order else "frozen",
        count=len(it.tickets),
        hash=it.hash,
        seed=list(it.seed),
        listed=len(it.listed) if it.order else None,
        reason=it.dropped or None,
        frozen_at=it.frozen_at,
        drawn_at=it.drawn_at,
    )


def floor(state: Meeting, audience: Audience) -> dict[str, Any] | None:
    """Who has the floor, or is called to it, and the clock (R25)."""
    turn = state.turn
    if turn is None:
        return None
    channel = None if turn.ticket is None else state.requests[turn.ticket].channel
    face = face_of(turn, audience)
    return present(
        turn=turn.number,
        ticket=turn.ticket,
        walk_up=turn.ticket is None,
        status=face.status,
        name=turn_name(state, audience, turn),
        channel=channel,
        item=turn.item,
        period=turn.period,
        allotment_ms=face.allotment_ms,
        called_at=turn.called_at,
        calls=turn.calls,
        grace_until=turn.grace_until if turn.status == "called" else None,
        began=turn.began,
        ends_at=face.ends_at,
        remaining_ms=face.remaining_ms,
        warned=(turn.warned or None) if audience == "staff" else None,
    )


def next_three(state: Meeting, audience: Audience) -> dict[str, Any]:
    """R25: the next three, by their place; nobody in a meeting that is over, nor as long as lots are to
    decide it (R7).
    """
    cards: dict[str, Any] = {}
    period = state.calling_period
    if state.status in ("adjourned", "cancelled"):
        return cards
    if period is None or undecided(state, state.periods[period]):
        return cards
    for place, ticket in enumerate(state.next_three(), 1):
        request = state.requests[ticket]
        cards[str(place)] = present(
            ticket=ticket,
            name=_request_name(state, audience, request),
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
    )


def request(state: Meeting, ticket: int, audience: Audience) -> dict[str, Any] | None:
    """For staff: a request that is, or can still come, to the floor."""
    it = state.requests[ticket]
    if audience == "public" or it.status in ("done", "withdrawn", "removed", "merged"):
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
        interpreter=True if it.interpreter != "" else None,
        checked_in=it.checked_in or None,
        on_its_way=it.on_its_way or None,
        merged=list(it.merged) or None,
    )


def turn(state: Meeting, number: int, audience: Audience) -> dict[str, Any] | None:
    """For staff: a turn, to be confirmed or put right (R44)."""
    it = state.turns[number]
    if audience == "public" or it.status == "undone":
        return None
    return present(
        turn=it.number,
        ticket=it.ticket,
        walk_up=it.ticket is None,
        name=turn_name(state, "staff", it),
        status=face_of(it, audience).status,
        item=it.item,
        period=it.period,
        called_at=it.called_at,
        began=it.began,
        ended=it.ended,
        confirmed=it.confirmed,
        dais=it.dais,
    )


SINGLE: Final[Mapping[str, Callable[[Meeting, Audience], Any]]] = {
    "meeting": header,
    "floor": floor,
    "next": next_three,
}
"""Kinds of which a view has one card."""

KEYED: Final[Mapping[str, Callable[[Meeting, Any, Audience], Any]]] = {
    "items": item,
    "periods": period,
    "waiting": waiting,
    "listed": listed,
    "draws": draw,
    "requests": request,
    "turns": turn,
}
"""Kinds of which a view has a card for each id; those of captions are in caption_cards."""

STAFF_ONLY: Final = frozenset({"requests", "turns"})
