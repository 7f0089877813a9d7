"""Files and pages that were built once and are asked for again: an archive's, each under what names it.

Holds bytes up to a limit, and lets two who ask at once share one building. Knows no format.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

LIMIT: Final = 64 * 1024 * 1024
"""Bytes held in all; one file larger than that is built each time."""


@dataclass
class Shelf:
    """The files at hand."""

    limit: int = LIMIT
    _files: OrderedDict[str, bytes] = field(default_factory=OrderedDict)
    _building: dict[str, asyncio.Task[bytes]] = field(default_factory=dict)

    async def take(self, tag: str, build: Callable[[], Awaitable[bytes]]) -> bytes:
        """The file of this tag, built if it is not at hand. Raises what ``build`` does."""
        if tag in self._files:
            self._files.move_to_end(tag)
            return self._files[tag]
        task = self._building.get(tag)
        if task is None:
            task = self._building[tag] = asyncio.create_task(self._built(tag, build))
        # Shielded: a reader who goes away must not take the file from the others.
        return await asyncio.shield(task)

    async def _built(self, tag: str, build: Callable[[], Awaitable[bytes]]) -> bytes:
        try:
            file = self._files[tag] = await build()
        finally:
            del self._building[tag]
        while sum(map(len, self._files.values())) > self.limit:
            self._files.popitem(last=False)
        return file
