"""The ends of a connection: logout, lost roles, silence at the door, a stop of the server."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from meetingsvc.domain.commands import Announce
from meetingsvc.live import hub as hub_module
from meetingsvc.readmodel import views
from meetingsvc.service.accounts import SESSION_MS
from meetingsvc.service.clock import DrivenClock
from meetingsvc.store.schema import sessions
from tests.live.client import Client
from tests.live.conftest import Connect
from tests.live.server import Server, serving
from tests.support.rules import rule
from tests.support.scenario import START


async def test_a_logout_ends_the_connections_of_that_session_and_no_other(
    server: Server, connect: Connect
) -> None:
    meeting = await server.house.session()
    mine, other = await server.login("clerk"), await server.login("clerk", username="eve")
    window, tab, colleague = (
        await connect(mine),
        await connect(mine, transports=("polling",)),
        await connect(other),
    )
    for client in (window, tab, colleague):
        await client.join(meeting, "staff")
    await server.installation.accounts.logout(mine.removeprefix("staff="))
    await window.disconnected.wait()
    await tab.disconnected.wait()
    assert (await colleague.ask("clock", {}))["ok"]
    again = await connect(mine)
    assert (await again.join(meeting, "staff"))["code"] == "login_needed"


async def test_who_is_staff_no_longer_is_out_within_seconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_module, "ROLES_CHECKED_EVERY", 0.01)
    clock = DrivenClock(START)
    async with serving(tmp_path, clock=clock) as server:
        meeting = await server.house.session()
        client = await Client(server.url, cookie=await server.login("clerk")).connect()
        await client.join(meeting, "staff")
        await clock.advance(START + SESSION_MS + 1)
        await client.disconnected.wait()
        await client.close()


async def test_who_acts_stays_and_a_tab_left_open_is_logged_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub_module, "ROLES_CHECKED_EVERY", 0.01)
    clock = DrivenClock(START)
    async with serving(tmp_path, clock=clock) as server:
        meeting = await server.house.session()
        busy = await Client(server.url, cookie=await server.login("clerk")).connect()
        idle = await Client(server.url, cookie=await server.login("clerk", username="eve")).connect()
        for client in (busy, idle):
            await client.join(meeting, "staff")
        await clock.advance(START + SESSION_MS - 1)
        await busy.command("announce", "1", text="Five minutes more.")
        while await longest_session(server) < START + 2 * SESSION_MS - 1:
            await server.installation.accounts.all()
        await clock.advance(START + SESSION_MS + 1)
        await idle.disconnected.wait()
        assert (await busy.ask("clock", {}))["ok"]
        await busy.close()
        await idle.close()


async def longest_session(server: Server) -> int:
    """When the session that lasts longest expires (UTC ms)."""
    async with server.installation.database.read() as connection:
        return int((await connection.execute(select(func.max(sessions.c.expires_at)))).scalar_one())


async def test_who_joins_nothing_is_shown_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "JOIN_WITHIN", 0.05)
    async with serving(tmp_path) as server:
        meeting = await server.house.session()
        stays = await Client(server.url).connect()
        await stays.join(meeting)
        idle = await Client(server.url).connect()
        await idle.disconnected.wait()
        assert (await stays.ask("clock", {}))["ok"]
        await idle.close()
        await stays.close()


@rule("R23")
@pytest.mark.parametrize("transports", [("websocket",), ("polling",)])
async def test_a_restart_loses_nobodys_place(tmp_path: Path, transports: tuple[str, ...]) -> None:
    async with serving(tmp_path) as server:
        meeting = await server.house.session()
        _, cookie = await server.seat(meeting)
        client = await Client(server.url, cookie=cookie, transports=transports).connect()
        await client.join(meeting)
        await client.command("ask_to_speak", "1", period=1)
        await client.until(lambda: client.copy.me["requests"] != {})
    await client.disconnected.wait()
    await client.close()
    async with serving(tmp_path, port=int(server.url.rpartition(":")[2])) as server:
        back = await Client(server.url, cookie=cookie, transports=transports).connect()
        back.copy = client.copy
        seq = back.copy.seq
        assert (await back.join(meeting, since=seq))["patches"] == []
        assert (await back.command("ask_to_speak", "1", period=1))["result"]["ticket"] == 1
        await server.house.do(meeting, Announce(text="We are back."))
        await back.until(lambda: back.copy.view["meeting"]["announcement"] == "We are back.")
        assert back.copy.me["requests"]["1"]["status"] == "waiting"
        assert back.copy.view == views.view(await server.house.state(meeting), "public")
        await back.close()


async def test_what_is_due_is_sent_before_the_server_stops(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        meeting = await server.house.session()
        client = await Client(server.url).connect()
        await client.join(meeting)
        await server.house.do(meeting, Announce(text="Good night."))
    await client.disconnected.wait()
    assert client.copy.view["meeting"]["announcement"] == "Good night."
    await client.close()
