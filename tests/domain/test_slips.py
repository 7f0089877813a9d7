"""Slips of staff, taken back until the next call, each by an event with the values that stand again."""

from __future__ import annotations

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.roles import SYSTEM
from tests.support.rules import rule
from tests.support.scenario import ANN, BEN, CYD, Scenario, ask, by, live, taking_comment, wait

CLOSE = c.ClosePeriod(period=1)


def speaking() -> Scenario:
    """Ann has the floor for a minute; Ben waits."""
    return taking_comment(
        by(ANN, ask()), by(BEN, ask()), c.CallNext(period=1), c.StartTurn(turn=1), wait(60_000)
    )


def test_leaving_taken_down_by_mistake_is_taken_back_to_the_old_place() -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()), c.WithdrawRequest(ticket=1))
    rank = scene.meeting.requests[1].rank
    scene = scene.when(c.UndoSlip(ticket=1, what="withdraw")).then(
        e.RequestRestored(ticket=1, status="waiting", rank=rank)
    )
    assert [request.ticket for request in scene.meeting.waiting(1)] == [1, 2]
    scene.when(c.UndoSlip(ticket=1, what="withdraw")).refused("stale", ticket=1)


def test_a_removal_from_the_floor_is_taken_back_with_the_time_that_was_left() -> None:
    scene = speaking().given(c.RemoveRequest(ticket=1, reason="true_threat"), wait(5_000))
    scene = scene.when(c.UndoSlip(ticket=1, what="remove")).then(
        e.RequestRestored(ticket=1, status="done", rank=scene.meeting.requests[1].rank),
        e.TurnReopened(turn=1, remaining_ms=120_000),
    )
    assert (scene.meeting.floor, scene.meeting.requests[1].status) == (1, "paused")
    assert (scene.meeting.periods[1].finished, scene.meeting.periods[1].spent_ms) == (0, 0)


def test_a_move_and_a_passed_name_are_taken_back() -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask(name="Ben Ode")))
    rank = scene.meeting.requests[2].rank
    scene.given(c.MoveRequest(ticket=2, reason="Bus"))
    scene.when(c.UndoSlip(ticket=2, what="move")).then(e.RequestMovedBack(ticket=2, rank=rank, moved=False))
    scene.given(c.PassName(ticket=2))
    scene.when(c.UndoSlip(ticket=2, what="pass_name")).then(
        e.NameUnpassed(ticket=2, reclassified=(e.Reclassified(9, "name", "staff"),))
    )
    assert not scene.meeting.requests[2].name_passed


@pytest.mark.parametrize(
    "later",
    [
        c.CallNext(period=1),
        by(BEN, c.OnMyWay(ticket=2)),
        by(BEN, c.EditRequest(ticket=2, channel="remote", topic="Trees")),
    ],
)
def test_what_was_touched_later_is_final(later: c.Command) -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()), by(CYD, ask()))
    scene.given(c.MoveRequest(ticket=2, reason="Bus", after=3), later)
    scene.when(c.UndoSlip(ticket=2, what="move")).refused("stale", ticket=2)


def test_what_people_do_themselves_is_nobodys_slip() -> None:
    scene = taking_comment(by(ANN, ask()), by(ANN, c.WithdrawRequest(ticket=1)))
    scene.when(c.UndoSlip(ticket=1, what="withdraw")).refused("stale", ticket=1)


def test_nobody_gets_the_floor_back_once_the_meeting_is_over() -> None:
    scene = taking_comment(by(ANN, ask()), c.CallNext(period=1), c.StartTurn(turn=1))
    scene.given(c.RemoveRequest(ticket=1, reason="disruption", force=True), c.Adjourn())
    scene.when(c.UndoSlip(ticket=1, what="remove")).refused("stale", ticket=1)


# ── Asked again meanwhile ────────────────────────────────────────────────────


@rule("R6", "R17")
def test_who_asked_again_after_a_withdrawal_by_a_slip_has_one_place_the_earlier() -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()), c.WithdrawRequest(ticket=1))
    rank = scene.meeting.requests[1].rank
    scene = (
        scene.given(by(ANN, ask()))
        .when(c.UndoSlip(ticket=1, what="withdraw"))
        .then(
            e.RequestRestored(ticket=1, status="waiting", rank=rank),
            e.RequestMerged(ticket=3, into=1),
        )
    )
    assert [request.ticket for request in scene.meeting.waiting(1)] == [1, 2]
    assert scene.meeting.slip is None  # parted again they would be two places of one person


@rule("R6")
def test_a_removal_stands_where_the_request_made_since_cannot_give_way() -> None:
    scene = live(c.OpenPeriod(item=2, ceding=True), by(ANN, ask()), by(BEN, ask()))
    scene.given(c.RemoveRequest(ticket=1, reason="automated"), by(ANN, ask()))
    scene.given(by(BEN, c.OfferTime(ticket=2, to=3)))
    scene.when(c.UndoSlip(ticket=1, what="remove")).refused("has_ticket_there", ticket=3)


# ── Names and tickets ────────────────────────────────────────────────────────


@rule("R2")
def test_a_name_refused_by_a_slip_stands_as_it_did() -> None:
    scene = taking_comment(by(ANN, ask(name="Ann Lee")), c.PassName(ticket=1))
    scene.given(c.RefuseName(ticket=1, reason="impersonation"))
    seq = scene.meeting.requests[1].details_seq
    scene = scene.when(c.UndoSlip(ticket=1, what="refuse_name")).then(
        e.NameUnrefused(ticket=1, name_passed=True, reclassified=(e.Reclassified(seq, "name", "public"),))
    )
    assert (scene.meeting.requests[1].name_passed, scene.meeting.requests[1].name_refused) == (True, "")


@rule("R4")
def test_a_walk_up_matched_to_the_wrong_ticket_is_nobodys_again() -> None:
    scene = taking_comment(by(ANN, ask()), c.WalkUp(), c.NameTurn(turn=1, name="Bo Li"))
    scene.given(c.NameTurn(turn=1, ticket=1), wait(1_000), c.EndTurn(turn=1))
    assert scene.meeting.requests[1].status == "done"
    scene = scene.when(c.UndoSlip(ticket=1, what="match")).then(
        e.TurnUnmatched(turn=1, ticket=1, status="waiting", name=e.Sealed("Bo Li", "public"))
    )
    turn, request = scene.meeting.turns[1], scene.meeting.requests[1]
    assert (turn.ticket, turn.name, turn.status) == (None, "Bo Li", "ended")
    assert (request.status, request.turns, scene.meeting.periods[1].taken) == ("waiting", (), (0, 1))


def test_a_request_moved_to_the_wrong_item_comes_back_to_its_place() -> None:
    scene = taking_comment(c.OpenPeriod(item=3), by(ANN, ask()), by(BEN, ask()))
    rank = scene.meeting.requests[1].rank
    scene.given(c.MoveToPeriod(ticket=1, period=2))
    scene = scene.when(c.UndoSlip(ticket=1, what="to_period")).then(
        e.RequestMovedBack(ticket=1, rank=rank, moved=False, period=1, arrival=1)
    )
    assert [request.ticket for request in scene.meeting.waiting(1)] == [1, 2]
    assert list(scene.meeting.waiting(2)) == []


@rule("R16")
def test_who_was_taken_from_the_waiting_list_by_a_slip_waits_on_it_again() -> None:
    scene = taking_comment(c.MakeLastCall(period=1), wait(60_000), c.ClosePeriod(period=1), by(ANN, ask()))
    rank = scene.meeting.requests[1].rank
    scene.given(c.AdmitRequest(ticket=1))
    scene = scene.when(c.UndoSlip(ticket=1, what="admit")).then(
        e.RequestRestored(ticket=1, status="listed", rank=rank)
    )
    assert [request.ticket for request in scene.meeting.listed(1)] == [1]


@rule("R6")
def test_two_persons_taken_for_one_are_two_again() -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()), c.CheckIn(ticket=2))
    scene.given(c.MergeRequests(ticket=1, other=2))
    assert [request.ticket for request in scene.meeting.waiting(1)] == [1]
    scene = scene.when(c.UndoSlip(ticket=2, what="merge")).then(
        e.RequestsParted(ticket=2, into=1, status="waiting", channel="remote")
    )
    kept, back = scene.meeting.requests[1], scene.meeting.requests[2]
    assert (kept.channel, kept.checked_in, kept.merged) == ("remote", False, ())
    assert (back.status, back.merged_into, back.checked_in) == ("waiting", None, True)


# ── On the floor ─────────────────────────────────────────────────────────────


@rule("R4")
def test_a_walk_up_begun_by_a_slip_leaves_the_floor_as_if_nobody_had_come() -> None:
    scene = speaking().given(c.WalkUp(believes=1), wait(3_000), c.PauseTurn(turn=2))
    scene = scene.when(c.UndoSlip(turn=2, what="walk_up")).then(e.WalkUpUndone(turn=2))
    assert (scene.meeting.floor, scene.meeting.turns[2].status, scene.meeting.turns[2].began) == (
        None,
        "undone",
        None,
    )
    scene.when(c.UndoSlip(turn=2, what="walk_up")).refused("stale")
    scene.when(c.ReopenTurn(turn=1)).then(e.TurnReopened(turn=1, remaining_ms=120_000))


@pytest.mark.parametrize(
    "later",
    [
        c.EndTurn(turn=1),
        c.NameTurn(turn=1, name="Bo Li"),
        c.GiveTime(turn=1, delta_ms=30_000),
        c.WarnSpeaker(turn=1, reason="off_topic"),
    ],
)
def test_a_walk_up_that_somebody_dealt_with_is_no_slip_any_more(later: c.Command) -> None:
    live(c.WalkUp(), later).when(c.UndoSlip(turn=1, what="walk_up")).refused("stale")


@rule("R23")
@pytest.mark.parametrize("hold", [False, True])
def test_a_start_by_a_slip_is_taken_back_with_the_grace_that_was_left(hold: bool) -> None:
    scene = taking_comment(by(ANN, ask()), c.CallNext(period=1), wait(10_000))
    before = scene.meeting.turns[1]
    scene.given(c.StartTurn(turn=1, hold=hold), wait(2_000))
    scene = scene.when(c.UndoSlip(turn=1, what="start")).then(
        e.StartUndone(turn=1, grace_until=(before.grace_until or 0) + 2_000)
    )
    after = scene.meeting.turns[1]
    assert (after.status, after.began, after.ends_at, after.remaining_ms) == ("called", None, None, None)
    assert scene.meeting.requests[1].status == "called"
    scene.given(c.CallAgain(turn=1), wait(95_000)).when(c.MarkNoShow(turn=1)).then(e.TurnMissed(turn=1))


@rule("R11")
def test_a_start_with_extra_time_is_taken_back_whole() -> None:
    scene = taking_comment(
        by(ANN, ask()), c.GrantAccommodation(ticket=1, extra_ms=60_000), c.CallNext(period=1)
    )
    called = scene.meeting.turns[1]
    scene.given(c.StartTurn(turn=1), wait(5_000), c.UndoSlip(turn=1, what="start"))
    after = scene.meeting.turns[1]
    assert (after.extra_ms, after.extra_left_ms, after.extra_ends_at) == (
        called.extra_ms,
        called.extra_left_ms,
        None,
    )


@rule("R23")
def test_a_no_show_marked_by_a_slip_is_on_the_floor_again_even_when_the_period_is_closed() -> None:
    scene = taking_comment(by(ANN, ask()), c.MakeLastCall(period=1), wait(60_000), c.ClosePeriod(period=1))
    scene.given(c.CallNext(period=1), c.CallAgain(turn=1), wait(95_000), c.MarkNoShow(turn=1))
    scene.when(c.RecallRequest(ticket=1)).refused("period_closed", period=1)
    grace = scene.meeting.turns[1].grace_until or 0
    scene = scene.when(c.UndoSlip(ticket=1, what="no_show")).then(e.NoShowUndone(turn=1, grace_until=grace))
    assert (scene.meeting.floor, scene.meeting.requests[1].status) == (1, "called")


# ── Of a period ──────────────────────────────────────────────────────────────


@rule("R9")
def test_time_cut_by_a_slip_is_what_the_rules_give_again() -> None:
    scene = taking_comment(by(ANN, ask()), c.SetAllotment(period=1, allotment_ms=60_000, reason="Late"))
    scene = scene.when(c.UndoSlip(period=1, what="allotment")).then(
        e.AllotmentRestored(period=1, allotment_ms=180_000)
    )
    period = scene.meeting.periods[1]
    assert (period.allotment_ms, period.by_order, period.ordered_why) == (180_000, False, "")


@rule("R9")
def test_an_order_that_stood_before_the_slip_stands_again() -> None:
    first = c.SetAllotment(period=1, allotment_ms=120_000, reason="Sixty are waiting")
    scene = taking_comment(first, c.SetAllotment(period=1, allotment_ms=12_000, reason="Sixty are waiting"))
    scene.when(c.UndoSlip(period=1, what="allotment")).then(
        e.AllotmentRestored(period=1, allotment_ms=120_000, by_order=True, reason="Sixty are waiting")
    )


@rule("R14")
def test_a_last_call_by_a_slip_is_taken_back_until_it_has_run_out() -> None:
    scene = taking_comment(c.MakeLastCall(period=1))
    scene.when(c.UndoSlip(period=1, what="last_call")).then(e.LastCallWithdrawn(period=1))
    scene.given(c.MakeLastCall(period=1), wait(60_000), by(SYSTEM, CLOSE))
    scene.when(c.UndoSlip(period=1, what="last_call")).refused("stale")


@rule("R13", "R16")
def test_a_period_closed_by_a_slip_is_open_again_and_who_asked_meanwhile_is_not_late() -> None:
    scene = live(c.OpenPeriod(item=2, at_most_ms=1_800_000), CLOSE, wait(2_000), by(ANN, ask()))
    assert scene.meeting.requests[1].listed == "late"
    scene = scene.when(c.UndoSlip(period=1, what="close")).then(e.PeriodReopened(period=1, admitted=(1,)))
    assert scene.meeting.periods[1].status == "open"
    assert [request.ticket for request in scene.meeting.waiting(1)] == [1]


@rule("R13")
def test_a_close_is_final_once_comment_was_opened_anew_or_the_meeting_is_over() -> None:
    closed = (c.OpenPeriod(item=2, at_most_ms=1_800_000), CLOSE)
    for later in (c.OpenPeriod(item=2), c.Adjourn()):
        live(*closed, later).when(c.UndoSlip(period=1, what="close")).refused("stale")


def test_an_undo_names_the_slip_that_it_means() -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()), c.MoveRequest(ticket=2, reason="Bus"))
    for meant in (
        c.UndoSlip(ticket=1, what="move"),
        c.UndoSlip(ticket=2, what="withdraw"),
        c.UndoSlip(ticket=2, what="move", turn=1),
        c.UndoSlip(what="move"),
    ):
        params = {"ticket": meant.ticket} if meant.ticket else {}
        scene.when(meant).refused("stale", **params)
