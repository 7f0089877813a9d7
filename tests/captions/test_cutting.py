"""Where written speech falls into cues."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.captions.cutting import LONGEST, at_speakers, cut
from tests.support.rules import rule

ENDS = ".?!…؟۔।"

TEXTS = st.text(st.sampled_from("ab .?!\n>é\u0301中。M:’") | st.characters(codec="utf-8"), max_size=400)


def test_a_sentence_ends_a_cue_that_is_long_enough_to_be_read() -> None:
    assert cut("Yes. No. The motion carries with five votes. Next") == [
        "Yes. No. The motion carries with five votes. ",
        "Next",
    ]


def test_an_abbreviation_ends_no_sentence() -> None:
    assert cut("We have heard from Councilmember J. Smith and Mr. Ruiz today.") == [
        "We have heard from Councilmember J. Smith and Mr. Ruiz today."
    ]


def test_chinese_sentences_need_no_blank_behind_them() -> None:
    sentence = "各位晚安歡迎參加本次市議會公聽會請各位保持安靜謝謝各位。"
    assert cut(sentence * 2) == [sentence, sentence]


@pytest.mark.parametrize("end", ENDS)
def test_a_sentence_ends_a_cue_in_every_script_with_blanks(end: str) -> None:
    sentence = f"آج شام کے اجلاس میں سب کو خوش آمدید کہا جاتا ہے{end} "
    assert cut(sentence + "اگلا") == [sentence, "اگلا"]


def test_a_change_of_speaker_begins_a_cue() -> None:
    assert cut("Aye. >> Nay. >> MAYOR: Thanks") == ["Aye. ", ">> Nay. ", ">> MAYOR: Thanks"]
    assert at_speakers("one two.\nthree\n>> four") == ["one two.\nthree\n", ">> four"]


def test_a_paragraph_ends_a_cue_and_a_line_does_not() -> None:
    assert cut("first\nsecond\n\nthird") == ["first\nsecond\n\n", "third"]


@rule("R37")
@given(TEXTS)
def test_no_cue_is_longer_than_two_lines_and_nothing_is_lost(text: str) -> None:
    pieces = cut(text)
    assert "".join(pieces) == text
    assert all(len(piece.strip()) <= LONGEST for piece in pieces)


@given(st.lists(st.sampled_from(["e\u0301", "👩\u200d🔬", "x"]), min_size=80, max_size=200))
def test_no_letter_is_cut_in_two(letters: list[str]) -> None:
    assert all(piece[0] in "e👩x" for piece in cut("".join(letters)))


@given(TEXTS, TEXTS)
def test_what_was_decided_of_a_beginning_stays(text: str, behind: str) -> None:
    before, after = cut(text), cut(text + behind)
    settled = [piece for piece in before if len("".join(before[before.index(piece) :])) > 2 * LONGEST]
    assert after[: len(settled)] == settled
