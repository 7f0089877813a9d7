"""The attendee's page without scripts, on narrow screens and in other directions."""

from __future__ import annotations

import pytest
from playwright.async_api import ViewportSize, expect

from meetingsvc.domain import commands as c
from meetingsvc.i18n import LANGUAGES
from tests.browser.stage import Stage
from tests.support.rules import rule

NARROW = ViewportSize(width=320, height=640)


@rule("R1", "R17", "R25", "R40")
async def test_without_scripts_one_joins_is_called_and_reads_along(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.AddRequest(period=1), c.AddCue(track="en", text="Good evening."))
    page = (await stage.person(java_script_enabled=False)).page
    await page.goto(f"/m/{meeting}")
    await expect(page.locator("#captions")).to_contain_text("Good evening.")
    await stage.do(meeting, c.OpenTrack(language="es"))
    await page.reload()
    await expect(page.locator("#captions h3")).to_have_text(["English", "Español"])
    await expect(page.locator("#agenda")).to_contain_text("Open for comment.")
    await expect(page.locator("#help")).to_contain_text("Interpreter or accommodation")
    await page.get_by_label("In the room").check()
    await page.get_by_role("button", name="Ask to speak").click()
    card = page.locator("#request-2")
    await expect(card).to_contain_text("Number 2 of 2")
    await expect(card).to_contain_text(f"Receipt: {meeting}-S2")
    await card.get_by_text("Your details").click()
    await card.get_by_label("What about").fill("Trees")
    await card.get_by_role("button", name="Save details").click()
    state = await stage.server.installation.service.state(meeting)
    assert (state.requests[2].topic, state.requests[2].channel) == ("Trees", "in_person")
    await stage.do(meeting, c.CallRequest(ticket=2, reason="Chair's order"))
    await page.reload()
    await expect(page.locator(".attendee > .card").first).to_contain_text("Please go to the lectern.")
    await page.get_by_role("button", name="on my way").click()
    await page.get_by_role("button", name="here now").click()
    await page.get_by_role("button", name="Leave the queue").click()
    await expect(card).to_contain_text("You left the queue.")


async def test_without_scripts_one_comments_and_withdraws(stage: Stage) -> None:
    meeting = await stage.live()
    page = (await stage.person(java_script_enabled=False)).page
    await page.goto(f"/m/{meeting}")
    await page.get_by_label("Your comment").fill("More trees.")
    await page.get_by_role("button", name="Send comment").click()
    mine = page.locator("#my-comments")
    await expect(mine).to_contain_text(f"Receipt: {meeting}-C1")
    await mine.get_by_role("button", name="Withdraw comment").click()
    await expect(mine.locator(".pill")).to_have_text("Withdrawn")


async def test_without_scripts_the_page_refreshes_itself_only_where_asked(stage: Stage) -> None:
    meeting = await stage.live()
    page = (await stage.person(java_script_enabled=False)).page
    await page.goto(f"/m/{meeting}")
    refresh = page.locator("meta[http-equiv=refresh]")
    await expect(refresh).to_have_count(0)
    await page.get_by_role("link", name="Refresh by itself").click()
    await expect(refresh).to_have_attribute("content", "15")
    await expect(page.locator("textarea")).to_have_count(0)


@rule("R36")
@pytest.mark.parametrize("lang", LANGUAGES)
async def test_nothing_scrolls_sideways_at_320_pixels(stage: Stage, lang: str) -> None:
    long = "Public hearing on the rezoning of 4131 Chain Bridge Road " * 4
    meeting = await stage.live(agenda=["Call to order", long, "Adjournment"])
    await stage.do(meeting, c.AddRequest(period=1, name="Wolfeschlegelsteinhausenbergerdorff"))
    await stage.do(meeting, c.CallNext(period=1), c.StartTurn(turn=1))
    await stage.do(meeting, c.AddRequest(period=1, name="Wolfeschlegelsteinhausenbergerdorff"))
    await stage.do(meeting, c.PassName(ticket=2))
    page = (await stage.person(lang, NARROW)).page
    await page.goto(f"/m/{meeting}?lang={lang}")
    await expect(page.locator("html[data-app=ready]")).to_be_attached()
    await page.locator(".ask .button.big").click()
    await expect(page.locator(".ticket")).to_have_text("3")
    assert await page.evaluate("document.documentElement.scrollWidth") == 320


async def test_the_text_size_is_kept_on_the_device(stage: Stage) -> None:
    meeting = await stage.live()
    page = (await stage.person()).page
    await page.goto(f"/m/{meeting}")
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    assert await page.evaluate(size) == 18
    await page.locator("details[data-menu] summary").first.click()
    await page.get_by_role("button", name="Very large").click()
    await page.reload()
    await expect(page.locator("html[data-text=largest]")).to_be_attached()
    assert await page.evaluate(size) == 26
