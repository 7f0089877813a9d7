"""Zoom's "third-party captioning" protocol: the address that a tool is given, and what it posts there.

The address is signed and names meeting, track, its own number and when it expires; tools append ``seq``
and ``lang`` and rewrite the path, never what stands before. Knows no HTTP and no meeting.
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from meetingsvc.auth import sign, signed

from .address import Address, BadAddressError, is_number
from .youtube import stamp

PATH: Final = "/closedcaption"
SIGNED: Final = "id,ns,expire"
"""The parameters that the signature covers, as the address itself says."""


def issue_url(
    public_url: str, secret: bytes, meeting: str, track: str, url_number: int, expires_at: int
) -> str:
    """The address to paste into a caption tool. ``expires_at`` is UTC ms; the address has whole seconds."""
    namespace, expire = f"{track}.{url_number}", str(expires_at // 1_000)
    query = {
        "id": meeting,
        "ns": namespace,
        "expire": expire,
        "sparams": SIGNED,
        "signature": sign(secret, _message(meeting, namespace, expire)),
    }
    return f"{public_url}{PATH}?{urlencode(query, safe=',')}"


def read_address(query: Mapping[str, str], secret: bytes) -> Address:
    """The address in a query, whatever was appended to it. Raises BadAddressError."""
    meeting, namespace, expire = (query.get(name, "") for name in ("id", "ns", "expire"))
    track, _, number = namespace.rpartition(".")
    if query.get("sparams") != SIGNED or not (track and is_number(number) and is_number(expire)):
        raise BadAddressError
    if not signed(secret, _message(meeting, namespace, expire), query.get("signature", "")):
        raise BadAddressError
    return Address(meeting, track, int(number), int(expire) * 1_000)


def language(values: list[str]) -> str:
    """The language that the tool says it writes, empty for none. Zoom's own pages say jp-JP for Japanese."""
    tag = values[-1].strip() if values else ""
    first, hyphen, rest = tag.partition("-")
    return f"ja{hyphen}{rest}" if first.lower() == "jp" else tag


def same_language(said: str, track: str) -> bool:
    """Whether a tool writes the language of its track, as far as it says: "en-US" is "en"."""
    return not said or said.partition("-")[0].lower() == track.partition("-")[0].lower()


def timestamp(at: int) -> str:
    """The body of an answer: the server's time (from UTC ms), in UTC."""
    return f"{stamp(at)}Z"


def _message(meeting: str, namespace: str, expire: str) -> str:
    # None of the three can hold the separator; the first word keeps other signatures of the secret apart.
    return "|".join(("closedcaption", meeting, *namespace.rsplit(".", 1), expire))
