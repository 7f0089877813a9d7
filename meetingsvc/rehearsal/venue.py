"""Where and by whose clock a replay is held: a server of its own whose clock it drives, or one elsewhere.

Owns what differs between the two: address, staff, waiting for an instant, and the times of a line. The only
part of a replay that touches a server's inside, and that only to start it and to drive its clock.
"""

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

from meetingsvc.bootstrap import running
from meetingsvc.config import Config
from meetingsvc.service.clock import DrivenClock, pause

from .accounts import Login, account
from .client import UnreachableError
from .script import LineEnds, Script


class Venue(Protocol):
    """A server at which a meeting is held again."""

    url: str
    clerk: Login
    captioner: Login

    def begin(self, plan: Script, done: int, now: int) -> None:
        """The first ``done`` acts are over, and the others to come; the server's clock shows ``now``."""

    async def reach(self, offset: int) -> None:
        """Return when it is so many milliseconds after the meeting's start."""

    def heard(self, line: str) -> None:
        """A line begins now."""

    def times(self, line: LineEnds) -> dict[str, int]:
        """``began`` and ``ended`` of a line that ends now, UTC ms; empty where the captioner gives none."""


class Here:
    """A server of our own: the clock is driven, so that every act happens at its very millisecond."""

    def __init__(self, url: str, clock: DrivenClock, clerk: Login, captioner: Login) -> None:
        self.url = url
        self.clerk = clerk
        self.captioner = captioner
        self._clock = clock
        self._starts_at = 0

    def begin(self, plan: Script, done: int, now: int) -> None:
        """See Venue."""
        self._starts_at = plan.starts_at

    async def reach(self, offset: int) -> None:
        """See Venue. What falls due on the way happens on the way."""
        await self._clock.advance(self._starts_at + offset)

    def heard(self, line: str) -> None:
        """See Venue."""

    def times(self, line: LineEnds) -> dict[str, int]:
        """See Venue. As they were recorded."""
        if line.began is None or line.ended is None:
            return {}
        return {"began": self._starts_at + line.began, "ended": self._starts_at + line.ended}


class Elsewhere:
    """Another server, in real time, ``speed`` times as fast."""

    def __init__(self, url: str, speed: float, login: Login) -> None:
        self.url = url
        self.clerk = self.captioner = login
        self._speed = speed
        self._loop = asyncio.get_running_loop()
        self._from = 0
        self._since = 0.0
        self._now = 0
        self._began: dict[str, float] = {}

    def begin(self, plan: Script, done: int, now: int) -> None:
        """See Venue. A replay that goes on takes up the time where it broke off."""
        to_come = plan.acts[done:]
        self._from = max(to_come[0].at, 0) if to_come else 0  # nobody waits for what goes before the meeting
        self._since = self._loop.time()
        self._now = now

    async def reach(self, offset: int) -> None:
        """See Venue."""
        due = self._since + (offset - self._from) / 1000 / self._speed
        if due > self._loop.time():
            await pause(due - self._loop.time())

    def heard(self, line: str) -> None:
        """See Venue."""
        self._began[line] = self._loop.time()

    def times(self, line: LineEnds) -> dict[str, int]:
        """See Venue. As long ago as it began; a line that was broken off has no times."""
        began = self._began.pop(line.id, None)
        if line.began is None or began is None:
            return {}
        return {"began": self._now + round((began - self._since) * 1000)}


@asynccontextmanager
async def here(data: Path, plan: Script) -> AsyncGenerator[Here, None]:
    """A server on a free loopback port, writing to ``data``. Raises what ``bootstrap.running`` does."""
    clock = DrivenClock(plan.starts_at + plan.opening.at)
    config = Config(data=data, host="127.0.0.1", port=0)
    async with running(config, clock) as server:
        clerk = await account(data, "replay-clerk", "Replay clerk", "*", "clerk")
        captioner = await account(data, "replay-captioner", "Replay captioner", "*", "captioner")
        yield Here(server.url, clock, clerk, captioner)


@asynccontextmanager
async def elsewhere(url: str, speed: float) -> AsyncGenerator[Elsewhere, None]:
    """The server at an address, with the account in the environment. Raises UnreachableError."""
    login = os.environ.get("MEETINGSVC_USER", ""), os.environ.get("MEETINGSVC_PASSWORD", "")
    if not all(login):
        raise UnreachableError("with --url, MEETINGSVC_USER and MEETINGSVC_PASSWORD must be set")
    yield Elsewhere(url.rstrip("/"), speed, login)
