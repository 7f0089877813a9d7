"""A simulated captioner of one track: types what is heard, word by word, and sends each line when whole.

Owns how a sentence becomes lines and partials. Knows the client's interface and the room's sound.
"""

import asyncio
import secrets
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Final

from .client import Client, RefusedError
from .council import LANGUAGES
from .room import Heard, Room

LINE: Final = 64
"""The longest line, in characters: two rows of a caption (R37)."""

GROWS_EVERY: Final = 0.35
"""Seconds between two partials at least."""


class Captioner:
    """Captions one language. An interpreter begins ``behind`` seconds after the speaker."""

    def __init__(self, room: Room, client: Client, language: str, behind: float) -> None:
        self._room = room
        self._client = client
        self._track = language
        self._which = LANGUAGES.index(language)
        self._behind = behind
        self._heard = room.listen()
        self._numbers = count(1)
        self._run = secrets.token_hex(6)
        self._quiet_until = float("-inf")

    def give_way(self, seconds: float) -> None:
        """Somebody else captions this track: leave it to them for so long."""
        self._quiet_until = asyncio.get_running_loop().time() + seconds

    async def work(self) -> None:
        """Caption until cancelled. Raises UnreachableError."""
        while True:
            heard = await self._heard.get()
            if asyncio.get_running_loop().time() < self._quiet_until:
                continue
            await self._room.wait(self._behind)
            try:
                await self._sentence(heard)
            except RefusedError:
                continue  # not in session, or the meeting is over: nothing goes out

    async def _sentence(self, heard: Heard) -> None:
        text = heard.sentence[self._which]
        # Whoever falls behind types faster.
        seconds = heard.seconds / (1 + self._heard.qsize())
        for line in lines(text.split()):
            share = len(" ".join(line)) / len(text)
            await self._line(line, seconds * share, heard.speaker)

    async def _line(self, words: Sequence[str], seconds: float, speaker: str | None) -> None:
        cue = f"{self._run}-{next(self._numbers)}"
        began = self._client.server_now()
        steps = max(1, min(len(words), int(seconds / GROWS_EVERY)))
        for step in range(1, steps + 1):
            so_far = words[: max(1, len(words) * step // steps)]
            await self._client.partial(self._track, cue, " ".join(so_far))
            await self._room.wait(seconds / steps)
        said_by = {} if speaker is None else {"speaker": speaker}
        line = {"track": self._track, "cue": cue, "text": " ".join(words), "began": began, **said_by}
        await self._client.command(cue, "add_cue", line)


def lines(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """The words in lines of LINE characters at most (a longer word has one to itself), about equally long."""
    whole = len(" ".join(words))
    aim = whole / -(-whole // LINE) if words else 0
    line: list[str] = []
    for word in words:
        longer = len(" ".join([*line, word]))
        if line and (longer > LINE or len(" ".join(line)) >= aim):
            yield line
            line = []
        line.append(word)
    if line:
        yield line
