"""The service starts whole or not at all, and ends without losing what it accepted."""

from __future__ import annotations

import asyncio
from pathlib import Path

import aiohttp
import pytest

from meetingsvc.bootstrap import CONTROL_NAME, running
from meetingsvc.config import Config
from meetingsvc.domain.errors import Refused
from meetingsvc.service.lock import InUseError
from tests.support.server import Server, serving

ID = "a-form-id-of-22-chars-"


async def test_an_address_that_is_taken_is_refused_and_leaves_nothing_behind(
    server: Server, tmp_path: Path
) -> None:
    config = Config(data=tmp_path / "other", port=server.running.config.port)
    with pytest.raises(OSError, match=f"Port {server.running.config.port} .* in use"):
        async with running(config):
            pass
    assert not (tmp_path / "other").exists()


async def test_a_directory_that_is_in_use_is_left_to_its_server(server: Server) -> None:
    with pytest.raises(InUseError):
        async with running(Config(data=server.data, port=0)):
            pass
    assert (server.data / CONTROL_NAME).is_socket()
    async with server.browser() as browser:
        assert (await browser.get("/readyz")).status == 200


async def test_what_was_acknowledged_is_there_after_a_restart_and_seats_still_hold(tmp_path: Path) -> None:
    async with serving(tmp_path / "data") as server:
        meeting = await server.meeting(live=True)
        async with server.browser() as browser:
            answer = await browser.post(
                f"/m/{meeting}/requests", data={"id": ID, "period": "1"}, allow_redirects=False
            )
            seat = answer.cookies[f"seat_{meeting}"].value
        before = await server.log(meeting)
    async with serving(tmp_path / "data") as server:
        assert await server.log(meeting) == before
        async with server.browser(cookies={f"seat_{meeting}": seat}) as browser:
            again = await browser.post(f"/m/{meeting}/requests", json={"id": ID, "period": 1})
            said = await again.json()
        assert (again.status, said["ticket"]) == (201, 1)
        assert await server.log(meeting) == before


async def test_a_stop_finishes_the_requests_that_are_under_way(tmp_path: Path) -> None:
    async with serving(tmp_path / "data") as server:
        meeting = await server.meeting(live=True)
        async with server.browser() as browser:
            sent = [
                asyncio.create_task(
                    browser.post(f"/m/{meeting}/comments", json={"id": f"{ID}{n}", "text": "x"})
                )
                for n in range(20)
            ]
            first = await next(asyncio.as_completed(sent))
            assert first.status == 201
            stopping = asyncio.create_task(server.running.app.shutdown())
            answers = await asyncio.gather(*sent)
            await stopping
        accepted = sum(answer.status == 201 for answer in answers)
        log = await server.log(meeting)
    async with serving(tmp_path / "data") as server:
        assert await server.log(meeting) == log
        assert len((await server.state(meeting)).comments) == accepted == 20


@pytest.mark.parametrize(
    ("path", "sent", "code"),
    [
        ("/staff", {}, "invalid_field"),
        ("/staff", [], "invalid_field"),
        (
            "/staff",
            {"username": "a", "name": "A", "password": "p", "body": "b", "role": "king"},
            "invalid_field",
        ),
        (
            "/staff",
            {"username": "", "name": "A", "password": "p", "body": "b", "role": "clerk"},
            "invalid_field",
        ),
        ("/meetings", {}, "invalid_field"),
        ("/meetings", {"id": "x" * 20, "title": "T"}, "invalid_field"),
        ("/meetings", {"id": "x" * 20, "type": "adjourn"}, "invalid_field"),
    ],
)
async def test_the_control_socket_refuses_what_it_cannot_read(
    server: Server, path: str, sent: object, code: str
) -> None:
    connector = aiohttp.UnixConnector(str(server.data / CONTROL_NAME))
    async with aiohttp.ClientSession("http://localhost", connector=connector) as control:
        answer = await control.post(path, json=sent)
        garbled = await control.post(path, data=b"{")
        assert (answer.status, (await answer.json())["code"]) == (409, code)
        assert (garbled.status, (await garbled.json())["code"]) == (400, "invalid_request")
    assert await server.service.meetings() == []
    assert await server.running.installation.accounts.all() == []


async def test_a_service_that_has_stopped_takes_no_more(tmp_path: Path) -> None:
    async with serving(tmp_path / "data") as server:
        meeting = await server.meeting(live=True)
    with pytest.raises(Refused, match="unavailable"):
        await server.command(meeting, "adjourn")
    assert not (tmp_path / "data" / CONTROL_NAME).exists()
