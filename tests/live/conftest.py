"""A server on a free port, and clients that are gone when the test is over."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.live.client import Client
from tests.live.server import Server, serving

Connect = Callable[..., Awaitable[Client]]


@pytest.fixture
async def server(tmp_path: Path) -> AsyncGenerator[Server, None]:
    async with serving(tmp_path) as up:
        yield up


@pytest.fixture
async def connect(server: Server) -> AsyncGenerator[Connect, None]:
    """Connects clients to the server, with a cookie or without."""
    clients: list[Client] = []

    async def connected(cookie: str = "", **options: Any) -> Client:
        client = Client(server.url, cookie=cookie, **options)
        clients.append(client)
        return await client.connect()

    yield connected
    for client in clients:
        await client.close()
