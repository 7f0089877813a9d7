"""Where a body's rules ask for no positions, none is taken (R20)."""

from __future__ import annotations

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain.profile import PLAIN, Profile
from tests.support.rules import rule
from tests.support.scenario import ANN, BEN, OPEN, SCHEDULED, Scenario, ask, by

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
