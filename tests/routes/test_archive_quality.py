"""The archive says how good its captions are: how late, how fast, with which gaps, how much was corrected."""

from __future__ import annotations

import re

from tests.support.server import STARTS_AT, Server


async def test_the_page_of_a_meeting_says_how_good_its_captions_were(server: Server) -> None:
    meeting = await server.meeting(live=True)
    await server.command(meeting, "walk_up")
    for second in (3, 9, 15, 60, 66):
        await server.clock.advance(STARTS_AT + second * 1_000)
        ended = STARTS_AT + (second - 2) * 1_000
        text = "One two three four five six."
        await server.command(meeting, "add_cue", track="en", text=text, began=ended - 4_000, ended=ended)
    await server.command(meeting, "correct_cue", track="en", cue=2, text="One two three.")
    await server.command(meeting, "end_turn", turn=1)
    await server.command(meeting, "adjourn")
    async with server.browser() as reader, reader.get(f"/archive/{meeting}") as answer:
        page = await answer.text()
    about = re.search(r'<details class="disclosure" id="quality">(.*?)</details>', page, re.DOTALL)
    assert about is not None
    said = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", about[1])
    assert said == [
        ("Captions", "5"),
        ("Words a minute", "62"),
        ("Behind speech", "Usually 2 seconds, nine in ten within 2 seconds."),
        ("Corrected", "20%"),
        ("Gaps while someone spoke", "7:00:15\u202fPM, for 45 seconds."),
    ]
