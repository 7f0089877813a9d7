"""All files of an archive in one zip, the same bytes for the same files."""

import zipfile
from collections.abc import Iterable
from typing import IO, Final, Protocol, cast

# The earliest that a zip can say: when it was packed says nothing about the meeting.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)


class Writable(Protocol):
    """Where bytes go, one after the other."""

    def write(self, content: bytes, /) -> int: ...
    def flush(self) -> object: ...


def bundle(into: Writable, files: Iterable[tuple[str, Iterable[bytes]]]) -> None:
    """Writes a zip of files by their names, each in pieces; ``meetingsvc verify`` reads it if the record is
    among them.
    """
    with zipfile.ZipFile(cast("IO[bytes]", into), "w", zipfile.ZIP_DEFLATED) as packed:
        for name, pieces in files:
            about = zipfile.ZipInfo(name, _NO_TIME)
            about.compress_type = zipfile.ZIP_DEFLATED
            with packed.open(about, "w") as member:
                for piece in pieces:
                    member.write(piece)
