"""A night of public comment over the real interfaces: the people, what they do, and the hours that pass.

Owns who signs up where, who does not come, who walks up, and what the clerks send. Judges nothing.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from meetingsvc.domain.profile import Profile
from meetingsvc.domain.state import Meeting
from meetingsvc.rehearsal.client import Client, RefusedError
from tests.support.scenario import CLERK
from tests.support.server import PASSWORD, STARTS_AT, Server, serving

CLERKS = ("dee", "kim")
MINUTE = 60_000
RULES = Profile(name="Rules of the night", group_allotment_ms=5 * MINUTE)
"""R19: a group has five minutes where each has two, and in proportion where the chair cuts the time."""


@dataclass
class LongNight:
    """One meeting on one data directory, and two clerks at their desks."""

    data: Path
    people: int
    meeting: str = ""
    now: int = STARTS_AT
    called_by_both: int = 0
    refused: list[str] = field(default_factory=list)
    _ids: itertools.count[int] = field(default_factory=itertools.count)
    _up: AsyncExitStack = field(default_factory=AsyncExitStack)

    # ── The house ────────────────────────────────────────────────────────────

    async def open(self) -> None:
        """The server goes up, at the hour that it is, and the clerks sit down."""
        self.server: Server = await self._up.enter_async_context(serving(self.data, start=self.now))
        if not self.meeting:
            for name in CLERKS:
                await self.server.staff("clerk", username=name)
            await self.server.service.profiles.save(CLERK, "council", 0, RULES)
            self.meeting = await self.server.meeting(
                agenda=("Call to order", "Public safety training centre")
            )
        self.desks = [await self._up.enter_async_context(Client(self.server.url)) for _ in CLERKS]
        for desk, name in zip(self.desks, CLERKS, strict=True):
            await desk.login(name, PASSWORD)
            await desk.join(self.meeting, "staff", "clerk")

    async def close(self) -> None:
        """The server goes down, whatever is going on."""
        self.now = self.server.clock.now()
        await self._up.aclose()

    async def state(self) -> Meeting:
        return await self.server.state(self.meeting)

    async def wait(self, ms: int) -> None:
        """So much time passes, and what falls due happens."""
        await self.server.clock.advance(self.server.clock.now() + ms)

    def _id(self) -> str:
        return f"long-night-{next(self._ids):08}"

    async def clerk(self, kind: str, which: int = 0, **fields: Any) -> dict[str, Any]:
        """One of the clerks does something. Raises RefusedError."""
        return await self.desks[which % len(CLERKS)].command(self._id(), kind, fields)

    # ── Signing up ───────────────────────────────────────────────────────────

    async def sign_up(self, number: int) -> None:
        """One person, at home, at the kiosk, by card or call; some with an interpreter or for a group."""
        details: dict[str, Any] = {"name": f"Speaker of the night {number}"} if number % 3 else {}
        if number % 9 == 4:
            details["interpreter"] = "Spanish"
        if number % 15 == 6:
            details["speaks_for"] = 5
        match number % 5:
            case 0 | 1:
                await self._from_home(number, details)
            case 2 | 3:
                given = {**details, "period": 1, "channel": "in_person", "kiosk": True, "id": self._id()}
                await self.desks[0].post(f"/m/{self.meeting}/requests", given)
            case _:
                channel = "phone" if number % 2 else "in_person"
                await self.clerk("add_request", number, period=1, channel=channel, **details)

    async def _from_home(self, number: int, details: Mapping[str, Any]) -> None:
        async with self.server.browser() as http:
            asked = {**details, "period": 1, "channel": "remote", "id": self._id()}
            async with http.post(f"/m/{self.meeting}/requests", json=asked) as answer:
                assert answer.status == 201, await answer.text()
                ticket = (await answer.json())["ticket"]
            if number % 16 == 0:  # changes their mind
                form = {"id": self._id(), "type": "withdraw_request", "ticket": str(ticket)}
                async with http.post(f"/m/{self.meeting}/act", data=form, allow_redirects=False) as answer:
                    assert answer.status == 303, await answer.text()

    # ── The floor ────────────────────────────────────────────────────────────

    async def call_next(self, count: int) -> int:
        """The turn called; every fourth time both clerks call at once, believing the same."""
        believes = (await self.state()).floor
        fields = {"period": 1} | ({} if believes is None else {"believes": believes})
        if count % 4:
            return int((await self.clerk("call_next", count, **fields))["turn"])
        answers = await asyncio.gather(
            *(self.clerk("call_next", which, **fields) for which in range(len(CLERKS))),
            return_exceptions=True,
        )
        called = [answer["turn"] for answer in answers if isinstance(answer, dict)]
        self.refused += [answer.code for answer in answers if isinstance(answer, RefusedError)]
        self.called_by_both += 1
        assert len(called) == 1, answers
        return int(called[0])

    async def hear(self, count: int) -> None:
        """Whoever is next: one in eleven does not come; one in twenty-three is followed by a walk-up."""
        turn = await self.call_next(count)
        if count % 11 == 3:
            await self.clerk("call_again", count, turn=turn)
            await self.wait(95_000)
            await self.clerk("mark_no_show", count + 1, turn=turn)
            return
        await self.wait(20_000)
        await self.clerk("start_turn", count, turn=turn)
        await self.wait(self._spoken(count, await self.state()))
        if count % 23 == 7:
            await self.clerk("walk_up", count, believes=turn)
            await self.wait(MINUTE)
            floor = (await self.state()).floor
            await self.clerk("name_turn", count, turn=floor, name="Whoever that was")
            turn = floor or 0
        if count % 2:
            await self.clerk("end_turn", count + 1, turn=turn)

    @staticmethod
    def _spoken(count: int, state: Meeting) -> int:
        """How long somebody speaks: up to the end of their time, some a little over."""
        assert state.turn is not None
        return state.turn.allotment_ms * (60 + count * 7 % 50) // 100

    async def fail_for_twenty_minutes(self) -> None:
        """R33: the stream is gone while someone speaks."""
        turn = await self.call_next(1)
        await self.clerk("start_turn", turn=turn)
        await self.wait(30_000)
        await self.clerk("report_outage", failed=["stream"], note="No picture at home")
        await self.wait(10 * MINUTE)
        await self.clerk("note_outage_step", 1, note="The encoder starts again")
        await self.wait(10 * MINUTE)
        await self.clerk("end_outage", how="restored")
        if (await self.state()).turns[turn].status == "paused":
            await self.clerk("resume_turn", turn=turn)
        await self.wait(MINUTE)
        await self.clerk("end_turn", turn=turn)
