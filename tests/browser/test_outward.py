"""What the service does as a client, as staff and readers see it: relays, translations, the stand-in."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.async_api import Browser, expect

from meetingsvc.domain import commands as c
from tests.browser.stage import LAPTOP, PROJECTOR, Stage, staged
from tests.outward.receivers import libre, receiver
from tests.support.rules import rule


async def test_captions_are_passed_on_and_the_page_says_how_it_goes(browser: Browser, tmp_path: Path) -> None:
    async with receiver() as there, staged(browser, tmp_path, relay_hosts=("127.0.0.1",)) as stage:
        there.answers = [403]
        meeting = await stage.live()
        page = (await stage.person(window=LAPTOP, staff=("captioner",), username="cap")).page
        await page.goto(f"/m/{meeting}/captions")
        await page.locator("summary").filter(has_text="Passed on").click()
        await page.get_by_role("button", name="Pass on to…").click()
        await page.get_by_label("Its caption address").fill(there.url)
        await page.get_by_role("button", name="Pass on from now on").click()
        await expect(page.get_by_text("Waiting for the next caption")).to_be_visible()
        await stage.do(meeting, c.AddCue(track="en", text="Good evening."))
        await expect(page.get_by_text("Heard there")).to_be_visible()
        await expect(page.locator(".address")).to_have_text(re.compile(r"/closedcaption\?…$"))
        assert "signature" not in await page.locator("#app").inner_html()
        assert there.posts == [("1", "Good evening."), ("1", "Good evening.")]
        folded = page.locator("summary").filter(has_text="Passed on")
        await folded.click()  # what runs is told by the head alone
        await expect(folded).to_contain_text("Heard there")
        await folded.click()
        await page.get_by_role("button", name="Stop passing on to Zoom").click()
        await page.get_by_role("button", name="Stop", exact=True).click()
        await expect(page.locator(".relays .outward-row")).to_have_count(0)


@rule("R39")
async def test_a_translation_is_chosen_labelled_and_stopped(browser: Browser, tmp_path: Path) -> None:
    async with libre() as there, staged(browser, tmp_path, translate_url=there.url) as stage:
        meeting = await stage.live()
        page = (await stage.person(window=LAPTOP, staff=("captioner",), username="cap")).page
        await page.goto(f"/m/{meeting}/captions")
        await page.locator("summary").filter(has_text="Machine translation").click()
        await page.get_by_role("button", name="Translate into…").click()
        await page.get_by_label("Translate English into").fill("es")
        await page.get_by_role("button", name="Translate from now on").click()
        await expect(page.get_by_text("Translating")).to_be_visible()
        await stage.do(meeting, c.AddCue(track="en", text="Good evening."))
        reader = (await stage.person("es", window=LAPTOP)).page
        await reader.goto(f"/m/{meeting}")
        await expect(reader.locator(".caption-line")).to_have_text("es: GOOD EVENING.")
        await expect(reader.locator(".caption-kind")).to_be_visible()
        await expect(reader.locator("option[value=es]")).to_have_text(re.compile("^español .+"))
        await page.get_by_role("button", name="Stop the translation: español").click()
        await expect(page.get_by_text("Stopped")).to_be_visible()


@rule("R37")
async def test_readers_see_labelled_automatic_captions_while_the_captioner_is_silent_and_then_back(
    stage: Stage,
) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.OpenTrack(language="en", kind="automatic", delay_ms=2_000))
    reader = (await stage.person(window=LAPTOP)).page
    await reader.goto(f"/m/{meeting}")
    screen = (await stage.person(window=PROJECTOR)).page
    await screen.goto(f"/m/{meeting}/display")
    clerk = (await stage.person(window=LAPTOP, staff=("clerk",))).page
    await clerk.goto(f"/m/{meeting}/clerk")
    await stage.do(
        meeting,
        c.SetTrackDelay(track="en", delay_ms=0),
        c.AddCue(track="en", text="Good evening, council."),
        c.WalkUp(),
    )
    alarm = clerk.get_by_role("alert").filter(has_text="No captions since")
    await expect(alarm).to_be_visible(timeout=25_000)  # fifteen seconds of somebody's speech
    await expect(reader.get_by_text("The captioner has not been heard since")).to_be_visible()
    now = stage.server.installation.service.clock.now
    await stage.do(
        meeting,
        c.ReceiveCues(
            track="en-2",
            source="vosk:1",
            source_seq=1,
            added=(c.Addition(text="the trees on our street", began=now() - 500, ended=now()),),
        ),
    )
    for page in (reader, screen):
        await expect(page.get_by_text("These are automatic captions.")).to_be_visible()
        await expect(page.locator(".caption-line").last).to_have_text("the trees on our street")
        await expect(page.locator(".caption-line").first).to_have_text("Good evening, council.")
    await stage.do(meeting, c.AddCue(track="en", text="I am back.", began=now(), ended=now() + 1))
    for page in (reader, screen):
        await expect(page.get_by_text("These are automatic captions.")).to_have_count(0)
        lines = page.locator(".caption-line")
        await expect(lines.last).to_have_text("I am back.")
        await expect(lines.nth(1)).to_have_text("the trees on our street")
    await expect(alarm).to_have_count(0)
