"""An installation, opened on its data directory: the lock, the migrated database, the keys, the services.

Owns the order of opening and closing. Knows nothing of how the services are reached.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from meetingsvc.config import SECRET_NAME, load_or_make_secret
from meetingsvc.record.keys import load_or_make_key
from meetingsvc.service.accounts import Accounts
from meetingsvc.service.clock import Clock
from meetingsvc.service.lock import holding
from meetingsvc.service.record import Records, Signer
from meetingsvc.service.seats import Seats
from meetingsvc.service.service import Service
from meetingsvc.service.writer import AT_MOST
from meetingsvc.store.engine import DATABASE_NAME, Database
from meetingsvc.store.log import Log
from meetingsvc.store.migrate import migrate

RESTORED_WITHOUT: Final = (
    "the secret is new, the database is not: return codes given out so far are void (staff can give new "
    "ones), and no device finds by itself a place that was continued. Was it left out of a backup?"
)

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Installation:
    """What one data directory holds, ready for use."""

    data: Path
    database: Database
    service: Service
    accounts: Accounts
    seats: Seats
    records: Records


@asynccontextmanager
async def open_installation(
    data: Path, clock: Clock, *, at_most: int = AT_MOST
) -> AsyncGenerator[Installation, None]:
    """The installation, for the one process that writes it.

    Raises InUseError, UnusableDatabaseError, KeyFileError, ConfigError, OSError.
    """
    with holding(data):
        secret = _secret(data)
        await asyncio.to_thread(migrate, data / DATABASE_NAME)
        database = Database(data / DATABASE_NAME)
        opened = _installation(data, database, clock, secret, at_most)
        try:
            await database.open()
            await opened.service.start()
            yield opened
        finally:
            await opened.service.stop()
            await database.close()


@asynccontextmanager
async def open_to_read(data: Path, clock: Clock) -> AsyncGenerator[Installation, None]:
    """The installation for exports and backups, also beside a running server. Commands are `unavailable`.

    Raises FileNotFoundError where there is no database, KeyFileError, ConfigError, OSError.
    """
    if not (data / DATABASE_NAME).is_file():
        raise FileNotFoundError(f"There is no meetingsvc database in {data}.")
    database = Database(data / DATABASE_NAME, read_only=True)
    try:
        yield _installation(data, database, clock, _secret(data), AT_MOST)
    finally:
        await database.close()


def _secret(data: Path) -> bytes:
    """The secret, made where there is none; where the database is older than it, that is said."""
    if (data / DATABASE_NAME).exists() and not (data / SECRET_NAME).exists():
        _LOG.warning(RESTORED_WITHOUT)
    return load_or_make_secret(data)


def _installation(data: Path, database: Database, clock: Clock, secret: bytes, at_most: int) -> Installation:
    log = Log(database)
    signer = Signer(load_or_make_key(data), clock)
    return Installation(
        data=data,
        database=database,
        service=Service(log, clock, signer, secret, at_most=at_most),
        accounts=Accounts(database, clock),
        seats=Seats(database, clock, secret),
        records=Records(log, signer),
    )
