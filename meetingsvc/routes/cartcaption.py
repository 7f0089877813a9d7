"""/cartcaption: caption tools post here in the way of Microsoft Teams' CART captions.

400 for a malformed address or body, 401 for a token that is not good, 404 outside open session.
"""

from typing import Final

from aiohttp import web

from meetingsvc.captions import teams, zoom
from meetingsvc.captions.address import BadAddressError
from meetingsvc.captions.lines import take_line
from meetingsvc.captions.runs import Posting
from meetingsvc.domain.errors import Refused
from meetingsvc.routes.edge import edge
from meetingsvc.routes.table import TOOL, Route
from meetingsvc.routes.taking import TEXT_LIMIT, beat, in_session, log_once, opened, said, take, text_of

REFUSED: Final = {"not_in_session": 404, "no_such_track": 401, "not_allowed": 401, "unavailable": 503}


async def post(request: web.Request) -> web.Response:
    """A line; every posting is one of its own."""
    try:
        at = await opened(request, teams.read_address(request.query, edge(request).secret))
    except teams.MalformedError:
        return said(400, "malformed")
    except BadAddressError:
        return said(401, "unauthorized")
    posting = Posting(None, await text_of(request, at))
    if not in_session(at, posting):
        return said(404, "the meeting has not started")
    if len(posting.text) > TEXT_LIMIT:
        return said(400, "the line is too long")
    if not zoom.same_language(zoom.language(request.query.getall("lang", [])), at.track.language):
        log_once(at, "says that it writes another language")
    beat(request, at)
    if not posting.is_heartbeat:
        track = at.address.track
        try:
            await take(request, at, posting, lambda run, moment, _: take_line(track, posting, run, moment))
        except Refused as refusal:
            return said(REFUSED.get(refusal.code, 400), refusal.code)
    return said(200, zoom.timestamp(edge(request).service.clock.now()))


ROUTES = (Route("POST", "/cartcaption", post, TOOL, "file"),)
