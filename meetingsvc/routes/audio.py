"""The captions page's microphone: sound over a WebSocket of its own, to an engine of the installation.

Staff only, from our own pages only, and only as long as they stay logged in; what comes is handed on and
never kept. Knows no engine's protocol.
"""

import asyncio
import json
from typing import Final

import msgspec
from aiohttp import WSCloseCode, WSMsgType, web

from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import CAPTIONING
from meetingsvc.i18n import sentence
from meetingsvc.routes.edge import edge, meeting, translator
from meetingsvc.routes.pages import json_response
from meetingsvc.routes.shell import roles_in
from meetingsvc.routes.table import Route
from meetingsvc.routes.table import staff as staff_with
from meetingsvc.service.accounts import STAFF_COOKIE
from meetingsvc.service.outside import Hearing, HearingTold, Outside

PIECE_BYTES: Final = 64 * 1024
"""The longest piece of sound: two seconds at the usual rate."""

STAFF_CHECKED_EVERY_S: Final = 15.0

END: Final = "end"
"""The text message behind the last sound."""


async def microphone(request: web.Request) -> web.StreamResponse:
    """``?track=en&engine=vosk``: binary messages are sound (16 bit little endian, mono, at the rate of the
    engine), the text ``end`` says that no more comes. Answers are ``HearingTold``, with a sentence where it
    ends by a refusal.
    """
    if request.headers.get("Origin") not in edge(request).config.origins:
        raise Refused("cross_site")
    state = await meeting(request)
    outside = _outside(request)
    socket = web.WebSocketResponse(max_msg_size=PIECE_BYTES, heartbeat=20.0, compress=False)
    await socket.prepare(request)
    news: asyncio.Queue[HearingTold] = asyncio.Queue()
    try:
        hearing = await outside.listen(
            state.id, request.query.get("track", ""), request.query.get("engine", ""), news.put_nowait
        )
    except Refused as refusal:
        return await _parted(socket, request, refusal.code, HearingTold("ended", why=refusal.code))
    telling = asyncio.create_task(_tell(request, socket, news, state.body))
    try:
        await _hear(socket, hearing)
    finally:
        hearing.cut()
        await asyncio.wait([telling], timeout=2.0)
        telling.cancel()
    return socket


async def status(request: web.Request) -> web.Response:
    """What the service's own clients are doing for this meeting: engines, translations, relays."""
    state = await meeting(request)
    return json_response(msgspec.to_builtins(await _outside(request).status(state.id)))


async def _hear(socket: web.WebSocketResponse, hearing: Hearing) -> None:
    async for message in socket:
        if message.type is WSMsgType.BINARY:
            hearing.feed(message.data)
        elif message.type is WSMsgType.TEXT and message.data == END:
            await hearing.finish()
            return


async def _tell(
    request: web.Request, socket: web.WebSocketResponse, news: asyncio.Queue[HearingTold], body: str
) -> None:
    """How it stands, until it is over or whoever speaks is no longer one of the staff."""
    while True:
        try:
            told = await asyncio.wait_for(news.get(), STAFF_CHECKED_EVERY_S)
        except TimeoutError:
            if await _still_staff(request, body):
                continue
            told = HearingTold("ended", why="login_needed")
        if told.why:
            await _parted(socket, request, told.why, told)
            return
        await socket.send_str(msgspec.json.encode(told).decode())
        if told.state == "ended":
            await socket.close()
            return


async def _still_staff(request: web.Request, body: str) -> bool:
    """Looking alone does not make a session last."""
    token = request.cookies.get(STAFF_COOKIE, "")
    person = await edge(request).accounts.who(token, used=False) if token else None
    return person is not None and not CAPTIONING.isdisjoint(roles_in(person, body))


async def _parted(
    socket: web.WebSocketResponse, request: web.Request, code: str, told: HearingTold
) -> web.WebSocketResponse:
    """Says why it ends, in the reader's language, and hangs up."""
    said = sentence(code, {}, translator(request))
    await socket.send_str(json.dumps({**msgspec.to_builtins(told), "message": said}))
    await socket.close(code=WSCloseCode.POLICY_VIOLATION, message=code.encode())
    return socket


def _outside(request: web.Request) -> Outside:
    outside = edge(request).outside
    if outside is None:
        raise Refused("unavailable")
    return outside


ROUTES = (
    Route("GET", "/m/{meeting}/captions/audio", microphone, staff_with(*CAPTIONING), "api"),
    Route("GET", "/m/{meeting}/captions/outward", status, staff_with(*CAPTIONING), "api"),
)
