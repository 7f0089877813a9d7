"""An installation in a directory of its own, with a clock that the test drives, and a meeting in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from meetingsvc.domain.commands import (
    Command,
    OpenPeriod,
    OpenTrack,
    ScheduleMeeting,
    StartItem,
    StartMeeting,
)
from meetingsvc.domain.roles import Actor
from meetingsvc.domain.state import Meeting
from meetingsvc.service.answers import Answer
from meetingsvc.service.clock import DrivenClock
from meetingsvc.service.installation import Installation
from meetingsvc.service.states import Change
from tests.support.scenario import CLERK, SCHEDULED


@dataclass
class House:
    """What a test does with an installation: acts in it, each time under a fresh command id."""

    installation: Installation
    clock: DrivenClock
    changes: list[Change] = field(default_factory=list)
    sent: int = 0

    def __post_init__(self) -> None:
        self.installation.service.subscribe(self.changes.append)

    async def schedule(self, command: ScheduleMeeting = SCHEDULED) -> str:
        """A new meeting's id."""
        self.sent += 1
        answer = await self.installation.service.schedule(CLERK, f"made-{self.sent}", command)
        return str(answer.result["meeting"])

    async def do(self, meeting: str, command: Command, actor: Actor = CLERK) -> Answer:
        """The answer to a command."""
        self.sent += 1
        return await self.installation.service.submit(meeting, actor, f"sent-{self.sent}", command)

    async def session(self) -> str:
        """A meeting that is live, on item 2, with period 1 open and an English track."""
        meeting = await self.schedule()
        for command in (StartMeeting(), StartItem(item=2), OpenPeriod(item=2), OpenTrack(language="en")):
            await self.do(meeting, command)
        return meeting

    async def state(self, meeting: str) -> Meeting:
        """The meeting as it is."""
        return await self.installation.service.state(meeting)
