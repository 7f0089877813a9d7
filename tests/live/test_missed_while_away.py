"""Called while the connection is gone (R23): who comes back is told, and has the place again if recalled."""

from __future__ import annotations

from typing import Any

from meetingsvc.domain.commands import (
    AddRequest,
    AskToSpeak,
    CallAgain,
    CallNext,
    MarkNoShow,
    RecallRequest,
)
from meetingsvc.domain.roles import Actor
from meetingsvc.readmodel import views
from tests.live.conftest import Connect
from tests.live.server import Server
from tests.support.rules import rule


@rule("R23")
async def test_who_was_missed_while_away_is_told_and_is_first_again_once_recalled(
    server: Server, connect: Connect
) -> None:
    house = server.house
    meeting = await house.session()
    participant, cookie = await server.seat(meeting)
    await house.do(meeting, AskToSpeak(period=1), Actor(participant, frozenset({"attendee"})))
    away = await connect(cookie)
    await away.join(meeting)
    await away.close()
    await house.do(meeting, AddRequest(period=1))
    await house.do(meeting, CallNext(period=1))
    await house.do(meeting, CallAgain(turn=1))
    await house.clock.advance(house.clock.now() + 90_000)
    await house.do(meeting, MarkNoShow(turn=1))

    back = await connect(cookie)
    back.copy = away.copy
    answer = await back.join(meeting, since=away.copy.seq)
    mine: dict[str, Any] = answer["me"]["requests"]["1"]
    assert (mine["status"], "turn" in mine) == ("no_show", False)
    late = await back.command("on_my_way", "pressed-while-away-1", ticket=1)  # pressed when it was too late
    assert (late["ok"], late["code"]) == (False, "not_now")

    answered = await house.do(meeting, RecallRequest(ticket=1))
    await back.at(answered.seq)
    state = await house.state(meeting)
    assert [request.ticket for request in state.waiting(1)] == [1, 2]
    assert back.copy.view == views.view(state, "public")
    assert views.me(state, participant)["requests"]["1"]["status"] == "waiting"
