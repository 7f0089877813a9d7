"""What an engine has heard, written down in a track: its lines with their instants, one after the other.

Owns the lines that wait for the record, and that no line comes twice. Knows no socket.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from meetingsvc.captions.speech import Final as Line
from meetingsvc.captions.speech import Spoken, lines
from meetingsvc.domain.commands import Addition, ReceiveCues
from meetingsvc.domain.spoken import Word
from meetingsvc.outward.caption_desk import CaptionDesk

WAITING_AT_MOST: Final = 500
"""Lines that wait for a database that takes nothing; beyond, the oldest are dropped."""

SHOWN: Final = 500
"""Characters of a growing line; its end is what is being said."""

Instant = Callable[[int], int]
"""The instant (UTC ms) of a time on the engine's connection."""


class Scribe:
    """Writes for one engine in one track. ``run`` is unlike that of any other opening of a microphone."""

    def __init__(self, desk: CaptionDesk, run: str) -> None:
        self._desk = desk
        self._run = run
        self._until = 0
        self._waiting: asyncio.Queue[ReceiveCues] = asyncio.Queue()
        self._writing = asyncio.create_task(self._write(), name="scribe")
        self._shown = ""
        self.name = f"{desk.name} on track {desk.track}"
        self.lines = 0
        self.delay_ms: int | None = None

    def now(self) -> int:
        """The service's time, UTC ms."""
        return self._desk.service.clock.now()

    def growing(self, text: str) -> None:
        """The line that is being said; "" takes it down."""
        if text != self._shown:
            self._shown = text
            self._desk.growing(f"{self._run}-{self.lines + 1}", text[-SHOWN:])

    def final(self, line: Line, instant: Instant, until: int) -> None:
        """A line that stands. ``until`` is where its sound ends; what ends no later was written before."""
        if until <= self._until:
            return
        self._until = until
        self._shown = ""  # the line itself takes the growing one's place on every screen, with no gap between
        self.lines += 1
        # Received as they are: a line that begins with the words of the last one is another line.
        self._put(
            ReceiveCues(
                track=self._desk.track,
                source=f"{self._desk.name}:{self._run}",
                source_seq=self.lines,
                added=tuple(self._addition(part, instant) for part in lines(line)),
            )
        )

    def interrupted(self) -> None:
        """The engine is gone in the middle of a line, which will be heard again."""
        self.growing("")

    def drop(self) -> None:
        """Nothing more is written, and what waits is forgotten."""
        self._writing.cancel()
        self.growing("")

    async def written(self) -> None:
        """Returns when all is in the record."""
        if not self._writing.done():
            await self._waiting.join()

    def _addition(self, line: Line, instant: Instant) -> Addition:
        began = None if line.began is None else instant(line.began)
        ended = None if line.ended is None else instant(line.ended)
        if ended is not None:
            self.delay_ms = max(0, self.now() - ended)
        return Addition(
            text=line.text,
            began=began,
            ended=ended,
            confidence=line.confidence,
            words=tuple(_word(each, instant) for each in line.words),
        )

    def _put(self, command: ReceiveCues) -> None:
        if self._waiting.qsize() >= WAITING_AT_MOST:
            self._waiting.get_nowait()
            self._waiting.task_done()
        self._waiting.put_nowait(command)

    async def _write(self) -> None:
        while True:
            command = await self._waiting.get()
            try:
                await self._desk.add(f"{command.source}:{command.source_seq}", command)
            finally:
                self._waiting.task_done()


def _word(word: Spoken, instant: Instant) -> Word:
    return Word(word.text, instant(word.began), instant(word.ended), word.confidence)
