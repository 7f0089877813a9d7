"""Files and pages that were built once and are asked for again: an archive's, each under what names it.

Holds bytes up to a limit, and lets two who ask at once share one building. Knows no format.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from meetingsvc.routes.once import Once

LIMIT: Final = 64 * 1024 * 1024
"""Bytes held in all; one file larger than that is built each time."""


@dataclass
class Shelf:
    """The files at hand."""

    limit: int = LIMIT
    _files: OrderedDict[str, bytes] = field(default_factory=OrderedDict)
    _once: Once[bytes] = field(default_factory=Once)

    async def take(self, tag: str, build: Callable[[], Awaitable[bytes]]) -> bytes:
        """The file of this tag, built if it is not at hand. Raises what ``build`` does."""
        if tag in self._files:
            self._files.move_to_end(tag)
            return self._files[tag]
        return await self._once.build(tag, lambda: self._built(tag, build))

    async def _built(self, tag: str, build: Callable[[], Awaitable[bytes]]) -> bytes:
        file = self._files[tag] = await build()
        while sum(map(len, self._files.values())) > self.limit:
            self._files.popitem(last=False)
        return file
