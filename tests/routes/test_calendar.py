"""A clerk puts a meeting on the calendar of their body, once, and of no other body."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.server import STARTS_AT, Server

MEETING = {
    "id": "a-clerk-s-own-id-0001",
    "title": "Budget hearing",
    "body": "council",
    "body_name": "City Council",
    "time_zone": "America/New_York",
    "starts_at": STARTS_AT,
    "agenda": ["Budget"],
}


async def answered(server: Server, session: str | None, sent: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """Status and JSON of asking for this meeting."""
    cookies = None if session is None else {"staff": session}
    async with server.browser(cookies=cookies) as browser:
        answer = await browser.post("/meetings", json=sent)
        return answer.status, await answer.json()


async def test_a_meeting_is_made_once_however_often_it_is_sent(server: Server) -> None:
    session = await server.session("clerk")
    first = await answered(server, session, MEETING)
    again = await answered(server, session, MEETING)
    made = [(row.id, row.title) for row in await server.service.meetings()]
    assert (first[0], again) == (201, first)
    assert made == [(first[1]["meeting"], "Budget hearing")]


@pytest.mark.parametrize(
    ("role", "changed", "refusal"),
    [
        (None, {}, (401, "login_needed")),
        ("captioner", {}, (403, "not_allowed")),
        ("clerk", {"body": "schools"}, (403, "not_allowed")),
        ("clerk", {"type": "start_meeting"}, (400, "invalid_field")),
        ("clerk", {"starts_at": "tomorrow"}, (400, "invalid_field")),
        ("clerk", {"starts_at": 253_402_300_799_000}, (400, "invalid_field")),
        ("clerk", {"time_zone": "America/Gotham"}, (400, "invalid_field")),
        ("clerk", {"time_zone": "../../etc/passwd"}, (400, "invalid_field")),
        ("clerk", {"room": "12"}, (400, "invalid_field")),
        ("clerk", {"id": "short"}, (400, "invalid_field")),
    ],
)
async def test_what_is_not_allowed_or_not_understood_makes_no_meeting(
    server: Server, role: Any, changed: dict[str, Any], refusal: tuple[int, str]
) -> None:
    session = None if role is None else await server.session(role)
    status, said = await answered(server, session, {**MEETING, **changed})
    assert (status, said["code"]) == refusal
    assert await server.service.meetings() == []


async def test_the_last_day_that_can_be_asked_for_has_a_date_in_every_time_zone(server: Server) -> None:
    session = await server.session("clerk")
    last = {"starts_at": 253_370_764_799_000, "time_zone": "Pacific/Kiritimati"}
    made = await answered(server, session, {**MEETING, **last})
    async with server.browser() as browser:
        home = await browser.get("/")
    assert (made[0], home.status) == (201, 200)
