"""Positions: none is taken where none is asked for, and totals say who spoke up, when they may (R20)."""

from __future__ import annotations

from collections import Counter

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain.positions import KINDS, UNSAID, totals
from meetingsvc.domain.profile import PLAIN, Profile
from tests.support.nights import Night
from tests.support.rules import rule
from tests.support.scenario import (
    ANN,
    BEN,
    CYD,
    LIVE,
    OPEN,
    SCHEDULED,
    Scenario,
    ask,
    by,
    scenario,
    taking_comment,
    wait,
)

SILENT = Profile(name="No positions", positions=False)


@pytest.fixture
def scene() -> Scenario:
    """Ann waits, under rules that ask for no positions."""
    return Scenario(SILENT).given(SCHEDULED, *OPEN, by(ANN, ask()))


@rule("R20")
def test_a_position_that_nobody_asked_for_is_refused_wherever_it_comes_from(scene: Scenario) -> None:
    scene.when(ask(position="support"), BEN).refused("no_positions")
    scene.when(c.AddRequest(period=1, position="oppose")).refused("no_positions")
    edit = c.EditRequest(ticket=1, channel="remote", position="neutral")
    scene.when(edit, ANN).refused("no_positions")
    scene.when(c.SubmitComment(text="Trees", item=2, position="support"), BEN).refused("no_positions")
    scene.when(c.SubmitComment(text="Trees", position="support"), BEN).refused("no_positions")


@rule("R20")
def test_without_a_position_all_is_as_ever(scene: Scenario) -> None:
    scene.given(by(BEN, ask()), by(BEN, c.SubmitComment(text="Trees", item=2)))
    assert (len(scene.meeting.requests), len(scene.meeting.comments)) == (2, 1)


@rule("R20")
def test_an_item_with_a_period_goes_by_the_rules_in_force_there_any_other_by_the_bodys(
    scene: Scenario,
) -> None:
    scene.profile = PLAIN
    scene.when(c.SubmitComment(text="Trees", item=2, position="support"), BEN).refused("no_positions")
    scene.given(by(BEN, c.SubmitComment(text="Trees", item=3, position="support")))
    assert len(scene.meeting.comments) == 1


def voices(scene: Scenario, number: int = 2) -> dict[str, int]:
    return dict(totals(scene.meeting, number) or {})


@rule("R20")
def test_totals_count_who_asks_to_speak_and_what_is_published_and_nobody_who_left() -> None:
    scene = taking_comment(by(ANN, ask(position="support")), by(BEN, ask(position="oppose")), by(CYD, ask()))
    assert voices(scene) == {"support": 1, "oppose": 1, "neutral": 0}
    scene.given(by(BEN, c.EditRequest(ticket=2, channel="remote", position="neutral")))
    assert voices(scene) == {"support": 1, "oppose": 0, "neutral": 1}
    scene.given(by(ANN, c.WithdrawRequest(ticket=1)))
    assert voices(scene) == {"support": 0, "oppose": 0, "neutral": 1}


@rule("R20", "R28")
def test_a_comment_counts_once_it_is_published_so_that_nobody_learns_its_position_before() -> None:
    scene = taking_comment(by(ANN, c.SubmitComment(text="Trees", item=2, position="support")))
    assert voices(scene) == {}
    scene.given(c.PublishComment(comment=1))
    assert voices(scene) == {"support": 1, "oppose": 0, "neutral": 0}
    scene.given(c.HoldComment(comment=1, reason="private_data"))
    assert voices(scene) == {}


@rule("R20")
def test_a_request_that_goes_to_another_item_takes_its_position_along() -> None:
    scene = taking_comment(by(ANN, ask(position="support")), c.OpenPeriod(item=3))
    scene.given(c.MoveToPeriod(ticket=1, period=2))
    assert (voices(scene, 2), voices(scene, 3)) == ({}, {"support": 1, "oppose": 0, "neutral": 0})


@rule("R20", "R22")
def test_totals_of_a_hearing_that_decides_rights_stay_hidden_until_its_record_closes() -> None:
    hearing = (*LIVE, c.OpenPeriod(item=2, quasi_judicial=True), by(ANN, ask(position="support")))
    scene = scenario(*hearing, c.MakeLastCall(period=1), wait(60_000), c.ClosePeriod(period=1))
    assert voices(scene) == {}
    scene.given(c.FinishItem(item=2))
    assert voices(scene) == {"support": 1, "oppose": 0, "neutral": 0}


@rule("R20")
@pytest.mark.parametrize("seed", range(6))
def test_after_any_night_the_totals_are_what_counting_again_gives(seed: int) -> None:
    scene = taking_comment()
    Night(seed, scene).play(300, lambda *_: None)
    state = scene.meeting
    found: Counter[tuple[int | None, str]] = Counter()
    for request in state.requests.values():
        if request.position and request.status not in UNSAID:
            found[state.periods[request.period].item, request.position] += 1
    for comment in state.comments.values():
        if comment.position and comment.status == "published" and comment.item:
            found[comment.item, comment.position] += 1
    assert {
        (item.number, kind): count
        for item in state.items.values()
        for kind, count in zip(KINDS, item.voices, strict=True)
        if count
    } == dict(found)
