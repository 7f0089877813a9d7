"""Hashing and minting: tokens, salts, ids, passwords, signatures.

Owns the alphabets and strengths of every secret and random id. May not know who holds one, where it
is kept or when it expires, and imports nothing of ours.
"""

import base64
import hashlib
import hmac
import ipaddress
import re
import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U, so that it survives being read out, typed and printed."""

_MEETING_ID = re.compile(f"[{CROCKFORD}]{{8}}")
_READ_AS = str.maketrans("ILO", "110", "- ")
_CODE_LENGTH = 10
# argon2id with RFC 9106's second recommendation (64 MiB, 3 passes).
_HASHER = PasswordHasher()


def fresh_token() -> str:
    """A bearer secret of 192 bits, in 32 characters that are safe in a URL and a cookie."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """What is kept of a token: its SHA-256 in hex. Any text has one, so a stranger's cookie cannot fail."""
    return hashlib.sha256(_bytes(token)).hexdigest()


def address_hash(key: bytes, address: str) -> bytes:
    """As what an address is remembered by a limit: good for comparing under this key, and for nothing else.

    An IPv4 address counts whole, also as a socket for both kinds writes it; of an IPv6 one the network,
    whose every address one customer has.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        counted = _bytes(address)
    else:
        mapped = ip.ipv4_mapped if ip.version == 6 else ip
        counted = ip.packed[:8] if mapped is None else mapped.packed
    return hashlib.blake2b(counted, key=key, digest_size=16).digest()


def fresh_salt() -> bytes:
    """16 random bytes, for one commitment."""
    return secrets.token_bytes(16)


def fresh_participant() -> str:
    """A participant's id: "p" and 16 lower-case Crockford characters (80 bits)."""
    return "p" + _crockford(16).lower()


def derived_participant(secret: bytes, message: str) -> str:
    """The participant's id that belongs to a message: as hard to guess as that is, and always the same."""
    mac = hmac.digest(secret, _bytes(f"participant {message}"), "sha256")
    return "p" + "".join(CROCKFORD[byte % len(CROCKFORD)] for byte in mac[:16]).lower()


def fresh_meeting_id() -> str:
    """A meeting's id: eight Crockford characters. Not a secret; the caller tries again if it is taken."""
    return _crockford(8)


def fresh_return_code() -> str:
    """A code to read out and type: ten Crockford characters in two groups, such as 7K3M0-Q1XZ4 (50 bits).

    Strong enough for what holds for one meeting and cannot be tried often; for nothing else.
    """
    return _grouped(_crockford(_CODE_LENGTH))


def derived_return_code(secret: bytes, message: str) -> str:
    """The return code that belongs to a message, always the same: a card can be printed again."""
    mac = hmac.digest(secret, _bytes(f"return code {message}"), "sha256")
    return _grouped("".join(CROCKFORD[byte % len(CROCKFORD)] for byte in mac[:_CODE_LENGTH]))


def normalize_return_code(written: str) -> str:
    """The code that someone meant: case, blanks and dashes of all kinds aside, I and L as 1, O as 0, digits
    of any script. Any text has one; only a real one is good.
    """
    plain = unicodedata.normalize("NFKC", written).upper()
    digits = (str(unicodedata.digit(char, "")) or char for char in plain)
    return _grouped("".join(char for char in digits if char.isascii() and char.isalnum()).translate(_READ_AS))


def return_code_hash(secret: bytes, meeting: str, code: str) -> str:
    """What is kept of a return code: a keyed hash, in hex, with which nobody can try codes elsewhere."""
    return hmac.digest(secret, _bytes(f"code of {meeting} {code}"), "sha256").hex()


def _grouped(code: str) -> str:
    return f"{code[:5]}-{code[5:]}"


def normalize_meeting_id(written: str) -> str:
    """The meeting id that someone meant: case, hyphens and spaces aside, I and L as 1, O as 0.

    Raises ValueError if that is not eight Crockford characters.
    """
    # ASCII only: upper() would turn a dotless i or a long s into letters that nobody wrote.
    read = written.upper().translate(_READ_AS) if written.isascii() else ""
    if not _MEETING_ID.fullmatch(read):
        raise ValueError("a meeting id has eight characters of Crockford's base 32")
    return read


def hash_password(password: str) -> str:
    """An argon2id hash with its parameters and salt. Takes tens of ms: call it off the event loop."""
    return _HASHER.hash(_typed(password))


def verify_password(stored: str | None, password: str) -> bool:
    """Whether the password is the one that was hashed. Call it off the event loop.

    `stored` is None for an account that does not exist, which takes as long as one that does: the
    answer's delay must not tell which names are taken.
    """
    try:
        return _HASHER.verify(stored or "", _typed(password))
    except InvalidHashError:  # no account, or one locked by a value that is no hash: do the same work
        _HASHER.hash(_typed(password))
        return False
    except VerificationError:
        return False


def needs_rehash(stored: str) -> bool:
    """Whether a hash was made with other parameters than today's. Ask after a password was right."""
    return _HASHER.check_needs_rehash(stored)


def sign(secret: bytes, message: str) -> str:
    """HMAC-SHA256 of a message, in 43 characters that are safe in a URL."""
    mac = hmac.digest(secret, _bytes(message), "sha256")
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode("ascii")


def signed(secret: bytes, message: str, signature: str) -> bool:
    """Whether `signature` is this secret's for the message; how long it takes tells nothing."""
    return hmac.compare_digest(_bytes(sign(secret, message)), _bytes(signature))


def _crockford(length: int) -> str:
    return "".join(secrets.choice(CROCKFORD) for _ in range(length))


def _typed(password: str) -> bytes:
    # Keyboards differ in how they compose an accented letter; NFC makes them one (RFC 8265).
    return _bytes(unicodedata.normalize("NFC", password))


def _bytes(text: str) -> bytes:
    # JSON can carry a lone surrogate, which strict UTF-8 would answer with an exception.
    return text.encode("utf-8", "surrogatepass")
