"""How long to wait before something is tried again: longer each time, never for ever.

Goes by the event loop's own time. Knows nothing of what is tried.
"""

from typing import Final

from meetingsvc.service.clock import pause

FIRST_S: Final = 0.5
LONGEST_S: Final = 20.0


class Backoff:
    """The waits between tries of one thing, from ``first`` seconds up to ``longest``."""

    def __init__(self, first: float = FIRST_S, longest: float = LONGEST_S) -> None:
        self._first = first
        self._longest = longest
        self._next = first

    async def wait(self) -> None:
        """Before the next try."""
        seconds, self._next = self._next, min(self._longest, self._next * 2)
        await pause(seconds)

    def succeeded(self) -> None:
        """It worked: the next failure is a first one again."""
        self._next = self._first
