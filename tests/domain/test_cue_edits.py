"""Cues mended by people: quickly while live, and whole in the editor; what was received stays (R38)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.cue_history import regrown, stand
from meetingsvc.domain.spoken import Piece, written
from meetingsvc.domain.texts import Cue
from tests.support.rules import rule
from tests.support.scenario import CAPTIONER, CLERK, START, TOOL, Scenario, by, live, wait

MIN = 60_000


def captioned(*texts: str) -> Scenario:
    """A meeting in session, a minute in, with these lines of a tool's in an English track, 5 s apart."""
    scene = live(by(CAPTIONER, c.OpenTrack(language="en")), wait(MIN))
    for seq, text in enumerate(texts, 1):
        scene.given(by(TOOL, said(text, seq)), wait(5_000))
    return scene


def said(text: str, seq: int) -> c.AddCue:
    """A line that a tool sends, with the time at which it was spoken."""
    began = START + MIN + seq * 5_000 - 10_000
    return c.AddCue(
        track="en", text=text, began=began, ended=began + 2_000, source="zoom", source_seq=seq, speaker="S1"
    )


def cue(scene: Scenario, number: int) -> Cue:
    """How a cue stands by the log."""
    return stand(entry for entry in scene.log if getattr(entry.event, "cue", None) == number)[number]


def piece(number: int, text: str, **more: object) -> Piece:
    """The whole of a cue, with another text."""
    began = START + MIN + number * 5_000 - 10_000
    return Piece(**{"text": text, "began": began, "ended": began + 2_000, **more})  # type: ignore[arg-type]  # as given


def edited(cue: int, *pieces: Piece, **more: object) -> e.CueEdited:
    """The event that shows these pieces."""
    return e.CueEdited(track="en", cue=cue, pieces=e.Sealed(written(pieces), "public"), **more)  # type: ignore[arg-type]  # as given


# ── While live ───────────────────────────────────────────────────────────────


@rule("R38")
def test_a_correction_keeps_what_has_grown_behind_it_meanwhile() -> None:
    scene = captioned("Mayor Reed").given(by(TOOL, said("Mayor Reed opens", 1)))
    scene.when(c.CorrectCue(track="en", cue=1, text="Mayor Read", seen="Mayor Reed"), CAPTIONER).then(
        e.CueCorrected(track="en", cue=1, text=e.Sealed("Mayor Read opens", "public"))
    )
    assert (cue(scene, 1).text, cue(scene, 1).received) == ("Mayor Read opens", "Mayor Reed opens")


def test_a_correction_of_what_another_has_mended_is_refused_with_the_fresh_text() -> None:
    scene = captioned("Mayor Reed").given(by(CLERK, c.CorrectCue(track="en", cue=1, text="Mayor Read")))
    stale = c.CorrectCue(track="en", cue=1, text="The mayor", seen="Mayor Reed")
    scene.when(stale, CAPTIONER).refused("cue_changed", cue=1, text="Mayor Read")


def test_a_correction_can_name_the_speaker_and_leaves_the_name_alone_afterwards() -> None:
    scene = (
        captioned("Thank you")
        .when(c.CorrectCue(track="en", cue=1, text="Thank you.", speaker="Ann Lee"), CAPTIONER)
        .then(edited(1, piece(1, "Thank you.", speaker="Ann Lee")))
    )
    scene.given(by(CAPTIONER, c.CorrectCue(track="en", cue=1, text="Thank you!")))
    assert cue(scene, 1).pieces == (piece(1, "Thank you!", speaker="Ann Lee"),)
    scene.given(by(CAPTIONER, c.CorrectCue(track="en", cue=1, text="Thank you!", speaker="")))
    assert cue(scene, 1).pieces == (piece(1, "Thank you!"),)


def test_a_line_in_pieces_is_not_put_together_by_a_quick_correction() -> None:
    halves = (piece(1, "Aye."), piece(1, "Nay.", speaker="Ann Lee"))
    scene = captioned("Aye. Nay.").given(c.EditCues(track="en", edits=(c.Edit(cue=1, pieces=halves),)))
    scene.when(c.CorrectCue(track="en", cue=1, text="Aye."), CAPTIONER).refused("cue_in_pieces", cue=1)


@pytest.mark.parametrize(
    ("before", "shown", "now", "then"),
    [
        ("So it", "So, it", "So it is", "So, it is"),
        ("Mayor Reed opens", "Mayor Read opens", "Mayor Reed closes", "Mayor Read closes"),
        ("a buss to catch", "a buss to catch, he said", "a bus to catch", "a bus to catch, he said"),
        ("Mayor Reed", "Mayor Read", "Mayor Reid", "Mayor Read"),
        ("Mayor Reed", "Mayor Read", "", ""),
    ],
)
@rule("R38")
def test_a_person_s_change_and_the_sender_s_both_hold(before: str, shown: str, now: str, then: str) -> None:
    assert "".join(each.text for each in regrown((Piece(shown, 1, 2),), before, now, 3)) == then


# ── In the editor ────────────────────────────────────────────────────────────


@rule("R38")
def test_text_speaker_and_time_are_edited_at_once_and_what_was_received_stays() -> None:
    scene = captioned("one", "too", "three")
    mended = (piece(2, "two", speaker="Ann Lee", ended=START + MIN + 2_500),)
    scene.when(
        c.EditCues(
            track="en", edits=(c.Edit(cue=1, pieces=(piece(1, "One"),)), c.Edit(cue=2, pieces=mended))
        ),
        CAPTIONER,
    ).then(edited(1, piece(1, "One")), edited(2, *mended))
    assert (cue(scene, 2).text, cue(scene, 2).received, cue(scene, 2).changes) == ("two", "too", 1)


def test_a_cue_is_split_in_pieces_and_two_are_merged() -> None:
    scene = captioned("Aye. Nay.", "So ordered")
    halves = (piece(1, "Aye.", ended=START + MIN - 4_100), piece(1, "Nay.", began=START + MIN - 4_100))
    scene.given(c.EditCues(track="en", edits=(c.Edit(cue=1, pieces=halves, seen=0),)))
    assert cue(scene, 1).text == "Aye.\nNay."
    both = piece(1, "Aye. So ordered", ended=START + MIN + 2_000)
    merge = c.EditCues(
        track="en", edits=(c.Edit(cue=1, pieces=(both,), seen=1), c.Edit(cue=2, into=1, seen=0))
    )
    scene.when(merge, CAPTIONER).then(edited(1, both, holds=(2,)), edited(2, into=1))
    assert [(cue(scene, at).text, cue(scene, at).into) for at in (1, 2)] == [
        ("Aye. So ordered", None),
        ("", 1),
    ]


def test_one_stale_edit_refuses_them_all() -> None:
    scene = captioned("one", "two").given(by(CLERK, c.CorrectCue(track="en", cue=2, text="Two")))
    edits = (
        c.Edit(cue=1, pieces=(piece(1, "One"),), seen=0),
        c.Edit(cue=2, pieces=(piece(2, "II"),), seen=0),
    )
    scene.when(c.EditCues(track="en", edits=edits)).refused("cue_changed", cue=2, text="Two")


def test_cues_stay_in_their_order() -> None:
    scene = captioned("one", "two", "three")
    for began in (START + MIN - 5_001, START + MIN + 5_001):
        moved = (piece(2, "two", began=began, ended=began + 100),)
        scene.when(c.EditCues(track="en", edits=(c.Edit(cue=2, pieces=moved),))).refused(
            "cue_out_of_order", cue=2
        )
    scene.when(
        c.EditCues(track="en", edits=(c.Edit(cue=3, pieces=(piece(3, "x", ended=START + 99 * MIN),)),))
    ).refused("invalid_field", field="began")


def test_an_edit_that_changes_nothing_is_no_event_and_one_of_no_cue_is_refused() -> None:
    scene = captioned("one")
    scene.when(c.EditCues(track="en", edits=(c.Edit(cue=1, pieces=(piece(1, "one"),)),))).then()
    scene.when(c.EditCues(track="en", edits=(c.Edit(cue=7),))).refused("no_such_cue", cue=7)
    scene.when(c.EditCues(track="en", edits=(c.Edit(cue=1, into=2),))).refused("invalid_field", field="into")
    twice = (c.Edit(cue=1), c.Edit(cue=1))
    scene.when(c.EditCues(track="en", edits=twice)).refused("invalid_field", field="edits")


def test_words_go_into_no_caption_that_the_same_edits_do_not_show() -> None:
    """R29: a redaction follows them there, and would find nothing."""
    scene = captioned("one two")
    elsewhere = c.Edit(cue=1, pieces=(piece(1, "one"),), into=77)
    scene.when(c.EditCues(track="en", edits=(elsewhere,))).refused("invalid_field", field="into")


@given(st.text(max_size=30), st.text(min_size=1, max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_where_nobody_mended_anything_the_sender_s_text_stands(
    before: str, now: str, first: int, last: int
) -> None:
    shown = Piece(before, 1, 2)
    for then in (now, before[:first] + now + before[last:]):
        assert "".join(each.text for each in regrown((shown,), before, then, 3)) == then


@given(st.text(max_size=20), st.text(max_size=20), st.text(min_size=1, max_size=20))
def test_what_comes_behind_a_mended_line_stands_behind_it(before: str, shown: str, more: str) -> None:
    [grown] = regrown((Piece(shown, 1, 2),), before, before + more, 3)
    assert grown == Piece(shown + more, 1, 3)
