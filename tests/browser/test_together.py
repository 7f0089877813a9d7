"""A turn from the first tap to its end, by keyboard alone, and everyone sees it at once (R25, R36)."""

from __future__ import annotations

import re

from playwright.async_api import Page, expect

from tests.browser.stage import LAPTOP, PROJECTOR, Stage
from tests.support.rules import rule

COUNTDOWN = re.compile(r"^2:5\d$|^3:00$")


async def tab_to(page: Page, name: str) -> None:
    """Walk with the Tab key until what has the focus is called so."""
    for _ in range(40):
        await page.keyboard.press("Tab")
        focused = await page.evaluate("document.activeElement.innerText || ''")
        if focused.strip().startswith(name):
            return
    raise AssertionError(f"{name!r} is not reached by Tab")


@rule("R25", "R36")
async def test_someone_asks_is_called_speaks_and_is_thanked_by_keyboard_alone(stage: Stage) -> None:
    meeting = await stage.live()
    ann = (await stage.person()).page
    amal = (await stage.person("ar")).page
    wall = (await stage.person("en", PROJECTOR)).page
    desk = (await stage.person("en", LAPTOP, staff=("clerk",))).page
    await ann.goto(f"/m/{meeting}")
    await amal.goto(f"/m/{meeting}")
    await wall.goto(f"/m/{meeting}/display")
    await desk.goto(f"/m/{meeting}/clerk")
    await expect(amal.locator("html")).to_have_attribute("dir", "rtl")

    await tab_to(ann, "Ask to speak")
    await ann.keyboard.press("Enter")
    await expect(ann.locator("#request-1 .ticket")).to_have_text("1")
    await expect(desk.locator(".queue-row")).to_have_count(1)
    for page in (amal, wall):
        await expect(page.locator(".next li, .display-next li")).to_have_count(1)

    await desk.keyboard.press("n")
    for page in (ann, amal, wall):
        await expect(page.locator(".timer.called")).to_be_visible()

    await desk.keyboard.press("Space")
    for page in (ann, amal, wall, desk):
        await expect(page.locator(".timer.running").first).to_be_visible()
        await expect(page.locator(".timer-face, .display-digits").first).to_have_text(COUNTDOWN)
    await expect(ann.get_by_text("This is you")).to_be_visible()

    await desk.keyboard.press("Space")
    for page in (ann, amal, wall, desk):
        await expect(page.locator(".timer.paused").first).to_be_visible()
    await desk.keyboard.press("Space")
    await expect(wall.locator(".timer.running")).to_be_visible()

    await desk.keyboard.press("e")
    for page in (ann, amal, wall):
        await expect(page.locator(".timer")).to_have_count(0)
    state = await stage.server.installation.service.state(meeting)
    assert [state.requests[1].status, state.turns[1].status] == ["done", "ended"]
