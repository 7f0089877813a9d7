"""Reading the fixed shapes of a record: exact keys, exact types, exact spellings.

Owns what a well-formed field looks like. Knows nothing of how fields relate to each other.
Every function raises Defect `bad_shape` and names the place by `what`, never by the file's own text.
"""

import re
from collections.abc import Mapping

from meetingsvc.record.canonical import MAX_INTEGER, Json
from meetingsvc.record.defects import Defect

# 9999-12-31T23:59:59.999Z in UTC ms, the last instant that four-digit years can name.
LAST_INSTANT = 253_402_300_799_999
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SALT = re.compile(r"[0-9a-f]{32}")
_NAME = re.compile(r"[0-9A-Za-z._:-]{1,64}")


def bad_shape(sentence: str) -> Defect:
    """The defect of a value that is not formed as the format says."""
    return Defect("bad_shape", sentence)


def an_object(value: Json, what: str) -> Mapping[str, Json]:
    """An object with any keys."""
    if not isinstance(value, Mapping):
        raise bad_shape(f"{what} is not an object.")
    return value


def keyed(value: Json, keys: frozenset[str], what: str) -> Mapping[str, Json]:
    """An object with exactly these keys."""
    found = an_object(value, what)
    if missing := sorted(keys - found.keys()):
        raise bad_shape(f"{what} lacks {', '.join(missing)}.")
    if len(found) > len(keys):
        raise bad_shape(f"{what} has a key that the format does not know.")
    return found


def text(value: Json, what: str) -> str:
    """Text that is not empty."""
    if not isinstance(value, str) or not value:
        raise bad_shape(f"{what} is not text.")
    return value


def name(value: Json, what: str) -> str:
    """Up to 64 of the characters 0-9 A-Z a-z . _ : - (safe to print on any terminal)."""
    return _spelled(_NAME, value, f"{what} is not a plain name.")


def digest(value: Json, what: str) -> str:
    """A SHA-256 in lower-case hex."""
    return _spelled(_DIGEST, value, f"{what} is not 64 lower-case hex digits.")


def salt(value: Json, what: str) -> bytes:
    """16 bytes, written in lower-case hex."""
    return bytes.fromhex(_spelled(_SALT, value, f"{what} is not 32 lower-case hex digits."))


def integer(value: Json, what: str, *, least: int, most: int = MAX_INTEGER) -> int:
    """An integer in range; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise bad_shape(f"{what} is not an integer of at least {least}.")
    return value


def instant(value: Json, what: str) -> int:
    """An instant in UTC ms, 1970 to 9999."""
    return integer(value, what, least=0, most=LAST_INSTANT)


def _spelled(pattern: re.Pattern[str], value: Json, sentence: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise bad_shape(sentence)
    return value
