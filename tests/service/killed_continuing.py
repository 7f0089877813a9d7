"""A server that continues a hearing, and dies at a moment between the logs of the two meetings.

Run by test_continuing.py as `python -m tests.service.killed_continuing DATA KIND WHAT`: WHAT is "continue" or
"undo"; the process ends without a word as soon as the first event of KIND is durable, before anything that
follows from it. It says on stdout, before that, the meeting's id.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from meetingsvc.domain.commands import AskToSpeak, ContinueItem, UndoContinuation
from meetingsvc.domain.events import EVENTS
from meetingsvc.domain.roles import Actor
from meetingsvc.service.clock import DrivenClock
from meetingsvc.service.installation import open_installation
from meetingsvc.service.states import Change
from tests.support.house import House
from tests.support.scenario import START

LATER = START + 7 * 86_400_000


async def main(data: Path, kind: str, what: str) -> None:
    """Continue it, and die on the way."""
    clock = DrivenClock(START)
    async with open_installation(data, clock) as installation:
        house = House(installation, clock)
        meeting = await house.session()
        for _ in range(3):
            participant, token = await installation.seats.sit(meeting)
            await house.do(meeting, AskToSpeak(period=1), Actor(participant, frozenset({"attendee"})))
            sys.stdout.write(f"{token}\n")
        sys.stdout.write(f"{meeting}\n")
        sys.stdout.flush()

        def killed(change: Change) -> None:
            if any(isinstance(entry.event, EVENTS[kind]) for entry in change.entries):
                os._exit(9)

        if what == "continue":
            installation.service.subscribe(killed)
        await house.do(meeting, ContinueItem(item=2, starts_at=LATER))
        await installation.service.continuing.idle()
        if what == "undo":
            installation.service.subscribe(killed)
            await house.do(meeting, UndoContinuation(item=2))
            await installation.service.continuing.idle()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
