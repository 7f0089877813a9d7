"""A server that hands in comments until it is killed, and says of each on stdout once it is acknowledged.

Run by test_kill.py as `python -m tests.service.killed_writer DATA HOW_MANY`. Every run sends the same
commands under the same ids, as clients do that heard nothing.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from meetingsvc.domain.commands import SubmitComment
from meetingsvc.domain.roles import Actor
from meetingsvc.service.clock import SystemClock
from meetingsvc.service.installation import open_installation
from tests.support.scenario import CLERK, SCHEDULED

SENDERS = 8


async def main(data: Path, how_many: int) -> None:
    """Send all of it."""
    async with open_installation(data, SystemClock()) as installation:
        service = installation.service
        answer = await service.schedule(CLERK, "meeting", SCHEDULED)
        meeting = str(answer.result["meeting"])

        async def send(sender: int) -> None:
            actor = Actor(f"p{sender}", frozenset({"attendee"}))
            for n in range(sender, how_many, SENDERS):
                said = await service.submit(meeting, actor, f"id-{n}", SubmitComment(text=f"comment {n}"))
                sys.stdout.write(f"{n} {said.seq} {said.result['comment']}\n")
                sys.stdout.flush()

        await asyncio.gather(*(send(sender) for sender in range(SENDERS)))
        sys.stdout.write(f"done {meeting}\n")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
