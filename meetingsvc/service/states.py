"""The state of each meeting that has been asked for, folded from its log once and kept up to date.

Only the writer changes what is kept here, after the change is durable. Knows no commands.
"""

import asyncio
from collections.abc import Callable

import msgspec

from meetingsvc.domain.errors import Refused
from meetingsvc.domain.events import Entry
from meetingsvc.domain.evolve import evolve
from meetingsvc.domain.state import Meeting
from meetingsvc.store.log import Log


class Kept(msgspec.Struct, frozen=True):
    """A meeting's durable state, and the hash of its last event."""

    state: Meeting
    head: str


class Change(msgspec.Struct, frozen=True):
    """What became durable of one meeting at once: its state before and after, and the entries between."""

    meeting: str
    before: Meeting | None
    after: Meeting
    entries: tuple[Entry, ...]


Listener = Callable[[Change], None]


class States:
    """The durable states, by meeting."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._kept: dict[str, Kept] = {}
        self._loading: dict[str, asyncio.Task[Kept | None]] = {}

    def held(self, meeting: str) -> Kept | None:
        """What is kept of a meeting, if it has been asked for."""
        return self._kept.get(meeting)

    def keep(self, meeting: str, kept: Kept) -> None:
        """The writer's word on what is durable now."""
        self._kept[meeting] = kept

    async def load(self, meeting: str) -> Kept:
        """The state of a meeting, folded from the log if this is the first time. Refuses `no_such_meeting`.

        However many ask at once, the log is folded once.
        """
        if (kept := self._kept.get(meeting)) is not None:
            return kept
        if not meeting.isascii():
            raise Refused("no_such_meeting")  # SQLite would not even take the question
        loading = self._loading.get(meeting)
        if loading is None:
            loading = asyncio.create_task(self._fold_and_keep(meeting))
            self._loading[meeting] = loading
        # Shielded: one who gives up waiting must not take the fold away from the others.
        found = await asyncio.shield(loading)
        if found is None:
            raise Refused("no_such_meeting")
        return found

    async def catch_up(self, meeting: str) -> Change | None:
        """Fold in what the log holds beyond the kept state: the difference, if there is any."""
        kept = self._kept.get(meeting)
        if kept is None:
            return None
        newer, entries = await self._fold(meeting, kept)
        if newer is None or not entries:
            return None
        self._kept[meeting] = newer
        return Change(meeting, kept.state, newer.state, tuple(entries))

    async def _fold_and_keep(self, meeting: str) -> Kept | None:
        try:
            kept, _ = await self._fold(meeting, None)
            if kept is not None:
                self._kept.setdefault(meeting, kept)
            return self._kept.get(meeting)
        finally:
            del self._loading[meeting]

    async def _fold(self, meeting: str, kept: Kept | None) -> tuple[Kept | None, list[Entry]]:
        entries: list[Entry] = []
        state, head = (None, "") if kept is None else (kept.state, kept.head)
        async for stored in self._log.entries(meeting, after=0 if state is None else state.seq):
            state, head = evolve(state, stored.entry), stored.hash
            if kept is not None:
                entries.append(stored.entry)
        return (None if state is None else Kept(state, head)), entries
