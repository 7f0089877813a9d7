"""What a command leads to: events, or a refusal. The door to all decisions."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from . import (
    accommodation,
    agenda,
    allotments,
    amended_periods,
    amended_requests,
    amended_turns,
    amends,
    calling,
    captions,
    ceding,
    comments,
    continued,
    corrections,
    door,
    lottery,
    named,
    outage,
    paper,
    passage,
    periods,
    places,
    received,
    session,
    speakers,
    standstill,
    turns,
    warnings,
)
from .commands import Command, ScheduleMeeting
from .errors import Refused
from .events import Event
from .roles import allowed
from .rules import Context
from .state import Meeting

SUBJECTS: Final = (
    session,
    agenda,
    periods,
    speakers,
    calling,
    turns,
    corrections,
    comments,
    captions,
    outage,
    passage,
    amends,
    amended_requests,
    amended_turns,
    amended_periods,
    standstill,
    warnings,
    allotments,
    accommodation,
    ceding,
    places,
    lottery,
    named,
    door,
    paper,
    continued,
    received,
)

DECISIONS: Final[Mapping[type[Command], Any]] = {
    kind: decision for subject in SUBJECTS for kind, decision in subject.RULES.decisions.items()
}


def decide(state: Meeting | None, command: Command, context: Context) -> tuple[Event, ...]:
    """The events that a command leads to in this state; none where all is so already.

    Raises ``Refused``: ``not_allowed`` for whoever has not the role, else what the rules say.
    """
    if not allowed(context.actor, type(command)):
        raise Refused("not_allowed")
    if state is None:
        if isinstance(command, ScheduleMeeting):
            return tuple(session.schedule(command, context))
        raise Refused("no_such_meeting")
    decided: Sequence[Event] = DECISIONS[type(command)](state, command, context)
    return tuple(decided)
