"""The tables of places in a meeting: which token's hash holds which participant's seat, and claim codes.

Keeps hashes, never a token or a code, and nothing else of a person. Knows no clock.
"""

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from meetingsvc.store.engine import Database
from meetingsvc.store.schema import claims, seats


class NoSuchMeetingError(Exception):
    """There is no meeting to sit in."""


async def add_seat(database: Database, meeting: str, participant: str, token_hash: str) -> None:
    """Let a token hold a participant's seat. Raises NoSuchMeetingError."""

    async def job(connection: AsyncConnection) -> None:
        await connection.execute(
            insert(seats).values(hash=token_hash, meeting=meeting, participant=participant)
        )

    try:
        await database.write(job)
    except IntegrityError:
        raise NoSuchMeetingError(meeting) from None


async def seated(database: Database, meeting: str, token_hash: str) -> str | None:
    """The participant whose seat in this meeting the token holds."""
    async with database.read() as connection:
        found = await connection.execute(
            select(seats.c.participant).where(seats.c.hash == token_hash, seats.c.meeting == meeting)
        )
        row = found.first()
    return None if row is None else str(row[0])


async def add_claim(
    database: Database, meeting: str, participant: str, code_hash: str, now: int, expires_at: int
) -> None:
    """Keep a one-time code for a participant's seat, and forget codes that have expired.

    Raises NoSuchMeetingError.
    """

    async def job(connection: AsyncConnection) -> None:
        await connection.execute(delete(claims).where(claims.c.expires_at <= now))
        await connection.execute(
            insert(claims).values(
                hash=code_hash, meeting=meeting, participant=participant, expires_at=expires_at
            )
        )

    try:
        await database.write(job)
    except IntegrityError:
        raise NoSuchMeetingError(meeting) from None


async def use_claim(
    database: Database, meeting: str, code_hash: str, token_hash: str, now: int
) -> str | None:
    """Turn a code that is still good into a token's seat, in one transaction; the participant, or None."""

    async def job(connection: AsyncConnection) -> str | None:
        used = await connection.execute(
            delete(claims)
            .where(claims.c.hash == code_hash, claims.c.meeting == meeting, claims.c.expires_at > now)
            .returning(claims.c.participant)
        )
        row = used.first()
        if row is None:
            return None
        participant = str(row[0])
        await connection.execute(
            insert(seats).values(hash=token_hash, meeting=meeting, participant=participant)
        )
        return participant

    return await database.write(job)
