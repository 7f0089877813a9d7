"""What the fast lane relies on inside python-socketio, python-engineio and aiohttp, said one by one.

A new version of a library that moves one of these fails here, with its name, before it fails in a meeting.
"""

from __future__ import annotations

import asyncio
import importlib.metadata
import inspect

import pytest
import socketio
from aiohttp._websocket.writer import WebSocketWriter
from engineio import async_socket, base_socket, payload
from engineio import packet as engine
from engineio.async_drivers import aiohttp as driver

from meetingsvc.config import Config
from meetingsvc.live.frames import Bundle, event, websocket_frame
from meetingsvc.live.gate import OurPagesOnly
from meetingsvc.live.lane import LaneManager, LanePacket, LaneServer
from meetingsvc.live.limits import Addresses, Limits
from meetingsvc.live.line import LaneWebSocket, Line


@pytest.mark.parametrize(
    ("library", "known"),
    [("python-socketio", (5, 18)), ("python-engineio", (4, 15)), ("aiohttp", (3, 14))],
)
def test_the_libraries_are_those_that_the_lane_was_built_on(library: str, known: tuple[int, int]) -> None:
    major, minor, *_ = importlib.metadata.version(library).split(".")
    assert (int(major), int(minor)) == known, (
        "read its changes against meetingsvc/live/lane.py, then say so here"
    )


def server() -> LaneServer:
    limits = Limits()
    config = Config()
    return LaneServer(
        gate=OurPagesOnly(config, Addresses(limits)),
        origins=list(config.origins),
        bound=1_000,
        knocked=lambda line: None,
    )


async def test_a_clients_queue_is_ours() -> None:
    socket = async_socket.AsyncSocket(server().eio, "sid")
    assert isinstance(socket.queue, Line)
    assert inspect.getsource(base_socket.BaseSocket.__init__).count("self.server.create_queue()") == 1


async def test_a_clients_websocket_is_ours_and_knows_its_queue() -> None:
    made = server()
    socket = async_socket.AsyncSocket(made.eio, "sid")
    websocket = made.eio._async["websocket"](socket._websocket_handler, made.eio)
    assert isinstance(websocket, LaneWebSocket)
    assert websocket._line is socket.queue
    upgrade = inspect.getsource(async_socket.AsyncSocket._upgrade_websocket)
    assert "self.server._async['websocket'](\n            self._websocket_handler, self.server)" in upgrade


async def test_the_library_asks_of_a_websocket_only_what_ours_has() -> None:
    theirs = {name for name in vars(driver.WebSocket) if not name.startswith("__")} | {"__call__"}
    assert theirs <= set(dir(LaneWebSocket))


async def test_the_driver_for_other_servers_stays_as_it_was() -> None:
    server()
    assert driver._async["websocket"] is driver.WebSocket


async def test_the_writer_takes_packets_and_says_when_it_has() -> None:
    """On `task_done` after each packet rests that nothing overtakes what the writer still holds."""
    poll = inspect.getsource(async_socket.AsyncSocket.poll)
    assert poll.count("self.queue.get") == poll.count("self.queue.task_done()") == 2
    assert {"_put", "_get"} <= vars(asyncio.Queue).keys()


async def test_one_clients_events_are_handled_one_after_the_other() -> None:
    made = server()
    assert (made.async_handlers, made.eio.async_handlers) == (False, False)


async def test_a_pile_of_packets_in_one_post_is_taken() -> None:
    assert payload.Payload.max_decode_packets == 256


def test_an_event_is_encoded_as_the_library_would() -> None:
    data = {"after": 1, "seq": 2, "patch": {"meeting": {"announcement": "¡Señal! “”  "}}}
    theirs = socketio.packet.Packet(data=["patch", data], namespace="/live").encode()
    ours = event("patch", data).decode()
    assert LanePacket(encoded_packet=ours[1:]).data == socketio.packet.Packet(encoded_packet=theirs).data
    assert LanePacket(encoded_packet=ours[1:]).namespace == "/live"
    assert engine.Packet(encoded_packet=ours).packet_type == engine.MESSAGE


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536, 300_000])
async def test_a_frame_is_what_aiohttp_would_write(size: int) -> None:
    written = bytearray()

    class Transport(asyncio.Transport):
        def write(self, data: bytes | bytearray | memoryview) -> None:
            written.extend(data)

        def is_closing(self) -> bool:
            return False

    writer = WebSocketWriter(None, Transport(), limit=1 << 30)  # type: ignore[arg-type]  # it drains nothing
    await writer.send_frame(b"x" * size, 1)
    assert websocket_frame(b"x" * size) == bytes(written)


def test_a_bundle_is_the_same_for_every_transport() -> None:
    bundle = Bundle([event("patch", {"after": 1}), event("partial", {"text": "So"})])
    assert [packet.encode().encode() for packet in bundle.packets] == list(bundle.texts)
    assert bundle.wire == b"".join(map(websocket_frame, bundle.texts))


async def test_nobody_is_left_in_the_list_of_clients() -> None:
    manager = LaneManager()
    manager.set_server(server())
    sids = [await manager.pre_connect(f"eio{n}", "/live") for n in range(3)]
    for sid in sids:
        await manager.connect(sid, "/live")
    manager.pre_disconnect(sids[0], "/live")
    for sid in sids:
        await manager.disconnect(sid, "/live")
    assert (manager.rooms, manager.pending_connect, manager.pending_disconnect) == ({}, {}, {})
