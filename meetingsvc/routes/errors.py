"""Every refusal and fault as an answer: a stable code, its status, and a sentence in the reader's language.

Owns the one table of statuses. It never shows or logs what somebody sent.
"""

import asyncio
import logging
import traceback
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from aiohttp import web

from meetingsvc.domain.errors import Refused
from meetingsvc.i18n import N_, sentence
from meetingsvc.routes.edge import ROUTE, edge, translator
from meetingsvc.routes.pages import json_response, render
from meetingsvc.routes.table import Handler

log = logging.getLogger(__name__)

STATUSES: Final[tuple[tuple[str, int], ...]] = (
    ("invalid_", 400),
    ("unknown_command", 400),
    ("login_needed", 401),
    ("wrong_login", 401),
    ("wrong_key", 401),
    ("cross_site", 403),
    ("not_allowed", 403),
    ("seat_needed", 403),
    ("no_such_", 404),
    ("not_found", 404),
    ("wrong_method", 405),
    ("too_large", 413),
    ("too_many", 429),
    ("internal", 500),
    ("unavailable", 503),
)
"""By how a code begins; every other refusal is a conflict with what is (409)."""

_HTTP: Final[Mapping[int, Refused]] = {
    400: Refused("invalid_request"),
    403: Refused("cross_site"),
    404: Refused("not_found"),
    405: Refused("wrong_method"),
    413: Refused("too_large"),
    429: Refused("too_many", seconds=10),
}

HEADINGS: Final[Mapping[int, str]] = {
    403: N_("This is not for you"),
    404: N_("This page does not exist"),
    409: N_("That cannot be done now"),
    413: N_("That is too much"),
    429: N_("One moment, please"),
    500: N_("Something went wrong here"),
    503: N_("Not available for the moment"),
}
"""What a page of refusal is headed with, by status."""

_OTHERWISE: Final = N_("That did not work")

API_PREFIXES: Final = ("/socket.io/", "/healthz", "/readyz", "/i18n/")


def status_of(code: str) -> int:
    """The HTTP status of a refusal."""
    return next((status for start, status in STATUSES if code.startswith(start)), 409)


@web.middleware
async def refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answers what was refused or went wrong within."""
    try:
        return await handler(request)
    except Refused as refusal:
        return answer(request, refusal)
    except web.HTTPException as said:
        if said.status < 400:
            raise
        response = answer(request, _HTTP.get(said.status, _HTTP[400]), said.status)
        if "Allow" in said.headers:
            response.headers["Allow"] = said.headers["Allow"]
        return response
    except asyncio.CancelledError:
        raise
    except Exception as fault:  # noqa: BLE001 - the last place that can answer; what it is goes to the log
        log_fault(fault, request)
        return answer(request, Refused("internal"))


def answer(request: web.Request, refusal: Refused, status: int | None = None) -> web.Response:
    """A refusal in the form that the asker reads: JSON, plain text or a page."""
    edge(request).counts.refusals[refusal.code] += 1
    status = status or status_of(refusal.code)
    t = translator(request)
    text = sentence(refusal.code, refusal.params, t)
    if wants_json(request):
        said = {"ok": False, "code": refusal.code, "params": dict(refusal.params), "message": text}
        response = json_response(said, status=status)
    elif (route := request.get(ROUTE)) is not None and route.kind == "file":
        response = web.Response(text=text + "\n", status=status)
    elif refusal.code == "login_needed":
        raise web.HTTPSeeOther("/login?" + urlencode({"next": request.path}))
    else:
        meeting = request.match_info.get("meeting") if refusal.code != "no_such_meeting" else None
        response = render(
            request,
            "error.html",
            status=status,
            heading=t.gettext(HEADINGS.get(status, _OTHERWISE)),
            sentence=text,
            back=f"/m/{meeting}" if meeting else None,
        )
    if "seconds" in refusal.params:
        response.headers["Retry-After"] = str(refusal.params["seconds"])
    response.headers["Cache-Control"] = "no-store"
    return response


def wants_json(request: web.Request) -> bool:
    """Whether the asker is a program: by the route, by what it sent, or by what it accepts."""
    route = request.get(ROUTE)
    if (route is not None and route.kind == "api") or request.path.startswith(API_PREFIXES):
        return True
    if request.content_type == "application/json":
        return True
    accept = request.headers.get("Accept", "")
    return "application/json" in accept and "text/html" not in accept


def log_fault(fault: BaseException, request: web.Request) -> None:
    """What happened and where in the code; not its words, which may be somebody's."""
    frames = traceback.extract_tb(fault.__traceback__)
    where = " < ".join(f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in reversed(frames[-8:]))
    route = request.get(ROUTE)
    path = route.path if route is not None else "no route"
    log.error("%s at %s %s: %s", type(fault).__name__, request.method, path, where)
