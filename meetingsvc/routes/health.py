"""/healthz, /readyz and /metrics, for whoever keeps the service running. No meeting is in them."""

import asyncio
from typing import Final

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncConnection

from meetingsvc.domain.errors import Refused
from meetingsvc.routes.edge import edge
from meetingsvc.routes.pages import json_response
from meetingsvc.routes.table import ANYONE, Route
from meetingsvc.store.engine import UnavailableError

_PATIENCE_S: Final = 5.0


async def healthz(_: web.Request) -> web.Response:
    """The process answers."""
    return json_response({"ok": True})


async def readyz(request: web.Request) -> web.Response:
    """The record can be written. Refuses as ``unavailable``."""
    try:
        async with asyncio.timeout(_PATIENCE_S):
            await edge(request).installation.database.write(_write_something)
    except (UnavailableError, TimeoutError):
        raise Refused("unavailable") from None
    return json_response({"ok": True})


async def _write_something(connection: AsyncConnection) -> None:
    # A number that nothing reads: it takes the same way to the disk as an event does.
    await connection.exec_driver_sql("PRAGMA user_version = 1")


async def metrics(request: web.Request) -> web.Response:
    """Counters and gauges in Prometheus' text form."""
    response = web.Response(text=edge(request).counts.text(), content_type="text/plain", charset="utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


ROUTES = (
    Route("GET", "/healthz", healthz, ANYONE, "api"),
    Route("GET", "/readyz", readyz, ANYONE, "api"),
    Route("GET", "/metrics", metrics, ANYONE, "file"),
)
