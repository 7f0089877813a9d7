"""/m/ID/captions/import: a finished file of captions, looked at first and then let in, by ordinary forms.

Knows how the file is sent and what the pages show; what is in it ``captions`` reads.
"""

import asyncio
import re
from typing import Any, Final

from aiohttp import web

from meetingsvc.captions.finished import NoCaptionsError, read_finished
from meetingsvc.captions.placing import Placed, placed
from meetingsvc.domain.commands import parse
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import CAPTIONING
from meetingsvc.domain.state import Meeting
from meetingsvc.export.edition import Edition
from meetingsvc.i18n import N_, sentence
from meetingsvc.routes.archive_page import shown_track
from meetingsvc.routes.bodies import form, uploaded
from meetingsvc.routes.drafts import Draft
from meetingsvc.routes.edge import edge, logged_in, meeting, translator
from meetingsvc.routes.errors import status_of
from meetingsvc.routes.pages import render
from meetingsvc.routes.shell import urls
from meetingsvc.routes.table import Route
from meetingsvc.routes.table import staff as staff_with
from meetingsvc.service.accounts import Staff, actor

LARGEST: Final = 8 * 1024 * 1024
"""Bytes of a file: a day of captions is three million."""

REFUSED_SHOWN: Final = 200
_SETTINGS: Final = frozenset({"into", "language", "offset"})
_OFFSET: Final = re.compile(r"([+-−]?)(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,](\d{1,3}))?")

REASONS: Final = {
    "no_times": N_("There are no times, so nobody knows when it was said."),
    "bad_times": N_("The times cannot be read, or a blank line is missing in front of the next caption."),
    "no_text": N_("There is no text."),
    "no_length": N_("It ends before it begins, or at the same moment."),
    "out_of_order": N_("It begins before the caption in front of it."),
    "too_long": N_("The text or the speaker's name is too long for one caption."),
    "not_in_session": N_("The meeting was not in open session then."),
    "not_yet": N_("It lies in the future."),
    "behind": N_("The track already has captions from then, or from later."),
}
"""What is said of each thing in a file that does not come in."""

_UNREADABLE: Final = N_("This is no file of captions: it holds no WebVTT, SubRip or SBV captions.")


async def show(request: web.Request) -> web.Response:
    """The form on which a file is chosen."""
    return await _page(request, await meeting(request), None)


async def look(request: web.Request) -> web.Response:
    """What is in a file that was sent, and what of it would come in; nothing comes in yet."""
    state, person = await meeting(request), await logged_in(request)
    name, content, fields = await uploaded(request, "file", _SETTINGS, at_most=LARGEST)
    draft = None
    try:
        if not content:
            raise Refused("invalid_field", field="file")
        read = await asyncio.to_thread(read_finished, content)
        draft = Draft(state.id, person.username, name or "captions", read)
        _set(draft, state, fields)
    except NoCaptionsError:
        return await _page(request, state, None, typed=fields, wrong=translator(request).gettext(_UNREADABLE))
    except Refused as refusal:
        return await _page(request, state, None, typed=fields, refusal=refusal)
    edge(request).drafts.keep(draft)
    return await _page(request, state, draft)


async def go_on(request: web.Request) -> web.Response:
    """Looks at a file again with other settings, or lets it in. Refuses as ``no_such_import``."""
    state, person = await meeting(request), await logged_in(request)
    draft = _draft(request, state, person)
    fields = await form(request, {*_SETTINGS, "act"})
    if not draft.begun:
        act = fields.pop("act", "look")
        try:
            _set(draft, state, fields)
        except Refused as refusal:
            return await _page(request, state, draft, refusal=refusal)
        here = _placed(request, state, draft)
        if act != "import" or not here.cues:
            return await _page(request, state, draft)
        edge(request).drafts.begin(draft, edge(request).service, actor(person, state.body), here)
    raise web.HTTPSeeOther(f"/m/{state.id}/captions/import/{draft.id}")


async def progress(request: web.Request) -> web.Response:
    """How far a file has come in. Refuses as ``no_such_import``."""
    state, person = await meeting(request), await logged_in(request)
    draft = _draft(request, state, person)
    return await _page(request, state, draft, refusal=draft.refusal)


def _draft(request: web.Request, state: Meeting, person: Staff) -> Draft:
    return edge(request).drafts.of(request.match_info["draft"], state.id, person.username)


def _set(draft: Draft, state: Meeting, fields: dict[str, str]) -> None:
    """Where a file goes, and when it begins. Refuses ``invalid_field``, ``no_such_track``."""
    into = fields.get("into", "")
    if into and into not in state.tracks:
        raise Refused("no_such_track", track=into[:40])
    language = fields.get("language", "").strip() or state.language
    parse({"type": "open_track", "language": language})
    draft.track, draft.language = into or None, language
    draft.offset_ms = _offset(fields.get("offset", ""))


def _offset(written: str) -> int:
    """What "-0:02:30.5" says in ms; nothing is none. Refuses as ``invalid_field``."""
    if not written.strip():
        return 0
    found = _OFFSET.fullmatch(written.strip())
    if found is None:
        raise Refused("invalid_field", field="offset")
    sign, hours, minutes, seconds, fraction = found.groups()
    ms = (int(hours or 0) * 3_600 + int(minutes) * 60 + int(seconds)) * 1_000
    ms += int((fraction or "0").ljust(3, "0"))
    return -ms if sign in ("-", "−") else ms


def _shown_offset(ms: int) -> str:
    minutes, seconds = divmod(abs(ms) // 1_000, 60)
    fraction = f".{abs(ms) % 1_000:03d}" if ms % 1_000 else ""
    return f"{'-' if ms < 0 else ''}{minutes // 60}:{minutes % 60:02d}:{seconds:02d}{fraction}"


def _placed(request: web.Request, state: Meeting, draft: Draft) -> Placed:
    zero = Edition(state, "", (), "").zero + draft.offset_ms
    return placed(state, draft.track, draft.file, zero, edge(request).service.clock.now())


async def _page(
    request: web.Request,
    state: Meeting,
    draft: Draft | None,
    *,
    typed: dict[str, str] | None = None,
    refusal: Refused | None = None,
    wrong: str = "",
) -> web.Response:
    t = translator(request)
    asked = typed or {}
    if draft is not None:
        asked = {
            "into": draft.track or "",
            "language": draft.language,
            "offset": _shown_offset(draft.offset_ms),
        }
    message = sentence(refusal.code, refusal.params, t) if refusal else wrong
    return render(
        request,
        "import.html",
        status=status_of(refusal.code) if refusal and draft is None else 400 if wrong else 200,
        meeting=state,
        urls=urls(request, state.id),
        tracks=[shown_track(state.tracks[name]) for name in sorted(state.tracks)],
        draft=draft,
        about=_about(request, state, draft) if draft is not None and not draft.begun else None,
        into=asked.get("into", ""),
        language=asked.get("language", state.language),
        offset=asked.get("offset", "0:00:00"),
        message=message,
        address=f"/m/{state.id}/captions/import",
        path=f"/m/{state.id}/captions/import",
    )


def _about(request: web.Request, state: Meeting, draft: Draft) -> dict[str, Any]:
    """What a look at a file shows."""
    t = translator(request)
    here = _placed(request, state, draft)
    refused = [
        {"line": each.line, "why": t.gettext(REASONS[each.why]), "excerpt": each.excerpt}
        for each in here.refused[:REFUSED_SHOWN]
    ]
    ends = [here.cues[0], here.cues[-1]] if len(here.cues) > 1 else list(here.cues)
    return {
        "count": len(here.cues),
        "refused_in_all": len(here.refused),
        "refused": refused,
        "ends": ends,
        "form": {"vtt": "WebVTT", "srt": "SubRip", "sbv": "SBV"}[draft.file.form],
        "encoding": draft.file.encoding,
        "overlapping": draft.file.overlapping,
    }


_CAPTIONERS: Final = staff_with(*CAPTIONING)

ROUTES = (
    Route("GET", "/m/{meeting}/captions/import", show, _CAPTIONERS),
    Route("POST", "/m/{meeting}/captions/import", look, _CAPTIONERS),
    Route("GET", "/m/{meeting}/captions/import/{draft}", progress, _CAPTIONERS),
    Route("POST", "/m/{meeting}/captions/import/{draft}", go_on, _CAPTIONERS),
)
