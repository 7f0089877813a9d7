"""Pages are whole without scripts, in the reader's language, and what scripts take over is safe in them."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from meetingsvc.domain.roles import Role
from meetingsvc.readmodel.views import view
from meetingsvc.routes.edge import EDGE
from tests.support.server import STARTS_AT, Server

PAGE = re.compile(r'<script type="application/json" id="page">(.*?)</script>', re.DOTALL)


def embedded(html: str) -> dict[str, Any]:
    """The JSON that a page hands over to its scripts."""
    found = PAGE.search(html)
    assert found is not None
    said: dict[str, Any] = json.loads(found[1])
    return said


async def test_the_home_page_lists_what_is_on_what_comes_and_what_is_over(server: Server) -> None:
    on, over = await server.meeting(live=True, title="On"), await server.meeting(title="Over")
    await server.meeting(title="To come")
    await server.command(over, "cancel_meeting")
    async with server.browser() as browser:
        html = await (await browser.get("/")).text()
    order = [
        html.index(text) for text in ("On now", f"/m/{on}", "Coming up", "To come", "Past meetings", over)
    ]
    assert order == sorted(order)


STAFF_WITH_DESKS: tuple[Role, ...] = ("clerk", "chair", "captioner")


async def test_staff_find_their_way_to_where_they_work_from_the_home_page_and_nobody_else_does(
    server: Server,
) -> None:
    meeting, _another_body_s = await server.meeting(live=True), await server.meeting(body="planning")
    await server.command(meeting, "adjourn")
    cookies: list[dict[str, str]] = [{}]
    cookies += [{"staff": await server.session(role)} for role in STAFF_WITH_DESKS]
    ways = []
    for each in cookies:
        async with server.browser(cookies=each) as browser:
            html = await (await browser.get("/")).text()
        ways.append(re.findall(r"/m/\w+/(?:clerk|captions)", html))
    assert ways == [
        [],
        [f"/m/{meeting}/clerk", f"/m/{meeting}/captions"],
        [f"/m/{meeting}/clerk"],
        [f"/m/{meeting}/captions"],
    ]


HOSTILE = "</script><script>alert(1)</script><!--\u2028\u2029&amp;'\""


async def test_what_people_write_can_neither_end_a_script_nor_begin_one(server: Server) -> None:
    meeting = await server.meeting(live=True, title=HOSTILE, agenda=(HOSTILE,))
    await server.command(meeting, "announce", text=HOSTILE)
    async with server.browser() as browser:
        for page in ("", "/display", "/kiosk"):
            html = await (await browser.get(f"/m/{meeting}{page}")).text()
            assert "<script>alert" not in html
            assert embedded(html)["view"]["meeting"]["title"] == HOSTILE
        assert "<script>alert" not in await (await browser.get("/")).text()


async def test_a_page_hands_its_scripts_the_view_its_seq_the_clock_and_all_addresses(server: Server) -> None:
    meeting = await server.meeting(live=True)
    state = await server.state(meeting)
    async with server.browser(lang="ar") as browser:
        answer = await browser.get(f"/m/{meeting}")
        html = await answer.text()
        said = embedded(html)
        catalog = await browser.get(said["catalog"])
        words = await catalog.json()
    assert '<html lang="ar" dir="rtl">' in html
    assert (answer.headers["Cache-Control"], answer.headers["Content-Language"]) == ("no-store", "ar")
    assert said.pop("view") == json.loads(json.dumps(view(state, "public")))
    assert (words["lang"], words["dir"], words["intl"]) == ("ar", "rtl", "ar-u-nu-latn")
    assert {each["lang"]: each["name"] for each in said.pop("languages")} == {
        "en": "English",
        "es": "Español",
        "ar": "العربية",
        "zh-Hant": "繁體中文",
    }
    here = f"/m/{meeting}"
    assert said.pop("urls") == {
        "home": "/",
        "public": f"{server.url}{here}",
        "attendee": here,
        "archive": f"/archive/{meeting}",
        "editor": f"/archive/{meeting}/edit",
        "lines": f"/archive/{meeting}/lines",
        "qr": f"{here}/qr.svg",
        "language": "/language",
        "login": "/login",
        "logout": "/logout",
        "socket": "/socket.io",
        **{
            name: f"{here}/{name}"
            for name in (
                "clerk",
                "captions",
                "door",
                "cards",
                "codes",
                "claim",
                "display",
                "kiosk",
                "seat",
                "requests",
                "comments",
                "act",
                "cues",
            )
        },
    }
    assert said == {
        "meeting": meeting,
        "as": "public",
        "lang": "ar",
        "dir": "rtl",
        "seq": state.seq,
        "now": STARTS_AT,
        "origin": server.url,
        "catalog": str(catalog.url.path),
    }


async def test_staff_get_the_view_that_their_role_may_see(server: Server) -> None:
    meeting = await server.meeting(live=True)
    await server.command(meeting, "add_request", period=1, name="Ann", contact="ann@example.org")
    clerk, captioner = await server.session("clerk"), await server.session("captioner")
    async with server.browser(cookies={"staff": clerk}) as browser:
        desk = embedded(await (await browser.get(f"/m/{meeting}/clerk")).text())
    async with server.browser(cookies={"staff": captioner}) as browser:
        html = await (await browser.get(f"/m/{meeting}/captions")).text()
    assert (desk["as"], desk["staff"]) == ("staff", {"name": "Clerk Clerk", "roles": ["clerk"]})
    assert desk["view"]["requests"]["1"]["contact"] == "ann@example.org"
    typing = embedded(html)
    assert (typing["as"], typing["me"]) == (
        "public",
        {"account": "captioner", "name": "Captioner Captioner", "roles": ["captioner"]},
    )
    assert "ann@example.org" not in html


async def test_a_meeting_has_one_address_however_its_id_is_written(server: Server) -> None:
    meeting = await server.meeting()
    async with server.browser() as browser:
        answer = await browser.get(f"/m/{meeting.lower()}/display?variant=clock", allow_redirects=False)
        missing = await browser.get("/m/00000000")
        html = await missing.text()
    assert (answer.status, answer.headers["Location"]) == (301, f"/m/{meeting}/display?variant=clock")
    assert missing.status == 404
    assert "There is no meeting with this number." in html


async def test_whoever_asks_only_whether_a_page_is_there_gets_its_head(server: Server) -> None:
    meeting = await server.meeting()
    async with server.browser() as browser:
        answers = [await browser.head(path) for path in (f"/m/{meeting}", "/nowhere", f"/m/{meeting}/seat")]
        assert [(each.status, await each.read()) for each in answers] == [(200, b""), (404, b""), (405, b"")]
    assert answers[0].headers["Content-Security-Policy"]


async def test_a_display_has_five_variants_and_no_other(server: Server) -> None:
    meeting = await server.meeting(live=True)
    async with server.browser() as browser:
        got = {
            variant: (await browser.get(f"/m/{meeting}/display", params={"variant": variant})).status
            for variant in ("room", "dais", "lectern", "lower-third", "clock", "<script>", "")
        }
    assert got == {
        "room": 200,
        "dais": 200,
        "lectern": 200,
        "lower-third": 200,
        "clock": 200,
        "<script>": 400,
        "": 400,
    }


async def test_a_qr_code_leads_to_the_attendees_page(server: Server) -> None:
    meeting = await server.meeting()
    async with server.browser() as browser:
        answer = await browser.get(f"/m/{meeting}/qr.svg")
        drawn = await answer.text()
    assert answer.content_type == "image/svg+xml"
    assert 'fill="#fff"' in drawn
    assert "style=" not in drawn  # our own policy would not let it


async def test_a_fault_of_ours_is_told_without_a_word_of_what_it_was(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_request: object) -> None:
        raise RuntimeError("secret in the message")

    server.running.app[EDGE].templates.globals["fresh_id"] = broken
    meeting = await server.meeting(live=True)
    async with server.browser() as browser:
        answer = await browser.get(f"/m/{meeting}")
        html = await answer.text()
    assert answer.status == 500
    assert "Something went wrong here" in html
    assert "RuntimeError" not in html
    assert "at GET /m/{meeting}" in caplog.text
    assert "secret in the message" not in caplog.text
