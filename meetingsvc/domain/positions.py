"""Positions for and against (R20): who is asked for one, and how many took which, speaking or in writing.

A position decides nothing: neither an order nor a time nor what is published (R22, R28).
"""

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from .errors import Refused
from .events import Position
from .lifecycle import OVER
from .profile import Profile
from .requests import Request
from .state import Meeting
from .texts import Comment

KINDS: Final[tuple[Position, ...]] = ("support", "oppose", "neutral")

UNSAID: Final = frozenset({"withdrawn", "removed", "merged", "returned"})
"""The statuses of a request that counts for nobody's position."""


def asked_for(rules: Profile, position: Position | None) -> None:
    """R20: refuses as ``no_positions`` one that was sent where the rules ask for none."""
    if position is not None and not rules.positions:
        raise Refused("no_positions")


def _counted(state: Meeting, item: int | None, position: Position | None, sign: int) -> Meeting:
    if item is None or position is None:
        return state
    at, of = KINDS.index(position), state.items[item]
    support, oppose, neutral = (count + (sign if kind == at else 0) for kind, count in enumerate(of.voices))
    return replace(state, items=state.items.set(item, replace(of, voices=(support, oppose, neutral))))


def with_voice(state: Meeting, request: Request, sign: int) -> Meeting:
    """The totals with the position of a request, or without it."""
    if request.status in UNSAID:
        return state
    return _counted(state, state.periods[request.period].item, request.position, sign)


def with_comment(state: Meeting, comment: Comment, sign: int) -> Meeting:
    """The totals with the position of a comment, or without it. Only what is published counts: who reads a
    comment before it is must not learn its position from the totals (R28).
    """
    if comment.status != "published":
        return state
    return _counted(state, comment.item, comment.position, sign)


def totals(state: Meeting, number: int) -> Mapping[str, int] | None:
    """How many took each position on an item; none while nobody has, and until the record closes of a
    hearing that decides rights (R20).
    """
    item = state.items[number]
    if not any(item.voices):
        return None
    if item.decides_rights and not _record_closed(state, number):
        return None
    return dict(zip(KINDS, item.voices, strict=True))


def _record_closed(state: Meeting, number: int) -> bool:
    """R42: not where the hearing goes on elsewhere, in a later meeting or in the one that took it back."""
    item = state.items[number]
    if number in state.continuations or (item.received is not None and item.received.returned):
        return False
    heard = item.period is not None and state.periods[item.period].status == "closed"
    return heard and (item.status == "done" or state.status in OVER)
