"""Characters as a reader counts them, and how wide they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.captions.graphemes import graphemes, width

FAMILY = "👩‍👩‍👧"


@pytest.mark.parametrize(
    ("text", "seen", "columns"),
    [
        ("abc", ["a", "b", "c"], 3),
        ("e\u0301a", ["e\u0301", "a"], 2),
        (f"a{FAMILY}b", ["a", FAMILY, "b"], 4),
        ("🇪🇸🇲🇽", ["🇪🇸", "🇲🇽"], 4),
        ("👍🏽!", ["👍🏽", "!"], 3),
        ("☀\ufe0f☀", ["☀\ufe0f", "☀"], 3),
        ("公園", ["公", "園"], 4),
        ("ｱア", ["ｱ", "ア"], 3),
        ("\u1112\u1161\u11ab글", ["\u1112\u1161\u11ab", "글"], 4),
        ("شَجَر", ["شَ", "جَ", "ر"], 3),
        ("นี่", ["นี่"], 1),
    ],
)
def test_a_character_is_what_a_reader_takes_for_one(text: str, seen: list[str], columns: int) -> None:
    assert (list(graphemes(text)), width(text)) == (seen, columns)


@given(st.text())
def test_the_characters_of_any_text_are_the_text(text: str) -> None:
    assert "".join(graphemes(text)) == text
    assert sum(map(width, graphemes(text))) == width(text)
