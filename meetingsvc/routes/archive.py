"""/archive and /archive/ID: the meetings that have ended; of each the transcript, comments, queue, record.

Complete without scripts. Knows which page shows what; how the transcript is laid out, ``archive_page``.
"""

import asyncio
import json
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from aiohttp import web

from meetingsvc.domain.state import Meeting
from meetingsvc.export.edition import KINDS, Edition, draft_notes
from meetingsvc.export.files import FORMS, File, captioned, offered
from meetingsvc.i18n import Translator
from meetingsvc.readmodel.participation import participation
from meetingsvc.readmodel.search import matches
from meetingsvc.readmodel.transcript import sections
from meetingsvc.record.lines import LINE_LIMIT
from meetingsvc.routes import archive_files
from meetingsvc.routes.archive_files import Archive, archive_of
from meetingsvc.routes.archive_page import shown_matches, shown_sections, shown_track, size_text, speakers
from meetingsvc.routes.archive_quality import figures
from meetingsvc.routes.edge import edge, meeting_id, translator
from meetingsvc.routes.interruptions import paragraphs
from meetingsvc.routes.pages import page_response, render, written
from meetingsvc.routes.shell import public_view, urls
from meetingsvc.routes.stacks import KeptFile
from meetingsvc.routes.table import ANYONE, Route
from meetingsvc.routes.which_track import track_for
from meetingsvc.store.rows import MeetingRow

ON_A_PAGE: Final = 50
COMMENTS_SHOWN: Final = 100
MATCHES_SHOWN: Final = 200
QUERY_AT_MOST: Final = 200


async def meetings(request: web.Request) -> web.Response:
    """The meetings that have ended, the newest first, of one body or year if that is asked for."""
    shared = edge(request)
    ended = [row for row in await shared.service.meetings() if row.status == "adjourned"]
    bodies = {row.body: row.body_name for row in reversed(ended)}
    years = sorted({_year(row) for row in ended}, reverse=True)
    body, year = request.query.get("body", ""), request.query.get("year", "")
    wanted = [row for row in ended if body in ("", row.body) and year in ("", str(_year(row)))]
    page = _page_number(request.query.get("page", ""))
    return render(
        request,
        "archive.html",
        rows=wanted[(page - 1) * ON_A_PAGE : page * ON_A_PAGE],
        bodies=sorted(bodies.items(), key=lambda each: each[1]),
        years=years,
        body=body,
        year=year,
        number=page,
        more=len(wanted) > page * ON_A_PAGE,
        count=len(wanted),
    )


async def meeting(request: web.Request) -> web.Response:
    """The archive of a meeting; until it has ended, when it will."""
    archive = await archive_of(edge(request), meeting_id(request))
    if archive.state.status != "adjourned":
        view = public_view(archive.state)
        return render(request, "archive_not_yet.html", view=view, urls=urls(request, archive.state.id))
    track, query = _track_asked_for(request, archive.state), request.query.get("q", "")[:QUERY_AT_MOST]
    # The same for whoever asks for the same: it is written once, and kept while the record stands.
    tag = archive.named("page", repr((translator(request).lang, track, query)))
    html = await archive.shared.shelf.take(tag, lambda: _written(request, archive, track, query))
    return page_response(request, html)


async def _written(request: web.Request, archive: Archive, track: str, query: str) -> bytes:
    t = translator(request)
    shown = {
        "path": f"/archive/{archive.state.id}",
        "meeting": archive.state,
        "urls": urls(request, archive.state.id),
        "drafts": draft_notes(archive.state, t),
        **await _said(archive, track, query, t),
        **await _files(archive, t),
        **await _comments(archive),
        "participation": participation(archive.state),
        "interruptions": paragraphs(archive.state, t),
    }
    page = {
        "meeting": archive.state.id,
        "lang": t.lang,
        "dir": t.dir,
        "catalog": archive.shared.files.catalog_url(t.lang),
    }
    # Six hours are some megabytes of text to write out: the meetings that go on must not wait for it.
    return await asyncio.to_thread(lambda: written(request, "archive_meeting.html", page=page, **shown))


async def _said(archive: Archive, track: str, query: str, t: Translator) -> dict[str, Any]:
    """The transcript of a track; names that stand for people without one are the words of the page."""
    state = archive.state
    if not track:
        return {"tracks": [], "track": None, "sections": [], "speakers": [], "query": query, "found": []}
    said = await archive.lines(track)
    about = await figures(archive.shared.service, state, track, t)
    edition = Edition(state, track, said, "")

    def laid_out() -> dict[str, Any]:
        whole = tuple(sections(said))
        found = matches(whole, query)
        shown = shown_sections(edition, whole, found, t)
        return {
            "tracks": [shown_track(state.tracks[name]) for name in captioned(state)],
            "track": shown_track(state.tracks[track]),
            "figures": about,
            "sections": shown,
            "speakers": speakers(shown),
            "query": query,
            "count": len(found),
            "found": shown_matches(edition, found[:MATCHES_SHOWN], t),
        }

    return await asyncio.to_thread(laid_out)


def _track_asked_for(request: web.Request, state: Meeting) -> str:
    """The name of the track asked for, else of the one for this reader; empty if there is none."""
    names, asked = captioned(state), request.query.get("track", "")
    if asked in names:
        return asked
    found = track_for(request, state, (state.tracks[name] for name in names))
    return "" if found is None else found.name


async def _files(archive: Archive, t: Translator) -> dict[str, Any]:
    """The files with their sizes, each track's together, and what the record's last line says of it."""
    state = archive.state
    listed = {file: await archive.content(file) for file in offered(state)}

    def row(file: File) -> dict[str, Any]:
        received = File(file.kind, file.track, "received")
        return {
            **_link(state, file, listed[file], t),
            "contents": t.gettext(FORMS[file.kind].contents),
            "page": file.kind == "html",
            "received": _link(state, received, listed[received], t) if received in listed else None,
        }

    kept = [file for file in listed if file.version == "corrected"]
    groups = [
        {
            "track": shown_track(state.tracks[name]),
            "said": t.gettext(KINDS[kind]) if (kind := state.tracks[name].kind) in KINDS else "",
            "corrected": state.tracks[name].corrections > 0,
            "files": [row(file) for file in kept if file.track == name],
        }
        for name in captioned(state)
    ]
    whole = [row(file) for file in kept if file.track is None]
    record = next(content for file, content in listed.items() if file.kind == "record")
    last = record.read(max(record.size - LINE_LIMIT, 0), LINE_LIMIT).rstrip(b"\n").rpartition(b"\n")[2]
    return {"downloads": groups, "files": whole, "checkpoint": json.loads(last)["checkpoint"]}


def _link(state: Meeting, file: File, content: KeptFile, t: Translator) -> dict[str, str]:
    """Where a file is, and how large."""
    return {
        "name": file.name,
        "href": f"/archive/{state.id}/{file.name}",
        "size": size_text(content.size, t),
    }


async def _comments(archive: Archive) -> dict[str, Any]:
    """The first published comments, by their numbers, and how many there are."""
    published = sorted(
        number for number, comment in archive.state.comments.items() if comment.status == "published"
    )
    rows = await archive.shared.service.comments(
        archive.state.id, numbers=published[:COMMENTS_SHOWN], limit=COMMENTS_SHOWN
    )
    return {"comments": rows[::-1], "comments_in_all": len(published)}


def _year(row: MeetingRow) -> int:
    """The year in which a meeting was held, where it was held."""
    return datetime.fromtimestamp(row.starts_at // 1_000, UTC).astimezone(ZoneInfo(row.time_zone)).year


def _page_number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and 0 < len(written) < 6 else 1


ROUTES = (
    Route("GET", "/archive", meetings, ANYONE),
    Route("GET", "/archive/{meeting}", meeting, ANYONE),
    *archive_files.ROUTES,
)
