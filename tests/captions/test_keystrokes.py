"""StreamText's stream of characters: however it is cut into postings, the cues are the same."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.captions.streamtext import edited
from meetingsvc.domain.commands import RedactCues, RedactedSpan
from meetingsvc.domain.spoken import BLOT
from tests.captions.tool import Tool, after
from tests.support.rules import rule

SPEECH = (
    "Good evening, everyone, and welcome to the meeting. Please rise for the pledge. Thank you. Mr. Ruiz?"
)


def typed(*bodies: str) -> Tool:
    """Give a relay that has sent these, numbered from 1."""
    return after(*enumerate(bodies, 1), protocol="streamtext")


def test_words_in_many_postings_are_one_cue() -> None:
    assert typed("Good ", "eve", "ning", " all").shown == ["Good evening all"]


def test_a_backspace_deletes_across_postings() -> None:
    assert typed("With 2 lins", "\x08es and a delete", "d\x08", "\x08\x08 character").shown == [
        "With 2 lines and a dele character"
    ]


def test_backspaces_go_back_into_a_cue_that_was_closed_and_it_goes_on_from_there() -> None:
    tool = typed("The meeting will come to order. ", "Pleas")
    assert tool.shown == ["The meeting will come to order.", "Pleas"]
    tool.posts(3, "\x08" * 13)
    assert tool.shown == ["The meeting will come to"]
    tool.posts(4, "gether now. Please rise.")
    assert tool.shown == ["The meeting will come together now.", "Please rise."]


def test_a_cue_that_is_wholly_deleted_is_gone() -> None:
    tool = typed("Oops")
    tool.posts(2, "\x08" * 4)
    assert tool.shown == []
    tool.posts(3, "Good evening.")
    assert tool.shown == ["Good evening."]


def test_backspaces_before_the_beginning_delete_nothing() -> None:
    assert typed("\x08\x08Hello").shown == ["Hello"]
    assert edited("ab", "\x08\x08\x08c") == ("c", 0)


def test_a_letter_beyond_the_basic_plane_takes_the_two_backspaces_of_utf_16() -> None:
    assert edited("a😀", "\x08\x08b") == ("ab", 1)
    assert typed("a 😀", "\x08").shown == ["a"]
    assert typed("a 😀", "\x08", "\x08", "b").shown == ["a b"]


def test_a_combining_mark_takes_a_backspace_of_its_own() -> None:
    assert typed("cafe\u0301", "\x08s").shown == ["cafes"]


def test_a_repeated_number_brings_only_what_is_new() -> None:
    assert after((1, "Good "), (1, "Good "), (1, "Good eve"), (2, "ning"), protocol="streamtext").shown == [
        "Good evening"
    ]


def test_the_same_characters_under_the_next_number_are_typed_again() -> None:
    assert typed("ha", "ha").shown == ["haha"]


def test_a_relay_that_starts_again_is_heard_again() -> None:
    assert after((1, "Hello."), (2, " One."), (1, "Hello."), protocol="streamtext").shown == [
        "Hello. One.",
        "Hello.",
    ]


def test_a_pause_closes_a_cue_between_words_and_never_within_one() -> None:
    tool = Tool("streamtext", pace_ms=5_000)
    tool.posts(1, "I move ")
    tool.posts(2, "to appr")
    tool.posts(3, "ove. Second")
    assert tool.shown == ["I move", "to approve.", "Second"]


def test_a_hand_over_of_the_floor_begins_a_cue() -> None:
    tool = typed("thank you")
    tool.posts(2, " very much", handed_over=1)
    assert tool.shown == ["thank you", "very much"]


def test_what_follows_a_hand_over_was_not_said_before_it_and_what_is_mended_belongs_to_what_was() -> None:
    tool = typed("thank yuo")
    instant = tool.meeting.now - 4_100
    tool.posts(2, "\x08\x08ou. Good evening, council, and all who are here", handed_over=instant)
    assert [(cue.text, cue.began >= instant) for cue in tool.track.recent] == [
        ("thank you.", False),
        ("Good evening, council, and all who are here", True),
    ]
    assert tool.track.recent[-1].began == instant


def test_another_speaker_begins_a_cue_and_is_named() -> None:
    tool = typed("so moved.\n>> MAYOR RU", "IZ: All in fav", "or? Aye.\n>> Second. ")
    assert tool.said == [
        (None, "so moved."),
        ("MAYOR RUIZ", "All in favor? Aye."),
        (None, ">> Second."),
    ]


def test_a_name_stands_over_all_that_is_said_until_somebody_else_speaks() -> None:
    words = ">> MAYOR RUIZ: The first sentence of several is this. The second one is longer than it. "
    assert [speaker for speaker, _ in typed(words).said] == ["MAYOR RUIZ", "MAYOR RUIZ"]


def test_a_stream_goes_on_after_a_restart_of_the_server() -> None:
    tool = typed("Good evening ", "everyone")
    tool.is_replaced_after_the_answer_was_lost()
    tool.posts(2, "everyone")
    tool.posts(3, "\x08\x08\x08body, welcome ")
    tool.forgets()
    tool.posts(4, "to the ")
    assert tool.shown == ["Good evening everybody, welcome to the"]


def test_what_a_relay_gathered_while_the_server_started_again_is_not_lost() -> None:
    tool = typed("Good evening ", "everyxne\x08\x08\x08one ")
    tool.forgets()
    tool.posts(2, "everyxne\x08\x08\x08one and welcome")
    assert tool.shown == ["Good evening everyone and welcome"]


CHARACTERS = st.text(st.sampled_from("ab .?\n>é😀\u0301M:"), max_size=12)


@given(
    pieces=st.lists(
        st.one_of(
            st.sampled_from(["Good evening, all. ", "Thank you. ", ">> NO: ", "wonderful ", "\n\n"]),
            CHARACTERS,
        ),
        min_size=1,
        max_size=14,
    ),
    backspaces=st.lists(st.integers(0, 9), min_size=14, max_size=14),
    cuts=st.sets(st.integers(1, 300), max_size=25),
    retries=st.sets(st.integers(0, 25)),
    grows=st.sets(st.integers(0, 25)),
)
def test_any_split_of_a_stream_into_postings_with_any_retries_gives_the_same_cues(
    pieces: list[str], backspaces: list[int], cuts: set[int], retries: set[int], grows: set[int]
) -> None:
    stream = "".join(f"{piece}{chr(8) * count}" for piece, count in zip(pieces, backspaces, strict=False))
    places = [0, *sorted(cut for cut in cuts if cut < len(stream)), len(stream)]
    bodies = [stream[one:other] for one, other in pairwise(places)]
    whole, split = Tool("streamtext", pace_ms=10), Tool("streamtext", pace_ms=10)
    whole.posts(1, stream)
    for seq, body in enumerate(bodies, 1):
        if seq in grows:  # its answer was lost: the relay sends the rest behind it
            split.posts(seq, body[: len(body) // 2])
        split.posts(seq, body)
        if seq in retries:
            split.posts(seq, body)
    assert split.shown[-3:] == whole.shown[-3:]


# ── Redacted meanwhile ───────────────────────────────────────────────────────

BEFORE = "We moved here nine years ago and you can always find us at home in the "


def redacted(*bodies: str, words: str) -> Tool:
    """A relay that has sent these, of which a person has since taken words out."""
    tool = typed(*bodies)
    cue = next(each for each in tool.track.recent if words in (each.text or ""))
    at = (cue.text or "").index(words)
    span = RedactedSpan(track="en", cue=cue.number, start=at, stop=at + len(words))
    tool.meeting.given(RedactCues(reason="private_data", spans=(span,)))
    return tool


@rule("R29")
def test_a_word_that_was_taken_out_does_not_move_into_the_next_cue_as_it_grows() -> None:
    tool = redacted(f"{BEFORE}Elmwood Lane", words="Elmwood Lane")
    tool.posts(2, "s, number nine.")
    assert tool.shown == [f"{BEFORE}{BLOT}s,", "number nine."]


@rule("R29")
def test_words_that_were_taken_out_do_not_come_back_however_far_they_are_deleted_and_typed_again() -> None:
    for deleted in range(60):
        tool = redacted("Good evening to you all here. ", "I live at Elmwood. ", "Thanks.", words="Elmwood")
        typed_again = "Good evening to you all here. I live at Elmwood. Thanks."[-deleted:] if deleted else ""
        tool.posts(4, "\x08" * deleted)
        tool.posts(5, f"{typed_again} That is all I have to say tonight.")
        assert "Elmwood" not in " ".join(tool.shown)
        assert "all I have to say tonight." in " ".join(tool.shown).replace("\n", " ")
