"""Reads the folder of a recorded meeting: meeting.json, captions.jsonl, calls.csv.

Owns what a recording is and what makes one unusable, always told with file and line. Times become
milliseconds from the start of the meeting. Knows nothing of the service or of what is done with it.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta

MEETING: Final = "meeting.json"
CAPTIONS: Final = "captions.jsonl"
CALLS: Final = "calls.csv"

_COLUMNS: Final = ("called", "begin", "end", "name", "channel")
_LABEL: Final = 600
_WEEK: Final = 7 * 24 * 3600

Channel = Literal["in_person", "remote", "phone"]
Seconds = Annotated[float, Meta(ge=0, le=_WEEK)]
Text = Annotated[str, Meta(min_length=1, max_length=2_000)]
Short = Annotated[str, Meta(min_length=1, max_length=200)]


class FolderError(ValueError):
    """A recording that cannot be held again; the text names the file and where in it."""


class Item(msgspec.Struct, frozen=True):
    """An agenda item and the second at which it began."""

    start: Seconds
    label: Annotated[str, Meta(min_length=1)]


class Caption(msgspec.Struct, frozen=True):
    """A caption line, in seconds from the start. Who a machine thought was speaking is not read."""

    start: Seconds
    end: Seconds
    text: Text


class Call(msgspec.Struct, frozen=True):
    """Somebody called to the floor: when called, when they began and ended, in seconds."""

    called: Seconds
    begin: Seconds
    end: Seconds
    name: Short
    channel: Channel


class Particulars(msgspec.Struct, frozen=True):
    """What meeting.json says of the meeting."""

    title: Short
    body: Short
    date: date
    time_zone: Short
    duration_seconds: Seconds
    agenda: Annotated[list[Item], Meta(max_length=500)]
    place: Annotated[str, Meta(max_length=200)] = ""
    language: Annotated[str, Meta(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$", max_length=35)] = "en"


class Recording(msgspec.Struct, frozen=True):
    """A recorded meeting. ``digest`` changes with any byte of its three files."""

    particulars: Particulars
    captions: tuple[Caption, ...]
    calls: tuple[Call, ...]
    digest: str


Row = TypeVar("Row", Caption, Call)


def ms(seconds: float) -> int:
    """Seconds as whole milliseconds."""
    return round(seconds * 1000)


def read(folder: Path) -> Recording:
    """The recording in a folder. Raises FolderError."""
    contents = {name: _content(folder / name) for name in (MEETING, CAPTIONS, CALLS)}
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return Recording(
        particulars=_particulars(_decoded(MEETING, contents[MEETING])),
        captions=tuple(_captions(_decoded(CAPTIONS, contents[CAPTIONS]))),
        calls=tuple(_calls(_decoded(CALLS, contents[CALLS]))),
        digest=digest.hexdigest(),
    )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FolderError(f"{path}: {error.strerror}") from None


def _decoded(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FolderError(f"{name}:{line}: not UTF-8") from None


def _particulars(text: str) -> Particulars:
    try:
        told = msgspec.convert(_cleaned(json.loads(text)), Particulars)
        ZoneInfo(told.time_zone)
    except json.JSONDecodeError as error:
        raise FolderError(f"{MEETING}:{error.lineno}: {error.msg}") from None
    except msgspec.ValidationError as error:
        raise FolderError(f"{MEETING}: {error}") from None
    except (KeyError, OSError, ValueError):
        raise FolderError(f"{MEETING}: time_zone is not an IANA name") from None
    for number, (before, item) in enumerate(pairwise(told.agenda), 1):
        if item.start < before.start:
            raise FolderError(f"{MEETING}: agenda[{number}] starts before the item in front of it")
    items = [Item(item.start, _clipped(item.label)) for item in told.agenda]
    return msgspec.structs.replace(told, agenda=items)


def _captions(text: str) -> Iterator[Caption]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{CAPTIONS}:{number}"
        try:
            caption = msgspec.convert(_cleaned(json.loads(line)), Caption)
        except json.JSONDecodeError as error:
            raise FolderError(f"{where}: {error.msg}") from None
        except msgspec.ValidationError as error:
            raise FolderError(f"{where}: {error}") from None
        if caption.end < caption.start:
            raise FolderError(f"{where}: ends before it starts")
        yield caption


def _calls(text: str) -> list[Call]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if missing := [column for column in _COLUMNS if column not in header]:
            raise FolderError(f"{CALLS}:1: no column {', '.join(missing)}")
        calls = [(reader.line_num, _call(reader.line_num, header, row)) for row in reader if row]
    except csv.Error as error:
        raise FolderError(f"{CALLS}:{reader.line_num}: {error}") from None
    calls.sort(key=lambda numbered: (numbered[1].begin, numbered[1].end))
    for (_, before), (line, call) in pairwise(calls):
        if call.begin < before.end:
            raise FolderError(f"{CALLS}:{line}: begins while {before.name} has the floor")
        if call.called < before.called:
            raise FolderError(f"{CALLS}:{line}: called before {before.name}, who begins earlier")
    return [call for _, call in calls]


def _call(line: int, header: Sequence[str], row: Sequence[str]) -> Call:
    if len(row) != len(header):
        raise FolderError(f"{CALLS}:{line}: {len(row)} fields under {len(header)} columns")
    fields = {key: value for key, value in zip(header, row, strict=True) if key in _COLUMNS}
    try:
        call = msgspec.convert(_cleaned(fields), Call, strict=False)  # in a CSV, numbers are text
    except msgspec.ValidationError as error:
        raise FolderError(f"{CALLS}:{line}: {error}") from None
    if not call.called <= call.begin <= call.end:
        raise FolderError(f"{CALLS}:{line}: called, begin and end are not in order")
    return call


def _cleaned(value: Any) -> Any:
    """The value with its texts as the service keeps them: no control characters, no outer blanks."""
    match value:
        case str():
            return "".join(c for c in value if not _unkept(c)).strip()
        case list():
            return [_cleaned(each) for each in value]
        case dict():
            return {key: _cleaned(each) for key, each in value.items()}
    return value


def _unkept(char: str) -> bool:
    return (char < " " and char != "\n") or "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff"


def _clipped(label: str) -> str:
    """A label cut at a word, with a sign that it was, where it is longer than an agenda's may be."""
    if len(label) <= _LABEL:
        return label
    head, _, _ = label[: _LABEL - 1].rpartition(" ")
    return (head or label[: _LABEL - 1]).rstrip() + "…"
