"""/m/ID/captions/embed: the captions alone, for a video page that shows them in a frame, and for OBS.

Without scripts it is the last lines, in a page that loads itself again. Knows which sites may frame it.
"""

from typing import Final

from aiohttp import web

from meetingsvc.domain.errors import Refused
from meetingsvc.domain.state import Meeting
from meetingsvc.domain.texts import Track
from meetingsvc.routes.edge import edge, meeting
from meetingsvc.routes.pages import render
from meetingsvc.routes.security import content_security_policy
from meetingsvc.routes.shell import page, public_view, urls
from meetingsvc.routes.table import ANYONE, Route
from meetingsvc.routes.which_track import track_for

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
    asked = request.query.get("track", "")
    track = _track(request, state, asked)
    view = public_view(state)
    wanted = {
        "mode": mode,
        "controls": request.query.get("controls") != "0",
        "only": asked,
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


def _track(request: web.Request, state: Meeting, asked: str) -> Track | None:
    """The track asked for, else the one for this reader. Refuses as ``no_such_track``."""
    if asked:
        if asked not in state.tracks:
            raise Refused("no_such_track", track=asked[:40])
        return state.tracks[asked]
    return track_for(request, state, state.tracks.values())


ROUTES = (Route("GET", "/m/{meeting}/captions/embed", embed, ANYONE),)
