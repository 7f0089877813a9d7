"""One microphone and one engine: sound goes out, lines come back, and a connection that breaks is made anew.

What was not yet a final line when the connection broke is on the tape and is told to the next one, from just
behind the last final: so that nothing said is lost, and nothing doubled. Sound is in memory alone, half a
minute at most. Knows no WebSocket of a browser.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

import aiohttp

from meetingsvc.captions.sound import SAMPLE_BYTES, SoundClock, Tape
from meetingsvc.captions.speech import Dialect, Heard
from meetingsvc.outward.backoff import Backoff
from meetingsvc.outward.scribe import Scribe
from meetingsvc.service.outside import HearingState, HearingTold

REPLY_BYTES: Final = 4 * 1024 * 1024
"""The longest message taken from an engine."""

TAPE_SECONDS: Final = 30
GREETED_WITHIN_S: Final = 10.0
PART_WITHIN_S: Final = 15.0
"""How long an engine may take over the last line."""

SEND_WITHIN_S: Final = 20.0

log = logging.getLogger(__name__)


class OutrunError(Exception):
    """The engine takes sound more slowly than it comes: it has to begin again nearer to now."""


class Hearing:
    """From when the microphone is opened until it is cut. Implements ``service.outside.Hearing``."""

    def __init__(
        self,
        url: str,
        dialect: Callable[[], Dialect],
        client: aiohttp.ClientSession,
        scribe: Scribe,
        sound: SoundClock,
        told: Callable[[HearingTold], None],
    ) -> None:
        self._url = url
        self._dialect = dialect
        self._client = client
        self._scribe = scribe
        self._sound = sound
        self._tape = Tape(sound.rate, TAPE_SECONDS)
        self._told = told
        self._lost = 0
        self._state: HearingState = "connecting"
        self._came = asyncio.Event()
        self._ending = False
        self._sent = 0
        self._over: list[Callable[[], None]] = []
        self._task = asyncio.create_task(self._run(), name="hearing")
        self._task.add_done_callback(self._gone)

    @property
    def told(self) -> HearingTold:
        """How it stands."""
        return HearingTold(self._state, self._lost * 1_000 // self._sound.rate, self._scribe.lines)

    @property
    def delay_ms(self) -> int | None:
        """By how much the last line came after it was said."""
        return self._scribe.delay_ms

    def on_over(self, listener: Callable[[], None]) -> None:
        """Call this when it hears no more, however that came."""
        self._over.append(listener)

    # ── The microphone's side ────────────────────────────────────────────────

    def feed(self, pcm: bytes) -> None:
        """Sound, 16 bit little endian, mono."""
        pcm = pcm[: len(pcm) // SAMPLE_BYTES * SAMPLE_BYTES]
        if pcm and not self._ending:
            self._sound.came(len(pcm) // SAMPLE_BYTES, self._scribe.now())
            heard = max(0, self._sent - self._tape.start)
            self._lost += max(0, self._tape.add(pcm) - heard)
            self._came.set()

    async def finish(self) -> None:
        """No more sound comes: return when the last line is in the record, or the engine is too slow."""
        self._ending = True
        self._came.set()
        await asyncio.wait([self._task], timeout=PART_WITHIN_S)
        await self._scribe.written()
        self.cut()

    def cut(self, why: str = "") -> None:
        """At once, and what was being said is dropped."""
        if self._state == "ended":
            return
        self._state, self._ending = "ended", True
        self._task.cancel()
        self._scribe.drop()
        self._tape = Tape(self._sound.rate, TAPE_SECONDS)
        self._told(HearingTold("ended", self.told.lost_ms, self._scribe.lines, why))
        for listener in self._over:
            listener()

    # ── The engine's side ────────────────────────────────────────────────────

    def _gone(self, task: asyncio.Task[None]) -> None:
        """A fault of ours ends it, and whoever holds the microphone hears of it."""
        fault = None if task.cancelled() else task.exception()
        if fault is not None:
            log.error("an engine's connection failed: %s", type(fault).__name__)
            self.cut("internal")

    async def _run(self) -> None:
        backoff = Backoff()
        while True:
            heard = self._scribe.lines
            try:
                self._stands("connecting")
                if await self._converse():
                    return
            except OutrunError:
                log.warning("the engine of %s is slower than speech", self._scribe.name)
            except (aiohttp.ClientError, OSError, TimeoutError) as fault:
                # The text of the fault holds the address, which may hold a key.
                log.warning("the engine of %s: %s", self._scribe.name, type(fault).__name__)
            if self._ending:
                return
            self._sent = 0  # what it was told and had not made a line of, nobody has heard
            self._scribe.interrupted()
            self._stands("away")
            if self._scribe.lines > heard:
                backoff.succeeded()
            await backoff.wait()

    async def _converse(self) -> bool:
        """One connection; whether all has been said on it."""
        async with asyncio.timeout(GREETED_WITHIN_S):
            socket = await self._client.ws_connect(
                self._url,
                max_msg_size=REPLY_BYTES,
                heartbeat=30.0,
                timeout=aiohttp.ClientWSTimeout(ws_close=2.0),
            )
        try:
            return await self._talk(socket, self._dialect())
        finally:
            await socket.close()

    async def _talk(self, socket: aiohttp.ClientWebSocketResponse, dialect: Dialect) -> bool:
        await socket.send_str(dialect.greeting())
        self._sent = offset = self._tape.start
        sending = self._begin(socket, dialect) if dialect.ready_at_once else None
        try:
            async for message in socket:
                if message.type not in (aiohttp.WSMsgType.TEXT, aiohttp.WSMsgType.BINARY):
                    break
                heard = dialect.read(message.data)
                if heard.ready and sending is None:
                    sending = self._begin(socket, dialect)
                elif heard.ready is False:
                    self._stands("waiting")
                self._take(heard, offset)
                if heard.over or (sending is not None and sending.done() and not self._ending):
                    break
            if sending is None or not sending.done():
                return False
            sending.result()  # raises what ended it
            if self._ending:
                self._take(dialect.rest(), offset)
            return self._ending
        finally:
            if sending is not None:
                sending.cancel()

    def _begin(self, socket: aiohttp.ClientWebSocketResponse, dialect: Dialect) -> asyncio.Task[None]:
        self._stands("listening")
        task = asyncio.create_task(self._send(socket, dialect))
        # A sender that fails must not leave the receiver waiting for words that never come.
        task.add_done_callback(lambda done: self._wake(done, socket))
        return task

    def _wake(self, done: asyncio.Task[None], socket: aiohttp.ClientWebSocketResponse) -> None:
        if not done.cancelled() and done.exception() is not None:
            closing = asyncio.ensure_future(socket.close())
            closing.add_done_callback(lambda each: each.cancelled() or each.exception())

    async def _send(self, socket: aiohttp.ClientWebSocketResponse, dialect: Dialect) -> None:
        """All that comes, and the farewell behind it."""
        while True:
            self._came.clear()
            while piece := self._tape.after(self._sent):
                if self._tape.start > self._sent:
                    raise OutrunError
                self._sent += len(piece) // SAMPLE_BYTES
                await asyncio.wait_for(socket.send_bytes(dialect.sound(piece)), SEND_WITHIN_S)
            if self._ending:
                farewell = dialect.farewell()
                if isinstance(farewell, bytes):
                    await socket.send_bytes(farewell)
                else:
                    await socket.send_str(farewell)
                return
            await self._came.wait()

    def _take(self, heard: Heard, offset: int) -> None:
        for final in heard.finals:
            told_until = self._sent if final.ended is None else self._position(final.ended, offset)
            self._scribe.final(final, lambda ms: self._sound.at(self._position(ms, offset)), told_until)
            self._tape.release(min(told_until, self._sent))
        if heard.partial is not None:
            self._scribe.growing(heard.partial)

    def _position(self, ms: int, offset: int) -> int:
        return offset + ms * self._sound.rate // 1_000

    def _stands(self, state: HearingState) -> None:
        if state != self._state and self._state != "ended":
            self._state = state
            self._told(self.told)
