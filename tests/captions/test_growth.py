"""Tools that send a line as it grows, as it rolls up, or as it is mended."""

from __future__ import annotations

from tests.captions.tool import Tool, after


def numbered(*texts: str) -> Tool:
    """Give a tool that has posted these, numbered from 1."""
    return after(*enumerate(texts, 1))


def test_word_by_word_is_one_cue() -> None:
    assert numbered("This", "This ", "This is", "This is it").shown == ["This is it"]


def test_a_growing_line_that_is_sent_again_unchanged_adds_nothing() -> None:
    assert numbered("So moved", "So moved by", "So moved by", "So moved by Li").shown == ["So moved by Li"]


def test_the_first_words_of_a_line_sent_again_at_once_are_no_line_of_their_own() -> None:
    tool = numbered("So", "So moved.", "Aye.", "Aye.", "Aye.")
    assert tool.shown == ["So moved.", "Aye."]
    tool.meeting.now += 2_000
    tool.posts(6, "Aye.")
    assert tool.shown == ["So moved.", "Aye."]
    assert numbered("Aye.", "Aye.").shown == ["Aye.", "Aye."]


def test_rows_that_roll_up_bring_only_the_lowest_as_new() -> None:
    rows = [
        "alpha",
        "alpha\nbravo",
        "alpha\nbravo charlie",
        "bravo charlie\ndelta",
        "bravo charlie\ndelta echo",
    ]
    assert " ".join(numbered(*rows).shown).split() == ["alpha", "bravo", "charlie", "delta", "echo"]


def test_rows_that_roll_up_for_long_become_cues_of_two_lines() -> None:
    words = [f"word{n:02}" for n in range(60)]
    lines = [" ".join(words[at : at + 4]) for at in range(0, 60, 4)]
    tool = Tool()
    seq = 0
    for at in range(len(lines)):
        for count in range(1, 5):
            seq += 1
            now = " ".join(words[4 * at : 4 * at + count])
            tool.posts(seq, "\n".join([*lines[max(0, at - 2) : at], now]))
    everything = [cue.text or "" for cue in tool.meeting.meeting.tracks["en"].recent]
    assert " ".join(everything).split() == words
    assert all(len(text) <= 2 * 84 for text in everything)


def test_a_growing_line_that_is_mended_is_the_same_cue() -> None:
    said = ["We the", "We the people of", "We the people off this", "We the people of this city"]
    assert numbered(*said).shown == ["We the people of this city"]


def test_lines_that_begin_alike_are_lines_of_their_own() -> None:
    assert numbered("Motion by Smith.", "Motion by Jones.", "Motion").shown == [
        "Motion by Smith.",
        "Motion by Jones.",
        "Motion",
    ]


def test_growing_lines_that_begin_with_the_same_word_are_lines_of_their_own() -> None:
    assert numbered("Thank", "Thank you", "Thank", "Thank you all").shown == ["Thank you", "Thank you all"]


def test_what_grew_after_a_pause_is_a_cue_of_its_own_and_nothing_is_said_twice() -> None:
    tool = numbered("The clerk will call", "The clerk will call the roll.")
    tool.meeting.now += 20_000
    tool.posts(3, "The clerk will call the roll. Present.")
    assert tool.shown == ["The clerk will call the roll.", "Present."]


def test_a_short_answer_after_a_pause_is_no_growth() -> None:
    tool = numbered("Aye.")
    tool.meeting.now += 20_000
    tool.posts(2, "Aye. Thank you.")
    assert tool.shown == ["Aye.", "Aye. Thank you."]


def test_a_tool_whose_lines_grow_says_nothing_twice_after_a_pause_however_short() -> None:
    tool = numbered("So", "So moved.", "I will")
    tool.meeting.now += 20_000
    tool.posts(4, "I will now recess")
    assert tool.shown == ["So moved.", "I will", "now recess"]


def test_what_grew_after_a_hand_over_is_a_cue_of_its_own() -> None:
    tool = numbered("Thank you for")
    tool.posts(2, "Thank you for listening. Good evening", handed_over=1)
    assert tool.shown == ["Thank you for", "listening. Good evening"]


def test_another_speaker_within_a_line_begins_a_cue() -> None:
    assert numbered("So moved. >> Second.", ">> MAYOR RUIZ: All in favor?").said == [
        (None, "So moved."),
        (None, ">> Second."),
        ("MAYOR RUIZ", "All in favor?"),
    ]


def test_a_line_of_teams_that_comes_again_sooner_than_it_can_be_said_is_a_retry() -> None:
    line = "The next item on the agenda is the report of the city manager, and it is a long one."
    tool = after((None, line), (None, line), protocol="teams")
    assert tool.shown == [line]
    tool.meeting.now += 4_000
    tool.posts(None, line)
    assert tool.shown == [line, line]
    assert after((None, "Aye."), (None, "Aye."), (None, "Nay."), protocol="teams").shown == [
        "Aye.",
        "Aye.",
        "Nay.",
    ]


def test_a_line_grows_on_though_others_have_written_much_in_between() -> None:
    tool, other = numbered("This"), Tool()
    other.meeting, other.protocol = tool.meeting, "teams"
    for n in range(9):
        other.posts(None, f"Line {n}.")
    tool.posts(2, "This is")
    assert tool.shown[-1] == "is"
