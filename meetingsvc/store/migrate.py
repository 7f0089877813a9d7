"""Brings the database file to this version's schema: made if it is missing, migrated if it is old.

Synchronous, for a thread. Whoever calls it holds the installation's lock.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import create_engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from meetingsvc.store.engine import WRITER_PRAGMAS, database_uri


class UnusableDatabaseError(Exception):
    """A file that this version cannot use: a newer one's, or no database. The text says which."""


def migrate(path: Path) -> None:
    """Bring the file to the newest revision, in one transaction. Raises UnusableDatabaseError, OSError."""
    if not path.exists():
        path.touch(mode=0o600)
    engine = create_engine(f"sqlite:///{database_uri(path, 'rw')}", poolclass=NullPool)
    try:
        with engine.connect() as connection:
            for pragma in WRITER_PRAGMAS:
                connection.exec_driver_sql(pragma)
            connection.commit()
            command.upgrade(alembic_config(connection), "head")
            connection.commit()
    except CommandError as error:
        raise UnusableDatabaseError(
            f"{path} was written by a newer version of meetingsvc ({error})."
        ) from error
    except DatabaseError as error:
        raise UnusableDatabaseError(f"{path} cannot be used: {error.orig}.") from error
    finally:
        engine.dispose()


def alembic_config(connection: object) -> Config:
    """Alembic's settings for our revisions on an open connection."""
    config = Config()
    config.set_main_option("script_location", "meetingsvc.store:migrations")
    config.attributes["connection"] = connection
    return config
