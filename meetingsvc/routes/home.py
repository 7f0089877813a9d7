"""/: the meetings there are."""

from aiohttp import web

from meetingsvc.routes.edge import edge, staff
from meetingsvc.routes.pages import render
from meetingsvc.routes.table import ANYONE, Route

NOW = frozenset({"sign_up", "live", "recess", "outage", "closed_session"})
OVER = frozenset({"adjourned", "cancelled"})
_SHOWN = 50


async def home(request: web.Request) -> web.Response:
    """What is on, what comes, and what is over, the nearest first."""
    rows = await edge(request).service.meetings()
    return render(
        request,
        "home.html",
        now=[row for row in rows if row.status in NOW],
        coming=sorted((row for row in rows if row.status not in NOW | OVER), key=lambda row: row.starts_at)[
            :_SHOWN
        ],
        over=sorted((row for row in rows if row.status in OVER), key=lambda row: -row.starts_at)[:_SHOWN],
        staff=await staff(request),
    )


ROUTES = (Route("GET", "/", home, ANYONE),)
