"""The sound in the demo's council chamber: who says which sentence, heard by everyone who listens.

Owns how long a sentence takes, and the pauses of people. Knows nothing of the service: it is the air between
the simulated people.
"""

import asyncio
import random
from typing import Final

import msgspec

from meetingsvc.service.clock import pause

from .council import Sentence

CHARACTERS_A_SECOND: Final = 15
BREATH: Final = 0.5


class Heard(msgspec.Struct, frozen=True):
    """A sentence that begins now. ``speaker`` is named only for the dais; the queue knows everyone else."""

    sentence: Sentence
    seconds: float
    speaker: str | None = None


class Room:
    """The chamber. ``tempo`` is how many times as fast as people everything goes; ``dice`` vary it."""

    def __init__(self, dice: random.Random, tempo: float = 1.0) -> None:
        self.dice = dice
        self._tempo = tempo
        self._listening: list[asyncio.Queue[Heard]] = []

    def listen(self) -> asyncio.Queue[Heard]:
        """What is said from now on."""
        heard: asyncio.Queue[Heard] = asyncio.Queue()
        self._listening.append(heard)
        return heard

    async def say(self, sentence: Sentence, speaker: str | None = None) -> None:
        """Say it; return when it is said."""
        seconds = len(sentence[0]) / CHARACTERS_A_SECOND / self._tempo
        for heard in self._listening:
            heard.put_nowait(Heard(sentence, seconds, speaker))
        await self.wait(seconds)
        await self.rest(BREATH)

    async def rest(self, least: float, most: float = 0.0) -> None:
        """Do nothing for ``least`` seconds, or some more up to ``most``."""
        await self.wait(self.dice.uniform(least, max(least, most)) / self._tempo)

    async def wait(self, seconds: float) -> None:
        """So many seconds, whatever the tempo."""
        await pause(seconds)

    def chance(self, share: float) -> bool:
        """True in about this share of cases."""
        return self.dice.random() < share
