"""Whether the record can be written: tried on the disk, but for however many ask only every few seconds.

Knows the database, no request.
"""

import asyncio
from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from meetingsvc.store.engine import Database, UnavailableError

_PATIENCE_S: Final = 5.0


@dataclass
class Readiness:
    """The last try, and how long (seconds of the loop's time) its outcome is passed on."""

    good_for_s: float = 3.0
    _tried: tuple[float, bool] | None = None
    _trying: asyncio.Task[bool] | None = None

    async def writable(self, database: Database) -> bool:
        """Whether it was written to just now. All who ask meanwhile share one try."""
        now = asyncio.get_running_loop().time()
        if self._tried is not None and now - self._tried[0] < self.good_for_s:
            return self._tried[1]
        if self._trying is None:
            self._trying = asyncio.create_task(self._try(database))
        # Shielded: one who hangs up must not take the outcome from the others.
        return await asyncio.shield(self._trying)

    async def _try(self, database: Database) -> bool:
        written = True
        try:
            async with asyncio.timeout(_PATIENCE_S):
                await database.write(_write_something)
        except (UnavailableError, TimeoutError):
            written = False
        finally:
            self._trying = None
        self._tried = asyncio.get_running_loop().time(), written
        return written


async def _write_something(connection: AsyncConnection) -> None:
    # A number that nothing reads: it takes the same way to the disk as an event does.
    await connection.exec_driver_sql("PRAGMA user_version = 1")
