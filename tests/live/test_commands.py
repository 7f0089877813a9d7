"""Commands over `/live`: by whom, how answered, in what order, how many."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from meetingsvc.domain.errors import Refused
from meetingsvc.i18n import Translator, sentence
from meetingsvc.live import Limits, Rate
from meetingsvc.live.hub import REFUSED_AT_MOST
from tests.live.client import Client
from tests.live.conftest import Connect
from tests.live.server import CATALOGS, Server, serving
from tests.support.rules import rule


@rule("R17")
async def test_a_command_is_answered_with_its_seq_and_what_it_made(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    participant, cookie = await server.seat(meeting)
    client = await connect(cookie)
    seq = (await client.join(meeting))["seq"]
    answer = await client.command("ask_to_speak", "tap-1", period=1)
    made = {"ticket": 1, "receipt": f"{meeting}-S1", "participant": participant}
    assert answer == {"ok": True, "seq": seq + 1, "result": made}
    await client.at(seq + 1)
    assert client.copy.me["requests"]["1"]["status"] == "waiting"


async def test_the_same_command_again_gets_the_same_answer(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    _, cookie = await server.seat(meeting)
    client = await connect(cookie)
    await client.join(meeting)
    first = await client.command("ask_to_speak", "tap-1", period=1)
    assert await client.command("ask_to_speak", "tap-1", period=1) == first
    other = await client.command("ask_to_speak", "tap-1", period=1, name="Ann")
    assert (other["ok"], other["code"]) == (False, "id_reused")


async def test_devices_of_one_person_are_in_step(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    _, cookie = await server.seat(meeting)
    phone, tablet, neighbour = await connect(cookie), await connect(cookie), await connect()
    for client in (phone, tablet, neighbour):
        await client.join(meeting)
    seq = (await phone.command("ask_to_speak", "tap-1", period=1, contact="555-0100"))["seq"]
    for client in (phone, tablet, neighbour):
        await client.at(seq)
    assert phone.copy.me == tablet.copy.me
    assert tablet.copy.me["requests"]["1"]["contact"] == "555-0100"
    assert neighbour.copy.me is None


async def test_who_has_not_joined_or_has_no_seat_is_told_so(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    client = await connect()
    assert (await client.command("ask_to_speak", "1", period=1))["code"] == "not_joined"
    await client.join(meeting)
    assert (await client.command("ask_to_speak", "1", period=1))["code"] == "seat_needed"


async def test_an_attendee_does_nothing_that_is_the_clerks(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    _, cookie = await server.seat(meeting)
    client = await connect(cookie)
    await client.join(meeting)
    assert (await client.command("adjourn", "1"))["code"] == "not_allowed"


async def test_staff_act_as_themselves(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    client = await connect(await server.login("chair"))
    seq = (await client.join(meeting, "staff"))["seq"]
    assert await client.command("recess", "1") == {"ok": True, "seq": seq + 1}
    refused = await client.command("recess", "2")
    state = await server.house.state(meeting)
    expected = Refused("not_now", thing="meeting", status="recess", action="recess")
    assert refused == {
        "ok": False,
        "code": "not_now",
        "params": dict(expected.params),
        "message": sentence(expected.code, expected.params, Translator(CATALOGS.by_code["en"])),
    }
    assert state.status == "recess"


@pytest.mark.parametrize(
    ("payload", "code", "params"),
    [
        (None, "invalid_field", {"field": "type"}),
        ([1], "invalid_field", {"field": "type"}),
        ({"type": "ask_to_speak", "period": 1}, "invalid_field", {"field": "id"}),
        ({"id": 7, "type": "ask_to_speak", "period": 1}, "invalid_field", {"field": "id"}),
        ({"id": "x" * 65, "type": "ask_to_speak", "period": 1}, "invalid_field", {"field": "id"}),
        ({"id": "1"}, "unknown_command", {}),
        ({"id": "1", "type": "drop_tables"}, "unknown_command", {}),
        ({"id": "1", "type": "ask_to_speak"}, "invalid_field", {"field": "period"}),
        ({"id": "1", "type": "ask_to_speak", "period": "1"}, "invalid_field", {"field": "period"}),
        ({"id": "1", "type": "ask_to_speak", "period": 1, "rank": "0"}, "invalid_field", {"field": "rank"}),
        (
            {"id": "1", "type": "submit_comment", "text": "x" * 5_001},
            "invalid_field",
            {"field": "text"},
        ),
        ({"id": "1", "type": "submit_comment", "text": "x" * 70_000}, "too_large", {"bytes": 64_000}),
    ],
)
async def test_a_command_is_read_strictly(
    server: Server, connect: Connect, payload: Any, code: str, params: dict[str, Any]
) -> None:
    meeting = await server.house.session()
    _, cookie = await server.seat(meeting)
    client = await connect(cookie)
    await client.join(meeting)
    before = (await server.house.state(meeting)).seq
    answer = await client.ask("command", payload)
    assert (answer["ok"], answer["code"], answer["params"]) == (False, code, params)
    assert (await server.house.state(meeting)).seq == before


async def test_an_event_that_is_none_of_ours_is_refused(connect: Connect) -> None:
    client = await connect()
    assert (await client.ask("shout", {}))["code"] == "unknown_command"
    assert (await client.ask("command", ({"id": "1"}, {"id": "2"})))["code"] == "invalid_field"


async def test_half_an_emoji_costs_nobody_their_connection(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    _, cookie = await server.seat(meeting)
    client = await connect(cookie)
    await client.join(meeting)
    answer = await client.command("submit_comment", "1", text="cut off here \ud83d")
    assert answer["ok"]


async def test_one_clients_commands_are_done_in_their_order(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    client = await connect(await server.login("clerk"))
    await client.join(meeting, "staff")
    answers = await asyncio.gather(
        *(client.command("announce", str(n), text=f"Sentence {n}.") for n in range(20))
    )
    assert [answer["seq"] for answer in answers] == sorted(answer["seq"] for answer in answers)
    assert (await server.house.state(meeting)).announcement == "Sentence 19."


async def test_the_server_tells_its_time(server: Server, connect: Connect) -> None:
    client = await connect()
    await server.house.clock.advance(server.house.clock.now() + 1_500)
    assert await client.ask("clock", {}) == {"ok": True, "now": server.house.clock.now()}
    assert (await client.ask("clock", {"now": 1}))["params"] == {"field": "now"}


async def test_who_asks_too_often_is_told_how_long_to_wait(tmp_path: Path) -> None:
    slow = Limits(connection={"join": Rate(9, 1), "command": Rate(2, 0.1), "clock": Rate(1, 1)})
    async with serving(tmp_path, limits=slow) as server:
        meeting = await server.house.session()
        _, cookie = await server.seat(meeting)
        client = await Client(server.url, cookie=cookie).connect()
        await client.join(meeting)
        for n in range(2):
            assert (await client.command("ask_to_speak", str(n), period=9))["code"] == "no_such_period"
        refused = await client.command("ask_to_speak", "2", period=9)
        assert (refused["code"], refused["params"]) == ("too_many", {"seconds": 10})
        await client.close()


async def test_who_goes_on_asking_too_often_is_cut_off(tmp_path: Path) -> None:
    slow = Limits(connection={"command": Rate(1, 0.001)})
    async with serving(tmp_path, limits=slow) as server:
        flood, other = await Client(server.url).connect(), await Client(server.url).connect()
        for n in range(REFUSED_AT_MOST + 2):
            await flood.socket.emit("nonsense", n, namespace="/live")
        await flood.disconnected.wait()
        assert server.hub.refusals["too_many"] == REFUSED_AT_MOST + 1
        assert (await other.command("ask_to_speak", "1", period=1))["code"] == "not_joined"
        await flood.close()
        await other.close()


async def test_a_fault_of_ours_is_answered_and_logged_without_what_was_said(
    server: Server, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    meeting = await server.house.session()
    _, cookie = await server.seat(meeting)
    client = await connect(cookie)
    # Part of the database is gone; what SQLAlchemy says of it quotes the row that was looked for.
    await server.installation.database.write(lambda connection: connection.execute(text("DROP TABLE seats")))
    answer = await client.join(meeting)
    english = Translator(CATALOGS.by_code["en"])
    assert answer == {
        "ok": False,
        "code": "internal",
        "params": {},
        "message": sentence("internal", {}, english),
    }
    [line] = [record.getMessage() for record in caplog.records if record.name.startswith("meetingsvc.live")]
    assert line.startswith("an event could not be answered: ")
    assert cookie.partition("=")[2] not in caplog.text


@pytest.mark.parametrize(
    ("code", "params"),
    [
        ("internal", {}),
        ("invalid_field", {"field": "name"}),
        ("login_needed", {}),
        ("no_such_meeting", {}),
        ("no_such_track", {"track": "en"}),
        ("not_allowed", {}),
        ("not_in_session", {"status": "recess"}),
        ("not_joined", {}),
        ("seat_needed", {}),
        ("too_large", {"bytes": 64_000}),
        ("too_many", {"seconds": 3}),
        ("unknown_command", {}),
    ],
)
def test_each_refusal_has_its_sentence(code: str, params: dict[str, str | int]) -> None:
    english = Translator(CATALOGS.by_code["en"])
    assert sentence(code, params, english) != sentence("a code that nobody has", {}, english)
