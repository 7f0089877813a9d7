"""The screens in the room: what they show, in which variant, and what they say when nobody answers."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from meetingsvc.domain import commands as c
from tests.browser.stage import PROJECTOR, Stage
from tests.support.rules import rule


async def speaking(stage: Stage) -> str:
    """A meeting in which ticket 1 has the floor by name, and three wait."""
    meeting = await stage.live()
    await stage.do(meeting, c.AddRequest(period=1, name="Ann Lee"))
    await stage.do(meeting, *(c.AddRequest(period=1) for _ in range(3)))
    await stage.do(meeting, c.CallNext(period=1), c.StartTurn(turn=1))
    await stage.do(meeting, c.AddCue(track="en", text="Good evening."))
    return meeting


async def screen(stage: Stage, meeting: str, query: str = "") -> Page:
    """A projector that shows the meeting."""
    page = (await stage.person(window=PROJECTOR)).page
    await page.goto(f"/m/{meeting}/display{query}")
    await expect(page.locator("html[data-app=ready]")).to_be_attached()
    return page


@rule("R25")
async def test_the_room_sees_who_speaks_how_long_who_is_next_and_the_way_in(stage: Stage) -> None:
    meeting = await speaking(stage)
    page = await screen(stage, meeting)
    await expect(page.locator(".display-name")).to_have_text("Ann Lee")
    await expect(page.get_by_role("timer")).to_contain_text("Time left")
    await expect(page.locator(".display-digits")).to_have_text(re.compile(r"2:5\d|3:00"))
    await expect(page.locator(".display-next .display-ticket")).to_have_text(["2", "3", "4"])
    await expect(page.locator(".caption-lines")).to_have_text("Good evening.")
    await expect(page.locator(".display-address")).to_have_text(re.compile(rf"/m/{meeting}$"))
    await stage.do(meeting, c.PauseTurn(turn=1))
    await expect(page.get_by_role("timer")).to_contain_text("Paused")
    await stage.do(meeting, c.EndTurn(turn=1), c.Recess())
    await expect(page.locator(".display-name")).to_have_text("In recess")


async def test_the_room_reads_of_the_last_call_while_nobody_has_the_floor(stage: Stage) -> None:
    meeting = await stage.live()
    page = await screen(stage, meeting)
    await stage.do(meeting, c.MakeLastCall(period=1))
    await expect(page.locator(".display-speaking")).to_contain_text("Last call: open until")
    await stage.do(meeting, c.WithdrawLastCall(period=1))
    await expect(page.locator(".display-speaking")).not_to_contain_text("Last call")


async def test_only_who_is_in_the_room_is_asked_to_come_forward(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.AddRequest(period=1), c.AddRequest(period=1, channel="phone"))
    page = await screen(stage, meeting)
    await stage.do(meeting, c.CallNext(period=1))
    await expect(page.locator(".display-who .display-label")).to_contain_text("Please come forward")
    await stage.do(meeting, c.StartTurn(turn=1), c.EndTurn(turn=1), c.CallNext(period=1))
    await expect(page.locator(".display-who .display-label")).to_contain_text("Called to speak")


async def test_a_language_without_captions_has_those_of_the_meeting(stage: Stage) -> None:
    meeting = await stage.schedule()
    await stage.do(meeting, c.StartMeeting(), c.OpenTrack(language="es"), c.OpenTrack(language="en"))
    await stage.do(meeting, c.AddCue(track="en", text="Good evening."), c.AddCue(track="es", text="Buenas."))
    page = await screen(stage, meeting, "?lang=ar")
    await expect(page.locator(".caption-lines")).to_have_text("Good evening.")


async def test_a_long_ticket_number_stays_on_one_line(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, *(c.AddRequest(period=1, name="Bartholomew Featherstone") for _ in range(11)))
    for turn in range(1, 10):
        await stage.do(meeting, c.CallNext(period=1), c.StartTurn(turn=turn), c.EndTurn(turn=turn))
    page = await screen(stage, meeting)
    tickets = page.locator(".display-next .display-ticket")
    await expect(tickets).to_have_text(["10", "11"])
    boxes = [await ticket.bounding_box() for ticket in await tickets.all()]
    assert [box is not None and box["width"] > box["height"] for box in boxes] == [True, True]


@rule("R33")
@pytest.mark.parametrize("lang", ["en", "es", "ar", "zh-TW"])
async def test_what_the_room_reads_in_an_outage_covers_nothing_else(stage: Stage, lang: str) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.AddRequest(period=1), c.ReportOutage(failed=["two_way", "stream", "captions"]))
    page = await screen(stage, meeting, f"?lang={lang}")
    boxes = [
        await page.locator(f".display-{part}").bounding_box()
        for part in ("top", "name", "speaking .display-item", "next")
    ]
    top, name, sentence, following = (box or {"y": 0.0, "height": 0.0} for box in boxes)
    assert top["y"] + top["height"] <= name["y"]
    assert name["y"] + name["height"] <= sentence["y"]
    assert sentence["y"] + sentence["height"] <= following["y"]


async def test_before_the_meeting_the_room_reads_when_it_begins(stage: Stage) -> None:
    meeting = await stage.schedule(starts_in=3_600_000)
    await stage.do(meeting, c.OpenSignUp())
    page = await screen(stage, meeting)
    await expect(page.locator(".display-speaking")).to_contain_text("Sign-up is open")
    await expect(page.locator(".display-speaking")).to_contain_text("Begins")


@pytest.mark.parametrize("variant", ["room", "dais", "lectern", "lower-third", "clock"])
async def test_no_variant_has_a_scrollbar_or_a_cursor(stage: Stage, variant: str) -> None:
    meeting = await speaking(stage)
    page = await screen(stage, meeting, f"?variant={variant}")
    await expect(page.get_by_role("timer")).to_be_visible()
    size = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    assert await page.evaluate(size) == [PROJECTOR["width"], PROJECTOR["height"]]
    assert await page.evaluate("getComputedStyle(document.documentElement).cursor") == "none"


@pytest.mark.parametrize("variant", ["lower-third", "clock"])
async def test_a_strip_lets_the_video_below_it_through(stage: Stage, variant: str) -> None:
    meeting = await speaking(stage)
    page = await screen(stage, meeting, f"?variant={variant}")
    await expect(page.locator("html")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    await expect(page.locator(".display-top, .display-captions, .display-invitation")).to_have_count(0)


@rule("R43")
async def test_a_blanked_screen_shows_no_name_and_no_caption_while_the_clock_goes_on(stage: Stage) -> None:
    meeting = await speaking(stage)
    page = await screen(stage, meeting)
    await expect(page.locator(".display-name")).to_have_text("Ann Lee")
    await stage.do(meeting, c.BlankScreens())
    await expect(page.locator(".display-name")).to_have_text("Speaker 1")
    await expect(page.locator(".caption-lines")).to_have_count(0)
    await expect(page.get_by_role("timer")).to_contain_text("Time left")
    await stage.do(meeting, c.UnblankScreens())
    await expect(page.locator(".display-name")).to_have_text("Ann Lee")


@rule("R25")
async def test_out_of_touch_it_says_so_and_shows_no_number_and_mends_itself(stage: Stage) -> None:
    meeting = await speaking(stage)
    page = await screen(stage, meeting)
    await expect(page.locator(".display-digits")).to_have_text(re.compile(r"\d:\d\d"))
    await page.context.set_offline(True)
    await expect(page.get_by_text("Clock not confirmed")).to_be_visible(timeout=15_000)
    await expect(page.locator(".display-digits")).to_have_text(re.compile(r"^\D+$"))
    await page.context.set_offline(False)
    await expect(page.get_by_text("Clock not confirmed")).to_have_count(0, timeout=15_000)
    await expect(page.locator(".display-digits")).to_have_text(re.compile(r"\d:\d\d"))
    stage.people[0].complaints.clear()  # the browser's own, that there was no network


async def test_the_languages_asked_for_take_turns_and_have_their_captions_side_by_side(stage: Stage) -> None:
    meeting = await speaking(stage)
    await stage.do(meeting, c.OpenTrack(language="es"), c.AddCue(track="es", text="Buenas noches."))
    page = await screen(stage, meeting, "?lang=es,en")
    await expect(page.locator("html")).to_have_attribute("lang", "es")
    await expect(page.locator(".caption-lines")).to_have_text(["Buenas noches.", "Good evening."])
    await expect(page.locator("html")).to_have_attribute("lang", "en", timeout=15_000)
