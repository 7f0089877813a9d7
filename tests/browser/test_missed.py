"""Who did not come when called and then does, on their own page and at the clerk's desk (R23)."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from meetingsvc.domain import commands as c
from tests.browser.stage import LAPTOP, Stage
from tests.support.rules import rule
from tests.support.server import Server, serving

GRACE_MS = 60_000


@pytest_asyncio.fixture(loop_scope="session")
async def server(tmp_path: Path) -> AsyncGenerator[Server, None]:
    """A server whose clock a test advances."""
    async with serving(tmp_path / "data") as up:
        yield up


@pytest_asyncio.fixture(loop_scope="session")
async def stage(browser: Browser, server: Server) -> AsyncGenerator[Stage, None]:
    """People who come to it."""
    stage = Stage(server.running, browser)
    yield stage
    for person in stage.people:
        await person.context.close()
    assert [person.complaints for person in stage.people if person.complaints] == []


async def missed(server: Server, stage: Stage, page: Page, meeting: str) -> None:
    """Ticket 1 asks on this page, is called twice and does not come."""
    await page.goto(f"/m/{meeting}")
    await page.locator(".ask .button.big").click()
    await expect(page.locator(".ticket")).to_have_text("1")
    await stage.do(meeting, c.CallNext(period=1), c.CallAgain(turn=1))
    await server.clock.advance(server.clock.now() + GRACE_MS)
    await stage.do(meeting, c.MarkNoShow(turn=1))


@rule("R23")
@pytest.mark.parametrize("scripts", [True, False])
async def test_who_was_missed_says_that_they_are_here_and_the_clerk_recalls_them(
    server: Server, stage: Stage, scripts: bool
) -> None:
    meeting = await stage.live()
    page = (await stage.person(java_script_enabled=scripts)).page
    await missed(server, stage, page, meeting)
    if not scripts:
        await page.reload()
    card = page.locator("#request-1")
    await expect(card).to_contain_text("You were called and did not answer.")
    await card.get_by_role("button", name="I’m here now").click()
    await expect(card).to_contain_text("The clerk sees that you are here now.")
    await expect(card.get_by_role("button", name="I’m here now")).to_have_count(0)
    desk = (await stage.person(window=LAPTOP, staff=("clerk",))).page
    await desk.goto(f"/m/{meeting}/clerk")
    row = desk.locator(".missed li")
    await expect(row).to_contain_text("Says: I’m here now")
    await row.get_by_role("button", name="Recall").click()
    await expect(row).to_have_count(0)
    assert (await server.state(meeting)).requests[1].status == "waiting"


@rule("R23")
@pytest.mark.parametrize("scripts", [True, False])
async def test_once_the_period_is_closed_it_is_too_late_to_say_so(
    server: Server, stage: Stage, scripts: bool
) -> None:
    meeting = await stage.live()
    page = (await stage.person(java_script_enabled=scripts)).page
    await missed(server, stage, page, meeting)
    await stage.do(meeting, c.MakeLastCall(period=1))
    await server.clock.advance(server.clock.now() + 10 * GRACE_MS)
    if (await server.state(meeting)).periods[1].status != "closed":
        await stage.do(meeting, c.ClosePeriod(period=1))
    if not scripts:
        await page.reload()
    card = page.locator("#request-1")
    await expect(card).to_contain_text("You were called and did not answer, and the period is closed.")
    await expect(card.get_by_role("button", name="I’m here now")).to_have_count(0)


@rule("R42", "R23")
async def test_before_a_hearing_is_continued_the_desk_counts_who_was_missed_as_well(
    server: Server, stage: Stage
) -> None:
    meeting = await stage.live()
    page = (await stage.person()).page
    await missed(server, stage, page, meeting)
    await stage.do(meeting, c.AddRequest(period=1), c.AddRequest(period=1))
    desk = (await stage.person(window=LAPTOP, staff=("clerk",))).page
    await desk.goto(f"/m/{meeting}/clerk")
    await desk.get_by_role("button", name="Continue to a later meeting…").click()
    dialog = desk.get_by_role("dialog")
    await expect(dialog).to_contain_text("2 people who wait keep their places there")
    await expect(dialog).to_contain_text("So does 1 person who did not come when called.")
    await dialog.get_by_role("button", name="Continue it there").click()
    await expect(desk.locator(".agenda-row.open")).to_contain_text("3 people keep their place there.")
