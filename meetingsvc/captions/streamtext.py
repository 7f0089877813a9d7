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

from .address import Address, BadAddressError, key_of, read_key

PATH: Final = "/closedcaption"
PARAMETER: Final = "stream"

BACKSPACES: Final = frozenset("\x08\x7f")
_UNIT: Final = 2
"""Bytes of one of the sender's characters."""


def issue_url(public_url: str, secret: bytes, address: Address) -> str:
    """The address to give to the relay; it appends ``&seq=N&lang=en``."""
    return f"{public_url}{PATH}?{urlencode({PARAMETER: key_of(secret, address)})}"


def read_address(query: Mapping[str, str], secret: bytes) -> Address:
    """The address in a query, whatever was appended to it. Raises BadAddressError."""
    if PARAMETER not in query:
        raise BadAddressError
    return read_key(query[PARAMETER], secret, "streamtext")


def read(body: bytes) -> str:
    """The characters of a posting, backspaces and line ends among them."""
    return body.decode("utf-8-sig", "replace")


class Edited(NamedTuple):
    """``text`` is all of it now; its first ``untouched`` characters were never deleted meanwhile; so many
    backspaces (``beyond``) found nothing left to delete.
    """

    text: str
    untouched: int
    beyond: int


def edited(text: str, typed: str) -> Edited:
    """``text`` with what was typed behind it.

    Half a letter that is left over stands in the text as it does in the sender's; no reader gets it.
    """
    units = bytearray(_units(text))
    least, beyond = len(units), 0
    for char in typed:
        if char not in BACKSPACES:
            units += _units(char)
        elif units:
            del units[-_UNIT:]
            least = min(least, len(units))
        else:
            beyond += 1
    untouched = len(_text(_units(text)[:least]))
    return Edited(_text(units), untouched, beyond)


def _units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def _text(units: bytes | bytearray) -> str:
    return units.decode("utf-16-le", "surrogatepass")


def fresh(body: str, seq: int, last_seq: int | None, last_body: str | None) -> str:
    """What in a posting has not been taken yet, given the last one: nothing of a mere retry.

    ``last_body`` None: the number is known from the record alone, and a posting of it is a retry.
    """
    if last_seq is None or seq != last_seq:
        return body
    if last_body is None:
        return ""
    return body.removeprefix(last_body)
