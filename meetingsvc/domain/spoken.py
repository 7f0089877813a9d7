"""What captions are made of below the cue: words with times, and the pieces in which a cue is shown.

Both stand in the record as one sealed value, a JSON text, so that what was said can be withheld whole.
Knows no cue and no track.
"""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta

BLOT: Final = "█████"
"""R29: stands for words that were taken out; always as long, since a length can give a name away."""

_Instant = Annotated[int, Meta(ge=0, le=253_370_764_799_000)]

Confidence = Annotated[int, Meta(ge=0, le=100)]
"""How sure an engine is of what it heard, in percent."""


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One word as an engine heard it; UTC ms."""

    text: Annotated[str, Meta(min_length=1, max_length=200)]
    began: _Instant
    ended: _Instant
    confidence: Confidence | None = None


class Piece(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A stretch of a cue as it is shown, UTC ms. ``speaker`` is there where a person has said who spoke."""

    text: Annotated[str, Meta(min_length=1, max_length=2_000)]
    began: _Instant
    ended: _Instant
    speaker: Annotated[str, Meta(min_length=1, max_length=200)] | None = None


_WORDS = msgspec.json.Decoder(tuple[Word, ...])
_PIECES = msgspec.json.Decoder(list[dict[str, Any]])


def written(parts: Sequence[Word] | Sequence[Piece]) -> str:
    """As they stand in a sealed value."""
    return msgspec.json.encode(parts).decode()


def read_words(value: str | None) -> tuple[Word, ...]:
    """The words in a sealed value; none where it is withheld."""
    return () if value is None else _WORDS.decode(value)


def read_pieces(value: str) -> tuple[Piece, ...]:
    """The pieces in a sealed value, held to no bound: what a blot or its sender adds to a piece can make it
    longer than anybody may write one.
    """
    return tuple(Piece(**each) for each in _PIECES.decode(value))


def whole(pieces: Iterable[Piece]) -> str:
    """What a cue shows: its pieces under each other."""
    return "\n".join(piece.text for piece in pieces)
