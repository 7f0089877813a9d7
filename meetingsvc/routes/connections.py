"""The connections of a server that caption tools post to: what they break is mended before it is parsed.

Stands between the socket and aiohttp's own protocol. Knows bytes and aiohttp, not what is posted.
"""

import asyncio
from typing import Final

from aiohttp import web

from meetingsvc.captions.overrun import Overrun

_MOMENT_S: Final = 1.0


class Connection(asyncio.Protocol):
    """One connection: all goes on to aiohttp's protocol, what comes in through ``Overrun``."""

    def __init__(self, inner: web.RequestHandler) -> None:
        self._inner = inner
        self._incoming = Overrun()
        self._transport: asyncio.BaseTransport | None = None
        self._ending = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        if request := self._incoming.feed(data):
            self._inner.data_received(request)
        if self._incoming.broken and not self._ending:
            self._end()

    def _end(self) -> None:
        """Takes no further request; one that is being answered has a moment to be."""
        self._ending = True
        self._inner.close()
        if self._transport is not None:
            asyncio.get_running_loop().call_later(_MOMENT_S, self._transport.close)

    def eof_received(self) -> None:
        self._inner.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        self._inner.connection_lost(exc)

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()


class Runner(web.AppRunner):
    """aiohttp's runner, whose sites open ``Connection``s."""

    @property
    def server(self) -> web.Server | None:
        """What a site calls for each new connection; it does nothing else with it."""
        made = super().server
        if made is None:
            return None
        return lambda: Connection(made())  # type: ignore[return-value]  # a site asks for any protocol factory
