"""What keeps the service running sees that it runs, and neither metrics nor logs hold anything of anybody."""

from __future__ import annotations

import asyncio
import gzip
import logging
import re

import pytest
from sqlalchemy import event

from meetingsvc.routes.edge import EDGE
from meetingsvc.routes.readiness import Readiness
from tests.support.server import Server

MARK = "Zq7MARK"


async def test_the_service_says_that_it_runs_and_can_write(server: Server) -> None:
    async with server.browser() as browser:
        answers = [await browser.get(path) for path in ("/healthz", "/readyz")]
        assert [(each.status, await each.json()) for each in answers] == [(200, {"ok": True})] * 2


async def test_it_is_not_ready_once_its_database_takes_nothing_more(server: Server) -> None:
    await server.running.installation.database.close()
    async with server.browser() as browser:
        answer = await browser.get("/readyz")
        said = await answer.json()
        alive = await browser.get("/healthz")
    assert (answer.status, said["code"], alive.status) == (503, "unavailable", 200)


async def test_however_many_ask_whether_it_can_write_it_writes_once_in_a_while(server: Server) -> None:
    database = server.running.installation.database
    assert database.writer is not None
    written: list[str] = []
    event.listen(database.writer.sync_engine, "commit", lambda _: written.append("commit"))
    async with server.browser() as browser:
        at_once = await asyncio.gather(*(browser.get("/readyz") for _ in range(20)))
        after = await browser.get("/readyz")
    assert [each.status for each in (*at_once, after)] == [200] * 21
    assert written == ["commit"]


async def test_what_was_true_long_ago_is_tried_anew(server: Server) -> None:
    readiness, database = Readiness(good_for_s=0), server.running.installation.database
    before = await readiness.writable(database)
    await database.close()
    assert (before, await readiness.writable(database)) == (True, False)


async def test_metrics_count_requests_refusals_and_events(server: Server) -> None:
    meeting = await server.meeting(live=True)
    async with server.browser() as browser:
        await browser.get(f"/m/{meeting}")
        await browser.get(f"/m/ZZZZZZZZ?{MARK}")
        text = await (await browser.get("/metrics")).text()
    samples = {
        name: float(value) for name, value in re.findall(r"^(meetingsvc_\S+) (\S+)$", text, re.MULTILINE)
    }
    assert samples['meetingsvc_requests_total{method="GET",route="/m/{meeting}",status="200"}'] == 1
    assert samples['meetingsvc_refusals_total{code="no_such_meeting"}'] == 1
    assert samples['meetingsvc_events_total{type="meeting_started"}'] == 1
    assert samples['meetingsvc_connections{audience="public"}'] == 0
    assert samples["meetingsvc_loop_lag_seconds"] < 60
    assert meeting not in text
    assert MARK not in text


async def test_a_log_line_has_method_route_status_and_time_and_nothing_else(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    meeting = await server.meeting(live=True)
    async with server.browser(cookies={"seat": MARK}) as browser:
        await browser.get(f"/m/{meeting}?q={MARK}", headers={"User-Agent": MARK, "Referer": MARK})
        await browser.get(f"/m/{meeting}/claim/{MARK}")
        await browser.get(f"/{MARK}")
        await browser.post(f"/m/{meeting}/comments", data={"text": MARK, "id": MARK})
        await browser.post("/login", data={"username": MARK, "password": MARK})
        await browser.post(f"/closedcaption?id={MARK}&signature={MARK}&seq=1", data=MARK)
    lines = [record.getMessage() for record in caplog.records if record.name == "meetingsvc.access"]
    assert [re.sub(r"\d+ ms$", "N ms", line) for line in lines] == [
        "GET /m/{meeting} 200 N ms",
        "GET /m/{meeting}/claim/{code} 200 N ms",
        "GET - 404 N ms",
        "POST /m/{meeting}/comments 400 N ms",
        "POST /login 401 N ms",
        "POST /closedcaption 403 N ms",
    ]
    assert MARK not in caplog.text
    assert "127.0.0.1" not in caplog.text


async def test_a_request_that_cannot_be_read_leaves_no_trace_of_itself(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "meetingsvc")
    reader, writer = await server.connect()
    writer.write(f"GET /{MARK} HTTP/9.9\r\n{MARK}\r\n\r\n".encode())
    answer = await reader.readline()
    writer.close()
    await writer.wait_closed()
    assert answer.split()[1] == b"400"
    assert MARK not in caplog.text
    assert "127.0.0.1" not in caplog.text


async def test_assets_are_kept_for_ever_under_an_address_that_names_their_content(server: Server) -> None:
    files = server.running.app[EDGE].files
    url = files.url("styles/base.css")
    async with server.browser() as browser:
        plain = await browser.get(url, headers={"Accept-Encoding": "identity"})
        packed = await browser.get(url, headers={"Accept-Encoding": "gzip"}, auto_decompress=False)
        script = await browser.get(files.url("core/i18n.js"))
        catalog = await browser.get(files.catalog_url("ar"))
        missing = [
            (await browser.get(path)).status
            for path in (
                url.replace(files.version, "0" * 16),
                f"/static/{files.version}/styles/none.css",
                f"/static/{files.version}/vendor/README.md",
                f"/static/{files.version}/../../meetingsvc/auth.py",
                f"/static/{files.version}/%2e%2e/pyproject.toml",
                "/i18n/0000000000000000/ar.json",
                files.catalog_url("ar").replace("ar.json", "xx.json"),
            )
        ]
        content = await plain.read()
        assert gzip.decompress(await packed.read()) == content == files.static["styles/base.css"].content
    assert plain.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert packed.headers["Content-Encoding"] == "gzip"
    assert [each.headers["Content-Type"] for each in (plain, script, catalog)] == [
        "text/css; charset=utf-8",
        "text/javascript; charset=utf-8",
        "application/json; charset=utf-8",
    ]
    assert missing == [404] * 7
