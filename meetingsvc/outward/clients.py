"""All clients of one installation, from when the server starts until it ends.

The wiring of this layer; decides nothing.
"""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from meetingsvc.config import Config
from meetingsvc.outward.caption_desk import Partial
from meetingsvc.outward.hearing import Hearing
from meetingsvc.outward.listening import Listening
from meetingsvc.service.outside import EngineOffer, HearingTold
from meetingsvc.service.service import Service
from meetingsvc.service.states import Change


class Clients:
    """Implements ``service.outside.Outside``."""

    def __init__(
        self, config: Config, service: Service, client: aiohttp.ClientSession, partial: Partial
    ) -> None:
        self._config = config
        self._listening = Listening(config.engines, service, client, partial)

    @property
    def engines(self) -> Sequence[EngineOffer]:
        """The engines that can listen."""
        return self._listening.offers

    @property
    def translates(self) -> bool:
        """Whether there is a server that translates."""
        return bool(self._config.translate_url)

    async def listen(
        self, meeting: str, track: str, engine: str, told: Callable[[HearingTold], None]
    ) -> Hearing:
        """As ``Outside.listen``."""
        return await self._listening.listen(meeting, track, engine, told)

    async def status(self, meeting: str) -> dict[str, Any]:
        """As ``Outside.status``."""
        return {"engines": self.engines, "microphones": self._listening.status(meeting)}

    def changed(self, change: Change) -> None:
        """Something in a meeting is durable."""
        self._listening.changed(change)

    def close(self) -> None:
        """No more sound is taken."""
        self._listening.close()


@asynccontextmanager
async def opened(config: Config, service: Service, partial: Partial) -> AsyncGenerator[Clients, None]:
    """The clients, following all meetings. ``partial`` sends a growing line to those who follow its track."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), trust_env=False) as client:
        clients = Clients(config, service, client, partial)
        service.subscribe(clients.changed)
        try:
            yield clients
        finally:
            clients.close()
