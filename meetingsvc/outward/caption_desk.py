"""How a machine's captions reach a meeting: partials to those who follow, finals into the record, in order.

What it puts into the record it acts for under its own name, held to its track. Knows no engine.
"""

from collections.abc import Callable

from meetingsvc.domain.commands import ReceiveCues
from meetingsvc.domain.roles import Actor
from meetingsvc.outward.submitting import submitted
from meetingsvc.service.service import Service

Partial = Callable[[str, str, str, str], None]
"""(meeting, track, the line's id, its text so far): to everyone who follows; "" takes it down."""


class CaptionDesk:
    """One machine at one track of a meeting. ``name`` is what the record calls it."""

    def __init__(self, service: Service, partial: Partial, meeting: str, track: str, name: str) -> None:
        self.service = service
        self._partial = partial
        self._meeting = meeting
        self.track = track
        self._actor = Actor(f"tool:{track}", frozenset({"tool"}), track=track)
        self.name = name

    def growing(self, line: str, text: str) -> None:
        """A line that grows. It is sent and forgotten."""
        self._partial(self._meeting, self.track, line, text)

    async def add(self, posting_id: str, command: ReceiveCues) -> None:
        """Puts lines into the record, however often that takes; lines that are refused are gone (R42)."""
        await submitted(self.service, self._meeting, self._actor, posting_id, command)
