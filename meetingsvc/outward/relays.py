"""All relays of the installation, from when staff name an address or a server starts until they are stopped.

Follows the meetings' states; what a relay does is ``relay``'s.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

import aiohttp

from meetingsvc.domain.lifecycle import OVER
from meetingsvc.domain.state import Meeting
from meetingsvc.outward.ending import log_fault
from meetingsvc.outward.relay import Passing
from meetingsvc.service.service import Service
from meetingsvc.service.states import Change


class Relays:
    """The relays by meeting and number."""

    def __init__(self, service: Service, client: aiohttp.ClientSession, hosts: Sequence[str]) -> None:
        self._service = service
        self._client = client
        self._hosts = hosts
        self._running: dict[tuple[str, int], tuple[Passing, asyncio.Task[None]]] = {}
        self._stopped: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Go on with those that ran when the server ended."""
        for row in await self._service.meetings():
            if row.status not in OVER:
                self.follow(await self._service.state(row.id))

    def changed(self, change: Change) -> None:
        """Something in a meeting is durable."""
        self.follow(change.after)
        for (meeting, _), (passing, _) in self._running.items():
            if meeting == change.meeting:
                passing.wake()

    def follow(self, state: Meeting) -> None:
        """Begins what is to run, and ends what is stopped."""
        for number, relay in state.relays.items():
            key = (state.id, number)
            if relay.stopped and key in self._running:
                passing, task = self._running.pop(key)
                passing.end()
                self._stopped.add(task)
                task.add_done_callback(self._stopped.discard)
            elif not relay.stopped and key not in self._running and state.status not in OVER:
                passing = Passing(self._service, self._client, self._hosts, state.id, relay)
                task = asyncio.create_task(passing.run(), name="relay")
                task.add_done_callback(log_fault)
                self._running[key] = passing, task

    async def status(self, meeting: str) -> list[dict[str, Any]]:
        """The relays of a meeting, as staff are told."""
        return [
            await passing.status()
            for (of, _), (passing, _) in sorted(self._running.items(), key=lambda each: each[0])
            if of == meeting
        ]

    async def close(self) -> None:
        """Ends all; what was not passed on is when a server starts again."""
        for passing, _ in self._running.values():
            passing.end()
        tasks = [task for _, task in self._running.values()]
        await asyncio.gather(*tasks, *self._stopped, return_exceptions=True)
        self._running.clear()
