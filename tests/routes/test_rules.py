"""The settings page of a body's rules: read, set, filled in, fetched; by plain forms, by its clerk alone."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator

import aiohttp
import pytest

from meetingsvc.domain.profile import PLAIN, Profile, Shrink
from meetingsvc.profiles import parse, shipped, written
from tests.support.server import CLERK, STARTS_AT, Server

PAGE = "/b/council/rules"
FIELD = re.compile(r'<(input|select|textarea)([^>]*) name="([^"]+)"([^>]*)>(?:([^<]*)</textarea>)?')
ERROR = re.compile(r'<p class="error" id="rule-([^"]+)-wrong">.*?<span>(.*?)</span></p>', re.DOTALL)


def fields(page: str) -> dict[str, str]:
    """What a browser would send of the form that saves."""
    form = page[page.index('<input type="hidden" name="expected"') :]
    sent = {}
    for tag, before, name, after, text in FIELD.findall(form[: form.index("</form>")]):
        about = before + after
        if tag == "textarea":
            sent[name] = html.unescape(text)
        elif tag == "select":
            options = form[form.index(f'name="{name}"') :]
            [sent[name]] = re.findall(r'value="([^"]+)" selected', options[: options.index("</select>")])
        elif "checkbox" not in about:
            [sent[name]] = [html.unescape(value) for value in re.findall(r'value="([^"]*)"', about)]
        elif " checked" in about:
            sent[name] = "on"
    return sent


def errors(page: str) -> dict[str, str]:
    """What stands beside which field."""
    return {name: html.unescape(text) for name, text in ERROR.findall(page)}


@pytest.fixture
async def clerk(server: Server) -> AsyncIterator[aiohttp.ClientSession]:
    """The council's clerk, who has held a meeting."""
    await server.meeting()
    async with server.browser(cookies={"staff": await server.session("clerk")}) as browser:
        yield browser


async def current(server: Server) -> Profile:
    return server.service.profiles.of("council")


async def test_every_value_stands_on_the_page_and_what_is_sent_back_is_the_same(
    server: Server, clerk: aiohttp.ClientSession
) -> None:
    for name, profile in shipped().items():
        page = await (await clerk.get(f"{PAGE}?from={name}")).text()
        assert "Nothing is saved yet" in page
        answer = await clerk.post(PAGE, data=fields(page), allow_redirects=False)
        version = len(await server.service.profiles.history("council"))
        assert (answer.status, answer.headers["Location"]) == (303, f"{PAGE}?saved={version}")
        saved = parse(written(await current(server)).encode())
        assert saved == parse(written(profile).replace("version = 1\n", f"version = {version}\n").encode())


async def test_a_change_is_a_version_with_who_and_when_and_what(
    server: Server, clerk: aiohttp.ClientSession
) -> None:
    page = await (await clerk.get(PAGE)).text()
    assert "No rules have been set yet." in page
    first = fields(page) | {"name": "Ours", "positions": "on"}
    await clerk.post(PAGE, data=first)
    await server.clock.advance(STARTS_AT + 60_000)
    page = await (await clerk.get(PAGE)).text()
    changed = fields(page) | {
        "allotment": "2:00",
        "shrink.1.above": "20",
        "shrink.1.allotment": "1:00",
        "priority_classes": "Residents\r\n\r\n Others ",
        "person_cap": "",
        "laws.texas_551": "on",
    }
    del changed["positions"]
    page = await (await clerk.post(PAGE, data=changed)).text()
    assert "Saved as version 2." in page
    assert await current(server) == Profile(
        name="Ours",
        version=2,
        laws=("texas_551",),
        priority_classes=("Residents", "Others"),
        allotment_ms=120_000,
        shrink=(Shrink(above=20, allotment_ms=60_000),),
        positions=False,
    )
    listed = page[page.index('id="history"') :]
    assert listed.count("Clerk Clerk") == 2
    assert "7:01" in listed
    assert "Time for each speaker: 3:00 → 2:00" in listed
    assert "Speakers and comments can say for or against: yes → no" in listed
    earlier = await (await clerk.get(f"{PAGE}?version=1")).text()
    assert fields(earlier)["allotment"] == "3:00"
    assert fields(earlier)["expected"] == "2"


async def test_all_that_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    server: Server, clerk: aiohttp.ClientSession
) -> None:
    typed = fields(await (await clerk.get(PAGE)).text()) | {
        "name": "Ours & <theirs>",
        "allotment": "3",
        "interpreter_percent": "150",
        "laws.brown_act": "on",
        "grace.remote": "1 minute",
        "lottery_above": "many",
        "ceding": "on",
        "shrink.3.above": "20",
    }
    answer = await clerk.post(PAGE, data=typed)
    page = await answer.text()
    assert answer.status == 400
    length = "Write minutes and seconds, such as 3:00, or with hours, such as 1:30:00."
    assert errors(page) == {
        "lottery_above": "Write a whole number.",
        "allotment": length,
        "shrink-1-allotment": "Must be from 0:15 to 1:00:00.",
        "interpreter_percent": "The law that you have named asks for 200 percent at least.",
        "ceding_cap": "Where time can be ceded, the total needs a cap.",
        "grace-remote": length,
    }
    assert '<a href="#rule-allotment">' in page
    again = fields(page)
    assert {name: again[name] for name in ("name", "allotment", "grace.remote", "lottery_above")} == {
        name: typed[name] for name in ("name", "allotment", "grace.remote", "lottery_above")
    }
    assert again["shrink.1.above"] == "20"
    assert await current(server) == PLAIN


async def test_who_saves_upon_what_somebody_else_has_saved_is_told_and_can_save_again(
    server: Server, clerk: aiohttp.ClientSession
) -> None:
    typed = fields(await (await clerk.get(PAGE)).text()) | {"allotment": "2:00"}
    await server.service.profiles.save(CLERK, "council", 0, shipped()["texas"])
    answer = await clerk.post(PAGE, data=typed)
    page = await answer.text()
    assert answer.status == 409
    assert "Somebody has saved version 1 of these rules in the meantime." in page
    assert f'href="{PAGE}?version=1"' in page
    assert fields(page) == typed | {"expected": "1"}
    answer = await clerk.post(PAGE, data=fields(page))
    assert (answer.status, (await current(server)).allotment_ms) == (200, 120_000)


async def test_the_rules_go_out_as_a_file_and_come_back_from_one(
    server: Server, clerk: aiohttp.ClientSession
) -> None:
    await server.service.profiles.save(CLERK, "council", 0, shipped()["california"])
    answer = await clerk.get(f"{PAGE}.toml")
    file = await answer.read()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="council-rules.toml"'
    assert parse(file) == shipped()["california"]
    changed = file.replace(b'allotment = "3:00"', b'allotment = "2:00"')
    page = await (await clerk.post(f"{PAGE}/file", data=upload(changed))).text()
    assert "Filled in from “ours.toml”. Nothing is saved yet" in page
    assert (await current(server)).allotment_ms == 180_000
    await clerk.post(PAGE, data=fields(page))
    assert (await current(server)).allotment_ms == 120_000
    assert parse(await (await clerk.get(f"{PAGE}.toml?version=1")).read()).allotment_ms == 180_000


def upload(file: bytes, field: str = "file", name: str = "C:\\rules\\ours.toml") -> aiohttp.FormData:
    form = aiohttp.FormData(quote_fields=False)
    form.add_field(field, file, filename=name, content_type="application/octet-stream")
    return form


async def test_a_file_with_faults_is_refused_with_all_of_them(clerk: aiohttp.ClientSession) -> None:
    hostile = b'allotment = "0:01"\n"<script>alert(1)</script>" = 1\n'
    answer = await clerk.post(f"{PAGE}/file", data=upload(hostile))
    page = await answer.text()
    assert answer.status == 400
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;</code>: There is no such key." in page
    assert "Must be from 0:15 to 1:00:00." in page


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (upload(b"x" * 40_000), 413),
        (upload(b"", field="other"), 400),
        ({"file": "name = 'no file'"}, 400),
        (b"--", 400),
    ],
)
async def test_what_is_no_upload_is_refused(
    clerk: aiohttp.ClientSession, sent: aiohttp.FormData | dict[str, str] | bytes, status: int
) -> None:
    assert (await clerk.post(f"{PAGE}/file", data=sent)).status == status
    broken = {"Content-Type": "multipart/form-data"}
    assert (await clerk.post(f"{PAGE}/file", data=b"--x\r\n", headers=broken)).status == 400
    endless = {"Content-Type": "multipart/form-data; boundary=x"}
    assert (await clerk.post(f"{PAGE}/file", data=b"--x\r\nContent-", headers=endless)).status == 400


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{PAGE}?from=nowhere", 400),
        (f"{PAGE}?version=7", 404),
        (f"{PAGE}?version=%D9%A3", 400),
        (f"{PAGE}.toml?version=x", 400),
        (f"{PAGE}.toml?version=7", 404),
    ],
)
async def test_what_there_is_not_is_refused(clerk: aiohttp.ClientSession, path: str, status: int) -> None:
    assert (await clerk.get(path)).status == status


async def test_a_body_that_nobody_knows_has_no_rules_to_set(server: Server) -> None:
    everywhere = await server.session("clerk", body="*")
    async with server.browser(cookies={"staff": everywhere}) as browser:
        sent = {"expected": "0", "name": "Ours"}
        answers = [
            await browser.get("/b/nowhere/rules"),
            await browser.get("/b/nowhere/rules.toml"),
            await browser.post("/b/nowhere/rules", data=sent),
            await browser.get("/b/NOWHERE%00/rules"),
        ]
    assert [answer.status for answer in answers] == [404, 404, 404, 404]


async def test_a_form_with_what_is_no_field_is_refused(server: Server, clerk: aiohttp.ClientSession) -> None:
    for sent in ({"expected": "0", "version": "9"}, {"expected": "-1"}, {"name": "Ours"}):
        assert (await clerk.post(PAGE, data=sent)).status == 400
    assert await current(server) == PLAIN


async def test_the_clerk_s_page_leads_there_and_the_chair_s_does_not(server: Server) -> None:
    meeting = await server.meeting(live=True)
    found = {}
    for role in ("clerk", "chair"):
        async with server.browser(cookies={"staff": await server.session(role)}) as browser:
            found[role] = f'href="{PAGE}"' in await (await browser.get(f"/m/{meeting}/clerk")).text()
    assert found == {"clerk": True, "chair": False}


async def test_what_is_in_force_is_said_to_who_may_ask_to_speak(server: Server) -> None:
    rules = Profile(
        allotment_ms=120_000,
        shrink=(Shrink(above=20, allotment_ms=60_000),),
        person_cap_ms=600_000,
        total_cap_ms=3_600_000,
        at_least_ms=1_200_000,
        at_most_ms=5_400_000,
    )
    await server.service.profiles.save(CLERK, "council", 0, rules)
    meeting = await server.meeting(live=True)
    async with server.browser() as browser:
        page = await (await browser.get(f"/m/{meeting}")).text()
    [said] = re.findall(r'period-rules">(.*?)</p>', page, re.DOTALL)
    assert " ".join(said.split()) == (
        "2 minutes for each speaker. "
        "Less when many sign up: 1 minute above 20 speakers. "
        "Order: by arrival, everyone in one queue. "
        "Nobody speaks for more than 10 minutes in this meeting. "
        "1 hour for all speakers together, shared equally by the room and remote. "
        "Public comment stays open for at least 20 minutes. "
        "Public comment ends after 1 hour, 30 minutes at the latest. "
        "Time to join after the last call: 1 minute."
    )
