"""/closedcaption: caption tools post here, to the address that the captions page gave them (Zoom's protocol).

Answers as the tools expect: 200 with the server's time once a line is durable, 400 outside open session,
403 for a bad address. An address is a secret: no query is ever logged (caption-protocols, trap 6).
"""

import logging
from typing import Final

from aiohttp import web

from meetingsvc.captions import runs, zoom
from meetingsvc.captions.overrun import MARK
from meetingsvc.captions.text import read_text
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import Actor
from meetingsvc.domain.state import Meeting
from meetingsvc.domain.texts import Track
from meetingsvc.routes.edge import edge, meeting
from meetingsvc.routes.pages import json_response
from meetingsvc.routes.senders import Sender
from meetingsvc.routes.table import TOOL, Route
from meetingsvc.routes.table import staff as staff_with

log = logging.getLogger(__name__)

REFUSED: Final = {"not_in_session": 400, "no_such_track": 403, "not_allowed": 403, "unavailable": 503}
"""What the tools know of our refusals; they try again after each of them."""

TEXT_LIMIT: Final = 2_000
"""Characters of one caption."""


async def post(request: web.Request) -> web.Response:
    """A caption, or a heartbeat."""
    try:
        address, state, track = await _opened(request)
        seq = zoom.read_seq(request.query.getall("seq", []))
    except zoom.BadAddressError:
        return _said(403, "forbidden")
    posting, careless = await _posting(request, seq)
    if state.status != "live":
        return _said(400, "the meeting is not in session")
    if len(posting.text) > TEXT_LIMIT:
        return _said(413, "the caption is too long")
    sender = edge(request).senders.of(address, track)
    if careless:
        _log_once(sender, address, "counts its Content-Length in characters")
    if not zoom.same_language(zoom.language(request.query.getall("lang", [])), track.language):
        _log_once(sender, address, "says that it writes another language")
    if not posting.is_heartbeat:
        try:
            await _heard(request, address, sender, posting)
        except Refused as refusal:
            return _said(REFUSED.get(refusal.code, 400), refusal.code)
    return _said(200, zoom.timestamp(edge(request).service.clock.now()))


async def last_seq(request: web.Request) -> web.Response:
    """The number of the last caption accepted from this address; 0 before the first."""
    try:
        address, _, track = await _opened(request)
    except zoom.BadAddressError:
        return _said(403, "forbidden")
    run = edge(request).senders.of(address, track).run
    return _said(200, "0" if run is None else str(run.seq))


async def issued_url(request: web.Request) -> web.Response:
    """``{url, expires_at}`` of the newest address issued for ``track`` that is still good.

    Refuses as ``no_such_track``; as ``no_such_url`` where none was issued, or it is revoked or expired.
    """
    state = await meeting(request)
    track = state.tracks.get(request.query.get("track", ""))
    if track is None:
        raise Refused("no_such_track", track=request.query.get("track", "")[:40])
    shared = edge(request)
    if track.urls <= track.urls_revoked or track.url_expires_at <= shared.service.clock.now():
        raise Refused("no_such_url", track=track.name)
    url = zoom.issue_url(
        shared.config.origin, shared.secret, state.id, track.name, track.urls, track.url_expires_at
    )
    return json_response({"url": url, "expires_at": track.url_expires_at})


async def _opened(request: web.Request) -> tuple[zoom.Address, Meeting, Track]:
    """Whose address this is. Raises BadAddressError for one that is not ours, revoked or expired."""
    shared = edge(request)
    address = zoom.read_address(request.query, shared.secret)
    try:
        state = await shared.service.state(address.meeting)
    except Refused:
        raise zoom.BadAddressError from None
    track = state.tracks.get(address.track)
    if track is None or not track.urls_revoked < address.number <= track.urls:
        raise zoom.BadAddressError
    if address.expires_at <= shared.service.clock.now():
        raise zoom.BadAddressError
    return address, state, track


async def _posting(request: web.Request, seq: int) -> tuple[runs.Posting, bool]:
    """The caption in a body, and whether its sender counts characters where bytes are asked for."""
    read = read_text(await request.read(), request.charset)
    return runs.Posting(seq, read.text), read.cut or MARK in request.headers


def _log_once(sender: Sender, address: zoom.Address, what: str) -> None:
    """Tells whoever runs the service of a sender's habit, the first time: in our words, never in its own."""
    if what not in sender.told:
        sender.told.add(what)
        log.warning("the caption tool on track %s of meeting %s %s", address.track, address.meeting, what)


async def _heard(request: web.Request, address: zoom.Address, sender: Sender, posting: runs.Posting) -> None:
    """Makes the caption durable, unless it is there already."""
    service = edge(request).service
    async with sender.turn:
        state = await service.state(address.meeting)
        # A label that no earlier run can have: each of them has grown the record since.
        run = runs.run_of(posting, sender.run, fresh=str(state.seq))
        if not runs.only_blanks_grew(posting, run):
            line = runs.line(sender.name, address.track, posting, run)
            tool = Actor(f"tool:{address.track}", frozenset({"tool"}), track=address.track)
            await service.submit(address.meeting, tool, line.id, line.command)
        sender.run = runs.accepted(posting, run)


def _said(status: int, text: str) -> web.Response:
    """A short answer in plain text. Some tools run in a page of another site and must be able to read it."""
    response = web.Response(status=status, text=text)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


ROUTES = (
    Route("POST", "/closedcaption", post, TOOL, "file"),
    Route("GET", "/closedcaption/seq", last_seq, TOOL, "file"),
    Route("GET", "/m/{meeting}/captions/url", issued_url, staff_with("captioner", "clerk", "admin"), "api"),
)
