"""/archive/ID/FILE: the transcript, tables and record of a meeting that has ended, for anyone.

Each file has an ETag of the record's head, its format and language, and the address where it is published:
while nothing is added to the record, a reader's copy is good. Files are built in pieces off the event loop,
kept on disk, and sent in ranges. Knows how a file is asked for and kept; what is in one, ``export`` decides.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Final

from aiohttp import web

import meetingsvc
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.state import Meeting
from meetingsvc.export.bundle import bundle
from meetingsvc.export.comments import comments_csv, comments_json
from meetingsvc.export.edition import Edition
from meetingsvc.export.files import FORMS, File, found, offered
from meetingsvc.export.html import POLICY
from meetingsvc.export.queue_csv import queue_csv
from meetingsvc.export.table import instant
from meetingsvc.i18n import Translator, negotiate
from meetingsvc.readmodel.transcript import Line, Version, draft
from meetingsvc.routes.edge import Edge, edge, meeting_id
from meetingsvc.routes.ranges import sent
from meetingsvc.routes.stacks import PIECE, KeptFile
from meetingsvc.routes.table import ANYONE, Route
from meetingsvc.routes.transcripts import KeptLines, keep_lines

_HEAD: Final = 24
"""How much of the head's hash an ETag has: enough that no two records share it."""


@dataclass(frozen=True)
class Archive:
    """A meeting's archive at one moment: the state, and the hash of the event that it goes up to."""

    shared: Edge
    state: Meeting
    head: str

    def tag(self, file: File) -> str:
        """What names this content of a file: record, format, language, source, and who made it of them."""
        version = "" if file.version == "corrected" else f".{file.version}"
        return self.named(file.kind + version, file.track or "all")

    def named(self, *parts: str) -> str:
        """What names anything made of this record, for this address, by this version."""
        source = hashlib.blake2b(self.shared.config.origin.encode(), digest_size=4).hexdigest()
        return "-".join((self.head[:_HEAD], *parts, source, meetingsvc.__version__))

    async def content(self, file: File) -> KeptFile:
        """A file, built off the event loop and kept while the record stands."""
        return await self.shared.stacks.take(self.tag(file), lambda into: _build(self, file, into))

    async def lines(self, track: str, version: Version = "corrected") -> Iterable[Line]:
        """The lines of a track, which need not be held all at once."""

        async def build(into: KeptFile) -> None:
            await keep_lines(into, self.shared.service, self.state, track, version)

        return KeptLines(await self.shared.stacks.take(self.named("lines", track, version), build))


async def archive_of(shared: Edge, meeting: str) -> Archive:
    """The archive of a meeting as it stands. Refuses as ``no_such_meeting``."""
    kept = await shared.service.kept(meeting)
    return Archive(shared, kept.state, kept.head)


async def file(request: web.Request) -> web.StreamResponse:
    """A file by its name, or the range of it that is asked for.

    Refuses as ``no_such_file`` what is not there, or not until the meeting ends.
    """
    archive = await archive_of(edge(request), meeting_id(request))
    wanted = found(archive.state, request.match_info["file"])
    if wanted is None or archive.state.status != "adjourned":
        raise Refused("no_such_file")
    tag = archive.tag(wanted)
    headers = {
        "Content-Language": wanted.language(archive.state),
        # Kept, but asked after each time: a word taken out of the record must not live on in caches.
        "Cache-Control": "public, no-cache",
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "ETag, Content-Range, Accept-Ranges",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    if any(each.value in (tag, "*") for each in request.if_none_match or ()):
        response = web.Response(status=304, headers=headers)
        response.etag = tag
        return response
    charset = "; charset=utf-8" if wanted.is_text else ""
    headers["Content-Type"] = f"{wanted.content_type}{charset}"
    # A page is to be read where it is; all else is to be kept.
    manner = "inline" if wanted.kind == "html" else "attachment"
    headers["Content-Disposition"] = f'{manner}; filename="{filename(archive.state, wanted)}"'
    if wanted.kind == "html":
        headers["Content-Security-Policy"] = POLICY
    return await sent(request, await archive.content(wanted), tag, headers)


def filename(state: Meeting, file: File) -> str:
    """The name under which a browser saves it: whose, when, what, and whether it is a draft (R44)."""
    here, _ = instant(state.starts_at if state.started_at is None else state.started_at, state.time_zone)
    mark = "draft" if file.track is not None and draft(state) else ""
    return f"{state.body}-{here[:10]}-{file.called(mark)}"


def words_for(shared: Edge, language: str) -> Translator:
    """The words around captions in a language: its own if they ship, else English."""
    code = negotiate(language, None, None, shared.catalogs.languages)
    return Translator(shared.catalogs.by_code[code])


async def _build(archive: Archive, file: File, into: KeptFile) -> None:
    shared, state = archive.shared, archive.state
    make = FORMS[file.kind].make
    if make is not None and file.track is not None:
        said = await archive.lines(file.track, file.version)
        source = f"{shared.config.origin}/archive/{state.id}"
        edition = Edition(state, file.track, said, source, file.version)
        pieces = make(edition, words_for(shared, file.language(state)))
        await asyncio.to_thread(_write, into, (piece.encode("utf-8", "replace") for piece in pieces))
        return
    match file.kind:
        case "comments_csv" | "comments_json":
            rows = await shared.service.comments(state.id, limit=None)
            table = comments_csv if file.kind == "comments_csv" else comments_json
            into.write(await asyncio.to_thread(table, state, rows))
        case "queue_csv":
            into.write(await asyncio.to_thread(queue_csv, state))
        case "record":
            async for some in _gathered(shared.installation.records.lines(state.id)):
                await asyncio.to_thread(into.write, some)
        case _:
            others = [each for each in offered(state) if each.kind != "bundle"]
            files = [(each.name, (await archive.content(each)).pieces()) for each in others]
            await asyncio.to_thread(bundle, into, files)


def _write(into: KeptFile, pieces: Iterable[bytes]) -> None:
    """Pieces of a few bytes each, written some thousand at a time."""
    waiting, size = [], 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= PIECE:
            into.write(b"".join(waiting))
            waiting, size = [], 0
    into.write(b"".join(waiting))


async def _gathered(lines: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    waiting, size = [], 0
    async for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= PIECE:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


ROUTES = (Route("GET", "/archive/{meeting}/{file}", file, ANYONE, "file"),)
