"""An engine hears a microphone: lines come once, dated by the sound, through every broken connection."""

from __future__ import annotations

import aiohttp
import pytest

from meetingsvc.config import Engine
from meetingsvc.domain.errors import Refused
from meetingsvc.service.outside import HearingTold
from tests.outward.conftest import Room, listening
from tests.outward.engines import Engine as Fake
from tests.outward.engines import engine, spoken
from tests.support.rules import rule
from tests.support.server import STARTS_AT

KINDS = ("vosk", "whisperlive")


def named(kind: str, fake: Fake) -> Engine:
    """The engine as the settings name it."""
    return Engine(name="vosk" if kind == "vosk" else "whisperlive", url=fake.url, model="small")


async def texts(room: Room) -> list[str]:
    """What stands in the automatic track."""
    rows = await room.server.service.cues(room.meeting, "en-2", None, None)
    return [row.text or "" for row in rows]


@pytest.mark.parametrize("kind", KINDS)
async def test_lines_grow_and_stand_with_the_times_of_the_sound(
    kind: str, room: Room, client: aiohttp.ClientSession
) -> None:
    async with engine(kind) as fake:
        hearing = await listening(room, client, named(kind, fake)).listen(
            room.meeting, "en-2", kind, room.hear
        )
        await room.until(lambda: HearingTold("listening") in room.told)
        await room.speak(hearing, spoken("good", "evening"))
        await room.until_state(lambda state: state.tracks["en-2"].cues == 1)
        await room.speak(hearing, spoken("please", "be", "seated"))
        await room.until_state(lambda state: state.tracks["en-2"].cues == 2)
        rows = await room.server.service.cues(room.meeting, "en-2", None, None)
        await hearing.finish()
    assert [(row.text, row.began - STARTS_AT, row.ended - STARTS_AT, row.speaker) for row in rows] == [
        ("good evening", 0, 400, None),
        ("please be seated", 600, 1_200, None),
    ]
    assert room.partials[:2] == ["good", "good evening"]
    assert [(row.source or "").partition(":")[0] for row in rows] == [kind, kind]


async def test_vosk_is_greeted_and_its_words_keep_times_and_confidence(
    room: Room, client: aiohttp.ClientSession
) -> None:
    async with engine("vosk") as fake:
        hearing = await listening(room, client, named("vosk", fake)).listen(
            room.meeting, "en-2", "vosk", room.hear
        )
        await room.speak(hearing, spoken("thank", "you"))
        await room.until_state(lambda state: state.tracks["en-2"].cues == 1)
        await hearing.finish()
        assert fake.greetings == [{"config": {"sample_rate": 16_000, "words": True}}]
        assert fake.farewells == ['{"eof" : 1}']
    (row,) = await room.server.service.cues(room.meeting, "en-2", None, None)
    said = [
        (word.text, word.began - STARTS_AT, word.ended - STARTS_AT, word.confidence) for word in row.words
    ]
    assert said == [("thank", 0, 200, 90), ("you", 200, 400, 90)]
    assert row.confidence == 90


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("broken_after", [[1], [3], [5, 2], [0, 0, 7]])
async def test_a_connection_that_breaks_in_a_sentence_loses_nothing_and_doubles_nothing(
    kind: str, broken_after: list[int], room: Room, client: aiohttp.ClientSession
) -> None:
    async with engine(kind) as fake:
        fake.hang_up_after = list(broken_after)
        hearing = await listening(room, client, named(kind, fake)).listen(
            room.meeting, "en-2", kind, room.hear
        )
        await room.speak(hearing, spoken("good", "evening", "everyone"))
        await room.speak(hearing, spoken("please", "be", "seated"))
        await room.speak(hearing, spoken("thank", "you"))
        await room.until_state(lambda state: state.tracks["en-2"].cues == 3)
        await hearing.finish()
        assert fake.opened == len(broken_after) + 1
    rows = await room.server.service.cues(room.meeting, "en-2", None, None)
    assert [(row.text, row.began - STARTS_AT, row.ended - STARTS_AT) for row in rows] == [
        ("good evening everyone", 0, 600),
        ("please be seated", 800, 1_400),
        ("thank you", 1_600, 2_000),
    ]


@pytest.mark.parametrize("kind", KINDS)
async def test_the_last_line_is_asked_for_when_no_more_sound_comes(
    kind: str, room: Room, client: aiohttp.ClientSession
) -> None:
    async with engine(kind) as fake:
        hearing = await listening(room, client, named(kind, fake)).listen(
            room.meeting, "en-2", kind, room.hear
        )
        await room.speak(hearing, spoken("thank", "you", silence=0))
        await room.until(lambda: "thank you" in room.partials)
        await hearing.finish()
    assert await texts(room) == ["thank you"]
    assert room.told[-1] == HearingTold("ended", lines=1)


async def test_a_line_that_begins_like_the_last_one_is_another_line(
    room: Room, client: aiohttp.ClientSession
) -> None:
    async with engine("vosk") as fake:
        hearing = await listening(room, client, named("vosk", fake)).listen(
            room.meeting, "en-2", "vosk", room.hear
        )
        await room.speak(hearing, [*spoken("thank"), *spoken("thank", "you"), *spoken("thank", "you")])
        await room.until_state(lambda state: state.tracks["en-2"].cues == 3)
        await hearing.finish()
    assert await texts(room) == ["thank", "thank you", "thank you"]


@rule("R42")
async def test_outside_open_session_the_microphone_is_taken_away_and_nothing_is_kept(
    room: Room, client: aiohttp.ClientSession
) -> None:
    async with engine("vosk") as fake:
        ears = listening(room, client, named("vosk", fake))
        hearing = await ears.listen(room.meeting, "en-2", "vosk", room.hear)
        await room.speak(hearing, spoken("good", "evening", silence=0))
        await room.until(lambda: "good evening" in room.partials)
        await room.server.command(room.meeting, "enter_closed_session")
        assert room.told[-1] == HearingTold("ended", why="not_in_session")
        assert room.partials[-1] == ""
        received = fake.received
        await room.speak(hearing, spoken("please", "be", "seated"))
        assert fake.received == received
        for _ in range(31):
            hearing.feed(bytes(2 * 16_000))
        assert hearing.told.lost_ms == 0  # of sound that is not held none is let go of
        with pytest.raises(Refused, match="not_in_session"):
            await ears.listen(room.meeting, "en-2", "vosk", room.hear)
    assert await texts(room) == []
    assert ears.status(room.meeting) == []


async def test_an_engine_that_is_not_there_is_said_to_be_away_and_sound_beyond_the_tape_to_be_lost(
    room: Room, client: aiohttp.ClientSession
) -> None:
    nowhere = Engine(name="vosk", url="ws://127.0.0.1:9")
    hearing = await listening(room, client, nowhere).listen(room.meeting, "en-2", "vosk", room.hear)
    await room.until(lambda: HearingTold("away") in room.told)
    for _ in range(31):
        hearing.feed(bytes(2 * 16_000))
    assert hearing.told == HearingTold("away", lost_ms=1_000)
    hearing.cut()


async def test_a_track_has_one_microphone_and_only_an_automatic_one(
    room: Room, client: aiohttp.ClientSession
) -> None:
    async with engine("vosk") as fake:
        ears = listening(room, client, named("vosk", fake))
        hearing = await ears.listen(room.meeting, "en-2", "vosk", room.hear)
        for track, which, code in (
            ("en-2", "vosk", "microphone_taken"),
            ("en", "vosk", "not_automatic"),
            ("fr", "vosk", "no_such_track"),
            ("en-2", "whisperlive", "no_such_engine"),
        ):
            with pytest.raises(Refused, match=code):
                await ears.listen(room.meeting, track, which, room.hear)
        hearing.cut()
        await (await ears.listen(room.meeting, "en-2", "vosk", room.hear)).finish()
