"""Time in a browser: extra time that only staff and the speaker see, time ceded, ordered and signalled."""

from __future__ import annotations

import re

from playwright.async_api import expect

from meetingsvc.domain import commands as c
from meetingsvc.domain.roles import Actor
from tests.browser.stage import LAPTOP, PROJECTOR, Stage
from tests.browser.test_clerk import ask, desk, floor, state
from tests.support.rules import rule


async def ceding(stage: Stage) -> str:
    """A meeting with a period in which time can be ceded."""
    meeting = await stage.schedule()
    await stage.do(meeting, c.StartMeeting(), c.StartItem(item=2), c.OpenPeriod(item=2, ceding=True))
    return meeting


@rule("R11")
async def test_extra_time_runs_for_the_clerk_while_the_room_sees_a_clock_that_stands(stage: Stage) -> None:
    meeting = await stage.live()
    await ask(stage, meeting, "")
    page = await desk(stage, meeting)
    room = (await stage.person(window=PROJECTOR)).page
    await room.goto(f"/m/{meeting}/display")
    await page.locator(".row-open").click()
    await page.get_by_role("button", name="Extra time…").click()
    await page.get_by_role("radio", name="1 minute").check()
    await page.get_by_role("button", name="Grant this").click()
    await expect(page.locator("#queue")).to_contain_text("1 minute")
    await page.locator("body").click(position={"x": 640, "y": 796})
    await page.keyboard.press("n")
    await expect(floor(page)).to_contain_text("Allotted: 4 minutes")
    await expect(room.locator(".display-clock, .display-countdown").first).to_contain_text("3:00")
    await page.keyboard.press("Space")
    await expect(floor(page)).to_contain_text("Now speaking")
    await expect(floor(page).locator(".timer-face")).to_contain_text("3:5")
    await expect(room.get_by_text("Paused")).to_be_visible()
    await expect(room.locator("body")).to_contain_text("3:00")
    assert "3:5" not in await room.locator("body").inner_text()


@rule("R18")
async def test_one_attendee_cedes_the_time_and_another_accepts_it(stage: Stage) -> None:
    meeting = await ceding(stage)
    donor, receiver = (await stage.person()).page, (await stage.person()).page
    for page in (donor, receiver):
        await page.goto(f"/m/{meeting}")
        await page.locator(".ask .button.big").click()
        await expect(page.locator(".ticket").first).to_be_visible()
    await donor.get_by_role("button", name="Give my time to someone else").click()
    await donor.get_by_label("Their ticket number").fill("2")
    await donor.get_by_role("button", name="Offer my time").click()
    await expect(donor.get_by_text("You have offered your time to ticket 2.")).to_be_visible()
    await expect(receiver.get_by_text("Ticket 1 offers you its time.")).to_be_visible()
    offer = receiver.get_by_role("region", name="You are offered more time")
    first = receiver.locator("#request-2 button").first
    await expect(first).to_have_text("Accept the time")
    await expect(offer.get_by_role("button")).to_have_count(2)
    await receiver.get_by_role("button", name="Accept the time").click()
    await expect(receiver.get_by_text("You also have the time of these tickets: 1.")).to_be_visible()
    await expect(donor.get_by_text("You have given your time to ticket 2.")).to_be_visible()
    await donor.get_by_role("button", name="Take my turn back").click()
    await expect(donor.get_by_role("button", name="Give my time to someone else")).to_be_visible()
    held = await state(stage, meeting)
    assert [held.requests[ticket].status for ticket in (1, 2)] == ["waiting", "waiting"]


@rule("R18")
async def test_without_scripts_time_is_ceded_by_forms(stage: Stage) -> None:
    meeting = await ceding(stage)
    await stage.do(meeting, c.AskToSpeak(period=1), actor=Actor("other", frozenset({"attendee"})))
    page = (await stage.person(java_script_enabled=False)).page
    await page.goto(f"/m/{meeting}")
    await page.locator(".ask .button.big").click()
    await page.get_by_text("Give my time to someone else").click()
    await page.get_by_label("Their ticket number").fill("1")
    await page.get_by_role("button", name="Offer my time").click()
    await expect(page.get_by_text("You have offered your time to ticket 1.")).to_be_visible()
    await stage.do(meeting, c.AcceptTime(ticket=2))
    await page.reload()
    back = page.get_by_role("button", name="Take my turn back")
    await back.click()
    await expect(back).to_have_count(0)  # the form has been answered
    assert (await state(stage, meeting)).requests[2].status == "waiting"
    await stage.do(meeting, c.OfferTime(ticket=1, to=2), actor=Actor("other", frozenset({"attendee"})))
    await page.reload()
    await expect(page.get_by_role("region", name="You are offered more time")).to_contain_text(
        "Ticket 1 offers you its time."
    )
    await expect(page.locator("#request-2 button").first).to_have_text("Accept the time")


@rule("R9", "R13")
async def test_the_chair_orders_less_time_and_everyone_reads_why(stage: Stage) -> None:
    meeting = await stage.live()
    await ask(stage, meeting, "", "")
    page = await desk(stage, meeting)
    home = (await stage.person()).page
    await home.goto(f"/m/{meeting}")
    await page.get_by_role("button", name="Time for each…").click()
    await page.get_by_label("Minutes").fill("1")
    await page.get_by_label("Reason, for the record").fill("Sixty are waiting")
    await page.get_by_role("button", name="Order this time").click()
    await expect(home.get_by_text("1 minute for each speaker.").first).to_be_visible()
    await expect(home.get_by_text("By order of the chair: Sixty are waiting").first).to_be_visible()
    await page.keyboard.press("Escape")
    await page.locator("body").click(position={"x": 640, "y": 796})
    await page.keyboard.press("n")
    await expect(floor(page)).to_contain_text("Allotted: 1 minute")
    await page.get_by_role("button", name="Time, with a reason…").click()
    await page.get_by_label("Reason (may be left out)").fill("A question from the dais")
    await page.get_by_role("button", name="Change the time").click()
    await expect(floor(page)).to_contain_text("Allotted: 2 minutes")


@rule("R45")
async def test_the_speaker_is_told_of_the_last_thirty_seconds_and_of_nothing_else(stage: Stage) -> None:
    meeting = await stage.schedule()
    await stage.do(meeting, c.StartMeeting(), c.StartItem(item=2), c.OpenPeriod(item=2, allotment_ms=31_000))
    page = (await stage.person(window=LAPTOP)).page
    await page.goto(f"/m/{meeting}")
    await page.locator(".ask .button.big").click()
    await expect(page.locator(".ticket").first).to_be_visible()
    await stage.do(meeting, c.CallNext(period=1), c.StartTurn(turn=1))
    await expect(page.get_by_role("alert")).to_have_text("You have thirty seconds left.")
    await expect(page).to_have_title(re.compile("^Thirty seconds left – "))
