"""StreamText's relay of a captioner's keystrokes: the key in its address, edits to a stream of characters.

A posting holds all that was written since the last one that was answered 200, so that a repeated number
brings the same characters again and perhaps more. A backspace deletes across postings. The relay counts in
UTF-16, as Windows does, where the captioners' software and the relay itself run (its time stamps are
.NET's): a letter beyond the basic plane, such as an emoji, takes two backspaces, and a combining mark one
of its own. The stream is therefore kept as the sender counts it; half a letter is never shown.
Knows no HTTP and no meeting.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple
from urllib.parse import urlencode

from .address import Address, key_of, read_key

PATH: Final = "/closedcaption"
PARAMETER: Final = "stream"

BACKSPACES: Final = frozenset("\x08\x7f")
REACH: Final = 100
"""Characters of a posting beyond what stood in the end: slips that it took back itself."""

_UNIT: Final = 2
"""Bytes of one of the sender's characters."""


def issue_url(public_url: str, secret: bytes, address: Address) -> str:
    """The address to give to the relay; it appends ``&seq=N&lang=en``."""
    return f"{public_url}{PATH}?{urlencode({PARAMETER: key_of(secret, address)})}"


def read_address(query: Mapping[str, str], secret: bytes) -> Address:
    """The address in a query, whatever was appended to it. Raises BadAddressError."""
    return read_key(query.get(PARAMETER, ""), secret, "streamtext")


def read(body: bytes) -> str:
    """The characters of a posting, backspaces and line ends among them."""
    return body.decode("utf-8-sig", "replace")


class Edited(NamedTuple):
    """``text`` is all of it now; its first ``untouched`` characters were never deleted meanwhile."""

    text: str
    untouched: int


def edited(text: str, typed: str) -> Edited:
    """``text`` with what was typed behind it.

    A backspace that finds nothing left deletes nothing. Half a letter that is left over stands in the text
    as it does in the sender's; no reader gets it.
    """
    units = bytearray(_units(text))
    least = len(units)
    for char in typed:
        if char not in BACKSPACES:
            units += _units(char)
        elif units:
            del units[-_UNIT:]
            least = min(least, len(units))
    untouched = len(_text(_units(text)[:least]))
    return Edited(_text(units), untouched)


def _units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def _text(units: bytes | bytearray) -> str:
    return units.decode("utf-16-le", "surrogatepass")


def fresh(body: str, seq: int, last_seq: int | None, last_body: str) -> str:
    """What in a posting has not been taken yet, given the last one: nothing of a mere retry."""
    return body.removeprefix(last_body) if seq == last_seq else body


def fresh_behind(stream: str, body: str) -> str:
    """As ``fresh``, where of the last posting only the stream that it left is known, blanks aside."""
    stands = stream.rstrip()
    for length in range(min(len(body), len(stands) + REACH), 0, -1):
        begun = edited("", body[:length]).text.strip()
        if begun and stands.endswith(begun):
            return body[length:]
    return body
