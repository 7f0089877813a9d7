"""A fast lane through python-socketio: what is sent to a client goes straight to its transport.

Owns what we change of python-socketio and python-engineio, all of it by subclassing: the queue and the
WebSocket that engineio makes for a client (``line``), its handler of requests, the reading and writing of
packets, and the list of clients. tests/live/test_seams.py guards each. Polling clients, pings,
acknowledgements and time-outs stay the libraries' own. It knows no meeting.
"""

import asyncio
import json
import logging
from collections.abc import Callable
from typing import Any, Final

import engineio
import msgspec
import socketio
from aiohttp import web
from engineio import payload
from socketio import packet

from meetingsvc.live.faults import OnlyFaults, told
from meetingsvc.live.frames import NAMESPACE, WELLFORMED
from meetingsvc.live.line import LaneWebSocket, Line

MESSAGE_BYTES: Final = 100_000
"""The largest message taken from a client; more ends the connection."""

PING_EVERY: Final = 20
ANSWER_PING_WITHIN: Final = 15

_PACKETS_PER_POST: Final = 256
# The official client sends all that piled up in one POST; engineio drops it unseen if that is more than 16.
payload.Payload.max_decode_packets = _PACKETS_PER_POST

_LOG: Final = logging.getLogger("meetingsvc.live")
_LIBRARIES_LOG: Final = logging.getLogger("meetingsvc.live.sockets")
_LIBRARIES_LOG.setLevel(logging.ERROR)
_LIBRARIES_LOG.addFilter(OnlyFaults())

_BODY: Final = web.RequestKey("live_body", bytes)

Gate = Callable[[web.Request], None]
"""Decides whether a request may reach the sockets at all. Raises web.HTTPException if not."""


class _Json:
    """What packets are written and read with; python-socketio wants it in the shape of the json module."""

    @staticmethod
    def dumps(value: Any, **_options: Any) -> str:
        return msgspec.json.encode(value).decode()

    @staticmethod
    def loads(text: str) -> Any:
        try:
            return msgspec.json.decode(text)
        except msgspec.DecodeError:
            # Half a surrogate pair, as a field of limited length makes of an emoji, must not cost the line.
            mended = json.dumps(json.loads(text), ensure_ascii=False).encode("utf-8", "replace")
            return msgspec.json.decode(mended)


class LanePacket(packet.Packet):  # type: ignore[misc]  # the library publishes no types
    """A Socket.IO packet without binary parts. What is a ``msgspec.Raw`` in it is sent as it stands."""

    uses_binary_events = False
    json = _Json


class LaneManager(socketio.AsyncManager):  # type: ignore[misc]  # the library publishes no types
    """Who is connected. Nobody is in any room but everyone's and their own: fan-out has rooms of its own."""

    def basic_disconnect(self, sid: str, namespace: str, **_kwargs: Any) -> None:
        """Forgets a client. The library looks through every client's room: a mass leave is quadratic."""
        for room in (sid, None):
            self.basic_leave_room(sid, namespace, room)
        self.callbacks.pop(sid, None)
        for pending in (self.pending_connect, self.pending_disconnect):
            if sid in pending.get(namespace, ()):
                pending[namespace].remove(sid)
                if not pending[namespace]:
                    del pending[namespace]


class LaneEngine(engineio.AsyncServer):  # type: ignore[misc]  # the library publishes no types
    """Engine.IO with our queue and WebSocket, behind a gate."""

    _async: dict[str, Any]

    def __init__(self, *, gate: Gate, bound: int, **options: Any) -> None:
        super().__init__(logger=_LIBRARIES_LOG, **options)
        self._gate = gate
        self._bound = bound
        self._plainly = self._async["translate_request"]
        self._async = {**self._async, "websocket": LaneWebSocket, "translate_request": self._translate}

    def create_queue(self, *_args: Any, **_kwargs: Any) -> Line:
        return Line(self._bound)

    async def handle_request(self, request: web.Request) -> web.StreamResponse:
        """Serves one request of a polling client, or a WebSocket for as long as it lives."""
        self._gate(request)
        if request.method == "POST":
            request[_BODY] = await _packets(request)
        try:
            response: web.StreamResponse = await super().handle_request(request)
        except KeyError:
            if request.method != "POST":
                raise
            raise web.HTTPBadRequest from None  # the client's session ended while its packets came in
        return response

    def _translate(self, request: web.Request) -> dict[str, Any]:
        environ: dict[str, Any] = self._plainly(request)
        if request.method == "POST":
            environ["CONTENT_LENGTH"] = str(len(request[_BODY]))
            environ["wsgi.input"] = _Read(request[_BODY])
        return environ


class _Read:
    """A body that was read and looked at already."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def read(self, _length: int) -> bytes:
        return self._body


async def _packets(request: web.Request) -> bytes:
    """The body of a polling client's POST, once each packet in it is one that a client may send."""
    length = request.content_length
    if length is None:
        raise web.HTTPLengthRequired
    if length > MESSAGE_BYTES:
        raise web.HTTPRequestEntityTooLarge(MESSAGE_BYTES, length)
    try:
        body = await request.content.readexactly(length)
        packets = body.decode().split("\x1e")
    except (asyncio.IncompleteReadError, UnicodeDecodeError):
        raise web.HTTPBadRequest from None
    if len(packets) > _PACKETS_PER_POST or not all(map(WELLFORMED.fullmatch, packets)):
        raise web.HTTPBadRequest
    return body


class LaneServer(socketio.AsyncServer):  # type: ignore[misc]  # the library publishes no types
    """Socket.IO over the lane. One client's events are handled one after the other, in their order.

    ``knocked`` is told of each new connection, before it has said anything.
    """

    def __init__(
        self, *, gate: Gate, origins: list[str], bound: int, knocked: Callable[[Line], None]
    ) -> None:
        self._knocked = knocked
        super().__init__(
            client_manager=LaneManager(),
            logger=_LIBRARIES_LOG,
            serializer=LanePacket,
            namespaces=[NAMESPACE],
            async_handlers=False,
            async_mode="aiohttp",
            gate=gate,
            bound=bound,
            cors_allowed_origins=origins,
            http_compression=False,
            max_http_buffer_size=MESSAGE_BYTES,
            ping_interval=PING_EVERY,
            ping_timeout=ANSWER_PING_WITHIN,
        )

    def line(self, sid: str) -> Line:
        """The way to a client of the namespace. Raises KeyError where it is gone."""
        line: Line = self.eio.sockets[self.manager.eio_sid_from_sid(sid, NAMESPACE)].queue
        return line

    def lines(self) -> list[Line]:
        """The ways to all who are connected."""
        return [socket.queue for socket in self.eio.sockets.values()]

    def _engineio_server_class(self) -> type[LaneEngine]:
        return LaneEngine

    async def _handle_eio_connect(self, eio_sid: str, environ: dict[str, Any]) -> None:
        socket = self.eio.sockets[eio_sid]
        socket.queue.socket = socket
        self._knocked(socket.queue)
        await super()._handle_eio_connect(eio_sid, environ)

    async def _handle_eio_disconnect(self, eio_sid: str, reason: str) -> None:
        socket = self.eio.sockets.get(eio_sid)
        await super()._handle_eio_disconnect(eio_sid, reason)
        if socket is not None:
            # The library leaves a poll waiting, and a WebSocket whose client is silent. After a goodbye.
            asyncio.get_running_loop().call_soon(socket.queue.release)

    async def _handle_eio_message(self, eio_sid: str, data: Any) -> None:
        try:
            await super()._handle_eio_message(eio_sid, data)
        except Exception as fault:  # noqa: BLE001 - our handlers raise nothing: the packet was no packet
            _LOG.info("a client sent what cannot be read: %s", told(fault))
            if socket := self.eio.sockets.get(eio_sid):
                socket.queue.cut()
