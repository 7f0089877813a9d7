"""Sending a long file, or the part of it that is asked for (RFC 9110, 14). Knows no file in particular."""

import asyncio
from collections.abc import Mapping
from typing import NamedTuple

from aiohttp import web

from meetingsvc.routes.stacks import KeptFile


class Span(NamedTuple):
    """Bytes from ``start`` up to ``end``."""

    start: int
    end: int


class BeyondError(ValueError):
    """A range of which the file has nothing."""


async def sent(
    request: web.Request, file: KeptFile, tag: str, headers: Mapping[str, str]
) -> web.StreamResponse:
    """The file: 200 whole, 206 a range, 416 where there is nothing of it. Several ranges get the whole."""
    try:
        span = asked(request, file.size, tag)
    except BeyondError:
        about = {name: value for name, value in headers.items() if not name.startswith("Content-")}
        return web.Response(status=416, headers={**about, "Content-Range": f"bytes */{file.size}"})
    start, end = span or (0, file.size)
    response = web.StreamResponse(status=200 if span is None else 206, headers=headers)
    response.etag = tag
    response.headers["Accept-Ranges"] = "bytes"
    if span is not None:
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{file.size}"
    response.content_length = end - start
    await response.prepare(request)
    if request.method != "HEAD":
        pieces = file.pieces(start, end)
        while piece := await asyncio.to_thread(next, pieces, b""):
            await response.write(piece)
    await response.write_eof()
    return response


def asked(request: web.Request, size: int, tag: str) -> Span | None:
    """The range asked for; none: the whole. One with ``If-Range`` holds only for the content of that tag.

    Raises BeyondError.
    """
    if request.method != "GET" or "Range" not in request.headers:
        return None
    if request.headers.get("If-Range", f'"{tag}"').strip() != f'"{tag}"':
        return None
    unit, _, wanted = request.headers["Range"].partition("=")
    first, hyphen, last = wanted.strip().partition("-")
    if unit.strip().lower() != "bytes" or not hyphen or not _digits(first + last):
        return None
    if not first:
        if int(last) == 0 or size == 0:
            raise BeyondError
        return Span(max(size - int(last), 0), size)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise BeyondError
    return Span(int(first), min(int(last) + 1, size) if last else size)


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 40
