"""A finished file of captions is let in by a captioner whose browser runs no script."""

from __future__ import annotations

from playwright.async_api import FilePayload, expect

from meetingsvc.domain import commands as c
from tests.browser.stage import LAPTOP, Stage
from tests.support.rules import rule

FILE = b"""WEBVTT

00:00.000 --> 00:00.001
<v Mayor Ode>Good evening &amp; welcome.</v>

a stray line
"""


@rule("R38")
async def test_a_file_is_looked_at_and_let_in_without_scripts(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.StartItem(item=3))
    await stage.do(meeting, c.Adjourn())
    captioner = await stage.person(window=LAPTOP, staff=("captioner",), java_script_enabled=False)
    page = captioner.page
    await page.goto(f"/m/{meeting}/captions/import")
    await page.get_by_label("File", exact=True).set_input_files(
        FilePayload(name="council.vtt", mimeType="text/vtt", buffer=FILE)
    )
    await page.get_by_label("Language of a new track").fill("es")
    await page.get_by_role("button", name="Look at it").click()
    await expect(page.get_by_role("heading", name="council.vtt")).to_be_visible()
    await expect(page.get_by_role("row", name="6 There are no times")).to_be_visible()
    await page.get_by_role("button", name="Import 1 caption").click()
    await expect(page.get_by_text("1 caption has come in.")).to_be_visible()
    await page.get_by_role("link", name="See the transcript").click()
    await expect(page.get_by_text("Good evening & welcome.")).to_be_visible()
    await expect(page.get_by_role("heading", name="Mayor Ode")).to_be_visible()
