"""All clients of one installation, from when the server starts until it ends.

The wiring of this layer; decides nothing.
"""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from meetingsvc.config import Config
from meetingsvc.outward.caption_desk import Partial
from meetingsvc.outward.guard import guarded
from meetingsvc.outward.hearing import Hearing
from meetingsvc.outward.listening import Listening
from meetingsvc.outward.relays import Relays
from meetingsvc.outward.translations import Translations
from meetingsvc.outward.translator import Translator
from meetingsvc.service.outside import EngineOffer, HearingTold
from meetingsvc.service.service import Service
from meetingsvc.service.states import Change


class Clients:
    """Implements ``service.outside.Outside``."""

    def __init__(
        self,
        config: Config,
        service: Service,
        client: aiohttp.ClientSession,
        guarded: aiohttp.ClientSession,
        partial: Partial,
    ) -> None:
        self._config = config
        self._service = service
        translator = Translator(client, config.translate_url, config.translate_key)
        self._listening = Listening(config.engines, service, client, partial)
        self._translations = Translations(service, translator if config.translate_url else None)
        self._relays = Relays(service, guarded, config.relay_hosts)

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
        state = await self._service.state(meeting)
        return {
            "engines": self.engines,
            "microphones": self._listening.status(meeting),
            "translates": self.translates,
            "translations": await self._translations.status(state),
            "relays": await self._relays.status(meeting),
            "relay_hosts": self._config.relay_hosts,
        }

    async def start(self) -> None:
        """Go on with what a server before this one had begun."""
        await self._translations.start()
        await self._relays.start()

    def changed(self, change: Change) -> None:
        """Something in a meeting is durable."""
        self._listening.changed(change)
        self._translations.changed(change)
        self._relays.changed(change)

    def silence(self) -> None:
        """No more sound is taken: the server is about to end."""
        self._listening.close()

    async def close(self) -> None:
        """Ends everything."""
        self.silence()
        await self._translations.close()
        await self._relays.close()


@asynccontextmanager
async def opened(config: Config, service: Service, partial: Partial) -> AsyncGenerator[Clients, None]:
    """The clients, following all meetings. ``partial`` sends a growing line to those who follow its track."""
    jar = aiohttp.DummyCookieJar()
    async with (
        aiohttp.ClientSession(cookie_jar=jar) as client,
        aiohttp.ClientSession(cookie_jar=jar, connector=guarded(config.relay_hosts)) as outside,
    ):
        clients = Clients(config, service, client, outside, partial)
        service.subscribe(clients.changed)
        try:
            await clients.start()
            yield clients
        finally:
            await clients.close()
