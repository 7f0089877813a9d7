"""Asking to speak and commenting by plain forms and by JSON: receipts, retries, refusals, other devices."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import aiohttp
import pytest

from meetingsvc.routes.edge import EDGE
from tests.routes.test_pages import embedded
from tests.support.rules import rule
from tests.support.server import CLERK, Server

HIDDEN = re.compile(r'name="id" value="([^"]+)"')
ID = "a-form-id-of-22-chars-"


async def ids_of_forms(browser: aiohttp.ClientSession, meeting: str) -> list[str]:
    """The hidden ids of the forms on the attendee's page, all different."""
    found = HIDDEN.findall(await (await browser.get(f"/m/{meeting}")).text())
    assert len(set(found)) == len(found) > 0
    return found


async def mine(browser: aiohttp.ClientSession, meeting: str) -> dict[str, Any]:
    """What the page says of its reader."""
    me: dict[str, Any] = embedded(await (await browser.get(f"/m/{meeting}")).text()).get("me", {})
    return me


@rule("R1", "R17")
async def test_one_asks_to_speak_by_a_form_that_needs_nothing_but_the_period(server: Server) -> None:
    meeting = await server.meeting(live=True)
    async with server.browser() as browser:
        first, *_ = await ids_of_forms(browser, meeting)
        answer = await browser.post(
            f"/m/{meeting}/requests", data={"id": first, "period": "1"}, allow_redirects=False
        )
        html = await (await browser.get(f"/m/{meeting}")).text()
        requests = (await mine(browser, meeting))["requests"]
    assert (answer.status, answer.headers["Location"]) == (303, f"/m/{meeting}#receipt")
    assert f"{meeting}-S1" in html
    assert [(each["ticket"], each["status"], each["receipt"]) for each in requests.values()] == [
        (1, "waiting", f"{meeting}-S1")
    ]


async def test_a_form_sent_twice_before_its_answer_came_makes_one_request(server: Server) -> None:
    meeting = await server.meeting(live=True)
    form = {"id": ID, "period": "1"}
    async with server.browser() as browser, server.browser() as again:
        await browser.post(f"/m/{meeting}/requests", data=form)
        await again.post(f"/m/{meeting}/requests", data=form)
        seats = [(await mine(each, meeting))["participant"] for each in (browser, again)]
    assert len((await server.state(meeting)).requests) == 1
    assert seats[0] == seats[1]


@rule("R17")
async def test_a_comment_by_a_form_has_its_receipt_and_its_text_only_for_its_author(server: Server) -> None:
    meeting = await server.meeting(live=True)
    form = {"id": ID, "text": "Plant\r\nmore trees", "item": "1", "position": "", "name": "", "contact": ""}
    async with server.browser() as browser, server.browser() as other:
        answer = await browser.post(f"/m/{meeting}/comments", data=form, allow_redirects=False)
        page = await (await browser.get(f"/m/{meeting}")).text()
        listed = await (await browser.get(f"/m/{meeting}/comments?mine")).json()
        elsewhere = await (await other.get(f"/m/{meeting}")).text()
    assert answer.status == 303
    assert "Plant\nmore trees" in page
    assert f"{meeting}-C1" in page
    assert [(each["comment"], each["text"], each["status"]) for each in listed["comments"]] == [
        (1, "Plant\nmore trees", "submitted")
    ]
    assert "more trees" not in elsewhere


async def test_without_scripts_one_changes_details_defers_withdraws_and_takes_a_comment_back(
    server: Server,
) -> None:
    meeting = await server.meeting(live=True)
    acts: list[tuple[dict[str, str], str]] = [
        (
            {"type": "edit_request", "ticket": "1", "channel": "in_person", "name": "Ann", "topic": ""},
            "waiting",
        ),
        ({"type": "on_my_way", "ticket": "1"}, "waiting"),
        ({"type": "im_here", "ticket": "1"}, "waiting"),
        ({"type": "defer_request", "ticket": "1", "places": "1"}, "waiting"),
        ({"type": "withdraw_request", "ticket": "1"}, "withdrawn"),
    ]
    async with server.browser() as browser:
        await browser.post(f"/m/{meeting}/requests", data={"id": ID, "period": "1"})
        await server.command(meeting, "add_request", period=1)
        for number, (fields, status) in enumerate(acts):
            answer = await browser.post(
                f"/m/{meeting}/act", data={"id": f"act-number-{number:011}", **fields}, allow_redirects=False
            )
            assert (answer.status, fields["type"]) == (303, fields["type"])
            assert (await mine(browser, meeting))["requests"]["1"]["status"] == status
        await browser.post(f"/m/{meeting}/comments", data={"id": ID + "c", "text": "x"})
        await browser.post(
            f"/m/{meeting}/act", data={"id": ID + "w", "type": "withdraw_comment", "comment": "1"}
        )
        me = await mine(browser, meeting)
    assert me["requests"]["1"]["name"] == "Ann"
    assert me["comments"]["1"]["status"] == "withdrawn"


async def test_a_form_that_is_refused_says_why_and_keeps_what_was_typed(server: Server) -> None:
    meeting = await server.meeting(live=True)
    text = "Five thousand " * 400
    async with server.browser(lang="es") as browser:
        answer = await browser.post(f"/m/{meeting}/comments", data={"id": ID, "text": text})
        html = await answer.text()
    assert answer.status == 400
    assert 'role="alert"' in html
    assert text.strip() in html
    assert 'lang="es"' in html
    assert f'name="next" value="/m/{meeting}"' in html
    assert dict((await server.state(meeting)).comments) == {}


async def test_a_person_in_the_queue_is_not_put_there_twice(server: Server) -> None:
    meeting = await server.meeting(live=True)
    async with server.browser() as browser:
        await browser.post(f"/m/{meeting}/requests", data={"id": ID, "period": "1"})
        again = await browser.post(f"/m/{meeting}/requests", data={"id": ID + "2", "period": "1"})
        html = await again.text()
    assert again.status == 409
    assert "with ticket 1" in html


async def test_a_seat_is_taken_once_and_kept_in_a_cookie(server: Server) -> None:
    meeting = await server.meeting(live=True)
    async with server.browser() as browser:
        first = await browser.post(f"/m/{meeting}/seat", json={})
        again = await browser.post(f"/m/{meeting}/seat")
        seats = [(await each.json())["participant"] for each in (first, again)]
    cookie = first.cookies[f"seat_{meeting}"]
    assert (first.status, again.status) == (201, 200)
    assert seats[0] == seats[1]
    assert len(cookie.value) >= 22
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


async def test_json_gets_the_receipt_and_the_same_one_for_the_same_id(server: Server) -> None:
    meeting = await server.meeting(live=True)
    async with server.browser() as browser:
        sent = {"id": ID, "period": 1, "name": "Ann"}
        first = await browser.post(f"/m/{meeting}/requests", json=sent)
        again = await browser.post(f"/m/{meeting}/requests", json=sent)
        other = await browser.post(f"/m/{meeting}/requests", json={**sent, "name": "Bob"})
        comment = await browser.post(f"/m/{meeting}/comments", json={"id": ID + "c", "text": "x"})
        answers = [await each.json() for each in (first, again, other, comment)]
    seq = (await server.state(meeting)).seq
    assert [each.status for each in (first, again, other, comment)] == [201, 201, 409, 201]
    assert answers[0] == answers[1] == {"seq": seq - 1, "ticket": 1, "receipt": f"{meeting}-S1"}
    assert answers[2]["code"] == "id_reused"
    assert answers[3] == {"seq": seq, "comment": 1, "receipt": f"{meeting}-C1"}


@rule("R5")
async def test_at_a_kiosk_everyone_gets_a_place_of_their_own_and_a_code_to_take_it_along(
    server: Server,
) -> None:
    meeting = await server.meeting(live=True)
    async with server.browser() as kiosk, server.browser() as phone:
        sent = [{"id": f"{ID}{n}", "period": 1, "channel": "in_person", "kiosk": True} for n in (1, 2)]
        answers = [await kiosk.post(f"/m/{meeting}/requests", json=each) for each in (*sent, sent[0])]
        said = [await each.json() for each in answers]
        assert [dict(each.cookies) for each in answers] == [{}, {}, {}]
        claim = said[0]["claim"]
        page = await phone.get(claim["url"])
        assert (await mine(phone, meeting)) == {}  # to look at the address changes nothing
        taken = await phone.post(claim["url"].removeprefix(server.url), data={}, allow_redirects=False)
        me = await mine(phone, meeting)
        again = await kiosk.post(claim["url"].removeprefix(server.url), data={})
    assert [each["ticket"] for each in said] == [1, 2, 1]
    assert (page.status, taken.status, taken.headers["Location"]) == (200, 303, f"/m/{meeting}")
    assert list(me["requests"]) == ["1"]
    assert again.status == 404


async def test_a_code_may_be_typed_on_another_device(server: Server) -> None:
    meeting = await server.meeting(live=True)
    async with server.browser() as laptop, server.browser() as phone:
        await laptop.post(f"/m/{meeting}/requests", data={"id": ID, "period": "1"})
        claim = await (await laptop.post(f"/m/{meeting}/claims", json={})).json()
        form = await phone.get(f"/m/{meeting}/claim")
        wrong = await phone.post(f"/m/{meeting}/claim", data={"code": "nonsense"})
        asked_again = await wrong.text()
        await phone.post(f"/m/{meeting}/claim", data={"code": f" {claim['code'].lower().replace('-', ' ')} "})
        drawn = await phone.get(claim["qr"])
        seats = [(await mine(each, meeting))["participant"] for each in (laptop, phone)]
    assert (form.status, wrong.status) == (200, 404)
    assert ('value="nonsense"' in asked_again, "This code is wrong" in asked_again) == (True, True)
    assert (drawn.status, drawn.content_type, drawn.headers["Cache-Control"]) == (
        200,
        "image/svg+xml",
        "no-store",
    )
    assert seats[0] == seats[1]


async def test_codes_cannot_be_tried_without_end(server: Server) -> None:
    meeting = await server.meeting(live=True)
    async with server.browser() as browser:
        tries = [await browser.post(f"/m/{meeting}/claim", data={"code": f"wrong{n}"}) for n in range(21)]
    assert [each.status for each in tries] == [404] * 20 + [429]
    assert int(tries[-1].headers["Retry-After"]) >= 1


async def test_codes_are_not_made_without_end(server: Server) -> None:
    meeting = await server.meeting(live=True)
    async with server.browser() as browser:
        await browser.post(f"/m/{meeting}/seat", json={})
        made = [await browser.post(f"/m/{meeting}/claims", json={}) for _ in range(60)]
    assert Counter(each.status for each in made).keys() == {201, 429}
    assert int(next(each for each in made if each.status == 429).headers["Retry-After"]) >= 1


BAD: list[tuple[str, object, str]] = [
    ("requests", {"period": "1"}, "invalid_field"),
    ("requests", {"id": ID}, "invalid_field"),
    ("requests", {"id": "short", "period": "1"}, "invalid_field"),
    ("requests", {"id": ID, "period": "none"}, "invalid_field"),
    ("requests", {"id": ID, "period": "99"}, "no_such_period"),
    ("requests", {"id": ID, "period": "99999999999999999999"}, "invalid_field"),
    ("requests", {"id": ID, "period": "1", "address": "12 Elm St"}, "invalid_field"),
    ("requests", {"id": ID, "period": "1", "type": "adjourn"}, "invalid_field"),
    ("requests", {"id": ID, "period": "1", "name": "x" * 201}, "invalid_field"),
    ("requests", b"id=%ff&period=1", "invalid_request"),
    ("requests", b"&".join(b"f%d=1" % n for n in range(60)), "invalid_request"),
    ("requests", b"period=1&period=2&id=" + ID.encode(), "invalid_field"),
    ("comments", {"id": ID}, "invalid_field"),
    ("comments", {"id": ID, "text": " "}, "invalid_field"),
    ("comments", {"id": ID, "text": "x", "item": "99"}, "no_such_item"),
    ("comments", b"x" * 70_000, "too_large"),
    ("comments", b"x" * 300_000, "too_large"),
    ("act", {"id": ID, "type": "adjourn"}, "unknown_command"),
    ("act", {"id": ID, "type": "start_meeting"}, "unknown_command"),
    ("act", {"id": ID, "type": "withdraw_request", "ticket": "2"}, "no_such_ticket"),
    ("act", {"id": ID, "type": "withdraw_request", "ticket": "2", "kiosk": "1"}, "invalid_field"),
    ("act", {"id": ID}, "unknown_command"),
]
BAD_JSON: list[tuple[str, bytes, str]] = [
    ("requests", b"", "invalid_request"),
    ("requests", b"[]", "invalid_request"),
    ("requests", b"{", "invalid_request"),
    ("requests", b'{"id":"\\ud800"}', "invalid_request"),
    ("requests", b"[" * 60_000, "invalid_request"),
    ("requests", b'{"id":["' + ID.encode() + b'"],"period":1}', "invalid_field"),
    ("requests", b'{"id":"' + ID.encode() + b'","period":"1"}', "invalid_field"),
    ("requests", b'{"id":"' + ID.encode() + b'","period":1,"kiosk":1}', "invalid_field"),
    ("requests", b'{"id":"' + ID.encode() + b'","period":1,"type":"adjourn"}', "invalid_field"),
    ("requests", b'{"id":"' + ID.encode() + b'","period":1.5}', "invalid_field"),
    ("comments", b'{"id":"' + ID.encode() + b'","text":null}', "invalid_field"),
    ("comments", b'{"id":"' + ID.encode() + b'","text":"' + b"x" * 70_000 + b'"}', "too_large"),
    ("seat", b'{"participant":"p0000000000000000"}', "invalid_request"),
    ("claims", b"{{}}", "invalid_request"),
]


@pytest.fixture
async def stage(server: Server) -> tuple[str, list[bytes]]:
    """A meeting with ticket 2 in somebody else's hand, and its log."""
    meeting = await server.meeting(live=True)
    for _ in range(2):
        await server.command(meeting, "add_request", period=1)
    return meeting, await server.log(meeting)


async def test_a_bad_form_gets_its_refusal_and_leaves_the_log_as_it_was(
    server: Server, stage: tuple[str, list[bytes]]
) -> None:
    meeting, before = stage
    got = []
    async with server.browser() as browser:
        await browser.post(f"/m/{meeting}/seat")
        for path, body, _ in BAD:
            accept = {"Content-Type": "application/x-www-form-urlencoded"} if isinstance(body, bytes) else {}
            refusals = Counter(server.running.app[EDGE].counts.refusals)
            answer = await browser.post(f"/m/{meeting}/{path}", data=body, headers=accept)
            assert 400 <= answer.status < 500
            got.append((path, body, *(Counter(server.running.app[EDGE].counts.refusals) - refusals)))
    assert got == BAD
    assert await server.log(meeting) == before


async def test_bad_json_gets_its_refusal_and_leaves_the_log_as_it_was(
    server: Server, stage: tuple[str, list[bytes]]
) -> None:
    meeting, before = stage
    got = []
    async with server.browser() as browser:
        seat = await browser.post(f"/m/{meeting}/seat")
        assert seat.status == 201
        for path, body, _ in BAD_JSON:
            answer = await browser.post(
                f"/m/{meeting}/{path}", data=body, headers={"Content-Type": "application/json"}
            )
            said = await answer.json()
            assert said.keys() == {"ok", "code", "params", "message"}
            got.append((path, body, said["code"]))
    assert got == BAD_JSON
    assert await server.log(meeting) == before


async def test_a_multipart_form_is_not_read(server: Server, stage: tuple[str, list[bytes]]) -> None:
    meeting, before = stage
    form = aiohttp.FormData({"id": ID})
    form.add_field("text", b"x", filename="x.exe")
    async with server.browser() as browser:
        answer = await browser.post(f"/m/{meeting}/comments", data=form)
    assert answer.status == 400
    assert await server.log(meeting) == before


async def test_what_belongs_to_another_meeting_is_of_no_use_here(server: Server) -> None:
    here, there = await server.meeting(live=True), await server.meeting(live=True)
    await server.command(here, "add_request", by=CLERK, period=1)
    async with server.browser() as browser:
        await browser.post(f"/m/{there}/requests", data={"id": ID, "period": "1"})
        answer = await browser.post(
            f"/m/{here}/act", data={"id": ID + "x", "type": "withdraw_request", "ticket": "1"}
        )
    assert answer.status == 403
    assert (await server.state(here)).requests[1].status == "waiting"


async def test_nobody_floods_the_record_from_one_seat(server: Server) -> None:
    meeting = await server.meeting(live=True)
    async with server.browser() as browser:
        sent = [{"id": server.fresh_id(), "text": f"Again, {n}"} for n in range(60)]
        answers = [await browser.post(f"/m/{meeting}/comments", json=each) for each in sent]
    statuses = Counter(answer.status for answer in answers)
    assert statuses.keys() == {201, 429}
    assert len((await server.state(meeting)).comments) == statuses[201] < 50
    assert int(next(each for each in answers if each.status == 429).headers["Retry-After"]) >= 1
