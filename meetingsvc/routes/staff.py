"""/login and /logout: the body's own people."""

import contextlib

from aiohttp import web

from meetingsvc.domain.errors import Refused
from meetingsvc.i18n import sentence
from meetingsvc.routes.bodies import form
from meetingsvc.routes.edge import address, edge, keep, staff, translator
from meetingsvc.routes.errors import status_of
from meetingsvc.routes.home import desk_of
from meetingsvc.routes.language import own_path
from meetingsvc.routes.pages import render
from meetingsvc.routes.table import ANYONE, Route
from meetingsvc.service.accounts import STAFF_COOKIE

_DAYS = 30
_LONGEST = 1_000


async def login_page(request: web.Request) -> web.Response:
    """The form; ``next`` in the query is where it leads."""
    return render(
        request,
        "login.html",
        next=own_path(request.query.get("next", "")),
        staff=await staff(request),
        username="",
        message=None,
    )


async def login(request: web.Request) -> web.StreamResponse:
    """Lets someone in, or shows the form again with what was wrong; never says whether the name exists."""
    given = await form(request, {"username", "password", "next"})
    username, password = given.get("username", ""), given.get("password", "")
    shared = edge(request)
    try:
        if not username or not password or max(len(username), len(password)) > _LONGEST:
            raise Refused("wrong_login")
        token = await shared.accounts.login(username, password, address(request))
    except Refused as refusal:
        shared.counts.refusals[refusal.code] += 1
        answer = render(
            request,
            "login.html",
            path="/login",
            status=status_of(refusal.code),
            next=own_path(given.get("next", "")),
            staff=None,
            username=username[:_LONGEST],
            message=sentence(refusal.code, refusal.params, translator(request)),
        )
        if refusal.code == "too_many":
            seconds = refusal.params.get("seconds") or int(refusal.params["minutes"]) * 60
            answer.headers["Retry-After"] = str(seconds)
        return answer
    await _end_the_former(request)
    response = web.HTTPSeeOther(await _where(request, given.get("next", ""), token))
    keep(request, response, STAFF_COOKIE, token, days=_DAYS)
    raise response


async def _where(request: web.Request, wished: str, token: str) -> str:
    """Where logging in leads to: what was asked for, or else the desk of whoever it is."""
    if own_path(wished) != "/":
        return own_path(wished)
    person = await edge(request).accounts.who(token)
    return "/" if person is None else await desk_of(request, person)


async def _end_the_former(request: web.Request) -> None:
    """The session that this browser had is not left behind, where nobody could end it any more."""
    former = request.cookies.get(STAFF_COOKIE)
    if former:
        with contextlib.suppress(Refused):  # the new one stands; the old one will expire
            await edge(request).accounts.logout(former)


async def logout(request: web.Request) -> web.StreamResponse:
    """Ends the session on every tab; its sockets end with it."""
    await form(request, set())
    token = request.cookies.get(STAFF_COOKIE)
    if token:
        await edge(request).accounts.logout(token)
    response = web.HTTPSeeOther("/")
    response.del_cookie(STAFF_COOKIE, path="/", httponly=True, samesite="Lax")
    raise response


ROUTES = (
    Route("GET", "/login", login_page, ANYONE),
    Route("POST", "/login", login, ANYONE),
    Route("POST", "/logout", logout, ANYONE),
)
