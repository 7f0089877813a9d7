"""Rows of captions: as full as they read well, in any script, and never a word lost or doubled."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meetingsvc.captions.breaking import WIDTH, as_given, rows
from meetingsvc.captions.graphemes import width
from tests.support.rules import rule


@rule("R37")
@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        ("Good evening.", ["Good evening."]),
        # A row ends after a sentence or clause rather than where it is full …
        (
            "I have lived here for all of forty years. My street has never had so little shade.",
            ["I have lived here for all of forty years.", "My street has never had so little shade."],
        ),
        (
            "We thank you for coming this evening, and for what you have said.",
            ["We thank you for coming this evening,", "and for what you have said."],
        ),
        # … and never between the parts of a name, after its initial or title, or after an article.
        (
            "This was moved tonight by Councilwoman Ana Ruiz of the second ward.",
            ["This was moved tonight by", "Councilwoman Ana Ruiz of the second ward."],
        ),
        (
            "The next speaker on this item will be Dr. Ode, who is at home tonight.",
            ["The next speaker on this item will be", "Dr. Ode, who is at home tonight."],
        ),
        # Where another person speaks a row begins, however full the one before it is.
        ("- Did you?\n- I did.", ["- Did you?", "- I did."]),
        ("First row.\nSecond row.", ["First row. Second row."]),
    ],
)
def test_a_row_ends_where_it_reads_best(text: str, set_as: list[str]) -> None:
    assert rows(text) == set_as


def test_an_address_is_whole_where_it_fits_and_else_breaks_behind_a_slash() -> None:
    short = "https://example.org/agenda/2026-02-10"
    assert rows(f"You will find all of that written down at {short} tonight.") == [
        "You will find all of that written down",
        f"at {short}",
        "tonight.",
    ]
    long = "https://example.org/agenda/2026-02-10/attachments/item-2/staff-report.pdf"
    assert rows(long) == ["https://example.org/agenda/2026-02-10/", "attachments/item-2/staff-report.pdf"]


def test_ideographs_break_anywhere_but_before_and_after_what_may_not_stand_there() -> None:
    text = (
        "市議會今晚將討論公園樹木的保護計畫，並聽取公眾意見。請每位發言者在三分鐘內完成發言，謝謝大家的配合。"
    )
    found = rows(text)
    assert found == [
        "市議會今晚將討論公園樹木的保護計畫，",
        "並聽取公眾意見。請每位發言者在三分鐘內完成",
        "發言，謝謝大家的配合。",
    ]
    full = "一二三四五六七八九十一二三四五六七八九十一。「二"
    assert rows(full) == ["一二三四五六七八九十一二三四五六七八九十", "一。「二"]


def test_arabic_breaks_at_blanks_after_its_own_punctuation() -> None:
    assert rows("مساء الخير أيها السادة أعضاء المجلس، أود أن أتحدث اليوم عن الأشجار في شارعنا.") == [
        "مساء الخير أيها السادة أعضاء المجلس،",
        "أود أن أتحدث اليوم عن الأشجار في شارعنا.",
    ]


def test_emoji_and_letters_with_their_marks_are_never_torn() -> None:
    family = "👩‍👩‍👧"
    assert rows(family * 30) == [family * 21, family * 9]
    marked = "e\u0301" * 50
    assert rows(marked) == ["e\u0301" * 42, "e\u0301" * 8]


def test_blanks_that_hold_words_together_do() -> None:
    held = "The motion carries by a vote of seven\u00a0to\u00a0two."
    assert rows(held) == ["The motion carries by a vote", "of seven\u00a0to\u00a0two."]


def test_what_a_sender_set_in_two_rows_is_as_given() -> None:
    assert as_given("One.\nTwo.") == ["One.", "Two."]
    assert as_given("One.\nTwo.\nThree.") is None
    assert as_given("x" * 43) is None
    assert as_given(" \n") == []


pieces = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["a", "well-being", "https://example.org/x?y=1&z=2#" + "q" * 50, "公園。", "「樹」", "\u200b", "Dr.",
         "👩‍👩‍👧", "e\u0301", "- No.", ">>", "\n", " \n- ", "שלום", "3,000", "x" * 100, "\u00a0"]
    ),
)  # fmt: skip
texts = st.lists(pieces, max_size=30).map(" ".join) | st.lists(pieces, max_size=30).map("".join)


@rule("R37")
@given(texts, st.sampled_from([42, 37, 32, 20]))
@example("公" * 21 + "。", 42)
@example("\u200b" * 50, 42)
def test_no_row_is_too_wide_or_empty_and_no_word_is_lost_doubled_or_moved(text: str, most: int) -> None:
    found = rows(text, most, most * 3 // 4)
    assert all(row.strip() and width(row) <= most for row in found)
    assert "".join("".join(found).split()).replace("\u200b", "") == "".join(text.split()).replace(
        "\u200b", ""
    )


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=WIDTH), max_size=40))
def test_words_that_fit_into_a_row_are_never_broken_and_rows_are_as_few_as_they_can_be(
    words: list[str],
) -> None:
    found = rows(" ".join(words))
    assert " ".join(found).split() == words
    fewest, used = 0, WIDTH + 1
    for word in words:
        used += 1 + len(word)
        if used > WIDTH:
            fewest, used = fewest + 1, len(word)
    assert len(found) == fewest
