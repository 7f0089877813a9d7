"""The signed address that a caption tool is given: whose captions it may send, in which protocol, until when.

Owns the key that stands in such an address and what it names. A protocol's own file says where in the
address the key stands. Knows no HTTP and no meeting.
"""

from typing import Final, Literal

import msgspec

from meetingsvc.auth import sign, signed

Protocol = Literal["zoom", "youtube", "teams", "streamtext", "own"]

KEY_LIMIT: Final = 200
"""More characters than any key has."""

NUMBER_DIGITS: Final = 15
"""More than any meeting has captions, and still an integer that every JSON reader holds exactly."""

_LETTERS: Final[dict[str, Protocol]] = {"y": "youtube", "t": "teams", "s": "streamtext", "j": "own"}
_OF: Final[dict[Protocol, str]] = {protocol: letter for letter, protocol in _LETTERS.items()}


class BadAddressError(ValueError):
    """A parameter is missing, malformed or not signed by us. Which one, nobody outside needs to know."""


class Address(msgspec.Struct, frozen=True):
    """Where a tool may post: the ``number``-th address issued for a track, until ``expires_at`` (UTC ms)."""

    meeting: str
    track: str
    number: int
    expires_at: int
    protocol: Protocol = "zoom"

    @property
    def sender(self) -> str:
        """What the record calls whoever posts here."""
        return f"{self.protocol}:{self.number}"


def key_of(secret: bytes, address: Address) -> str:
    """The key for an address, in characters that no tool changes on their way through a query."""
    parts = _parts(address)
    return ".".join((*parts, sign(secret, _message(parts))))


def read_key(key: str, secret: bytes, protocol: Protocol) -> Address:
    """The address of a key that was issued for this protocol. Raises BadAddressError."""
    if len(key) > KEY_LIMIT:
        raise BadAddressError
    *parts, signature = key.split(".")
    if len(parts) != 5 or not signed(secret, _message(parts), signature):
        raise BadAddressError
    meeting, track, letter, number, expires = parts
    if _LETTERS.get(letter) != protocol:
        raise BadAddressError
    return Address(meeting, track, int(number), int(expires) * 1_000, protocol)


def read_number(values: list[str]) -> int:
    """The number of a posting; the last one counts, where a tool appended several. Raises BadAddressError."""
    if not values or not is_number(values[-1]):
        raise BadAddressError
    return int(values[-1])


def is_number(written: str) -> bool:
    """Whether these are the digits of a number of ours."""
    return written.isascii() and written.isdigit() and len(written) <= NUMBER_DIGITS


def _parts(address: Address) -> tuple[str, ...]:
    letter = _OF[address.protocol]
    return address.meeting, address.track, letter, str(address.number), str(address.expires_at // 1_000)


def _message(parts: tuple[str, ...] | list[str]) -> str:
    # No part can hold the separator; the first word keeps other signatures of the secret apart.
    return "|".join(("caption-key", *parts))
