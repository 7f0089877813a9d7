"""The database's connections: one that writes and also checkpoints, and a few that only read.

Owns transactions: writes that wait at the same time share one, and with it one sync of the disk. Knows no
table. SQLite before 3.51.3 can corrupt a write-ahead log that two connections checkpoint or map into
memory, hence readers do neither.
"""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

DATABASE_NAME = "meetings.sqlite"
READERS = 4
SHARED_AT_MOST = 500
"""How many waiting writes one transaction takes."""

_BUSY_S = 5.0
_SHARED = ("PRAGMA mmap_size = 0", "PRAGMA foreign_keys = ON")
# An erased value must not stay readable in the file's free pages.
WRITER_PRAGMAS = (
    *_SHARED,
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
)
READER_PRAGMAS = (*_SHARED, "PRAGMA wal_autocheckpoint = 0", "PRAGMA query_only = ON")

log = logging.getLogger(__name__)
T = TypeVar("T")
Job = Callable[[AsyncConnection], Awaitable[Any]]


class UnavailableError(Exception):
    """The database did not take a write: a full disk, an I/O error. It may have been kept all the same."""


@dataclass(slots=True)
class _Waiting:
    job: Job
    done: asyncio.Future[Any]


class Database:
    """One SQLite file. `read_only` opens no writer: for the command line beside a running server."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.readers = _engine(path, "ro", READER_PRAGMAS)
        self.writer = None if read_only else _engine(path, "rw", WRITER_PRAGMAS)
        self._waiting: asyncio.Queue[_Waiting] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self._connection: AsyncConnection | None = None

    async def open(self) -> None:
        """Begin to take writes. Raises OSError, or SQLAlchemyError, if the file cannot be opened."""
        if self.writer is not None:
            self._connection = await self.writer.connect()
            # A reader that is there before the disk fills up needs no new file from it.
            async with self.read() as connection:
                await connection.execute(text("SELECT count(*) FROM sqlite_master"))
            self._task = asyncio.create_task(self._write_all(), name="database writer")

    async def close(self) -> None:
        """Finish the writes that wait, then close every connection."""
        if self._task is not None:
            await self._waiting.join()
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        # Readers first: the last connection to close folds the write-ahead log in, which only the writer may.
        await self.readers.dispose()
        if self._connection is not None:
            await self._connection.close()
        if self.writer is not None:
            await self.writer.dispose()

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[AsyncConnection, None]:
        """A connection that only reads. Each statement sees what is durable when it begins."""
        async with self.readers.connect() as connection:
            yield connection

    async def write(self, job: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """What `job` returns, once all that it wrote is durable.

        An exception of the job's own undoes its writes alone. Raises UnavailableError if the database
        refuses: whether the writes were kept is then unknown.
        """
        if self._task is None or self._task.done():
            raise UnavailableError("this database is not open for writing")
        waiting = _Waiting(job, asyncio.get_running_loop().create_future())
        self._waiting.put_nowait(waiting)
        result: T = await waiting.done
        return result

    async def _write_all(self) -> None:
        while True:
            batch = [await self._waiting.get()]
            while len(batch) < SHARED_AT_MOST and not self._waiting.empty():
                batch.append(self._waiting.get_nowait())
            try:
                await self._transaction(batch)
            except Exception as error:
                # Whatever it was, nobody may be left waiting, and the next writes get their chance.
                # The driver's own word says it all; of anything else we want to see where it came from.
                where = not isinstance(error, DBAPIError)
                log.error("the database did not take a write: %s", error, exc_info=where)
                for each in batch:
                    _fail(each, UnavailableError(str(error)))
                await self._reset()
            finally:
                for _ in batch:
                    self._waiting.task_done()

    async def _transaction(self, batch: list[_Waiting]) -> None:
        """Run the jobs, commit, and only then let their senders know."""
        if self._connection is None:
            assert self.writer is not None
            self._connection = await self.writer.connect()
        results: list[tuple[_Waiting, Any]] = []
        async with self._connection.begin() as transaction:
            for each in batch:
                try:
                    if len(batch) == 1:
                        result = await each.job(self._connection)
                    else:
                        async with self._connection.begin_nested():
                            result = await each.job(self._connection)
                    results.append((each, result))
                except Exception as error:
                    if isinstance(error, DBAPIError) and not isinstance(error, IntegrityError):
                        raise  # a disk that refuses one job refuses them all
                    _fail(each, error)
                    if len(batch) == 1:
                        await transaction.rollback()
        for each, result in results:
            if not each.done.done():
                each.done.set_result(result)

    async def _reset(self) -> None:
        """After a failure: nothing of it may be left open when the next transaction begins.

        The connection is kept if it can be: closing the only one that writes takes the write-ahead log's
        files away from the readers, who could not make them again on a full disk.
        """
        broken = self._connection
        if broken is None:
            return
        try:
            await broken.rollback()
            # The commit that failed may have ended SQLAlchemy's transaction and not SQLite's.
            await broken.run_sync(lambda connection: connection.connection.rollback())
        except (SQLAlchemyError, sqlite3.Error):
            log.exception("the writing connection is broken and will be opened again")
            self._connection = None
            await broken.invalidate()
            await broken.close()


def _fail(waiting: _Waiting, error: Exception) -> None:
    if not waiting.done.done():
        waiting.done.set_exception(error)


def _engine(path: Path, mode: str, pragmas: tuple[str, ...]) -> AsyncEngine:
    # isolation_level None: the driver begins nothing by itself, so that we say when, and how.
    # hide_parameters: an error's text, which is logged, must not hold what was to be written.
    options: dict[str, Any] = {
        "connect_args": {"isolation_level": None, "timeout": _BUSY_S},
        "hide_parameters": True,
    }
    if mode == "rw":
        options["poolclass"] = NullPool
    else:
        options |= {"pool_size": READERS, "max_overflow": 0, "pool_reset_on_return": None}
    engine = create_async_engine(f"sqlite+aiosqlite:///{database_uri(path, mode)}", **options)
    _listen(engine.sync_engine, pragmas, begins=mode == "rw")
    return engine


def database_uri(path: Path, mode: str) -> str:
    """The file as SQLAlchemy and SQLite name it; `mode` is ro (read), rw (write), rwc (also create)."""
    return f"{path.resolve().as_uri()}?mode={mode}&uri=true"


def copy_database(path: Path, to: Path) -> None:
    """Copy what is durable now to a new file, without the remains of what was erased. For a thread.

    Raises sqlite3.Error.
    """
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", timeout=_BUSY_S, uri=True)) as source:
        for pragma in READER_PRAGMAS:
            if "query_only" not in pragma:  # it would forbid writing the copy too
                source.execute(pragma)
        source.execute("VACUUM INTO ?", (str(to),))


def _listen(engine: Engine, pragmas: tuple[str, ...], *, begins: bool) -> None:
    @event.listens_for(engine, "connect")
    def set_up(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    if begins:

        @event.listens_for(engine, "begin")
        def begin(connection: Any) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
