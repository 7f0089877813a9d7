"""How the subjects of a meeting (its session, agenda, periods, queue, floor, comments, captions)
say what they decide and how they fold: one small table each, gathered by ``decide`` and ``evolve``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from .commands import Command
from .errors import Refused
from .events import Entry, Event
from .lifecycle import OVER
from .profile import PLAIN, Profile
from .roles import Actor
from .state import Meeting

C = TypeVar("C", bound=Command)
E = TypeVar("E", bound=Event)


Topic = tuple[str, int]
"""What a row of the log can be asked for by: ("cue/en", 15), as ``events.topic_of`` names it."""

History = Mapping[Topic, Sequence[Entry]]
"""The entries of the log about some things, in order."""


class Context(msgspec.Struct, frozen=True):
    """What a decision may not find out by itself.

    ``now`` is UTC ms, never before the last event; ``fresh`` an id nobody has yet: a participant's
    for ``AddRequest``, the beginning of many for ``ReserveCards``, a meeting's for ``ScheduleMeeting``
    or that made by ``ContinueItem``; ``profile`` the body's rules; ``other`` the meeting to
    which a command continues something, as it stands; ``history`` the rows of the log that the
    command asks for (``Rules.asks``).
    """

    now: int
    actor: Actor
    fresh: str = ""
    profile: Profile = PLAIN
    other: Meeting | None = None
    history: History = {}


class Rules:
    """The decisions and folds of one subject, by the type of command and of event."""

    def __init__(self) -> None:
        self.decisions: dict[type[Command], Callable[[Meeting, Any, Context], Sequence[Event]]] = {}
        self.folds: dict[type[Event], Callable[[Meeting, Entry, Any], Meeting]] = {}
        self.asked: dict[type[Command], Callable[[Any, History], Iterable[Topic]]] = {}

    def asks(
        self, kind: type[C]
    ) -> Callable[[Callable[[C, History], Iterable[Topic]]], Callable[[C, History], Iterable[Topic]]]:
        """Registers what the log is asked for before a kind of command is decided, given what is known of
        it so far: what that tells may lead to more.
        """

        def register(
            question: Callable[[C, History], Iterable[Topic]],
        ) -> Callable[[C, History], Iterable[Topic]]:
            self.asked[kind] = question
            return question

        return register

    def decides(
        self, kind: type[C]
    ) -> Callable[
        [Callable[[Meeting, C, Context], Sequence[Event]]], Callable[[Meeting, C, Context], Sequence[Event]]
    ]:
        """Registers what happens on a kind of command."""

        def register(
            decision: Callable[[Meeting, C, Context], Sequence[Event]],
        ) -> Callable[[Meeting, C, Context], Sequence[Event]]:
            self.decisions[kind] = decision
            return decision

        return register

    def folded(
        self, kind: type[E]
    ) -> Callable[[Callable[[Meeting, Entry, E], Meeting]], Callable[[Meeting, Entry, E], Meeting]]:
        """Registers what a kind of event changes."""

        def register(fold: Callable[[Meeting, Entry, E], Meeting]) -> Callable[[Meeting, Entry, E], Meeting]:
            self.folds[kind] = fold
            return fold

        return register


def in_session(state: Meeting) -> None:
    """Refuses what can be done only while the meeting is live (R42)."""
    if state.status != "live":
        raise Refused("not_in_session", status=state.status)


def not_over(state: Meeting) -> None:
    """Refuses what makes no sense once a meeting is adjourned or cancelled."""
    if state.status in OVER:
        raise Refused("meeting_over", status=state.status)


def tidy(text: str) -> str:
    """Text without control characters (line breaks stay) and without blanks at its ends."""
    return "".join(c for c in text if c == "\n" or (c >= " " and not "\x7f" <= c <= "\x9f")).strip()
