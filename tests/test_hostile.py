"""Bad input gets its refusal and leaves the log as it was: every command, on a real socket."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from msgspec.structs import FieldInfo

from meetingsvc.domain.commands import COMMANDS, Command, parse
from meetingsvc.domain.errors import Refused
from tests.live.client import Client
from tests.support.server import Server

WRONG: tuple[Any, ...] = (
    None, True, 1.5, -1, 0, 2**63, 2**70, "", "x", "💣" * 3_000, "x" * 20_000, [], [1], [[[[]]]],
    {}, {"type": "x"}, {"__proto__": 1}, "'; DROP TABLE events; --", "<script>", "\x00", "NaN",
)  # fmt: skip


def least(kind: type[Command]) -> dict[str, Any]:
    """The least that a command of this kind can hold, all numbers of what is not there."""
    known = {
        "text": "x", "label": "x", "reason": "over_time", "title": "x", "body": "b", "body_name": "B",
        "time_zone": "UTC", "language": "en", "track": "xx", "channel": "remote",
    }  # fmt: skip
    return {each.name: known.get(each.name, 999_999) for each in fields_of(kind) if each.required}


def fields_of(kind: type[Command]) -> tuple[FieldInfo, ...]:
    """The fields of a kind of command."""
    return msgspec.structs.fields(kind)


def malformed(name: str, kind: type[Command]) -> Iterator[dict[str, Any]]:
    """Payloads of which none can be parsed."""
    good = {"type": name, **least(kind)}
    yield {**good, "unknown": 1}
    yield {**good, "id": 5}
    for missing in least(kind):
        yield {key: value for key, value in good.items() if key != missing}
    for field in fields_of(kind):
        for value in WRONG:
            try:
                parse({**good, field.name: value})
            except Refused:
                yield {**good, field.name: value}


def test_no_command_takes_a_number_that_the_record_cannot_hold() -> None:
    for name, kind in COMMANDS.items():
        for field in fields_of(kind):
            for number in (2**53, -(2**53)):
                with pytest.raises(Refused, match="invalid_field"):
                    parse({"type": name, **least(kind), field.name: number})


async def test_a_malformed_command_is_refused_and_changes_nothing(server: Server) -> None:
    meeting = await server.meeting(live=True)
    cookie = f"staff={await server.session('admin')}"
    before = await server.log(meeting)
    answers: Counter[str] = Counter()
    for name, kind in COMMANDS.items():
        client = await Client(server.url, cookie=cookie).connect()
        try:
            await client.join(meeting, as_="staff")
            for n, payload in enumerate(malformed(name, kind)):
                answer = await client.ask("command", {"id": f"bad-{n}", **payload})
                assert answer["ok"] is False, payload
                assert answer["message"], answer
                answers[answer["code"]] += 1
        finally:
            await client.close()
    assert set(answers) == {"invalid_field"}
    assert answers["invalid_field"] > 1_000
    assert await server.log(meeting) == before


async def test_noise_on_the_socket_is_refused_and_the_connection_lives(server: Server) -> None:
    meeting = await server.meeting(live=True)
    client = await Client(server.url).connect()
    rng = random.Random(7)
    before = await server.log(meeting)
    try:
        for _ in range(200):
            event = rng.choice(("join", "command", "partial", "clock"))
            noise = {rng.choice(("id", "type", "meeting", "as", "x")): rng.choice(WRONG) for _ in range(3)}
            answer = await client.ask(event, rng.choice((noise, rng.choice(WRONG))))
            assert answer["ok"] is False or event == "clock", (event, noise, answer)
        assert await server.log(meeting) == before
        answer = await client.join(meeting)  # noise counts as much as sense: it may have to wait a little
        assert answer["ok"] or answer["code"] == "too_many"
    finally:
        await client.close()
