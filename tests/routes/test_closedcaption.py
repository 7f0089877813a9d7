"""Caption tools at a real server: what they post becomes cues, once, and their address stays secret."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from meetingsvc.captions.zoom import issue_url
from meetingsvc.config import load_or_make_secret
from meetingsvc.record.canonical import parse_canonical
from tests.support.rules import rule
from tests.support.server import STARTS_AT, Server, serving

TEXT = {"Content-Type": "text/plain"}


@dataclass
class Tool:
    """A caption tool with the address of the English track of a live meeting."""

    server: Server
    meeting: str
    client: aiohttp.ClientSession
    url: str

    async def posts(
        self, seq: int | str, text: str | bytes, url: str = "", more: str = ""
    ) -> tuple[int, str]:
        """Post a caption; give the status and the body of the answer."""
        target = f"{url or self.url}&seq={seq}&lang=en-US{more}"
        async with self.client.post(target, data=text, headers=TEXT) as answer:
            return answer.status, await answer.text()

    async def asks(self, url: str) -> tuple[int, str]:
        """Ask for the last number."""
        async with self.client.get(url) as answer:
            return answer.status, await answer.text()

    async def cues(self) -> list[str | None]:
        """The texts of the track's cues, as they stand."""
        return [cue.text for cue in await self.server.service.cues(self.meeting, "en")]

    def at(self, path: str) -> str:
        """The address with another path."""
        return self.url.replace("/closedcaption?", f"{path}?")


@asynccontextmanager
async def issued(server: Server) -> AsyncGenerator[Tool, None]:
    """A tool whose operator has pasted the address that the captions page gave out."""
    meeting = await server.meeting(live=True)
    await server.command(meeting, "issue_track_url", track="en")
    token = await server.session("captioner")
    async with server.browser(cookies={"staff": token}) as captioner:
        answer = await captioner.get(f"/m/{meeting}/captions/url?track=en")
        said = await answer.json()
    assert said["expires_at"] == STARTS_AT + 24 * 3_600_000
    async with aiohttp.ClientSession() as client:
        yield Tool(server, meeting, client, said["url"])


@pytest.fixture
async def tool(server: Server) -> AsyncGenerator[Tool, None]:
    async with issued(server) as ready:
        yield ready


async def test_a_caption_is_answered_with_the_servers_time_and_is_in_the_track(tool: Tool) -> None:
    assert await tool.posts(1, "Good evening,\nand welcome.\n") == (200, "2026-02-11T00:00:00.000Z")
    assert await tool.cues() == ["Good evening,\nand welcome."]


async def test_every_caption_that_was_answered_is_in_the_log_once_and_heartbeats_are_not(tool: Tool) -> None:
    before = len(await tool.server.log(tool.meeting))
    for seq, text in [
        (1, "One."),
        (1, "One."),
        (2, ""),
        (2, "Two"),
        (3, "Two "),
        (4, "Two is"),
        (4, "Two is"),
    ]:
        assert (await tool.posts(seq, text))[0] == 200
    logged = [parse_canonical(body) for body in (await tool.server.log(tool.meeting))[before:]]
    assert [entry["type"] for entry in logged if isinstance(entry, dict)] == [
        "cue_added",
        "cue_added",
        "cue_extended",
    ]
    assert await tool.cues() == ["One.", "Two is"]


async def test_a_tool_that_starts_again_is_heard_again(tool: Tool) -> None:
    for seq, text in [(0, "Good evening."), (1, "Please rise."), (0, "Good evening."), (1, "Please rise.")]:
        assert (await tool.posts(seq, text))[0] == 200
    assert await tool.cues() == ["Good evening.", "Please rise."] * 2


async def test_captions_sent_at_once_all_arrive(tool: Tool) -> None:
    answers = await asyncio.gather(*(tool.posts(seq, f"Line {seq}.") for seq in range(1, 21)))
    assert {status for status, _ in answers} == {200}
    assert sorted(map(str, await tool.cues())) == sorted(f"Line {seq}." for seq in range(1, 21))


async def test_a_tool_can_ask_for_the_last_number_whichever_way_it_makes_the_address(tool: Tool) -> None:
    parts = urlsplit(tool.url)
    ways = [tool.at("/closedcaption/seq"), parts._replace(path="/closedcaption/seq").geturl() + "&lang=en"]
    assert [await tool.asks(way) for way in ways] == [(200, "0")] * 2
    await tool.posts(7, "Seven.")
    await tool.posts(8, "")
    assert [await tool.asks(way) for way in ways] == [(200, "7")] * 2


async def test_what_a_tool_sent_before_the_server_was_restarted_is_not_taken_twice(tmp_path: Path) -> None:
    async with serving(tmp_path) as first, issued(first) as tool:
        await tool.posts(1, "One.")
        await tool.posts(2, "Two.")
    path = urlsplit(tool.url)
    async with serving(tmp_path) as again, aiohttp.ClientSession() as client:
        moved = Tool(again, tool.meeting, client, f"{again.url}{path.path}?{path.query}")
        assert await moved.asks(moved.at("/closedcaption/seq")) == (200, "2")
        for seq, text in [(2, "Two."), (3, "Three."), (0, "One.")]:
            assert (await moved.posts(seq, text))[0] == 200
        assert await moved.cues() == ["One.", "Two.", "Three.", "One."]


@rule("R42")
async def test_outside_open_session_nothing_that_a_tool_sends_is_kept(tool: Tool) -> None:
    await tool.server.command(tool.meeting, "enter_closed_session")
    before = await tool.server.log(tool.meeting)
    assert (await tool.posts(1, "A secret."))[0] == 400
    assert (await tool.posts(1, ""))[0] == 400
    assert await tool.server.log(tool.meeting) == before
    await tool.server.command(tool.meeting, "resume_meeting")
    assert (await tool.posts(1, "In public."))[0] == 200
    assert await tool.cues() == ["In public."]


async def test_before_the_meeting_starts_a_tool_is_told_so(server: Server) -> None:
    meeting = await server.meeting()
    await server.command(meeting, "open_track", language="en")
    await server.command(meeting, "issue_track_url", track="en")
    url = issue_url(server.url, load_or_make_secret(server.data), meeting, "en", 1, STARTS_AT + 3_600_000)
    async with aiohttp.ClientSession() as client:
        tool = Tool(server, meeting, client, url)
        assert await tool.posts(1, "Early.") == (400, "the meeting is not in session")
        assert await tool.asks(tool.at("/closedcaption/seq")) == (200, "0")


@pytest.mark.parametrize("lacking", ["id", "ns", "expire", "sparams", "signature"])
async def test_without_any_part_of_its_address_a_tool_is_refused(tool: Tool, lacking: str) -> None:
    url = tool.url.replace(f"{lacking}=", f"not-{lacking}=")
    assert await tool.posts(1, "Words.", url) == (403, "forbidden")
    assert await tool.asks(url.replace("/closedcaption?", "/closedcaption/seq?")) == (403, "forbidden")


@pytest.mark.parametrize("seq", ["", "-1", "x", "1.5", "9" * 30])
async def test_a_caption_without_a_number_is_refused(tool: Tool, seq: str) -> None:
    assert await tool.posts(seq, "Words.") == (403, "forbidden")


async def test_an_address_for_another_meeting_or_track_or_never_issued_is_refused(tool: Tool) -> None:
    await tool.server.command(tool.meeting, "open_track", language="es")
    secret, later = load_or_make_secret(tool.server.data), STARTS_AT + 3_600_000
    never = [("ZZZZZZZZ", "en", 1), (tool.meeting, "fr", 1), (tool.meeting, "es", 1), (tool.meeting, "en", 2)]
    for meeting, track, number in never:
        url = issue_url(tool.server.url, secret, meeting, track, number, later)
        assert await tool.posts(1, "Words.", url) == (403, "forbidden")


async def test_a_revoked_address_is_refused_and_a_new_one_is_good(tool: Tool) -> None:
    await tool.server.command(tool.meeting, "revoke_track_url", track="en")
    assert await tool.posts(1, "Words.") == (403, "forbidden")
    await tool.server.command(tool.meeting, "issue_track_url", track="en", hours=1)
    secret, expires = load_or_make_secret(tool.server.data), STARTS_AT + 3_600_000
    fresh = issue_url(tool.server.url, secret, tool.meeting, "en", 2, expires)
    assert (await tool.posts(1, "Words.", fresh))[0] == 200
    assert await tool.posts(2, "Words.") == (403, "forbidden")


async def test_an_address_ends_when_it_says(tool: Tool) -> None:
    await tool.server.clock.advance(STARTS_AT + 24 * 3_600_000 - 1)
    assert (await tool.posts(1, "Just in time."))[0] == 200
    await tool.server.clock.advance(STARTS_AT + 24 * 3_600_000)
    assert await tool.posts(2, "Too late.") == (403, "forbidden")


async def test_captions_are_posted_and_nothing_else(tool: Tool) -> None:
    async with tool.client.get(tool.url) as answer:
        assert (answer.status, answer.headers["Allow"]) == (405, "POST")
    async with tool.client.post(tool.at("/closedcaption/seq"), data="Words.") as answer:
        assert answer.status == 405


async def test_a_page_of_another_site_may_post_and_read_the_answer(tool: Tool) -> None:
    headers = {**TEXT, "Origin": "https://captions.example.com", "Sec-Fetch-Site": "cross-site"}
    async with tool.client.post(f"{tool.url}&seq=1", data="Words.", headers=headers) as answer:
        assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (200, "*")


async def test_a_caption_beyond_every_bound_is_refused(tool: Tool) -> None:
    assert (await tool.posts(1, "x" * 2_001))[0] == 413
    assert (await tool.posts(1, "x" * 200_000))[0] == 413
    assert (await tool.posts(1, "x" * 2_000))[0] == 200


async def test_bytes_that_are_no_utf_8_are_read_all_the_same(tool: Tool) -> None:
    assert (await tool.posts(1, "El señor dijo: ¡sí!".encode("cp1252")))[0] == 200
    assert (await tool.posts(2, b"\x00\x07Hidden\x1b[31m"))[0] == 200
    assert await tool.cues() == ["El señor dijo: ¡sí!", "Hidden[31m"]


async def test_the_last_of_several_numbers_counts(tool: Tool) -> None:
    assert (await tool.posts(1, "Words.", more="&seq=5&lang=en"))[0] == 200
    assert await tool.asks(tool.at("/closedcaption/seq")) == (200, "5")


async def test_a_tool_that_says_another_language_is_heard_and_logged_once(
    tool: Tool, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        for seq in (1, 2):
            assert (await tool.posts(seq, f"こんばんは {seq}", more="&lang=jp-JP"))[0] == 200
    assert [record.getMessage() for record in caplog.records] == [
        f"the caption tool on track en of meeting {tool.meeting} says that it writes another language"
    ]


# ── Bytes on a socket ────────────────────────────────────────────────────────


def raw(url: str, seq: int, body: bytes, length: int) -> bytes:
    """Write a request as careless senders do."""
    parts = urlsplit(f"{url}&seq={seq}&lang=en")
    return (
        f"POST {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\nContent-Length: {length}\r\n\r\n"
    ).encode() + body


async def sent(url: str, *pieces: bytes) -> bytes:
    """Send bytes on one connection, each piece once the last is on its way, and read until it is closed."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        return await asyncio.wait_for(reader.read(), 10)
    finally:
        writer.close()
        await writer.wait_closed()


async def test_a_length_in_characters_loses_nothing_and_its_sender_is_logged_once(
    tool: Tool, caplog: pytest.LogCaptureFixture
) -> None:
    line = "Se abre la sesión — ¡buenas noches a todos!"
    with caplog.at_level(logging.WARNING):
        for seq in (1, 2):
            body = f"{seq}. {line}".encode()
            answer = await sent(tool.url, raw(tool.url, seq, body, len(body.decode())))
            assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
            assert answer.count(b"HTTP/1.1") == 1
    assert await tool.cues() == [f"1. {line}", f"2. {line}"]
    named = [record.getMessage() for record in caplog.records if "Content-Length" in record.getMessage()]
    assert named == [
        f"the caption tool on track en of meeting {tool.meeting} counts its Content-Length in characters"
    ]


async def test_bytes_that_come_after_a_caption_was_taken_end_the_connection_and_not_the_caption(
    tool: Tool,
) -> None:
    body = "¡Sí, señor!".encode()
    request = raw(tool.url, 1, body, len(body.decode()))
    told = len(request) - len(body) + len(body.decode())
    parts = urlsplit(tool.url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(request[:told])
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    writer.write(request[told:] + raw(tool.url, 2, b"Never.", 6))
    rest = await asyncio.wait_for(reader.read(), 10)
    assert b"HTTP/1.1" not in rest
    writer.close()
    assert await tool.cues() == ["¡Sí, señ"]


# ── Secrets ──────────────────────────────────────────────────────────────────


async def test_no_part_of_an_address_reaches_a_log(tool: Tool, caplog: pytest.LogCaptureFixture) -> None:
    signature = tool.url.rpartition("signature=")[2]
    with caplog.at_level(logging.DEBUG):
        await tool.posts(1, "Words.")
        await tool.posts("x", "Words.")
        await tool.posts(1, "x" * 200_000)
        await tool.asks(tool.at("/closedcaption/seq"))
        await tool.asks(tool.url)
        await tool.asks(tool.at("/closedcaption/nothing"))
        await sent(tool.url, raw(tool.url, 1, b"x", 1).replace(b"HTTP/1.1", b"HTTP/9"))
    assert caplog.records
    said = "\n".join(f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records)
    assert signature not in said
    assert "signature" not in said


async def test_the_captions_page_learns_of_no_address_where_none_is_good(server: Server) -> None:
    meeting = await server.meeting(live=True)
    token = await server.session("captioner")
    async with server.browser(cookies={"staff": token}) as captioner:
        for track, code in [("en", "no_such_url"), ("fr", "no_such_track")]:
            answer = await captioner.get(f"/m/{meeting}/captions/url?track={track}")
            assert (answer.status, (await answer.json())["code"]) == (404, code)
    async with server.browser() as anyone:
        assert (await anyone.get(f"/m/{meeting}/captions/url?track=en")).status == 401
