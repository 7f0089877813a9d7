"""POST /m/ID/captions/TRACK: captions in JSON, with a key of their own (docs/captions.md).

The same id leads to the same cues, however often it is sent. Nothing is kept outside open session (R42).
"""

from aiohttp import web

from meetingsvc.captions import own
from meetingsvc.captions.address import BadAddressError
from meetingsvc.captions.runs import Posting
from meetingsvc.domain.errors import Refused
from meetingsvc.routes.edge import edge, meeting_id
from meetingsvc.routes.pages import json_response
from meetingsvc.routes.table import TOOL, Route
from meetingsvc.routes.taking import Opened, beat, in_session, note_heard, opened, submitted


async def post(request: web.Request) -> web.Response:
    """``{ok, now, cues}``, the numbers of the cues added, once they are durable.

    Refuses as ``wrong_key``, ``invalid_request``, ``not_in_session``, ``no_such_cue``.
    """
    at = await _opened(request)
    try:
        sent = own.read(await request.read())
    except own.MalformedError:
        raise Refused("invalid_request") from None
    posting = Posting(None, own.spelt(sent))
    if not in_session(at, posting):
        raise Refused("not_in_session", status=at.state.status)
    beat(request, at)
    if sent.partial is not None:
        edge(request).growing(at.address.meeting, at.address.track, sent.partial.cue, sent.partial.text)
    refused = at.sender.was_refused(posting, named=bool(sent.id))
    cues = [] if refused else await _kept(request, at, sent)
    return json_response({"ok": True, "now": edge(request).service.clock.now(), "cues": cues})


async def _opened(request: web.Request) -> Opened:
    try:
        authorization = request.headers.get("Authorization", "")
        address = own.read_address(authorization, request.query, edge(request).secret)
        if (address.meeting, address.track) != (meeting_id(request), request.match_info["track"]):
            raise BadAddressError
        return await opened(request, address)
    except BadAddressError:
        raise Refused("wrong_key") from None


async def _kept(request: web.Request, at: Opened, sent: own.Sent) -> list[int]:
    """The numbers of the cues that a posting adds, or added when it was sent first."""
    command = own.command(sent, at.address)
    if command is None:
        return []
    service, address = edge(request).service, at.address
    async with at.sender.turn:
        before = at.state.tracks[address.track].heard_at
        answer = await submitted(request, address, own.command_id(sent, address), command)
    if answer is None:
        raise Refused("id_reused")
    note_heard(request, address, command, at.state, service.clock.now(), before)
    last = answer.result.get("cue")
    return list(range(last - len(sent.cues) + 1, last + 1)) if isinstance(last, int) and sent.cues else []


ROUTES = (Route("POST", "/m/{meeting}/captions/{track}", post, TOOL, "api"),)
