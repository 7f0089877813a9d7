"""The tables of places in a meeting: which token's hash holds which participant's seat, and return codes.

Keeps hashes, never a token or a code, and nothing else of a person. Knows no clock.
"""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or
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


async def add_codes(
    database: Database,
    meeting: str,
    owners: Mapping[str, str],
    now: int,
    expires_at: int,
    *,
    void_others: bool = False,
) -> None:
    """Keep return codes (hash → participant) that are not kept yet, and forget those that have expired.

    ``void_others``: whatever code these participants had is good no more. Raises NoSuchMeetingError.
    """
    rows = [
        {"hash": code, "meeting": meeting, "participant": owner, "expires_at": expires_at}
        for code, owner in owners.items()
    ]

    async def job(connection: AsyncConnection) -> None:
        await connection.execute(delete(claims).where(claims.c.expires_at <= now))
        if void_others:
            await _forget(connection, meeting, owners.values())
        await connection.execute(insert_or(claims).on_conflict_do_nothing(index_elements=["hash"]), rows)

    try:
        await database.write(job)
    except IntegrityError:
        raise NoSuchMeetingError(meeting) from None


async def void_codes(database: Database, meeting: str, participants: Collection[str]) -> None:
    """Forget the return codes of these participants."""
    await database.write(lambda connection: _forget(connection, meeting, participants))


async def _forget(connection: AsyncConnection, meeting: str, participants: Iterable[str]) -> None:
    theirs = claims.c.participant.in_(list(participants))
    await connection.execute(delete(claims).where(claims.c.meeting == meeting, theirs))


async def keep_codes(
    database: Database, meeting: str, participants: Collection[str], expires_at: int
) -> None:
    """Let the return codes of these participants be good until then at least."""

    async def job(connection: AsyncConnection) -> None:
        theirs = (claims.c.meeting == meeting, claims.c.expires_at < expires_at)
        for participant in participants:
            await connection.execute(
                update(claims)
                .where(*theirs, claims.c.participant == participant)
                .values(expires_at=expires_at)
            )

    await database.write(job)


async def owner_of(database: Database, meeting: str, code_hash: str, now: int) -> tuple[str, bool] | None:
    """Whose a code is, and whether it can still bring the place to a device; None: nobody's."""
    async with database.read() as connection:
        found = await connection.execute(
            select(claims.c.participant, claims.c.used_at).where(
                claims.c.hash == code_hash, claims.c.meeting == meeting, claims.c.expires_at > now
            )
        )
        row = found.first()
    return None if row is None else (str(row[0]), row[1] is None)


async def use_claim(
    database: Database, meeting: str, code_hash: str, token_hash: str, now: int
) -> str | None:
    """Turn a code that is still good into a token's seat, in one transaction; the participant, or None."""

    async def job(connection: AsyncConnection) -> str | None:
        used = await connection.execute(
            update(claims)
            .where(
                claims.c.hash == code_hash,
                claims.c.meeting == meeting,
                claims.c.expires_at > now,
                claims.c.used_at.is_(None),
            )
            .values(used_at=now)
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
