"""Two meetings of a body, of which the first continues a hearing to the second (R42)."""

from __future__ import annotations

import hashlib

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.carried import carried
from meetingsvc.domain.continued import pending
from meetingsvc.domain.decide import decide
from meetingsvc.domain.evolve import fold
from meetingsvc.domain.profile import PLAIN, Profile
from meetingsvc.domain.roles import SYSTEM, Actor
from meetingsvc.domain.rules import Context
from meetingsvc.domain.state import Meeting
from tests.support.scenario import ANN, BEN, CHAIR, CLERK, CYD, SCHEDULED, START, Scenario, by, wait

WEEK = 7 * 86_400_000
LATER = START + WEEK
DORA = Actor("pdora", frozenset({"attendee"}))
CONTINUE = c.ContinueItem(item=2, to="MEETING2", reason="Moved and seconded")


def there(participant: str) -> str:
    """Who a participant is in the other meeting."""
    return "p" + hashlib.sha256(participant.encode()).hexdigest()[:16]


def as_there(actor: Actor) -> Actor:
    return Actor(there(actor.id), actor.roles)


class Two:
    """A meeting and the later one of the same body to which its hearing goes."""

    def __init__(self, profile: Profile = PLAIN) -> None:
        self.first, self.second = Scenario(profile), Scenario(profile)
        self.first.given(SCHEDULED, c.StartMeeting(), c.StartItem(item=2), c.OpenPeriod(item=2))
        later = c.ScheduleMeeting(
            title="Next meeting",
            body="council",
            body_name="City Council",
            time_zone="America/New_York",
            starts_at=LATER,
        )
        for event in decide(None, later, Context(START, CLERK, "MEETING2")):
            self._fold(self.second, event, CLERK)

    def _fold(self, scene: Scenario, event: e.Event, actor: Actor) -> None:
        scene.log.append(e.Entry(len(scene.log) + 1, scene.now, actor.id, event))
        scene.state = fold(scene.log[-1:], scene.state)

    def first_does(self, command: c.Command, actor: Actor = CHAIR) -> tuple[e.Event, ...]:
        """A command to the first, which may know the second."""
        scene = self.first
        context = Context(scene.now, actor, "MEETING9", scene.profile, self.second.meeting)
        events = decide(scene.state, command, context)
        for event in events:
            self._fold(scene, event, actor)
        return events

    def brought(self) -> c.ReceiveItem:
        """What is continued arrives."""
        [made] = pending(self.first.meeting)
        command = carried(self.first.meeting, made, there)
        self.second.now = self.first.now
        self.second.do(command, SYSTEM)
        tickets = [(each.ticket, ticket) for ticket, each in enumerate(command.requests, 1)]
        self.first.do(c.SettleContinuation(item=made.item, seq=made.seq, tickets=tickets), SYSTEM)
        return command

    def continued(self, **also: object) -> c.ReceiveItem:
        """The hearing goes to the second."""
        self.first_does(c.ContinueItem(item=2, to="MEETING2", **also))  # type: ignore[arg-type]  # a test's own fields
        return self.brought()


def line(state: Meeting, period: int) -> list[tuple[int, int | None]]:
    """The tickets in line, and what each was before."""
    return [(each.ticket, each.from_ticket) for each in state.waiting(period)]


def two_waiting_and_one_heard() -> Two:
    """Ann has spoken; Ben and Cyd wait, Cyd before Ben."""
    both = Two()
    both.first.given(
        by(ANN, c.AskToSpeak(period=1)),
        by(BEN, c.AskToSpeak(period=1, name="Ben Ode", accommodation="A chair", position="support")),
        by(CYD, c.AskToSpeak(period=1)),
        c.MoveRequest(ticket=3, reason="A bus to catch", after=None),
        c.CallRequest(ticket=1, reason="First come"),
        c.StartTurn(turn=1),
        wait(70_000),
        c.EndTurn(turn=1),
    )
    return both
