"""The lines of a track, derived once from the record and kept on disk, for whatever is made of them.

Thirty thousand of them take the memory of a few hundred. Knows how lines are read and kept; what becomes of
them, ``export`` decides.
"""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

import msgspec

from meetingsvc.domain.state import Meeting
from meetingsvc.readmodel.transcript import Line, Version, lines
from meetingsvc.routes.stacks import KeptFile
from meetingsvc.service.service import Service
from meetingsvc.store.rows import CueRow

AT_ONCE: Final = 400
"""Captions read from the record at once, and lines in a piece of the file."""

_LENGTH: Final = 8
_WRITER: Final = msgspec.msgpack.Encoder()
_READER: Final = msgspec.msgpack.Decoder(list[Line])


@dataclass(frozen=True)
class KeptLines(Iterable[Line]):
    """The lines of a track, to be gone through as often as one likes."""

    file: KeptFile

    def __iter__(self) -> Iterator[Line]:
        at = 0
        while at < self.file.size:
            length = int.from_bytes(self.file.read(at, _LENGTH), "big")
            yield from _READER.decode(self.file.read(at + _LENGTH, length))
            at += _LENGTH + length


async def keep_lines(into: KeptFile, service: Service, state: Meeting, track: str, version: Version) -> None:
    """Writes the lines of a track as of this state: the loop reads the record, a thread does the rest."""
    loop = asyncio.get_running_loop()

    def rows() -> Iterator[CueRow]:
        """The captions, fetched some at a time from where the database is read."""
        last = state.tracks[track].cues
        for first in range(1, last + 1, AT_ONCE):
            beyond = min(first + AT_ONCE, last + 1)
            asked = service.cues(state.id, track, before=beyond, limit=beyond - first, upto=state.seq)
            yield from asyncio.run_coroutine_threadsafe(asked, loop).result()

    def write() -> None:
        said = lines(state, track, rows(), version)
        while some := list(islice(said, AT_ONCE)):
            piece = _WRITER.encode(some)
            into.write(len(piece).to_bytes(_LENGTH, "big") + piece)

    await asyncio.to_thread(write)
