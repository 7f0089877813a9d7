"""Mends what a sender breaks that counts its Content-Length in characters (caption-protocols, trap 4).

Such a body is longer than it says, and an HTTP parser takes the rest for the next request and refuses
both. This stands before the parser, on one connection: it watches requests to the caption path alone,
lengthens a Content-Length to what arrived, and lets everything else through untouched. Pure: bytes in,
bytes out.
"""

import re
from typing import Final

WATCHED: Final = (b"POST /closedcaption", b"POST /cartcaption")
BODILESS: Final = (b"GET /closedcaption", b"GET /cartcaption")
HEAD_LIMIT: Final = 16 * 1024
BODY_LIMIT: Final = 64 * 1024
MARK: Final = "X-Caption-Overrun"
"""Header given to a request whose body had to be lengthened, so that its sender can be named in the log."""

_METHODS: Final = (b"GET ", b"POST ", b"HEAD ", b"PUT ", b"PATCH ", b"DELETE ", b"OPTIONS ")
_LENGTH: Final = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,9})[ \t]*(?=\r\n)", re.IGNORECASE)
_CONNECTION: Final = re.compile(rb"\r\nconnection:[^\r\n]*", re.IGNORECASE)
_BEYOND_US: Final = re.compile(rb"\r\n(transfer-encoding|expect|upgrade):", re.IGNORECASE)


class Overrun:
    """The incoming side of one connection."""

    def __init__(self) -> None:
        self._held = b""
        self._watching = True
        self._between = False
        self.broken = False
        """The connection brings bytes that are no request: it should be closed once it has answered."""

    def feed(self, data: bytes) -> bytes:
        """What the parser may see now that these bytes have come."""
        if self.broken:
            return b""
        if not self._watching:
            return data
        self._held += data
        out = b""
        while self._held:
            step = self._step()
            if step is None:
                break
            out += step
        return out

    def _step(self) -> bytes | None:
        """The next whole request; None where more has to come first, or nothing is left that makes sense."""
        if self._between:
            self._held = self._held.lstrip(b"\r\n")  # some end their body with a line that they do not count
            if not self._held:
                return None
            if not _may_begin(self._held):
                self.broken = True
                self._held = b""
                return None
        if not self._held.startswith((*WATCHED, *BODILESS)):
            if any(start.startswith(self._held) for start in (*WATCHED, *BODILESS)):
                return None
            return self._let_go()
        head, blank, rest = self._held.partition(b"\r\n\r\n")
        if not blank:
            return None if len(self._held) < HEAD_LIMIT else self._let_go()
        if head.startswith(BODILESS):
            return self._taken(head + blank, rest)
        lengths = _LENGTH.findall(head + b"\r\n")
        if len(lengths) != 1 or _BEYOND_US.search(head) or int(lengths[0]) > BODY_LIMIT:
            return self._let_go()
        return self._request(head, rest, int(lengths[0]))

    def _request(self, head: bytes, rest: bytes, length: int) -> bytes | None:
        if len(rest) < length:
            return None
        beyond = rest[length:]
        if not beyond.strip(b"\r\n") or _may_begin(beyond):
            return self._taken(head + b"\r\n\r\n" + rest[:length], beyond)
        body = rest[:BODY_LIMIT]
        head = _LENGTH.sub(b"", head + b"\r\n").removesuffix(b"\r\n")
        head = _CONNECTION.sub(b"", head)
        mended = b"\r\nContent-Length: %d\r\nConnection: close\r\n%b: 1\r\n\r\n" % (len(body), MARK.encode())
        return self._taken(head + mended + body, b"")

    def _taken(self, request: bytes, rest: bytes) -> bytes:
        self._between = True
        self._held = rest
        return request

    def _let_go(self) -> bytes:
        self._watching = False
        whole, self._held = self._held, b""
        return whole


def _may_begin(data: bytes) -> bool:
    """Whether a request may begin so, be it cut off within the method's name."""
    return data.startswith(_METHODS) or any(method.startswith(data) for method in _METHODS)
