"""Durable commands a second through the whole service: a commit for each, against a commit for all that wait.

`python benchmarks/commands.py [--commands 2000]` prints a table and the ratios; the median of
three runs each. Figures of one machine and one run compare, others do not.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from meetingsvc.domain.commands import ScheduleMeeting, SubmitComment
from meetingsvc.domain.roles import Actor
from meetingsvc.service.clock import SystemClock
from meetingsvc.service.installation import Installation, open_installation
from meetingsvc.service.writer import AT_MOST

RUNS = 3
SENDERS = (1, 50, 500)
CLERK = Actor("staff:1", frozenset({"clerk"}))
MEETING = ScheduleMeeting(
    title="Regular meeting", body="council", body_name="City Council", time_zone="UTC", starts_at=0
)


@dataclass(frozen=True)
class Measured:
    """Commands a second, and the 99th percentile of the time to an answer, in ms."""

    rate: float
    p99: float


async def run(installation: Installation, senders: int, commands: int) -> Measured:
    """So many senders, each waiting for its answer before it sends again."""
    service = installation.service
    answer = await service.schedule(CLERK, f"{time.monotonic_ns()}", MEETING)
    meeting = str(answer.result["meeting"])
    took: list[float] = []

    async def send(sender: int) -> None:
        actor = Actor(f"p{sender}", frozenset({"attendee"}))
        for n in range(sender, commands, senders):
            began = time.perf_counter()
            await service.submit(meeting, actor, f"{n}", SubmitComment(text=f"Comment {n} on the budget."))
            took.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(send(sender) for sender in range(senders)))
    spent = time.perf_counter() - began
    return Measured(commands / spent, statistics.quantiles(took, n=100)[98] * 1_000)


async def measure(at_most: int, senders: int, commands: int) -> Measured:
    """The median of some runs, on a database of their own."""
    with tempfile.TemporaryDirectory() as data:
        async with open_installation(Path(data), SystemClock(), at_most=at_most) as installation:
            runs = [await run(installation, senders, commands) for _ in range(RUNS)]
    return Measured(statistics.median(r.rate for r in runs), statistics.median(r.p99 for r in runs))


async def main(commands: int) -> None:
    """Print the table."""
    print(f"{'senders':>8} {'a commit each':>22} {'group commit':>22} {'ratio':>7}")
    for senders in SENDERS:
        count = max(senders * 4, commands if senders > 1 else commands // 4)
        each = await measure(1, senders, count)
        grouped = await measure(AT_MOST, senders, count)
        cells = "".join(f"{m.rate:>12.0f}/s {m.p99:>6.1f}ms" for m in (each, grouped))
        print(f"{senders:>8} {cells} {grouped.rate / each.rate:>6.1f}x")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commands", type=int, default=2_000, help="how many commands a run sends")
    asyncio.run(main(parser.parse_args().commands))
