"""All translated tracks of the installation, from when staff ask for one, or a server starts, to its end.

Follows the meetings' states; how a line is translated is ``translating``'s.
"""

import asyncio
from typing import Any

from meetingsvc.domain.lifecycle import OVER
from meetingsvc.domain.state import Meeting
from meetingsvc.outward.ending import log_fault
from meetingsvc.outward.translating import Translating
from meetingsvc.outward.translator import Translator
from meetingsvc.service.service import Service
from meetingsvc.service.states import Change

Key = tuple[str, str, str]
"""(meeting, track, the track that it is made of)"""


class Translations:
    """The translated tracks. ``translator`` None: the installation names no server."""

    def __init__(self, service: Service, translator: Translator | None) -> None:
        self._service = service
        self._translator = translator
        self._kept: dict[Key, tuple[Translating, asyncio.Task[None]]] = {}

    async def start(self) -> None:
        """Go on with those of meetings that are not over."""
        for row in await self._service.meetings():
            if row.status not in OVER:
                self._follow(await self._service.state(row.id))

    def changed(self, change: Change) -> None:
        """Something in a meeting is durable; of one that is over, what is mended and redacted counts."""
        self._follow(change.after)
        for (meeting, _, _), (translating, _) in self._kept.items():
            if meeting == change.meeting:
                translating.heard(change)

    def _follow(self, state: Meeting) -> None:
        for made in state.translations.values():
            key = (state.id, made.track, made.of)
            if key not in self._kept:
                translating = Translating(self._service, self._translator, state, made)
                task = asyncio.create_task(translating.run(), name="translation")
                task.add_done_callback(log_fault)
                self._kept[key] = translating, task

    async def status(self, state: Meeting) -> list[dict[str, Any]]:
        """The translations of a meeting, as staff are told."""
        return [
            await translating.status(state)
            for (meeting, track, of), (translating, _) in sorted(self._kept.items(), key=lambda each: each[0])
            if meeting == state.id and state.translations[track].of == of
        ]

    async def close(self) -> None:
        """Ends all; what is not translated yet is when a server starts again."""
        for translating, _ in self._kept.values():
            translating.end()
        tasks = [task for _, task in self._kept.values()]
        await asyncio.gather(*tasks, return_exceptions=True)
        self._kept.clear()
