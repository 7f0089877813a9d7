"""Claim codes: a place moves to another device, or is shared with it, by a code used once.

A code is a secret: it stands in an address, a QR code and nowhere else; no log holds it.
"""

import re
from typing import Final

from aiohttp import web

from meetingsvc.domain.errors import Refused
from meetingsvc.routes.bodies import form, nothing
from meetingsvc.routes.edge import address, edge, keep, meeting, participant, seat_cookie
from meetingsvc.routes.pages import json_response, render
from meetingsvc.routes.qr import qr_response
from meetingsvc.routes.shell import public_view, urls
from meetingsvc.routes.table import ANYONE, ATTENDEE, Route

_DAYS: Final = 60
_CODE: Final = re.compile(r"[A-Za-z0-9_ -]{1,64}")


async def claim_for(request: web.Request, meeting: str, participant: str) -> dict[str, str]:
    """A fresh code for a participant's place: the code, the address that takes it, and that as a QR code."""
    shared = edge(request)
    code = await shared.seats.claim_code(meeting, participant)
    here = f"/m/{meeting}/claim/{code}"
    return {"code": code, "url": f"{shared.config.origin}{here}", "qr": f"{here}/qr.svg"}


async def issue(request: web.Request) -> web.StreamResponse:
    """A code for one's own place: 201 ``{code, url, qr}``."""
    await nothing(request)
    state = await meeting(request)
    seat = await participant(request, state.id)
    if seat is None:
        raise Refused("seat_needed")
    edge(request).limits.command(seat)
    return json_response(await claim_for(request, state.id, seat), status=201)


async def ask(request: web.Request) -> web.Response:
    """The page on which a code is typed, or, if the address has it, taken with one button.

    Looking at it changes nothing: what reads addresses ahead of people must not use a code up.
    """
    return await _page(request, _code(request) if "code" in request.match_info else "")


async def take(request: web.Request) -> web.StreamResponse:
    """Gives this browser the place that the code is for."""
    state = await meeting(request)
    fields = await form(request, {"code"})
    code = _code(request) if "code" in request.match_info else fields.get("code", "").strip()
    shared = edge(request)
    shared.limits.claim(address(request))
    if not _CODE.fullmatch(code):
        raise Refused("no_such_claim")
    token = await shared.seats.claim(state.id, code)
    response = web.HTTPSeeOther(f"/m/{state.id}")
    keep(request, response, seat_cookie(state.id), token, days=_DAYS)
    raise response


async def qr(request: web.Request) -> web.Response:
    """The address that takes a code, as a QR code. Whether the code is good, it does not tell."""
    state = await meeting(request)
    response = qr_response(f"{urls(request, state.id)['public']}/claim/{_code(request)}")
    response.headers["Cache-Control"] = "no-store"
    return response


async def _page(request: web.Request, code: str) -> web.Response:
    state = await meeting(request)
    return render(
        request,
        "claim.html",
        view=public_view(state),
        urls=urls(request, state.id),
        code=code,
        seated=await participant(request, state.id) is not None,
    )


def _code(request: web.Request) -> str:
    code = request.match_info["code"]
    if not _CODE.fullmatch(code):
        raise Refused("no_such_claim")
    return code


ROUTES = (
    Route("POST", "/m/{meeting}/claims", issue, ATTENDEE, "api"),
    Route("GET", "/m/{meeting}/claim", ask, ANYONE),
    Route("POST", "/m/{meeting}/claim", take, ANYONE),
    Route("GET", "/m/{meeting}/claim/{code}", ask, ANYONE),
    Route("POST", "/m/{meeting}/claim/{code}", take, ANYONE),
    Route("GET", "/m/{meeting}/claim/{code}/qr.svg", qr, ANYONE, "file"),
)
