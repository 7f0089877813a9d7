"""Microsoft Teams' CART protocol: what its address says of the meeting, and the token that opens it.

Every posting is a line of its own; there are no numbers. Knows no HTTP and no meeting.
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode

import msgspec

from .address import Address, BadAddressError, key_of, read_key

PATH: Final = "/cartcaption"

CHARACTERS_A_SECOND: Final = 25
"""Nobody speaks faster. The same line again within less time than it takes to say is a retry."""


class MalformedError(ValueError):
    """The address names no meeting, or not in Teams' form."""


class _Named(msgspec.Struct, frozen=True):
    """What ``meetingid`` holds; tools carry it along and read nothing in it."""

    mId: str  # noqa: N815 - as Teams writes it


def issue_url(public_url: str, secret: bytes, address: Address) -> str:
    """The address to paste into a caption tool, ending in its token."""
    named = msgspec.json.encode(_Named(address.meeting)).decode()
    query = {"meetingid": named, "token": key_of(secret, address)}
    return f"{public_url}{PATH}?{urlencode(query, quote_via=quote)}"


def read_address(query: Mapping[str, str], secret: bytes) -> Address:
    """The address in a query, whatever was appended to it.

    Raises MalformedError without a meeting in Teams' form, BadAddressError for a token that is not its.
    """
    try:
        named = msgspec.json.decode(query.get("meetingid", ""), type=_Named)
    except msgspec.MsgspecError:
        raise MalformedError from None
    address = read_key(query.get("token", ""), secret, "teams")
    if address.meeting != named.mId:
        raise BadAddressError
    return address


def repeated(text: str, before: str, since_ms: int) -> bool:
    """Whether a line is the one before it sent again, its answer lost, ``since_ms`` after it.

    The protocol has no numbers by which to tell; a line that could have been said again meanwhile is new.
    """
    return text == before and since_ms * CHARACTERS_A_SECOND < len(text) * 1_000
