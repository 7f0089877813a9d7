"""What is private is in no frame that anyone else gets, in no refusal, and in no line of the log."""

from __future__ import annotations

import json
import logging

import pytest

from meetingsvc.domain.commands import (
    AddCue,
    AddRequest,
    AskToSpeak,
    BlankScreens,
    CallNext,
    HoldComment,
    PassName,
    RedactCues,
    RedactedSpan,
    SubmitComment,
)
from meetingsvc.domain.roles import Actor
from tests.live.client import Client
from tests.live.conftest import Connect
from tests.live.server import Server
from tests.support.rules import rule

FIELDS = ("name", "topic", "pronunciation", "contact", "interpreter", "accommodation")


def heard(client: Client, answer: object) -> str:
    """All that has reached a client, as text."""
    return json.dumps([answer, client.frames, client.partials, client.presence, client.copy.me])


@rule("R2", "R43")
@pytest.mark.parametrize("transports", [("websocket",), ("polling",)])
async def test_a_private_field_reaches_its_owner_and_the_clerk_alone(
    server: Server, connect: Connect, caplog: pytest.LogCaptureFixture, transports: tuple[str, ...]
) -> None:
    for logger in ("meetingsvc", "aiohttp", "socketio.server", "engineio.server"):
        caplog.set_level(logging.DEBUG, logger)
    meeting = await server.house.session()
    participant, seat = await server.seat(meeting)
    owner = Actor(participant, frozenset({"attendee"}))
    _, other_seat = await server.seat(meeting)
    captions = await server.login("captioner", username="cap")
    clerks = await server.login("clerk")
    stranger = await connect(transports=transports)
    neighbour = await connect(other_seat, transports=transports)
    captioner, mine, clerk = await connect(captions), await connect(seat), await connect(clerks)
    first = {
        stranger: await stranger.join(meeting),
        neighbour: await neighbour.join(meeting),
        captioner: await captioner.join(meeting, "staff"),
        mine: await mine.join(meeting),
        clerk: await clerk.join(meeting, "staff"),
    }
    marked = {field: f"MARKER-{field}" for field in FIELDS}
    request = AskToSpeak(period=1, position="oppose", **marked)  # type: ignore[arg-type]  # only texts
    await server.house.do(meeting, request, owner)
    comment = SubmitComment(text="MARKER-text", name="MARKER-commenter", contact="MARKER-reach")
    await server.house.do(meeting, comment, owner)
    await server.house.do(meeting, HoldComment(comment=1, reason="off_topic"))
    seq = (await server.house.do(meeting, AddCue(track="en", text="Good evening."))).seq
    for client in (stranger, neighbour, captioner, mine, clerk):
        await client.at(seq)
    again = await connect(transports=transports)
    first[again] = await again.join(meeting)
    for client in (stranger, neighbour, captioner, again):
        assert "MARKER" not in heard(client, first[client])
        assert participant not in heard(client, first[client])
    assert all(marker in heard(mine, first[mine]) for marker in marked.values())
    assert all(marker in heard(clerk, first[clerk]) for marker in marked.values())
    refused = await mine.command("submit_comment", "1", text="MARKER " + "x" * 5_000)
    assert "MARKER" not in json.dumps(refused)
    assert "MARKER" not in caplog.text
    assert seat.partition("=")[2] not in caplog.text


@rule("R29", "R43")
@pytest.mark.parametrize("taken_back", ["words", "names"])
async def test_who_comes_back_is_told_nothing_that_was_taken_back_meanwhile(
    server: Server, connect: Connect, taken_back: str
) -> None:
    """However old the copy that they say they have."""
    meeting = await server.house.session()
    watcher = await connect()
    await watcher.join(meeting)
    since = watcher.copy.seq
    await server.house.do(meeting, AddRequest(period=1, name="Zelda Quill"))
    await server.house.do(meeting, PassName(ticket=1))
    await server.house.do(meeting, CallNext(period=1))
    answered = await server.house.do(meeting, AddCue(track="en", text="Call 555-0100 now."))
    await watcher.at(answered.seq)
    seen = heard(watcher, None)
    assert "555-0100" in seen
    assert "Zelda Quill" in seen
    if taken_back == "words":
        span = RedactedSpan(track="en", cue=1, start=5, stop=13)
        answered = await server.house.do(meeting, RedactCues(reason="private_data", spans=(span,)))
    else:
        answered = await server.house.do(meeting, BlankScreens())
    await watcher.at(answered.seq)
    back = await connect()
    told = json.dumps(await back.join(meeting, since=since))
    assert ("555-0100" if taken_back == "words" else "Zelda Quill") not in told
