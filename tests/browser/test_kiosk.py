"""The tablet at the door: from the language to a ticket that goes with its owner, and nothing of it left."""

from __future__ import annotations

from playwright.async_api import Page, ViewportSize, expect

from tests.browser.stage import Stage
from tests.support.rules import rule

TABLET = ViewportSize(width=1024, height=768)


async def tablet(stage: Stage, meeting: str) -> Page:
    """The tablet, waiting for the next person."""
    page = (await stage.person(window=TABLET)).page
    await page.goto(f"/m/{meeting}/kiosk")
    await expect(page.get_by_role("heading", name="Choose your language")).to_be_visible()
    return page


@rule("R1", "R17")
async def test_three_touches_give_a_ticket_that_moves_to_ones_phone(stage: Stage) -> None:
    meeting = await stage.live()
    page = await tablet(stage, meeting)
    await page.get_by_role("button", name="English").click()
    await page.get_by_role("button", name="Ask to speak").click()
    await page.get_by_role("button", name="Take my ticket").click()
    await expect(page.get_by_role("heading", name="You are in the queue")).to_be_focused()
    await expect(page.locator(".ticket")).to_have_text("1")
    await expect(page.get_by_text(f"Receipt: {meeting}-S1")).to_be_visible()
    code = await page.locator(".kiosk-code").inner_text()
    phone = (await stage.person()).page
    await phone.goto(f"/m/{meeting}/claim/{code}")
    await phone.get_by_role("button", name="Use this device").click()
    await expect(phone.locator(".ticket")).to_have_text("1")
    state = await stage.server.installation.service.state(meeting)
    assert [request.channel for request in state.requests.values()] == ["in_person"]


@rule("R17")
async def test_the_code_on_the_screen_is_typed_on_a_phone_as_it_was_heard(stage: Stage) -> None:
    meeting = await stage.live()
    page = await tablet(stage, meeting)
    await page.get_by_role("button", name="English").click()
    await page.get_by_role("button", name="Ask to speak").click()
    await page.get_by_role("button", name="Take my ticket").click()
    code = await page.locator(".kiosk-code").inner_text()
    assert await page.locator(".kiosk-code").get_attribute("dir") == "ltr"
    drawn = page.locator(".kiosk-claim img")
    assert await drawn.get_attribute("src") == f"/m/{meeting}/claim/{code}/qr.svg"
    assert await drawn.evaluate("image => image.complete && image.naturalWidth > 100")
    phone = (await stage.person()).page
    await phone.goto(f"/m/{meeting}")
    await phone.get_by_role("link", name="I have a paper card or a return code").click()
    heard = code.replace("-", "").lower().replace("0", "o").replace("1", "l")
    await phone.get_by_label("Return code").fill(f"{heard[:3]} {heard[3:7]} {heard[7:]}")
    await phone.get_by_role("button", name="Use this device").click()
    await expect(phone.locator(".ticket")).to_have_text("1")


async def test_each_who_joins_is_a_person_of_their_own_and_finds_nothing_of_the_last(stage: Stage) -> None:
    meeting = await stage.live()
    page = await tablet(stage, meeting)
    for _ in range(2):
        await page.get_by_role("button", name="English").click()
        await page.get_by_role("button", name="Ask to speak").click()
        await page.get_by_text("Your details").click()
        await expect(page.get_by_label("Name")).to_have_value("")
        await page.get_by_label("Name").fill("Ann Lee")
        await page.get_by_role("button", name="Take my ticket").click()
        await expect(page.locator(".ticket")).to_be_visible()
        await page.get_by_role("button", name="Finish and forget").click()
        await expect(page.get_by_role("heading", name="Choose your language")).to_be_focused()
    assert await page.context.cookies() == []
    state = await stage.server.installation.service.state(meeting)
    assert len({request.participant for request in state.requests.values()}) == 2


async def test_a_comment_is_receipted_too(stage: Stage) -> None:
    meeting = await stage.live()
    page = await tablet(stage, meeting)
    await page.get_by_role("button", name="English").click()
    await page.get_by_role("button", name="Write a comment").click()
    await page.get_by_label("Your comment").fill("More trees.")
    await page.get_by_role("button", name="Send comment").click()
    await expect(page.get_by_text(f"Receipt: {meeting}-C1")).to_be_visible()


async def test_the_language_chosen_is_the_whole_screens_until_it_forgets(stage: Stage) -> None:
    meeting = await stage.live()
    page = await tablet(stage, meeting)
    await page.get_by_role("button", name="العربية").click()
    await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    await page.locator(".kiosk-feet .button").last.click()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
