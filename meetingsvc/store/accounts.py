"""The tables of staff: accounts, the roles they hold in each body, and their sessions.

Keeps hashes, never a password or a token. Knows no clock: what has expired, its caller says.
"""

from collections import defaultdict
from collections.abc import Iterable

import msgspec
from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from meetingsvc.store.engine import Database
from meetingsvc.store.schema import accounts, roles, sessions


class Account(msgspec.Struct, frozen=True):
    """A member of staff as kept; `roles` are (body slug or *, role)."""

    id: int
    username: str
    name: str
    password: str
    roles: frozenset[tuple[str, str]]


class TakenError(Exception):
    """There is an account of this username already."""


async def add_account(
    database: Database, username: str, name: str, password_hash: str, held: Iterable[tuple[str, str]]
) -> int:
    """Keep a new account with its roles; its id. Raises TakenError."""

    async def job(connection: AsyncConnection) -> int:
        added = await connection.execute(
            insert(accounts).values(username=username, name=name, password=password_hash)
        )
        [number] = added.inserted_primary_key or (0,)
        rows = [{"account": number, "body": body, "role": role} for body, role in sorted(set(held))]
        if rows:
            await connection.execute(insert(roles), rows)
        return int(number)

    try:
        return await database.write(job)
    except IntegrityError:
        raise TakenError(username) from None


async def account_named(database: Database, username: str) -> Account | None:
    """The account of this username."""
    found = await _accounts(database, accounts.c.username == username)
    return found[0] if found else None


async def all_accounts(database: Database) -> list[Account]:
    """Every account, by username."""
    return await _accounts(database, None)


async def session(database: Database, token_hash: str) -> tuple[Account, int] | None:
    """Whose session this is, and when it expires (UTC ms)."""
    async with database.read() as connection:
        found = await connection.execute(
            select(sessions.c.account, sessions.c.expires_at).where(sessions.c.hash == token_hash)
        )
        row = found.first()
    if row is None:
        return None
    [account] = await _accounts(database, accounts.c.id == row[0])
    return account, row[1]


async def begin_session(database: Database, token_hash: str, account: int, now: int, expires_at: int) -> None:
    """Keep a session, and forget those that have expired."""

    async def job(connection: AsyncConnection) -> None:
        await connection.execute(delete(sessions).where(sessions.c.expires_at <= now))
        await connection.execute(
            insert(sessions).values(hash=token_hash, account=account, expires_at=expires_at)
        )

    await database.write(job)


async def extend_session(database: Database, token_hash: str, expires_at: int) -> None:
    """Let a session last until then, if it has not been ended."""

    async def job(connection: AsyncConnection) -> None:
        await connection.execute(
            update(sessions).where(sessions.c.hash == token_hash).values(expires_at=expires_at)
        )

    await database.write(job)


async def end_session(database: Database, token_hash: str) -> bool:
    """Forget a session; whether there was one."""

    async def job(connection: AsyncConnection) -> bool:
        ended = await connection.execute(delete(sessions).where(sessions.c.hash == token_hash))
        return bool(ended.rowcount)

    return await database.write(job)


async def replace_password(database: Database, account: int, password_hash: str) -> None:
    """Keep another hash of an account's password."""

    async def job(connection: AsyncConnection) -> None:
        await connection.execute(
            update(accounts).where(accounts.c.id == account).values(password=password_hash)
        )

    await database.write(job)


async def _accounts(database: Database, which: ColumnElement[bool] | None) -> list[Account]:
    query = select(
        accounts.c.id, accounts.c.username, accounts.c.name, accounts.c.password, roles.c.body, roles.c.role
    ).outerjoin(roles, roles.c.account == accounts.c.id)
    if which is not None:
        query = query.where(which)
    async with database.read() as connection:
        rows = (await connection.execute(query.order_by(accounts.c.username))).all()
    held: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for row in rows:
        if row[4] is not None:
            held[row[0]].add((row[4], row[5]))
    people = {row[0]: row[:4] for row in rows}
    return [Account(*person, frozenset(held[number])) for number, person in people.items()]
