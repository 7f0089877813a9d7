"""Pages are whole without scripts, in the reader's language, and what scripts take over is safe in them."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.support.server import Server

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
