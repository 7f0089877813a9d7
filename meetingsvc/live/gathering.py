"""One meeting's live side: the fan-out of its views, and word to the staff of who and what is there.

Owns when staff are told of presence. Knows members and screens; not who they are.
"""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from meetingsvc.domain.state import Meeting
from meetingsvc.live.fanout import Fanout
from meetingsvc.live.frames import Bundle, event
from meetingsvc.live.line import Line
from meetingsvc.live.presence import Guest, Presence
from meetingsvc.service.states import Change

PRESENCE_EVERY: Final = 2.0
"""Seconds between two messages of presence."""


class Gathering:
    """Everyone who follows a meeting. ``now`` is the service's clock, ``senders`` tells of caption tools."""

    def __init__(
        self, state: Meeting, now: Callable[[], int], senders: Callable[[int], dict[str, Any]] = lambda _: {}
    ) -> None:
        self.fanout = Fanout(state)
        self._presence = Presence(state)
        self._now = now
        self._senders = senders
        self._loop = asyncio.get_running_loop()
        self._staff: dict[Line, dict[str, Any] | None] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._told_at = float("-inf")

    def changed(self, change: Change) -> None:
        """Something happened in the meeting."""
        self.fanout.changed(change)
        if self._presence.heard(change.entries):
            self._soon()

    def heard(self) -> None:
        """A caption tool was heard."""
        self._soon()

    def came(self, guest: Guest, staff: Line | None) -> None:
        """A screen has joined; ``staff`` is its line where it is told of presence."""
        self._presence.came(guest)
        if staff is not None:
            self._staff[staff] = None
        self._soon()

    def saw(self, guest: Guest) -> None:
        """A screen has said something."""
        guest.seen_at = self._now()
        if guest.screen == "display":
            self._soon()

    def went(self, guest: Guest, line: Line) -> None:
        """A screen is gone."""
        self._presence.went(guest)
        self._staff.pop(line, None)
        self._soon()

    async def close(self) -> None:
        """Sends what is due, and no more."""
        self._staff.clear()
        if self._timer is not None:
            self._timer.cancel()
        await self.fanout.settle()

    def _soon(self) -> None:
        if self._staff and self._timer is None:
            self._timer = self._loop.call_at(
                max(self._loop.time(), self._told_at + PRESENCE_EVERY), self._tell
            )

    def _tell(self) -> None:
        self._timer = None
        self._told_at = self._loop.time()
        now = self._now()
        told = self._presence.told(now)
        if senders := self._senders(now):
            told["senders"] = senders
        bundle = Bundle([event("presence", told)])
        for line, last in self._staff.items():
            if told != last:
                self._staff[line] = told
                line.send(bundle)
