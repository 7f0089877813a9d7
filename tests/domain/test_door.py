"""At the door: checked in, put right, two requests of one person made one; never called, never moderated."""

from __future__ import annotations

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.roles import Actor
from meetingsvc.readmodel.views import me
from tests.support.rules import rule
from tests.support.scenario import ANN, BEN, CYD, Scenario, ask, by, scenario, taking_comment

DOOR = Actor("staff:9", frozenset({"door"}))


def order(scene: Scenario) -> list[int]:
    return [request.ticket for request in scene.meeting.waiting(1)]


def three() -> Scenario:
    return taking_comment(by(ANN, ask(name="Ann Lee")), by(BEN, ask()), by(CYD, ask()))


@rule("R2", "R4")
def test_a_card_typed_in_at_the_door_waits_for_its_name_to_be_passed() -> None:
    scene = taking_comment(by(DOOR, c.AddRequest(period=1, name="Nan Null")))
    request = scene.meeting.requests[1]
    assert (request.name, request.name_passed, request.channel) == ("Nan Null", False, "in_person")


@rule("R5")
def test_who_signed_up_at_home_and_comes_keeps_the_place() -> None:
    scene = three().given(by(BEN, c.OnMyWay(ticket=2)))
    scene.when(c.CheckIn(ticket=2), DOOR).then(e.RequestCheckedIn(ticket=2))
    request = scene.meeting.requests[2]
    assert (request.checked_in, request.channel, request.on_its_way) == (True, "in_person", False)
    assert order(scene) == [1, 2, 3]
    scene.when(c.CheckIn(ticket=2), DOOR).then()


@rule("R2")
def test_a_name_put_right_at_the_door_has_to_be_passed_anew_and_nothing_else_is_lost() -> None:
    private = {"contact": "ann@example.org", "accommodation": "A seat", "topic": "Trees"}
    scene = taking_comment(by(ANN, ask(name="An Lee", **private)), c.PassName(ticket=1))
    before = scene.meeting.requests[1]
    scene.given(by(DOOR, c.CorrectRequest(ticket=1, channel="in_person", name="Ann Lee")))
    after = scene.meeting.requests[1]
    assert (after.name, after.name_passed, after.channel) == ("Ann Lee", False, "in_person")
    kept = ("contact", "accommodation", "topic", "interpreter", "rank", "position")
    assert [getattr(after, field) for field in kept] == [getattr(before, field) for field in kept]
    scene.when(c.CorrectRequest(ticket=1, channel="in_person", name="Ann Lee"), DOOR).then()


@rule("R6", "R17")
@pytest.mark.parametrize(("one", "other"), [(1, 3), (3, 1)])
def test_two_requests_of_one_person_are_made_one_at_the_earlier_place(one: int, other: int) -> None:
    scene = three().given(by(DOOR, c.CheckIn(ticket=3)))
    scene.when(c.MergeRequests(ticket=one, other=other), DOOR).then(e.RequestMerged(ticket=3, into=1))
    assert order(scene) == [1, 2]
    assert scene.meeting.requests[1].channel == "in_person"
    late = me(scene.meeting, CYD.id)["requests"]["3"]
    assert (late["status"], late["receipt"], late["kept"]) == (
        "merged",
        "MEETING1-S3",
        {"ticket": 1, "status": "waiting"},
    )
    assert me(scene.meeting, ANN.id)["requests"]["1"]["receipt"] == "MEETING1-S1"
    scene.when(ask(), CYD).refused("already_waiting", ticket=1)


@rule("R6")
def test_a_third_request_of_the_same_person_counts_for_the_same_place() -> None:
    scene = three().given(by(DOOR, c.MergeRequests(ticket=2, other=3)))
    scene.given(by(DOOR, c.MergeRequests(ticket=2, other=1)))
    assert order(scene) == [1]
    merged = scene.meeting.requests
    assert (merged[1].merged, merged[2].merged_into, merged[3].merged_into) == ((3, 2), 1, 1)


def test_who_is_on_the_floor_or_elsewhere_is_not_merged() -> None:
    scene = three().given(c.CallNext(period=1))
    scene.when(c.MergeRequests(ticket=1, other=2), DOOR).refused(
        "not_now", thing="request", status="called", action="merge"
    )
    scene.when(c.MergeRequests(ticket=2, other=2), DOOR).refused("not_one_persons", ticket=2, other=2)


@pytest.mark.parametrize(
    "command",
    [
        c.CallNext(period=1),
        c.PassName(ticket=1),
        c.RefuseName(ticket=1, reason="impersonation"),
        c.RemoveRequest(ticket=1, reason="off_topic"),
        c.MoveRequest(ticket=1, reason="Bus"),
        c.EditRequest(ticket=1, channel="phone"),
        c.WithdrawRequest(ticket=1),
    ],
)
def test_the_door_neither_calls_nor_moderates(command: c.Command) -> None:
    three().when(command, DOOR).refused("not_allowed")


@rule("R6")
def test_whose_kept_request_was_withdrawn_can_ask_again() -> None:
    scene = three().given(by(DOOR, c.MergeRequests(ticket=1, other=2)))
    scene.when(ask(), BEN).refused("already_waiting", ticket=1)
    scene.given(c.WithdrawRequest(ticket=1), by(BEN, ask()))
    assert order(scene) == [3, 4]


@rule("R6", "R18")
def test_an_offer_of_time_from_whoever_has_spoken_since_ties_nobody() -> None:
    steps = (c.StartMeeting(), c.StartItem(item=2), c.OpenPeriod(item=2, ceding=True), c.OpenPeriod(item=3))
    scene = scenario(*steps, by(ANN, ask()), by(BEN, ask()), by(CYD, ask()))
    scene.given(by(ANN, c.OfferTime(ticket=1, to=3)), c.CallNext(period=1))
    scene.given(c.StartTurn(turn=1), c.EndTurn(turn=1))
    scene.given(by(DOOR, c.MergeRequests(ticket=2, other=3)))
    assert order(scene) == [2]


@rule("R18")
def test_who_was_offered_time_that_is_gone_can_be_moved_to_another_item() -> None:
    steps = (c.StartMeeting(), c.StartItem(item=2), c.OpenPeriod(item=2, ceding=True), c.OpenPeriod(item=3))
    scene = scenario(*steps, by(ANN, ask()), by(BEN, ask()))
    scene.given(by(ANN, c.OfferTime(ticket=1, to=2)), c.WithdrawRequest(ticket=1))
    scene.given(c.MoveToPeriod(ticket=2, period=2))
    assert [request.ticket for request in scene.meeting.waiting(2)] == [2]
