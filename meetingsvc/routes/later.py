"""GET /m/ID/later: the meetings to which a hearing of this one can be continued (R42), for staff."""

from aiohttp import web

from meetingsvc.domain.continued import NOT_BEGUN
from meetingsvc.domain.roles import PRESIDING
from meetingsvc.routes.edge import edge, meeting
from meetingsvc.routes.pages import json_response
from meetingsvc.routes.table import Route
from meetingsvc.routes.table import staff as staff_with

_SHOWN = 12


async def later(request: web.Request) -> web.Response:
    """``{meetings: [{meeting, title, starts_at}]}``: later ones of the body, not begun, the next first."""
    state = await meeting(request)
    rows = [
        row
        for row in await edge(request).service.meetings()
        if row.body == state.body and row.status in NOT_BEGUN and row.starts_at > state.starts_at
    ]
    told = [
        {"meeting": row.id, "title": row.title, "starts_at": row.starts_at}
        for row in sorted(rows, key=lambda row: row.starts_at)[:_SHOWN]
    ]
    return json_response({"meetings": told})


ROUTES = (Route("GET", "/m/{meeting}/later", later, staff_with(*PRESIDING)),)
