"""A simulated person's device: it keeps its copy right, sends until answered, and comes back."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from meetingsvc.bootstrap import running
from meetingsvc.rehearsal.client import Client, RefusedError, UnreachableError
from meetingsvc.rehearsal.crowd import fresh
from meetingsvc.rehearsal.seen import Seen, merged
from meetingsvc.service.clock import DrivenClock
from tests.support.server import PASSWORD, STARTS_AT, Server, serving


@pytest.mark.parametrize(
    ("target", "patch", "result"),
    [
        ({"a": 1, "b": {"c": 2}}, {"b": {"c": None, "d": 3}}, {"a": 1, "b": {"d": 3}}),
        ({"a": {"b": 1}}, {"a": 2}, {"a": 2}),
        ({"a": 2}, {"a": {"b": None, "c": 1}}, {"a": {"c": 1}}),
        ({}, {"a": None}, {}),
    ],
)
def test_a_patch_changes_what_it_names_and_nothing_else(
    target: object, patch: object, result: object
) -> None:
    assert merged(target, patch) == result


def test_a_copy_takes_patches_in_order_and_notices_a_gap() -> None:
    seen = Seen()
    early = seen.take({"after": 5, "seq": 6, "patch": {"a": 2}})
    seen.whole({"seq": 5, "view": {"a": 1}})
    old = seen.take({"after": 4, "seq": 5, "patch": {"a": 0}})
    own = seen.take({"after": 6, "seq": 7, "me": {"participant": "p"}})
    gap = seen.take({"after": 8, "seq": 9, "patch": {"a": 9}})
    assert (early, old, own, gap) == (True, True, True, False)
    assert (seen.seq, seen.view, seen.me) == (7, {"a": 2}, {"participant": "p"})


async def clerk_of(server: Server, meeting: str, device: Client) -> None:
    await device.login("clerk", PASSWORD)
    await device.join(meeting, "staff", "clerk")


async def test_a_command_is_answered_with_what_it_led_to_and_the_copy_follows(tmp_path: Path) -> None:
    async with serving(tmp_path) as server, Client(server.url, follow=True) as device:
        meeting = await server.meeting(live=True)
        await server.staff("clerk")
        await clerk_of(server, meeting, device)
        added = await device.command(fresh(), "add_request", {"period": 1, "name": "Ana"})
        seen = device.seen
        assert seen is not None
        await seen.until(lambda: "1" in seen.view["requests"])
        assert (added["ticket"], seen.view["requests"]["1"]["name"]) == (1, "Ana")


async def test_a_refusal_is_told_by_its_code(tmp_path: Path) -> None:
    async with serving(tmp_path) as server, Client(server.url) as device:
        meeting = await server.meeting(live=True)
        await server.staff("clerk")
        await clerk_of(server, meeting, device)
        codes = []
        for attempt in (
            device.command(fresh(), "call_next", {"period": 1}),
            device.get(f"/m/{meeting}/cues?track=xx"),
            device.post(f"/m/{meeting}/requests", {"id": fresh(), "period": 9}),
            device.login("clerk", "wrong"),
        ):
            with pytest.raises(RefusedError) as refused:
                await attempt
            codes.append(refused.value.code)
        assert codes == ["queue_empty", "no_such_track", "no_such_period", "wrong_login"]


async def test_a_device_comes_back_after_the_server_was_restarted_and_sends_what_was_asked(
    tmp_path: Path,
) -> None:
    async with AsyncExitStack() as stack:
        async with serving(tmp_path) as server:
            meeting = await server.meeting(live=True)
            await server.staff("clerk")
            device = await stack.enter_async_context(Client(server.url, follow=True))
            await clerk_of(server, meeting, device)
        asked = asyncio.create_task(device.command(fresh(), "announce", {"text": "We are back."}))
        async with running(server.running.config, DrivenClock(STARTS_AT)) as again:
            await asked
            state = await again.installation.service.state(meeting)
            assert state.announcement == "We are back."


async def test_nobody_at_the_address_is_told(unused_tcp_port: int) -> None:
    async with Client(f"http://127.0.0.1:{unused_tcp_port}") as device:
        with pytest.raises(UnreachableError):
            await device.login("clerk", PASSWORD)
        with pytest.raises(UnreachableError):
            await device.join("00000000", "public", "attendee")


async def test_a_device_that_is_told_to_stop_just_as_it_is_answered_stops(tmp_path: Path) -> None:
    async with serving(tmp_path) as server, Client(server.url) as device:
        meeting = await server.meeting(live=True)
        await server.staff("clerk")
        await clerk_of(server, meeting, device)
        stopped = []
        durable = asyncio.Event()
        server.service.subscribe(lambda _: durable.set())
        for moment in range(40):
            durable.clear()
            asking = asyncio.create_task(device.command(fresh(), "announce", {"text": f"No. {moment}"}))
            await durable.wait()
            for _ in range(moment):
                await asyncio.sleep(0)
            told = asking.cancel()
            await asyncio.wait({asking})
            stopped.append(asking.cancelled() or not told)
        assert stopped == [True] * 40
