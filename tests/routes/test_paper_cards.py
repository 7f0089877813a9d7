"""Paper cards at the edges: reserved and printed by forms, handed in by a phone, taken back."""

from __future__ import annotations

import asyncio
import io
import re
from collections import Counter

import aiohttp
import segno

from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import Actor
from tests.support.rules import rule
from tests.support.server import Server

ID = "a-form-id-of-22-chars-"
CODE = re.compile(r'<code dir="ltr">([0-9A-Z]{5}-[0-9A-Z]{5})</code>')


async def reserved(door: aiohttp.ClientSession, meeting: str, cards: int, **also: str) -> list[str]:
    """The codes on the cards, as printed."""
    form = {"id": ID, "period": "1", "cards": str(cards), **also}
    html = await (await door.post(f"/m/{meeting}/cards", data=form)).text()
    return CODE.findall(html)


@rule("R2", "R3", "R4")
async def test_a_block_is_reserved_and_printed_and_printed_again_the_same(server: Server) -> None:
    meeting = await server.meeting(live=True)
    async with server.browser(cookies={"staff": await server.session("door")}) as door:
        form = {"id": ID, "period": "1", "cards": "5", "second": "es", "paper": "letter"}
        answer = await door.post(f"/m/{meeting}/cards", data=form, allow_redirects=False)
        again = await door.post(f"/m/{meeting}/cards", data=form, allow_redirects=False)
        sheet = await (await door.get(answer.headers["Location"])).text()
        other = await (await door.get(answer.headers["Location"])).text()
    assert answer.headers["Location"] == f"/m/{meeting}/cards?from=1&to=5&paper=letter&second=es#sheets"
    assert (answer.status, again.headers["Location"]) == (303, answer.headers["Location"])
    assert sorted((await server.state(meeting)).cards) == [1, 2, 3, 4, 5]
    assert len(set(CODE.findall(sheet))) == 5
    assert CODE.findall(sheet) == CODE.findall(other)
    assert 'class="sheets letter"' in sheet
    assert sheet.count('<ul class="sheet"') == 2
    printed = sheet[sheet.index('class="sheets') :]
    assert ('lang="en"' in printed, 'lang="es"' in printed) == (True, True)
    assert "Nobody asks for your address" in printed
    record = b"\n".join(await server.log(meeting))
    assert [code for code in CODE.findall(sheet) if code.encode() in record] == []


@rule("R4", "R7")
async def test_scanning_a_card_hands_it_in_and_its_arrival_is_that_moment(server: Server) -> None:
    meeting = await server.meeting(live=True)
    async with server.browser(cookies={"staff": await server.session("door")}) as door:
        codes = await reserved(door, meeting, 2)
    await server.command(meeting, "add_request", period=1)
    await server.clock.advance(server.clock.now() + 60_000)
    async with server.browser() as phone, server.browser() as second:
        looked = await phone.get(f"/m/{meeting}/claim/{codes[1]}")
        assert dict((await server.state(meeting)).requests).keys() == {3}
        taken = await phone.post(f"/m/{meeting}/claim/{codes[1]}", data={})
        pressed_again = await phone.post(f"/m/{meeting}/claim/{codes[1]}", data={})
        elsewhere = await second.post(f"/m/{meeting}/claim/{codes[1]}", data={})
        twice = await phone.post(f"/m/{meeting}/claim/{codes[0]}", data={})
    state = await server.state(meeting)
    assert [request.ticket for request in state.waiting(1)] == [3, 2]
    assert state.requests[2].made_at == server.clock.now()
    statuses = [each.status for each in (looked, taken, pressed_again, elsewhere, twice)]
    assert statuses == [200, 200, 200, 404, 409]
    assert state.cards[1].status == "out"


@rule("R4", "R6")
async def test_two_at_the_door_at_once_share_no_number_and_take_no_card_twice(server: Server) -> None:
    meeting = await server.meeting(live=True)
    doors = [Actor(f"staff:{number}", frozenset({"door"})) for number in range(6)]
    blocks = await asyncio.gather(
        *(server.command(meeting, "reserve_cards", by=each, period=1, cards=5) for each in doors)
    )
    assert sorted(int(each.result["first"]) for each in blocks) == [1, 6, 11, 16, 21, 26]
    typed = await asyncio.gather(
        *(server.command(meeting, "hand_in_card", by=each, ticket=7) for each in doors),
        return_exceptions=True,
    )
    codes = Counter(each.code if isinstance(each, Refused) else "in" for each in typed)
    assert codes == {"in": 1, "card_used": 5}
    assert [request.ticket for request in (await server.state(meeting)).waiting(1)] == [7]


async def test_a_card_that_no_longer_counts_says_so_and_its_code_is_not_used_up(server: Server) -> None:
    meeting = await server.meeting(live=True)
    async with server.browser(cookies={"staff": await server.session("clerk")}) as clerk:
        codes = await reserved(clerk, meeting, 3)
        form = {"id": ID + "b", "first": "2", "last": "2"}
        back = await clerk.post(f"/m/{meeting}/cards/back", data=form, allow_redirects=False)
        nothing = await clerk.post(f"/m/{meeting}/cards/back", data={**form, "id": ID + "c"})
        wrong = await clerk.post(f"/m/{meeting}/cards", data={"id": ID + "d", "period": "1", "cards": "51"})
        odd = await clerk.post(f"/m/{meeting}/cards", data={"id": ID + "e", "period": "x", "cards": "1"})
        long = await clerk.post(
            f"/m/{meeting}/cards", data={"id": ID + "f", "period": "1", "cards": "1" * 11}
        )
        sheet = await (await clerk.get(f"/m/{meeting}/cards?from=1&to=3")).text()
    assert CODE.findall(sheet) == [codes[0], codes[2]]
    async with server.browser() as phone:
        refused = await phone.post(f"/m/{meeting}/claim", data={"code": codes[1]})
        said = await refused.text()
    statuses = [each.status for each in (back, nothing, wrong, odd, long, refused)]
    assert statuses == [303, 409, 400, 400, 400, 409]
    assert "Card 2 was taken back" in said


@rule("R33")
async def test_in_an_outage_the_phone_has_the_card_and_hands_it_in_afterwards(server: Server) -> None:
    meeting = await server.meeting(live=True)
    async with server.browser(cookies={"staff": await server.session("clerk")}) as clerk:
        [code] = await reserved(clerk, meeting, 1)
    await server.command(meeting, "report_outage", failed=["queue"])
    async with server.browser() as phone:
        html = await (await phone.post(f"/m/{meeting}/claim", data={"code": code})).text()
        assert "hand_in_card" in html
        assert dict((await server.state(meeting)).requests) == {}
        await server.command(meeting, "end_outage", how="restored")
        form = {"id": ID, "type": "hand_in_card", "ticket": "1", "channel": "in_person"}
        answer = await phone.post(f"/m/{meeting}/act", data=form, allow_redirects=False)
    assert answer.status == 303
    assert [request.ticket for request in (await server.state(meeting)).waiting(1)] == [1]


async def test_the_qr_code_on_a_card_is_the_address_that_hands_it_in(server: Server) -> None:
    meeting = await server.meeting(live=True)
    async with server.browser(cookies={"staff": await server.session("clerk")}) as clerk:
        [code] = await reserved(clerk, meeting, 1)
        drawn = await (await clerk.get(f"/m/{meeting}/claim/{code}/qr.svg")).read()
    own = io.BytesIO()
    segno.make(f"{server.url}/m/{meeting}/claim/{code}", error="q", micro=False).save(
        own, kind="svg", scale=8, border=4, light="#fff", svgclass=None, lineclass=None, xmldecl=False
    )
    assert drawn == own.getvalue()
