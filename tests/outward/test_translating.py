"""Machine translation: each final once, in order and labelled; behind people; mended as its source is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from meetingsvc.auth import fresh_token
from meetingsvc.domain import commands as c
from meetingsvc.domain.spoken import BLOT
from meetingsvc.domain.state import Meeting
from meetingsvc.domain.texts import Cue
from tests.outward.receivers import Libre, libre
from tests.support.rules import rule
from tests.support.server import CLERK, Server, serving


@dataclass
class Town:
    """A server that has a translation server, and a meeting that is translated into Spanish."""

    server: Server
    libre: Libre
    meeting: str

    async def do(self, *commands: c.Command) -> None:
        """Commands of staff."""
        for command in commands:
            await self.server.service.submit(self.meeting, CLERK, fresh_token(), command)

    async def say(self, *texts: str) -> None:
        """Captions of the source."""
        await self.do(*(c.AddCue(track="en", text=text) for text in texts))

    async def until(self, done: Callable[[Meeting], bool]) -> Meeting:
        """The meeting, when it is so."""
        came = asyncio.Event()
        self.server.service.subscribe(lambda _: came.set())
        async with asyncio.timeout(20):
            while not done(state := await self.server.state(self.meeting)):
                came.clear()
                await came.wait()
        return state

    async def lines(self, track: str = "es") -> list[Cue]:
        """What the machine has written."""
        return await self.server.service.cues(self.meeting, track, None, None)

    async def texts(self) -> list[str]:
        """The words of it."""
        return [line.text or "" for line in await self.lines()]


@asynccontextmanager
async def serving_town(data: Path, there: Libre, meeting: str = "", **also: Any) -> AsyncGenerator[Town]:
    """The town, anew or after a restart."""
    async with serving(data, translate_url=there.url, translate_key="the key", **also) as server:
        town = Town(server, there, meeting or await server.meeting(live=True))
        if not meeting:
            await town.say("Before.")
            await town.do(c.StartTranslation(track="en", language="es"))
        yield town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncGenerator[Town]:
    """A town that has just begun to translate."""
    async with libre() as there, serving_town(tmp_path / "data", there) as made:
        yield made


@rule("R39")
async def test_finals_are_translated_once_in_order_with_their_times(town: Town) -> None:
    await town.do(c.AddCue(track="en", text="One.", speaker="Mayor Ruiz"))
    await town.server.clock.advance(town.server.clock.now() + 9_000)
    await town.say("Two.", "Three.")
    state = await town.until(lambda state: "es" in state.tracks and state.tracks["es"].cues == 3)
    source = (await town.lines("en"))[1:]
    assert [(line.text, line.began, line.ended, line.speaker) for line in await town.lines()] == [
        (f"es: {line.text.upper()}" if line.text else "", line.began, line.ended, line.speaker)
        for line in source
    ]
    assert state.tracks["es"].kind == "translation"
    assert town.libre.asked[0] == {
        "q": "One.",
        "source": "en",
        "target": "es",
        "format": "text",
        "api_key": "the key",
    }


async def test_a_server_that_fails_is_asked_again_and_the_order_kept(town: Town) -> None:
    town.libre.failures = 2
    await town.say("One.", "Two.")
    await town.until(lambda state: state.tracks["es"].cues == 2)
    assert await town.texts() == ["es: ONE.", "es: TWO."]
    assert [asked["q"] for asked in town.libre.asked] == ["One.", "One.", "One.", "Two."]


async def test_what_cannot_be_translated_within_a_minute_is_a_gap_in_the_record(town: Town) -> None:
    town.libre.failures = 1
    town.libre.held = asyncio.Event()
    await town.say("One.")
    await town.libre.came.wait()
    await town.server.clock.advance(town.server.clock.now() + 61_000)
    town.libre.held.set()
    state = await town.until(lambda state: state.translations["es"].missed == 1)
    assert state.translations["es"].done == 2
    await town.say("Two.")
    await town.until(lambda state: state.tracks["es"].cues == 1)
    assert await town.texts() == ["es: TWO."]


async def test_a_restart_neither_repeats_nor_skips(tmp_path: Path) -> None:
    async with libre() as there:
        async with serving_town(tmp_path / "data", there) as town:
            await town.say("One.")
            await town.until(lambda state: state.tracks["es"].cues == 1)
            there.held = asyncio.Event()
            there.came.clear()
            await town.say("Two.", "Three.")
            await there.came.wait()  # the second is being translated when the server ends
        there.held = None
        async with serving_town(tmp_path / "data", there, town.meeting) as again:
            await again.until(lambda state: state.tracks["es"].cues == 3)
            assert await again.texts() == ["es: ONE.", "es: TWO.", "es: THREE."]


@rule("R37")
async def test_while_people_caption_in_the_language_the_machine_is_silent(town: Town) -> None:
    await town.do(c.OpenTrack(language="es", kind="interpreter"), c.AddCue(track="es-2", text="Buenas."))
    await town.say("One.")
    await town.until(lambda state: state.translations["es"].done == 2)
    assert await town.texts() == []
    assert town.libre.asked == []


@rule("R29")
async def test_words_redacted_in_the_source_leave_the_translation_at_once(town: Town) -> None:
    await town.say("Call 555-0100 now.", "Next.")
    await town.until(lambda state: state.tracks["es"].cues == 2)
    span = c.RedactedSpan(track="en", cue=2, start=5, stop=13)
    town.libre.held = asyncio.Event()  # a translation that is being made keeps nobody waiting
    await town.say("Third.")
    await town.do(c.RedactCues(reason="private_data", spans=(span,)))
    await town.until(lambda state: any(cue.redacted for cue in state.tracks["es"].recent))
    first, second = (await town.lines())[:2]
    assert first.text == BLOT
    assert second.text == "es: NEXT."
    assert b"555-0100" not in b"".join(await town.server.log(town.meeting))
    town.libre.held.set()


@rule("R29")
async def test_words_redacted_while_they_were_being_translated_are_redacted_too(town: Town) -> None:
    town.libre.held = asyncio.Event()
    await town.say("Call 555-0100 now.")
    await town.libre.came.wait()
    span = c.RedactedSpan(track="en", cue=2, start=5, stop=13)
    await town.do(c.RedactCues(reason="private_data", spans=(span,)))
    town.libre.held.set()
    await town.until(lambda state: any(cue.redacted for cue in state.tracks["es"].recent))
    assert "555" not in "".join(await town.texts())


@rule("R29")
async def test_words_redacted_while_a_mended_line_was_translated_anew_do_not_come_back(town: Town) -> None:
    await town.say("Cal 555-0100 now.", "Next.")
    await town.until(lambda state: state.tracks["es"].cues == 2)
    await town.do(c.Adjourn())
    town.libre.held = asyncio.Event()
    town.libre.came.clear()
    await town.do(c.CorrectCue(track="en", cue=2, text="Call 555-0100 now."))
    await town.libre.came.wait()
    span = c.RedactedSpan(track="en", cue=2, start=5, stop=13)
    await town.do(c.RedactCues(reason="private_data", spans=(span,)))
    await town.until(lambda state: any(cue.redacted for cue in state.tracks["es"].recent))
    town.libre.held.set()
    await town.do(c.CorrectCue(track="en", cue=3, text="Next, please."))
    await town.until(lambda state: state.tracks["es"].recent[-1].text == "es: NEXT, PLEASE.")
    assert await town.texts() == [BLOT, "es: NEXT, PLEASE."]


async def test_of_a_redacted_line_only_what_is_left_is_sent_to_the_translator(town: Town) -> None:
    town.libre.failures = 1
    town.libre.held = asyncio.Event()
    await town.say("One.", "Call 555-0100 now.")
    await town.libre.came.wait()
    await town.do(
        c.RedactCues(reason="private_data", spans=(c.RedactedSpan(track="en", cue=3, start=5, stop=13),))
    )
    town.libre.held.set()
    await town.until(lambda state: state.tracks["es"].cues == 2)
    assert "555-0100" not in [word for asked in town.libre.asked for word in asked["q"].split()]


@rule("R38")
async def test_a_correction_reaches_the_translation_live_and_after_the_meeting(town: Town) -> None:
    await town.say("The mare speaks.")
    await town.until(lambda state: state.tracks["es"].cues == 1)
    await town.do(c.CorrectCue(track="en", cue=2, text="The mayor speaks."))
    await town.until(lambda state: state.tracks["es"].recent[-1].text == "es: THE MAYOR SPEAKS.")
    await town.do(c.Adjourn(), c.CorrectCue(track="en", cue=2, text="The mayors speak."))
    await town.until(lambda state: state.tracks["es"].recent[-1].text == "es: THE MAYORS SPEAK.")
    assert await town.texts() == ["es: THE MAYORS SPEAK."]


async def test_a_translation_that_a_person_has_mended_is_not_overwritten(town: Town) -> None:
    await town.say("The mare speaks.", "Next.")
    await town.until(lambda state: state.tracks["es"].cues == 2)
    await town.do(c.CorrectCue(track="es", cue=1, text="Habla la alcaldesa."))
    await town.do(c.CorrectCue(track="en", cue=2, text="The mayor speaks."))
    await town.do(c.CorrectCue(track="en", cue=3, text="Next, please."))
    await town.until(lambda state: state.tracks["es"].recent[-1].text == "es: NEXT, PLEASE.")
    assert await town.texts() == ["Habla la alcaldesa.", "es: NEXT, PLEASE."]


async def test_stopped_it_writes_nothing_and_goes_on_with_what_comes_then(town: Town) -> None:
    await town.say("One.")
    await town.until(lambda state: state.tracks["es"].cues == 1)
    await town.do(c.StopTranslation(track="es"))
    await town.say("Two.")
    await town.do(c.StartTranslation(track="en", language="es"))
    await town.say("Three.")
    await town.until(lambda state: state.tracks["es"].cues == 2)
    assert await town.texts() == ["es: ONE.", "es: THREE."]
