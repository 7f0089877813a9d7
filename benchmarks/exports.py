"""The files of a transcript of 3,000 captions and of 30,000: CPU for each, memory, how late the loop is.

`python -m benchmarks.exports` prints a table and the ratios. Each size has a process of its own, since memory
is what the system says of a process at its largest.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from meetingsvc import bootstrap
from meetingsvc.config import Config
from meetingsvc.domain import commands as c
from meetingsvc.domain.roles import Actor
from meetingsvc.export.files import TRANSCRIPTS, File
from meetingsvc.routes.archive_files import archive_of
from meetingsvc.routes.stacks import Stacks
from meetingsvc.service.clock import DrivenClock
from meetingsvc.service.installation import open_installation
from meetingsvc.service.service import Service

SIZES = (3_000, 30_000)
RUNS = 3
CLERK = Actor("staff:1", frozenset({"clerk", "captioner"}))
START = 1_770_768_000_000
EACH_MS = 2_880
"""From one caption to the next: 30,000 of them are a day."""

TEXT = "We have heard from the residents of Main Street, and thank them for coming out tonight."
AT_ONCE = 500


async def held(service: Service, clock: DrivenClock, count: int) -> str:
    """A meeting with so many captions, over."""
    schedule = c.ScheduleMeeting(
        title="A long night",
        body="council",
        body_name="City Council",
        time_zone="UTC",
        starts_at=START,
        agenda=["One"],
    )
    meeting = str((await service.schedule(CLERK, "made", schedule)).result["meeting"])
    for number, command in enumerate((c.StartMeeting(), c.StartItem(item=1), c.OpenTrack(language="en"))):
        await service.submit(meeting, CLERK, f"begun-{number}", command)
    await clock.advance(START + count * EACH_MS)
    for first in range(0, count, AT_ONCE):
        cues = [
            c.FileCue(
                number=at + 1,
                text=TEXT,
                began=START + at * EACH_MS,
                ended=START + (at + 1) * EACH_MS,
                speaker=f"Speaker {at // 40}",
            )
            for at in range(first, min(first + AT_ONCE, count))
        ]
        await service.submit(
            meeting, CLERK, f"cues-{first}", c.ImportCues(track="en", file="x", added=tuple(cues))
        )
    await service.submit(meeting, CLERK, "over", c.Adjourn())
    return meeting


@contextlib.asynccontextmanager
async def lateness() -> AsyncIterator[list[float]]:
    """By how much the event loop was late, in ms, each time that it was asked."""
    late: list[float] = []

    async def beat() -> None:
        while True:
            due = time.perf_counter() + 0.005
            await asyncio.sleep(0.005)
            late.append((time.perf_counter() - due) * 1_000)

    task = asyncio.create_task(beat())
    try:
        yield late
    finally:
        task.cancel()


def peak_kb() -> int:
    """The most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


async def measure(data: Path, count: int, *, build: bool) -> dict[str, Any]:
    """Fills a data directory; or, in a process of its own, builds every file of what is in it."""
    clock = DrivenClock(START)
    if not build:
        async with open_installation(data, clock) as installation:
            return {"meeting": await held(installation.service, clock, count)}
    meeting = (data / "meeting").read_text()
    async with open_installation(data, clock) as installation:
        shared = bootstrap.edge(Config(data=data), installation, stacks=Stacks(data))
        archive = await archive_of(shared, meeting)
        await installation.service.cues(meeting, "en", limit=500)
        before = peak_kb()
        took: dict[str, float] = {}
        async with lateness() as idle:
            await asyncio.sleep(1)
        async with lateness() as late:
            began = time.process_time()
            await archive.lines("en")
            took["lines"] = (time.process_time() - began) / count * 1e6
            for kind in TRANSCRIPTS:
                began = time.process_time()
                await archive.content(File(kind, "en"))
                took[kind] = (time.process_time() - began) / count * 1e6
        idle_ms, late_ms = (statistics.quantiles(each, n=100)[98] for each in (idle, late))
        return {"took": took, "memory_kb": peak_kb() - before, "idle_ms": idle_ms, "late_ms": late_ms}


def run(count: int) -> dict[str, Any]:
    """One size, each half in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        me = [sys.executable, "-m", "benchmarks.exports", "--data", folder, "--count", str(count)]
        filled = json.loads(subprocess.run(me, capture_output=True, text=True, check=True).stdout)
        (Path(folder) / "meeting").write_text(filled["meeting"])
        built = subprocess.run([*me, "--build"], capture_output=True, text=True, check=True)
        found: dict[str, Any] = json.loads(built.stdout)
        return found


def median(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """The middle of each figure."""
    took = {kind: statistics.median(each["took"][kind] for each in runs) for kind in runs[0]["took"]}
    return {"took": took} | {
        what: statistics.median(each[what] for each in runs) for what in runs[0] if what != "took"
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--count", type=int, default=SIZES[0])
    parser.add_argument("--build", action="store_true")
    asked = parser.parse_args()
    if asked.data is not None:
        print(json.dumps(asyncio.run(measure(asked.data, asked.count, build=asked.build))))
        return
    small, large = (median([run(count) for _ in range(RUNS)]) for count in SIZES)
    print(f"{'µs a caption':<16}{SIZES[0]:>10,}{SIZES[1]:>10,}{'ratio':>8}")
    for kind in ("lines", *TRANSCRIPTS):
        few, many = small["took"][kind], large["took"][kind]
        print(f"{kind:<16}{few:>10.1f}{many:>10.1f}{many / few:>8.2f}")
    for what, unit in (("memory_kb", "kB more"), ("idle_ms", "ms late, idle"), ("late_ms", "ms late")):
        few, many = small[what], large[what]
        print(f"{unit:<16}{few:>10,.0f}{many:>10,.0f}{many / max(few, 1):>8.2f}")


if __name__ == "__main__":
    main()
