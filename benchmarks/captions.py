"""Twenty-four hours of captions in one track, 30,000 cues: what a caption and a newcomer cost at the end.

`python -m benchmarks.captions [--cues 30000]` prints a table: medians, through a whole server, of a
track with so many cues and one with 300, which take turns, so that what else the machine does falls on both.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp

from meetingsvc.bootstrap import Running, running
from meetingsvc.config import Config
from meetingsvc.domain.commands import (
    AddCue,
    Command,
    IssueTrackUrl,
    OpenTrack,
    ScheduleMeeting,
    StartMeeting,
)
from meetingsvc.domain.roles import Actor
from meetingsvc.rehearsal.accounts import account
from meetingsvc.rehearsal.client import Client

ROUNDS = 200
JOINS = 40
AT_ONCE = 500
EARLY = 300
CLERK = Actor("staff:1", frozenset({"clerk"}))
MEETING = ScheduleMeeting(
    title="Regular meeting", body="council", body_name="City Council", time_zone="UTC", starts_at=0
)
SAID = {
    "typed": "a line typed: durable",
    "posted": "a line from a tool: answered",
    "joined": "a newcomer: view there",
    "fetched": "the last page of captions",
}
TEXT = "This is what a line of captions looks like, number"


class Track:
    """A track of a live meeting, and whoever writes and reads it."""

    def __init__(self, server: Running, meeting: str, url: str, http: aiohttp.ClientSession) -> None:
        self.server, self.meeting, self.url, self.http = server, meeting, url, http
        self.seq = 0

    async def typed(self) -> None:
        """A line past the edges: decided, durable, sent out."""
        self.seq += 1
        command = AddCue(track="en", text=f"{TEXT} {self.seq}.")
        await self.server.installation.service.submit(self.meeting, CLERK, f"cue-{self.seq}", command)

    async def posted(self) -> None:
        """A line from a caption tool, over HTTP."""
        self.seq += 1
        async with self.http.post(f"{self.url}&seq={self.seq}", data=f"{TEXT} {self.seq}.") as answer:
            assert answer.status == 200

    async def joined(self) -> None:
        """A newcomer, from connecting until the view is there."""
        async with Client(self.server.url) as newcomer:
            await newcomer.join(self.meeting, "public", "attendee", ["en"])

    async def fetched(self) -> None:
        """The last page of the captions."""
        async with self.http.get(f"{self.server.url}/m/{self.meeting}/cues?track=en") as answer:
            assert len((await answer.json())["cues"]) > 0

    async def grows_to(self, cues: int) -> None:
        """Until it has so many."""
        while self.seq < cues:
            await asyncio.gather(*(self.typed() for _ in range(min(AT_ONCE, cues - self.seq))))


async def took(act: Callable[[], Awaitable[None]]) -> float:
    """How long it takes, ms."""
    began = time.perf_counter()
    await act()
    return (time.perf_counter() - began) * 1_000


async def compared(few: Track, many: Track) -> dict[str, tuple[float, float]]:
    """Each figure for both tracks, which take turns."""
    told = {}
    for name, rounds in (("typed", ROUNDS), ("posted", ROUNDS), ("joined", JOINS), ("fetched", JOINS)):
        turns = [(await took(getattr(few, name)), await took(getattr(many, name))) for _ in range(rounds)]
        told[SAID[name]] = (statistics.median(t[0] for t in turns), statistics.median(t[1] for t in turns))
    return told


async def opened(server: Running, http: aiohttp.ClientSession, name: str) -> Track:
    """A live meeting with one track and an address for a tool."""
    service = server.installation.service
    meeting = str((await service.schedule(CLERK, name, MEETING)).result["meeting"])
    commands: tuple[Command, ...] = (
        StartMeeting(),
        OpenTrack(language="en"),
        IssueTrackUrl(track="en", protocol="zoom", hours=72),
    )
    for number, command in enumerate(commands):
        await service.submit(meeting, CLERK, f"set-{number}", command)
    async with Client(server.url) as captioner:
        login = await account(server.config.data, f"captioner-{name}", "Captioner", "*", "captioner")
        await captioner.login(*login)
        told = await captioner.get(f"/m/{meeting}/captions/url?track=en")
    return Track(server, meeting, told["url"], http)


async def main(cues: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as data:
        async with (
            running(Config(data=Path(data), port=0)) as server,
            aiohttp.ClientSession() as http,
        ):
            few = await opened(server, http, "few")
            many = await opened(server, http, "many")
            await few.grows_to(EARLY)
            await many.grows_to(cues)
            told = await compared(few, many)
    print(f"{'':32} {f'{EARLY} cues':>12} {f'{cues} cues':>12} {'ratio':>7}")
    for name, (before, after) in told.items():
        print(f"{name:32} {before:>9.2f} ms {after:>9.2f} ms {after / before:>7.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cues", type=int, default=30_000, help="how many cues the track has at the end")
    asyncio.run(main(parser.parse_args().cues))
