"""The order of a queue in a browser: opened with it, drawn by lot, a waiting list, several queues at once."""

from __future__ import annotations

from playwright.async_api import Page, expect

from meetingsvc.domain import commands as c
from meetingsvc.domain.roles import Actor
from tests.browser.stage import LAPTOP, Stage
from tests.support.rules import rule


def resident(number: int) -> Actor:
    """Someone at home."""
    return Actor(f"person-{number}", frozenset({"attendee"}))


async def desk(stage: Stage, meeting: str) -> Page:
    """A clerk's desk."""
    person = await stage.person(window=LAPTOP, staff=("clerk",))
    await person.page.goto(f"/m/{meeting}/clerk")
    await expect(person.page.locator("html[data-app=ready]")).to_be_attached()
    return person.page


@rule("R7")
async def test_a_period_is_opened_with_a_lottery_and_drawn_before_everyones_eyes(stage: Stage) -> None:
    meeting = await stage.schedule()
    await stage.do(meeting, c.StartMeeting(), c.StartItem(item=2, without_comment=True))
    page = await desk(stage, meeting)
    await page.get_by_role("button", name="Open comment…").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("Who speaks when")).to_have_value("arrival")
    await dialog.get_by_label("Who speaks when").select_option("lottery")
    await dialog.get_by_text("Limits").click()
    await dialog.get_by_label("Draw lots when more than so many ask to speak").fill("2")
    await dialog.get_by_role("button", name="Open comment").click()
    await expect(page.locator("#agenda")).to_contain_text("Order: drawn by lot, in public.")
    for number in (1, 2, 3):
        await stage.do(meeting, c.AskToSpeak(period=1), actor=resident(number))

    call = page.get_by_role("button", name="Call next")
    await expect(call).to_have_accessible_description(
        "Lots decide who is called first. Draw them in the queue below."
    )
    await page.get_by_role("button", name="1. Freeze the list").click()
    draw = page.get_by_role("button", name="3. Draw")
    await expect(draw).to_have_attribute("aria-disabled", "true")
    await expect(draw).to_have_accessible_description("Add at least two contributions first.")
    for text in ("4 2 6 1", "ball 17"):
        await page.get_by_role("button", name="2. Add a contribution…").click()
        await page.get_by_label("What came up").fill(text)
        await page.get_by_role("dialog").get_by_role("button", name="Add").click()
        await expect(page.get_by_role("dialog")).to_have_count(0)
    await draw.click()
    await expect(page.locator("#queue")).to_contain_text("Lots were drawn among 3.")
    await expect(call).not_to_have_attribute("aria-disabled", "true")

    state = await stage.server.installation.service.state(meeting)
    order = list(state.draws[1].order)
    await expect(page.locator(".queue-rows .ticket-tag")).to_have_text([str(each) for each in order[:2]])
    await expect(page.get_by_role("region", name="Waiting list").locator(".ticket-tag")).to_have_text(
        [str(order[2])]
    )
    anyone = await stage.person()
    await anyone.page.goto(f"/m/{meeting}/draws/1")
    await expect(anyone.page.locator("tbody strong")).to_have_text([str(each) for each in order])
    await expect(anyone.page.get_by_text(state.draws[1].hash)).to_be_visible()


@rule("R16")
async def test_who_asks_late_waits_on_the_list_and_the_clerk_takes_them_in(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.AskToSpeak(period=1), actor=resident(1))
    await stage.do(meeting, c.OpenPeriod(item=3, last_call_ms=0))
    await stage.do(meeting, c.MakeLastCall(period=2))
    await stage.do(meeting, c.AskToSpeak(period=1), actor=resident(2))
    late = await stage.person()
    await late.page.goto(f"/m/{meeting}")
    await expect(late.page.locator("html[data-app=ready]")).to_be_attached()
    await stage.do(meeting, c.StartItem(item=3))
    await late.page.get_by_role("button", name="Ask to speak").first.click()
    await expect(late.page.get_by_text("Number 3 of 3")).to_be_visible()
    await late.page.get_by_role("button", name="Ask to speak").first.click()
    await expect(late.page.get_by_text("You are number 1 on the waiting list")).to_be_visible()
    await expect(late.page.get_by_text("You asked after sign-up had closed.")).to_be_visible()

    page = await desk(stage, meeting)
    await page.get_by_role("button", name="Take into the queue").click()
    await expect(late.page.get_by_text("You are next", exact=True)).to_be_visible()


async def test_of_two_open_queues_the_clerk_chooses_which_is_called_from(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.OpenPeriod(item=3), c.AddRequest(period=1), c.AddRequest(period=2))
    page = await desk(stage, meeting)
    await expect(page.locator(".next .ticket-tag")).to_have_text(["1"])
    await page.locator(".tab", has_text="Adjournment").click()
    await page.get_by_role("button", name="Call from this queue").click()
    await expect(page.locator(".next .ticket-tag")).to_have_text(["2"])
    await expect(page.get_by_role("button", name="Call from this queue")).to_have_count(0)
