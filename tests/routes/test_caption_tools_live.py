"""What caption tools send, as it reaches those who follow: growing lines, how a tool is heard, typed cues."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain.roles import Actor
from tests.live.client import Client
from tests.routes.test_caption_tools import own, posts
from tests.senders.tools import Booth, booth
from tests.support.rules import rule
from tests.support.server import CLERK, STARTS_AT, Server

ANN = Actor("pann", frozenset({"attendee"}))


@pytest.fixture
async def at(server: Server) -> AsyncGenerator[Booth, None]:
    async with booth(server) as ready:
        yield ready


@pytest.fixture
async def follower(at: Booth) -> AsyncGenerator[Client, None]:
    """Give someone who follows the English captions."""
    client = await Client(at.server.url).connect()
    await client.join(at.meeting, tracks=["en"])
    yield client
    await client.socket.disconnect()


@pytest.fixture
async def typist(at: Booth) -> AsyncGenerator[Client, None]:
    """Give a captioner at the captions page."""
    token = await at.server.session("captioner", username="typist")
    client = await Client(at.server.url, cookie=f"staff={token}").connect()
    await client.join(at.meeting, "staff", screen="captions")
    yield client
    await client.socket.disconnect()


async def test_a_line_that_a_program_is_still_sending_is_shown_and_kept_nowhere(
    at: Booth, follower: Client
) -> None:
    url = (await at.address("own"))["url"]
    before = await at.server.log(at.meeting)
    assert (await own(url, partial={"cue": "7", "text": "Good\neve"}))[0] == 200
    await follower.until(lambda: follower.partials == [{"track": "en", "cue": "7", "text": "Good eve"}])
    assert await at.server.log(at.meeting) == before


@rule("R42")
async def test_such_a_line_goes_nowhere_outside_open_session_or_behind_blanked_screens(
    at: Booth, follower: Client
) -> None:
    url = (await at.address("own"))["url"]
    await at.server.command(at.meeting, "blank_screens")
    assert (await own(url, partial={"cue": "7", "text": "Blanked"}))[0] == 200
    await at.server.command(at.meeting, "unblank_screens")
    await at.server.command(at.meeting, "enter_closed_session")
    assert (await own(url, partial={"cue": "7", "text": "Secret"}))[1]["code"] == "not_in_session"
    await at.server.command(at.meeting, "resume_meeting")
    assert (await own(url, partial={"cue": "7", "text": "Open"}))[0] == 200
    await follower.until(lambda: bool(follower.partials))
    assert [partial["text"] for partial in follower.partials] == ["Open"]


async def test_keystrokes_grow_on_the_screens_as_they_come(at: Booth, follower: Client) -> None:
    url = (await at.address("streamtext"))["url"]
    shown: list[str] = []
    for seq, body in enumerate(["Good ", "evenin", "\x08\x08ing, all"], 1):
        await posts(url, seq, body)
        seen = (await at.server.state(at.meeting)).seq
        await follower.at(seen)
        shown.append(follower.copy.view["cues"]["en/1"]["text"])
    assert shown == ["Good", "Good evenin", "Good evening, all"]


async def test_whoever_captions_is_told_how_a_tool_is_heard_and_nobody_else(
    at: Booth, follower: Client, typist: Client
) -> None:
    url = (await at.address("zoom"))["url"]
    await posts(url, 1, "")
    await typist.until(lambda: bool(typist.presence) and "senders" in typist.presence[-1])
    (told,) = typist.presence[-1]["senders"]["en"]
    assert (told["number"], told["protocol"], told["beat_at"], told["lines"]) == (1, "zoom", STARTS_AT, 0)
    assert follower.presence == []


async def test_a_language_without_blanks_has_words_a_minute_too(at: Booth) -> None:
    url = (await at.address("zoom"))["url"]
    await posts(url, 1, "各位晚安")
    (told,) = at.server.service.reception.told(at.meeting, STARTS_AT)["en"]
    assert told["wpm"] == 4


async def test_what_is_typed_may_have_times_speaker_confidence_and_words(at: Booth, typist: Client) -> None:
    await at.server.clock.advance(STARTS_AT + 10_000)
    word = {"text": "Aye", "began": STARTS_AT + 1_000, "ended": STARTS_AT + 1_200, "confidence": 80}
    cue: dict[str, Any] = {
        "track": "en",
        "text": "Aye",
        "began": STARTS_AT + 1_000,
        "ended": STARTS_AT + 1_500,
        "speaker": "Mayor Ruiz",
        "confidence": 91,
        "words": [word],
    }
    answer = await typist.command("add_cue", "line-1", **cue)
    assert answer["result"] == {"track": "en", "cue": 1}
    (row,) = await at.cues()
    assert (row.text, row.speaker, row.confidence, [each.text for each in row.words]) == (
        "Aye",
        "Mayor Ruiz",
        91,
        ["Aye"],
    )


async def test_whom_a_tool_names_stands_where_nobody_has_the_floor_and_never_over_a_turn(
    at: Booth, follower: Client
) -> None:
    url = (await at.address("zoom"))["url"]
    await posts(url, 1, ">> MAYOR RUIZ: Next speaker, please.")
    service = at.server.service
    await at.server.clock.advance(STARTS_AT + 60_000)
    await service.submit(at.meeting, ANN, "ask", c.AskToSpeak(period=1, name="Ann Lee"))
    for kind, fields in (
        ("pass_name", {"ticket": 1}),
        ("call_next", {"period": 1}),
        ("start_turn", {"turn": 1}),
    ):
        await at.server.command(at.meeting, kind, by=CLERK, **fields)
    await at.server.clock.advance(STARTS_AT + 80_000)
    await posts(url, 2, ">> MAYOR RUIZ: Good evening, council.")
    seen = (await at.server.state(at.meeting)).seq
    await follower.at(seen)
    first, second = (follower.copy.view["cues"][f"en/{n}"] for n in (1, 2))
    assert (first["speaker"], first.get("who"), first["text"]) == (
        "MAYOR RUIZ",
        None,
        "Next speaker, please.",
    )
    assert (second["who"]["name"], second["text"]) == ("Ann Lee", "Good evening, council.")
