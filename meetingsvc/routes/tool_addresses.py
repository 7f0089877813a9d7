"""The addresses of caption tools, for the captions page: what to paste into the tool.

An address is a secret of those who caption; the public view has its number, protocol and end alone.
"""

from collections.abc import Callable
from typing import Any, Final

from aiohttp import web

from meetingsvc.captions import own, streamtext, teams, youtube, zoom
from meetingsvc.captions.address import Address, key_of
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.events import ToolProtocol
from meetingsvc.domain.roles import CAPTIONING
from meetingsvc.domain.state import Meeting
from meetingsvc.domain.texts import ToolAddress, Track
from meetingsvc.routes.edge import Edge, edge, meeting
from meetingsvc.routes.pages import json_response
from meetingsvc.routes.table import Route
from meetingsvc.routes.table import staff as staff_with

KEYED: Final[dict[ToolProtocol, Callable[[str, bytes, Address], str]]] = {
    "youtube": youtube.issue_url,
    "teams": teams.issue_url,
    "streamtext": streamtext.issue_url,
    "own": own.issue_url,
}


async def issued(request: web.Request) -> web.Response:
    """``{url, expires_at, protocol, number, key?}`` of the ``number``-th address of ``track``.

    Where no number is asked for, it is the newest that is still good. ``key`` is the part that YouTube's
    tools and our own ask for alone. Refuses as ``no_such_track``; as ``no_such_url`` where none was issued,
    or it is revoked or expired.
    """
    state = await meeting(request)
    track = state.tracks.get(request.query.get("track", ""))
    if track is None:
        raise Refused("no_such_track", track=request.query.get("track", "")[:40])
    shared = edge(request)
    now, number = shared.service.clock.now(), request.query.get("number", "")
    found = [each for each in track.addresses if now < each.expires_at and number in ("", str(each.number))]
    if not found:
        raise Refused("no_such_url", track=track.name)
    return json_response(_told(shared, state, track, found[-1]))


def _told(shared: Edge, state: Meeting, track: Track, it: ToolAddress) -> dict[str, Any]:
    told: dict[str, Any] = {"number": it.number, "protocol": it.protocol, "expires_at": it.expires_at}
    origin, secret = shared.config.origin, shared.secret
    if it.protocol == "zoom":
        url = zoom.issue_url(origin, secret, state.id, track.name, it.number, it.expires_at)
        return {**told, "url": url}
    address = Address(state.id, track.name, it.number, it.expires_at, it.protocol)
    key = {"key": key_of(secret, address)} if it.protocol in ("youtube", "own") else {}
    return {**told, "url": KEYED[it.protocol](origin, secret, address), **key}


ROUTES = (Route("GET", "/m/{meeting}/captions/url", issued, staff_with(*CAPTIONING), "api"),)
