"""vosk-server's asr_server.py with the real recognizer: the same messages, on aiohttp, not websockets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer


def _recognized(recognizer: Any, message: bytes) -> str:
    if recognizer.AcceptWaveform(message):
        return str(recognizer.Result())
    return str(recognizer.PartialResult())


@asynccontextmanager
async def vosk_server(model_path: Path) -> AsyncGenerator[str, None]:
    """Its address. The model is loaded once."""
    import vosk

    vosk.SetLogLevel(-1)
    model = await asyncio.to_thread(vosk.Model, str(model_path))

    async def recognize(request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        recognizer: Any = None
        rate, words = 8_000.0, False
        async for message in socket:
            if message.type is WSMsgType.TEXT and "config" in message.data:
                config = json.loads(message.data)["config"]
                rate, words = float(config.get("sample_rate", rate)), bool(config.get("words", words))
                continue
            if recognizer is None:
                recognizer = vosk.KaldiRecognizer(model, rate)
                recognizer.SetWords(words)
            if message.type is WSMsgType.TEXT and message.data == '{"eof" : 1}':
                await socket.send_str(str(recognizer.FinalResult()))
                break
            await socket.send_str(await asyncio.to_thread(_recognized, recognizer, message.data))
        await socket.close()
        return socket

    app = web.Application()
    app.router.add_get("/", recognize)
    async with TestServer(app, host="127.0.0.1") as server:
        yield str(server.make_url("/")).replace("http", "ws")
