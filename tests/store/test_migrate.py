"""The database file: made, brought up to date, or left alone with a clear word."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from meetingsvc.store.migrate import UnusableDatabaseError, migrate
from meetingsvc.store.schema import metadata


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "meetings.sqlite"


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_the_migrations_lead_to_the_tables_as_they_are_declared(path: Path) -> None:
    migrate(path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_the_file_is_nobody_else_s_to_read(path: Path) -> None:
    migrate(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_file_is_written_ahead_and_synced_in_full(path: Path) -> None:
    migrate(path)
    assert rows(path, "PRAGMA journal_mode") == [("wal",)]


def test_migrating_again_leaves_the_events_bytes_as_they_are(path: Path) -> None:
    migrate(path)
    body = b'{"not even":  "canonical"}'
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO bodies VALUES ('council', 'Council')")
        connection.execute(
            "INSERT INTO meetings VALUES ('MEETING1', 't', 'council', 'Council', 0, 'UTC', 'live')"
        )
        connection.execute(
            "INSERT INTO events VALUES ('MEETING1', 1, 0, 'cue_added', NULL, NULL, ?, 'ab')", (body,)
        )
    migrate(path)
    assert rows(path, "SELECT body FROM events") == [(body,)]


def test_no_migration_speaks_of_the_events_bytes() -> None:
    versions = Path(migrate.__code__.co_filename).parent / "migrations" / "versions"
    later = [each for each in versions.glob("v*.py") if each.name != "v0001_first.py"]
    assert [each.name for each in later if "events" in each.read_text(encoding="utf-8")] == []


def test_a_newer_database_is_left_alone(path: Path) -> None:
    migrate(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(UnusableDatabaseError, match="newer version of meetingsvc"):
        migrate(path)


def test_a_file_that_is_no_database_is_left_alone(path: Path) -> None:
    path.write_bytes(b"minutes of the meeting\n" * 100)
    with pytest.raises(UnusableDatabaseError, match="file is not a database"):
        migrate(path)
    assert path.read_bytes() == b"minutes of the meeting\n" * 100
