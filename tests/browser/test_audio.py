"""The microphone of the captions page in a browser whose device is a file: from sound to captions."""

from __future__ import annotations

import math
import struct
import wave
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from meetingsvc.config import Engine
from meetingsvc.domain import commands as c
from meetingsvc.store.rows import CueRow
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.stage import LAPTOP, Stage, staged
from tests.outward.ear import ear
from tests.support.rules import rule

SECOND = 16_000


def sound(path: Path, *, seconds: int = 8) -> Path:
    """A file in which half a second of a tone and half a second of silence take turns."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SECOND)
        for at in range(seconds * SECOND):
            loud = 12_000 if at % SECOND < SECOND // 2 else 0
            file.writeframesraw(struct.pack("<h", round(loud * math.sin(2 * math.pi * 440 * at / SECOND))))
    return path


@pytest_asyncio.fixture(loop_scope="session")
async def listener(tmp_path: Path) -> AsyncGenerator[Browser, None]:
    """A Chromium whose microphone plays the file."""
    file = sound(tmp_path / "room.wav")
    device = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={file}",
    ]
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *device])
        yield chromium
        await chromium.close()


@asynccontextmanager
async def town(browser: Browser, data: Path) -> AsyncGenerator[tuple[Stage, str, Page]]:
    """A stage with an engine that writes a line for every tone it hears; a meeting; its captions page."""
    async with (
        ear() as url,
        staged(browser, data, engines=(Engine(name="vosk", url=url, language="en"),)) as stage,
    ):
        meeting = await stage.live()
        person = await stage.person(window=LAPTOP, staff=("captioner",), username="cap")
        await person.page.goto(f"/m/{meeting}/captions")
        await person.page.locator("summary").filter(has_text="Automatic captions").click()
        yield stage, meeting, person.page


async def cues(stage: Stage, meeting: str) -> list[CueRow]:
    """The automatic captions."""
    return list(await stage.server.installation.service.cues(meeting, "en-2", None))


@rule("R37")
async def test_the_microphone_becomes_labelled_captions_dated_by_the_sound(
    listener: Browser, tmp_path: Path
) -> None:
    async with town(listener, tmp_path / "data") as (stage, meeting, page):
        await page.get_by_role("button", name="Start listening").click()
        await expect(page.get_by_text("Listening", exact=True)).to_be_visible()
        await expect(page.get_by_text("Sound comes in")).to_be_visible()
        await expect(page.get_by_text("The last line came")).to_be_visible()
        await page.get_by_role("button", name="Show its captions").click()
        await expect(page.locator(".line-text").nth(1)).to_contain_text("a tone")
        await page.get_by_role("button", name="Stop listening").click()
        await expect(page.get_by_role("button", name="Start listening")).to_be_visible()
        rows = await cues(stage, meeting)
        assert {row.text for row in rows} == {"a tone"}
        lengths = sorted(row.ended - row.began for row in rows)
        assert 300 <= lengths[len(lengths) // 2] <= 700
        # The tones are a second apart; a busy machine may swallow one.
        gaps = sorted(two.began - one.began for one, two in pairwise(rows))
        assert 900 <= gaps[len(gaps) // 2] <= 1_100
        assert (await stage.server.installation.service.state(meeting)).tracks["en-2"].kind == "automatic"


async def test_a_sound_file_is_played_to_the_engine(listener: Browser, tmp_path: Path) -> None:
    async with town(listener, tmp_path / "data") as (stage, meeting, page):
        await page.get_by_text("A sound file").click()
        await page.get_by_label("Sound file", exact=True).set_input_files(
            sound(tmp_path / "speech.wav", seconds=2)
        )
        await page.get_by_role("button", name="Start listening").click()
        await expect(page.get_by_text("Listening", exact=True)).to_be_visible()
        await expect(page.get_by_role("button", name="Start listening")).to_be_visible()  # at its end
        assert [row.text for row in await cues(stage, meeting)] == ["a tone", "a tone"]


@rule("R42")
async def test_in_closed_session_the_microphone_is_let_go_of_and_the_page_says_so(
    listener: Browser, tmp_path: Path
) -> None:
    async with town(listener, tmp_path / "data") as (stage, meeting, page):
        await page.get_by_role("button", name="Start listening").click()
        await expect(page.get_by_text("Sound comes in")).to_be_visible()
        await stage.do(meeting, c.EnterClosedSession())
        await expect(page.get_by_text("the microphone is off, nothing goes out")).to_be_visible()
        await expect(page.get_by_role("button", name="Start listening")).to_be_disabled()
        kept = len(await cues(stage, meeting))
        await stage.do(meeting, c.ResumeMeeting())
        await expect(page.get_by_role("button", name="Start listening")).to_be_enabled()
        assert len(await cues(stage, meeting)) == kept
        await page.get_by_role("button", name="Start listening").click()
        await expect(page.get_by_text("Sound comes in")).to_be_visible()


async def test_a_device_without_a_microphone_is_told_in_words(browser: Browser, tmp_path: Path) -> None:
    async with town(browser, tmp_path / "data") as (_, _, page):
        await page.get_by_role("button", name="Start listening").click()
        await expect(page.get_by_text("There is no such microphone.")).to_be_visible()
        await expect(page.get_by_role("button", name="Start listening")).to_be_visible()
