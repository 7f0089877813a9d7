"""The public page of a draw: what it says can be computed again by anyone, as it says itself (R7)."""

from __future__ import annotations

import asyncio
import html
import re
import sys
from typing import Any

from tests.support.rules import rule
from tests.support.server import Server


async def frozen(server: Server, *seed: str) -> str:
    """A meeting with a frozen draw among four, and these contributions."""
    meeting = await server.meeting(agenda=("Public comment",))
    acts: list[tuple[str, dict[str, Any]]] = [
        ("start_meeting", {}),
        ("open_period", {"item": 1, "order": "lottery"}),
        *[("add_request", {"period": 1})] * 4,
        ("freeze_draw", {"period": 1}),
        *[("give_seed", {"draw": 1, "text": text}) for text in seed],
    ]
    for name, fields in acts:
        await server.command(meeting, name, **fields)
    return meeting


@rule("R7")
async def test_the_program_on_the_page_finds_the_result_on_the_page(server: Server) -> None:
    meeting = await frozen(server, "4 2 “6” 1", "<b>&'\"\\ 李")
    await server.command(meeting, "draw_lots", draw=1)
    async with server.browser() as browser:
        page = await (await browser.get(f"/m/{meeting}/draws/1")).text()
    draw = (await server.state(meeting)).draws[1]
    [program] = re.findall(r"<pre[^>]*>(import hashlib.*?)</pre>", page, re.DOTALL)
    run = await asyncio.create_subprocess_exec(
        sys.executable, "-X", "utf8", "-c", html.unescape(program), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await run.communicate()
    assert said.decode().strip() == f"{draw.hash} {list(draw.order)}"
    assert draw.hash in page
    assert [int(n) for n in re.findall(r"<td><strong>(\d+)</strong>", page)] == list(draw.order)


@rule("R7")
async def test_the_hash_is_public_before_there_is_a_seed(server: Server) -> None:
    meeting = await frozen(server)
    hash_of_list = (await server.state(meeting)).draws[1].hash
    async with server.browser() as browser:
        page = await (await browser.get(f"/m/{meeting}/draws/1")).text()
        home = await (await browser.get(f"/m/{meeting}")).text()
    assert hash_of_list in page
    assert "The seed is not made yet." in page
    assert f'href="/m/{meeting}/draws/1"' in home


async def test_there_is_no_page_of_a_draw_that_was_not_held(server: Server) -> None:
    meeting = await server.meeting(live=True)
    async with server.browser() as browser:
        for number in ("1", "0", "x", "99999999"):
            assert (await browser.get(f"/m/{meeting}/draws/{number}")).status == 404


@rule("R16")
async def test_without_scripts_one_asks_late_and_stands_on_the_waiting_list(server: Server) -> None:
    meeting = await server.meeting(live=True)
    await server.command(meeting, "make_last_call", period=1)
    await server.clock.advance(server.clock.now() + 60_000)
    async with server.browser() as browser:
        page = await (await browser.get(f"/m/{meeting}")).text()
        assert "Sign-up has closed" in page
        fields = {"id": server.fresh_id(), "period": "1", "channel": "remote"}
        page = await (await browser.post(f"/m/{meeting}/requests", data=fields)).text()
    assert "You are number 1 on the waiting list" in page
    assert (await server.state(meeting)).requests[1].status == "listed"


@rule("R21")
async def test_without_scripts_one_chooses_the_short_lane(server: Server) -> None:
    meeting = await server.meeting(agenda=("Public comment",))
    await server.command(meeting, "start_meeting")
    await server.command(meeting, "open_period", item=1, order="one_minute_first")
    async with server.browser() as browser:
        fields = {"id": server.fresh_id(), "period": "1", "channel": "remote"}
        page = await (await browser.post(f"/m/{meeting}/requests", data=fields)).text()
        assert 'name="one_minute"' in page
        fields = {"id": server.fresh_id(), "type": "edit_request", "ticket": "1", "channel": "remote"}
        await browser.post(f"/m/{meeting}/act", data={**fields, "one_minute": "1"})
    assert (await server.state(meeting)).requests[1].one_minute
