"""Ways in which a disk refuses a write: full by the page, full by the file, and an answer lost on its way."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, event

from meetingsvc.store.engine import Database


@contextmanager
def no_more_pages(database: Database) -> Iterator[None]:
    """SQLite may not let the file grow by a page: what it answers is what it answers on a full disk."""
    assert database.writer is not None
    pages = 1  # fewer than there are: SQLite then takes those that there are as the limit

    @event.listens_for(database.writer.sync_engine, "begin")
    def limit(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    try:
        yield
    finally:
        pages = 1_073_741_823


@contextmanager
def no_more_bytes() -> Iterator[None]:
    """The system refuses this process every write to a file beyond its first byte."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


class ForgetfulConnection(sqlite3.Connection):
    """SQLite's connection, but once `forgets` is set the next commit is kept and reported as failed."""

    forgets = False

    def commit(self) -> None:
        kept = self.in_transaction
        super().commit()
        if kept and ForgetfulConnection.forgets:
            ForgetfulConnection.forgets = False
            raise sqlite3.OperationalError("disk I/O error")
