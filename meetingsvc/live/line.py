"""One client's way out: engineio's queue for it, and a way past the queue once it has a WebSocket.

Owns the bound on what may wait for a client (decision 12) and the order of what is sent to it. Knows packets
and bytes; not what they say. What it relies on in engineio is guarded by tests/live/test_seams.py.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiohttp import WSMsgType, web
from engineio import packet as engine

from meetingsvc.live.frames import GOING_AWAY, WELLFORMED, Bundle, websocket_frame

_CLOSE_WITHIN: Final = 2.0


class Line(asyncio.Queue[Any]):
    """The way to one client. One that takes in less than it is sent is cut off; it comes back and resumes."""

    def __init__(self, bound: int) -> None:
        super().__init__()
        self.bound = bound
        """Bytes that may wait for the client before it is cut off."""
        self.socket: Any = None
        """engineio's socket, from the moment it is connected."""
        self.deadline: asyncio.TimerHandle | None = None
        """When it is cut off for having asked for nothing."""
        self._websocket: LaneWebSocket | None = None
        self._queued = 0
        self._queued_bytes = 0
        self._cutting: asyncio.Future[None] | None = None

    # ── engineio's queue ─────────────────────────────────────────────────────

    def put_nowait(self, item: Any) -> None:
        """Takes a packet: a message goes straight out where it can, everything else in engineio's way."""
        if item is not None and item.packet_type == engine.MESSAGE and (websocket := self._direct()):
            websocket.write(websocket_frame(item.encode().encode()))
        else:
            super().put_nowait(item)

    def _put(self, item: Any) -> None:
        self._queued += 1
        self._queued_bytes += _size(item)
        super()._put(item)
        if self._queued_bytes > self.bound:
            self.cut()

    def _get(self) -> Any:
        item = super()._get()
        self._queued_bytes -= _size(item)
        return item

    def task_done(self) -> None:
        """A packet has left the queue for the wire: from now on nothing can overtake it."""
        self._queued -= 1
        super().task_done()

    # ── ours ─────────────────────────────────────────────────────────────────

    def attach(self, websocket: "LaneWebSocket") -> None:
        """There is a WebSocket for it; used once engineio has upgraded to it."""
        self._websocket = websocket

    def send(self, bundle: Bundle) -> None:
        """Sends messages, in order with all that was sent before."""
        if websocket := self._direct():
            websocket.write(bundle.wire)
        else:
            for each in bundle.packets:
                self.put_nowait(each)

    @property
    def backlog(self) -> int:
        """Bytes that the client has not taken in yet, as far as can be seen from here."""
        return self._queued_bytes + (self._websocket.unsent if self._websocket else 0)

    def _direct(self) -> "LaneWebSocket | None":
        # What waits in the queue, or was just taken from it, goes first.
        return self._websocket if self._queued == 0 and self.socket and self.socket.upgraded else None

    def cut(self) -> None:
        """Ends the connection without waiting for the client; what it has not taken in is dropped."""
        if self._websocket is not None:
            self._websocket.abort()
        if self._cutting is None and self.socket is not None:
            self._cutting = asyncio.ensure_future(self.socket.close(wait=False, abort=True))

    def release(self) -> None:
        """The client is gone: whoever waits for something to send it sees the end."""
        self.put_nowait(None)

    def hang_up(self) -> None:
        """Ends the connection after what was sent; a client that wants more connects again."""
        if self._websocket is not None and self.socket.upgraded:
            self._websocket.finish()
        else:
            self.put_nowait(engine.Packet(engine.CLOSE))


def _size(item: Any) -> int:
    return len(item.data) if item is not None and isinstance(item.data, str) else 0


class LaneWebSocket:
    """A client's WebSocket, in the shape that engineio's driver for aiohttp gives its own."""

    def __init__(self, handler: Callable[["LaneWebSocket"], Awaitable[None]], server: Any) -> None:
        self._handler = handler
        # Compression costs 92 kB a client and twice the CPU.
        self._response = web.WebSocketResponse(
            compress=False, max_msg_size=server.max_http_buffer_size, timeout=_CLOSE_WITHIN
        )
        # The handler is a method of engineio's socket, which names neither itself nor its queue.
        self._line: Line = getattr(handler, "__self__").queue  # noqa: B009 - a Callable has no such attribute
        self._transport: asyncio.Transport | None = None

    async def __call__(self, environ: dict[str, Any]) -> web.WebSocketResponse:
        """Serves the client until it is gone."""
        request: web.Request = environ["aiohttp.request"]
        await self._response.prepare(request)
        transport = request.transport
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._line.attach(self)
        try:
            await self._handler(self)
        finally:
            await self.close()
        return self._response

    async def wait(self) -> str:
        """The client's next message. Raises OSError when there is none, or one that is no packet."""
        message = await self._response.receive()
        if message.type is not WSMsgType.TEXT or not WELLFORMED.fullmatch(message.data):
            raise OSError
        text: str = message.data
        return text

    async def send(self, message: str) -> None:
        """What engineio's writer sends: pings, and what came while the client was still polling."""
        self.write(websocket_frame(message.encode()))

    async def close(self) -> None:
        """Says goodbye, and waits for the client's at most two seconds; one that does not read is cut off."""
        if self.unsent:
            self.abort()
        if not self._response.closed:
            with contextlib.suppress(OSError, RuntimeError):  # it is gone already
                await self._response.close(drain=False)
        self.abort()

    def write(self, data: bytes) -> None:
        """Writes frames; cuts the client off where too much waits for it."""
        transport = self._transport
        if transport is None or transport.is_closing():
            return
        transport.write(data)
        if transport.get_write_buffer_size() > self._line.bound:
            transport.abort()

    @property
    def unsent(self) -> int:
        """Bytes that wait for the client."""
        transport = self._transport
        return 0 if transport is None or transport.is_closing() else transport.get_write_buffer_size()

    def finish(self) -> None:
        """Goodbye without waiting for an answer: what was written still goes out."""
        self.write(GOING_AWAY)
        if self._transport is not None:
            self._transport.close()

    def abort(self) -> None:
        """The end, at once."""
        if self._transport is not None:
            self._transport.abort()
