"""The clock: the only place where the time is asked for. UTC ms.

Owns `SystemClock`, which is the machine's, and `DrivenClock`, which stands still until it is told.
Everything recorded, shown or expiring goes by one of them; pacing and time-outs go by the event loop's.
"""

import asyncio
import heapq
import time
from itertools import count
from typing import Protocol

_LOOK_AGAIN_S = 5.0
"""How long to sleep at most: the machine's clock may be set while we do."""


async def pause(seconds: float) -> None:
    """Let the event loop's own time pass: for pacing, never for anything recorded, shown or expiring."""
    await asyncio.sleep(seconds)


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> int:
        """The instant that it is, UTC ms."""

    async def at(self, instant: int) -> None:
        """Return once it is that instant or later."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> int:
        """The instant that it is, UTC ms."""
        return time.time_ns() // 1_000_000

    async def at(self, instant: int) -> None:
        """Return once it is that instant or later."""
        left = instant - self.now()
        while left > 0:
            await asyncio.sleep(min(left / 1000, _LOOK_AGAIN_S))
            left = instant - self.now()


class Timetable(Protocol):
    """Something that falls due by the clock alone."""

    def next_due(self) -> int | None:
        """When the next thing falls due, UTC ms."""

    async def run_due(self) -> None:
        """Do all that is due by now, in order; return when what came of it is durable."""


class DrivenClock:
    """A clock that stands at `start` (UTC ms) until it is advanced."""

    def __init__(self, start: int) -> None:
        self._now = start
        self._timetables: list[Timetable] = []
        self._sleepers: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = count()

    def now(self) -> int:
        """The instant to which it was driven, UTC ms."""
        return self._now

    async def at(self, instant: int) -> None:
        """Return once it has been driven to that instant or beyond."""
        if instant > self._now:
            woken = asyncio.get_running_loop().create_future()
            heapq.heappush(self._sleepers, (instant, next(self._order), woken))
            await woken

    def drive(self, timetable: Timetable) -> None:
        """From now on, run what falls due here, to its end, before the time goes on."""
        self._timetables.append(timetable)

    async def advance(self, to: int) -> None:
        """Let the time go on to an instant, stopping at each at which something falls due.

        Raises ValueError if that is in the past, and whatever a wake-up raises; the clock then stands
        where it happened.
        """
        if to < self._now:
            raise ValueError(f"the clock stands at {self._now} and is not driven back to {to}")
        while (stop := self._next_stop()) is not None and stop <= to:
            self._now = max(self._now, stop)
            self._wake()
            for timetable in self._timetables:
                await timetable.run_due()
        self._now = to

    def _next_stop(self) -> int | None:
        while self._sleepers and self._sleepers[0][2].done():
            heapq.heappop(self._sleepers)
        stops = [due for each in self._timetables if (due := each.next_due()) is not None]
        if self._sleepers:
            stops.append(self._sleepers[0][0])
        return min(stops, default=None)

    def _wake(self) -> None:
        while self._sleepers and self._sleepers[0][0] <= self._now:
            _, _, woken = heapq.heappop(self._sleepers)
            if not woken.done():
                woken.set_result(None)
