"""An outage, its steps and its end on every screen (R33), and the flow of the queue around it."""

import re

from playwright.async_api import expect

from meetingsvc.domain import commands as c
from meetingsvc.domain.roles import Actor
from tests.browser.stage import LAPTOP, PROJECTOR, Stage
from tests.support.rules import rule


async def seated(stage: Stage, meeting: str) -> tuple[str, dict[str, str]]:
    """Somebody's participant id, and the cookie that is their seat."""
    participant, token = await stage.server.installation.seats.sit(meeting)
    return participant, {f"seat_{meeting}": token}


@rule("R33")
async def test_an_outage_is_announced_noted_and_ended_and_everyone_sees_it(stage: Stage) -> None:
    meeting = await stage.live()
    clerk = (await stage.person(window=LAPTOP, staff=("clerk",))).page
    attendee, display = (await stage.person()).page, (await stage.person(window=PROJECTOR)).page
    for page, path in ((clerk, "/clerk"), (attendee, ""), (display, "/display")):
        await page.goto(f"/m/{meeting}{path}")
    await clerk.get_by_text("Meeting", exact=True).click()
    await clerk.get_by_role("button", name="Outage…").click()
    await clerk.get_by_label("the captions").check()
    await clerk.get_by_role("button", name="Announce and begin recess").click()
    for page in (attendee, display):
        await expect(page.get_by_text("Remote service interrupted").first).to_be_visible()
        await expect(
            page.get_by_text("taking part by video and phone and the captions").first
        ).to_be_visible()
    await expect(attendee.get_by_role("button", name="Ask to speak")).to_have_count(0)
    await clerk.get_by_role("button", name="Note a step…").click()
    await clerk.get_by_label("Step").fill("Called the provider")
    await clerk.get_by_role("button", name="Note it").click()
    await expect(clerk.locator(".banner.outage")).to_contain_text("Called the provider")
    await clerk.get_by_role("button", name="End the outage").click()
    await clerk.get_by_role("button", name="Resume the meeting").click()
    await expect(clerk.locator(".banner.outage")).to_have_count(0)
    await expect(attendee.get_by_role("button", name="Ask to speak").first).to_be_visible()
    await clerk.get_by_text("Meeting", exact=True).click()
    await clerk.get_by_role("button", name="Interruptions, for the minutes…").click()
    await expect(clerk.get_by_role("dialog")).to_contain_text("the service was restored")


@rule("R12")
async def test_an_item_without_comment_closes_only_when_the_clerk_says_so(stage: Stage) -> None:
    meeting = await stage.schedule()
    await stage.do(meeting, c.StartMeeting(), c.StartItem(item=1))
    page = (await stage.person(window=LAPTOP, staff=("clerk",))).page
    await page.goto(f"/m/{meeting}/clerk")
    await page.get_by_role("button", name="Finish item").click()
    await expect(page.get_by_role("dialog")).to_contain_text("The public has not been asked to comment")
    await page.get_by_role("button", name="Finish without comment").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    assert (await stage.server.installation.service.state(meeting)).item is None


@rule("R27")
async def test_a_speaker_is_warned_then_removed_and_the_removal_taken_back(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.AddRequest(period=1), c.CallNext(period=1), c.StartTurn(turn=1))
    page = (await stage.person(window=LAPTOP, staff=("clerk",))).page
    await page.goto(f"/m/{meeting}/clerk")
    floor = page.locator("#floor")
    await floor.get_by_role("button", name="Warn…").click()
    await page.get_by_role("dialog").get_by_label("disruption", exact=False).check()
    await page.get_by_role("button", name="Log the warning").click()
    await expect(floor.get_by_text("Warned", exact=True)).to_be_visible()
    await floor.get_by_role("button", name="Remove…").click()
    await page.get_by_role("dialog").get_by_label("disruption", exact=False).check()
    await page.get_by_role("button", name="Remove", exact=True).click()
    await expect(floor).to_contain_text("The floor is free")
    await page.get_by_role("button", name="Bring 1 back").click()
    await expect(floor).to_contain_text("Clock paused")


@rule("R25")
async def test_the_next_three_are_called_ahead_and_say_by_when_they_must_leave(stage: Stage) -> None:
    meeting = await stage.live()
    participant, cookies = await seated(stage, meeting)
    await stage.do(meeting, *[c.AddRequest(period=1) for _ in range(4)])
    await stage.do(
        meeting,
        c.AskToSpeak(period=1, channel="in_person"),
        actor=Actor(participant, frozenset({"attendee"})),
    )
    page = (await stage.person(cookies=cookies)).page
    await page.goto(f"/m/{meeting}")
    clerk = (await stage.person(window=LAPTOP, staff=("clerk",))).page
    await clerk.goto(f"/m/{meeting}/clerk")
    await expect(page.locator(".call-ahead")).to_have_count(0)
    await page.get_by_role("button", name="I must leave by…").click()
    await page.get_by_role("dialog").get_by_role("button").nth(1).click()
    await expect(page.get_by_text("You have said that you must leave by")).to_be_visible()
    await expect(clerk.locator('[data-ticket="5"]')).to_contain_text("Must leave soon")
    await stage.do(meeting, c.CallNext(period=1), c.StartTurn(turn=1), c.CallNext(period=1, believes=1))
    await expect(page.locator(".call-ahead")).to_contain_text("please come to the seats by the lectern")
    await expect(page).to_have_title(re.compile("^You are among the next three"))
