"""Nothing is served whose audience is not declared, and nobody else gets past it."""

from __future__ import annotations

import re

import pytest
from aiohttp import web

from meetingsvc.domain.roles import STAFF
from meetingsvc.routes.edge import EDGE
from meetingsvc.routes.site import TABLE
from meetingsvc.routes.table import Route
from tests.support.server import Server

# Everything that is served, with who may ask for it: a new route has to be written down here to pass.
AUDIENCES = {
    "GET /": "anyone",
    "GET /archive": "anyone",
    "GET /archive/{meeting}": "anyone",
    "GET /archive/{meeting}/{file}": "anyone",
    "GET /archive/{meeting}/edit": "admin captioner clerk",
    "GET /archive/{meeting}/lines": "admin captioner clerk",
    "GET /b/{body}/glossary": "admin captioner clerk",
    "GET /b/{body}/glossary.json": "admin captioner clerk",
    "GET /b/{body}/rules": "admin clerk",
    "GET /b/{body}/rules.toml": "admin clerk",
    "GET /closedcaption/seq": "tool",
    "GET /healthz": "anyone",
    "GET /i18n/{version}/{lang}.json": "anyone",
    "GET /login": "anyone",
    "GET /m/{meeting}": "anyone",
    "GET /m/{meeting}/captions": "admin captioner clerk",
    "GET /m/{meeting}/captions.{track}.m3u8": "anyone",
    "GET /m/{meeting}/captions.{track}.vtt": "anyone",
    "GET /m/{meeting}/captions/audio": "admin captioner clerk",
    "GET /m/{meeting}/captions/embed": "anyone",
    "GET /m/{meeting}/captions/import": "admin captioner clerk",
    "GET /m/{meeting}/captions/import/{draft}": "admin captioner clerk",
    "GET /m/{meeting}/captions/outward": "admin captioner clerk",
    "GET /m/{meeting}/captions/url": "admin captioner clerk",
    "GET /m/{meeting}/captions/{track}/{number}.vtt": "anyone",
    "GET /m/{meeting}/cards": "admin clerk door",
    "GET /m/{meeting}/claim": "anyone",
    "GET /m/{meeting}/claim/{code}": "anyone",
    "GET /m/{meeting}/claim/{code}/qr.svg": "anyone",
    "GET /m/{meeting}/clerk": "admin chair clerk",
    "GET /m/{meeting}/interruptions": "admin chair clerk",
    "GET /m/{meeting}/later": "admin chair clerk",
    "GET /m/{meeting}/comments": "anyone",
    "GET /m/{meeting}/cues": "anyone",
    "GET /m/{meeting}/display": "anyone",
    "GET /m/{meeting}/door": "admin clerk door",
    "GET /m/{meeting}/kiosk": "anyone",
    "GET /m/{meeting}/draws/{draw}": "anyone",
    "GET /m/{meeting}/qr.svg": "anyone",
    "GET /metrics": "anyone",
    "GET /readyz": "anyone",
    "GET /robots.txt": "anyone",
    "GET /static/{version}/{path}": "anyone",
    "POST /b/{body}/glossary": "admin captioner clerk",
    "POST /b/{body}/glossary/file": "admin captioner clerk",
    "POST /b/{body}/rules": "admin clerk",
    "POST /b/{body}/rules/file": "admin clerk",
    "POST /cartcaption": "tool",
    "POST /closedcaption": "tool",
    "POST /language": "anyone",
    "POST /login": "anyone",
    "POST /logout": "anyone",
    "POST /m/{meeting}/act": "attendee",
    "POST /m/{meeting}/cards": "admin clerk door",
    "POST /m/{meeting}/cards/back": "admin clerk door",
    "POST /m/{meeting}/captions/{track}": "tool",
    "POST /m/{meeting}/captions/import": "admin captioner clerk",
    "POST /m/{meeting}/captions/import/{draft}": "admin captioner clerk",
    "POST /m/{meeting}/claim": "anyone",
    "POST /m/{meeting}/claim/{code}": "anyone",
    "POST /m/{meeting}/claims": "attendee",
    "POST /m/{meeting}/codes": "admin clerk door",
    "POST /m/{meeting}/codes/find": "admin clerk door",
    "POST /m/{meeting}/comments": "anyone",
    "POST /m/{meeting}/requests": "anyone",
    "POST /m/{meeting}/seat": "anyone",
    "POST /meetings": "staff",
}
SOCKETS = "/socket.io/"
PATTERN = re.compile(r":(?:[^{}]|{[^{}]*})+")
"""What a part of an address has to look like, behind its name."""


def declared(routes: tuple[Route, ...]) -> dict[str, str]:
    """Who may ask for what, in words."""
    return {
        f"{route.method} {PATTERN.sub('', route.path)}": " ".join(sorted(route.audience.roles))
        or route.audience.who
        for route in routes
    }


def test_every_route_has_the_audience_that_is_written_down_here(server: Server) -> None:
    assert declared(server.running.app[TABLE]) == AUDIENCES


async def test_nothing_is_served_beside_the_tables_but_the_sockets(server: Server) -> None:
    served = {
        f"{route.method} {route.resource.canonical}"
        for route in server.running.app.router.routes()
        if route.method != "HEAD" and route.resource and route.resource.canonical != SOCKETS
    }
    assert served == AUDIENCES.keys()
    assert server.running.app[EDGE].service is server.service


def path_of(route: str, meeting: str) -> tuple[str, str]:
    """A route's method and its address for a meeting."""
    method, _, path = route.partition(" ")
    for name, value in (
        ("meeting", meeting),
        ("body", "council"),
        ("code", "x"),
        ("file", "x"),
        ("draft", "x"),
    ):
        path = path.replace(f"{{{name}}}", value)
    return method, path


@pytest.mark.parametrize("route", [route for route, who in AUDIENCES.items() if "clerk" in who])
async def test_a_page_for_staff_sends_a_stranger_to_the_login(server: Server, route: str) -> None:
    method, path = path_of(route, await server.meeting())
    async with server.browser() as stranger:
        answer = await stranger.request(method, path, allow_redirects=False)
        asked_by_program = await stranger.request(method, path, headers={"Accept": "application/json"})
        said = await asked_by_program.json()
    answered = ("/url", ".toml", ".json", "/lines", "/audio", "/outward", "/codes", "/codes/find")
    if path.endswith(answered):
        assert answer.status == 401
    else:
        assert (answer.status, answer.headers["Location"]) == (303, f"/login?next={path}")
    assert (asked_by_program.status, said["code"]) == (401, "login_needed")


NOT_THERE = ("captions/url", "/lines", "captions/import/x")
"""No address for a caption tool was issued, no track is named, no file is there to be looked at."""


async def test_a_page_for_staff_is_for_its_roles_in_that_body(server: Server) -> None:
    meeting = await server.meeting(live=True)
    pages = {
        path_of(route, meeting)[1]: set(who.split())
        for route, who in AUDIENCES.items()
        if "clerk" in who and route.startswith("GET") and not route.endswith("captions/audio")
    }
    got: dict[str, dict[str, int]] = {}
    wanted: dict[str, dict[str, int]] = {}
    for role, body in [
        *((role, "council") for role in sorted(STAFF)),
        ("clerk", "school-board"),
        ("clerk", "*"),
    ]:
        token = await server.session(role, username=f"{role}-{body}", body=body)
        async with server.browser(cookies={"staff": token}) as person:
            got[f"{role} of {body}"] = {path: (await person.get(path)).status for path in pages}
        wanted[f"{role} of {body}"] = {
            path: 403
            if role not in roles or body == "school-board"
            else 404
            if path.endswith(NOT_THERE)
            else 200
            for path, roles in pages.items()
        }
    differing = {
        (who, path): status
        for who, each in got.items()
        for path, status in each.items()
        if status != wanted[who][path]
    }
    assert differing == {}


@pytest.mark.parametrize("route", [route for route, who in AUDIENCES.items() if who == "attendee"])
async def test_what_is_for_attendees_asks_for_a_seat_in_this_meeting(server: Server, route: str) -> None:
    meeting, elsewhere = await server.meeting(live=True), await server.meeting(live=True)
    method, path = path_of(route, meeting)
    async with server.browser() as browser:
        token = (await browser.post(f"/m/{elsewhere}/seat")).cookies[f"seat_{elsewhere}"].value
        stranger = await browser.request(method, path)
    async with server.browser(cookies={f"seat_{meeting}": token}) as forger:
        forged = await forger.request(method, path, headers={"Accept": "application/json"})
        said = await forged.json()
    assert (stranger.status, forged.status, said["code"]) == (403, 403, "seat_needed")


def test_whatever_is_not_in_a_table_cannot_be_made_a_route() -> None:
    with pytest.raises(TypeError):
        Route("GET", "/new", lambda request: web.Response())  # type: ignore[call-arg, arg-type, return-value]
