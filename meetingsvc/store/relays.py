"""The table of relays' progress: up to where each has passed its track on. Knows no address and no text."""

import msgspec
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from meetingsvc.store.engine import Database
from meetingsvc.store.schema import relay_progress


class Progress(msgspec.Struct, frozen=True):
    """The last cue that was taken, how much of its text (characters), and the number it was sent under."""

    cue: int
    characters: int
    seq: int


async def kept_progress(database: Database, meeting: str, relay: int) -> Progress | None:
    """How far a relay had come; None before its first line."""
    table = relay_progress.c
    async with database.read() as connection:
        found = await connection.execute(
            select(table.cue, table.characters, table.seq).where(
                table.meeting == meeting, table.relay == relay
            )
        )
        row = found.first()
    return None if row is None else Progress(row.cue, row.characters, row.seq)


async def keep_progress(database: Database, meeting: str, relay: int, progress: Progress) -> None:
    """From here it goes on after a restart. Raises UnavailableError."""
    table = relay_progress.c

    async def job(connection: AsyncConnection) -> None:
        await connection.execute(delete(relay_progress).where(table.meeting == meeting, table.relay == relay))
        await connection.execute(
            insert(relay_progress).values(meeting=meeting, relay=relay, **msgspec.structs.asdict(progress))
        )

    await database.write(job)
