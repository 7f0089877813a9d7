"""The cards of the meeting as a whole and of its agenda items."""

from typing import Any

from meetingsvc.domain.positions import totals
from meetingsvc.domain.sign_up import opens_at
from meetingsvc.domain.slips import named
from meetingsvc.domain.state import Meeting

from .continued_cards import of_item
from .shown import Audience, present, request_name


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
        sign_up_opens_at=opens_at(state),
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
    what, ticket, turn, period = named(slip)
    name = request_name(state, "staff", slip.requests[0]) if slip.requests else None
    return present(what=what, ticket=ticket, turn=turn, period=period, name=name)


def item(state: Meeting, number: int, audience: Audience) -> dict[str, Any]:
    """An agenda item."""
    it = state.items[number]
    return present(
        item=it.number,
        label=it.label,
        status=it.status,
        period=it.period,
        consent=it.consent or None,
        positions=totals(state, number),
        **of_item(state, it),
    )
