"""Postings of one tool: retries, new beginnings, heartbeats, lines that grow, and what comes of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.captions.assembly import Part
from meetingsvc.captions.runs import Posting, Run, known, posting_id
from meetingsvc.domain.texts import Cue
from tests.captions.tool import Tool, after
from tests.support.rules import rule


def test_each_number_is_a_line_of_its_own_even_if_the_words_are_the_same() -> None:
    assert after((1, "Yes."), (2, "Yes."), (3, "No.")).shown == ["Yes.", "Yes.", "No."]


def test_a_retry_adds_nothing_with_or_without_a_memory() -> None:
    tool = after((1, "One."), (2, "Two."))
    tool.posts(2, "Two.")
    tool.is_replaced_after_the_answer_was_lost()
    tool.posts(2, "Two.")
    assert tool.shown == ["One.", "Two."]


def test_a_late_retry_of_an_earlier_line_adds_nothing_and_takes_nothing_back() -> None:
    tool = after((5, "Five."), (6, "Six."), (7, "Seven."), (6, "Six."))
    assert (tool.shown, tool.last) == (["Five.", "Six.", "Seven."], (7, "Seven."))


def test_a_heartbeat_may_have_the_number_of_the_next_caption() -> None:
    assert after((1, "One."), (2, ""), (2, " \n"), (2, "Two."), (0, ""), (3, "Three.")).shown == [
        "One.",
        "Two.",
        "Three.",
    ]


def test_a_tool_that_starts_again_is_heard_even_with_the_same_words_under_the_same_numbers() -> None:
    for first in (0, 1):
        run = [(first, "Good evening."), (first + 1, "Please rise.")]
        assert after(*run, *run, *run).shown == ["Good evening.", "Please rise."] * 3


def test_a_tool_that_starts_again_is_heard_after_the_server_has_started_again_too() -> None:
    tool = after((0, "Good evening."), (1, "Please rise."))
    tool.is_replaced_after_the_answer_was_lost()
    tool.posts(0, "Good evening.")
    tool.posts(0, "Good evening.")
    tool.posts(1, "Please rise.")
    assert tool.shown == ["Good evening.", "Please rise."] * 2


def test_words_that_extend_the_last_ones_are_the_same_line_grown() -> None:
    grown = [(1, "This"), (2, "This "), (3, "This is"), (4, "This is "), (5, "This is it."), (6, "Next.")]
    tool = after(*grown)
    assert tool.shown == ["This is it.", "Next."]
    assert tool.last == (6, "Next.")


def test_a_line_may_grow_across_a_restart_of_the_server() -> None:
    tool = after((1, "This"))
    tool.forgets()
    tool.posts(2, "This ")
    tool.posts(3, "This is")
    assert tool.shown == ["This is"]


def test_a_line_does_not_grow_into_a_new_beginning() -> None:
    assert after((1, "Before."), (2, "This"), (0, "This is new.")).shown == [
        "Before.",
        "This",
        "This is new.",
    ]


def test_a_run_is_read_off_the_last_cues_of_its_sender_alone() -> None:
    cues = [
        Cue(1, 0, 1, "Old.", "Old.", source="zoom:1:40", source_seq=9),
        Cue(2, 1, 2, "Mine.", "Mine.", source="zoom:1:77", source_seq=3),
        Cue(3, 2, 3, "Another address.", "Another address.", source="zoom:11:90", source_seq=8),
        Cue(4, 3, 4, "Typed.", "Typed."),
    ]
    assert known("zoom:1", cues) == Run(
        "zoom:1:77", 3, "Mine.", rows="Mine.", parts=(Part("Mine.", 2, apart=True),), recalled=True
    )
    assert known("zoom:2", cues) is None


def test_the_same_posting_has_the_same_id_and_any_other_another() -> None:
    ids = {
        posting_id(Posting(seq, text), Run(f"zoom:1:{label}", 1, ""))
        for label in ("3", "33")
        for seq in (1, 2)
        for text in ("A", "A ", "B")
    }
    assert len(ids) == 12
    assert all(len(each) <= 100 and each.isprintable() for each in ids)


@rule("R42")
@given(
    lines_=st.lists(
        st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=4).map(
            lambda word: f"{len(word)}{word}."
        ),
        min_size=1,
        max_size=6,
        unique=True,
    ),
    retries=st.lists(st.integers(0, 2), min_size=6, max_size=6),
    forgets=st.lists(st.booleans(), min_size=6, max_size=6),
    runs=st.integers(1, 3),
)
def test_any_run_with_any_retries_and_restarts_arrives_once_and_in_order(
    lines_: list[str], retries: list[int], forgets: list[bool], runs: int
) -> None:
    tool = Tool()
    arrived: list[str] = []
    for _ in range(runs):
        for seq, (text, again, forget) in enumerate(zip(lines_, retries, forgets, strict=False)):
            for _ in range(again + 1):
                tool.posts(seq, text)
                if forget:
                    tool.is_replaced_after_the_answer_was_lost()
            arrived.append(text)
    grown = [
        text
        for text, following in zip(arrived, [*arrived[1:], ""], strict=True)
        if not following.startswith(text) or following == text
    ]
    # A run of one line alone cannot be told from its own retry.
    expected = grown if len(lines_) > 1 else lines_
    assert tool.shown == expected[-8:]
