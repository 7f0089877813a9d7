"""Where a body's rules ask for names: one takes a place without, and is called with one or for a reason."""

from __future__ import annotations

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.profile import Profile
from tests.support.rules import rule
from tests.support.scenario import ANN, BEN, OPEN, SCHEDULED, Scenario, ask, by

NAMED = Profile(name="Names, please", names_required=True)
GRACE_MS = 60_000


@pytest.fixture
def scene() -> Scenario:
    """Ann and Ben have taken their places by one tap, under rules that ask for names."""
    return Scenario(NAMED).given(SCHEDULED, *OPEN, by(ANN, ask()), by(BEN, ask(name="Ben Okafor")))


def called(scene: Scenario, ticket: int, reason: str = "") -> e.TurnCalled:
    return e.TurnCalled(
        turn=1,
        ticket=ticket,
        item=2,
        allotment_ms=180_000,
        grace_until=scene.now + GRACE_MS,
        reason=reason,
    )


@rule("R1", "R2")
def test_a_place_is_taken_and_a_comment_sent_without_a_name(scene: Scenario) -> None:
    scene.given(by(ANN, c.SubmitComment(text="Trees")))
    assert [request.ticket for request in scene.meeting.waiting(1)] == [1, 2]


@rule("R2")
def test_whoever_has_no_name_keeps_the_place_and_is_not_called(scene: Scenario) -> None:
    scene.when(c.CallNext(period=1)).refused("name_needed", ticket=1)
    scene.when(c.CallRequest(ticket=1)).refused("name_needed", ticket=1)
    assert [request.ticket for request in scene.meeting.waiting(1)] == [1, 2]


@rule("R2")
def test_a_name_given_before_the_call_is_enough_whether_or_not_staff_have_passed_it(scene: Scenario) -> None:
    scene.given(by(ANN, c.EditRequest(ticket=1, channel="remote", name="Ann Moreno")))
    scene.when(c.CallNext(period=1)).then(called(scene, 1))


@rule("R2")
def test_a_name_that_staff_have_refused_is_none(scene: Scenario) -> None:
    scene.given(by(ANN, c.EditRequest(ticket=1, channel="remote", name="The Mayor")))
    scene.given(c.RefuseName(ticket=1, reason="impersonation"))
    scene.when(c.CallNext(period=1)).refused("name_needed", ticket=1)
    scene.given(c.EditRequest(ticket=1, channel="remote", name="Ann Moreno"))
    scene.when(c.CallNext(period=1)).then(called(scene, 1))


@rule("R2")
def test_a_call_without_a_name_has_its_reason_in_the_record(scene: Scenario) -> None:
    scene.when(c.CallRequest(ticket=1, reason="Does not wish to give one")).then(
        called(scene, 1, "Does not wish to give one")
    )


@rule("R4")
def test_a_walk_up_speaks_at_once_even_so(scene: Scenario) -> None:
    scene.given(c.WalkUp())
    assert scene.meeting.turn is not None
    assert scene.meeting.turn.status == "speaking"


@rule("R2")
def test_a_period_keeps_the_rules_under_which_it_opened(scene: Scenario) -> None:
    scene.profile = Profile()
    scene.when(c.CallNext(period=1)).refused("name_needed", ticket=1)
