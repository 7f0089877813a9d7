"""The cards of the floor, and of the turns to be put right."""

from typing import Any

from meetingsvc.domain.state import Meeting

from .clocks import face_of
from .shown import Audience, present, turn_name


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
        left_ms=it.remaining_ms if it.status == "ended" and (it.remaining_ms or 0) > 0 else None,
    )
