"""The archive in a browser: reading, finding, a link to a line; by keyboard, on a phone, without scripts."""

from __future__ import annotations

from playwright.async_api import expect

from meetingsvc.domain import commands as c
from tests.browser.stage import LAPTOP, PHONE, Stage
from tests.support.rules import rule

LINES = [f"This is line {number} of a long meeting." for number in range(1, 301)]


async def ended(stage: Stage) -> str:
    """Hold a meeting in which much is said, words are said twice, and a walk-up speaks in the middle."""
    meeting = await stage.live()
    said = [c.AddCue(track="en", text=text) for text in LINES]
    await stage.do(meeting, *said[:150], c.WalkUp(), c.NameTurn(turn=1, name="Sam Lee"))
    now = stage.server.installation.service.clock.now()
    await stage.do(
        meeting,
        c.AddCue(track="en", text="I want to speak of the urban", began=now, ended=now),
        c.AddCue(track="en", text="Forêt and its trees.", began=now, ended=now),
        c.EndTurn(turn=1),
        *said[150:],
        c.AddCue(track="en", text="The URBAN FORET is adopted."),
        c.Adjourn(),
    )
    return meeting


async def test_words_are_found_as_one_types_and_gone_through_by_keyboard(stage: Stage) -> None:
    meeting = await ended(stage)
    reader = await stage.person(window=LAPTOP)
    page = reader.page
    await page.goto(f"/archive/{meeting}")
    await page.wait_for_selector("html[data-app=ready]")
    box, count = page.get_by_role("searchbox", name="Find in this transcript"), page.locator("#find-count")
    await box.focus()
    await page.keyboard.type("urban foret")
    await expect(count).to_have_text("2 places. Enter goes to the next.")
    await page.keyboard.press("Enter")
    await expect(count).to_have_text("1 of 2: I want to speak of the urban")
    await expect(page.locator("#c-en-151")).to_be_in_viewport()
    await page.keyboard.press("Enter")
    await expect(count).to_have_text("2 of 2: The URBAN FORET is adopted.")
    await expect(page.locator("#c-en-303")).to_be_in_viewport()
    await page.keyboard.press("Enter")
    await expect(count).to_have_text("1 of 2: I want to speak of the urban")
    await page.keyboard.press("Shift+Enter")
    await expect(count).to_have_text("2 of 2: The URBAN FORET is adopted.")
    await expect(box).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(count).to_be_empty()
    await expect(box).to_have_value("")


async def test_a_line_that_is_clicked_has_an_address_and_the_address_leads_to_it(stage: Stage) -> None:
    meeting = await ended(stage)
    reader = await stage.person(window=LAPTOP)
    page = reader.page
    await page.goto(f"/archive/{meeting}")
    await page.wait_for_selector("html[data-app=ready]")
    await page.locator("#c-en-40").click()
    assert page.url.endswith("#c-en-40")
    another = await stage.person(window=PHONE, username="another")
    await another.page.goto(f"/archive/{meeting}#c-en-290")
    await expect(another.page.locator("#c-en-290")).to_be_in_viewport()


@rule("R44")
async def test_without_scripts_one_can_read_find_and_follow_a_link_to_a_line(stage: Stage) -> None:
    meeting = await ended(stage)
    reader = await stage.person(window=PHONE, java_script_enabled=False)
    page = reader.page
    await page.goto(f"/archive/{meeting}")
    await expect(page.get_by_text("Draft: the clerk has not yet published this transcript.")).to_be_visible()
    await expect(page.get_by_role("heading", name="Sam Lee")).to_be_visible()
    await page.get_by_role("searchbox", name="Find in this transcript").fill("urban foret")
    await page.get_by_role("button", name="Find").click()
    await expect(page.get_by_role("heading", name="2 places have “urban foret”")).to_be_visible()
    await page.locator("#found a").nth(0).click()
    assert page.url.endswith("#c-en-151")
    await expect(page.locator("#c-en-151")).to_be_in_viewport()


async def test_on_a_phone_the_contents_are_folded_and_nothing_scrolls_sideways(stage: Stage) -> None:
    meeting = await ended(stage)
    reader = await stage.person(window={"width": 320, "height": 640})
    page = reader.page
    await page.goto(f"/archive/{meeting}")
    await page.wait_for_selector("html[data-app=ready]")
    speaker = page.get_by_role("link", name="Sam Lee")
    await expect(speaker).to_be_hidden()
    await page.locator("#contents summary").press("Enter")
    await speaker.click()
    await expect(page.get_by_role("heading", name="Sam Lee")).to_be_in_viewport()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
