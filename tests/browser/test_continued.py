"""A hearing continued to a later meeting, as the clerk and those who wait see it (R42)."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from meetingsvc.domain import commands as c
from tests.browser.stage import LAPTOP, Stage
from tests.support.rules import rule
from tests.support.scenario import CLERK

WEEK = 7 * 86_400_000


async def later(stage: Stage, title: str = "Next meeting") -> str:
    """Another meeting of the council, a week from now."""
    now = stage.server.installation.service.clock.now()
    answer = await stage.server.installation.service.schedule(
        CLERK,
        f"later-{title}",
        c.ScheduleMeeting(
            title=title,
            body="council",
            body_name="City Council",
            time_zone="America/New_York",
            starts_at=now + WEEK,
            place="Hall 1",
        ),
    )
    return str(answer.result["meeting"])


async def at_the_desk(stage: Stage, meeting: str) -> Page:
    page = (await stage.person(window=LAPTOP, staff=("clerk",))).page
    await page.goto(f"/m/{meeting}/clerk")
    await expect(page.locator("html[data-app=ready]")).to_be_attached()
    return page


@rule("R42", "R6", "R17")
async def test_the_clerk_continues_a_hearing_and_who_waits_finds_their_place_there(stage: Stage) -> None:
    meeting, to = await stage.live(), await later(stage)
    attendee = (await stage.person()).page
    await attendee.goto(f"/m/{meeting}")
    await stage.do(meeting, c.AddRequest(period=1, name="Bo Li"))
    await attendee.locator(".ask .button.big").click()
    await expect(attendee.locator(".ticket")).to_have_text("2")
    await stage.do(
        meeting, c.CallNext(period=1), c.StartTurn(turn=1), c.EndTurn(turn=1), c.AddRequest(period=1)
    )
    desk = await at_the_desk(stage, meeting)
    await desk.get_by_role("button", name="Continue to a later meeting…").click()
    dialog = desk.get_by_role("dialog")
    await expect(dialog).to_contain_text("2 people who wait keep their places there")
    await dialog.get_by_label("Next meeting").check()
    await dialog.get_by_label("Motion or reason").fill("Moved by Ode, seconded")
    await dialog.get_by_role("button", name="Continue it there").click()
    await expect(dialog).to_have_count(0)
    await expect(desk.locator(".agenda-row.open")).to_contain_text("Continued to")
    await expect(desk.locator("#log")).to_contain_text("Continued to a later meeting: Public comment")
    card = attendee.locator("#request-2")
    await expect(card).to_contain_text("This hearing is continued to")
    await expect(card).to_contain_text("your ticket there is number 1")
    await card.get_by_role("link", name="See my place there").click()
    await expect(attendee).to_have_url(f"{stage.url}/m/{to}")
    there = attendee.locator("#request-1")
    await expect(there).to_contain_text("Number 1 of 2")
    await expect(there).to_contain_text("where your ticket was number 2")
    await there.get_by_role("button", name="Leave the queue").click()
    await attendee.get_by_role("dialog").get_by_role("button", name="Leave the queue").click()
    await expect(there).to_contain_text("You left the queue.")


@rule("R42", "R1")
async def test_without_scripts_the_old_page_says_it_and_the_new_one_shows_the_place(stage: Stage) -> None:
    meeting, to = await stage.live(), await later(stage)
    page = (await stage.person(java_script_enabled=False)).page
    await page.goto(f"/m/{meeting}")
    await page.get_by_role("button", name="Ask to speak").click()
    await stage.do(meeting, c.ContinueItem(item=2, to=to))
    await stage.server.installation.service.continuing.idle()
    await page.reload()
    await expect(page.locator("#request-1")).to_contain_text(
        "Your place is kept: your ticket there is number 1."
    )
    await expect(page.locator("#agenda")).to_contain_text("1 person keeps their place there.")
    await expect(page.get_by_role("button", name="Ask to speak")).to_have_count(0)
    await page.get_by_role("link", name="See my place there").click()
    await expect(page.locator("#request-1")).to_contain_text("where your ticket was number 1")
    await expect(page.locator("#agenda")).to_contain_text("Continued from")
    await page.get_by_role("button", name="Leave the queue").click()
    await expect(page.locator("#request-1")).to_contain_text("You left the queue.")


@rule("R42", "R2")
async def test_who_also_asked_in_the_later_meeting_is_told_of_the_place_that_was_continued(
    stage: Stage,
) -> None:
    meeting, to = await stage.live(), await later(stage)
    await stage.do(to, c.AddItem(label="Budget"), c.OpenSignUp(), c.OpenPeriod(item=1))
    person = await stage.person()
    for each in (to, meeting):
        await person.page.goto(f"/m/{each}")
        await person.page.locator(".ask .button.big").click()
        await expect(person.page.locator(".ticket")).to_have_text("1")
    await stage.do(meeting, c.ContinueItem(item=2, to=to))
    await stage.server.installation.service.continuing.idle()
    await person.page.goto(f"/m/{to}")
    await expect(person.page.locator("html[data-app=ready]")).to_be_attached()
    plain = await person.context.new_page()
    await plain.route("**/*.js", lambda route: route.abort())
    await plain.goto(f"/m/{to}")
    for page in (person.page, plain):
        column = page.locator(".mine-column")
        await expect(column.locator(".ticket")).to_have_text("1")
        await expect(column).to_contain_text("You also have a place continued from")
        await expect(column).to_contain_text(": ticket 2.")
    await expect(person.page.locator(".mine-column")).to_contain_text("Number 1 of 1")
    stranger = (await stage.person()).page
    await stranger.goto(f"/m/{to}")
    await expect(stranger.locator("html[data-app=ready]")).to_be_attached()
    await expect(stranger.locator(".mine-column")).not_to_contain_text("You also have a place")


@rule("R42")
async def test_before_adjourning_an_open_hearing_can_be_continued_to_a_new_day_and_taken_back(
    stage: Stage,
) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.AddRequest(period=1))
    desk = await at_the_desk(stage, meeting)
    await desk.get_by_text("Meeting", exact=True).click()
    await desk.get_by_role("button", name="Adjourn…").click()
    dialog = desk.get_by_role("dialog")
    await dialog.get_by_role("button", name="Continue “Public comment”…").click()
    await expect(dialog.get_by_label("Begins")).to_be_visible()
    await dialog.get_by_role("button", name="Continue it there").click()
    await expect(dialog).to_contain_text("All comment periods are closed.")
    await dialog.get_by_role("button", name="Cancel").click()
    await stage.server.installation.service.continuing.idle()
    await desk.get_by_role("button", name="Take the hearing back").click()
    await expect(desk.locator(".agenda-row.open")).to_contain_text("1 waiting")
    state = await stage.server.installation.service.state(meeting)
    assert state.periods[1].status == "open"


@rule("R42")
async def test_before_the_later_meeting_is_cancelled_the_desk_says_who_waits_in_it(stage: Stage) -> None:
    meeting, to = await stage.live(), await later(stage)
    await stage.do(meeting, c.AddRequest(period=1), c.ContinueItem(item=2, to=to))
    await stage.server.installation.service.continuing.idle()
    desk = await at_the_desk(stage, to)
    await desk.get_by_text("Meeting", exact=True).click()
    await desk.get_by_role("button", name="Cancel the meeting…").click()
    dialog = desk.get_by_role("dialog")
    await expect(dialog).to_contain_text("1 person keeps their place here.")
    await expect(dialog.get_by_role("button", name="Continue “Public comment”…")).to_be_visible()
    await dialog.get_by_role("button", name="Cancel all the same").click()
    await expect(dialog).to_have_count(0)
    assert (await stage.server.installation.service.state(to)).status == "cancelled"
    await stage.server.installation.service.continuing.idle()
    for scripts in (True, False):
        anyone = (await stage.person(java_script_enabled=scripts)).page
        await anyone.goto(f"/m/{meeting}")
        await expect(anyone.locator("#agenda")).to_contain_text("Continued to a meeting that is cancelled")


@rule("R42")
async def test_the_display_says_where_the_hearing_goes_on(stage: Stage) -> None:
    meeting, to = await stage.live(), await later(stage)
    await stage.do(meeting, c.AddRequest(period=1), c.ContinueItem(item=2, to=to))
    page = (await stage.person(window=LAPTOP)).page
    await page.goto(f"/m/{meeting}/display")
    await expect(page.locator(".display-speaking")).to_contain_text("Continued to")


@pytest.mark.parametrize("lang", ["ar"])
async def test_nothing_of_it_scrolls_sideways_on_a_narrow_phone(stage: Stage, lang: str) -> None:
    meeting, to = await stage.live(), await later(stage)
    page = (await stage.person(lang, {"width": 320, "height": 640})).page
    await page.goto(f"/m/{meeting}?lang={lang}")
    await page.locator(".ask .button.big").click()
    await expect(page.locator(".ticket")).to_have_text("1")
    await stage.do(meeting, c.ContinueItem(item=2, to=to))
    await expect(page.locator(f'#request-1 a[href="/m/{to}"]')).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 320
    await page.goto(f"/m/{to}?lang={lang}")
    await expect(page.locator(".ticket")).to_have_text("1")
    assert await page.evaluate("document.documentElement.scrollWidth") == 320
