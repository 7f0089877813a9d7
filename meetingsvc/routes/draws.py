"""/m/ID/draws/N: the public page of a draw (R7): the frozen list and its hash, the seed, the result, and how
anyone can compute it again. An ordinary page, of which nothing is hidden.
"""

from typing import Any

from aiohttp import web

from meetingsvc.domain.errors import Refused
from meetingsvc.domain.hearings import Draw
from meetingsvc.domain.lottery import lot, text_of
from meetingsvc.routes.edge import meeting
from meetingsvc.routes.pages import render
from meetingsvc.routes.shell import urls
from meetingsvc.routes.table import ANYONE, Route


def _rows(draw: Draw) -> list[dict[str, Any]]:
    """The result: each ticket at its place, with its lot."""
    listed = frozenset(draw.listed)
    return [
        {
            "place": place,
            "ticket": ticket,
            "lot": lot(draw.hash, draw.seed, ticket),
            "listed": ticket in listed,
        }
        for place, ticket in enumerate(draw.order, 1)
    ]


async def show(request: web.Request) -> web.Response:
    """One draw of a meeting. Refuses as ``no_such_draw``."""
    state = await meeting(request)
    number = request.match_info["draw"]
    draw = state.draws.get(int(number)) if number.isascii() and number.isdigit() and len(number) < 6 else None
    if draw is None:
        raise Refused("no_such_draw", draw=number)
    return render(
        request,
        "draw.html",
        meeting=state,
        item=state.items[state.periods[draw.period].item],
        draw=draw,
        text=text_of(state.id, draw.period, draw.tickets),
        rows=_rows(draw),
        urls=urls(request, state.id),
    )


ROUTES = (Route("GET", "/m/{meeting}/draws/{draw}", show, ANYONE),)
