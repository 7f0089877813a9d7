"""1,500 requests on one item against 15: what a join, a move and a call cost, and their ratio.

`python -m benchmarks.queue [--rounds 200]` prints a table. "rules" is deciding, folding and making the
patches of both audiences; "durable" is the whole service, the commit included. Medians; small and large
take turns, so that what else the machine does falls on both. Figures of one run compare, others do not.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from meetingsvc.domain import commands as c
from meetingsvc.domain.decide import decide
from meetingsvc.domain.events import Entry
from meetingsvc.domain.evolve import evolve
from meetingsvc.domain.roles import Actor
from meetingsvc.domain.rules import Context
from meetingsvc.domain.state import Meeting
from meetingsvc.readmodel.views import patch
from meetingsvc.service.clock import SystemClock
from meetingsvc.service.installation import Installation, open_installation

FEW, MANY = 15, 1_500
ACTS = ("join", "move", "call")
CLERK = Actor("staff:1", frozenset({"clerk"}))
MEETING = c.ScheduleMeeting(
    title="Regular meeting",
    body="council",
    body_name="City Council",
    time_zone="UTC",
    starts_at=0,
    agenda=["Item"],
)
OPENED = (c.StartMeeting(), c.StartItem(item=1), c.OpenPeriod(item=1))
Do = Callable[[c.Command], Awaitable[Meeting]]


def in_memory() -> Do:
    """A meeting that only the rules hold, patches made for both audiences."""
    state: Meeting | None = None
    seq = 0

    async def do(command: c.Command) -> Meeting:
        nonlocal state, seq
        before, entries = state, []
        for event in decide(state, command, Context(seq, CLERK, f"p{seq}")):
            seq += 1
            entries.append(Entry(seq, seq, CLERK.id, event))
            state = evolve(state, entries[-1])
        assert state is not None
        if before is not None:
            patch(before, state, entries, "public")
            patch(before, state, entries, "staff")
        return state

    return do


def on_disk(installation: Installation, name: str) -> Do:
    """A meeting that the service holds, each command durable before it is answered."""
    service = installation.service
    meeting, sent = "", 0

    async def do(command: c.Command) -> Meeting:
        nonlocal meeting, sent
        sent += 1
        if isinstance(command, c.ScheduleMeeting):
            answer = await service.schedule(CLERK, f"{name}-{sent}", command)
            meeting = str(answer.result["meeting"])
        else:
            await service.submit(meeting, CLERK, f"{name}-{sent}", command)
        return await service.state(meeting)

    return do


async def fill(do: Do, waiting: int) -> None:
    """The meeting begins, and so many wait."""
    for command in (MEETING, *OPENED):
        await do(command)
    await asyncio.gather(*(do(c.AddRequest(period=1)) for _ in range(waiting)))


async def round_of(do: Do) -> list[float]:
    """Seconds for a join, a move to behind the first and a call; afterwards as many wait as before."""
    took = []

    async def timed(command: c.Command) -> Meeting:
        began = time.perf_counter()
        after = await do(command)
        took.append(time.perf_counter() - began)
        return after

    line = [request.ticket for request in (await timed(c.AddRequest(period=1))).waiting(1)]
    await timed(c.MoveRequest(ticket=line[len(line) // 2], after=line[0], reason="Measured"))
    turn = (await timed(c.CallNext(period=1))).floor or 0
    await do(c.StartTurn(turn=turn))
    await do(c.EndTurn(turn=turn))
    return took


async def compare(few: Do, many: Do, rounds: int) -> dict[int, list[float]]:
    """The median seconds of each act, by how many wait."""
    await fill(few, FEW)
    await fill(many, MANY)
    took: dict[int, list[list[float]]] = {FEW: [], MANY: []}
    for _ in range(rounds):
        took[FEW].append(await round_of(few))
        took[MANY].append(await round_of(many))
    return {
        waiting: [statistics.median(act) for act in zip(*each, strict=True)] for waiting, each in took.items()
    }


async def main(rounds: int) -> None:
    """Print the table."""
    print(f"{'':>16} {FEW:>10} {MANY:>10} {'ratio':>7}")
    with tempfile.TemporaryDirectory() as data:
        async with open_installation(Path(data), SystemClock()) as installation:
            pairs = {
                "rules": (in_memory(), in_memory()),
                "durable": (on_disk(installation, "few"), on_disk(installation, "many")),
            }
            for name, (few, many) in pairs.items():
                median = await compare(few, many, rounds)
                for place, act in enumerate(ACTS):
                    small, large = median[FEW][place], median[MANY][place]
                    cells = f"{small * 1e3:>8.3f}ms {large * 1e3:>8.3f}ms {large / small:>6.2f}x"
                    print(f"{name:>10} {act:>5} {cells}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200, help="how often each act is measured")
    asyncio.run(main(parser.parse_args().rounds))
