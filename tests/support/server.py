"""A real server on a random port, with a data directory and a driven clock of its own, and people to use it.

Owns starting, stopping and what most tests of the edges set up first. Knows no rule of a meeting.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from meetingsvc.bootstrap import Running, running
from meetingsvc.config import Config
from meetingsvc.domain.commands import ScheduleMeeting, parse
from meetingsvc.domain.roles import Actor, Role
from meetingsvc.domain.state import Meeting
from meetingsvc.service.answers import Answer
from meetingsvc.service.clock import DrivenClock
from meetingsvc.service.service import Service

STARTS_AT = 1_770_768_000_000
"""2026-02-10, 19:00 in New York: when a meeting made here starts, and where the clock stands at first."""

PASSWORD = "seven wooden boats"
CLERK = Actor("staff:900", frozenset({"clerk", "captioner"}))
"""Who acts where a test sends commands past the edges."""


@dataclass
class Server:
    """A server that is up. ``url`` is its origin; ``clock`` stands still until a test advances it."""

    running: Running
    clock: DrivenClock
    _ids: itertools.count[int] = field(default_factory=itertools.count)

    @property
    def url(self) -> str:
        """Its origin, without a slash at the end."""
        return self.running.url

    @property
    def service(self) -> Service:
        """The meetings, past all edges."""
        return self.running.installation.service

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.running.config.data

    def fresh_id(self) -> str:
        """A command id that no other command of this test has."""
        return f"test-command-{next(self._ids):08}"

    async def staff(self, role: Role = "clerk", *, username: str = "", body: str = "council") -> str:
        """A new account with one role in a body; its user name. The password is PASSWORD."""
        username = username or role
        await self.running.installation.accounts.add(
            username, f"{role.title()} {username.title()}", PASSWORD, {body: frozenset({role})}
        )
        return username

    async def session(self, role: Role = "clerk", *, username: str = "", body: str = "council") -> str:
        """The token of a new account's session, for the cookie ``staff``."""
        name = await self.staff(role, username=username, body=body)
        return await self.running.installation.accounts.login(name, PASSWORD)

    async def meeting(
        self, *, live: bool = False, agenda: tuple[str, ...] = ("Public comment",), **also: Any
    ) -> str:
        """A meeting's id. ``live``: in session, on its first item, with a comment period (1) and captions."""
        command = ScheduleMeeting(
            **{
                "title": "Regular meeting",
                "body": "council",
                "body_name": "City Council",
                "time_zone": "America/New_York",
                "starts_at": STARTS_AT,
                "agenda": list(agenda),
                **also,
            }
        )
        answer = await self.service.schedule(CLERK, self.fresh_id(), command)
        made = str(answer.result["meeting"])
        if live:
            for kind, fields in (
                ("start_meeting", {}),
                ("start_item", {"item": 1}),
                ("open_period", {"item": 1}),
                ("open_track", {"language": "en"}),
            ):
                await self.command(made, kind, **fields)
        return made

    async def command(self, meeting: str, kind: str, /, *, by: Actor = CLERK, **fields: Any) -> Answer:
        """A command past the edges. Raises Refused."""
        return await self.service.submit(meeting, by, self.fresh_id(), parse({"type": kind, **fields}))

    async def state(self, meeting: str) -> Meeting:
        """The meeting as it is."""
        return await self.service.state(meeting)

    async def log(self, meeting: str) -> list[bytes]:
        """The public bytes of every event of the meeting."""
        return [entry.body async for entry in self.service.entries(meeting)]

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A bare connection, for what no client would send."""
        return await asyncio.open_connection(self.running.config.host, self.running.config.port)

    @asynccontextmanager
    async def browser(
        self, *, cookies: Mapping[str, str] | None = None, lang: str | None = None
    ) -> AsyncGenerator[aiohttp.ClientSession, None]:
        """A client with cookies of its own, that names this site as the origin of what it posts."""
        headers = {"Origin": self.url} | ({"Accept-Language": lang} if lang else {})
        jar = aiohttp.CookieJar(unsafe=True)  # keeps cookies of an address without a name
        async with aiohttp.ClientSession(
            self.url, headers=headers, cookie_jar=jar, cookies=cookies
        ) as client:
            yield client


@asynccontextmanager
async def serving(data: Path, *, start: int = STARTS_AT, **settings: Any) -> AsyncGenerator[Server, None]:
    """A server on ``data``, its clock at ``start`` (UTC ms), with further settings of ``Config``."""
    clock = DrivenClock(start)
    async with running(Config(data=data, port=0, **settings), clock) as up:
        yield Server(up, clock)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncGenerator[Server, None]:
    """A server with no meeting and nobody on its staff yet."""
    async with serving(tmp_path / "data") as up:
        yield up
