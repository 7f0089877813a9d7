"""/: the meetings there are."""

from aiohttp import web

from meetingsvc.domain.lifecycle import OVER
from meetingsvc.domain.roles import AT_THE_DOOR, CAPTIONING, PRESIDING
from meetingsvc.domain.sign_up import opens_at
from meetingsvc.readmodel.minutes import continuations
from meetingsvc.routes.edge import edge, staff
from meetingsvc.routes.pages import render
from meetingsvc.routes.shell import roles_in
from meetingsvc.routes.table import ANYONE, Route
from meetingsvc.service.accounts import Staff

NOW = frozenset({"sign_up", "live", "recess", "outage", "closed_session"})
_SHOWN = 50


async def home(request: web.Request) -> web.Response:
    """What is on, what comes, and what is over, the nearest first."""
    rows = await edge(request).service.meetings()
    person = await staff(request)
    ahead = (row for row in rows if row.status not in NOW.union(OVER))
    coming = sorted(ahead, key=lambda row: row.starts_at)[:_SHOWN]
    states = [await edge(request).service.state(row.id) for row in coming]
    on = [row for row in rows if row.status in NOW]
    told = [*states, *[await edge(request).service.state(row.id) for row in on]]
    return render(
        request,
        "home.html",
        now=on,
        coming=coming,
        opens={state.id: opens_at(state) for state in states},
        over=sorted((row for row in rows if row.status in OVER), key=lambda row: -row.starts_at)[:_SHOWN],
        hearings={state.id: continuations(state) for state in told},
        staff=person,
        desks={row.id: _desks(person, row.body) for row in rows},
    )


def _desks(person: Staff | None, body: str) -> list[str]:
    """The pages of a body's meetings at which someone works; nobody else is shown the way."""
    held = frozenset(roles_in(person, body)) if person else frozenset[str]()
    pages = {"clerk": PRESIDING, "captions": CAPTIONING, "door": AT_THE_DOOR}
    return [page for page, roles in pages.items() if held & roles]


async def desk_of(request: web.Request, person: Staff) -> str:
    """Where someone works who has just logged in: their first page of the one meeting that is on in a body of
    theirs, such as the door; the list, where there is none or a choice.
    """
    rows = await edge(request).service.meetings()
    mine = [(row.id, desks[0]) for row in rows if row.status in NOW and (desks := _desks(person, row.body))]
    return "/m/{}/{}".format(*mine[0]) if len(mine) == 1 else "/"


ROUTES = (Route("GET", "/", home, ANYONE),)
