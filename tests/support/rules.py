"""The mark that says which rules of public comment a test proves; it knows their numbers, not their text."""

from __future__ import annotations

import re

import pytest

_NUMBER = re.compile(r"R[1-9]\d?")


def rule(*numbers: str) -> pytest.MarkDecorator:
    """Mark a test as the proof of rules, each by its number: `@rule("R17")`, `@rule("R1", "R2")`.

    Raises ValueError for no number, or for one that is not of the form `R17`.
    """
    wrong = [number for number in numbers if not _NUMBER.fullmatch(number)]
    if wrong or not numbers:
        raise ValueError(f"rule() takes numbers such as R17, not {wrong or 'nothing'}")
    return pytest.mark.rule(*numbers)
