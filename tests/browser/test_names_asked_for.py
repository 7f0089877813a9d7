"""A body that asks for names and for no positions, on the pages of whoever speaks and of the clerk."""

from __future__ import annotations

from playwright.async_api import Page, expect

from meetingsvc.domain import commands as c
from meetingsvc.domain.profile import Profile
from tests.browser.stage import LAPTOP, Stage
from tests.support.rules import rule
from tests.support.scenario import CLERK

NAMED = Profile(name="Names, please", names_required=True, positions=False)


async def asking_for_names(stage: Stage) -> str:
    await stage.server.installation.service.profiles.save(CLERK, "council", 0, NAMED)
    return await stage.live()


async def without_a_name(page: Page, meeting: str) -> None:
    """Takes a place by one tap, and is told what is still needed."""
    await page.goto(f"/m/{meeting}")
    await expect(page.locator(".ask")).to_contain_text("your name is asked for after")
    await expect(page.locator("#comment")).not_to_contain_text("Opposed")
    await page.locator(".ask").get_by_role("button", name="Ask to speak").click()
    await expect(page.locator(".mine").first).to_contain_text("please add it to your details")
    await expect(page.locator(".mine").first).not_to_contain_text("Opposed")


@rule("R1", "R2", "R20")
async def test_the_place_is_taken_at_once_and_the_name_is_given_after(stage: Stage) -> None:
    meeting = await asking_for_names(stage)
    page = (await stage.person()).page
    await without_a_name(page, meeting)
    card = page.locator("#request-1")
    await card.get_by_label("Name (needed to be called)").fill("Ann Moreno")
    await card.get_by_role("button", name="Save details").click()
    await expect(card).not_to_contain_text("please add it to your details")


@rule("R1", "R2", "R20")
async def test_the_same_without_scripts(stage: Stage) -> None:
    meeting = await asking_for_names(stage)
    page = (await stage.person(java_script_enabled=False)).page
    await without_a_name(page, meeting)
    card = page.locator("#request-1")
    await card.get_by_label("Name (needed to be called)").fill("Ann Moreno")
    await card.get_by_role("button", name="Save details").click()
    await expect(card).not_to_contain_text("please add it to your details")


@rule("R2")
async def test_the_clerk_sees_who_has_no_name_and_types_it_or_says_why_not(stage: Stage) -> None:
    meeting = await asking_for_names(stage)
    await stage.do(meeting, c.AddRequest(period=1), c.AddRequest(period=1))
    page = (await stage.person(window=LAPTOP, staff=("clerk",))).page
    await page.goto(f"/m/{meeting}/clerk")
    await expect(page.locator("[data-ticket='1']")).to_contain_text("No name yet")
    await page.locator("h1").first.click()
    await page.keyboard.press("n")
    await page.get_by_label("Name, as given").fill("Doug Cox")
    await page.get_by_role("button", name="Call", exact=True).click()
    await expect(page.locator("#floor")).to_contain_text("Doug Cox")
    await stage.do(meeting, c.StartTurn(turn=1), c.EndTurn(turn=1))
    await page.keyboard.press("n")
    await page.get_by_label("Or the reason").fill("Does not wish to give a name")
    await page.get_by_role("button", name="Call", exact=True).click()
    await expect(page.locator("#floor")).to_contain_text("Speaker 2")


@rule("R2")
async def test_at_the_door_stands_who_has_no_name_yet(stage: Stage) -> None:
    meeting = await asking_for_names(stage)
    await stage.do(meeting, c.AddRequest(period=1), c.AddRequest(period=1, name="Bo Li"))
    page = (await stage.person(window=LAPTOP, staff=("door",), username="dan")).page
    await page.goto(f"/m/{meeting}/door")
    await expect(page.locator("#door-1")).to_contain_text("No name yet")
    await expect(page.locator("#door-2")).not_to_contain_text("No name yet")
    await page.locator("#door-1").get_by_role("button", name="Correct…").click()
    await page.get_by_role("dialog").get_by_label("Name").fill("Ann Moreno")
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator("#door-1")).not_to_contain_text("No name yet")
