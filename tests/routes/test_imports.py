"""Importing a finished file of captions by plain forms: looked at, let in once, and named what stays out."""

from __future__ import annotations

import html
import io
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
import pytest

from tests.support.rules import rule
from tests.support.server import STARTS_AT, Server

FILE = """WEBVTT

00:01.000 --> 00:03.000
<v Mayor Ode>Good evening &amp; welcome.</v>

00:59.000 --> 01:01.000
Into the recess.

00:04.000 --> 00:05.000
Out of order.

02:30.000 --> 02:31.000
Goodbye.

stray
"""


@dataclass
class Desk:
    """A captioner at the form of a meeting that is over: a minute open, one in recess, one open."""

    server: Server
    meeting: str
    browser: aiohttp.ClientSession

    @property
    def address(self) -> str:
        """Where the form is."""
        return f"/m/{self.meeting}/captions/import"

    async def send(self, content: str | bytes, **fields: str) -> aiohttp.ClientResponse:
        """Send a file with the form."""
        form = aiohttp.FormData({"into": "", "language": "en", "offset": "0:00:00", **fields})
        sent = content if isinstance(content, bytes) else content.encode()
        form.add_field("file", io.BytesIO(sent), filename="C:\\a\\b.vtt")
        return await self.browser.post(self.address, data=form)

    async def then(self, page: str, act: str, **fields: str) -> str:
        """Go on from what a look has shown, until it is over."""
        [address] = re.findall(rf'action="({self.address}/[^"]+)"', page)
        answer = await self.browser.post(
            address, data={"into": "", "language": "en", "offset": "0:00:00", "act": act, **fields}
        )
        shown = await answer.text()
        while 'http-equiv="refresh"' in shown:
            shown = await (await self.browser.get(str(answer.url))).text()
        return shown

    async def captions(self, track: str = "en") -> list[tuple[int, int, str | None, str | None]]:
        """What a track has, from the meeting's start."""
        rows = await self.server.service.cues(self.meeting, track, limit=None)
        return [(row.began - STARTS_AT, row.ended - STARTS_AT, row.text, row.speaker) for row in rows]


def refused(page: str) -> list[tuple[str, str]]:
    """Read (line, reason) of what a page says cannot come in."""
    return [
        (line, html.unescape(why))
        for line, why in re.findall(r'<tr><th scope="row" class="numbers">(\d+)</th><td>(.*?)</td>', page)
    ]


@pytest.fixture
async def desk(server: Server) -> AsyncIterator[Desk]:
    meeting = await server.meeting(live=True)
    for minute, kind in ((1, "recess"), (2, "resume_meeting"), (3, "adjourn")):
        await server.clock.advance(STARTS_AT + minute * 60_000)
        await server.command(meeting, kind)
    async with server.browser(cookies={"staff": await server.session("captioner")}) as browser:
        yield Desk(server, meeting, browser)


@rule("R38", "R42")
async def test_a_file_is_looked_at_first_and_what_cannot_come_in_is_named_with_its_line(desk: Desk) -> None:
    page = await (await desk.send(FILE)).text()
    assert "<strong>2 captions</strong> · WebVTT" in page
    assert "Good evening &amp; welcome." in page
    assert refused(page) == [
        ("6", "The meeting was not in open session then."),
        ("9", "It begins before the caption in front of it."),
        ("15", "There are no times, so nobody knows when it was said."),
    ]
    assert await desk.captions() == []


async def test_what_was_looked_at_comes_in_with_its_times_and_speakers_into_a_track_of_its_own(
    desk: Desk,
) -> None:
    page = await (await desk.send(FILE)).text()
    done = await desk.then(page, "import", language="es")
    assert "2 captions have come in." in done
    assert f'href="/archive/{desk.meeting}?track=es"' in done
    assert await desk.captions("es") == [
        (1_000, 3_000, "Good evening & welcome.", "Mayor Ode"),
        (150_000, 151_000, "Goodbye.", None),
    ]
    vtt = await (await desk.browser.get(f"/archive/{desk.meeting}/transcript.es.vtt")).text()
    assert "00:00:01.000 --> 00:00:03.000\n<v Mayor Ode>Good evening &amp; welcome.</v>\n" in vtt


async def test_a_file_can_begin_later_than_the_meeting_and_is_looked_at_again(desk: Desk) -> None:
    page = await (await desk.send(FILE, offset="-0:00:02")).text()
    assert ("3", "The meeting was not in open session then.") in refused(page)
    again = await desk.then(page, "look", offset="0:00:30.5", into="en")
    assert ("12", "The meeting was not in open session then.") not in refused(again)
    assert await desk.captions() == []
    await desk.then(again, "import", offset="0:00:30.5", into="en")
    assert (await desk.captions())[0][:2] == (31_500, 33_500)


async def test_sent_again_nothing_comes_in_twice(desk: Desk) -> None:
    page = await (await desk.send(FILE, into="en")).text()
    assert "2 captions have come in." in await desk.then(page, "import", into="en")
    again = await (await desk.send(FILE, into="en")).text()
    assert "0 captions" in await desk.then(again, "import", into="en")
    assert "The track already has captions from then, or from later." in [why for _, why in refused(again)]
    assert len(await desk.captions()) == 2


async def test_a_button_pressed_twice_lets_a_file_in_once(desk: Desk) -> None:
    page = await (await desk.send(FILE, into="en")).text()
    for _ in range(2):
        assert "2 captions have come in." in await desk.then(page, "import", into="en")
    assert len(await desk.captions()) == 2


async def test_a_long_file_comes_in_whole(desk: Desk) -> None:
    cues = [f"00:{at // 1000:02d}.{at % 1000:03d} --> 00:{at // 1000:02d}.{at % 1000 + 9:03d}\nLine {at}.\n"
            for at in range(0, 16_000, 10)]  # fmt: skip
    page = await (await desk.send("WEBVTT\n\n" + "\n".join(cues))).text()
    assert "1,600 captions have come in." in await desk.then(page, "import")
    assert [text for _, _, text, _ in await desk.captions("en-2")] == [
        f"Line {at}." for at in range(0, 16_000, 10)
    ]


async def test_an_encoding_that_was_guessed_is_said(desk: Desk) -> None:
    page = await (
        await desk.send("WEBVTT\n\n00:01.000 --> 00:02.000\nMañana.\n".encode("windows-1252"))
    ).text()
    assert "Mañana." in page
    assert "It was read as Western European (Windows-1252)" in page


@pytest.mark.parametrize(
    ("content", "fields", "status", "said"),
    [
        ("Dear Clerk,", {}, 400, "This is no file of captions"),
        ("", {}, 400, "file"),
        (FILE, {"offset": "soon"}, 400, "offset"),
        (FILE, {"language": "no language"}, 400, "language"),
        (FILE, {"into": "fr"}, 404, "There are no captions in this language."),
        pytest.param("x" * (8 * 1024 * 1024 + 1), {}, 413, "too long", id="too large"),
    ],
)
async def test_what_makes_no_sense_is_said_and_what_was_typed_stays(
    desk: Desk, content: str, fields: dict[str, str], status: int, said: str
) -> None:
    answer = await desk.send(content, **fields)
    assert (answer.status, said in html.unescape(await answer.text())) == (status, True)


async def test_what_is_no_form_with_a_file_is_refused(desk: Desk) -> None:
    for field in ("into", "other"):
        form = aiohttp.FormData({"into": ""})
        form.add_field("file", io.BytesIO(FILE.encode()), filename="a.vtt")
        form.add_field(field, "en")
        assert (await desk.browser.post(desk.address, data=form)).status == 400
    without = aiohttp.FormData({"into": ""}, default_to_multipart=True)
    for sent in (without, {"into": ""}):
        assert (await desk.browser.post(desk.address, data=sent)).status == 400


async def test_a_file_is_nobody_elses(desk: Desk) -> None:
    page = await (await desk.send(FILE)).text()
    [address] = re.findall(rf'action="({desk.address}/[^"]+)"', page)
    other = await desk.server.session("clerk")
    async with desk.server.browser(cookies={"staff": other}) as browser:
        assert (await browser.get(address)).status == 404
    async with desk.server.browser() as browser:
        assert (await browser.get(desk.address, allow_redirects=False)).status in (303, 401)
