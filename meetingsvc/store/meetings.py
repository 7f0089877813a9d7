"""The list of meetings and bodies, rewritten from a meeting's state in the transaction that changes it.

Knows nothing of the log: a row here is a copy, and the log is right where they differ.
"""

from collections.abc import Collection

import msgspec
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from meetingsvc.store.engine import Database
from meetingsvc.store.rows import MeetingRow
from meetingsvc.store.schema import bodies, events, meetings

_MEETING = tuple(meetings.c[field] for field in MeetingRow.__struct_fields__)
_REWRITE = (
    update(meetings)
    .where(meetings.c.id == bindparam("this"))
    .values({field: bindparam(f"to_{field}") for field in MeetingRow.__struct_fields__ if field != "id"})
)


async def add_meetings(connection: AsyncConnection, rows: Collection[MeetingRow]) -> None:
    """List new meetings, and their bodies under the names that they have now."""
    for row in rows:
        known = await connection.execute(
            update(bodies).where(bodies.c.slug == row.body).values(name=row.body_name)
        )
        if not known.rowcount:
            await connection.execute(insert(bodies).values(slug=row.body, name=row.body_name))
    if rows:
        await connection.execute(insert(meetings), [msgspec.structs.asdict(row) for row in rows])


async def rewrite_meetings(connection: AsyncConnection, rows: Collection[MeetingRow]) -> None:
    """Bring the rows of listed meetings up to date."""
    if rows:
        changes = [
            {"this": row.id, **{f"to_{field}": value for field, value in msgspec.structs.asdict(row).items()}}
            for row in rows
        ]
        for change in changes:
            del change["to_id"]
        await connection.execute(_REWRITE, changes)


async def is_taken(connection: AsyncConnection, meeting: str) -> bool:
    """Whether there is a meeting of this id."""
    found = await connection.execute(select(meetings.c.id).where(meetings.c.id == meeting))
    return found.first() is not None


async def listed(database: Database) -> list[MeetingRow]:
    """Every meeting, the latest to start first."""
    async with database.read() as connection:
        found = await connection.execute(
            select(*_MEETING).order_by(meetings.c.starts_at.desc(), meetings.c.id)
        )
        return [MeetingRow(*row) for row in found]


async def with_topic(database: Database, topic: str) -> list[str]:
    """The meetings in whose log something stands under a topic."""
    async with database.read() as connection:
        there = select(events.c.seq).where(events.c.meeting == meetings.c.id, events.c.topic == topic)
        found = await connection.execute(select(meetings.c.id).where(there.exists()).order_by(meetings.c.id))
        return [str(row[0]) for row in found]
