"""Captions that still grow: from captioners, to those who follow the track, never kept."""

from __future__ import annotations

from typing import Any

import pytest

from meetingsvc.domain.commands import BlankScreens, Recess
from tests.live.client import Client
from tests.live.conftest import Connect
from tests.live.server import Server
from tests.support.rules import rule


async def captioner(server: Server, connect: Connect, meeting: str) -> Client:
    client = await connect(await server.login("captioner"))
    await client.join(meeting, "staff", screen="captions", tracks=["en"])
    return client


async def test_followers_see_a_caption_grow_and_nothing_is_kept(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    types = await captioner(server, connect, meeting)
    follower, other = await connect(), await connect(transports=("polling",))
    await follower.join(meeting, tracks=["en"])
    await other.join(meeting, tracks=["es"])
    before = await server.house.state(meeting)
    typed = {"track": "en", "cue": "c1", "text": "  Good\n\x00evening "}
    assert await types.ask("partial", typed) == {"ok": True}
    grown = {"track": "en", "cue": "c1", "text": "Good evening"}
    await follower.until(lambda: follower.partials == [grown])
    await types.until(lambda: types.partials == [grown])
    assert await server.house.state(meeting) is before
    final = await types.command("add_cue", "c1", track="en", text="Good evening all.", cue="c1")
    await other.at(final["seq"])
    assert other.partials == []


async def test_what_grows_in_another_language_than_the_tracks_says_in_which(
    server: Server, connect: Connect
) -> None:
    meeting = await server.house.session()
    types = await captioner(server, connect, meeting)
    await types.ask("partial", {"track": "en", "cue": "c1", "text": "Buenas", "lang": "es"})
    await types.ask("partial", {"track": "en", "cue": "c2", "text": "Good", "lang": "en"})
    await types.until(lambda: len(types.partials) == 2)
    assert types.partials == [
        {"track": "en", "cue": "c1", "text": "Buenas", "lang": "es"},
        {"track": "en", "cue": "c2", "text": "Good"},
    ]


async def test_what_grows_is_cut_to_what_a_screen_can_show(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    types = await captioner(server, connect, meeting)
    await types.ask("partial", {"track": "en", "cue": "c1", "text": "word " * 400})
    await types.until(lambda: types.partials != [])
    assert len(types.partials[0]["text"]) == 500


@pytest.mark.parametrize("role", ["chair", None])
async def test_only_captioners_send_partials(server: Server, connect: Connect, role: Any) -> None:
    meeting = await server.house.session()
    client = await connect(await server.login(role) if role else "")
    await client.join(meeting, "staff" if role else "public")
    answer = await client.ask("partial", {"track": "en", "cue": "c1", "text": "So"})
    assert answer["code"] == "not_allowed"


@rule("R42")
async def test_outside_open_session_a_partial_goes_nowhere(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    types = await captioner(server, connect, meeting)
    seq = (await server.house.do(meeting, Recess())).seq
    await types.at(seq)
    answer = await types.ask("partial", {"track": "en", "cue": "c1", "text": "So"})
    assert (answer["code"], answer["params"]) == ("not_in_session", {"status": "recess"})
    await types.ask("clock", {})
    assert types.partials == []


@rule("R43")
async def test_behind_blanked_screens_a_partial_goes_nowhere(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    types = await captioner(server, connect, meeting)
    await server.house.do(meeting, BlankScreens())
    answer = await types.ask("partial", {"track": "en", "cue": "c1", "text": "So"})
    assert answer == {"ok": True, "shown": False}
    final = await types.command("add_cue", "c2", track="en", text="Goes on.")
    await types.at(final["seq"])
    assert types.partials == []


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"track": "xx", "cue": "c1", "text": "So"}, "no_such_track"),
        ({"track": "en", "cue": "", "text": "So"}, "invalid_field"),
        ({"track": "en", "cue": "c1", "text": "x" * 2_001}, "invalid_field"),
        ({"track": "en", "cue": "c1", "text": None}, "invalid_field"),
        ({"track": "en", "cue": "c1", "text": "So", "speaker": "Mayor"}, "invalid_field"),
        ({}, "invalid_field"),
    ],
)
async def test_a_partial_is_read_strictly(
    server: Server, connect: Connect, payload: dict[str, Any], code: str
) -> None:
    meeting = await server.house.session()
    types = await captioner(server, connect, meeting)
    assert (await types.ask("partial", payload))["code"] == code
