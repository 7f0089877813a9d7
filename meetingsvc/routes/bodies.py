"""What was sent, read within bounds: forms and JSON, and the command in either.

Knows how bodies are written and what a command id looks like; a command's own fields are the domain's.
"""

import re
from collections.abc import Collection
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qsl

import msgspec
from aiohttp import BodyPartReader, web
from aiohttp.http import HttpProcessingError

from meetingsvc.domain.commands import Command, parse
from meetingsvc.domain.errors import Refused

MAX_BODY: Final = 64 * 1024
"""Bytes. The longest comment, each character escaped, is within it."""

NUMBERS: Final = frozenset(
    {"period", "item", "ticket", "places", "comment", "priority", "to", "speaks_for", "at"}
)
"""The fields of an attendee's commands that are numbers, which a form sends as text."""

YES_OR_NO: Final = frozenset({"one_minute"})
"""Those that are true or false, which a form sends as 1 or 0."""

_MAX_FIELDS: Final = 40
_FIELD_AT_MOST: Final = 1_000
"""Bytes of a field that comes with a file."""

_ID: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")


class Uploaded(NamedTuple):
    """A file, what its sender calls it, and the fields that came with it."""

    name: str
    content: bytes
    fields: dict[str, str]


async def form(
    request: web.Request, known: Collection[str] | None = None, *, at_most: int = _MAX_FIELDS
) -> dict[str, str]:
    """The fields of a form. Refuses as ``invalid_request`` what is none, as ``invalid_field`` one that is not
    ``known`` or comes twice, as ``too_large`` a body beyond MAX_BODY.
    """
    if request.content_type != "application/x-www-form-urlencoded":
        raise Refused("invalid_request")
    body = await _read(request)
    try:
        pairs = parse_qsl(
            body.decode("utf-8"), keep_blank_values=True, max_num_fields=at_most, errors="strict"
        )
    except ValueError:  # not UTF-8, or more fields than any form has
        raise Refused("invalid_request") from None
    fields: dict[str, str] = {}
    for name, value in pairs:
        if name in fields or (known is not None and name not in known):
            raise Refused("invalid_field", field=name[:40])
        # Browsers send a line's end as two characters; the record has one.
        fields[name] = value.replace("\r\n", "\n")
    return fields


async def json_object(request: web.Request) -> dict[str, Any]:
    """The JSON object in a body. Refuses as ``invalid_request`` or ``too_large``."""
    body = await _read(request)
    try:
        value = msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise Refused("invalid_request") from None
    if not isinstance(value, dict):
        raise Refused("invalid_request")
    return value


async def uploaded(request: web.Request, file: str, known: Collection[str] = (), *, at_most: int) -> Uploaded:
    """The file, of at most so many bytes, that a form sends under this name, and its ``known`` fields.

    Refuses as ``invalid_request``, ``invalid_field`` or ``too_large``.
    """
    if request.content_type != "multipart/form-data":
        raise Refused("invalid_request")
    sent: dict[str, bytes] = {}
    called = ""
    try:
        async for part in await request.multipart():
            name = part.name if isinstance(part, BodyPartReader) else None
            if not isinstance(part, BodyPartReader) or name is None:
                raise Refused("invalid_request")
            if name in sent or (name != file and name not in known):
                raise Refused("invalid_field", field=name[:40])
            sent[name] = await _part(part, at_most if name == file else _FIELD_AT_MOST)
            if name == file:
                called = _bare(part.filename or "")
        fields = {name: content.decode("utf-8") for name, content in sent.items() if name != file}
    except (ValueError, RuntimeError, HttpProcessingError):  # no boundary, a broken header, no end
        raise Refused("invalid_request") from None
    if file not in sent:
        raise Refused("invalid_field", field=file)
    return Uploaded(called, sent[file], fields)


async def _part(part: BodyPartReader, at_most: int) -> bytes:
    read = bytearray()
    while chunk := await part.read_chunk():
        read += chunk
        if len(read) > at_most:
            raise Refused("too_large")
    return bytes(read)


def _bare(filename: str) -> str:
    """A file's name without its folders, as the record and pages call it."""
    last = filename.replace("\\", "/").rpartition("/")[2]
    return "".join(char for char in last if char.isprintable())[:50]


def number_of(written: str, field: str) -> int:
    """The number that a field of a form or of an address says. Refuses as ``invalid_field``."""
    if not re.fullmatch(r"[0-9]{1,10}", written):
        raise Refused("invalid_field", field=field)
    return int(written)


async def nothing(request: web.Request) -> None:
    """For requests that need no body: ``{}`` or none. Refuses as ``invalid_request`` or ``too_large``."""
    if (await _read(request)).strip() not in (b"", b"{}"):
        raise Refused("invalid_request")


async def _read(request: web.Request) -> bytes:
    if (request.content_length or 0) > MAX_BODY:
        raise Refused("too_large")
    body = await request.read()
    if len(body) > MAX_BODY:
        raise Refused("too_large")
    return body


def command_id(fields: dict[str, Any]) -> str:
    """The sender's own id of its command, taken out of the fields. Refuses as ``invalid_field``."""
    written = fields.pop("id", None)
    if not isinstance(written, str) or not _ID.fullmatch(written):
        raise Refused("invalid_field", field="id")
    return written


def form_command(kind: str, fields: dict[str, str]) -> Command:
    """A command from a form's fields: numbers read, and what was left empty left out.

    Refuses as ``unknown_command`` or ``invalid_field``.
    """
    if "type" in fields:
        raise Refused("invalid_field", field="type")
    payload: dict[str, Any] = {"type": kind}
    for name, value in fields.items():
        if value == "":
            continue
        if name in YES_OR_NO and value in ("0", "1"):
            payload[name] = value == "1"
            continue
        payload[name] = int(value) if name in NUMBERS and re.fullmatch(r"[0-9]{1,15}", value) else value
    return parse(payload)
