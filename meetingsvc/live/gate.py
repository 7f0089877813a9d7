"""Whether an HTTP request may reach the sockets: from which pages, and how often from one address.

Browsers send an Origin with every WebSocket and every request to another site, and Sec-Fetch-Site beside it;
a request with neither comes from no page (an app, a tool), and carries no one's cookies but its own.
Knows headers and addresses; not what is said on a socket.
"""

from typing import Final

from aiohttp import web

from meetingsvc.config import Config
from meetingsvc.live.limits import Addresses, seconds

_OF_OUR_PAGES: Final = ("same-origin", "none")


def address(config: Config, request: web.Request) -> str:
    """Where a request came from, for limits alone: never stored, shown or logged (R41)."""
    return config.asker(request.remote or "", request.headers.getall("X-Forwarded-For", ()))


class OurPagesOnly:
    """The gate before the sockets."""

    def __init__(self, config: Config, addresses: Addresses) -> None:
        self._config = config
        self._addresses = addresses

    def __call__(self, request: web.Request) -> None:
        """Raises web.HTTPException for a request from another site, or one too many from its address."""
        origin = request.headers.get("Origin")
        site = request.headers.get("Sec-Fetch-Site", "none")
        if (origin is not None and origin not in self._config.origins) or site not in _OF_OUR_PAGES:
            raise web.HTTPForbidden(text="This page may not connect here.")
        if "j" in request.query:  # JSONP, which is for any page
            raise web.HTTPBadRequest(text="JSONP is not served.")
        if "sid" not in request.query:
            known = self._addresses.known_as(address(self._config, request))
            if wait := self._addresses.take("connect", known):
                raise web.HTTPTooManyRequests(headers={"Retry-After": str(seconds(wait))})
