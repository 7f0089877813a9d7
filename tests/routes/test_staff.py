"""Staff log in and out; nobody learns from the login which names there are, nor is led elsewhere by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from meetingsvc.routes.edge import EDGE
from tests.support.server import PASSWORD, Server, serving


async def test_a_clerk_logs_in_and_comes_to_the_page_that_was_asked_for(server: Server) -> None:
    meeting = await server.meeting()
    await server.staff("clerk")
    async with server.browser() as browser:
        form = await browser.get(f"/m/{meeting}/clerk")
        sent = {"username": " Clerk", "password": PASSWORD, "next": form.url.query["next"]}
        answer = await browser.post("/login", data=sent, allow_redirects=False)
        page = await browser.get(f"/m/{meeting}/clerk")
        out = await browser.post("/logout", data={}, allow_redirects=False)
        after = await browser.get(f"/m/{meeting}/clerk", allow_redirects=False)
    cookie = answer.cookies["staff"]
    assert (answer.status, answer.headers["Location"]) == (303, f"/m/{meeting}/clerk")
    assert (cookie["httponly"], cookie["samesite"], len(cookie.value) >= 22) == (True, "Lax", True)
    assert (page.status, out.status, after.status) == (200, 303, 303)
    assert await server.running.installation.accounts.who(cookie.value) is None


async def test_who_logs_in_again_leaves_no_older_session_behind(server: Server) -> None:
    who = server.running.installation.accounts.who
    sent = {"username": await server.staff("clerk"), "password": PASSWORD}
    async with server.browser() as browser, server.browser() as elsewhere:
        other = await elsewhere.post("/login", data=sent, allow_redirects=False)
        first = await browser.post("/login", data=sent, allow_redirects=False)
        wrong = await browser.post("/login", data={**sent, "password": "wrong"}, allow_redirects=False)
        still = await who(first.cookies["staff"].value)
        second = await browser.post("/login", data=sent, allow_redirects=False)
    known = [await who(each.cookies["staff"].value) for each in (other, first, second)]
    assert (wrong.status, still is not None) == (401, True)
    assert [each is not None for each in known] == [True, False, True]


async def test_the_login_names_all_who_have_one(server: Server) -> None:
    async with server.browser() as browser:
        page = await (await browser.get("/login")).text()
    assert "For the clerk, the chair, captioners and the staff at the door." in page


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("clerk", "not it at all"),
        ("nobody", PASSWORD),
        ("", ""),
        ("clerk", ""),
        ("x" * 5_000, "not it"),
        ("clerk", "z" * 5_000),
    ],
)
async def test_a_wrong_login_says_only_that_it_was_wrong(
    server: Server, username: str, password: str
) -> None:
    await server.staff("clerk")
    async with server.browser() as browser:
        answer = await browser.post("/login", data={"username": username, "password": password})
        html = await answer.text()
    assert answer.status == 401
    assert "User name or password is wrong." in html
    assert "staff" not in answer.cookies
    assert password == "" or password not in html


async def test_passwords_cannot_be_tried_without_end(server: Server) -> None:
    await server.staff("clerk")
    async with server.browser() as browser:
        sent = [{"username": "clerk", "password": each} for each in ("wrong",) * 5 + (PASSWORD,)]
        tries = [(await browser.post("/login", data=each, allow_redirects=False)).status for each in sent]
    assert tries == [401] * 5 + [429]


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/m/ABCD1234/clerk", "/m/ABCD1234/clerk"),
        ("/m/ABCD1234/display?lang=en,es", "/m/ABCD1234/display?lang=en,es"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\r\nSet-Cookie: a=b", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
async def test_a_login_and_a_choice_of_language_lead_only_to_our_own_pages(
    server: Server, asked: str, led: str
) -> None:
    await server.staff("clerk")
    async with server.browser() as browser:
        answer = await browser.post(
            "/login", data={"username": "clerk", "password": PASSWORD, "next": asked}, allow_redirects=False
        )
        chosen = await browser.post("/language", data={"lang": "es", "next": asked}, allow_redirects=False)
    assert [answer.headers["Location"], chosen.headers["Location"]] == [led, led]


async def test_the_pseudo_language_shows_what_is_translated_where_it_is_asked_for(tmp_path: Path) -> None:
    async with serving(tmp_path / "data", pseudo=True) as server, server.browser() as browser:
        await browser.post("/language", data={"lang": "qps", "next": "/"})
        html = await (await browser.get("/login")).text()
        catalog = await browser.get(server.running.app[EDGE].files.catalog_url("qps"))
        words = await catalog.json()
    assert "<h1>⟦Lõg îñ ~~⟧</h1>" in html
    assert words["messages"] != {}
    assert [text for text in words["messages"].values() if "⟦" not in str(text)] == []


async def test_the_language_chosen_is_kept(server: Server) -> None:
    async with server.browser(lang="ar") as browser:
        answer = await browser.post(
            "/language", data={"lang": "zh-Hant", "next": "/login"}, allow_redirects=False
        )
        html = await (await browser.get("/login")).text()
        once = await (await browser.get("/login?lang=es")).text()
        refused = await browser.post("/language", data={"lang": "xx", "next": "/"})
        pseudo = await browser.post("/language", data={"lang": "qps", "next": "/"})
    assert (answer.status, answer.headers["Location"]) == (303, "/login")
    assert '<html lang="zh-Hant" dir="ltr">' in html
    assert '<html lang="es" dir="ltr">' in once
    assert (refused.status, pseudo.status) == (400, 400)
