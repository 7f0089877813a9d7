"""The floor: calls, clocks, walk-ups, slips taken back, and turns put right (R4, R25, R44)."""

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from tests.support.rules import rule
from tests.support.scenario import ANN, BEN, CHAIR, CYD, START, Scenario, ask, by, live, taking_comment, wait


def speaking(*more: c.Command) -> Scenario:
    """Ann has the floor, her clock runs; Ben and Cyd wait."""
    return taking_comment(
        by(ANN, ask()), by(BEN, ask()), by(CYD, ask()), c.CallNext(period=1), c.StartTurn(turn=1), *more
    )


def test_the_first_in_the_queue_is_called_and_started() -> None:
    scene = taking_comment(by(ANN, ask()))
    scene = scene.when(c.CallNext(period=1)).then(
        e.TurnCalled(turn=1, ticket=1, allotment_ms=180_000, grace_until=START + 60_000, item=2)
    )
    scene.given(wait(1_000))
    scene.when(c.StartTurn(turn=1)).then(e.TurnStarted(turn=1, ends_at=START + 181_000))


def test_two_clerks_cannot_call_two_people() -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()), c.CallNext(period=1, believes=None))
    scene.when(c.CallNext(period=1, believes=None), CHAIR).refused("stale", turn=1)
    scene.when(c.CallNext(period=1, believes=1), CHAIR).refused("still_called", turn=1)


def test_calling_the_next_ends_the_running_turn() -> None:
    scene = speaking(wait(30_000))  # type: ignore[arg-type]  # a step
    scene.when(c.CallNext(period=1, believes=1)).then(
        e.TurnEnded(turn=1, remaining_ms=150_000),
        e.TurnCalled(turn=2, ticket=2, allotment_ms=180_000, grace_until=START + 90_000, item=2),
    )


def test_an_empty_queue_says_so() -> None:
    taking_comment().when(c.CallNext(period=1)).refused("queue_empty", period=1)
    taking_comment().when(c.CallNext(period=7)).refused("no_such_period", period=7)


def test_a_call_out_of_order_needs_its_reason() -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()))
    scene.when(c.CallRequest(ticket=2)).refused("reason_needed")
    scene.when(c.CallRequest(ticket=2, reason="Has a train")).then(
        e.TurnCalled(
            turn=1, ticket=2, allotment_ms=180_000, grace_until=START + 60_000, item=2, reason="Has a train"
        )
    )


@rule("R25")
def test_a_pause_for_the_dais_counts_for_nobody() -> None:
    scene = speaking()
    scene.given(wait(50_000))
    scene = scene.when(c.PauseTurn(turn=1)).then(e.TurnPaused(turn=1, remaining_ms=130_000))
    scene.given(wait(600_000))
    scene = scene.when(c.ResumeTurn(turn=1)).then(e.TurnResumed(turn=1, ends_at=scene.now + 130_000))
    assert len(scene.meeting.turns) == 1


def test_time_is_given_and_taken_running_stopped_and_before_the_start() -> None:
    scene = speaking()
    scene = scene.when(c.GiveTime(turn=1, delta_ms=30_000, reason="Noise")).then(
        e.TimeGiven(turn=1, delta_ms=30_000, ends_at=START + 210_000, reason="Noise")
    )
    scene.given(c.PauseTurn(turn=1))
    scene.when(c.GiveTime(turn=1, delta_ms=-60_000)).then(
        e.TimeGiven(turn=1, delta_ms=-60_000, remaining_ms=150_000)
    )
    called = taking_comment(by(ANN, ask()), c.CallNext(period=1), c.GiveTime(turn=1, delta_ms=60_000))
    called.when(c.StartTurn(turn=1)).then(e.TurnStarted(turn=1, ends_at=START + 240_000))


def test_an_allotment_is_never_less_than_nothing() -> None:
    scene = speaking()
    scene.when(c.GiveTime(turn=1, delta_ms=-3_600_000)).then(
        e.TimeGiven(turn=1, delta_ms=-180_000, ends_at=START)
    )


def test_over_the_time_is_a_negative_rest() -> None:
    scene = speaking()
    scene.given(wait(200_000))
    scene.when(c.EndTurn(turn=1)).then(e.TurnEnded(turn=1, remaining_ms=-20_000))


def test_a_call_made_by_a_slip_is_taken_back() -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()), c.CallNext(period=1))
    scene = scene.when(c.UndoCall(turn=1)).then(e.CallUndone(turn=1))
    assert [request.ticket for request in scene.meeting.waiting(1)] == [1, 2]
    speaking().when(c.UndoCall(turn=1)).refused(
        "not_now", thing="turn", status="speaking", action="step_back"
    )


def test_an_end_made_by_a_slip_is_taken_back_until_the_next_call() -> None:
    scene = speaking()
    scene.given(wait(60_000), c.EndTurn(turn=1), wait(5_000))
    scene = scene.when(c.ReopenTurn(turn=1)).then(e.TurnReopened(turn=1, remaining_ms=120_000))
    turn = scene.meeting.turn
    assert turn is not None
    assert (turn.status, turn.ended, scene.meeting.requests[1].status) == ("paused", None, "paused")
    scene.given(c.EndTurn(turn=1), c.CallNext(period=1))
    scene.when(c.ReopenTurn(turn=1)).refused("stale", turn=2)


def test_an_end_is_still_taken_back_when_the_call_after_it_was_a_slip_too() -> None:
    scene = speaking()
    scene.given(c.EndTurn(turn=1), c.CallNext(period=1), c.UndoCall(turn=2))
    scene.when(c.ReopenTurn(turn=1)).then(e.TurnReopened(turn=1, remaining_ms=180_000))


@rule("R4")
def test_one_command_opens_a_walk_up_and_its_clock_does_not_wait() -> None:
    scene = speaking()
    scene.given(wait(10_000))
    scene = scene.when(c.WalkUp(believes=1)).then(
        e.TurnEnded(turn=1, remaining_ms=170_000),
        e.WalkUpStarted(turn=2, allotment_ms=180_000, ends_at=START + 190_000, item=2, period=1),
    )
    scene.when(c.NameTurn(turn=2, name="Katie")).then(e.TurnNamed(turn=2, name=e.Sealed("Katie", "public")))


@rule("R4")
@pytest.mark.parametrize(
    ("steps", "status"),
    [((), "speaking"), ((c.PauseTurn(turn=1),), "paused"), ((c.EndTurn(turn=1),), "done")],
)
def test_a_walk_up_is_matched_to_a_ticket_during_or_after(steps: tuple[c.Command, ...], status: str) -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()), c.WalkUp(), *steps)
    scene = scene.when(c.NameTurn(turn=1, ticket=2)).then(e.TurnNamed(turn=1, ticket=2))
    assert scene.meeting.requests[2].status == status
    assert [request.ticket for request in scene.meeting.waiting(1)] == [1]
    scene.when(c.NameTurn(turn=1, ticket=1)).refused("turn_has_ticket", ticket=2)


def test_a_walk_up_outside_a_period_gets_the_default_time() -> None:
    live().when(c.WalkUp()).then(
        e.WalkUpStarted(turn=1, allotment_ms=180_000, ends_at=START + 180_000, item=2)
    )


@rule("R44")
def test_a_turn_is_confirmed_renamed_split_and_given_to_the_dais() -> None:
    scene = speaking()
    scene.when(c.ConfirmTurn(turn=1)).refused("not_now", thing="turn", status="speaking", action="correct")
    scene.given(wait(60_000), c.EndTurn(turn=1))
    scene = scene.when(c.ConfirmTurn(turn=1)).then(e.TurnConfirmed(turn=1))
    scene.when(c.ConfirmTurn(turn=1)).then()
    scene = scene.when(c.NameTurn(turn=1, name="A. Lee")).then(
        e.TurnNamed(turn=1, name=e.Sealed("A. Lee", "public"))
    )
    assert not scene.meeting.turns[1].confirmed
    scene = scene.when(c.SplitTurn(turn=1, at=START + 20_000)).then(
        e.TurnSplit(turn=1, at=START + 20_000, new_turn=2)
    )
    assert [(t.began, t.ended, t.confirmed) for t in (scene.meeting.turns[1], scene.meeting.turns[2])] == [
        (START, START + 20_000, False),
        (START + 20_000, START + 60_000, False),
    ]
    scene.when(c.SplitTurn(turn=1, at=START + 20_000)).refused("not_within_turn", turn=1)
    scene = scene.when(c.GiveTurnToDais(turn=2)).then(e.TurnGivenToDais(turn=2))
    assert scene.meeting.turns[2].dais


def test_a_turn_that_is_not_on_the_floor_is_stale() -> None:
    scene = speaking()
    scene.given(c.EndTurn(turn=1))
    for command in (
        c.StartTurn(turn=1),
        c.EndTurn(turn=1),
        c.PauseTurn(turn=1),
        c.GiveTime(turn=1, delta_ms=1),
    ):
        scene.when(command).refused("stale", turn=0)
    scene.when(c.EndTurn(turn=9)).refused("no_such_turn", turn=9)


def test_time_is_given_or_taken_before_the_turn_begins_with_its_reason() -> None:
    scene = taking_comment(by(ANN, ask()), c.CallNext(period=1))
    scene = scene.when(c.GiveTime(turn=1, delta_ms=-60_000, reason="By order of the chair")).then(
        e.TimeGiven(turn=1, delta_ms=-60_000, remaining_ms=120_000, reason="By order of the chair")
    )
    scene.when(c.StartTurn(turn=1)).then(e.TurnStarted(turn=1, ends_at=scene.now + 120_000))


@rule("R11")
def test_time_given_to_who_is_in_extra_time_looks_like_any_and_leaves_the_extra_as_granted() -> None:
    scene = taking_comment(by(ANN, ask()), c.GrantAccommodation(ticket=1, extra_ms=60_000))
    scene.given(
        c.CallNext(period=1), c.GiveTime(turn=1, delta_ms=30_000, reason="Sound"), c.StartTurn(turn=1)
    )
    scene = (
        scene.given(wait(20_000))
        .when(c.GiveTime(turn=1, delta_ms=30_000, reason="Sound"))
        .then(e.TimeGiven(turn=1, delta_ms=30_000, remaining_ms=240_000, reason="Sound"))
    )
    turn = scene.meeting.turns[1]
    assert (turn.allotment_ms, turn.extra_ms, turn.extra_ends_at) == (240_000, 60_000, scene.now + 40_000)
