"""Before the meeting: when sign-up opens, on everyone's page; and the totals of positions, never a poll."""

from __future__ import annotations

from playwright.async_api import expect

from meetingsvc.domain import commands as c
from meetingsvc.domain.profile import Profile
from tests.browser.stage import LAPTOP, Stage
from tests.support.rules import rule
from tests.support.scenario import ANN, CLERK

DAY = 86_400_000


@rule("R7", "R16")
async def test_the_page_says_when_sign_up_opens_and_offers_it_then(stage: Stage) -> None:
    rules = Profile(name="Sign up", sign_up_before_ms=DAY, names_required=True)
    await stage.server.installation.service.profiles.save(CLERK, "council", 0, rules)
    meeting = await stage.schedule(starts_in=2 * DAY)
    await stage.do(meeting, c.OpenPeriod(item=2))
    page = (await stage.person()).page
    await page.goto(f"/m/{meeting}")
    await expect(page.locator(".attendee")).to_contain_text("Sign-up to speak opens")
    await expect(page.locator("#agenda")).to_contain_text("Speakers give a name before they are called.")
    await expect(page.locator("#agenda")).not_to_contain_text("Open for comment.")
    await stage.do(meeting, c.OpenSignUp())
    await page.locator(".ask").get_by_role("button", name="Ask to speak").click()
    mine = page.locator("#request-1")
    await expect(mine.get_by_role("heading", name="Your ticket")).to_be_focused()
    await expect(mine).to_contain_text("Number 1 of 1")
    await expect(mine).to_contain_text("Your place is kept until the meeting begins.")
    plain = await page.context.new_page()
    await plain.route("**/*.js", lambda route: route.abort())
    await plain.goto(f"/m/{meeting}")
    await expect(plain.locator("#request-1")).to_contain_text("Number 1 of 1")
    await expect(plain.locator("#request-1")).to_contain_text("Your place is kept until the meeting begins.")
    await plain.close()
    await stage.do(meeting, c.StartMeeting())
    await expect(mine).to_contain_text("You are next")
    await expect(mine).to_contain_text("Please open the video link or the phone line now")


@rule("R20")
async def test_totals_stand_on_the_agenda_and_say_that_they_are_no_poll(stage: Stage) -> None:
    meeting = await stage.live()
    page = (await stage.person()).page
    await page.goto(f"/m/{meeting}")
    await stage.do(meeting, c.AskToSpeak(period=1, position="support"), actor=ANN)
    said = "In support: 1. Opposed: 0. Neutral: 0. Those who spoke up, not a poll."
    await expect(page.locator("#agenda")).to_contain_text(said)
    await stage.do(meeting, c.OpenPeriod(item=3, quasi_judicial=True))
    await stage.do(meeting, c.AskToSpeak(period=2, position="oppose"), actor=ANN)
    plain = (await stage.person(java_script_enabled=False)).page
    await plain.goto(f"/m/{meeting}")
    await expect(plain.locator("#agenda")).to_contain_text(said)
    await expect(plain.locator("#agenda")).not_to_contain_text("Opposed: 1.")


@rule("R7")
async def test_the_desk_calls_nobody_in_the_first_minutes_and_says_until_when(stage: Stage) -> None:
    rules = Profile(name="Together", drawn_together_ms=600_000)
    await stage.server.installation.service.profiles.save(CLERK, "council", 0, rules)
    meeting = await stage.live()
    await stage.do(meeting, c.AddRequest(period=1), c.AddRequest(period=1))
    page = (await stage.person(window=LAPTOP, staff=("clerk",))).page
    await page.goto(f"/m/{meeting}/clerk")
    await expect(page.locator("#floor")).to_contain_text("The minutes in which all count as coming together")
    await expect(page.locator(".draw")).to_contain_text("nobody is called before the draw")
    await expect(page.get_by_role("button", name="Call next")).to_be_disabled()
