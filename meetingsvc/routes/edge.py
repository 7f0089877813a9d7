"""What every handler may use, and what it may learn of a request: language, staff, seat, address.

The one place that reads cookies and the peer's address. It knows no page and no route.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web
from jinja2 import Environment

from meetingsvc.auth import normalize_meeting_id
from meetingsvc.config import Config
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import Actor
from meetingsvc.domain.state import Meeting
from meetingsvc.i18n import Catalogs, Translator, negotiate
from meetingsvc.routes.counts import Counts
from meetingsvc.routes.drafts import Drafts
from meetingsvc.routes.files import Files
from meetingsvc.routes.limits import Limits
from meetingsvc.routes.ration import Ration
from meetingsvc.routes.readiness import Readiness
from meetingsvc.routes.senders import Senders
from meetingsvc.routes.shelf import Shelf
from meetingsvc.routes.stacks import Stacks
from meetingsvc.routes.table import Route
from meetingsvc.service.accounts import STAFF_COOKIE, Accounts, Staff
from meetingsvc.service.installation import Installation
from meetingsvc.service.outside import Outside
from meetingsvc.service.seats import SEAT_COOKIE, Seats, seat_tokens
from meetingsvc.service.service import Service

LANGUAGE_COOKIE: Final = "lang"


Growing = Callable[[str, str, str, str], None]
"""Shows a line that still grows to those who follow its track: (meeting, track, line, text)."""


@dataclass(frozen=True)
class Edge:
    """What the handlers of one installation share."""

    config: Config
    installation: Installation
    secret: bytes
    catalogs: Catalogs
    templates: Environment
    files: Files
    counts: Counts = field(default_factory=Counts)
    limits: Limits = field(default_factory=Limits)
    senders: Senders = field(default_factory=Senders)
    shelf: Shelf = field(default_factory=Shelf)
    stacks: Stacks = field(default_factory=Stacks)
    drafts: Drafts = field(default_factory=Drafts)
    ration: Ration = field(default_factory=Ration)
    readiness: Readiness = field(default_factory=Readiness)
    outside: Outside | None = None
    growing: Growing = lambda *_: None

    @property
    def service(self) -> Service:
        """The meetings."""
        return self.installation.service

    @property
    def accounts(self) -> Accounts:
        """The staff."""
        return self.installation.accounts

    @property
    def seats(self) -> Seats:
        """The attendees' places."""
        return self.installation.seats


EDGE: Final = web.AppKey("edge", Edge)
ROUTE: Final = web.RequestKey("route", Route)
_STAFF: Final = web.RequestKey("staff", tuple)


def edge(request: web.Request) -> Edge:
    """What this installation's handlers share."""
    return request.config_dict[EDGE]


def translator(request: web.Request) -> Translator:
    """The reader's language: by the address, else by the cookie of the menu, else by the browser's wish."""
    catalogs = edge(request).catalogs
    code = negotiate(
        request.query.get("lang"),
        request.cookies.get(LANGUAGE_COOKIE),
        request.headers.get("Accept-Language"),
        catalogs.languages,
    )
    return Translator(catalogs.by_code[code])


def meeting_id(request: web.Request) -> str:
    """The meeting in the address, however it was written. Refuses as ``no_such_meeting``."""
    try:
        return normalize_meeting_id(request.match_info["meeting"])
    except ValueError:
        raise Refused("no_such_meeting") from None


async def meeting(request: web.Request) -> Meeting:
    """The state of the meeting in the address. Refuses as ``no_such_meeting``."""
    return await edge(request).service.state(meeting_id(request))


async def staff(request: web.Request) -> Staff | None:
    """Who is logged in here, if anyone is."""
    known = request.get(_STAFF)
    if known is None:
        token = request.cookies.get(STAFF_COOKIE)
        known = (await edge(request).accounts.who(token) if token else None,)
        request[_STAFF] = known
    found: Staff | None = known[0]
    return found


async def logged_in(request: web.Request) -> Staff:
    """Who of the staff this is. Refuses as ``login_needed``."""
    person = await staff(request)
    if person is None:
        raise Refused("login_needed")
    return person


async def participant(request: web.Request, meeting: str) -> str | None:
    """Whose seat in this meeting this is, if it is anyone's."""
    shared = edge(request)
    return await shared.service.participant(meeting, shared.seats.who, seat_tokens(request.cookies))


def attendee(participant: str) -> Actor:
    """The participant as one who sends commands."""
    return Actor(participant, frozenset({"attendee"}))


def seat_cookie(meeting: str) -> str:
    """The name of the cookie that holds the seat's token."""
    return SEAT_COOKIE + meeting


def keep(request: web.Request, response: web.StreamResponse, name: str, value: str, days: int) -> None:
    """Sets a cookie that scripts cannot read and other sites' requests do not carry."""
    secure = edge(request).config.secure
    response.set_cookie(
        name, value, max_age=days * 86_400, path="/", httponly=True, samesite="Lax", secure=secure
    )


def address(request: web.Request) -> str:
    """Where the request came from, for limits alone: never stored, shown or logged (R41)."""
    return edge(request).config.asker(request.remote or "", request.headers.getall("X-Forwarded-For", ()))
