"""Captions as we send them: the protocols of ``zoom`` and ``youtube`` from the sender's side.

Pure: lines in, requests out. Knows no socket; a URL it only lengthens.
"""

from typing import Final, Literal
from urllib.parse import urlsplit, urlunsplit

import msgspec

from .youtube import stamp

Protocol = Literal["zoom", "youtube"]

HEARTBEAT_S: Final[dict[Protocol, float | None]] = {"zoom": None, "youtube": 10.0}
"""After how many seconds of silence a receiver wants to hear that we are there."""

_REGIONS: Final = {
    "en": "en-US",
    "es": "es-ES",
    "ja": "jp-JP",
    "pt": "pt-BR",
    "zh": "zh-CN",
    "zh-hant": "zh-TW",
}
"""Zoom wants a region, and its own code for Japanese."""


class Line(msgspec.Struct, frozen=True):
    """A final caption; ``began`` is UTC ms."""

    text: str
    began: int


class Post(msgspec.Struct, frozen=True):
    """A request to make."""

    url: str
    body: bytes


def post(protocol: Protocol, url: str, seq: int, language: str, line: Line | None) -> Post:
    """A line under its number; without one, a heartbeat."""
    parameters = f"seq={seq}"
    if protocol == "zoom":
        parameters += f"&lang={_REGIONS.get(language.lower(), language)}"
        return Post(_lengthened(url, parameters), b"" if line is None else _clean(line.text, "\n").encode())
    body = "" if line is None else f"{stamp(line.began)}\n{_clean(line.text, '<br>')}\n"
    return Post(_lengthened(url, parameters), body.encode())


def last_number(protocol: Protocol, url: str) -> str | None:
    """Where the receiver says the last number that it took; None where it does not."""
    if protocol != "zoom":
        return None
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/seq"))


def masked(url: str) -> str:
    """The address as it may be shown: where it leads, and nothing of what gives leave to caption there."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}{parts.path}?…"


def _lengthened(url: str, parameters: str) -> str:
    base = url.partition("#")[0]
    return f"{base}{'' if base.endswith(('?', '&')) else '&' if '?' in base else '?'}{parameters}"


def _clean(text: str, between: str) -> str:
    return between.join(line.strip() for line in text.splitlines() if line.strip())
