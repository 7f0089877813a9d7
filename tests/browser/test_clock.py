"""Countdowns are right to 200 ms on every screen, on a device with a wrong clock, after a restart (R25)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from meetingsvc.domain import commands as c
from tests.browser.stage import LAPTOP, PHONE, PROJECTOR, Person, Stage, staged
from tests.support.rules import rule

RIGHT_WITHIN_MS = 200
HOURS_WRONG = """
(() => {
  const Real = Date;
  const shift = 3 * 3_600_000 + 12_345;
  globalThis.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + shift); }
    static now() { return Real.now() + shift; }
  };
})();
"""
NEXT_SECOND = """
() => new Promise((resolve) => {
  const face = document.querySelector(".timer-face, .display-digits");
  const before = face.textContent;
  const watch = new MutationObserver(() => {
    if (face.textContent === before) return;
    watch.disconnect();
    resolve([face.textContent, performance.timeOrigin + performance.now()]);
  });
  watch.observe(face, { characterData: true, childList: true, subtree: true });
})
"""
"""The next second that the countdown shows, and the machine's time at which it did."""


async def off_by(page: Page, ends_at: int) -> float:
    """How late (or early, negative) a second of the countdown came on a screen, ms."""
    shown, at = await page.evaluate(NEXT_SECOND)
    minutes, seconds = shown.split(":")
    due = ends_at - (int(minutes) * 60 + int(seconds)) * 1000
    return float(at - due)


async def ends_at(stage: Stage, meeting: str) -> int:
    turn = (await stage.server.installation.service.state(meeting)).turn
    assert turn is not None
    assert turn.ends_at is not None
    return turn.ends_at


async def screens(stage: Stage, meeting: str, clerk: str) -> list[Person]:
    """A phone that is right, a phone that is hours wrong, a projector and the clerk."""
    right, wrong = await stage.person("en", PHONE), await stage.person("en", PHONE)
    await wrong.context.add_init_script(HOURS_WRONG)
    wall = await stage.person("en", PROJECTOR)
    desk = await stage.person("en", LAPTOP, staff=("clerk",), username=clerk)
    for person, path in ((right, ""), (wrong, ""), (wall, "/display"), (desk, "/clerk")):
        await person.page.goto(f"/m/{meeting}{path}")
        await expect(person.page.locator(".timer.running")).to_be_visible()
    return [right, wrong, wall, desk]


@rule("R25")
async def test_countdowns_are_right_on_every_screen_and_after_a_restart(
    browser: Browser, tmp_path: Path
) -> None:
    async with staged(browser, tmp_path) as stage:
        meeting = await stage.live()
        await stage.do(meeting, c.AddRequest(period=1), c.CallNext(period=1), c.StartTurn(turn=1))
        due = await ends_at(stage, meeting)
        for person in await screens(stage, meeting, "dee"):
            assert await off_by(person.page, due) == pytest.approx(0, abs=RIGHT_WITHIN_MS)
    async with staged(browser, tmp_path) as again:
        assert await ends_at(again, meeting) == due
        for person in await screens(again, meeting, "lou"):
            assert await off_by(person.page, due) == pytest.approx(0, abs=RIGHT_WITHIN_MS)
