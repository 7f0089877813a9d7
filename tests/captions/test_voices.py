"""Who speaks, as human captioners write it."""

from __future__ import annotations

import pytest

from meetingsvc.captions.voices import Voice, voice


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (">> MAYOR RUIZ: Good evening.", "MAYOR RUIZ", "Good evening."),
        (">>MAYOR RUIZ:", "MAYOR RUIZ", ""),
        (">>> Council Member O'Neill: Thank you.", "Council Member O'Neill", "Thank you."),
        ("  >> DR. NÚÑEZ: Yes.", "DR. NÚÑEZ", "Yes."),
        (">> Maria de la Cruz: Sí.", "Maria de la Cruz", "Sí."),
    ],
)
def test_a_name_before_a_colon_is_the_speakers(text: str, speaker: str, words: str) -> None:
    assert voice(text) == Voice(True, speaker, words)


@pytest.mark.parametrize(
    "text", [">> Thank you.", ">> At 5:30 we begin.", ">> this is what we know: nothing"]
)
def test_a_mark_without_a_name_says_only_that_somebody_else_speaks(text: str) -> None:
    assert voice(text) == Voice(True, None, text)


@pytest.mark.parametrize(
    "text",
    [
        "Good evening.",
        "Item 5: approval",
        "Note: this is open",
        "AT 5:30 WE BEGIN",
        "A: yes",
        "5 > 3: true",
        "",
    ],
)
def test_without_the_mark_nothing_makes_a_speaker(text: str) -> None:
    assert voice(text) == Voice(False, None, text)
