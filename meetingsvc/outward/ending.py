"""How what runs in the background ends: where it waits for somebody else, never in the middle of reading or
writing the database, which an abandoned read would leave with an open connection.
"""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

log = logging.getLogger(__name__)


class EndedError(Exception):
    """It is over: whoever runs goes home."""


class Ending:
    """One end, that several may wait for."""

    def __init__(self) -> None:
        self._over = asyncio.Event()

    def end(self) -> None:
        """Whoever waits does so no more."""
        self._over.set()

    async def unless(self, waiting: Coroutine[Any, Any, T]) -> T:
        """What was waited for. Raises EndedError if the end comes first; the waiting is then given up."""
        task = asyncio.ensure_future(waiting)
        over = asyncio.ensure_future(self._over.wait())
        try:
            await asyncio.wait({task, over}, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise EndedError
            return task.result()
        finally:
            over.cancel()
            task.cancel()
            await asyncio.gather(task, over, return_exceptions=True)


def log_fault(task: asyncio.Task[None]) -> None:
    """For a task that is over: whether it was a fault of ours that ended it, and of which kind. The text of
    one may hold an address, and that a key.
    """
    fault = None if task.cancelled() else task.exception()
    if fault is not None:
        log.error("a %s ended: %s", task.get_name(), type(fault).__name__)
