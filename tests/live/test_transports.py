"""The ways to a client: WebSocket, polling, from one to the other; slow ones, dead ones, hostile ones."""

from __future__ import annotations

import asyncio
import json
import socket
from pathlib import Path

import aiohttp
import pytest

from meetingsvc.domain.commands import Announce, EditItem
from meetingsvc.readmodel import views
from tests.live.client import WITHIN
from tests.live.conftest import Connect
from tests.live.server import Server, serving
from tests.support.rules import rule

ENDS = (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
TRANSPORTS = [("websocket",), ("polling",), ("polling", "websocket")]


@pytest.mark.parametrize("transports", TRANSPORTS)
async def test_every_transport_brings_every_frame(
    server: Server, connect: Connect, transports: tuple[str, ...]
) -> None:
    meeting = await server.house.session()
    _, cookie = await server.seat(meeting)
    client = await connect(cookie, transports=transports)
    await client.join(meeting)
    for n in range(30):
        await server.house.do(meeting, Announce(text=f"Sentence {n}."))
    seq = (await client.command("ask_to_speak", "1", period=1))["seq"]
    await client.at(seq)
    assert (client.copy.gaps, client.copy.dropped) == (0, 0)
    assert client.copy.view == views.view(await server.house.state(meeting), "public")
    assert client.socket.transport() == transports[-1]


async def test_frames_sent_while_a_client_changes_transport_keep_their_order(
    server: Server, connect: Connect
) -> None:
    meeting = await server.house.session()
    clerk = asyncio.create_task(_announce(server, meeting, 60))
    clients = []
    for _ in range(5):
        client = await connect(transports=("polling", "websocket"))
        await client.join(meeting)
        clients.append(client)
    await clerk
    last = (await server.house.state(meeting)).seq
    for client in clients:
        await client.at(last)
        assert client.copy.gaps == 0


async def _announce(server: Server, meeting: str, times: int) -> None:
    for n in range(times):
        await server.house.do(meeting, Announce(text=f"Sentence {n}."))


@rule("R23")
async def test_a_client_whose_line_is_cut_comes_back_without_a_gap(server: Server, connect: Connect) -> None:
    meeting = await server.house.session()
    _, cookie = await server.seat(meeting)
    client, other = await connect(cookie), await connect()
    await client.join(meeting)
    await other.join(meeting)
    await client.command("ask_to_speak", "1", period=1)
    await client.until(lambda: client.copy.me["requests"] != {})
    seq = client.copy.seq
    server.hub.server.line(client.socket.get_sid("/live")).cut()
    await client.disconnected.wait()
    await server.house.do(meeting, Announce(text="Meanwhile."))
    await other.until(lambda: other.copy.view["meeting"]["announcement"] == "Meanwhile.")
    back = await connect(cookie)
    back.copy = client.copy
    answer = await back.join(meeting, since=seq)
    assert [frame["after"] for frame in answer["patches"]] == [seq]
    assert back.copy.view == views.view(await server.house.state(meeting), "public")
    assert back.copy.me["requests"]["1"]["status"] == "waiting"


async def test_a_client_that_stops_reading_is_cut_off_and_freed(tmp_path: Path) -> None:
    async with serving(tmp_path, buffer_bytes=100_000, send_buffer=4_096) as server:
        meeting = await server.house.session()
        deaf = await _deaf(server, meeting)
        [line] = server.hub.server.lines()
        most, n = 0, 0
        while server.hub.connected["public"]:
            n += 1
            most = max(most, line.backlog)
            await server.house.do(meeting, EditItem(item=1, label=f"{n} " + "\N{BUS}" * 590))
        assert n > 10
        assert 0 < most <= 100_000, "what waits for a client is bounded"
        assert server.hub.server.lines() == []
        deaf.close()


async def _deaf(server: Server, meeting: str) -> socket.socket:
    """A client that joins and then never reads again, over the smallest of buffers."""
    host, port = server.url.removeprefix("http://").split(":")
    loop = asyncio.get_running_loop()
    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    raw.setblocking(False)
    await loop.sock_connect(raw, (host, int(port)))
    request = (
        "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
        f"Host: {host}:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    await loop.sock_sendall(raw, request.encode())
    await _hear(raw, b'"sid"')
    for text, answer in (
        ("40/live,", b"40/live,"),
        (f'42/live,0["join",{{"meeting":"{meeting}","as":"public"}}]', b"43/live,0"),
    ):
        await loop.sock_sendall(raw, bytes([0x81, 0x80 | len(text), 0, 0, 0, 0]) + text.encode())
        await _hear(raw, answer)
    return raw


async def _hear(raw: socket.socket, awaited: bytes) -> None:
    heard = b""
    async with asyncio.timeout(WITHIN):
        while awaited not in heard:
            heard += await asyncio.get_running_loop().sock_recv(raw, 4_096)


async def test_a_polling_client_that_stops_asking_is_cut_off_too(tmp_path: Path) -> None:
    async with serving(tmp_path, buffer_bytes=10_000) as server, aiohttp.ClientSession() as session:
        meeting = await server.house.session()
        opened = await session.get(f"{server.url}/socket.io/?EIO=4&transport=polling")
        sid = json.loads((await opened.text())[1:])["sid"]
        url = f"{server.url}/socket.io/?EIO=4&transport=polling&sid={sid}"
        join = f'42/live,0["join",{{"meeting":"{meeting}","as":"public"}}]'
        await session.post(url, data=f"40/live,\x1e{join}")
        assert server.hub.connected["public"] == 1
        n = 0
        while server.hub.connected["public"]:
            n += 1
            await server.house.do(meeting, EditItem(item=1, label=f"{n} " + "x" * 590))
        assert n > 5
        assert (await session.get(url)).status == 400


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "4",
        "49/live",
        "42/live,",
        "42/live,{}",
        "42/live,[",
        "42/live," + "[" * 50_000,
        '451-/live,["join",{"_placeholder":true,"num":0}]',
        "42/live," + "9" * 200 + '["join"]',
        "4" + "2" * 90_000,
        "b" + "A" * 100,
        "2",
    ],
)
async def test_what_is_no_packet_ends_the_connection_and_nothing_else(
    server: Server, connect: Connect, text: str
) -> None:
    meeting = await server.house.session()
    client = await connect()
    await client.join(meeting)
    async with aiohttp.ClientSession() as session:
        url = f"{server.url}/socket.io/?EIO=4&transport=websocket"
        async with session.ws_connect(url) as hostile:
            await hostile.receive_str()
            await hostile.send_str("40/live,")
            await hostile.receive_str()
            await hostile.send_str(text)
            message = await asyncio.wait_for(hostile.receive(), WITHIN)
            assert message.type in ENDS
    assert (await client.ask("clock", {}))["ok"]
    assert len(server.hub.server.lines()) <= 2


async def test_bytes_are_no_packet(server: Server) -> None:
    async with aiohttp.ClientSession() as session:
        url = f"{server.url}/socket.io/?EIO=4&transport=websocket"
        async with session.ws_connect(url) as hostile:
            await hostile.receive_str()
            await hostile.send_bytes(b"\x00" * 10)
            assert (await asyncio.wait_for(hostile.receive(), WITHIN)).type is not aiohttp.WSMsgType.TEXT


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"x", 400), (b"\xff", 400), (b"4" * 100_001, 413), (b"3\x1e" * 300, 400)],
)
async def test_what_is_no_packet_is_not_taken_by_post(server: Server, body: bytes, status: int) -> None:
    async with aiohttp.ClientSession() as session:
        opened = await session.get(f"{server.url}/socket.io/?EIO=4&transport=polling")
        sid = json.loads((await opened.text())[1:])["sid"]
        url = f"{server.url}/socket.io/?EIO=4&transport=polling&sid={sid}"
        assert (await session.post(url, data=body)).status == status


async def test_a_polling_clients_pile_of_commands_all_arrives(server: Server, connect: Connect) -> None:
    """The official client sends all that waited in one POST; engineio by itself drops more than 16."""
    meeting = await server.house.session()
    client = await connect(await server.login("clerk"), transports=("polling",))
    await client.join(meeting, "staff")
    answers = await asyncio.gather(
        *(client.command("announce", str(n), text=f"Sentence {n}.") for n in range(40))
    )
    assert all(answer["ok"] for answer in answers)
