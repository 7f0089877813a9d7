"""The captions page's microphone over its socket: for staff from our own pages, and in open session alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from meetingsvc.config import Engine
from tests.outward.engines import Engine as Fake
from tests.outward.engines import engine, spoken
from tests.support.rules import rule
from tests.support.server import Server, serving


@asynccontextmanager
async def town(tmp_path: Path) -> AsyncGenerator[tuple[Server, Fake, str]]:
    """A town without a captioner: a server, an engine of its own, and a meeting with an automatic track."""
    async with engine("vosk") as fake:
        engines = (Engine(name="vosk", url=fake.url, language="en"),)
        async with serving(tmp_path / "data", engines=engines) as server:
            meeting = await server.meeting(live=True)
            await server.command(meeting, "open_track", language="en", kind="automatic")
            yield server, fake, meeting


async def told(socket: aiohttp.ClientWebSocketResponse, state: str) -> dict[str, Any]:
    """What the server says when it stands so."""
    async with asyncio.timeout(10):
        while True:
            said: dict[str, Any] = await socket.receive_json()
            if said["state"] == state:
                return said


async def test_sound_becomes_captions_and_the_status_says_how_late(tmp_path: Path) -> None:
    async with town(tmp_path) as (server, _, meeting):
        cookies = {"staff": await server.session("captioner")}
        async with server.browser(cookies=cookies) as browser:
            came = asyncio.Event()
            server.service.subscribe(lambda _: came.set())
            address = f"/m/{meeting}/captions/audio?track=en-2&engine=vosk"
            async with browser.ws_connect(address) as socket:
                await told(socket, "listening")
                for piece in spoken("good", "evening"):
                    await socket.send_bytes(piece)
                async with asyncio.timeout(10):
                    await came.wait()
                status = await (await browser.get(f"/m/{meeting}/captions/outward")).json()
                await socket.send_str("end")
                assert (await told(socket, "ended"))["lines"] == 1
            rows = await server.service.cues(meeting, "en-2")
    assert [row.text for row in rows] == ["good evening"]
    assert status["engines"] == [{"name": "vosk", "rate": 16_000, "language": "en"}]
    assert [(row["track"], row["engine"], row["state"]) for row in status["microphones"]] == [
        ("en-2", "vosk", "listening")
    ]


@rule("R42")
async def test_outside_open_session_it_hangs_up_and_says_why(tmp_path: Path) -> None:
    async with (
        town(tmp_path) as (server, _, meeting),
        server.browser(cookies={"staff": await server.session("captioner")}, lang="en") as browser,
    ):
        address = f"/m/{meeting}/captions/audio?track=en-2&engine=vosk"
        async with browser.ws_connect(address) as socket:
            await told(socket, "listening")
            await server.command(meeting, "recess")
            said = await told(socket, "ended")
            assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
        assert said["why"] == "not_in_session"
        assert "open session" in said["message"]
        async with browser.ws_connect(address) as socket:
            assert (await told(socket, "ended"))["why"] == "not_in_session"


@pytest.mark.parametrize("role", ["chair", "door", None])
async def test_nobody_else_brings_a_microphone(role: Any, tmp_path: Path) -> None:
    async with town(tmp_path) as (server, fake, meeting):
        cookies = {"staff": await server.session(role)} if role else {}
        async with server.browser(cookies=cookies) as browser:
            address = f"/m/{meeting}/captions/audio?track=en-2&engine=vosk"
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await browser.ws_connect(address)
            assert refused.value.status == (403 if role else 401)
        assert fake.opened == 0


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
async def test_no_other_site_brings_one_for_them(origin: str | None, tmp_path: Path) -> None:
    async with town(tmp_path) as (server, fake, meeting):
        cookies = {"staff": await server.session("captioner")}
        headers = {"Origin": origin} if origin else {}
        async with aiohttp.ClientSession(server.url, cookies=cookies, headers=headers) as browser:
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await browser.ws_connect(f"/m/{meeting}/captions/audio?track=en-2&engine=vosk")
            assert refused.value.status == 403
        assert fake.opened == 0


async def test_a_piece_too_long_ends_it(tmp_path: Path) -> None:
    async with (
        town(tmp_path) as (server, _, meeting),
        server.browser(cookies={"staff": await server.session("captioner")}) as browser,
    ):
        async with browser.ws_connect(f"/m/{meeting}/captions/audio?track=en-2&engine=vosk") as socket:
            await told(socket, "listening")
            await socket.send_bytes(bytes(70_000))
            async with asyncio.timeout(10):
                while (await socket.receive()).type is not aiohttp.WSMsgType.CLOSE:
                    pass
            assert socket.close_code == aiohttp.WSCloseCode.MESSAGE_TOO_BIG
        assert (await server.state(meeting)).tracks["en-2"].cues == 0


async def test_the_page_may_use_the_microphone_and_no_other_page_may(server: Server) -> None:
    meeting = await server.meeting()
    async with server.browser(cookies={"staff": await server.session("clerk")}) as browser:
        captions = await browser.get(f"/m/{meeting}/captions")
        clerk = await browser.get(f"/m/{meeting}/clerk")
    assert "microphone=(self)" in captions.headers["Permissions-Policy"]
    assert "camera=()" in captions.headers["Permissions-Policy"]
    assert "microphone=()" in clerk.headers["Permissions-Policy"]


async def test_a_server_that_ends_hangs_up_at_once(tmp_path: Path) -> None:
    async with engine("vosk") as fake, aiohttp.ClientSession() as browser:
        engines = (Engine(name="vosk", url=fake.url, language="en"),)
        async with asyncio.timeout(8):
            async with serving(tmp_path / "data", engines=engines) as server:
                meeting = await server.meeting(live=True)
                await server.command(meeting, "open_track", language="en", kind="automatic")
                headers = {"Origin": server.url, "Cookie": f"staff={await server.session('captioner')}"}
                address = f"{server.url}/m/{meeting}/captions/audio?track=en-2&engine=vosk"
                socket = await browser.ws_connect(address, headers=headers)
                await told(socket, "listening")
            assert (await told(socket, "ended"))["why"] == "unavailable"
