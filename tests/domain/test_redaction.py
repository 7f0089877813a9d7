"""Words taken out of the captions: blotted where they are shown, sealed wherever they were said (R29)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.spoken import BLOT, Piece, Word, written
from tests.domain.test_cue_edits import captioned, cue, piece, said
from tests.support.rules import rule
from tests.support.scenario import CAPTIONER, START, TOOL, Scenario, by, wait


def redact(cue: int, words: str, scene: Scenario, track: str = "en") -> c.RedactedSpan:
    """The span of these words in a cue as it is shown."""
    [text] = [each.text or "" for each in scene.meeting.tracks[track].recent if each.number == cue]
    at = text.index(words)
    return c.RedactedSpan(track=track, cue=cue, start=at, stop=at + len(words), seen=words)


@rule("R29")
def test_a_span_is_blotted_out_and_all_that_the_cue_said_is_sealed() -> None:
    scene = captioned("I live at 5 Elm").given(
        by(TOOL, said("I live at 5 Elm Street", 1)),
        by(CAPTIONER, c.CorrectCue(track="en", cue=1, text="I live at 5 Elm Street.")),
    )
    first = len(scene.log) - 2
    scene.when(
        c.RedactCues(reason="private_data", spans=(redact(1, "5 Elm Street", scene),)), CAPTIONER
    ).then(
        e.CueRedacted(
            track="en",
            cue=1,
            reason="private_data",
            pieces=e.Sealed(written((piece(1, f"I live at {BLOT}."),)), "public"),
            reclassified=tuple(e.Reclassified(seq, "text", "sealed") for seq in range(first, first + 3)),
        )
    )
    assert cue(scene, 1).redacted == "private_data"


@rule("R29")
def test_what_grows_behind_a_blot_is_shown_and_what_was_under_it_stays_sealed() -> None:
    scene = captioned("I live at 5 Elm")
    scene.given(c.RedactCues(reason="private_data", spans=(redact(1, "5 Elm", scene),)), wait(60_000))
    scene.given(by(TOOL, said("I live at 5 Elm and I say no", 2)))
    event = scene.log[-1].event
    assert isinstance(event, e.CueExtended)
    assert event.text == e.Sealed("I live at 5 Elm and I say no", "sealed")
    assert cue(scene, 1).text == f"I live at {BLOT} and I say no"


@rule("R29")
def test_a_sender_that_writes_a_redacted_line_anew_shows_nothing_of_it() -> None:
    scene = captioned("I live at 5 Elm")
    scene.given(c.RedactCues(reason="private_data", spans=(redact(1, "5 Elm", scene),)))
    for text in ("I live at", "I live at 5 Elm Street"):
        scene.given(
            by(TOOL, c.ReceiveCues(track="en", source="zoom", revised=(c.Revision(cue=1, text=text),)))
        )
        event = scene.log[-1].event
        assert isinstance(event, e.CueRevised | e.CueExtended)
        assert event.text == e.Sealed(text, "sealed")
        assert cue(scene, 1).text == f"I live at {BLOT}"


@rule("R29")
def test_words_are_sealed_with_the_text_in_every_track_at_once() -> None:
    scene = captioned("My son Tim")
    heard = (Word("Mi", 1, 2), Word("hijo", 2, 3), Word("Tim", 3, 4))
    scene.given(
        by(CAPTIONER, c.OpenTrack(language="es", kind="automatic")),
        by(CAPTIONER, c.AddCue(track="es", text="Mi hijo Tim", words=heard, confidence=80)),
    )
    added = len(scene.log)
    spans = (redact(1, "Tim", scene), redact(1, "Tim", scene, "es"))
    scene.given(c.RedactCues(reason="child", spans=spans))
    spanish, english = scene.log[-1].event, scene.log[-2].event
    assert isinstance(english, e.CueRedacted)
    assert isinstance(spanish, e.CueRedacted)
    assert spanish.reclassified == (
        e.Reclassified(added, "text", "sealed"),
        e.Reclassified(added, "words", "sealed"),
    )
    assert [scene.meeting.tracks[name].recent[0].text for name in ("en", "es")] == [
        f"My son {BLOT}",
        f"Mi hijo {BLOT}",
    ]


@rule("R29")
def test_words_that_were_merged_into_another_line_are_sealed_where_they_came_from() -> None:
    scene = captioned("I live at", "5 Elm Street")
    both = piece(1, "I live at 5 Elm Street", ended=START + 60_000 + 2_000)
    merge = c.EditCues(track="en", edits=(c.Edit(cue=1, pieces=(both,)), c.Edit(cue=2, into=1)))
    scene.given(merge)
    scene.given(c.RedactCues(reason="private_data", spans=(redact(1, "5 Elm Street", scene),)))
    sealed = {
        (each.seq, each.field)
        for entry in scene.log
        if isinstance(entry.event, e.CueRedacted)
        for each in entry.event.reclassified
    }
    ever = {
        (entry.seq, field)
        for entry in scene.log
        if not isinstance(entry.event, e.CueRedacted)
        for field in ("text", "pieces")
        if isinstance(getattr(entry.event, field, None), e.Sealed)
    }
    assert sealed == ever
    assert [cue(scene, at).text for at in (1, 2)] == [f"I live at {BLOT}", ""]


def test_a_span_that_is_no_longer_what_was_chosen_is_refused() -> None:
    scene = captioned("I live at 5 Elm")
    span = redact(1, "5 Elm", scene)
    scene.given(by(CAPTIONER, c.CorrectCue(track="en", cue=1, text="We live at 5 Elm")))
    scene.when(c.RedactCues(reason="private_data", spans=(span,))).refused(
        "cue_changed", cue=1, text="We live at 5 Elm"
    )
    beyond = c.RedactedSpan(track="en", cue=1, start=3, stop=300)
    scene.when(c.RedactCues(reason="private_data", spans=(beyond,))).refused("invalid_field", field="spans")
    nowhere = c.RedactedSpan(track="en", cue=9, start=0, stop=1)
    scene.when(c.RedactCues(reason="private_data", spans=(nowhere,))).refused("no_such_cue", cue=9)


def test_spans_that_overlap_make_one_blot_and_pieces_keep_their_speakers() -> None:
    scene = captioned("Ann Lee of 5 Elm")
    pieces = (piece(1, "Ann Lee", speaker="Clerk"), piece(1, "of 5 Elm"))
    scene.given(c.EditCues(track="en", edits=(c.Edit(cue=1, pieces=pieces),)))
    spans = [(0, 5), (3, 7), (11, 16)]
    scene.given(
        c.RedactCues(
            reason="private_data",
            spans=tuple(c.RedactedSpan(track="en", cue=1, start=a, stop=b) for a, b in spans),
        )
    )
    shown: tuple[Piece, ...] = cue(scene, 1).pieces
    assert [(each.text, each.speaker) for each in shown] == [(BLOT, "Clerk"), (f"of {BLOT}", None)]


SAID = "I live at 5 Elm Street, and I say no."


def in_public(scene: Scenario) -> list[str]:
    """All that the log now discloses to anybody, of any caption, ever."""
    classes = {
        (each.seq, each.field): each.readers
        for entry in scene.log
        for each in getattr(entry.event, "reclassified", ())
    }
    return [
        value.value
        for entry in scene.log
        for field in ("text", "words", "pieces")
        if isinstance(value := getattr(entry.event, field, None), e.Sealed)
        and classes.get((entry.seq, field), value.readers) == "public"
    ]


@rule("R29")
@given(
    st.lists(st.tuples(st.booleans(), st.integers(1, len(SAID))), max_size=8),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_however_its_sender_goes_on_the_words_are_not_disclosed_again(
    sent: list[tuple[bool, int]], corrected: bool, edited: bool, typed: bool
) -> None:
    scene = captioned(SAID[:23])
    if corrected:
        scene.given(by(CAPTIONER, c.CorrectCue(track="en", cue=1, text="I lived at 5 Elm Street!")))
    if edited:
        halves = (piece(1, "I live at"), piece(1, "5 Elm Street, he said"))
        scene.given(c.EditCues(track="en", edits=(c.Edit(cue=1, pieces=halves),)))
    scene.given(c.RedactCues(reason="private_data", spans=(redact(1, "5 Elm Street", scene),)))
    if typed:
        scene.given(by(CAPTIONER, c.AddCue(track="en", text="Another's line.")))
    for seq, (again, upto) in enumerate(sent, 2):
        received = scene.meeting.tracks["en"].recent[0].received or ""
        if again and len(received) < upto and SAID.startswith(received):
            scene.given(by(TOOL, said(SAID[:upto], seq)))
        else:
            revision = c.Revision(cue=1, text=SAID[:upto])
            scene.given(by(TOOL, c.ReceiveCues(track="en", source="zoom", revised=(revision,))))
    assert [text for text in in_public(scene) if "Elm" in text] == []
    assert BLOT in (scene.meeting.tracks["en"].recent[0].text or "")


@rule("R29")
def test_a_caption_as_long_as_they_get_can_be_redacted_and_read_again() -> None:
    """A blot can be longer than what is under it."""
    scene = captioned("a" + "b" * 1_999)
    scene.given(c.RedactCues(reason="private_data", spans=(redact(1, "a", scene),)))
    assert cue(scene, 1).text == BLOT + "b" * 1_999


@rule("R29")
def test_a_mended_caption_that_its_sender_made_longer_than_anybody_may_write_can_be_redacted() -> None:
    scene = captioned("a" * 1_000)
    scene.given(
        by(CAPTIONER, c.CorrectCue(track="en", cue=1, text="b" * 2_000)),
        by(TOOL, said("a" * 2_000, 2)),
    )
    scene.given(c.RedactCues(reason="private_data", spans=(redact(1, "b" * 2_000, scene),)))
    assert cue(scene, 1).text == BLOT + "a" * 1_000


@rule("R29")
def test_a_tool_that_sends_a_redacted_line_as_the_beginning_of_another_shows_only_what_is_behind_it() -> None:
    scene = captioned("My son Tim")
    scene.given(c.RedactCues(reason="child", spans=(redact(1, "Tim", scene),)), wait(60_000))
    both = (c.Addition(text="My son Tim goes there"), c.Addition(text="Thank you"))
    scene.given(by(TOOL, c.ReceiveCues(track="en", source="zoom", added=both)))
    assert [cue(scene, number).text for number in (1, 2)] == [f"My son {BLOT} goes there", "Thank you"]


@rule("R29")
@pytest.mark.parametrize("how", ["added", "received", "grown", "rewritten"])
def test_a_redacted_line_within_a_block_of_rows_or_a_longer_line_is_blotted_there_too(how: str) -> None:
    scene = captioned("My son Tim goes there.")
    scene.given(c.RedactCues(reason="child", spans=(redact(1, "Tim", scene),)))
    block = "Good evening.\nMy son Tim goes there.\nHe likes it."
    if how == "added":
        scene.given(by(TOOL, said(block, 9)))
    elif how == "received":
        scene.given(by(TOOL, c.ReceiveCues(track="en", source="zoom", added=(c.Addition(text=block),))))
    else:
        scene.given(by(TOOL, said("Good evening.", 8)))
        revised = (c.Revision(cue=2, text=block),)
        grown = (
            said(block, 9) if how == "grown" else c.ReceiveCues(track="en", source="zoom", revised=revised)
        )
        scene.given(by(TOOL, grown))
    assert [text for text in in_public(scene) if "Tim" in text] == []
    assert cue(scene, 2).text == f"Good evening.\n{BLOT}\nHe likes it."
    scene.given(
        by(TOOL, c.ReceiveCues(track="en", source="zoom", revised=(c.Revision(cue=2, text=f"{block} Yes."),)))
    )
    assert [text for text in in_public(scene) if "Tim" in text] == []
    assert cue(scene, 2).text == f"Good evening.\n{BLOT}\nHe likes it. Yes."


@rule("R29")
def test_a_short_word_that_was_taken_out_hides_nothing_that_others_say() -> None:
    scene = captioned("Tim")
    scene.given(c.RedactCues(reason="child", spans=(redact(1, "Tim", scene),)))
    scene.given(by(TOOL, said("The bus company is called Tim and Sons.", 9)))
    assert cue(scene, 2).text == "The bus company is called Tim and Sons."


@rule("R29")
@pytest.mark.parametrize("how", ["added", "received", "rewritten"])
def test_behind_one_redacted_line_another_that_is_sent_once_more_is_blotted_too(how: str) -> None:
    scene = captioned("My son Tim goes there.").given(
        wait(60_000), by(TOOL, said("My girl Eve does too.", 2))
    )
    spans = (redact(1, "Tim", scene), redact(2, "Eve", scene))
    scene.given(c.RedactCues(reason="child", spans=spans))
    both = "My son Tim goes there.\nMy girl Eve does too.\nThank you."
    if how == "added":
        scene.given(by(TOOL, said(both, 9)))
    elif how == "received":
        scene.given(by(TOOL, c.ReceiveCues(track="en", source="zoom", added=(c.Addition(text=both),))))
    else:
        revised = (c.Revision(cue=1, text=both),)
        scene.given(by(TOOL, c.ReceiveCues(track="en", source="zoom", revised=revised)))
    assert [text for text in in_public(scene) if "Tim" in text or "Eve" in text] == []
    assert cue(scene, 1).text == f"My son {BLOT} goes there.\n{BLOT}\nThank you."


@rule("R29")
def test_a_redacted_line_in_a_script_without_blanks_is_known_again_within_a_longer_one() -> None:
    scene = captioned("我的名字是王小明住在這裡")
    scene.given(c.RedactCues(reason="private_data", spans=(redact(1, "王小明", scene),)))
    scene.given(by(TOOL, said("大家好我的名字是王小明住在這裡謝謝", 9)))
    assert [text for text in in_public(scene) if "王小明" in text] == []
    assert cue(scene, 2).text == f"大家好{BLOT}謝謝"


@rule("R29")
@pytest.mark.parametrize("how", ["added", "received"])
def test_of_two_redacted_lines_that_begin_alike_the_longer_is_the_one_sent_again(how: str) -> None:
    scene = captioned("Tim goes to Elm School").given(by(TOOL, said("Tim", 2)))
    spans = (redact(1, "Tim goes to Elm School", scene), redact(2, "Tim", scene))
    scene.given(c.RedactCues(reason="child", spans=spans))
    if how == "added":
        scene.given(by(TOOL, said("Tim goes to Elm School now", 9)))
    else:
        both = (c.Addition(text="Tim goes to Elm School"), c.Addition(text="Thank you"))
        scene.given(by(TOOL, c.ReceiveCues(track="en", source="zoom", added=both)))
    assert [text for text in in_public(scene) if "Elm" in text] == []


@rule("R29")
def test_a_line_that_grows_goes_on_where_it_stands_though_a_redacted_one_begins_alike() -> None:
    scene = captioned("Tim").given(by(CAPTIONER, c.AddCue(track="en", text="So.")), wait(60_000))
    scene.given(by(TOOL, c.AddCue(track="en", text="Tim and Sons", source="zoom", source_seq=2)))
    scene.given(c.RedactCues(reason="child", spans=(redact(1, "Tim", scene),)))
    scene.given(by(TOOL, c.AddCue(track="en", text="Tim and Sons run the bus", source="zoom", source_seq=3)))
    assert [cue(scene, number).text for number in (1, 2, 3)] == [BLOT, "So.", "Tim and Sons run the bus"]
