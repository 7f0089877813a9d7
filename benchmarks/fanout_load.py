"""The clients of benchmarks/fanout.py: many attendees and one clerk, in a process of their own.

As light as can be, so that what is measured is the server: a WebSocket each, no library, and of a frame only
its seq is read. Times are of the system's monotonic clock, which all processes share.
"""

from __future__ import annotations

import asyncio
import json
import re
import struct
import time
from dataclasses import dataclass, field
from typing import Any

SEQS = re.compile(rb'"after":(\d+),"seq":(\d+)')


def masked(text: str) -> bytes:
    """A client's frame; a mask of zeroes is a mask."""
    data = text.encode()
    if len(data) < 126:
        return struct.pack("!BB4x", 0x81, 0x80 | len(data)) + data
    return struct.pack("!BBH4x", 0x81, 0xFE, len(data)) + data


class Client(asyncio.Protocol):
    """One connection. ``frames`` are (after, seq, when it came)."""

    def __init__(self, host: str, cookie: str) -> None:
        self.frames: list[tuple[int, int, float]] = []
        self.joined_at = 0
        self.seated = cookie.startswith("seat")
        self.lost = False
        self._request = (
            "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n"
            f"Host: {host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            f"Cookie: {cookie}\r\n\r\n"
        )
        self._buffer = b""
        self._open = False
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._asked = 0
        self._awaited: tuple[int, asyncio.Future[None]] | None = None
        self._connected: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request.encode())

    def connection_lost(self, exc: Exception | None) -> None:
        self.lost = True

    def data_received(self, data: bytes) -> None:
        now = time.monotonic()
        self._buffer += data
        if not self._open:
            head, found, rest = self._buffer.partition(b"\r\n\r\n")
            if not found:
                return
            assert b" 101 " in head, head
            self._open, self._buffer = True, rest
        while (message := self._message()) is not None:
            self._heard(message, now)

    def _message(self) -> bytes | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        size, start = buffer[1], 2
        if size == 126:
            if len(buffer) < 4:
                return None
            (size,), start = struct.unpack_from("!H", buffer, 2), 4
        elif size == 127:
            if len(buffer) < 10:
                return None
            (size,), start = struct.unpack_from("!Q", buffer, 2), 10
        if len(buffer) < start + size:
            return None
        self._buffer = buffer[start + size :]
        return buffer[start : start + size]

    def _heard(self, message: bytes, now: float) -> None:
        if message.startswith(b'42/live,["patch"'):
            found = SEQS.search(message)
            assert found is not None
            self.frames.append((int(found[1]), int(found[2]), now))
            if self._awaited is not None and int(found[2]) >= self._awaited[0]:
                self._awaited[1].set_result(None)
                self._awaited = None
        elif message.startswith(b"43/live,"):
            number, _, answer = message[8:].partition(b"[")
            self._answers.pop(int(number)).set_result(json.loads(b"[" + answer)[0])
        elif message == b"2":
            self._transport.write(masked("3"))
        elif message.startswith(b"0"):
            self._transport.write(masked("40/live,"))
        elif message.startswith(b"40/live,"):
            self._connected.set_result(None)

    async def ask(self, event: str, payload: Any) -> Any:
        """The answer to an event."""
        await self._connected
        self._asked += 1
        answer = self._answers[self._asked] = asyncio.get_running_loop().create_future()
        self._transport.write(masked(f"42/live,{self._asked}{json.dumps([event, payload])}"))
        return await answer

    async def has(self, seq: int) -> None:
        """Wait until what happened up to a seq is here."""
        if not self.frames or self.frames[-1][1] < seq:
            self._awaited = (seq, asyncio.get_running_loop().create_future())
            await self._awaited[1]

    def close(self) -> None:
        self._transport.abort()


@dataclass
class Load:
    """Many attendees, some with a seat, and a clerk. ``sent`` has for each seq when its command was sent.

    ``also`` is what a server wants in every command beyond the protocol.
    """

    port: int
    meeting: str
    staff: str
    seats: list[str]
    also: dict[str, Any] = field(default_factory=dict)
    attendees: list[Client] = field(default_factory=list)
    sent: dict[int, float] = field(default_factory=dict)
    done: int = 0

    async def connect(self, count: int) -> float:
        """Everyone joins, fifty at a time; the seconds that took."""
        began = time.monotonic()
        turn = asyncio.Semaphore(50)
        cookies = [*self.seats, *[""] * count][:count]
        await asyncio.gather(*(self._join(turn, cookie) for cookie in cookies))
        self.unheard = [each for each in self.attendees if each.seated]
        self.clerk = await self._client(self.staff)
        await self.clerk.ask("join", {"meeting": self.meeting, "as": "staff"})
        return time.monotonic() - began

    async def _client(self, cookie: str) -> Client:
        loop = asyncio.get_running_loop()
        host = f"127.0.0.1:{self.port}"
        _, client = await loop.create_connection(lambda: Client(host, cookie), "127.0.0.1", self.port)
        return client

    async def _join(self, turn: asyncio.Semaphore, cookie: str) -> None:
        async with turn:
            client = await self._client(cookie)
            answer = await client.ask("join", {"meeting": self.meeting, "as": "public"})
            client.joined_at = answer["seq"]
            self.attendees.append(client)

    async def cue(self) -> int:
        """The clerk types a caption of the usual length; its seq."""
        text = f"{self.done}: and the motion carries, with two members voting no."
        return await self._act(self.clerk, "add_cue", track="en", text=text)

    async def sign_up(self) -> int:
        """One more attendee asks to speak; the seq."""
        return await self._act(self.unheard.pop(), "ask_to_speak", period=1)

    async def _act(self, by: Client, kind: str, **fields: Any) -> int:
        self.done += 1
        payload = {"id": f"act-{self.done}", "type": kind, **fields, **self.also}
        at = time.monotonic()
        answer = await by.ask("command", payload)
        assert answer["ok"], answer
        self.sent[answer["seq"]] = at
        return int(answer["seq"])

    async def arrived(self, seq: int) -> None:
        """Wait until everyone has what happened up to a seq."""
        async with asyncio.timeout(120):
            await asyncio.gather(*(each.has(seq) for each in self.attendees))

    def delays(self) -> list[float]:
        """For each command and attendee the ms from sending the one until the other had its effect."""
        found = []
        wanted = sorted(self.sent.items())
        for each in self.attendees:
            frames = iter(each.frames)
            frame = next(frames)
            for seq, at in wanted:
                while frame[1] < seq:
                    frame = next(frames)
                found.append((frame[2] - at) * 1_000)
        return sorted(found)

    def check(self) -> None:
        """Nobody missed anything."""
        for each in self.attendees:
            assert not each.lost
            seq = each.joined_at
            for after, to, _ in each.frames:
                assert after == seq, "a gap"
                seq = to

    def forget(self) -> None:
        """Before another measurement."""
        self.sent.clear()
        for each in self.attendees:
            each.joined_at = each.frames[-1][1] if each.frames else each.joined_at
            each.frames.clear()
