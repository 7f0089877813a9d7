"""The table of glossaries: every version of a body's terms, who set it and when.

Keeps them as they come. Nothing is changed or deleted.
"""

import msgspec
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from meetingsvc.store.engine import Database
from meetingsvc.store.profiles import OutOfTurnError
from meetingsvc.store.schema import glossaries


class KeptGlossary(msgspec.Struct, frozen=True):
    """A version of a body's terms; `by` is an actor's id, `at` UTC ms."""

    body: str
    version: int
    terms: tuple[str, ...]
    by: str
    at: int


async def add_glossary(database: Database, kept: KeptGlossary) -> None:
    """Keep a further version. Raises OutOfTurnError, UnavailableError."""

    async def job(connection: AsyncConnection) -> None:
        row = {**msgspec.structs.asdict(kept), "terms": "\n".join(kept.terms)}
        await connection.execute(insert(glossaries).values(row))

    try:
        await database.write(job)
    except IntegrityError:
        raise OutOfTurnError(kept.body) from None


async def newest_glossary(database: Database, body: str) -> KeptGlossary | None:
    """The newest version of a body's terms, if it has any."""
    columns = [glossaries.c[name] for name in KeptGlossary.__struct_fields__]
    query = select(*columns).where(glossaries.c.body == body).order_by(glossaries.c.version.desc()).limit(1)
    async with database.read() as connection:
        row = (await connection.execute(query)).first()
    if row is None:
        return None
    return KeptGlossary(row.body, row.version, tuple(row.terms.splitlines()), row.by, row.at)
