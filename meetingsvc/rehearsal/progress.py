"""How far a replay is, on stderr: one line that is rewritten on a terminal, now and then a line elsewhere.

Knows steps done and steps in all, and the loop's time; nothing of meetings.
"""

import asyncio
from typing import Final, TextIO

_ON_A_TERMINAL: Final = 0.2
_ELSEWHERE: Final = 10.0
_WIDTH: Final = 28


class Progress:
    """Told of every step; says something at most so often."""

    def __init__(self, out: TextIO, total: int) -> None:
        self._out = out
        self._total = max(total, 1)
        self._terminal = out.isatty()
        self._done = self._from = 0
        self._started = self._said = self._now()

    def goes_on(self, done: int) -> None:
        """So many steps were done before: they say nothing about the rate."""
        self._done = self._from = done
        self._started = self._now()

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        if self._now() >= self._said + (_ON_A_TERMINAL if self._terminal else _ELSEWHERE):
            self._say()

    def end(self) -> None:
        """All is done, or nothing more will be."""
        self._say()
        if self._terminal:
            self._out.write("\n")
            self._out.flush()

    def _say(self) -> None:
        self._said = self._now()
        took = self._said - self._started
        rate = (self._done - self._from) / took if took > 0 else 0.0
        left = (self._total - self._done) / rate if rate > 0 else 0.0
        share = self._done / self._total
        told = (
            f"{share:4.0%}  {_minutes(took)} so far, about {_minutes(left)} left, {rate:.0f} steps a second"
        )
        if self._terminal:
            full = round(share * _WIDTH)
            self._out.write(f"\r\x1b[K{'█' * full}{'░' * (_WIDTH - full)} {told}")
        else:
            self._out.write(f"{told}\n")
        self._out.flush()

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
