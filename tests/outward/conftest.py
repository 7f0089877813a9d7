"""What the tests of the clients set up first: a live meeting with an automatic track, and one who listens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest

from meetingsvc.config import Engine
from meetingsvc.domain.state import Meeting
from meetingsvc.outward.listening import Listening
from meetingsvc.service.outside import HearingTold
from tests.support.server import STARTS_AT, Server, serving


@dataclass
class Room:
    """A meeting in session on a server, and word of what happens in it."""

    server: Server
    meeting: str
    partials: list[str] = field(default_factory=list)
    told: list[HearingTold] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def growing(self, meeting: str, track: str, line: str, text: str) -> None:
        """Where machines' partials go."""
        self.partials.append(text)
        self.changed.set()

    def hear(self, told: HearingTold) -> None:
        """Where word of a microphone goes."""
        self.told.append(told)
        self.changed.set()

    async def until(self, done: Callable[[], bool]) -> None:
        """Returns when it is so; looks again whenever something has happened."""
        async with asyncio.timeout(20):
            while not done():
                self.changed.clear()
                await self.changed.wait()

    async def until_state(self, done: Callable[[Meeting], bool]) -> Meeting:
        """The meeting, when it is so."""
        async with asyncio.timeout(20):
            while not done(state := await self.server.state(self.meeting)):
                self.changed.clear()
                await self.changed.wait()
        return state

    async def lines(self, track: str = "en-2") -> list[tuple[str, int, int]]:
        """The captions of a track: text, and from when to when after the meeting's start, ms."""
        rows = await self.server.service.cues(self.meeting, track, None, None)
        return [(row.text or "", row.began - STARTS_AT, row.ended - STARTS_AT) for row in rows]

    async def speak(self, hearing: object, pieces: list[bytes]) -> None:
        """Sound, a tenth of a second at a time, as the clock goes on."""
        for piece in pieces:
            await self.server.clock.advance(self.server.clock.now() + 100)
            hearing.feed(piece)  # type: ignore[attr-defined]  # any of ours
            await asyncio.sleep(0)


@pytest.fixture
async def room(tmp_path: Path) -> AsyncGenerator[Room, None]:
    """A meeting in session with a track that people write, "en", and an automatic one, "en-2"."""
    async with serving(tmp_path / "data") as server:
        meeting = await server.meeting(live=True)
        await server.command(meeting, "open_track", language="en", kind="automatic", delay_ms=2_000)
        made = Room(server, meeting)
        server.service.subscribe(lambda _: made.changed.set())
        yield made


@pytest.fixture
async def client() -> AsyncGenerator[aiohttp.ClientSession, None]:
    """What connections are opened with."""
    async with aiohttp.ClientSession() as session:
        yield session


def listening(room: Room, client: aiohttp.ClientSession, *engines: Engine) -> Listening:
    """The microphones of an installation that has these engines."""
    made = Listening(engines, room.server.service, client, room.growing)
    room.server.service.subscribe(made.changed)
    return made
