"""Paper cards in a browser: printed, typed in by two actions, found by code, undone, handed in by phone."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, ViewportSize, expect

from tests.browser.stage import LAPTOP, Stage
from tests.support.rules import rule

CUT_OFF = """[...document.querySelectorAll(".paper-card")]
    .filter((card) => card.scrollHeight > card.clientHeight + 1).length"""
TABLET = ViewportSize(width=768, height=1024)


async def at_the_door(stage: Stage) -> Page:
    return (await stage.person(window=TABLET, staff=("door",), username="dan")).page


async def reserved(page: Page, meeting: str, cards: int) -> list[str]:
    """A block of cards is reserved; the codes on them."""
    await page.goto(f"/m/{meeting}/cards")
    await page.get_by_label("How many").fill(str(cards))
    await page.get_by_label("Second language on the cards").select_option("ar")
    await page.get_by_role("button", name="Reserve").click()
    await expect(page.locator(".paper-card")).to_have_count(cards)
    return await page.locator(".paper-code code").all_inner_texts()


@rule("R4", "R7", "R17")
async def test_a_card_comes_back_by_two_actions_and_a_slip_is_undone(stage: Stage) -> None:
    meeting = await stage.live()
    page = await at_the_door(stage)
    await reserved(page, meeting, 4)
    await page.get_by_role("link", name="To the door").click()
    await expect(page.locator("html[data-app=ready]")).to_be_attached()
    await expect(page.locator(".door-row")).to_have_count(0)
    await page.locator("#door-card").focus()
    await page.keyboard.type("3")
    await page.keyboard.press("Tab")
    await page.keyboard.type("Ana Muñoz")
    await page.keyboard.press("Enter")
    await expect(page.locator(".door-row .ticket")).to_have_text(["3"])
    await expect(page.locator("#door-card")).to_be_focused()
    await page.get_by_role("button", name="That was another card: undo").click()
    await expect(page.locator(".door-row")).to_have_count(0)
    for number in ("2", "3"):
        await page.keyboard.type(number)
        await page.keyboard.press("Enter")
        await expect(page.locator(f"#door-{number}")).to_be_visible()
    await page.keyboard.type("2")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Card 2 has been handed in already.")).to_be_visible()
    state = await stage.server.installation.service.state(meeting)
    assert [request.ticket for request in state.waiting(1)] == [2, 3]
    assert state.requests[3].name == ""


@rule("R17")
async def test_a_code_that_is_said_opens_the_row_and_a_lost_one_is_renewed(stage: Stage) -> None:
    meeting = await stage.live()
    page = await at_the_door(stage)
    codes = await reserved(page, meeting, 2)
    await page.goto(f"/m/{meeting}/door")
    await expect(page.locator("html[data-app=ready]")).to_be_attached()
    sought = page.get_by_label("Ticket, receipt, name or return code")
    await sought.fill(codes[1].lower().replace("-", " "))
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Hand it in").click()
    await expect(page.locator(".door-row .ticket")).to_have_text(["2"])
    await sought.fill("")
    await sought.fill(codes[1])
    await page.keyboard.press("Enter")
    await expect(page.locator("#door-2 button").first).to_be_focused()
    await page.get_by_role("button", name="Correct…").click()
    await page.get_by_role("button", name="New return code…").click()
    fresh = (await page.locator(".spelled .visually-hidden").inner_text()).replace(", ", "")
    assert re.fullmatch("[0-9A-Z]{10}", fresh)
    await page.get_by_role("button", name="Done").click()
    await sought.fill(codes[1])
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Nobody here has this return code.")).to_be_visible()
    await sought.fill(fresh)
    await page.keyboard.press("Enter")
    await expect(page.locator(".door-row .ticket")).to_have_text(["2"])


@rule("R4")
async def test_the_clerk_types_a_numbers_card_by_keyboard_and_the_log_tells_of_the_door(stage: Stage) -> None:
    meeting = await stage.live()
    page = (await stage.person(window=LAPTOP, staff=("clerk",))).page
    await page.goto(f"/m/{meeting}/clerk")
    await expect(page.locator("html[data-app=ready]")).to_be_attached()
    door = await at_the_door(stage)
    await reserved(door, meeting, 3)
    log = page.get_by_text("3 paper cards were reserved: 1–3.").first
    await expect(log).to_be_visible()
    await page.keyboard.press("c")
    await page.keyboard.type("2")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Card 2 was handed in.").first).to_be_visible()
    await expect(page.locator("#add-card")).to_be_focused()
    await page.get_by_role("button", name="Undo", exact=True).click()
    await expect(
        page.get_by_text("Card 2 was put back: it had been typed in by a slip.").first
    ).to_be_visible()
    state = await stage.server.installation.service.state(meeting)
    assert list(state.waiting(1)) == []


@rule("R4", "R7")
async def test_a_phone_scans_the_card_and_stands_in_the_queue(stage: Stage) -> None:
    meeting = await stage.live()
    codes = await reserved(await at_the_door(stage), meeting, 2)
    phone = (await stage.person()).page
    await phone.goto(f"/m/{meeting}/claim/{codes[0]}")
    await phone.get_by_role("button", name="Use this device").click()
    await expect(phone.locator(".ticket")).to_have_text("1")
    await expect(phone.get_by_text("You are next")).to_be_visible()
    # One person with two cards stands there once.
    await phone.goto(f"/m/{meeting}/claim/{codes[1]}")
    await phone.get_by_role("button", name="Use this device").click()
    await expect(phone.get_by_text("You are in the queue for this already, with ticket 1.")).to_be_visible()


@pytest.mark.parametrize(("paper", "size"), [("A4", b"594.95"), ("Letter", b"612")])
async def test_four_cards_go_on_a_sheet_and_nothing_on_them_is_cut_off(
    stage: Stage, paper: str, size: bytes
) -> None:
    meeting = await stage.live(agenda=["Call to order", "The urban forest plan and its budget " * 4, "End"])
    page = await at_the_door(stage)
    await page.goto(f"/m/{meeting}/cards")
    await page.get_by_role("combobox", name="Paper", exact=True).select_option(paper)
    await reserved_here(page)
    await page.emulate_media(media="print")
    assert await page.evaluate(CUT_OFF) == 0
    pdf = await page.pdf(prefer_css_page_size=True)
    assert re.findall(rb"/Count (\d+)", pdf) == [b"3"]
    assert re.findall(rb"/MediaBox \[0 0 ([0-9.]+)", pdf)[0].startswith(size)
    await page.emulate_media(media="screen")
    await page.set_viewport_size(ViewportSize(width=320, height=640))
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def reserved_here(page: Page) -> None:
    await page.get_by_label("How many").fill("9")
    await page.get_by_label("Second language on the cards").select_option("es")
    await page.get_by_role("button", name="Reserve").click()
    await expect(page.locator(".paper-card")).to_have_count(9)


async def test_whoever_is_at_the_door_gets_there_by_logging_in(stage: Stage) -> None:
    meeting = await stage.live()
    accounts = stage.server.installation.accounts
    await accounts.add("dan", "Dan Door", "correct horse battery staple", {"council": frozenset({"door"})})
    page = (await stage.person()).page
    await page.goto("/login")
    await page.get_by_label("User name").fill("dan")
    await page.get_by_label("Password").fill("correct horse battery staple")
    await page.keyboard.press("Enter")
    await expect(page).to_have_url(f"{stage.url}/m/{meeting}/door")
    await page.goto("/")
    await expect(page.get_by_role("link", name="Door")).to_have_attribute("href", f"/m/{meeting}/door")
