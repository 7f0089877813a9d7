"""Return codes: found by staff, renewed for who lost theirs, and not to be guessed."""

from __future__ import annotations

import secrets
from collections import Counter

import aiohttp
import pytest

from meetingsvc.auth import CROCKFORD
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import Role
from meetingsvc.routes.edge import EDGE
from tests.support.rules import rule
from tests.support.server import PASSWORD, Server

ID = "a-form-id-of-22-chars-"


def guess() -> str:
    return "".join(secrets.choice(CROCKFORD) for _ in range(10))


async def ticket_with_code(server: Server, meeting: str) -> tuple[int, str]:
    """Someone's ticket from the kiosk, and its code."""
    async with server.browser() as kiosk:
        sent = {"id": server.fresh_id(), "period": 1, "kiosk": True}
        said = await (await kiosk.post(f"/m/{meeting}/requests", json=sent)).json()
    return said["ticket"], said["claim"]["code"]


async def found(browser: aiohttp.ClientSession, meeting: str, code: str) -> tuple[int, object]:
    answer = await browser.post(f"/m/{meeting}/codes/find", json={"code": code})
    said = await answer.json()
    return answer.status, said.get("code", said)


@rule("R17")
async def test_staff_find_a_ticket_by_the_code_that_they_hear(server: Server) -> None:
    meeting = await server.meeting(live=True)
    await server.command(meeting, "add_request", period=1)
    ticket, code = await ticket_with_code(server, meeting)
    spoken = " ".join(code.replace("-", "").lower().replace("0", "o").replace("1", "l"))
    before = await server.log(meeting)
    async with server.browser(cookies={"staff": await server.session("door")}) as door:
        assert await found(door, meeting, spoken) == (200, {"tickets": [ticket]})
        assert await found(door, meeting, guess()) == (404, "no_such_code")
        assert await found(door, meeting, "") == (404, "no_such_code")
        assert await found(door, meeting, "x" * 65) == (400, "invalid_field")
    assert await server.log(meeting) == before


@rule("R6", "R17")
async def test_both_codes_of_who_was_merged_lead_to_the_place_that_counts(server: Server) -> None:
    meeting = await server.meeting(live=True)
    early, one = await ticket_with_code(server, meeting)
    late, other = await ticket_with_code(server, meeting)
    await server.command(meeting, "merge_requests", ticket=late, other=early)
    async with server.browser(cookies={"staff": await server.session("door")}) as door:
        assert [await found(door, meeting, code) for code in (one, other)] == [
            (200, {"tickets": [early]}),
            (200, {"tickets": [early]}),
        ]
    async with server.browser() as phone:
        await phone.post(f"/m/{meeting}/claim", data={"code": other})
        html = await (await phone.get(f"/m/{meeting}")).text()
    assert f"{meeting}-S{late}" in html


@rule("R17")
async def test_a_lost_code_is_renewed_once_shown_and_the_old_one_is_void(server: Server) -> None:
    meeting = await server.meeting(live=True)
    ticket, lost = await ticket_with_code(server, meeting)
    async with server.browser(cookies={"staff": await server.session("clerk")}) as clerk:
        answer = await clerk.post(f"/m/{meeting}/codes", json={"id": ID, "ticket": ticket})
        fresh = await answer.json()
        assert (answer.status, fresh["ticket"]) == (201, ticket)
        assert await found(clerk, meeting, lost) == (404, "no_such_code")
        assert await found(clerk, meeting, fresh["code"]) == (200, {"tickets": [ticket]})
        wrong = [
            (await clerk.post(f"/m/{meeting}/codes", json=each)).status
            for each in (
                {"id": ID + "x", "ticket": 99},
                {"id": ID + "y"},
                {"id": ID + "z", "ticket": True},
                {"ticket": 1},
            )
        ]
    async with server.browser() as phone:
        old = await phone.post(f"/m/{meeting}/claim", data={"code": lost})
        new = await phone.post(f"/m/{meeting}/claim", data={"code": fresh["code"]}, allow_redirects=False)
    assert (wrong, old.status, new.status) == ([404, 400, 400, 400], 404, 303)
    record = b"\n".join(await server.log(meeting))
    assert b"return_code_renewed" in record
    assert fresh["code"].encode() not in record


@pytest.mark.parametrize("role", ["chair", "captioner"])
async def test_nobody_else_looks_codes_up(server: Server, role: Role) -> None:
    meeting = await server.meeting(live=True)
    async with server.browser(cookies={"staff": await server.session(role)}) as other:
        answers = [
            await other.post(f"/m/{meeting}/codes/find", json={"code": guess()}),
            await other.post(f"/m/{meeting}/codes", json={"id": ID, "ticket": 1}),
        ]
    assert [each.status for each in answers] == [403, 403]


async def test_guessing_at_volume_is_refused_for_each_who_asks(server: Server) -> None:
    meeting = await server.meeting(live=True)
    _, code = await ticket_with_code(server, meeting)
    before = await server.log(meeting)
    async with (
        server.browser() as stranger,
        server.browser(cookies={"staff": await server.session("door")}) as door,
    ):
        tries = [await stranger.post(f"/m/{meeting}/claim", data={"code": guess()}) for _ in range(60)]
        # A stranger's guessing keeps no staff from looking a code up, until they ask too often themselves.
        assert (await found(door, meeting, code))[0] == 200
        looked = [await door.post(f"/m/{meeting}/codes/find", json={"code": guess()}) for _ in range(90)]
    for answers in (tries, looked):
        assert Counter(each.status for each in answers).keys() == {404, 429}
        late = [each for each in answers if each.status == 429]
        assert all(int(each.headers["Retry-After"]) >= 1 for each in late)
    assert await server.log(meeting) == before


async def test_many_strangers_together_cannot_guess_at_one_meeting_without_end(server: Server) -> None:
    meeting, other = await server.meeting(live=True), await server.meeting(live=True)
    limits = server.running.app[EDGE].limits
    refused = 0
    for number in range(700):
        try:
            limits.claim(f"198.51.{number // 250}.{number % 250}", meeting)
        except Refused:
            refused += 1
    assert 90 <= refused <= 100
    limits.claim("198.51.100.1", other)


async def test_a_login_refused_for_trying_too_often_says_when_to_come_back(server: Server) -> None:
    await server.staff("clerk")
    async with server.browser() as browser:
        form = {"username": "clerk", "password": "wrong", "next": "/"}
        tries = [await browser.post("/login", data=form) for _ in range(6)]
        right = await browser.post("/login", data={**form, "password": PASSWORD})
    assert [each.status for each in (*tries, right)] == [401] * 5 + [429] * 2
    assert "Retry-After" not in tries[0].headers
    assert 60 <= int(right.headers["Retry-After"]) <= 15 * 60
