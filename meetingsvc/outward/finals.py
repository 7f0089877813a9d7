"""The finals of one track in order, for who passes them on: each once it stands, none that has been redacted.

A line whose sender sends it again and again as it grows stands when another has begun or nothing came for a
moment. Knows meetings and cues; not where they go.
"""

import asyncio
from typing import Final

from meetingsvc.domain.state import Meeting
from meetingsvc.domain.texts import Cue, Track
from meetingsvc.outward.ending import Ending
from meetingsvc.service.clock import pause
from meetingsvc.service.service import Service

SETTLES_S: Final = 2.0
"""How long nothing may come of a line until it counts as finished."""

AT_ONCE: Final = 50

_WHOLE: Final = frozenset({"vosk", "whisperlive"})
"""Sources whose lines never grow."""


class Finals:
    """Follows a track. ``wake`` is to be called whenever the meeting has changed."""

    def __init__(self, service: Service, meeting: str, track: str, ending: Ending) -> None:
        self._service = service
        self.meeting = meeting
        self.track = track
        self._ending = ending
        self._changed = asyncio.Event()
        self._fetched: list[Cue] = []

    def wake(self) -> None:
        """Something has happened."""
        self._changed.set()

    async def changed(self, within: float | None = None) -> bool:
        """Waits until something happens, so many seconds at most; whether it did. Raises EndedError."""
        try:
            await self._ending.unless(asyncio.wait_for(self._changed.wait(), within))
        except TimeoutError:
            return False
        return True

    async def state(self) -> Meeting:
        """The meeting now; what changes after this is noticed by ``changed``."""
        self._changed.clear()
        return await self._service.state(self.meeting)

    async def after(self, number: int) -> Cue | None:
        """The first cue beyond this one that stands; None where none does yet."""
        track = (await self.state()).tracks[self.track]
        if number >= track.cues:
            return None
        cue = await self.at(track, number + 1)
        if cue is None or not await self.stands(track, cue):
            return None
        return cue

    async def at(self, track: Track, number: int) -> Cue | None:
        """The cue of this number as it is now."""
        found = next((cue for cue in track.recent if cue.number == number), None)
        if found is None:
            found = next((cue for cue in self._fetched if cue.number == number), None)
        if found is None:
            self._fetched = await self._service.cues(
                self.meeting, self.track, before=number + AT_ONCE, limit=AT_ONCE
            )
            found = next((cue for cue in self._fetched if cue.number == number), None)
        return found

    async def stands(self, track: Track, cue: Cue) -> bool:
        """Whether a cue is finished, as far as can be told; this may take a moment."""
        if cue.number < track.cues or not may_grow(cue):
            return True
        await self._ending.unless(pause(SETTLES_S))
        now = (await self.state()).tracks[self.track]
        return now.cues > cue.number or now.heard_at == track.heard_at

    def forget(self) -> None:
        """What was fetched may have changed."""
        self._fetched = []


def may_grow(cue: Cue) -> bool:
    """Whether its sender may send this line again with more at its end."""
    return cue.source is not None and cue.source.partition(":")[0] not in _WHOLE
