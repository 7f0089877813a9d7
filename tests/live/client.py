"""A client of `/live` for tests: python-socketio's own, and a copy kept by the rules of the protocol."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import socketio

NAMESPACE = "/live"
WITHIN = 10.0


def merged(target: Any, patch: Any) -> Any:
    """JSON Merge Patch as RFC 7396 defines it."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


class Copy:
    """A client's copy of what it is shown."""

    def __init__(self) -> None:
        self.seq: int | None = None
        self.view: Any = None
        self.me: Any = None
        self.gaps = 0
        self.dropped = 0

    def joined(self, answer: dict[str, Any]) -> None:
        """Take in the answer to a join."""
        if "view" in answer:
            self.view = answer["view"]
        else:
            for frame in answer["patches"]:
                assert self.receive(frame) == "applied", "patches since the copy connect with it"
        self.seq = answer["seq"]
        self.me = answer.get("me")

    def receive(self, frame: dict[str, Any]) -> str:
        """Take in a frame; what came of it."""
        assert self.seq is not None
        if frame["seq"] <= self.seq:
            self.dropped += 1
            return "dropped"
        if frame["after"] != self.seq:
            self.gaps += 1
            return "gap"
        self.view = merged(self.view, frame.get("patch", {}))
        self.me = frame.get("me", self.me)
        self.seq = frame["seq"]
        return "applied"


class Client:
    """One connection. ``frames`` are the patches that came, in their order."""

    def __init__(self, url: str, *, cookie: str = "", transports: tuple[str, ...] = ("websocket",)) -> None:
        self.copy = Copy()
        self.frames: list[dict[str, Any]] = []
        self.partials: list[dict[str, Any]] = []
        self.presence: list[dict[str, Any]] = []
        self.disconnected = asyncio.Event()
        self._url = url
        self._cookie = cookie
        self._transports = list(transports)
        self._news = asyncio.Condition()
        self.socket = socketio.AsyncClient(reconnection=False)
        self.socket.on("patch", self._patch, namespace=NAMESPACE)
        self.socket.on("partial", self._partial, namespace=NAMESPACE)
        self.socket.on("presence", self._presence, namespace=NAMESPACE)
        self.socket.on("disconnect", self._disconnect, namespace=NAMESPACE)

    async def connect(self) -> Client:
        """Connect to the namespace, without joining."""
        headers = {"Cookie": self._cookie} if self._cookie else {}
        await self.socket.connect(
            self._url, headers=headers, namespaces=[NAMESPACE], transports=self._transports
        )
        return self

    async def ask(self, event: str, payload: Any) -> Any:
        """The answer to an event."""
        return await self.socket.call(event, payload, namespace=NAMESPACE, timeout=WITHIN)

    async def join(self, meeting: str, as_: str = "public", **fields: Any) -> dict[str, Any]:
        """Join, and keep a copy if that was granted; the answer."""
        answer: dict[str, Any] = await self.ask("join", {"meeting": meeting, "as": as_, **fields})
        if answer["ok"]:
            early = [frame for frame in self.frames if frame["seq"] > answer["seq"]]
            self.copy.joined(answer)
            for frame in early:
                self.copy.receive(frame)
        return answer

    async def command(self, kind: str, command_id: str, **fields: Any) -> dict[str, Any]:
        """The answer to a command."""
        answer: dict[str, Any] = await self.ask("command", {"id": command_id, "type": kind, **fields})
        return answer

    async def until(self, there: Callable[[], bool]) -> None:
        """Wait for something to come."""
        async with asyncio.timeout(WITHIN), self._news:
            await self._news.wait_for(there)

    async def at(self, seq: int) -> None:
        """Wait until the copy is at a seq."""
        await self.until(lambda: self.copy.seq == seq)

    async def close(self) -> None:
        """Leave."""
        await self.socket.disconnect()
        if self.socket.eio.queue is not None:
            # Hung up on while polling, the library's writer would wait for the next ping to be due.
            await self.socket.eio.queue.put(None)
        await self.socket.eio.wait()

    async def _patch(self, frame: dict[str, Any]) -> None:
        self.frames.append(frame)
        if self.copy.seq is not None:
            self.copy.receive(frame)
        await self._notify()

    async def _partial(self, partial: dict[str, Any]) -> None:
        self.partials.append(partial)
        await self._notify()

    async def _presence(self, presence: dict[str, Any]) -> None:
        self.presence.append(presence)
        await self._notify()

    async def _disconnect(self, _reason: str = "") -> None:
        self.disconnected.set()
        await self._notify()

    async def _notify(self) -> None:
        async with self._news:
            self._news.notify_all()
