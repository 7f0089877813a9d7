"""What is logged of a request: method, route, status and time. No address, query, id, agent or body.

A caption tool's token is in its query, a claim code in its path: neither may reach a log.
"""

import logging
from typing import Final

from aiohttp.abc import AbstractAccessLogger
from aiohttp.web import BaseRequest, Request, StreamResponse

from meetingsvc.routes.edge import ROUTE, edge

SERVER_LOG: Final = logging.getLogger("meetingsvc.server")


class Journal(AbstractAccessLogger):
    """One line for each request, with the route in place of its path; counted for /metrics too."""

    def log(self, request: BaseRequest, response: StreamResponse, time: float) -> None:
        if not isinstance(request, Request):  # it could not even be read
            self.logger.info("unreadable %s %.0f ms", response.status, time * 1_000)
            return
        route = request.get(ROUTE)
        path = route.path if route is not None else "-"
        edge(request).counts.requests[request.method, path, response.status] += 1
        self.logger.info("%s %s %s %.0f ms", request.method, path, response.status, time * 1_000)


class Nameless(logging.Filter):
    """Keeps the server's own complaints, which hold addresses and raw requests, down to what went wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        kind = record.exc_info[0] if record.exc_info else None
        record.msg = (
            f"a request could not be served: {kind.__name__}" if kind else "a request could not be served"
        )
        record.args = None
        record.exc_info = None
        record.exc_text = None
        return True


SERVER_LOG.addFilter(Nameless())
