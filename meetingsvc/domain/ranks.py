"""Places in a queue as sortable strings: a rank is made when a request joins, and another rank
fits between any two, so that a move changes one request and nobody else's.

``0001:000014`` is the 14th to join period 1. The part before the colon is the period.
"""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MARK_WIDTH = 4
"""Digits that tell the moves of one meeting apart: good for a million and a half events."""


def between(low: str, high: str) -> str:
    """A rank behind ``low`` and before ``high``, two ranks of one period, ``low`` the smaller.

    Never ends in the lowest digit, so that there is always room before it.
    """
    period, _, floor = low.partition(":")
    ceiling = high.partition(":")[2]
    rank = ""
    place = 0
    while True:
        least = _DIGITS.index(floor[place]) if place < len(floor) else 0
        most = _DIGITS.index(ceiling[place]) if place < len(ceiling) else len(_DIGITS)
        if most - least > 1:
            return f"{period}:{rank}{_DIGITS[(least + most) // 2]}"
        rank += _DIGITS[least]
        place += 1
        if most > least:  # ``rank`` is before ``high`` already: only ``low`` binds from here on
            return f"{period}:{rank}{_above(floor[place:])}"


def _above(tail: str) -> str:
    """A string of digits behind ``tail``."""
    kept = ""
    for digit in tail:
        value = _DIGITS.index(digit)
        if value < len(_DIGITS) - 1:
            return kept + _DIGITS[(value + len(_DIGITS)) // 2]
        kept += digit
    return kept + _DIGITS[len(_DIGITS) // 2]


def before(first: str) -> str:
    """A rank before ``first``."""
    period = first.partition(":")[0]
    return between(f"{period}:", first)


def behind(last: str) -> str:
    """A rank right behind ``last``, before any later arrival in the period.

    The digits that a policy gives are decimal; from the first letter on a rank is a move's, and may be
    counted up instead of made longer.
    """
    period, _, tail = last.partition(":")
    own = next((place for place, digit in enumerate(tail) if digit.isalpha()), len(tail))
    return f"{period}:{tail[:own]}{_above(tail[own:])}"


def apart(rank: str, seq: int) -> str:
    """A rank made by a move at event ``seq``, unlike any other: also of those who are not in line now
    (called, a no-show) and may come back to their place. Keeps its place between its neighbours.
    """
    mark = ""
    for _ in range(_MARK_WIDTH):
        seq, digit = divmod(seq, len(_DIGITS))
        mark = _DIGITS[digit] + mark
    return f"{rank}{mark}{_DIGITS[-1]}"
