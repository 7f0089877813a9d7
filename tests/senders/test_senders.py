"""Tools as captioners run them: their lines arrive once, in order, in the right cues."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import pytest
from lcyt import YoutubeLiveCaptionSender

from tests.senders.tools import Booth, booth, npm_lcyt, plover2cat
from tests.support.server import STARTS_AT, Server

SPEECH = (
    "Good evening everyone and welcome to the regular meeting of the city council. "
    "Please rise for the pledge of allegiance. Señora Núñez has the floor — ¡adelante! "
)


@pytest.fixture
async def at(server: Server) -> AsyncGenerator[Booth, None]:
    async with booth(server) as ready:
        yield ready


def words(texts: list[str]) -> list[str]:
    """All words, in order."""
    return " ".join(texts).split()


def chunks(text: str) -> list[str]:
    """Give a text as a steno machine gives it, a few words at a time."""
    parts = text.split(" ")
    return [" ".join(parts[place : place + 3]) + " " for place in range(0, len(parts), 3)]


# ── plover2cat: Zoom's protocol and Teams' ───────────────────────────────────


async def test_plover2cats_growing_rows_arrive_once_and_in_order(at: Booth) -> None:
    url = (await at.address("zoom"))["url"]
    assert await plover2cat(url, *chunks(SPEECH)) == []
    texts = await at.texts()
    assert words(texts) == words([SPEECH])
    assert all(len(text) <= 168 for text in texts)


async def test_plover2cats_whole_lines_are_a_cue_each(at: Booth) -> None:
    url = (await at.address("zoom"))["url"]
    lines = ["The first line of the evening.", "Another that follows it.", "Señora Núñez, welcome."]
    assert await plover2cat(url, *(f"{line}\u2029" for line in lines), roll=False, length=200) == []
    assert await at.texts() == lines


async def test_plover2cat_goes_on_where_it_was_when_it_is_started_again(at: Booth) -> None:
    url = (await at.address("zoom"))["url"]
    for line in ("Before.", "After."):
        assert await plover2cat(url, f"{line}\u2029", roll=False, length=200) == []
    assert [(cue.text, cue.source_seq) for cue in await at.cues()] == [("Before.", 1), ("After.", 2)]


async def test_plover2cat_sends_to_the_address_of_teams_too(at: Booth) -> None:
    url = (await at.address("teams"))["url"]
    lines = ["A first line of Teams.", "And the second."]
    told = await plover2cat(
        url, *(f"{line}\u2029" for line in lines), remote="Microsoft Teams", roll=False, length=200
    )
    assert (told, await at.texts()) == ([], lines)


# ── lcyt from npm and from PyPI: YouTube's protocol ──────────────────────────


def stamp(ms: int) -> str:
    """So long after the meeting's start, as lcyt takes it."""
    return f"2026-02-11T00:{ms // 60_000:02}:{ms // 1_000 % 60:02}.{ms % 1_000:03}"


async def test_npms_lcyt_sends_captions_at_their_times(at: Booth) -> None:
    await at.server.clock.advance(STARTS_AT + 60_000)
    url = (await at.address("youtube"))["url"]
    results = await npm_lcyt(
        "heartbeat",
        [{"text": "Good evening.", "timestamp": stamp(50_000)}],
        [
            {"text": "Señora Núñez<br>has the floor.", "timestamp": stamp(53_250)},
            {"text": "Adelante.", "timestamp": stamp(56_000)},
        ],
        "heartbeat",
        url=url,
        region=True,
    )
    assert [result["statusCode"] for result in results] == [200] * 4
    assert {result["serverTimestamp"] for result in results} == {"2026-02-11T00:01:00.000"}
    assert [(cue.began - STARTS_AT, cue.text) for cue in await at.cues()] == [
        (50_000, "Good evening."),
        (53_250, "Señora Núñez\nhas the floor."),
        (56_000, "Adelante."),
    ]


async def test_npms_lcyt_finds_its_clocks_offset_and_starts_again_without_loss(at: Booth) -> None:
    told, base = await at.address("youtube"), f"{at.server.url}/closedcaption"
    first, second = [{"text": "Before."}], [{"text": "After."}]
    results = await npm_lcyt(
        "sync",
        first,
        second,
        "restart",
        first,
        second,
        key=told["key"],
        base=base,
    )
    assert results[0]["statusCode"] == 200
    assert results[0]["syncOffset"] != 0
    assert await at.texts() == ["Before.", "After.", "Before.", "After."]


async def test_pypis_lcyt_sends_captions_with_and_without_times(at: Booth) -> None:
    await at.server.clock.advance(STARTS_AT + 60_000)
    told = await at.address("youtube")
    sender = YoutubeLiveCaptionSender(ingestion_url=told["url"], use_region=True).start()
    beat = await asyncio.to_thread(sender.heartbeat)
    assert (beat.status_code, beat.server_timestamp) == (200, "2026-02-11T00:01:00.000")
    sender.construct("Good evening.", stamp(50_000))
    sender.construct("Please rise.", stamp(52_000) + "Z")
    assert (await asyncio.to_thread(sender.send_batch)).status_code == 200
    assert (await asyncio.to_thread(sender.send, "Gracias, Señora Núñez.")).sequence == 1
    cues = await at.cues()
    assert [(cue.text, cue.estimated) for cue in cues] == [
        ("Good evening.", False),
        ("Please rise.", False),
        ("Gracias, Señora Núñez.", True),
    ]
    assert [cue.began - STARTS_AT for cue in cues[:2]] == [50_000, 52_000]


async def test_pypis_lcyt_sends_googles_own_example(at: Booth) -> None:
    told = await at.address("youtube")
    sender = YoutubeLiveCaptionSender(told["key"], base_url=f"{at.server.url}/closedcaption").start()
    assert (await asyncio.to_thread(sender.send_test)).status_code == 200
    assert await at.texts() == [
        "Never gonna give you up",
        "Never gonna let you down",
        "Never gonna run around and desert you",
    ]


# ── StreamText: its relay byte for byte ──────────────────────────────────────


async def posted(url: str, seq: int, body: bytes) -> bytes:
    """Post as StreamText's servers do, by the example in their own description; give the answer's head."""
    origin, _, target = url.partition("/closedcaption")
    host = origin.removeprefix("http://")
    head = (
        f"POST /closedcaption{target}&seq={seq}&lang=en HTTP/1.1\r\nHost: {host}\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
        "Content-Language: en-US\r\nDate: Sat, 20 Jun 2020 16:43:29 GMT\r\n"
        "X-Timestamp: 2020-06-20T16:43:29.0960224Z\r\nConnection: close\r\n\r\n"
    )
    name, _, port = host.partition(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    writer.write(head.encode() + body)
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer.partition(b"\r\n")[0]


async def test_a_streamtext_relay_with_backspaces_over_postings_is_one_text(at: Booth) -> None:
    url = (await at.address("streamtext"))["url"]
    bodies = [
        b"This is a test\nWith 2 lins\x08es and a delete character",
        b".\n>> MAYOR RU",
        "IZ: Señora Nú".encode(),
        "ñes\x08z, wel".encode(),
        b"come",
        b"\x08\x08\x08\x08\x08\x08\x08you have two minutes. \x08\x08",
        b"\x08\x08\x08\x08\x08\x08\x08three minutes. ",
        b"",
        "Thank yu\x08ou 😀\x08\x08.".encode(),
    ]
    for seq, body in enumerate(bodies, 1):
        assert await posted(url, seq, body) == b"HTTP/1.1 200 OK"
        assert await posted(url, seq, body) == b"HTTP/1.1 200 OK"
    assert [(cue.speaker, cue.text) for cue in await at.cues() if cue.text] == [
        (None, "This is a test\nWith 2 lines and a delete character."),
        ("MAYOR RUIZ", "Señora Núñez, you have two three minutes."),
        ("MAYOR RUIZ", "Thank you ."),
    ]
