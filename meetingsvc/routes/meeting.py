"""The pages of one meeting: attendee, clerk, captions, display, kiosk, and the QR code that leads there.

Each is ordinary HTML from the same view that scripts take over. Knows which page needs what, no HTML.
"""

from collections.abc import Mapping
from typing import Any, Final

from aiohttp import web

from meetingsvc.domain.door import EXPECTED
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import AT_THE_DOOR, CAPTIONING, PRESIDING
from meetingsvc.domain.state import Meeting
from meetingsvc.export.language import direction, own_name
from meetingsvc.i18n import sentence
from meetingsvc.readmodel import views
from meetingsvc.readmodel.forecast import wait_of
from meetingsvc.routes.edge import edge, logged_in, meeting, participant, translator
from meetingsvc.routes.errors import status_of
from meetingsvc.routes.history import my_comments
from meetingsvc.routes.pages import render
from meetingsvc.routes.qr import qr_response
from meetingsvc.routes.security import WITH_MICROPHONE
from meetingsvc.routes.shell import page, public_view, staff_me, urls
from meetingsvc.routes.table import ANYONE, Route
from meetingsvc.routes.table import staff as staff_with
from meetingsvc.service.seats import seat_tokens

VARIANTS: Final = ("room", "dais", "lectern", "lower-third", "clock")


async def attendee(request: web.Request) -> web.Response:
    """The attendee's page: for reading without a seat, and for all the rest with one."""
    state = await meeting(request)
    return await attendee_page(request, state, await participant(request, state.id))


async def attendee_page(
    request: web.Request,
    state: Meeting,
    seat: str | None,
    refusal: Refused | None = None,
    typed: Mapping[str, str] | None = None,
) -> web.Response:
    """The attendee's page for whoever has the seat; after a form that was refused, with the reason in words
    and with what was typed, so that nothing has to be written twice.
    """
    me = views.me(state, seat) if seat else None
    view = public_view(state)
    kept = await kept_places(request, state, seat)
    now = edge(request).service.clock.now()
    message = sentence(refusal.code, refusal.params, translator(request)) if refusal else ""
    return render(
        request,
        "attendee.html",
        status=status_of(refusal.code) if refusal else 200,
        page=page(request, state, view, me=me) | ({"kept_places": kept} if kept else {}),
        view=view,
        me=me,
        kept_places=kept,
        my_comments=await my_comments(request, state, seat) if seat else [],
        now=now,
        waits=_waits(state, me, now),
        urls=urls(request, state.id),
        path=urls(request, state.id)["attendee"],
        message=message,
        no_positions=not edge(request).service.profiles.of(state.body).positions,
        typed=typed or {},
        own_name=own_name,
        direction=direction,
        follow=request.query.get("follow") == "1",
    )


async def kept_places(request: web.Request, state: Meeting, seat: str | None) -> list[dict[str, int]]:
    """R42: what else this browser has here: the tickets of a place that was continued to this meeting, where
    it asked here by itself as well. Who has them the browser alone knows, by its seat in the meeting before;
    no record says that the two are one person.
    """
    shared = edge(request)
    tokens = seat_tokens(request.cookies)
    other = await shared.service.participant_from_before(state.id, shared.seats.who, tokens) if seat else None
    if other is None or other == seat or other not in state.belongings:
        return []
    mine = (state.requests[ticket] for ticket in state.belongings[other].tickets)
    found = []
    for each in mine:
        came = state.items[state.periods[each.period].item].received
        if came is not None and each.from_ticket is not None and each.status in EXPECTED:
            found.append({"ticket": each.ticket, "period": each.period, "held_at": came.held_at})
    return found


def _waits(state: Meeting, me: Mapping[str, Any] | None, now: int) -> dict[int, tuple[int, int]]:
    """R25: by ticket, how long the reader will wait, in minutes from and to, where that is known."""
    mine = (state.requests[card["ticket"]] for card in (me or {"requests": {}})["requests"].values())
    known = ((each.ticket, wait_of(state, each, now)) for each in mine)
    return {ticket: told.minutes for ticket, told in known if told is not None}


async def clerk(request: web.Request) -> web.Response:
    """The clerk's and the chair's page."""
    return await staff_page(request, "clerk.html")


async def captions(request: web.Request) -> web.Response:
    """The captioner's page: the only one that may use a microphone, for a speech engine."""
    response = await staff_page(request, "captions.html")
    response.headers["Permissions-Policy"] = WITH_MICROPHONE
    return response


async def door(request: web.Request) -> web.Response:
    """The page of whoever is at the door."""
    return await staff_page(request, "door.html")


async def display(request: web.Request) -> web.Response:
    """A screen in the room, in one of VARIANTS. Refuses as ``invalid_field``."""
    variant = request.query.get("variant", "room")
    if variant not in VARIANTS:
        raise Refused("invalid_field", field="variant")
    return await _public_page(request, "display.html", variant=variant)


async def kiosk(request: web.Request) -> web.Response:
    """The shared tablet at the door."""
    return await _public_page(request, "kiosk.html")


async def qr(request: web.Request) -> web.Response:
    """The QR code of the attendee's page. The same for ever, as meeting ids are."""
    state = await meeting(request)
    response = qr_response(urls(request, state.id)["public"])
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


async def staff_page(request: web.Request, template: str) -> web.Response:
    """A page of staff, with the view of the audience that their roles make them. Refuses ``login_needed``."""
    state = await meeting(request)
    person = await logged_in(request)
    me = staff_me(person, state.body)
    audience = views.seen_by(me["roles"])
    view = views.view(state, audience)
    return render(
        request,
        template,
        page=page(request, state, view, audience=audience, me=me, person=person),
        view=view,
        me=me,
        staff=person,
        urls=urls(request, state.id),
    )


async def _public_page(request: web.Request, template: str, **context: Any) -> web.Response:
    state = await meeting(request)
    view = public_view(state)
    embedded = {**page(request, state, view), **context}
    return render(request, template, page=embedded, view=view, urls=urls(request, state.id), **context)


ROUTES = (
    Route("GET", "/m/{meeting}", attendee, ANYONE),
    Route("GET", "/m/{meeting}/clerk", clerk, staff_with(*PRESIDING)),
    Route("GET", "/m/{meeting}/captions", captions, staff_with(*CAPTIONING)),
    Route("GET", "/m/{meeting}/door", door, staff_with(*AT_THE_DOOR)),
    Route("GET", "/m/{meeting}/display", display, ANYONE),
    Route("GET", "/m/{meeting}/kiosk", kiosk, ANYONE),
    Route("GET", "/m/{meeting}/qr.svg", qr, ANYONE, "file"),
)
