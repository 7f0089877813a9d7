"""A vosk-server that hears real sound, if nothing but tones: loud is a word, and a pause ends the line."""

from __future__ import annotations

import json
from array import array
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

LOUD = 1_000
PAUSE = 3
"""Quiet pieces that end a line."""


async def hear(request: web.Request) -> web.StreamResponse:
    """One reply to each message."""
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    rate, samples, quiet, tone = 16_000, 0, 0, [0.0, 0.0]
    async for message in socket:
        if message.type is WSMsgType.TEXT:
            said = json.loads(message.data)
            rate = said.get("config", {}).get("sample_rate", rate)
            if "eof" not in said:
                continue
            await socket.send_json(_line(tone) if tone[1] else {"text": ""})
            break
        numbers = array("h", message.data)
        began, samples = samples / rate, samples + len(numbers)
        if max((abs(number) for number in numbers), default=0) > LOUD:
            tone = [tone[0] if tone[1] else began, samples / rate]
            quiet = 0
        elif tone[1]:
            quiet += 1
        if quiet == PAUSE:
            await socket.send_json(_line(tone))
            quiet, tone = 0, [0.0, 0.0]
        else:
            await socket.send_json({"partial": "a tone" if tone[1] else ""})
    await socket.close()
    return socket


def _line(tone: list[float]) -> dict[str, object]:
    began, ended = tone
    words = [{"word": word, "conf": 1.0, "start": began, "end": ended} for word in ("a", "tone")]
    return {"result": words, "text": "a tone"}


@asynccontextmanager
async def ear() -> AsyncGenerator[str, None]:
    """Its address."""
    app = web.Application()
    app.router.add_get("/", hear)
    async with TestServer(app, host="127.0.0.1") as server:
        yield str(server.make_url("/")).replace("http", "ws")
