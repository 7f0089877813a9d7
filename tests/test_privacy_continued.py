"""A hearing continued to a later meeting gives nothing away in either, and ties nobody of one to the other
but by the tickets that anyone may read (R41, decision 13).
"""

from __future__ import annotations

from contextlib import AsyncExitStack

from meetingsvc.domain.roles import Actor
from tests.support.rules import rule
from tests.support.server import STARTS_AT, Server
from tests.test_privacy import EXTRA_MS, MARKS, PRIVATE, Reader, a_reader

WEEK = 7 * 86_400_000


def found(reader: Reader, *marks: str) -> list[str]:
    """Where somebody has read one of these."""
    return [what for what, body in reader.read.items() if any(mark.encode() in body for mark in marks)]


@rule("R42", "R41", "R11")
async def test_what_is_private_stays_so_in_both_meetings_and_nobody_is_tied_but_by_tickets(
    server: Server,
) -> None:
    first = await server.meeting(live=True)
    second = await server.meeting(title="Next", starts_at=STARTS_AT + WEEK)
    seats = server.running.installation.seats
    ann, hers = await seats.sit(first)
    dan, his = await seats.sit(first)
    captioner, clerk = await server.session("captioner"), await server.session("clerk")
    for who, fields in ((ann, PRIVATE), (dan, {})):
        actor = Actor(who, frozenset({"attendee"}))
        await server.command(first, "ask_to_speak", by=actor, period=1, **fields)
    await server.command(first, "grant_accommodation", ticket=1, extra_ms=EXTRA_MS)
    await server.command(first, "call_request", ticket=2, reason="He must leave")
    for kind in ("start_turn", "end_turn"):
        await server.command(first, kind, turn=1)
    await server.command(first, "continue_item", item=1, to=second)
    await server.service.continuing.idle()
    there = await server.service.participant_from_before(second, seats.who, {first: hers})
    again = await server.service.participant_from_before(second, seats.who, {first: his})
    assert there is not None
    assert again is not None
    async with AsyncExitStack() as stack:
        readers: dict[str, Reader] = {}
        for name, meeting, cookies in (
            ("stranger, second", second, {}),
            ("who has spoken, second", second, {f"seat_{first}": his}),
            ("captioner, second", second, {"staff": captioner}),
            ("stranger, first", first, {}),
            ("clerk, second", second, {"staff": clerk}),
        ):
            readers[name] = await stack.enter_async_context(a_reader(server, meeting, name, cookies))
            await readers[name].sweep("continued", meeting)
        await server.command(second, "start_meeting")
        await server.command(second, "call_next", period=1)
        for kind in ("start_turn", "end_turn"):
            await server.command(second, kind, turn=1)
        for meeting in (first, second):
            await server.command(meeting, "adjourn")
        for name, reader in readers.items():
            await reader.sweep("adjourned", first if name.endswith("first") else second)
    control = readers.pop("clerk, second")
    assert found(control, *MARKS), "the clerk of the second meeting, who may read it, finds it"
    assert {name: found(reader, *MARKS) for name, reader in readers.items()} == {name: [] for name in readers}
    for name, reader in readers.items():
        assert found(reader, *((there, again) if name.endswith("first") else (ann, dan))) == [], name
    assert found(control, ann, dan) == [], "nor does the clerk of the second learn who they were in the first"
    log = b"".join(await server.log(second))
    assert ann.encode() not in log
    assert b'"from_ticket":1' in log, "which ticket became which is public business"


@rule("R42")
async def test_the_same_text_has_another_commitment_in_the_second_meeting(server: Server) -> None:
    first = await server.meeting(live=True)
    second = await server.meeting(title="Next", starts_at=STARTS_AT + WEEK)
    ann = Actor("pann", frozenset({"attendee"}))
    await server.command(first, "ask_to_speak", by=ann, period=1, **PRIVATE)
    await server.command(first, "continue_item", item=1, to=second)
    await server.service.continuing.idle()
    salts, values = [], []
    for meeting in (first, second):
        async for entry in server.service.entries(meeting):
            salts += [row.salt for row in entry.sealed]
            values += [row.value for row in entry.sealed if row.field == "contact"]
    assert len(set(salts)) == len(salts)
    assert values == [PRIVATE["contact"]] * 2
