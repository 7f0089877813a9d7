"""The lock on a data directory: one server writes there, and a second one says so and leaves.

The kernel lets go of it with the process that holds it, however that ends. Knows nothing else of
the directory.
"""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

LOCK_NAME = "lock"


class InUseError(Exception):
    """Another process holds the directory; the text says which and what to do."""


@contextmanager
def holding(data: Path) -> Generator[None, None, None]:
    """Hold a data directory, made (mode 0700) if it is missing. Raises InUseError, OSError."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (data / LOCK_NAME).open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip()
            whose = f" (process {holder})" if holder else ""
            raise InUseError(
                f"Another meetingsvc{whose} is running on {data}. Stop it, or choose another --data."
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
