"""A database of its own for each test of the store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from meetingsvc.store.engine import DATABASE_NAME, Database
from meetingsvc.store.migrate import migrate


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    path = tmp_path / DATABASE_NAME
    migrate(path)
    opened = Database(path)
    await opened.open()
    yield opened
    await opened.close()
