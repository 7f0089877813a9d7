"""Finding the lines of a record in a file: a record.jsonl, or a bundle.zip that contains one.

Owns how files are opened and how much of them is trusted. Knows nothing of what the lines say.
"""

import struct
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from meetingsvc.record.defects import Defect
from meetingsvc.record.lines import LINE_LIMIT

RECORD_NAME = "record.jsonl"
BUNDLED_LIMIT = 1024**3
"""The largest record, in bytes, that is unpacked from a bundle: a small zip can hold terabytes."""

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError)
# What zipfile also raises when a directory's numbers point nowhere or name a feature that it lacks.
_NONSENSE = (NotImplementedError, RuntimeError, OverflowError, ValueError, struct.error)


class NoRecordError(Exception):
    """A file in which there is no record to look at; the text says why."""


@contextmanager
def open_lines(path: Path) -> Generator[Iterator[bytes], None, None]:
    """The lines of the record in a file, read as they are asked for.

    A line beyond LINE_LIMIT comes cut off. Raises NoRecordError, OSError; the iterator raises Defect
    `unreadable` where a bundle's data is damaged.
    """
    with ExitStack() as opened:
        file = opened.enter_context(path.open("rb"))
        zipped = path.suffix.lower() == ".zip" or file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")
        file.seek(0)
        if not zipped:
            yield _lines(file)
            return
        try:
            bundle = opened.enter_context(zipfile.ZipFile(file))
            record = opened.enter_context(bundle.open(_member(bundle)))
        except (*_DAMAGE, *_NONSENSE) as error:
            raise NoRecordError(f"{path} is not a zip file that can be read.") from error
        yield _lines(record)


def _member(bundle: zipfile.ZipFile) -> zipfile.ZipInfo:
    found = [member for member in bundle.infolist() if member.filename == RECORD_NAME]
    if not found:
        raise NoRecordError(f"The bundle contains no {RECORD_NAME}.")
    if len(found) > 1:
        # Which of them is read differs from tool to tool, so neither can be vouched for.
        raise NoRecordError(f"The bundle contains {RECORD_NAME} more than once.")
    [member] = found
    if member.flag_bits & 1:
        raise NoRecordError(f"The {RECORD_NAME} in the bundle is encrypted.")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # The others let a file ask for as much memory as it likes.
        raise NoRecordError(f"The {RECORD_NAME} in the bundle is packed in a way other than deflate.")
    if member.file_size > BUNDLED_LIMIT:
        raise NoRecordError(f"The {RECORD_NAME} in the bundle unpacks to more than {BUNDLED_LIMIT} bytes.")
    return member


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    while True:
        try:
            line = file.readline(LINE_LIMIT + 1)
        except _DAMAGE as error:
            raise Defect("unreadable", "The bundle is damaged: its data ends or breaks here.") from error
        if not line:
            return
        yield line
