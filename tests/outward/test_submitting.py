"""What a machine writes is tried again while the disk is full, and given up where it may not be written."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from meetingsvc.domain.commands import Addition, ReceiveCues
from meetingsvc.domain.roles import Actor
from meetingsvc.outward.ending import Ending
from meetingsvc.outward.submitting import submitted
from tests.outward.conftest import Room
from tests.support.disk import no_more_bytes
from tests.support.rules import rule

T = TypeVar("T")

TOOL = Actor("tool:en-2", frozenset({"tool"}), track="en-2")
LINE = ReceiveCues(track="en-2", source="vosk:run", source_seq=1, added=(Addition(text="Good evening."),))


class Waits(Ending):
    """An end that says when somebody waits for it, and for another try."""

    def __init__(self) -> None:
        super().__init__()
        self.waited = asyncio.Event()

    async def unless(self, waiting: Coroutine[Any, Any, T]) -> T:
        self.waited.set()
        return await super().unless(waiting)


async def test_a_line_that_the_disk_refuses_is_written_once_it_takes_more(room: Room) -> None:
    ending = Waits()
    with no_more_bytes():
        writing = asyncio.create_task(
            submitted(room.server.service, room.meeting, TOOL, "vosk:run:1", LINE, ending)
        )
        await ending.waited.wait()
    await writing
    assert [text for text, _, _ in await room.lines()] == ["Good evening."]


@rule("R42")
async def test_a_line_that_may_not_be_written_is_given_up_at_once(room: Room) -> None:
    await room.server.command(room.meeting, "enter_closed_session")
    await submitted(room.server.service, room.meeting, TOOL, "vosk:run:1", LINE)
    assert await room.lines() == []
