"""/archive/ID/FILE: the transcript, tables and record of a meeting that has ended, for anyone.

Each file has an ETag of the record's head, its format and language, and the address where it is published:
while nothing is added to the record, a reader's copy is good. Knows how a file is asked for and kept; what is
in one, ``export`` decides.
"""

import asyncio
import hashlib
from dataclasses import dataclass
from typing import Final

from aiohttp import web

import meetingsvc
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.state import Meeting
from meetingsvc.export.bundle import bundle
from meetingsvc.export.comments import comments_csv, comments_json
from meetingsvc.export.edition import Edition
from meetingsvc.export.files import TRANSCRIPTS, File, offered
from meetingsvc.export.queue_csv import queue_csv
from meetingsvc.export.table import instant
from meetingsvc.i18n import Translator, negotiate
from meetingsvc.readmodel.transcript import Line, draft, lines
from meetingsvc.routes.edge import Edge, edge, meeting_id
from meetingsvc.routes.table import ANYONE, Route

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
        return self.named(file.kind, file.track or "all")

    def named(self, *parts: str) -> str:
        """What names anything made of this record, for this address, by this version."""
        source = hashlib.blake2b(self.shared.config.origin.encode(), digest_size=4).hexdigest()
        return "-".join((self.head[:_HEAD], *parts, source, meetingsvc.__version__))

    async def content(self, file: File) -> bytes:
        """The bytes of a file, built off the event loop and kept while the record stands."""
        return await self.shared.shelf.take(self.tag(file), lambda: _built(self, file))


async def archive_of(shared: Edge, meeting: str) -> Archive:
    """The archive of a meeting as it stands. Refuses as ``no_such_meeting``."""
    kept = await shared.service.kept(meeting)
    return Archive(shared, kept.state, kept.head)


async def file(request: web.Request) -> web.Response:
    """A file by its name. Refuses as ``no_such_file`` what is not offered, or not until the meeting ends."""
    archive = await archive_of(edge(request), meeting_id(request))
    name = request.match_info["file"]
    found = next((each for each in offered(archive.state) if each.name == name), None)
    if found is None or archive.state.status != "adjourned":
        raise Refused("no_such_file")
    tag = archive.tag(found)
    if any(each.value in (tag, "*") for each in request.if_none_match or ()):
        response = web.Response(status=304)
    else:
        response = web.Response(body=await archive.content(found), content_type=found.content_type)
        if found.is_text:
            response.charset = "utf-8"
        saved = filename(archive.state, found)
        response.headers["Content-Disposition"] = f'attachment; filename="{saved}"'
    response.etag = tag
    response.headers["Content-Language"] = found.language(archive.state)
    # Kept, but asked after each time: a word taken out of the record must not live on in caches.
    response.headers["Cache-Control"] = "public, no-cache"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def filename(state: Meeting, file: File) -> str:
    """The name under which a browser saves it: whose, when, what, and whether it is a draft (R44)."""
    here, _ = instant(state.starts_at if state.started_at is None else state.started_at, state.time_zone)
    name = file.name
    if file.track is not None and draft(state):
        start, _, suffix = name.rpartition(".")
        name = f"{start}.draft.{suffix}"
    return f"{state.body}-{here[:10]}-{name}"


async def transcript(shared: Edge, state: Meeting, track: str) -> tuple[Line, ...]:
    """The lines of a track, all of them."""
    rows = await shared.service.cues(state.id, track, limit=None)
    return await asyncio.to_thread(lambda: tuple(lines(state, track, rows)))


def words_for(shared: Edge, language: str) -> Translator:
    """The words around captions in a language: its own if they ship, else English."""
    code = negotiate(language, None, None, shared.catalogs.languages)
    return Translator(shared.catalogs.by_code[code])


async def _built(archive: Archive, file: File) -> bytes:
    shared, state = archive.shared, archive.state
    if file.track is not None:
        said = await transcript(shared, state, file.track)
        edition = Edition(state, file.track, said, f"{shared.config.origin}/archive/{state.id}")
        t = words_for(shared, file.language(state))
        return await asyncio.to_thread(TRANSCRIPTS[file.kind], edition, t)
    match file.kind:
        case "comments_csv" | "comments_json":
            rows = await shared.service.comments(state.id, limit=None)
            table = comments_csv if file.kind == "comments_csv" else comments_json
            return await asyncio.to_thread(table, state, rows)
        case "queue_csv":
            return await asyncio.to_thread(queue_csv, state)
        case "record":
            return b"".join([line async for line in shared.installation.records.lines(state.id)])
        case _:
            others = [each for each in offered(state) if each.kind != "bundle"]
            files = {each.name: await archive.content(each) for each in others}
            return await asyncio.to_thread(bundle, files)


ROUTES = (Route("GET", "/archive/{meeting}/{file}", file, ANYONE, "file"),)
