"""/closedcaption: caption tools post here, in Zoom's, YouTube's or StreamText's way, as their address says.

Answers as the tools expect: 200 with the server's time once the words are durable, 400 outside open
session, 403 for a bad address.
"""

from collections.abc import Mapping
from typing import Final

from aiohttp import web

from meetingsvc.captions import streamtext, youtube, zoom
from meetingsvc.captions.address import Address, BadAddressError, read_number
from meetingsvc.captions.keystrokes import take_typed
from meetingsvc.captions.lines import take_captions, take_line
from meetingsvc.captions.runs import Moment, Posting, Run, Step
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.texts import Track
from meetingsvc.routes.edge import edge
from meetingsvc.routes.table import TOOL, Route
from meetingsvc.routes.taking import (
    TEXT_LIMIT,
    Opened,
    Taking,
    beat,
    in_session,
    log_once,
    note_careless,
    opened,
    said,
    take,
    text_of,
)

REFUSED: Final = {"not_in_session": 400, "no_such_track": 403, "not_allowed": 403, "unavailable": 503}
"""What the tools know of our refusals; they try again after each of them."""

BATCH_LIMIT: Final = 20_000
"""Characters of a posting that may hold many captions, or all that was typed while nobody answered."""


async def post(request: web.Request) -> web.Response:
    """A caption, several, or keystrokes; a heartbeat is a posting without a body."""
    try:
        at = await opened(request, _address(request.query, edge(request).secret))
        seq = read_number(request.query.getall("seq", []))
    except BadAddressError:
        return said(403, "forbidden")
    posting = Posting(seq, await _text(request, at))
    if not in_session(at, posting):
        return said(400, "the meeting is not in session")
    if len(posting.text) > (TEXT_LIMIT if at.address.protocol == "zoom" else BATCH_LIMIT):
        return said(413, "the caption is too long")
    if not zoom.same_language(zoom.language(request.query.getall("lang", [])), at.track.language):
        log_once(at, "says that it writes another language")
    beat(request, at)
    if posting.text if at.address.protocol == "streamtext" else not posting.is_heartbeat:
        try:
            await take(request, at, posting, _taking(at, posting, edge(request).service.clock.now()))
        except Refused as refusal:
            return said(REFUSED.get(refusal.code, 400), refusal.code)
    now = edge(request).service.clock.now()
    return said(200, youtube.timestamp(now) if at.address.protocol == "youtube" else zoom.timestamp(now))


async def last_seq(request: web.Request) -> web.Response:
    """The number of the last caption accepted from this address; 0 before the first."""
    try:
        at = await opened(request, _address(request.query, edge(request).secret))
    except BadAddressError:
        return said(403, "forbidden")
    run = at.sender.run
    return said(200, "0" if run is None else str(max(run.seq, 0)))


def _address(query: Mapping[str, str], secret: bytes) -> Address:
    """Whose address this is, by the parameter that each protocol has for its own."""
    if youtube.PARAMETER in query:
        return youtube.read_address(query, secret)
    if streamtext.PARAMETER in query:
        return streamtext.read_address(query, secret)
    return zoom.read_address(query, secret)


async def _text(request: web.Request, at: Opened) -> str:
    if at.address.protocol != "streamtext":
        return await text_of(request, at)
    note_careless(request, at)
    return streamtext.read(await request.read())


def _taking(at: Opened, posting: Posting, now: int) -> Taking:
    """How a posting is taken in the protocol of its address."""
    track = at.address.track

    def taken(run: Run, moment: Moment, stands: Track) -> Step:
        match at.address.protocol:
            case "youtube":
                captions = youtube.read(posting.text, now)
                return take_captions(track, posting, captions, run, moment, stands.recent)
            case "streamtext":
                return take_typed(track, posting, run, moment)
            case _:
                return take_line(track, posting, run, moment)

    return taken


ROUTES = (
    Route("POST", "/closedcaption", post, TOOL, "file"),
    Route("GET", "/closedcaption/seq", last_seq, TOOL, "file"),
)
