"""The table of rule profiles: every version that a body has set, who set it and when.

Keeps values as they come; whether a profile may be set, its caller has asked. Nothing is changed or deleted.
"""

from typing import Any

import msgspec
from sqlalchemy import Row, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from meetingsvc.domain.profile import Profile
from meetingsvc.store.engine import Database
from meetingsvc.store.schema import bodies, profiles

_COLUMNS = (profiles.c.body, profiles.c.version, profiles.c.profile, profiles.c.by, profiles.c.at)


class KeptProfile(msgspec.Struct, frozen=True):
    """A version of a body's rules; `by` is an actor's id, `at` UTC ms."""

    body: str
    version: int
    profile: Profile
    by: str
    at: int


class OutOfTurnError(Exception):
    """There is such a version already, of this body's rules or of its terms."""


async def add_profile(database: Database, kept: KeptProfile) -> None:
    """Keep a further version. Raises OutOfTurnError, UnavailableError."""

    async def job(connection: AsyncConnection) -> None:
        await connection.execute(
            insert(profiles).values(
                body=kept.body,
                version=kept.version,
                profile=msgspec.json.encode(kept.profile).decode(),
                by=kept.by,
                at=kept.at,
            )
        )

    try:
        await database.write(job)
    except IntegrityError:
        raise OutOfTurnError(kept.body) from None


async def profiles_of(database: Database, body: str) -> list[KeptProfile]:
    """Every version of a body's rules, the newest first."""
    query = select(*_COLUMNS).where(profiles.c.body == body).order_by(profiles.c.version.desc())
    async with database.read() as connection:
        return [_kept(row) for row in await connection.execute(query)]


async def newest_profiles(database: Database) -> list[KeptProfile]:
    """The newest version for each body that has set rules."""
    later = profiles.alias()
    newer = select(later.c.version).where(
        later.c.body == profiles.c.body, later.c.version > profiles.c.version
    )
    async with database.read() as connection:
        return [_kept(row) for row in await connection.execute(select(*_COLUMNS).where(~newer.exists()))]


async def body_name(database: Database, body: str) -> str | None:
    """What a body that has had a meeting is called."""
    async with database.read() as connection:
        found = await connection.execute(select(bodies.c.name).where(bodies.c.slug == body))
        name: str | None = found.scalar()
        return name


def _kept(row: Row[*tuple[Any, ...]]) -> KeptProfile:
    return KeptProfile(
        body=row.body,
        version=row.version,
        profile=msgspec.json.decode(row.profile, type=Profile),
        by=row.by,
        at=row.at,
    )
