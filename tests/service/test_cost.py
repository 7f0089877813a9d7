"""A command at event 30,000 costs what it costs at event 100: counted, not timed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import event

from meetingsvc.domain import commands as c
from meetingsvc.domain.spoken import Piece
from meetingsvc.store.engine import Database
from tests.support.house import House
from tests.support.scenario import ANN

EARLY, LATE = 100, 30_000


@dataclass
class Cost:
    """SQL statements, and the steps of SQLite's machine that they took."""

    statements: int = 0
    steps: int = 0


@asynccontextmanager
async def counted(database: Database) -> AsyncIterator[Cost]:
    """What the database does for what is done within."""
    assert database.writer is not None
    cost = Cost()

    def statement(*_: object) -> None:
        cost.statements += 1

    def step() -> int:
        cost.steps += 1
        return 0

    async def watch(handler: object) -> None:
        async def job(connection: object) -> None:
            raw = await connection.get_raw_connection()  # type: ignore[attr-defined]  # an AsyncConnection
            await raw.driver_connection.set_progress_handler(handler, 1)

        await database.write(job)

    await watch(step)
    cost.steps = 0
    engines = (database.writer.sync_engine, database.readers.sync_engine)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", statement)
    yield cost
    for engine in engines:
        event.remove(engine, "before_cursor_execute", statement)
    spent = cost.steps
    await watch(None)
    cost.steps = spent


async def fill(house: House, meeting: str, upto: int) -> None:
    """Cues, until the log is so long."""
    state = await house.state(meeting)
    cue = c.AddCue(track="en", text="and the motion carries")
    await asyncio.gather(*(house.do(meeting, cue) for _ in range(upto - state.seq)))


async def one_of_each(house: House, meeting: str, n: int) -> Cost:
    """What a request, its withdrawal, a comment, a cue, its correction, edit and redaction cost."""
    async with counted(house.installation.database) as cost:
        await house.do(meeting, c.AskToSpeak(period=1, name="Ann"), ANN)
        await house.do(meeting, c.WithdrawRequest(ticket=n), ANN)
        await house.do(meeting, c.SubmitComment(text="More trees"), ANN)
        await house.do(meeting, c.AddCue(track="en", text="So ordered"))
        await house.do(meeting, c.CorrectCue(track="en", cue=10 * n, text="And the motion carries."))
        [*_, before, _] = await house.installation.service.cues(meeting, "en", 10 * n + 2, 3)
        moved = Piece("And the motion carries!", before.began, before.began)
        edit = c.Edit(cue=10 * n, pieces=(moved,))
        await house.do(meeting, c.EditCues(track="en", edits=(edit,)))
        span = c.RedactedSpan(track="en", cue=10 * n, start=0, stop=3)
        await house.do(meeting, c.RedactCues(reason="child", spans=(span,)))
    return cost


async def test_a_command_costs_as_much_late_as_early(house: House) -> None:
    meeting = await house.session()
    await fill(house, meeting, EARLY)
    early = await one_of_each(house, meeting, 1)
    await fill(house, meeting, LATE)
    late = await one_of_each(house, meeting, 2)
    assert 0 < early.statements == late.statements
    assert 0 < late.steps <= early.steps * 1.05
