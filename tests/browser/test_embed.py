"""The captions inside a page of another site, and as a picture over video."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from playwright.async_api import Browser, expect

from meetingsvc.domain import commands as c
from tests.browser.stage import PROJECTOR, Stage, staged


@asynccontextmanager
async def framing(address: list[str]) -> AsyncGenerator[str, None]:
    """The origin of another site, whose page shows what is at ``address`` in a frame."""

    async def page(request: web.Request) -> web.Response:
        frame = f'<iframe src="{address[0]}" width="640" height="360" title="Captions"></iframe>'
        return web.Response(text=f"<!doctype html><title>Video</title>{frame}", content_type="text/html")

    app = web.Application()
    app.router.add_get("/", page)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def test_a_site_that_is_named_shows_the_captions_live(browser: Browser, tmp_path: Path) -> None:
    address: list[str] = []
    async with framing(address) as site, staged(browser, tmp_path, frames=(site,)) as stage:
        meeting = await stage.live()
        address.append(f"{stage.url}/m/{meeting}/captions/embed")
        await stage.do(meeting, c.AddCue(track="en", text="Good evening."))
        page = (await stage.person(window=PROJECTOR)).page
        await page.goto(site)
        captions = page.frame_locator("iframe")
        await expect(captions.locator(".caption-line")).to_have_text(["Good evening."])
        await stage.do(meeting, c.AddCue(track="en", text="Welcome to the council."))
        await expect(captions.locator(".caption-line")).to_have_text(
            ["Good evening.", "Welcome to the council."]
        )


async def test_a_site_that_is_not_named_shows_nothing(stage: Stage) -> None:
    meeting = await stage.live()
    address = [f"{stage.url}/m/{meeting}/captions/embed"]
    async with framing(address) as site:
        person = await stage.person(window=PROJECTOR)
        async with person.page.expect_console_message(lambda said: "frame-ancestors" in said.text):
            await person.page.goto(site)
        person.complaints.clear()  # the browser's own, just awaited
        await expect(person.page.frame_locator("iframe").locator(".captions")).to_have_count(0)


async def test_over_video_there_is_nothing_but_the_words_of_the_track_asked_for(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.OpenTrack(language="es"))
    await stage.do(meeting, c.AddCue(track="en", text="Good evening."))
    await stage.do(meeting, c.AddCue(track="es", text="Buenas noches."))
    page = (await stage.person(window=PROJECTOR)).page
    await page.goto(f"/m/{meeting}/captions/embed?track=es&controls=0&paper=none")
    await expect(page.locator("html[data-app=ready]")).to_be_attached()
    await expect(page.locator(".caption-lines")).to_have_text("Buenas noches.")
    await expect(page.locator(":is(button, a, select, summary)")).to_have_count(0)
    clear = "rgba(0, 0, 0, 0)"
    for place in ("html", "body", ".caption-lines"):
        await expect(page.locator(place)).to_have_css("background-color", clear)


async def test_without_scripts_the_last_lines_stand_in_a_page_that_loads_itself_again(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, *(c.AddCue(track="en", text=f"Line {n}.") for n in (1, 2, 3)))
    page = (await stage.person(java_script_enabled=False)).page
    await page.goto(f"/m/{meeting}/captions/embed")
    await expect(page.locator(".caption-line")).to_have_text(["Line 2.", "Line 3."])
    assert await page.locator("meta[http-equiv=refresh]").count() == 1


async def test_what_was_said_while_there_was_no_connection_stands_in_its_place_afterwards(
    stage: Stage,
) -> None:
    meeting = await stage.live()
    await stage.do(meeting, *(c.AddCue(track="en", text=f"Line {n}.") for n in (1, 2, 3)))
    person = await stage.person()
    await person.page.goto(f"/m/{meeting}/captions/embed?mode=transcript")
    lines = person.page.locator(".transcript-cue p[dir]")
    await expect(lines).to_have_text([f"Line {n}." for n in (1, 2, 3)])
    await person.context.set_offline(True)
    await expect(person.page.get_by_text("No connection")).to_be_visible(timeout=60_000)
    await stage.do(meeting, *(c.AddCue(track="en", text=f"Line {n}.") for n in range(4, 450)))
    await person.context.set_offline(False)
    await expect(lines).to_have_text([f"Line {n}." for n in range(1, 450)])
    person.complaints.clear()  # the browser's own, of connections that failed meanwhile
