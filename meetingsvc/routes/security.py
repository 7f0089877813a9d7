"""What protects pages from other sites: the headers of every answer, and the refusal of foreign requests.

Knows origins and headers, not routes.
"""

from collections.abc import Sequence
from typing import Final

from aiohttp import web

from meetingsvc.config import Config
from meetingsvc.domain.errors import Refused
from meetingsvc.routes.edge import edge
from meetingsvc.routes.table import Handler

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITE: Final = frozenset({"same-origin", "none"})
TOOL_PATHS: Final = frozenset({"/closedcaption", "/cartcaption"})
"""Where caption tools post with a signed address and no cookie; some run in a page of another site."""

PERMISSIONS: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)

WITH_MICROPHONE: Final = PERMISSIONS.replace("microphone=()", "microphone=(self)")
"""The same, for the one page whose staff may let an engine listen."""


def content_security_policy(config: Config, frames: Sequence[str] = ()) -> str:
    """What a page may load and do: our own files and our own socket, and no markup made by scripts.

    ``frames`` are the sites that may show it inside a page of theirs.
    """
    socket = config.origin.replace("http", "ws", 1)
    framed_by = " ".join(frames) or "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            f"connect-src 'self' {socket}",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {framed_by}",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def headers(config: Config) -> dict[str, str]:
    """The headers that every answer carries."""
    always = {
        "Content-Security-Policy": content_security_policy(config),
        "X-Content-Type-Options": "nosniff",
        # Tells other sites nothing. "no-referrer" would also make a form's Origin "null", which is refused.
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": PERMISSIONS,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if config.secure:
        always["Strict-Transport-Security"] = "max-age=31536000"
    return always


async def harden(request: web.Request, response: web.StreamResponse) -> None:
    """Gives an answer the headers; one that a handler has set itself stays."""
    for name, value in headers(edge(request).config).items():
        response.headers.setdefault(name, value)
    if "Server" in response.headers:
        del response.headers["Server"]


@web.middleware
async def own_site_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuses as ``cross_site`` what would change something and comes from a page of another site.

    A browser says where from, by ``Sec-Fetch-Site`` (on https) or ``Origin``; what says neither is no browser
    and carries nobody's cookies unknowingly.
    """
    if request.method not in SAFE_METHODS and request.path not in TOOL_PATHS:
        site = request.headers.get("Sec-Fetch-Site")
        origin = request.headers.get("Origin")
        if site is not None and site not in OWN_SITE:
            raise Refused("cross_site")
        if origin is not None and origin not in edge(request).config.origins:
            raise Refused("cross_site")
    return await handler(request)
