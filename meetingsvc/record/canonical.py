"""The one way that a JSON value is written as bytes, so that equal values have equal hashes.

Owns the canonical form: RFC 8785 narrowed to integers. Knows nothing of events or lines.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from meetingsvc.record.defects import Defect

Json: TypeAlias = bool | int | str | Sequence["Json"] | Mapping[str, "Json"] | None

# The integers that every JSON reader holds exactly, those that read numbers as doubles included.
MAX_INTEGER = 2**53 - 1
# A verifier that recurses must not be brought down by a hostile file; no event comes near this.
MAX_DEPTH = 64


class NotCanonical(Defect):
    """Bytes that are not the canonical form of any value."""

    def __init__(self, sentence: str) -> None:
        super().__init__("not_canonical", sentence)


def canonical(value: Json) -> bytes:
    """The canonical bytes of a JSON value.

    UTF-8, object keys in order of their UTF-16 code units, no white space, the shortest escapes.
    Raises ValueError for a float, an integer beyond ±(2^53 - 1), a lone surrogate, a key that is
    not text, nesting deeper than 64, and whatever is not JSON.
    """
    # Python's encoder escapes as RFC 8785 asks (\b \t \n \f \r \" \\, \u00xx in lower case, no other).
    text = json.dumps(_ordered(value, MAX_DEPTH), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8")


def parse_canonical(raw: bytes) -> Json:
    """The value of canonical bytes. Raises NotCanonical for any other bytes, a repeated key included."""
    try:
        # Decoded first: json.loads would accept UTF-16 and UTF-32 bytes too.
        value: Json = json.loads(raw.decode("utf-8"))
        again = canonical(value)
    except (ValueError, RecursionError) as error:
        raise NotCanonical("It is not JSON as a record may hold it.") from error
    if again != raw:
        raise NotCanonical("It is JSON, but not written in the canonical form.")
    return value


def _ordered(value: object, depth: int) -> object:
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        if abs(value) > MAX_INTEGER:
            raise ValueError("an integer beyond 2^53 - 1 has no canonical form")
        return value
    if depth == 0:
        raise ValueError(f"nested deeper than {MAX_DEPTH}")
    if isinstance(value, (list, tuple)):
        return [_ordered(each, depth - 1) for each in value]
    if isinstance(value, Mapping):
        return {key: _ordered(value[key], depth - 1) for key in sorted(value, key=_utf16)}
    raise ValueError(f"{type(value).__name__} has no canonical form")


def _utf16(key: object) -> bytes:
    if not isinstance(key, str):
        raise ValueError("an object's key must be text")
    return key.encode("utf-16-be")
