"""A real meeting held through the domain alone, at the times of its data, so that its transcript can be read.

Knows commands and events; nothing of a service, a socket or a file format.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from meetingsvc.domain import commands as c
from meetingsvc.domain import texts
from meetingsvc.domain.decide import decide
from meetingsvc.domain.events import CueAdded, Entry, Sealed
from meetingsvc.domain.evolve import evolve
from meetingsvc.domain.roles import Actor
from meetingsvc.domain.rules import Context
from meetingsvc.domain.state import Meeting
from tests.support.shared_data import RealMeeting

STARTED_AT = 1_770_768_000_000
CLERK = Actor("staff:1", frozenset({"clerk"}))


class Cue(texts.Cue, frozen=True):
    """A caption as the transcript takes it; what its sender sent, only where that matters."""

    received: str | None = None


class Held(msgspec.Struct):
    """A meeting and its captions, growing as commands are given."""

    meeting: Meeting | None = None
    cues: list[Cue] = []

    def give(self, at: int, command: c.Command) -> None:
        """Let the clerk give a command at an instant (UTC ms)."""
        for event in decide(self.meeting, command, Context(at, CLERK, fresh="0123ABCD")):
            seq = 1 if self.meeting is None else self.meeting.seq + 1
            self.meeting = evolve(self.meeting, Entry(seq, at, CLERK.id, event))
            if isinstance(event, CueAdded):
                assert isinstance(event.text, Sealed)
                said = event.text.value
                self.cues.append(Cue(event.cue, event.began, event.ended, said, estimated=event.estimated))

    @property
    def state(self) -> Meeting:
        """The meeting, once it is scheduled."""
        assert self.meeting is not None
        return self.meeting


def hold(real: RealMeeting, late_ms: int | None = None) -> Held:
    """Hold a meeting. With ``late_ms``, captions come so late and without times, and the track says so."""
    held = Held()
    held.give(
        STARTED_AT - 60_000,
        c.ScheduleMeeting(
            title=real.facts["title"],
            body="council",
            body_name=real.facts["body"],
            time_zone=real.facts["time_zone"],
            starts_at=STARTED_AT,
            agenda=[label[:600] for _, label in real.agenda],
        ),
    )
    held.give(STARTED_AT - 60_000, c.OpenTrack(language="en", delay_ms=late_ms or 0))
    held.give(STARTED_AT, c.StartMeeting())
    acts = [*_agenda(real), *_calls(real), *_captions(real, late_ms)]
    for at, _, command in sorted(acts, key=lambda act: act[:2]):
        held.give(STARTED_AT + at, command)
    held.give(STARTED_AT + real.facts["duration_seconds"] * 1_000, c.Adjourn())
    return held


# The second of each triple orders what happens in the same millisecond.


def _agenda(real: RealMeeting) -> Iterator[tuple[int, int, c.Command]]:
    for number, (at, _) in enumerate(real.agenda, 1):
        yield at, 0, c.StartItem(item=number, without_comment=True)


def _calls(real: RealMeeting) -> Iterator[tuple[int, int, c.Command]]:
    for number, call in enumerate(real.calls, 1):
        yield call.ended, 1, c.EndTurn(turn=number)
        yield call.began, 2, c.WalkUp()
        yield call.began, 3, c.NameTurn(turn=number, name=call.name)


def _captions(real: RealMeeting, late_ms: int | None) -> Iterator[tuple[int, int, c.Command]]:
    for said in real.said:
        if late_ms is None:
            began, ended = STARTED_AT + said.began, STARTED_AT + said.ended
            yield said.ended, 4, c.AddCue(track="en", text=said.text, began=began, ended=ended)
        else:
            yield said.ended + late_ms, 4, c.AddCue(track="en", text=said.text)
