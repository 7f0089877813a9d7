"""Other services as the other end: one that takes captions, and one that translates."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer


@dataclass
class Receiver:
    """Takes captions. ``answers``: the statuses that it gives first, then always 200."""

    url: str = ""
    posts: list[tuple[str, str]] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    last: int = 0
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def post(self, request: web.Request) -> web.Response:
        """A caption under its number."""
        status = self.answers.pop(0) if self.answers else 200
        self.posts.append((request.query["seq"], await request.text()))
        self.came.set()
        if status == 302:
            return web.Response(status=302, headers={"Location": "/elsewhere"})
        if status == 200:
            self.last = int(request.query["seq"])
        return web.Response(status=status)

    async def seq(self, _: web.Request) -> web.Response:
        """The last number taken."""
        return web.Response(text=str(self.last))

    async def elsewhere(self, _: web.Request) -> web.Response:
        """Where nobody should come."""
        self.posts.append(("elsewhere", ""))
        return web.Response()

    async def until(self, done: Callable[[Receiver], bool]) -> None:
        """Returns when it is so."""
        async with asyncio.timeout(20):
            while not done(self):
                self.came.clear()
                await self.came.wait()


@asynccontextmanager
async def receiver() -> AsyncGenerator[Receiver, None]:
    """On a free port of this machine."""
    made = Receiver()
    app = web.Application()
    app.router.add_post("/closedcaption", made.post)
    app.router.add_get("/closedcaption/seq", made.seq)
    app.router.add_route("*", "/elsewhere", made.elsewhere)
    async with TestServer(app, host="127.0.0.1") as server:
        made.url = str(server.make_url("/closedcaption?id=1&signature=secret"))
        yield made


@dataclass
class Libre:
    """Speaks as LibreTranslate: its translation of a text is the text in capitals, behind the language."""

    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    failures: int = 0
    held: asyncio.Event | None = None
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def languages(self, _: web.Request) -> web.Response:
        """Those that it knows."""
        known: list[dict[str, Any]] = [{"code": code, "targets": []} for code in ("en", "es", "zt")]
        return web.json_response(known)

    async def translate(self, request: web.Request) -> web.Response:
        """One text."""
        asked = await request.json()
        self.asked.append(asked)
        self.came.set()
        if self.held is not None:
            await self.held.wait()
        if self.failures:
            self.failures -= 1
            return web.json_response({"error": "Slow down"}, status=429)
        return web.json_response({"translatedText": f"{asked['target']}: {asked['q'].upper()}"})


@asynccontextmanager
async def libre() -> AsyncGenerator[Libre, None]:
    """On a free port of this machine."""
    made = Libre()
    app = web.Application()
    app.router.add_get("/languages", made.languages)
    app.router.add_post("/translate", made.translate)
    async with TestServer(app, host="127.0.0.1") as server:
        made.url = str(server.make_url("")).rstrip("/")
        yield made
