"""A copy of the database, made while the meeting goes on.

Owns how it is made whole and never over another file. The installation's keys and secret are not in it.
"""

import asyncio
import os
import tempfile
from pathlib import Path

from meetingsvc.store.engine import copy_database


async def backup(database: Path, to: Path) -> None:
    """Copy a database file as it is now to a new file (mode 0600), which stands there whole or not at all.

    Raises FileExistsError if there is something already, sqlite3.Error (a full disk, no database), OSError.
    """
    await asyncio.to_thread(_backup, database, to)


def _backup(database: Path, to: Path) -> None:
    if to.exists():
        raise _taken(to)
    with tempfile.TemporaryDirectory(prefix=f".{to.name}.", dir=to.parent) as apart:
        copy = Path(apart) / to.name
        copy_database(database, copy)
        copy.chmod(0o600)
        _sync(copy)
        try:
            os.link(copy, to)  # unlike a rename, it fails if something came to stand there meanwhile
        except FileExistsError:
            raise _taken(to) from None
    _sync(to.parent)


def _taken(to: Path) -> FileExistsError:
    return FileExistsError(f"{to} is there already; a backup replaces nothing.")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
