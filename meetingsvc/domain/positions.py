"""Positions for and against (R20): where the rules ask for none, none is taken.

A position decides nothing: neither an order nor a time nor what is published (R22, R28).
"""

from .errors import Refused
from .events import Position
from .profile import Profile


def asked_for(rules: Profile, position: Position | None) -> None:
    """R20: refuses as ``no_positions`` one that was sent where the rules ask for none."""
    if position is not None and not rules.positions:
        raise Refused("no_positions")
