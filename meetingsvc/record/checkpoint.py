"""Checkpoints: a signed word on where a meeting's chain stands.

Owns the checkpoint's fields and signature (Ed25519). Knows no files (see keys.py) and no clock.
"""

import base64
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from meetingsvc.record import shape
from meetingsvc.record.canonical import Json, canonical
from meetingsvc.record.chain import Tip
from meetingsvc.record.defects import Defect

_DOMAIN = b"meetingsvc checkpoint v1\n"
_KEYS = frozenset({"meeting", "head", "count", "at", "key", "signature"})


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`count` events, the last of them with the hash `head`, signed at `at` (UTC ms) with the key `key`."""

    meeting: str
    head: str
    count: int
    at: int
    key: str
    signature: str

    def unsigned(self) -> dict[str, Json]:
        """What the signature covers."""
        return {
            "meeting": self.meeting,
            "head": self.head,
            "count": self.count,
            "at": self.at,
            "key": self.key,
        }

    def json(self) -> dict[str, Json]:
        """The checkpoint as it stands in a record."""
        return {**self.unsigned(), "signature": self.signature}


def key_id(key: Ed25519PublicKey) -> str:
    """A key's short name: the first 16 hex digits of the SHA-256 of its 32 raw bytes."""
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]


def sign_checkpoint(key: Ed25519PrivateKey, *, meeting: str, head: str, count: int, at: int) -> Checkpoint:
    """A checkpoint signed at `at` (UTC ms). Raises ValueError for what no verifier would accept."""
    bare = Checkpoint(meeting, head, count, at, key_id(key.public_key()), signature="")
    signature = key.sign(_DOMAIN + canonical(bare.unsigned()))
    return read_checkpoint({**bare.unsigned(), "signature": _written(signature)})


def read_checkpoint(value: Json) -> Checkpoint:
    """The checkpoint that a JSON value holds, its signature not yet checked. Raises Defect `bad_shape`."""
    found = shape.keyed(value, _KEYS, "The checkpoint")
    return Checkpoint(
        meeting=shape.name(found["meeting"], "The checkpoint's meeting"),
        head=shape.digest(found["head"], "The checkpoint's head"),
        count=shape.integer(found["count"], "The checkpoint's count", least=1),
        at=shape.instant(found["at"], "The checkpoint's time"),
        key=shape.text(found["key"], "The checkpoint's key"),
        signature=shape.text(found["signature"], "The checkpoint's signature"),
    )


def check_stands_at(checkpoint: Checkpoint, tip: Tip | None) -> None:
    """Raises Defect `wrong_checkpoint` unless the checkpoint speaks of exactly this chain."""
    if tip is None:
        raise Defect("wrong_checkpoint", "The checkpoint stands before any event.")
    if checkpoint.meeting != tip.meeting:
        raise Defect("wrong_checkpoint", "The checkpoint is for another meeting.")
    if checkpoint.count != tip.seq:
        sentence = f"The checkpoint counts {checkpoint.count} events, but {tip.seq} stand before it."
        raise Defect("wrong_checkpoint", sentence)
    if checkpoint.head != tip.hash:
        raise Defect("wrong_checkpoint", "The checkpoint's head is not the hash of the last event.")


def check_signature(checkpoint: Checkpoint, key: Ed25519PublicKey) -> None:
    """Raises Defect `other_key` or `bad_signature` unless `key` signed the checkpoint."""
    if checkpoint.key != key_id(key):
        raise Defect("other_key", "The checkpoint names another key than the one it is checked against.")
    try:
        signature = base64.b64decode(checkpoint.signature + "==", altchars=b"-_", validate=True)
        # The last character carries spare bits: only one spelling of a signature is right.
        if _written(signature) != checkpoint.signature:
            raise InvalidSignature
        key.verify(signature, _DOMAIN + canonical(checkpoint.unsigned()))
    except (ValueError, InvalidSignature) as error:
        raise Defect("bad_signature", "The checkpoint's signature is not by this key.") from error


def _written(signature: bytes) -> str:
    return base64.urlsafe_b64encode(signature).rstrip(b"=").decode("ascii")
