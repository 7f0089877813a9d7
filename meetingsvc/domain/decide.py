"""What a command leads to: events, or a refusal. The door to all decisions."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from . import (
    accommodation,
    addresses,
    agenda,
    allotments,
    amended_periods,
    amended_requests,
    amended_turns,
    amends,
    calling,
    ceding,
    comments,
    continued,
    corrections,
    cue_edits,
    cues,
    door,
    imports,
    lottery,
    named,
    outage,
    paper,
    passage,
    periods,
    places,
    received,
    redaction,
    relays,
    session,
    speakers,
    standstill,
    tracks,
    translations,
    turns,
    warnings,
)
from .commands import Command, ScheduleMeeting
from .errors import Refused
from .events import Event
from .roles import allowed
from .rules import Context, History, Topic
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
    tracks,
    addresses,
    cues,
    imports,
    cue_edits,
    redaction,
    relays,
    translations,
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


ASKED: Final[Mapping[type[Command], Any]] = {
    kind: question for subject in SUBJECTS for kind, question in subject.RULES.asked.items()
}


def asked(command: Command, history: History) -> set[Topic]:
    """What the log is to be asked for before a command is decided, beyond what is known of it so far; none:
    it can be decided. Most commands ask for nothing.
    """
    question = ASKED.get(type(command))
    return (
        set() if question is None else {topic for topic in question(command, history) if topic not in history}
    )


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
