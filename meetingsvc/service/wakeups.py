"""What falls due by the clock alone: the commands that the domain derives from each meeting's state.

Owns when they are sent. Keeps no timetable of its own that a restart could lose: it follows the states.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from meetingsvc.auth import fresh_token
from meetingsvc.domain.commands import Command
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import Actor
from meetingsvc.domain.state import Meeting
from meetingsvc.domain.wakeups import next_wakeup, sender
from meetingsvc.service.answers import Answer
from meetingsvc.service.clock import Clock, pause
from meetingsvc.service.states import Change

RETRY_S = 1.0
LONGEST_RETRY_S = 60.0
"""How long to wait (the loop's time) before a wake-up that was not taken is sent again: at first, doubled
each time that it is not, and at the most.
"""

_NOT_YET: Final = ("unavailable", "last_call_running", "period_timed", "sign_up_opens")
"""Refusals that do not mean that somebody was there first."""

log = logging.getLogger(__name__)
Submit = Callable[[str, Actor, str, Command], Awaitable[Answer]]


class WakeUps:
    """Sends each meeting's next wake-up at its instant, or at once if that has passed."""

    def __init__(self, clock: Clock, submit: Submit) -> None:
        self._clock = clock
        self._submit = submit
        self._due: dict[str, tuple[int, Command]] = {}
        self._stuck: dict[str, tuple[tuple[int, Command], int]] = {}  # not taken, and how often
        self._changed = asyncio.Event()
        self._sending = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to send."""
        self._task = asyncio.create_task(self._run(), name="wake-ups")

    async def stop(self) -> None:
        """Send no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def heard(self, change: Change) -> None:
        """Follow a change that is durable."""
        self.follow(change.after)

    def follow(self, state: Meeting) -> None:
        """Note what falls due next in a meeting, if anything does."""
        wakeup = next_wakeup(state)
        if wakeup != self._due.get(state.id):
            if wakeup is None:
                del self._due[state.id]
                self._stuck.pop(state.id, None)
            else:
                self._due[state.id] = wakeup
            self._changed.set()

    def next_due(self) -> int | None:
        """When the next wake-up is due, UTC ms."""
        return min((instant for instant, _ in self._due.values()), default=None)

    async def run_due(self) -> None:
        """Send all that is due by now, the earliest first; return when it is durable.

        What was not taken stays due, and keeps nobody else's waiting. Raises the first reason: Refused
        `unavailable`, or `last_call_running` where the clock was set back meanwhile, or a fault of ours.
        """
        async with self._sending:
            faults: list[Exception] = []
            again: dict[str, tuple[int, Command]] = {}
            try:
                while (due := self.next_due()) is not None and due <= self._clock.now():
                    meeting = min(self._due, key=lambda each: (self._due[each][0], each))
                    again[meeting] = self._due.pop(meeting)
                    try:
                        await self._send(meeting, again[meeting][1])
                        del again[meeting]
                        self._stuck.pop(meeting, None)
                    except Exception as fault:  # noqa: BLE001 - whatever it is, the next ones must be sent
                        faults.append(fault)
                        self._not_taken(meeting, again[meeting], fault)
            finally:
                for meeting, wakeup in again.items():
                    self._due.setdefault(meeting, wakeup)
            if faults:
                raise faults[0]

    async def _send(self, meeting: str, command: Command) -> None:
        try:
            await self._submit(meeting, sender(command), fresh_token(), command)
        except Refused as refusal:
            if refusal.code in _NOT_YET:
                raise
            # Somebody was there first. If the same falls due again, a change will say so.
            log.info("a wake-up was not needed any more: %s", refusal.code)

    def _not_taken(self, meeting: str, wakeup: tuple[int, Command], fault: Exception) -> None:
        """Keep count; a fault of ours is logged when it begins, not each time that it is still so."""
        before, times = self._stuck.get(meeting, (None, 0))
        times = times + 1 if before == wakeup else 1
        self._stuck[meeting] = (wakeup, times)
        if times == 1 and not isinstance(fault, Refused):
            log.error("a wake-up of meeting %s failed; it is tried again", meeting, exc_info=fault)

    async def _run(self) -> None:
        while True:
            self._changed.clear()
            await self._next_due_or_change()
            with contextlib.suppress(Exception):  # each was kept, and logged
                await self.run_due()

    def _waits(self) -> tuple[int | None, float | None]:
        """Until when to wait for what has not been tried (UTC ms), how long (s) for what was not taken."""
        fresh: list[int] = []
        pauses: list[float] = []
        for meeting, wakeup in self._due.items():
            tried, times = self._stuck.get(meeting, (None, 0))
            if tried == wakeup:
                pauses.append(min(RETRY_S * 2 ** min(times - 1, 16), LONGEST_RETRY_S))
            else:
                fresh.append(wakeup[0])
        return min(fresh, default=None), min(pauses, default=None)

    async def _next_due_or_change(self) -> None:
        due, wait_s = self._waits()
        waits: list[asyncio.Task[object]] = [asyncio.create_task(self._changed.wait())]
        if due is not None:
            waits.append(asyncio.create_task(self._clock.at(due)))
        if wait_s is not None:
            waits.append(asyncio.create_task(pause(wait_s)))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
