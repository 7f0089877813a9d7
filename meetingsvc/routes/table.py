"""What a route is: its address, its handler, and who may ask for it. Nothing is served without that.

Knows audiences, not how someone proves to belong to one.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, Literal

from aiohttp import web

from meetingsvc.domain.roles import Role

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Kind = Literal["page", "api", "file"]


@dataclass(frozen=True)
class Audience:
    """Who may ask: ``anyone``; an ``attendee`` with a seat in the meeting of the address; ``staff`` with
    one of the roles in that meeting's body, or in the body that the address names; a caption ``tool``,
    whose signed address its handler checks.
    """

    who: Literal["anyone", "attendee", "staff", "tool"]
    roles: frozenset[Role] = frozenset()


ANYONE: Final = Audience("anyone")
ATTENDEE: Final = Audience("attendee")
TOOL: Final = Audience("tool")


def staff(*roles: Role) -> Audience:
    """Staff with one of the roles; named without any, whoever is logged in."""
    return Audience("staff", frozenset(roles))


@dataclass(frozen=True)
class Route:
    """One row: ``path`` in aiohttp's form, ``{meeting}`` standing for a meeting's id.

    ``kind`` says how it refuses: a ``page`` in HTML (in JSON, if that was sent or asked for), an ``api`` in
    JSON, a ``file`` in plain text.
    """

    method: Literal["GET", "POST"]
    path: str
    handler: Handler
    audience: Audience
    kind: Kind = "page"
