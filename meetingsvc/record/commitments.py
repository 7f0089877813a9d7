"""Commitments: a field stands in an event as a hash, its salt and value are kept apart.

Owns how a commitment is made and opened. Knows nothing of who may see a value.
The salt is what hides a value that could be guessed; once it is erased, nothing opens the commitment.
"""

import hashlib
import hmac
from dataclasses import dataclass

from meetingsvc.record.canonical import Json, canonical

SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What opens a commitment: the salt (16 bytes) and the value."""

    salt: bytes
    value: Json


def commit(salt: bytes, value: Json) -> str:
    """SHA-256 of salt and canonical value, in hex. `salt` is 16 random bytes, fresh for every field.

    The length is fixed because otherwise the salt could lend its last bytes to the value.
    Raises ValueError for a salt of another length and for a value that has no canonical form.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hashlib.sha256(salt + canonical(value)).hexdigest()


def opens(commitment: str, disclosure: Disclosure) -> bool:
    """Whether this salt and value are the ones that were committed to."""
    return hmac.compare_digest(commitment, commit(disclosure.salt, disclosure.value))
