"""How a Unix socket in a deep directory is named: the system takes addresses of 107 bytes at most.

Knows directories and file descriptors, not what is said over the socket.
"""

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

LONGEST: Final = 103
"""Bytes that fit into an address everywhere (107 on Linux)."""


@contextmanager
def addressable(path: Path) -> Generator[str, None, None]:
    """A name by which the socket at a path is bound or reached, good until the context is left.

    A path that is too long is taken by way of its directory, opened. Raises FileNotFoundError if there is no
    such directory, and OSError, which says what to do, on a system that has no such way.
    """
    if len(os.fsencode(path)) <= LONGEST:
        yield str(path)
        return
    directory = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        opened = Path(f"/proc/self/fd/{directory}")
        if not opened.is_dir():
            raise OSError(
                f"The path {path} is too long for a socket. Choose a data directory with a shorter one."
            )
        yield f"{opened}/{path.name}"
    finally:
        os.close(directory)
