"""Domain tests as scripts: ``scenario(given…).when(command).then(events)``.

A step is a command by the clerk, ``by(actor, command)`` for anyone else, or ``wait(ms)``.
"""

from __future__ import annotations

import itertools

import msgspec

from meetingsvc.domain import commands as c
from meetingsvc.domain.decide import asked, decide
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.events import Entry, Event, topic_of
from meetingsvc.domain.evolve import evolve
from meetingsvc.domain.profile import PLAIN, Profile
from meetingsvc.domain.roles import SYSTEM, Actor
from meetingsvc.domain.rules import Context, Topic
from meetingsvc.domain.state import Meeting

START = 1_770_768_000_000

CLERK = Actor("staff:1", frozenset({"clerk"}))
CHAIR = Actor("staff:2", frozenset({"chair"}))
CAPTIONER = Actor("staff:3", frozenset({"captioner"}))
TOOL = Actor("tool:en", frozenset({"tool"}), track="en")
ANN = Actor("pann", frozenset({"attendee"}))
BEN = Actor("pben", frozenset({"attendee"}))
CYD = Actor("pcyd", frozenset({"attendee"}))

SCHEDULED = c.ScheduleMeeting(
    title="Regular meeting",
    body="council",
    body_name="City Council",
    time_zone="America/New_York",
    starts_at=START,
    place="Hall 1",
    agenda=["Call to order", "Public comment", "Adjournment"],
)


class Step(msgspec.Struct, frozen=True):
    """A command by someone, or, without one, time that passes."""

    actor: Actor
    command: c.Command | None
    ms: int = 0


def by(actor: Actor, command: c.Command) -> Step:
    """This actor sends this command."""
    return Step(actor, command)


def wait(ms: int) -> Step:
    """So much time passes."""
    return Step(SYSTEM, None, ms)


class Scenario:
    """A meeting brought to a point by what was given."""

    def __init__(self, profile: Profile = PLAIN) -> None:
        self.profile = profile
        self.state: Meeting | None = None
        self.now = START
        self.log: list[Entry] = []
        self._fresh = (f"p{n}" for n in itertools.count(1))

    @property
    def meeting(self) -> Meeting:
        """The meeting's state now."""
        assert self.state is not None
        return self.state

    def decide(self, command: c.Command, actor: Actor = CLERK) -> tuple[Event, ...]:
        """What the command would lead to now; nothing changes."""
        fresh = "MEETING1" if self.state is None else next(self._fresh)
        return decide(
            self.state, command, Context(self.now, actor, fresh, self.profile, history=self._told(command))
        )

    def _told(self, command: c.Command) -> dict[Topic, list[Entry]]:
        """What the log says of what the command asks for, and of nothing else."""
        told: dict[Topic, list[Entry]] = {}
        while things := asked(command, told):
            for thing in things:
                told[thing] = [entry for entry in self.log if topic_of(entry.event) == thing]
        return told

    def do(self, command: c.Command, actor: Actor = CLERK) -> tuple[Entry, ...]:
        """Decide the command and fold what it leads to."""
        entries = []
        for event in self.decide(command, actor):
            entry = Entry(len(self.log) + 1, self.now, actor.id, event)
            self.state = evolve(self.state, entry)
            self.log.append(entry)
            entries.append(entry)
        return tuple(entries)

    def given(self, *steps: c.Command | Step) -> Scenario:
        """Bring the meeting further."""
        for step in steps:
            if isinstance(step, c.Command):
                self.do(step)
            elif step.command is None:
                self.now += step.ms
            else:
                self.do(step.command, step.actor)
        return self

    def when(self, command: c.Command, actor: Actor = CLERK) -> Outcome:
        """Send the command whose outcome is the point of the test."""
        before = self.state
        try:
            events = tuple(entry.event for entry in self.do(command, actor))
        except Refused as refusal:
            assert self.state is before, "a refusal leaves the state untouched"
            return Outcome(self, refusal=refusal)
        return Outcome(self, events=events)


class Outcome:
    """What came of a command."""

    def __init__(
        self, scenario: Scenario, events: tuple[Event, ...] = (), refusal: Refused | None = None
    ) -> None:
        self.scenario = scenario
        self.events = events
        self.refusal = refusal

    def then(self, *events: Event) -> Scenario:
        """It led to exactly these events."""
        assert self.refusal is None, self.refusal
        assert self.events == events
        return self.scenario

    def refused(self, code: str, **params: str | int) -> Scenario:
        """It was refused, with exactly this code and these parameters."""
        assert self.refusal is not None, self.events
        assert (self.refusal.code, dict(self.refusal.params)) == (code, params)
        return self.scenario


def scenario(*given: c.Command | Step) -> Scenario:
    """A scheduled meeting (three items), brought further by what is given."""
    return Scenario().given(SCHEDULED, *given)


LIVE = (c.StartMeeting(), c.StartItem(item=2))
OPEN = (*LIVE, c.OpenPeriod(item=2))


def live(*given: c.Command | Step) -> Scenario:
    """A meeting in session, on item 2, no period open."""
    return scenario(*LIVE, *given)


def taking_comment(*given: c.Command | Step) -> Scenario:
    """A meeting in session with period 1 open on item 2."""
    return scenario(*OPEN, *given)


def ask(**details: str) -> c.AskToSpeak:
    """Ask to speak in period 1."""
    return msgspec.convert({"period": 1, **details}, c.AskToSpeak)
