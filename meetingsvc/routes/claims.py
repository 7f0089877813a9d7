"""Return codes for their owners: a place moves to another device, or is shared with it, by a code used once;
with the code of a paper card the card is handed in too.

A code is a secret: it stands in an address, a QR code and nowhere else; no log holds it.
"""

import contextlib
import re
from typing import Final

from aiohttp import web

from meetingsvc.auth import fresh_token
from meetingsvc.domain.commands import HandInCard
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.paper import good_card
from meetingsvc.domain.requests import Belongings, PaperCard
from meetingsvc.domain.speakers import one_turn_each
from meetingsvc.domain.state import Meeting
from meetingsvc.i18n import sentence
from meetingsvc.routes.bodies import form, nothing
from meetingsvc.routes.edge import (
    address,
    attendee,
    edge,
    keep,
    meeting,
    participant,
    seat_cookie,
    translator,
)
from meetingsvc.routes.errors import status_of
from meetingsvc.routes.pages import json_response, render
from meetingsvc.routes.qr import qr_response
from meetingsvc.routes.shell import public_view, urls
from meetingsvc.routes.table import ANYONE, ATTENDEE, Route

_DAYS: Final = 60
_CODE: Final = re.compile(r"[A-Za-z0-9_ -]{1,64}")
_LONGEST: Final = 64


async def claim_for(request: web.Request, meeting: str, participant: str) -> dict[str, str]:
    """A fresh code for a participant's place: the code, the address that takes it, and that as a QR code."""
    return as_claim(request, meeting, await edge(request).seats.claim_code(meeting, participant))


def as_claim(request: web.Request, meeting: str, code: str) -> dict[str, str]:
    """A code, the address that takes it, and that as a QR code."""
    here = f"/m/{meeting}/claim/{code}"
    return {"code": code, "url": f"{edge(request).config.origin}{here}", "qr": f"{here}/qr.svg"}


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
    """Gives this browser the place that the code is for. A code that is none can be typed again at once."""
    fields = await form(request, {"code"})
    typed = fields.get("code", "").strip()
    try:
        return await _taken(request, _code(request) if "code" in request.match_info else typed)
    except Refused as refusal:
        if refusal.code != "no_such_claim":
            raise
        edge(request).counts.refusals[refusal.code] += 1
        return await _page(request, "", wrong=refusal, typed=typed[:_LONGEST])


async def _taken(request: web.Request, code: str) -> web.StreamResponse:
    """The place moves here, and the card that the code stands on is handed in."""
    state = await meeting(request)
    shared = edge(request)
    shared.limits.claim(address(request), state.id)
    if len(code) > _LONGEST:
        raise Refused("no_such_claim")
    seat = await participant(request, state.id)
    response = web.HTTPSeeOther(f"/m/{state.id}")
    for before in await _before(request, state, code):  # R42: the code of a place that was continued to here
        keep(request, response, seat_cookie(before), await shared.seats.claim(before, code), days=_DAYS)
        raise response
    owner = await shared.seats.owner(state.id, code, unused=seat is None)
    if owner == seat:  # pressed twice: this browser has it already
        raise response
    card = _card_of(state, owner, seat)
    token = await shared.seats.claim(state.id, code)
    if card is not None:
        await _hand_in(request, state.id, card)
    keep(request, response, seat_cookie(state.id), token, days=_DAYS)
    raise response


async def _before(request: web.Request, state: Meeting, code: str) -> list[str]:
    """The meeting from which a hearing came here, and in which this code is good, if there is one."""
    for each in await edge(request).service.meetings_before(state.id):
        with contextlib.suppress(Refused):
            await edge(request).seats.owner(each, code, unused=True)
            return [each]
    return []


def _card_of(state: Meeting, owner: str, seat: str | None) -> PaperCard | None:
    """The card of this owner, if it is out. Refuses, before the code is used, a card that no longer counts,
    and one of somebody whose browser stands in that queue already (R6).
    """
    number = state.belongings.get(owner, Belongings()).card
    card = None if number is None else state.cards[number]
    if card is None or card.status == "used":
        return None
    good_card(state, card.ticket)
    if seat is not None:
        one_turn_each(state, seat, card.period)
    return card


async def _hand_in(request: web.Request, meeting: str, card: PaperCard) -> None:
    """R4, R7: the card arrives now. What stands in the way (an outage, a second clerk who was quicker) the
    attendee's page says, and offers it again.
    """
    with contextlib.suppress(Refused):
        await edge(request).service.submit(
            meeting, attendee(card.participant), f"card-{fresh_token()}", HandInCard(ticket=card.ticket)
        )


async def qr(request: web.Request) -> web.Response:
    """The address that takes a code, as a QR code. Whether the code is good, it does not tell."""
    state = await meeting(request)
    response = qr_response(f"{urls(request, state.id)['public']}/claim/{_code(request)}")
    response.headers["Cache-Control"] = "no-store"
    return response


async def _page(
    request: web.Request, code: str, *, wrong: Refused | None = None, typed: str = ""
) -> web.Response:
    """The form for a code, or for the one that the address has; with what was wrong with the last one."""
    state = await meeting(request)
    return render(
        request,
        "claim.html",
        path=f"/m/{state.id}/claim",
        status=status_of(wrong.code) if wrong else 200,
        message=sentence(wrong.code, wrong.params, translator(request)) if wrong else None,
        typed=typed,
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
