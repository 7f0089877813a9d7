"""The whole HTTP side: every family's table, guarded, on one application.

Denies by default: what no table names is not found, and a row's audience is checked before its handler runs.
"""

from collections.abc import Iterable
from functools import wraps
from typing import Final

from aiohttp import web

from meetingsvc.domain.errors import Refused
from meetingsvc.routes import (
    assets,
    calendar,
    claims,
    draws,
    editor,
    embed,
    glossary,
    health,
    history,
    home,
    imports,
    interruptions,
    language,
    later,
    meeting,
    paper_cards,
    participation,
    players,
    return_codes,
    rules,
    staff,
)
from meetingsvc.routes import edge as e
from meetingsvc.routes.errors import refusals
from meetingsvc.routes.security import harden, own_site_only
from meetingsvc.routes.shell import roles_in
from meetingsvc.routes.table import Handler, Route

ROUTES: tuple[Route, ...] = (
    *home.ROUTES,
    *calendar.ROUTES,
    *meeting.ROUTES,
    *embed.ROUTES,
    *players.ROUTES,
    *imports.ROUTES,
    *interruptions.ROUTES,
    *later.ROUTES,
    *participation.ROUTES,
    *claims.ROUTES,
    *return_codes.ROUTES,
    *paper_cards.ROUTES,
    *draws.ROUTES,
    *history.ROUTES,
    *editor.ROUTES,
    *staff.ROUTES,
    *rules.ROUTES,
    *glossary.ROUTES,
    *language.ROUTES,
    *assets.ROUTES,
    *health.ROUTES,
)


TABLE: Final = web.AppKey("table", tuple[Route, ...])
_MAX_REQUEST = 256 * 1024
"""Bytes of any request. Our own bodies have a tighter bound; a socket by polling may send much at once."""


def site(further: Iterable[Route] = ()) -> web.Application:
    """An application that serves ROUTES and ``further`` ones, once it is given what they share (``EDGE``)."""
    app = web.Application(middlewares=[refusals, own_site_only], client_max_size=_MAX_REQUEST)
    app.on_response_prepare.append(harden)
    app[TABLE] = (*ROUTES, *further)
    for route in app[TABLE]:
        handler = guarded(route)
        app.router.add_route(route.method, route.path, handler)
        if route.method == "GET":
            app.router.add_route("HEAD", route.path, handler)
    return app


def guarded(route: Route) -> Handler:
    """The route's handler behind its audience."""

    @wraps(route.handler)
    async def handler(request: web.Request) -> web.StreamResponse:
        request[e.ROUTE] = route
        if "meeting" in request.match_info:
            _as_written(request, route)
        await admit(request, route)
        return await route.handler(request)

    return handler


async def admit(request: web.Request, route: Route) -> None:
    """Refuses as ``login_needed``, ``not_allowed`` or ``seat_needed`` whoever is not of the audience."""
    if route.audience.who == "attendee":
        state = await e.meeting(request)
        if await e.participant(request, state.id) is None:
            raise Refused("seat_needed")
    elif route.audience.who == "staff":
        person = await e.logged_in(request)
        if route.audience.roles:
            body = request.match_info.get("body") or (await e.meeting(request)).body
            if not route.audience.roles.intersection(roles_in(person, body)):
                raise Refused("not_allowed")


def _as_written(request: web.Request, route: Route) -> None:
    """Leads to the one address of a meeting whoever wrote its id in another way, such as in lower case."""
    written, known = request.match_info["meeting"], e.meeting_id(request)
    if written != known and route.method == "GET":
        path = request.raw_path.replace(request.rel_url.raw_parts[2], known, 1)
        raise web.HTTPMovedPermanently(path)
