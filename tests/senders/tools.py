"""An address for each protocol at a real server, and the tools that others wrote, each in a process."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from meetingsvc.store.rows import CueRow
from tests.support.server import Server

HERE = Path(__file__).parent


@dataclass
class Booth:
    """A live meeting with an English track, and whoever captions it."""

    server: Server
    meeting: str
    captioner: aiohttp.ClientSession

    async def address(self, protocol: str, track: str = "en", **also: Any) -> dict[str, Any]:
        """Issue an address as the captions page does."""
        await self.server.command(self.meeting, "issue_track_url", track=track, protocol=protocol, **also)
        answer = await self.captioner.get(f"/m/{self.meeting}/captions/url?track={track}")
        told: dict[str, Any] = await answer.json()
        assert (answer.status, told["protocol"]) == (200, protocol)
        return told

    async def cues(self, track: str = "en") -> list[CueRow]:
        """The track as it stands."""
        return await self.server.service.cues(self.meeting, track, limit=None)

    async def texts(self, track: str = "en") -> list[str]:
        """The texts of the cues that have any."""
        return [cue.text for cue in await self.cues(track) if cue.text]


@asynccontextmanager
async def booth(server: Server) -> AsyncGenerator[Booth, None]:
    """A captioner's browser at a live meeting."""
    meeting = await server.meeting(live=True)
    token = await server.session("captioner")
    async with server.browser(cookies={"staff": token}) as captioner:
        yield Booth(server, meeting, captioner)


async def program(*command: str, asked: dict[str, Any]) -> Any:
    """What a program of one of the tools answers."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
    )
    out, err = await asyncio.wait_for(process.communicate(json.dumps(asked).encode()), 60)
    assert process.returncode == 0, err.decode()
    return json.loads(out.splitlines()[-1])  # the tools talk about what they do


async def plover2cat(endpoint: str, *texts: str, remote: str = "Zoom", **also: Any) -> Any:
    """plover2cat's caption worker; ``roll`` is how it sends by default, growing rows that roll up."""
    asked = {"remote": remote, "endpoint": endpoint, "texts": texts, "roll": True, "length": 32, "lines": 3}
    return await program(sys.executable, str(HERE / "plover.py"), asked={**asked, **also})


async def npm_lcyt(*posts: Any, **where: Any) -> Any:
    """Npm's lcyt."""
    return await program("node", str(HERE / "lcyt.mjs"), asked={**where, "posts": posts})
