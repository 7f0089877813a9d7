"""Meetings made up for tests: an adjourned one with whatever turns had its floor. Knows no log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from immutables import Map

from meetingsvc.domain.requests import Request, Turn
from meetingsvc.domain.state import Meeting
from meetingsvc.domain.texts import Track


def meeting(turns: Sequence[Turn] = (), delay_ms: int = 0, **changes: Any) -> Meeting:
    """Build an adjourned meeting that began at 1,000 with these turns, and the request of ticket 14."""
    asked = Request(
        ticket=14,
        period=1,
        participant="p1",
        channel="remote",
        rank="0001:000014",
        made_at=900,
        details_seq=3,
        status="done",
        name="Ana Ruiz",
    )
    plain: dict[str, Any] = {
        "id": "0123ABCD",
        "title": "Regular meeting",
        "body": "council",
        "body_name": "City Council",
        "place": "",
        "time_zone": "UTC",
        "language": "en",
        "starts_at": 1_000,
        "remote_access": "",
        "assistance": "",
        "stream_delay_ms": 0,
        "status": "adjourned",
        "started_at": 1_000,
        "adjourned_at": 90_000,
        "requests": Map({14: asked}),
        "turns": Map({turn.number: turn for turn in turns}),
        "tracks": Map({"en": Track("en", "en", "captions", delay_ms)}),
    }
    return Meeting(**{**plain, **changes})


def turn(number: int, began: int | None, ended: int | None, **changes: Any) -> Turn:
    """Build a turn of a walk-up; other fields as given."""
    plain: dict[str, Any] = {
        "number": number,
        "ticket": None,
        "item": None,
        "period": None,
        "allotment_ms": 180_000,
        "called_at": 0,
        "status": "ended",
        "began": began,
        "ended": ended,
    }
    return Turn(**{**plain, **changes})
