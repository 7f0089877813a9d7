"""Captions of a finished file: at their own times, behind what is there, and of open session alone (R42)."""

from __future__ import annotations

from typing import Any

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from tests.support.rules import rule
from tests.support.scenario import ANN, CAPTIONER, START, TOOL, Scenario, by, live, wait

MINUTE = 60_000


def cue(number: int, began: int, ended: int, text: str = "Good evening.", **also: Any) -> c.FileCue:
    """A caption of a file, in ms after the meeting's start."""
    return c.FileCue(number=number, text=text, began=START + began, ended=START + ended, **also)


def let_in(*cues: c.FileCue) -> c.ImportCues:
    """What lets captions of a file in."""
    return c.ImportCues(track="en", file="council.vtt", added=cues)


def over() -> Scenario:
    """A meeting with a recess in its third minute, over after five."""
    return live(
        by(CAPTIONER, c.OpenTrack(language="en")),
        wait(2 * MINUTE),
        c.Recess(),
        wait(MINUTE),
        c.ResumeMeeting(),
        wait(2 * MINUTE),
        c.Adjourn(),
        wait(MINUTE),
    )


@rule("R38")
def test_captions_of_a_file_come_in_with_its_times_after_the_meeting_too() -> None:
    over().when(
        let_in(cue(1, 1_000, 3_000, "One.\nTwo.", speaker="Mayor Ode"), cue(4, 2_500, 4_000)), CAPTIONER
    ).then(
        e.CueAdded(
            track="en",
            cue=1,
            began=START + 1_000,
            ended=START + 3_000,
            text=e.Sealed("One.\nTwo.", "public"),
            speaker="Mayor Ode",
            source="import:council.vtt",
            source_seq=1,
        ),
        e.CueAdded(
            track="en",
            cue=2,
            began=START + 2_500,
            ended=START + 4_000,
            text=e.Sealed("Good evening.", "public"),
            source="import:council.vtt",
            source_seq=4,
        ),
    )


@rule("R42")
def test_what_was_not_said_in_open_session_stays_out_by_its_number_and_all_with_it() -> None:
    for outside in (
        cue(2, 119_000, 121_000),  # into the recess
        cue(2, 150_000, 151_000),
        cue(2, 299_000, 300_001),  # beyond the end
        cue(2, -2_000, -1_000),
    ):
        scene = over()
        cues = sorted([cue(1, 1_000, 2_000), outside], key=lambda each: each.began)
        scene.when(let_in(*cues), CAPTIONER).refused("cue_not_in_session", cue=2)
    over().when(let_in(cue(1, 118_000, 120_000), cue(2, 180_000, 300_000)), CAPTIONER)


def test_in_a_running_meeting_nothing_comes_in_from_the_future() -> None:
    running = live(by(CAPTIONER, c.OpenTrack(language="en")), wait(MINUTE))
    running.when(let_in(cue(1, 59_000, 60_001)), CAPTIONER).refused("cue_not_in_session", cue=1)
    assert running.when(let_in(cue(1, 59_000, 60_000)), CAPTIONER).refusal is None


def test_captions_come_in_order_behind_what_the_track_has() -> None:
    scene = over()
    scene.when(let_in(cue(1, 2_000, 3_000), cue(2, 1_000, 4_000)), CAPTIONER).refused(
        "import_out_of_order", cue=2
    )
    scene = scene.given(by(CAPTIONER, let_in(cue(1, 2_000, 3_000))))
    scene.when(let_in(cue(7, 1_999, 2_500)), CAPTIONER).refused("import_out_of_order", cue=7)


def test_a_caption_without_words_or_without_length_is_none() -> None:
    for wrong in (cue(1, 1_000, 1_000), cue(1, 1_000, 2_000, " \x07 ")):
        over().when(let_in(wrong), CAPTIONER).refused("invalid_field", field="added")


def test_a_finished_file_can_have_a_track_of_its_own_also_beside_another_and_after_the_end() -> None:
    over().when(c.OpenTrack(language="en", another=True), CAPTIONER).then(
        e.TrackOpened(track="en-2", language="en", kind="captions", delay_ms=4_000)
    )
    over().when(c.OpenTrack(language="fr"), CAPTIONER).refused("meeting_over", status="adjourned")


def test_captioners_let_files_in_and_nobody_else() -> None:
    for other in (TOOL, ANN):
        over().when(let_in(cue(1, 1_000, 2_000)), other).refused("not_allowed")
