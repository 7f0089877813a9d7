"""The state of each meeting that has been asked for, folded from its log and kept up to date.

Meetings that are to come or go on are kept; of those that are over, the ones last asked for. Only the writer
changes what is kept here, after the change is durable. Knows no commands.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Set
from typing import Final

import msgspec

from meetingsvc.domain.errors import Refused
from meetingsvc.domain.events import Entry
from meetingsvc.domain.evolve import evolve
from meetingsvc.domain.lifecycle import OVER
from meetingsvc.domain.state import Meeting
from meetingsvc.store.log import Log

AT_HAND: Final = 20
"""How many meetings that are over are kept: each may hold some megabytes."""


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

    def __init__(self, log: Log, *, at_hand: int = AT_HAND) -> None:
        self._log = log
        self._at_hand = at_hand
        self._kept: dict[str, Kept] = {}
        self._over: OrderedDict[str, None] = OrderedDict()
        self._pinned: Set[str] = frozenset()
        self._loading: dict[str, asyncio.Task[Kept | None]] = {}

    def held(self, meeting: str) -> Kept | None:
        """What is kept of a meeting, if it has been asked for."""
        return self._kept.get(meeting)

    def keep(self, meeting: str, kept: Kept) -> None:
        """The writer's word on what is durable now."""
        self._kept[meeting] = kept
        self._used(meeting)

    def pin(self, meetings: Set[str]) -> None:
        """Let go of none of these, until other ones are named: the writer is at work on them."""
        self._pinned = meetings
        self._let_go()

    async def load(self, meeting: str) -> Kept:
        """The state of a meeting, folded from the log if it is not at hand. Refuses `no_such_meeting`.

        However many ask at once, the log is folded once.
        """
        if (kept := self._kept.get(meeting)) is not None:
            self._used(meeting)
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
        self.keep(meeting, newer)
        return Change(meeting, kept.state, newer.state, tuple(entries))

    async def _fold_and_keep(self, meeting: str) -> Kept | None:
        try:
            kept, _ = await self._fold(meeting, None)
            kept = self._kept.get(meeting, kept)
            if kept is not None:
                self.keep(meeting, kept)
            return kept
        finally:
            del self._loading[meeting]

    def _used(self, meeting: str) -> None:
        self._over.pop(meeting, None)
        if self._kept[meeting].state.status in OVER:
            self._over[meeting] = None
            self._let_go(but=meeting)

    def _let_go(self, but: str = "") -> None:
        """Of those that are over, where there are too many, the ones longest not asked for."""
        too_many = len(self._over) - self._at_hand
        if too_many > 0:
            idle = [each for each in self._over if each != but and each not in self._pinned]
            for meeting in idle[:too_many]:
                del self._over[meeting], self._kept[meeting]

    async def _fold(self, meeting: str, kept: Kept | None) -> tuple[Kept | None, list[Entry]]:
        entries: list[Entry] = []
        state, head = (None, "") if kept is None else (kept.state, kept.head)
        async for stored in self._log.entries(meeting, after=0 if state is None else state.seq):
            state, head = evolve(state, stored.entry), stored.hash
            if kept is not None:
                entries.append(stored.entry)
        return (None if state is None else Kept(state, head)), entries
