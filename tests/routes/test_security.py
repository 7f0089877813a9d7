"""Every answer carries the headers that protect it, and other sites' pages change nothing."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from meetingsvc.config import Config
from meetingsvc.routes.edge import EDGE
from meetingsvc.routes.security import headers
from meetingsvc.routes.site import TABLE
from tests.support.server import Server, serving


def policy(csp: str) -> dict[str, str]:
    """A content security policy by its directives."""
    return dict(part.partition(" ")[::2] for part in csp.split("; "))


def test_a_page_may_load_only_our_files_and_reach_only_our_socket() -> None:
    sent = headers(Config(public_url="https://meetings.example.gov"))
    assert policy(sent.pop("Content-Security-Policy")) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self' wss://meetings.example.gov",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    assert "camera=()" in sent.pop("Permissions-Policy")
    assert sent == {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Strict-Transport-Security": "max-age=31536000",
    }


def test_only_https_is_asked_for_again() -> None:
    assert "Strict-Transport-Security" not in headers(Config(public_url="http://meetings.example.gov"))


async def test_every_route_and_every_refusal_carries_the_headers(server: Server) -> None:
    meeting = await server.meeting(live=True)
    files = server.running.app[EDGE].files
    static = files.url("icon.svg")
    filled = {
        "{meeting}": meeting,
        "{code}": "x",
        "{file}": "x",
        "{version}/{path:.+}": static[len("/static/") :],
    }
    paths = {
        "GET /nowhere",
        "PUT /login",
        "GET /socket.io/",
        *(f"GET /m/{each}" for each in ("ZZZZZZZZ", "x")),
    }
    for route in server.running.app[TABLE]:
        path = route.path
        for name, value in filled.items():
            path = path.replace(name, value)
        paths.add(f"{route.method} {path}")
    lacking, statuses = {}, set()
    async with server.browser() as browser:
        for each in sorted(paths):
            method, _, path = each.partition(" ")
            answer = await browser.request(method, path, allow_redirects=False)
            statuses.add(answer.status)
            expected = headers(server.running.config).keys()
            lacking[each] = [name for name in (*expected, "Content-Type") if name not in answer.headers]
            if answer.status in (301, 303):
                continue
            assert "Server" not in answer.headers
    assert {each: names for each, names in lacking.items() if names} == {}
    assert statuses >= {200, 303, 400, 401, 403, 404, 405}


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({}, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "OURS"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Origin": "OURS"}, False),
        ({"Origin": "null"}, True),
        ({"Origin": "https://evil.example"}, True),
        ({"Origin": "http://127.0.0.1"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, True),
        ({"Sec-Fetch-Site": "same-site", "Origin": "OURS"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"}, True),
    ],
)
async def test_what_another_site_sends_is_refused(
    server: Server, headers: dict[str, str], refused: bool
) -> None:
    meeting = await server.meeting(live=True)
    before = await server.log(meeting)
    form = {"id": "x" * 22, "period": "1"}
    sent = {name: value.replace("OURS", server.url) for name, value in headers.items()}
    async with aiohttp.ClientSession(server.url) as client:
        answer = await client.post(
            f"/m/{meeting}/requests",
            data=form,
            headers={**sent, "Accept": "application/json"},
            allow_redirects=False,
        )
        said = await answer.json() if refused else {"code": ""}
    assert (answer.status, said["code"]) == ((403, "cross_site") if refused else (303, ""))
    assert (await server.log(meeting) == before) is refused


async def test_every_route_that_changes_something_refuses_another_site(server: Server) -> None:
    # They prove themselves by a signed address and carry no cookie.
    tools = {"/closedcaption", "/cartcaption"}
    paths = [route.path for route in server.running.app[TABLE] if route.method == "POST"]
    meeting = await server.meeting(live=True)
    async with aiohttp.ClientSession(server.url, headers={"Origin": "https://evil.example"}) as client:
        for path in paths:
            answer = await client.post(path.replace("{meeting}", meeting).replace("{code}", "x"))
            said = await answer.text()
            assert (path in tools) is not ("This came from another site" in said)


async def test_behind_https_cookies_are_secure_and_the_public_origin_counts(tmp_path: Path) -> None:
    async with serving(tmp_path / "data", public_url="https://meetings.example.gov") as server:
        local = f"http://127.0.0.1:{server.running.config.port}"
        meeting = await server.meeting(live=True)
        async with aiohttp.ClientSession(local) as client:
            theirs = await client.post(f"/m/{meeting}/seat", headers={"Origin": local})
            ours = await client.post(f"/m/{meeting}/seat", headers={"Origin": server.url})
    assert (theirs.status, ours.status) == (403, 201)
    cookie = ours.cookies[f"seat_{meeting}"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"]) == (
        True,
        True,
        "Lax",
        "/",
    )
    assert ours.headers["Strict-Transport-Security"] == "max-age=31536000"
