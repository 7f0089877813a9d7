"""Presence: staff are told who and what is there, in counts; nobody else is told anything."""

from __future__ import annotations

from meetingsvc.domain.commands import AddCue
from meetingsvc.domain.events import CueAdded, Entry, Sealed
from meetingsvc.live.presence import FORGOTTEN_AFTER_MS, Guest, Presence
from tests.live.conftest import Connect
from tests.live.server import Server
from tests.support.scenario import START, taking_comment

NOBODY = {"attendees": 0, "staff": 0, "displays": 0, "kiosks": 0, "captioners": 0}


def display(place: bytes, at: int, variant: str = "") -> Guest:
    return Guest("display", variant, place, at)


async def test_staff_are_told_who_is_there_and_others_are_not(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    clerk, attendee = await connect(await server.login("clerk")), await connect()
    screen = await connect()
    await attendee.join(meeting)
    await server.house.do(meeting, AddCue(track="en", text="Good evening.", source="zoom"))
    await screen.join(meeting, screen="display:lectern")
    await clerk.join(meeting, "staff", screen="clerk")
    await clerk.until(lambda: clerk.presence != [])
    assert clerk.presence[-1] == {
        **NOBODY,
        "attendees": 1,
        "staff": 1,
        "displays": 1,
        "tools": {"en": {"heard_at": START, "source": "zoom"}},
        "displays_seen": [{"id": "d1", "variant": "lectern", "seen_at": START}],
    }
    await attendee.close()
    await clerk.until(lambda: clerk.presence[-1]["attendees"] == 0)
    assert (attendee.presence, screen.presence) == ([], [])


async def test_a_captioner_is_told_too_for_they_ask_whether_they_are_heard(
    server: Server, connect: Connect
) -> None:
    meeting = await server.house.session()
    types = await connect(await server.login("captioner"))
    await types.join(meeting, "staff", screen="captions")
    await types.until(lambda: types.presence != [])
    assert types.presence[-1]["captioners"] == 1


async def test_a_display_that_answers_is_seen_at_its_answer(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    screen, clerk = await connect(), await connect(await server.login("chair"))
    await screen.join(meeting, screen="display")
    await clerk.join(meeting, "staff", screen="clerk")
    await clerk.until(lambda: clerk.presence != [])
    await server.house.clock.advance(START + 3_000)
    await screen.ask("clock", {})
    seen = [{"id": "d1", "seen_at": START + 3_000}]
    await clerk.until(lambda: clerk.presence[-1]["displays_seen"] == seen)


def test_a_display_that_goes_away_is_missed_until_it_is_back() -> None:
    presence = Presence(taking_comment().meeting)
    first, other = display(b"hall", START), display(b"foyer", START)
    presence.came(first)
    presence.came(other)
    presence.went(first)
    told = presence.told(START + 10_000)
    assert (told["displays"], [seen["id"] for seen in told["displays_seen"]]) == (1, ["d1", "d2"])
    presence.came(display(b"hall", START + 11_000))
    told = presence.told(START + 11_000)
    assert told["displays"] == 2
    assert told["displays_seen"] == [
        {"id": "d1", "seen_at": START + 11_000},
        {"id": "d2", "seen_at": START},
    ]


def test_another_variant_at_the_same_address_is_another_display() -> None:
    presence = Presence(taking_comment().meeting)
    room = display(b"hall", START, "room")
    presence.came(room)
    presence.went(room)
    presence.came(display(b"hall", START, "dais"))
    assert [seen["id"] for seen in presence.told(START)["displays_seen"]] == ["d1", "d2"]


def test_a_display_that_stays_away_is_forgotten_in_the_end() -> None:
    presence = Presence(taking_comment().meeting)
    gone = display(b"hall", START)
    presence.came(gone)
    presence.went(gone)
    assert presence.told(START + FORGOTTEN_AFTER_MS)["displays_seen"] == []


def test_a_caption_tool_is_heard_when_its_cue_arrives() -> None:
    presence = Presence(taking_comment().meeting)
    cue = CueAdded(track="en", cue=1, began=START, ended=START + 1_000, text=Sealed("So", "public"))
    assert presence.heard((Entry(9, START + 1_200, "staff:3", cue),))
    assert presence.told(START + 2_000)["tools"] == {"en": {"heard_at": START + 1_200}}
