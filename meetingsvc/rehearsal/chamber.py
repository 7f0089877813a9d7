"""The voices of the demo's meeting: whoever has the floor speaks, and in between the chair does.

Owns what is said when, by what the screen in the room shows; so it goes on whoever presses the keys. What it
says is heard in the room and sent nowhere; the screen alone tells the server that it is on.
"""

import asyncio
from collections.abc import Callable
from itertools import cycle
from typing import Any, Final

from .client import Client
from .council import Council, Sentence
from .crowd import Crowd
from .room import Room

QUIET: Final = 12.0
"""Seconds of silence after which the chair says something."""

LOOKS_EVERY: Final = 0.5
ASKS_EVERY: Final = 2.0
"""Seconds between the screen's questions for the time; a silent screen raises the clerk's alarm."""


class Chamber:
    """Speaks. ``finished`` are the turns whose speaker has nothing to add, ``answered`` those in which a
    question from the dais was answered; ``introduced`` is the item now current, once its report was given,
    and ``visits`` counts how often the meeting came to another item.
    """

    def __init__(self, council: Council, room: Room, screen: Client, crowd: Crowd) -> None:
        assert screen.seen is not None
        self._council = council
        self._room = room
        self._screen = screen
        self._seen = screen.seen
        self._crowd = crowd
        self._phrases = {
            "calling": cycle(council.dais.calling),
            "thanks": cycle(council.dais.thanks),
            "waiting": cycle(council.dais.waiting),
            "quiet": cycle(council.dais.quiet),
        }
        self._said: dict[int, int] = {}
        self._calls: set[tuple[int, int]] = set()
        self._awaited: set[tuple[int, int]] = set()
        self.finished: set[int] = set()
        self.answered: set[int] = set()
        self.introduced: int | None = None
        self.visits = 0
        self._on: int | None = None

    async def work(self) -> None:
        """Speak, and keep the screen on, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._stay_on())
            group.create_task(self._speak())

    async def _stay_on(self) -> None:
        while True:
            await self._screen.ask_time()
            await self._room.wait(ASKS_EVERY)

    async def _speak(self) -> None:
        while True:
            if self._seen.view["meeting"]["status"] != "live":
                await self._room.rest(0.5)
            elif (floor := self._seen.view.get("floor")) is None:
                await self._nobody()
            elif floor["status"] == "called":
                await self._call(floor)
            elif floor["status"] == "paused":
                await self._question(floor["turn"])
            else:
                await self._speech(floor)

    # ── On the floor ─────────────────────────────────────────────────────────

    async def _speech(self, floor: dict[str, Any]) -> None:
        turn, words = floor["turn"], self._crowd.lines_of(floor.get("ticket"))
        place = self._said.get(turn, 0)
        if place < len(words):
            self._said[turn] = place + 1
            await self._room.say(words[place])
        else:
            self.finished.add(turn)
            await self._room.rest(0.3)
            if self._has_floor() != turn:
                await self._chair("thanks")

    async def _question(self, turn: int) -> None:
        if turn in self.answered:
            await self._room.rest(0.3)
            return
        question, answer, thanks = self._council.dais.asking
        await self._say_by_chair(question)
        await self._room.say(answer)
        await self._say_by_chair(thanks)
        self.answered.add(turn)

    async def _call(self, floor: dict[str, Any]) -> None:
        call = (floor["turn"], floor["calls"])
        if call not in self._calls:
            self._calls.add(call)
            await self._chair("calling")
        elif self._crowd.is_there(floor.get("ticket")):
            await self._room.rest(0.3)
        elif await self._silent_while(lambda: self._seen.view.get("floor") == floor):
            await self._chair("quiet" if call in self._awaited else "waiting")
            self._awaited.add(call)

    def _has_floor(self) -> int | None:
        turn: int | None = self._seen.view.get("floor", {}).get("turn")
        return turn

    # ── In between ───────────────────────────────────────────────────────────

    async def _nobody(self) -> None:
        item = self._seen.view["meeting"].get("item")
        if item != self._on:
            self._on, self.introduced = item, None
            self.visits += 1
            await self._introduce(item)
            return
        if await self._silent_while(lambda: self._between_speakers(item)):
            await self._chair("quiet")

    def _between_speakers(self, item: int | None) -> bool:
        view = self._seen.view
        meeting = view["meeting"]
        return view.get("floor") is None and (meeting["status"], meeting.get("item")) == ("live", item)

    async def _silent_while(self, so: Callable[[], bool]) -> bool:
        """Nobody speaks for QUIET seconds, or until something changes; whether it is still so."""
        for _ in range(int(QUIET / LOOKS_EVERY)):
            await self._room.rest(LOOKS_EVERY)
            if not so():
                return False
        return True

    async def _introduce(self, item: int | None) -> None:
        known = item is not None and item <= len(self._council.items)
        for sentence in self._council.items[item - 1].report if item is not None and known else ():
            await self._say_by_chair(sentence)
        self.introduced = item

    async def _chair(self, occasion: str) -> None:
        await self._say_by_chair(next(self._phrases[occasion]))

    async def _say_by_chair(self, sentence: Sentence) -> None:
        await self._room.say(sentence, self._council.chair)
