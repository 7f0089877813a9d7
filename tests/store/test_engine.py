"""The connections: what one may that the others may not, and writes that share a transaction."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import event, insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from meetingsvc.store.engine import Database, UnavailableError
from meetingsvc.store.schema import bodies
from tests.support.disk import no_more_bytes, no_more_pages


def adding(slug: str) -> Callable[[AsyncConnection], Awaitable[str]]:
    async def job(connection: AsyncConnection) -> str:
        await connection.execute(insert(bodies).values(slug=slug, name=slug.title()))
        return slug

    return job


async def slugs(database: Database) -> list[str]:
    async with database.read() as connection:
        return list((await connection.execute(select(bodies.c.slug).order_by(bodies.c.slug))).scalars())


def commits_of(database: Database) -> list[object]:
    assert database.writer is not None
    seen: list[object] = []
    event.listen(database.writer.sync_engine, "commit", seen.append)
    return seen


async def test_the_writer_syncs_in_full_and_readers_neither_write_checkpoint_nor_map(
    database: Database,
) -> None:
    async def settings(connection: AsyncConnection) -> dict[str, object]:
        names = (
            "journal_mode",
            "synchronous",
            "mmap_size",
            "wal_autocheckpoint",
            "foreign_keys",
            "query_only",
        )
        return {name: (await connection.execute(text(f"PRAGMA {name}"))).scalar() for name in names}

    both = {"journal_mode": "wal", "synchronous": 2, "mmap_size": 0, "foreign_keys": 1}
    async with database.read() as connection:
        read = await settings(connection)
    assert await database.write(settings) == both | {"wal_autocheckpoint": 1000, "query_only": 0}
    assert read == both | {"wal_autocheckpoint": 0, "query_only": 1}


async def test_a_reader_cannot_write(database: Database) -> None:
    async with database.read() as connection:
        with pytest.raises(OperationalError, match="readonly"):
            await connection.execute(insert(bodies).values(slug="a", name="A"))


async def test_writes_that_wait_share_one_commit(database: Database) -> None:
    seen = commits_of(database)
    done = await asyncio.gather(*(database.write(adding(f"b{n:02}")) for n in range(40)))
    assert done == [f"b{n:02}" for n in range(40)] == await slugs(database)
    assert len(seen) == 1


async def fails(connection: AsyncConnection) -> None:
    await connection.execute(insert(bodies).values(slug="half", name="Half"))
    raise LookupError("no such thing")


async def test_a_job_that_fails_alone_leaves_nothing(database: Database) -> None:
    with pytest.raises(LookupError):
        await database.write(fails)
    assert await database.write(adding("a")) == "a"
    assert await slugs(database) == ["a"]


async def test_a_job_that_fails_takes_back_its_own_writes_alone(database: Database) -> None:
    results = await asyncio.gather(
        database.write(adding("a")),
        database.write(fails),
        database.write(adding("a")),
        database.write(adding("b")),
        return_exceptions=True,
    )
    assert [type(each) for each in results] == [str, LookupError, IntegrityError, str]
    assert await slugs(database) == ["a", "b"]


async def test_a_sender_that_goes_away_harms_nobody(database: Database) -> None:
    gone = asyncio.create_task(database.write(adding("a")))
    stays = asyncio.create_task(database.write(adding("b")))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == "b"
    assert await slugs(database) == ["a", "b"]


@pytest.mark.parametrize("trouble", ["pages", "bytes"])
async def test_a_full_disk_refuses_writes_serves_readers_and_recovers(
    database: Database, trouble: str
) -> None:
    large = "x" * 100_000
    await database.write(adding("before"))
    with no_more_pages(database) if trouble == "pages" else no_more_bytes():
        refused = await asyncio.gather(
            database.write(adding(large)), database.write(adding(large + "y")), return_exceptions=True
        )
        seen_meanwhile = await slugs(database)
    assert [type(each) for each in refused] == [UnavailableError, UnavailableError]
    assert seen_meanwhile == ["before"]
    assert await database.write(adding("after")) == "after"
    assert await slugs(database) == ["after", "before"]


async def test_a_connection_that_breaks_is_opened_again(database: Database) -> None:
    async def cut(connection: AsyncConnection) -> None:
        raw = await connection.get_raw_connection()
        await raw.driver_connection.close()  # type: ignore[union-attr]  # it is there: we are connected

    await database.write(cut)
    with pytest.raises(UnavailableError):
        await database.write(adding("a"))
    assert await database.write(adding("a")) == "a"
    assert await slugs(database) == ["a"]


async def test_a_database_that_is_closed_takes_no_writes(database: Database) -> None:
    other = Database(database.path, read_only=True)
    await other.open()
    with pytest.raises(UnavailableError):
        await other.write(adding("a"))
    assert await slugs(other) == []
    await other.close()


async def test_closing_finishes_what_waits(database: Database) -> None:
    waiting = asyncio.create_task(database.write(adding("a")))
    await asyncio.sleep(0)
    await database.close()
    assert await waiting == "a"
    with sqlite3.connect(database.path) as connection:
        assert connection.execute("SELECT slug FROM bodies").fetchall() == [("a",)]
    connection.close()
