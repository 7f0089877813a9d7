"""/m/ID/captions/embed: the captions alone, for a video page that shows them in a frame, and for OBS.

Without scripts it is the last lines, in a page that loads itself again. Knows which sites may frame it.
"""

from typing import Final

from aiohttp import web

from meetingsvc.domain.errors import Refused
from meetingsvc.domain.state import Meeting
from meetingsvc.domain.texts import Track, by_kind
from meetingsvc.routes.edge import edge, meeting, translator
from meetingsvc.routes.pages import render
from meetingsvc.routes.security import content_security_policy
from meetingsvc.routes.shell import page, public_view, urls
from meetingsvc.routes.table import ANYONE, Route

MODES: Final = ("lines", "transcript")
OWN: Final = "'self'"
"""Our own pages may always show it."""


async def embed(request: web.Request) -> web.Response:
    """The captions of ``track``, as two ``lines`` or as a ``transcript`` (``mode``).

    ``controls=0`` leaves out the reader's choices, ``paper=none`` the background: both are for a picture that
    nobody can touch. Refuses as ``no_such_track``, ``invalid_field``.
    """
    state = await meeting(request)
    mode = request.query.get("mode", "lines")
    if mode not in MODES:
        raise Refused("invalid_field", field="mode")
    track = _track(state, request.query.get("track", ""), translator(request).lang)
    view = public_view(state)
    wanted = {
        "mode": mode,
        "controls": request.query.get("controls") != "0",
        "only": request.query.get("track", ""),
        "bare": request.query.get("paper") == "none",
    }
    response = render(
        request,
        "embed.html",
        page={**page(request, state, view), **wanted},
        view=view,
        urls=urls(request, state.id),
        track=track,
        cues=[cue for cue in view["cues"].values() if track and cue["track"] == track.name],
        bare=wanted["bare"],
    )
    frames = (OWN, *edge(request).config.frames)
    response.headers["Content-Security-Policy"] = content_security_policy(edge(request).config, frames)
    return response


def _track(state: Meeting, asked: str, lang: str) -> Track | None:
    """The track asked for; else of the reader's language, of the meeting's, or any: people's first (R37)."""
    if asked:
        if asked not in state.tracks:
            raise Refused("no_such_track", track=asked[:40])
        return state.tracks[asked]
    tracks = sorted(state.tracks.values(), key=by_kind)
    for language in (lang, state.language):
        found = next((each for each in tracks if each.language == language), None)
        if found is not None:
            return found
    return tracks[0] if tracks else None


ROUTES = (Route("GET", "/m/{meeting}/captions/embed", embed, ANYONE),)
