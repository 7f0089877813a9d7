"""What goes over the wire: one message encoded once, in the form that each transport wants.

Knows the text of a Socket.IO event, the header of a WebSocket frame and what a client's packet looks like;
not who gets a message or why.
"""

import re
import struct
from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final

import msgspec
from engineio import packet as engine

NAMESPACE: Final = "/live"

WELLFORMED: Final = re.compile(r"4[0-2].*|[15]|2probe|3.{0,20}", re.DOTALL)
"""A packet that a client may send: a message (to connect, to disconnect, an event), a goodbye, an upgrade,
the probe before it, an answer to a ping. Others, binary ones too, would fail deep inside the libraries."""

GOING_AWAY: Final = struct.pack("!BBH", 0x88, 2, 1001)
"""The frame with which a server hangs up; clients connect again by themselves (RFC 6455, 7.4.1)."""

_EVENT: Final = b"42" + NAMESPACE.encode() + b","
_TEXT: Final = 0x81  # a whole message of text (RFC 6455, 5.2)


def websocket_frame(text: bytes) -> bytes:
    """The message as an unmasked WebSocket frame."""
    size = len(text)
    if size < 126:
        return struct.pack("!BB", _TEXT, size) + text
    if size < 65_536:
        return struct.pack("!BBH", _TEXT, 126, size) + text
    return struct.pack("!BBQ", _TEXT, 127, size) + text


def event(name: str, payload: Any) -> bytes:
    """The text of an event with one argument; what is a ``msgspec.Raw`` in it is encoded already."""
    return _EVENT + msgspec.json.encode((name, payload))


class Bundle:
    """Messages that leave together: one write for a WebSocket, one packet each for a polling client."""

    def __init__(self, texts: Iterable[bytes]) -> None:
        self.texts = tuple(texts)

    @cached_property
    def wire(self) -> bytes:
        """All of them as WebSocket frames."""
        return b"".join(websocket_frame(text) for text in self.texts)

    @cached_property
    def packets(self) -> list[Any]:
        """All of them as Engine.IO packets, which keep their encoded form when several clients share them."""
        return [engine.Packet(engine.MESSAGE, data=text[1:].decode()) for text in self.texts]
