"""A recording held again on a data directory, and what the record says of it afterwards.

Owns the running of the command, in this process or in one that can be killed. Judges nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from meetingsvc.cli import main
from meetingsvc.domain.events import Entry, Sealed
from meetingsvc.domain.state import Meeting
from meetingsvc.readmodel.transcript import Line, lines
from meetingsvc.service.clock import SystemClock
from meetingsvc.service.installation import Installation, open_to_read

COMMAND = [sys.executable, "-c", "import sys; from meetingsvc.cli import main; sys.exit(main())", "replay"]


@dataclass(frozen=True)
class Held:
    """What became of a replay: its meeting, transcript, and the record without what is made at random."""

    meeting: Meeting
    lines: Sequence[Line]
    record: Sequence[tuple[Any, ...]]


def replay(folder: Path, data: Path, *options: str) -> int:
    """Hold it in this process; the exit code."""
    return main(["replay", str(folder), "--data", str(data), *options])


def killed_after(seconds: float, folder: Path, *options: str) -> bool:
    """Hold it in a process that is killed after so long; whether it was, or had ended by then."""
    process = subprocess.Popen(
        [*COMMAND, str(folder), *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    with contextlib.suppress(subprocess.TimeoutExpired):
        assert process.wait(seconds) == 0
        return False
    process.kill()
    process.wait()
    return True


@asynccontextmanager
async def reading(data: Path) -> AsyncGenerator[Installation, None]:
    """The data directory, to look at."""
    async with open_to_read(data, SystemClock()) as installation:
        yield installation


def held(data: Path, track: str | None = "en") -> Held:
    """What the one meeting in a data directory has become; ``track`` None: it has no captions."""
    return asyncio.run(_held(data, track))


async def _held(data: Path, track: str | None) -> Held:
    async with reading(data) as installation:
        (row,) = await installation.service.meetings()
        state = await installation.service.state(row.id)
        cues = [] if track is None else await installation.service.cues(row.id, track, limit=None)
        entries = [stored.entry async for stored in installation.service.entries(row.id)]
    return Held(state, list(lines(state, track or "", cues)), retold(entries))


def retold(entries: Sequence[Entry]) -> list[tuple[Any, ...]]:
    """The entries with what is random named after the order in which it first appears, and without salts."""
    names: dict[str, str] = {}

    def plain(value: Any) -> Any:
        if isinstance(value, Sealed):
            return value.value, value.readers
        return value

    def known(value: str) -> str:
        return names.setdefault(value, f"random {len(names)}")

    told = []
    for entry in entries:
        event = {field: plain(getattr(entry.event, field)) for field in entry.event.__struct_fields__}
        for field in {"meeting", "participant"} & event.keys():
            event[field] = known(event[field])
        by = names.get(entry.by, entry.by)
        told.append((entry.seq, entry.at, by, type(entry.event).__name__, msgspec.to_builtins(event)))
    return told
