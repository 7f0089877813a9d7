"""The kinds of cards in a view: one pure function for each, plain JSON, or none where there is none.

A card's key is (kind,) for the single ones and (kind, id) for the rest. What is absent is left
out, never null. The functions stand by subject in the ``…_cards`` beside this file.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from meetingsvc.domain.state import Meeting

from .caption_cards import cue, track
from .meeting_cards import header, item
from .period_cards import draw, period
from .request_cards import listed, next_three, paper_card, request, waiting
from .shown import Audience
from .turn_cards import floor, turn

SINGLE: Final[Mapping[str, Callable[[Meeting, Audience], Any]]] = {
    "meeting": header,
    "floor": floor,
    "next": next_three,
}
"""Kinds of which a view has one card."""

KEYED: Final[Mapping[str, Callable[[Meeting, Any, Audience], Any]]] = {
    "items": item,
    "periods": period,
    "waiting": waiting,
    "listed": listed,
    "draws": draw,
    "requests": request,
    "cards": paper_card,
    "turns": turn,
    "tracks": track,
    "cues": cue,
}
"""Kinds of which a view has a card for each id."""

STAFF_ONLY: Final = frozenset({"requests", "cards", "turns"})
