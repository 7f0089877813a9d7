"""Long files that were built once and are read again, on disk rather than in memory.

A file has no name in any folder: it is gone with the last who holds it and with the process. Knows no format.
"""

import os
import tempfile
import weakref
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from meetingsvc.routes.once import Once

LIMIT: Final = 256 * 1024 * 1024
"""Bytes held on disk in all; one file larger than that is built each time."""

AT_MOST: Final = 240
"""Files held: each takes one of the files that a process may have open, of which sockets need most."""

PIECE: Final = 256 * 1024
"""Bytes read at once."""


class KeptFile:
    """A file of its own, written once, then read from anywhere by any number of readers at once."""

    def __init__(self, folder: Path | None = None) -> None:
        handle, path = tempfile.mkstemp(prefix=".building-", dir=folder)
        Path(path).unlink()
        self.size = 0
        self._handle = handle
        weakref.finalize(self, os.close, handle)

    def write(self, content: bytes) -> int:
        """Adds to its end; how many bytes it was."""
        left = memoryview(content)
        while left:
            written = os.write(self._handle, left)
            self.size += written
            left = left[written:]
        return len(content)

    def flush(self) -> None:
        """Nothing waits to be written."""

    def read(self, start: int, length: int) -> bytes:
        """Up to ``length`` bytes from ``start``."""
        return os.pread(self._handle, length, start)

    def pieces(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes from ``start`` up to ``end``, some at a time."""
        end = self.size if end is None else end
        while start < end:
            piece = self.read(start, min(PIECE, end - start))
            start += len(piece)
            yield piece


@dataclass
class Stacks:
    """The files at hand. ``folder`` is where they take their room; none: where temporary files do."""

    folder: Path | None = None
    limit: int = LIMIT
    at_most: int = AT_MOST
    _files: OrderedDict[str, KeptFile] = field(default_factory=OrderedDict)
    _once: Once[KeptFile] = field(default_factory=Once)

    async def take(self, tag: str, build: Callable[[KeptFile], Awaitable[None]]) -> KeptFile:
        """The file of this tag, written by ``build`` if it is not at hand. Raises what that does, OSError."""
        if tag in self._files:
            self._files.move_to_end(tag)
            return self._files[tag]
        return await self._once.build(tag, lambda: self._built(tag, build))

    async def _built(self, tag: str, build: Callable[[KeptFile], Awaitable[None]]) -> KeptFile:
        file = KeptFile(self.folder)
        await build(file)
        self._files[tag] = file
        while len(self._files) > self.at_most or self._size() > self.limit:
            self._files.popitem(last=False)
        return file

    def clear(self) -> None:
        """Lets go of all files; one that is being read stays until it has been."""
        self._files.clear()

    def _size(self) -> int:
        return sum(each.size for each in self._files.values())
