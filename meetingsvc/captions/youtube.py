"""YouTube's live caption protocol: the key in its address, the timed lines in a body, the time in an answer.

Knows no HTTP and no meeting.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import urlencode

import msgspec

from .address import Address, key_of, read_key

PATH: Final = "/closedcaption"
PARAMETER: Final = "cid"

EARLIEST_MS: Final = 10 * 60_000
LATEST_MS: Final = 60_000
"""A stamp further from the server's time than these comes from a clock that is wrong, and says nothing."""

# The region is optional, and some put it in brackets; some leave the milliseconds out, or write a Z.
_STAMP: Final = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(?:[.,](\d{1,9}))?Z?(?:[ \t]+\[?region:[^\]\s]*\]?)?[ \t]*",
    re.ASCII,
)
_BREAK: Final = re.compile(r"[ \t]*<br[ \t]*/?>[ \t]*", re.IGNORECASE)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Timed(msgspec.Struct, frozen=True):
    """A caption and its sender's stamp, UTC ms; None: it has none that can be believed."""

    text: str
    at: int | None


def issue_url(public_url: str, secret: bytes, address: Address) -> str:
    """The address to paste into a caption tool."""
    return f"{public_url}{PATH}?{urlencode({PARAMETER: key_of(secret, address)})}"


def read_address(query: Mapping[str, str], secret: bytes) -> Address:
    """The address in a query, whatever was appended to it. Raises BadAddressError."""
    return read_key(query.get(PARAMETER, ""), secret, "youtube")


def read(body: str, now: int) -> tuple[Timed, ...]:
    """The captions in a body, in order; ``now`` (UTC ms) is the server's. None: it is a heartbeat.

    Lines before the first stamp are a caption too, without a time; blank lines say nothing.
    """
    captions: list[Timed] = []
    at: int | None = None
    lines: list[str] = []
    for line in [*body.splitlines(), None]:
        stamped = None if line is None else _STAMP.fullmatch(line.strip())
        if line is not None and stamped is None:
            lines.extend(part.strip() for part in _BREAK.split(line) if part.strip())
            continue
        if lines:
            captions.append(Timed("\n".join(lines), at))
        lines = []
        at = _believed(stamped, now) if stamped else None
    return tuple(captions)


def timestamp(at: int) -> str:
    """The body of an answer: the server's time (from UTC ms), in UTC, as YouTube writes it."""
    return f"{stamp(at)}\n"


def stamp(at: int) -> str:
    """An instant (UTC ms) as senders and receivers of captions write it, in UTC."""
    utc = _EPOCH + timedelta(milliseconds=at)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{at % 1_000:03d}"


def _believed(stamped: re.Match[str], now: int) -> int | None:
    whole, fraction = stamped.groups()
    try:
        seconds = datetime.fromisoformat(whole).replace(tzinfo=UTC)
    except ValueError:
        return None
    at = (seconds - _EPOCH) // timedelta(milliseconds=1) + int(f"{fraction or 0:0<3}"[:3])
    return at if now - EARLIEST_MS <= at <= now + LATEST_MS else None
