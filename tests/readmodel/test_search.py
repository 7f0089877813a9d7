"""Words found in a transcript, however they are written and wherever a line ends."""

from __future__ import annotations

from meetingsvc.readmodel.search import Match, folded, matches
from meetingsvc.readmodel.transcript import Line, Section, Speech, Who

ANA = Who(turn=1, name="Ana Ruiz")


def speech(first: int, *texts: str | None, who: Who | None = ANA) -> Speech:
    """Build what somebody said, in lines numbered from the first."""
    return Speech(
        who,
        tuple(Line(cue=cue, began=cue, ended=cue + 1, text=text) for cue, text in enumerate(texts, first)),
    )


SAID = [
    Section(
        1, (speech(1, "La Sesión se abre.", who=None), speech(2, "the Urban", "forest  plan", None, "plan"))
    ),
    Section(2, (speech(6, "Urban", who=None), speech(7, "forest"))),
]


def found(words: str) -> list[tuple[Who | None, list[int]]]:
    """Give the speaker and the cues of each place."""
    return [(match.who, [line.cue for line in match.lines]) for match in matches(SAID, words)]


def test_case_and_accents_do_not_matter() -> None:
    assert found("SESION") == found("sesión") == [(None, [1])]


def test_words_are_found_across_the_lines_of_one_speaker_and_not_across_speakers() -> None:
    assert found("urban forest") == [(ANA, [2, 3])]
    assert found("urban") == [(ANA, [2]), (None, [6])]


def test_words_are_not_found_across_what_was_taken_out() -> None:
    assert found("plan plan") == []
    assert found("plan") == [(ANA, [3]), (ANA, [5])]


def test_every_place_is_found_once_and_nothing_for_nothing() -> None:
    assert matches([Section(None, (speech(1, "aaaa"),))], "aa") == (
        Match(ANA, speech(1, "aaaa").lines),
        Match(ANA, speech(1, "aaaa").lines),
    )
    assert found("") == found(" \n ") == []


def test_what_is_compared_has_one_blank_between_words() -> None:
    assert folded("  Straße\n É  ") == "strasse e"
