"""An installation whose `/live` is served on a free port, for tests and, run as a program, for Node.

As a program it takes a data directory, prints one line of JSON (where it is, the meeting, cookies), and then
obeys lines of JSON on its standard input, each a command of the clerk, until that ends.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from meetingsvc.config import Config
from meetingsvc.domain.commands import parse
from meetingsvc.domain.roles import Role
from meetingsvc.i18n import Catalogs
from meetingsvc.live import Hub, Limits, attach
from meetingsvc.live.hub import BUFFER_BYTES
from meetingsvc.service.clock import DrivenClock
from meetingsvc.service.installation import Installation, open_installation
from tests.support.house import House
from tests.support.scenario import START

CATALOGS = Catalogs.load()
PASSWORD = "correct horse battery staple"


@dataclass
class Server:
    """A server that is up."""

    url: str
    hub: Hub
    house: House

    @property
    def installation(self) -> Installation:
        """What it serves."""
        return self.house.installation

    async def seat(self, meeting: str) -> tuple[str, str]:
        """A new participant of a meeting, and the cookie of their seat."""
        participant, token = await self.installation.seats.sit(meeting)
        return participant, f"seat_{meeting}={token}"

    async def login(self, *roles: Role, body: str = "council", username: str = "dee") -> str:
        """The cookie of a member of staff with these roles."""
        accounts = self.installation.accounts
        await accounts.add(username, "Dee Clerk", PASSWORD, {body: frozenset(roles)})
        return f"staff={await accounts.login(username, PASSWORD)}"


@asynccontextmanager
async def serving(
    data: Path,
    *,
    port: int = 0,
    clock: DrivenClock | None = None,
    limits: Limits | None = None,
    buffer_bytes: int = BUFFER_BYTES,
    send_buffer: int | None = None,
) -> AsyncGenerator[Server, None]:
    """A server for as long as the block lasts. ``send_buffer`` is what the system may hold for a client."""
    clock = clock or DrivenClock(START)
    listening = socket.create_server(("127.0.0.1", port))
    if send_buffer is not None:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, send_buffer)
    config = Config(data=data, port=listening.getsockname()[1])
    async with open_installation(data, clock) as opened:
        app = web.Application()
        hub = attach(
            app,
            opened.service,
            opened.accounts,
            opened.seats,
            config,
            CATALOGS,
            limits=limits,
            buffer_bytes=buffer_bytes,
        )
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
        await runner.setup()
        try:
            await web.SockSite(runner, listening).start()
            yield Server(config.origin, hub, House(opened, clock))
        finally:
            await runner.cleanup()


async def main() -> None:
    """Serve until the standard input ends."""
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async with serving(Path(sys.argv[1]), port=int(sys.argv[2])) as server:
        meetings = await server.installation.service.meetings()
        meeting = meetings[0].id if meetings else await server.house.session()
        _, seat = await server.seat(meeting)
        print(json.dumps({"url": server.url, "meeting": meeting, "seat": seat}), flush=True)
        while line := await lines.readline():
            await server.house.do(meeting, parse(json.loads(line)))


if __name__ == "__main__":
    asyncio.run(main())
