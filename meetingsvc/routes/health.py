"""/healthz, /readyz and /metrics, for whoever keeps the service running. No meeting is in them."""

from aiohttp import web

from meetingsvc.domain.errors import Refused
from meetingsvc.routes.edge import edge
from meetingsvc.routes.pages import json_response
from meetingsvc.routes.table import ANYONE, Route


async def healthz(_: web.Request) -> web.Response:
    """The process answers."""
    return json_response({"ok": True})


async def readyz(request: web.Request) -> web.Response:
    """The record can be written, or could a few seconds ago. Refuses as ``unavailable``."""
    shared = edge(request)
    if not await shared.readiness.writable(shared.installation.database):
        raise Refused("unavailable")
    return json_response({"ok": True})


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
