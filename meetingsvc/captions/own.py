"""Our own protocol for captions: JSON with times, speakers, confidence and words. See docs/captions.md.

Owns the key in its address, and the form of a posting. Knows no HTTP and no meeting.
"""

import hashlib
from collections.abc import Mapping
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from meetingsvc.domain.commands import Addition, ReceiveCues, Revision

from .address import Address, key_of, read_key

PARAMETER: Final = "key"
SCHEME: Final = "bearer "


class Growing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line that is still being said: shown, and kept nowhere. ``cue`` is the sender's own name for it."""

    cue: Annotated[str, Meta(min_length=1, max_length=64)]
    text: Annotated[str, Meta(max_length=2_000)]


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A posting. ``id`` is the sender's own, by which a retry is known; a heartbeat holds nothing else.

    ``revised`` are cues of this address that have changed, by the numbers that were answered.
    """

    id: Annotated[str, Meta(max_length=64, pattern=r"^[\x21-\x7e]*$")] = ""
    cues: Annotated[tuple[Addition, ...], Meta(max_length=100)] = ()
    revised: Annotated[tuple[Revision, ...], Meta(max_length=20)] = ()
    partial: Growing | None = None


class MalformedError(ValueError):
    """The body is no posting."""


def issue_url(public_url: str, secret: bytes, address: Address) -> str:
    """The address to post to, ending in its key."""
    return f"{public_url}/m/{address.meeting}/captions/{address.track}?{PARAMETER}={key_of(secret, address)}"


def read_address(authorization: str, query: Mapping[str, str], secret: bytes) -> Address:
    """The address of a request: its key as ``Authorization: Bearer``, or in the query.

    Raises BadAddressError.
    """
    if authorization.lower().startswith(SCHEME):
        return read_key(authorization[len(SCHEME) :].strip(), secret, "own")
    return read_key(query.get(PARAMETER, ""), secret, "own")


def read(body: bytes) -> Sent:
    """The posting in a body. Raises MalformedError; its text may be shown, and holds nothing of the body."""
    try:
        sent = _DECODER.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise MalformedError from None
    if (sent.cues or sent.revised) and not sent.id:
        raise MalformedError
    return sent


def spelt(sent: Sent) -> str:
    """All words of a posting behind its id, by which it is known again where it was not to be kept."""
    return "\n".join((sent.id, *(each.text for each in sent.cues), *(each.text for each in sent.revised)))


def command(sent: Sent, address: Address) -> ReceiveCues | None:
    """What makes a posting durable; none: there is nothing in it to keep."""
    if not (sent.cues or sent.revised):
        return None
    return ReceiveCues(
        track=address.track, source=f"{address.sender}:0", revised=sent.revised, added=sent.cues
    )


def command_id(sent: Sent, address: Address) -> str:
    """The command id of a posting, of whichever length its sender's is."""
    return f"{address.sender}:{hashlib.sha256(sent.id.encode()).hexdigest()[:32]}"


_DECODER: Final = msgspec.json.Decoder(Sent)
