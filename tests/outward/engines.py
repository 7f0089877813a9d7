"""Speech engines as the other end: they speak their protocols byte for byte, and hear what tests say.

Speech here is sound whose samples all have one value, the number of a word; 0 is silence, which ends a line.
"""

from __future__ import annotations

import asyncio
import json
from array import array
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

RATE = 16_000
TENTH = RATE // 10
WORDS = ("", "good", "evening", "everyone", "please", "be", "seated", "thank", "you")


def spoken(*words: str, silence: int = 2) -> list[bytes]:
    """Pieces of a tenth of a second: each word lasts two, and silence follows."""
    said = [WORDS.index(word) for word in words for _ in range(2)] + [0] * silence
    return [array("h", [number] * TENTH).tobytes() for number in said]


@dataclass
class Recognizer:
    """Hears words in sound. Times are seconds of the sound of one connection."""

    samples: int = 0
    words: list[dict[str, Any]] = field(default_factory=list)
    last: int = 0

    def accept(self, numbers: array[Any]) -> bool:
        """Takes a piece; whether a line has ended with it."""
        for at in range(0, len(numbers), TENTH):
            number = round(numbers[at])
            began = self.samples / RATE
            self.samples += len(numbers[at : at + TENTH])
            if number and number != self.last:
                self.words.append({"conf": 0.9, "start": began, "end": 0.0, "word": WORDS[number]})
            if number:
                self.words[-1]["end"] = self.samples / RATE
            self.last = number
        return not self.last and bool(self.words)

    @property
    def text(self) -> str:
        """The line so far."""
        return " ".join(word["word"] for word in self.words)

    def result(self) -> dict[str, Any]:
        """The line, and begins another."""
        words, self.words = self.words, []
        return {"result": words, "text": " ".join(word["word"] for word in words)} if words else {"text": ""}


@dataclass
class Engine:
    """A server of one kind. ``hang_up_after``: after how many pieces its first connections end."""

    url: str = ""
    opened: int = 0
    greetings: list[Any] = field(default_factory=list)
    farewells: list[Any] = field(default_factory=list)
    received: int = 0
    hang_up_after: list[int] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def vosk(self, request: web.Request) -> web.StreamResponse:
        """As vosk-server's asr_server.py: one reply to each message, and it hangs up after the eof."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.opened += 1
        left = self.hang_up_after.pop(0) if self.hang_up_after else -1
        hears = Recognizer()
        async for message in socket:
            if message.type is WSMsgType.TEXT and message.data == '{"eof" : 1}':
                self.farewells.append(message.data)
                await socket.send_str(json.dumps(hears.result(), indent=2))
                break
            if message.type is WSMsgType.TEXT:
                self.greetings.append(json.loads(message.data))
                continue
            self._took(message.data)
            if left == 0:
                break
            left -= 1
            ended = hears.accept(array("h", message.data))
            said = hears.result() if ended else {"partial": hears.text}
            await socket.send_str(json.dumps(said, indent=2))
        await socket.close()
        return socket

    async def whisperlive(self, request: web.Request) -> web.StreamResponse:
        """As WhisperLive's server does it: all the last ten segments, again and again."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.opened += 1
        left = self.hang_up_after.pop(0) if self.hang_up_after else -1
        uid = ""
        hears, segments = Recognizer(), list[dict[str, Any]]()
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                greeting = json.loads(message.data)
                uid = greeting.pop("uid")
                self.greetings.append(greeting)
                await socket.send_str(json.dumps({"uid": uid, "status": "WAIT", "message": 0.1}))
                await socket.send_str(json.dumps({"uid": uid, "message": "SERVER_READY", "backend": "fake"}))
                continue
            if message.data == b"END_OF_AUDIO":
                self.farewells.append(message.data)
                break
            self._took(message.data)
            if left == 0:
                break
            left -= 1
            numbers = array("f", message.data)
            if hears.accept(array("f", (number * 32_768 for number in numbers))):
                segments.append(segment(hears.result(), completed=True))
            shown = segments[-10:]
            if hears.words:
                shown.append(segment({"result": hears.words, "text": hears.text}, completed=False))
            if shown:
                await socket.send_str(json.dumps({"uid": uid, "segments": shown}))
        await socket.close()
        return socket

    def _took(self, piece: bytes) -> None:
        self.received += len(piece)
        self.came.set()


def segment(line: dict[str, Any], *, completed: bool) -> dict[str, Any]:
    """A line as WhisperLive writes it."""
    words = line["result"]
    return {
        "start": f"{words[0]['start']:.3f}",
        "end": f"{words[-1]['end']:.3f}",
        "text": f" {line['text']}",
        "completed": completed,
    }


@asynccontextmanager
async def engine(kind: str) -> AsyncGenerator[Engine, None]:
    """An engine on a free port of this machine."""
    made = Engine()
    app = web.Application()
    app.router.add_get("/", made.vosk if kind == "vosk" else made.whisperlive)
    async with TestServer(app, host="127.0.0.1") as server:
        made.url = str(server.make_url("/")).replace("http", "ws")
        yield made
