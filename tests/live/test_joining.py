"""Joining a meeting: as whom, with what copy, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from meetingsvc.domain.commands import AddCue, AddRequest, Announce, AskToSpeak, EditRequest
from meetingsvc.domain.roles import Actor
from meetingsvc.readmodel import views
from tests.live.conftest import Connect
from tests.live.server import Server
from tests.support.rules import rule
from tests.support.scenario import START


@rule("R1")
async def test_anyone_reads_along_without_saying_who_they_are(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    client = await connect()
    answer = await client.join(meeting)
    state = await server.house.state(meeting)
    assert answer == {"ok": True, "seq": state.seq, "now": START, "view": views.view(state, "public")}


async def test_who_has_a_seat_is_told_what_concerns_them(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    participant, cookie = await server.seat(meeting)
    await server.house.do(meeting, AskToSpeak(period=1), Actor(participant, frozenset({"attendee"})))
    client = await connect(cookie)
    answer = await client.join(meeting)
    assert answer["me"] == views.me(await server.house.state(meeting), participant)
    assert answer["me"]["requests"]["1"]["status"] == "waiting"


async def test_staff_see_the_staffs_view(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    client = await connect(await server.login("clerk"))
    answer = await client.join(meeting, "staff", screen="clerk")
    assert answer["view"] == views.view(await server.house.state(meeting), "staff")
    assert answer["me"] == {"account": "dee", "name": "Dee Clerk", "roles": ["clerk"]}


async def test_a_captioner_sees_what_the_public_sees(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    client = await connect(await server.login("captioner"))
    answer = await client.join(meeting, "staff", screen="captions")
    assert answer["view"] == views.view(await server.house.state(meeting), "public")
    assert answer["me"]["roles"] == ["captioner"]


async def test_the_staffs_door_is_shut_to_others(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    stranger = await connect()
    assert (await stranger.join(meeting, "staff"))["code"] == "login_needed"
    elsewhere = await connect(await server.login("clerk", body="library-board"))
    assert (await elsewhere.join(meeting, "staff"))["code"] == "not_allowed"
    forged = await connect("staff=nobody's")
    assert (await forged.join(meeting, "staff"))["code"] == "login_needed"


async def test_a_seat_in_one_meeting_is_none_in_another(server: Server, connect: Connect) -> None:
    meeting, other = await server.house.session(), await server.house.session()
    _, cookie = await server.seat(meeting)
    client = await connect(cookie.replace(meeting, other))
    assert "me" not in await client.join(other)


async def test_who_comes_back_gets_what_they_missed(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    away, stays = await connect(), await connect()
    await away.join(meeting)
    await stays.join(meeting)
    await away.close()
    for n in range(3):
        await stays.at((await server.house.do(meeting, Announce(text=f"Sentence {n}."))).seq)
    back = await connect()
    back.copy = away.copy
    answer = await back.join(meeting, since=away.copy.seq)
    assert [patch["patch"]["meeting"]["announcement"] for patch in answer["patches"]] == [
        "Sentence 0.",
        "Sentence 1.",
        "Sentence 2.",
    ]
    assert back.copy.view == views.view(await server.house.state(meeting), "public")


async def test_who_missed_nothing_gets_nothing(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    client = await connect()
    seq = (await client.join(meeting))["seq"]
    again = await client.join(meeting, since=seq)
    assert again == {"ok": True, "seq": seq, "now": START, "patches": []}


@pytest.mark.parametrize("since", [0, 1, 10_000])
async def test_a_copy_that_frames_do_not_reach_is_replaced(
    server: Server, connect: Connect, since: int
) -> None:
    meeting = await server.house.session()
    client = await connect()
    assert "view" in await client.join(meeting, since=since)


async def test_what_an_audience_may_not_see_leaves_no_gap(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    client = await connect()
    seq = (await client.join(meeting))["seq"]
    await server.house.do(meeting, AddRequest(period=1))
    await client.until(lambda: len(client.frames) == 1)
    await server.house.do(meeting, EditRequest(ticket=1, channel="in_person", contact="555-0100"))
    await server.house.do(meeting, AddCue(track="en", text="Good evening."))
    await client.until(lambda: len(client.frames) == 2)
    assert [(frame["after"], frame["seq"]) for frame in client.frames] == [(seq, seq + 1), (seq + 1, seq + 3)]
    assert client.copy.view == views.view(await server.house.state(meeting), "public")


@pytest.mark.parametrize(
    ("payload", "field"),
    [
        ({"as": "public"}, "meeting"),
        ({"meeting": "x" * 21, "as": "public"}, "meeting"),
        ({"meeting": "MEETING1"}, "as"),
        ({"meeting": "MEETING1", "as": "admin"}, "as"),
        ({"meeting": "MEETING1", "as": "public", "roles": ["admin"]}, "roles"),
        ({"meeting": "MEETING1", "as": "public", "since": -1}, "since"),
        ({"meeting": "MEETING1", "as": "public", "since": "1"}, "since"),
        ({"meeting": "MEETING1", "as": "public", "tracks": "en"}, "tracks"),
        ({"meeting": "MEETING1", "as": "public", "tracks": [None]}, "tracks"),
        ({"meeting": "MEETING1", "as": "public", "screen": "toilet"}, "screen"),
        ([], ""),
        (None, ""),
        ("join", ""),
    ],
)
async def test_a_join_is_read_strictly(connect: Connect, payload: Any, field: str) -> None:
    client = await connect()
    answer = await client.ask("join", payload)
    assert (answer["ok"], answer["code"], answer["params"]) == (False, "invalid_field", {"field": field})


async def test_a_meeting_that_is_not_there_cannot_be_joined(connect: Connect) -> None:
    client = await connect()
    for meeting in ("ZZZZZZZZ", "", "../../etc"):
        assert (await client.join(meeting))["code"] == "no_such_meeting"


async def test_a_refusal_speaks_the_readers_language(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    client = await connect()
    spoken = {
        lang: (await client.join(meeting, "staff", lang=lang))["message"]
        for lang in ("en", "es", "ar", "zh-Hant", "tlh")
    }
    assert len(set(spoken.values())) == 4
    assert spoken["tlh"] == spoken["en"]
