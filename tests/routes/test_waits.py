"""The estimated wait stands on the attendee's page without scripts, in words and in the reader's language."""

from __future__ import annotations

from aiohttp import ClientSession

from tests.support.rules import rule
from tests.support.server import Server

MINUTE = 60_000


async def a_turn(server: Server, meeting: str, number: int) -> None:
    """Called, half a minute of changing over, and two minutes and a half of speaking."""
    await server.command(meeting, "call_next", period=1)
    await server.clock.advance(server.clock.now() + MINUTE // 2)
    await server.command(meeting, "start_turn", turn=number)
    await server.clock.advance(server.clock.now() + 2 * MINUTE + MINUTE // 2)
    await server.command(meeting, "end_turn", turn=number)


async def page(browser: ClientSession, meeting: str, lang: str) -> str:
    async with browser.get(f"/m/{meeting}", headers={"accept-language": lang}) as answer:
        return await answer.text()


@rule("R25")
async def test_it_says_that_it_is_not_known_and_then_how_long(server: Server) -> None:
    meeting = await server.meeting(live=True)
    for _ in range(6):
        await server.command(meeting, "add_request", period=1)
    asked = {"period": "1", "channel": "remote", "id": server.fresh_id()}
    async with server.browser() as browser:
        await browser.post(f"/m/{meeting}/requests", data=asked)
        assert "Wait: not known until a few people have spoken" in await page(browser, meeting, "en")
        for number in (1, 2, 3):
            await a_turn(server, meeting, number)
        assert "Wait: about 9 to 10 minutes" in await page(browser, meeting, "en")
        assert "Espera: " in await page(browser, meeting, "es")
