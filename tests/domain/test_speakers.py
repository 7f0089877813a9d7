"""The queue: joining, names, places, presence and leaving (R1, R2, R4, R5, R6, R14, R23)."""

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain import ranks
from meetingsvc.domain.roles import Actor
from tests.support.rules import rule
from tests.support.scenario import ANN, BEN, CYD, START, Scenario, ask, by, scenario, taking_comment, wait


def order(scene: Scenario, period: int = 1) -> list[int]:
    return [request.ticket for request in scene.meeting.waiting(period)]


@rule("R1")
def test_one_tap_takes_a_place_and_nothing_else_is_asked() -> None:
    scene = taking_comment()
    scene.when(ask(), ANN).then(
        e.RequestMade(
            ticket=1,
            period=1,
            participant="pann",
            channel="remote",
            rank="0001:000001",
            accommodation=e.Sealed("", "staff"),
        )
    )


def test_one_turn_a_person_in_a_period() -> None:
    scene = taking_comment(by(ANN, ask()))
    scene.when(ask(), ANN).refused("already_waiting", ticket=1)
    scene.given(c.CallNext(period=1), c.StartTurn(turn=1), c.EndTurn(turn=1))
    scene.when(ask(), ANN).refused("already_spoken", ticket=1)


def test_who_withdrew_may_join_again() -> None:
    scene = taking_comment(
        by(ANN, ask()), by(BEN, ask()), by(ANN, c.WithdrawRequest(ticket=1)), by(ANN, ask())
    )
    assert order(scene) == [2, 3]


@rule("R2")
def test_a_typed_name_is_for_staff_until_they_pass_it() -> None:
    scene = taking_comment()
    scene = scene.when(ask(name="Ann Lee", topic="Trees"), ANN).then(
        e.RequestMade(
            ticket=1,
            period=1,
            participant="pann",
            channel="remote",
            rank="0001:000001",
            name=e.Sealed("Ann Lee", "staff"),
            topic=e.Sealed("Trees", "staff"),
            accommodation=e.Sealed("", "staff"),
        )
    )
    seq = scene.meeting.seq
    scene = scene.when(c.PassName(ticket=1)).then(
        e.NamePassed(
            ticket=1,
            reclassified=(e.Reclassified(seq, "name", "public"), e.Reclassified(seq, "topic", "public")),
        )
    )
    assert scene.meeting.requests[1].name_passed
    scene.when(c.PassName(ticket=1)).then()


@rule("R2")
def test_another_name_must_be_passed_again_and_a_refused_one_is_hidden_again() -> None:
    scene = taking_comment(by(ANN, ask(name="Ann Lee")), c.PassName(ticket=1))
    seq = scene.meeting.requests[1].details_seq
    hidden = (e.Reclassified(seq, "name", "staff"),)
    edit = c.EditRequest(ticket=1, channel="remote", name="Mayor Read")
    scene = scene.when(edit, ANN).then(
        e.RequestEdited(
            ticket=1,
            channel="remote",
            name=e.Sealed("Mayor Read", "staff"),
            accommodation=e.Sealed("", "staff"),
            extra=e.Sealed("", "staff"),
            reclassified=hidden,
        )
    )
    scene.when(c.RefuseName(ticket=1, reason="impersonation")).then(
        e.NameRefused(ticket=1, reason="impersonation")
    )
    assert not scene.meeting.requests[1].name_passed


def test_the_same_name_stays_passed_when_other_details_change() -> None:
    scene = taking_comment(by(ANN, ask(name="Ann Lee")), c.PassName(ticket=1))
    scene.given(by(ANN, c.EditRequest(ticket=1, channel="in_person", name="Ann Lee", contact="555")))
    assert scene.meeting.requests[1].name_passed


@rule("R2")
def test_a_name_that_staff_did_not_type_does_not_pass_because_they_change_another_detail() -> None:
    scene = taking_comment(by(ANN, ask(name="Mayor Read")))
    scene.given(c.EditRequest(ticket=1, channel="remote", name="Mayor Read", topic="Trees"))
    assert not scene.meeting.requests[1].name_passed
    scene.given(c.RefuseName(ticket=1, reason="impersonation"))
    scene.given(c.EditRequest(ticket=1, channel="remote", name="Mayor Read", interpreter="es"))
    request = scene.meeting.requests[1]
    assert (request.name_passed, request.name_refused) == (False, "impersonation")
    scene.given(c.EditRequest(ticket=1, channel="remote", name="M. Read"))
    request = scene.meeting.requests[1]
    assert (request.name_passed, request.name_refused) == (True, "")


@rule("R4")
def test_a_paper_card_joins_the_same_queue_with_its_name_passed() -> None:
    scene = taking_comment(by(ANN, ask()))
    scene = scene.when(c.AddRequest(period=1, name="Bo", channel="phone")).then(
        e.RequestMade(
            ticket=2,
            period=1,
            participant="p5",
            channel="phone",
            rank="0001:000002",
            name_passed=True,
            name=e.Sealed("Bo", "public"),
            accommodation=e.Sealed("", "staff"),
        )
    )
    assert order(scene) == [1, 2]


@rule("R5")
@pytest.mark.parametrize("channel", ["in_person", "remote", "phone"])
def test_every_channel_gets_the_same_place_and_the_same_time(channel: str) -> None:
    scene = taking_comment(by(ANN, ask(channel="remote")), by(BEN, ask(channel="in_person")))
    scene.given(c.AddRequest(period=1, channel=channel))  # type: ignore[arg-type]  # parametrized
    assert order(scene) == [1, 2, 3]
    for ticket in (1, 2, 3):
        scene.given(c.CallNext(period=1), c.StartTurn(turn=ticket))
        assert scene.meeting.turns[ticket].allotment_ms == 180_000
        scene.given(c.EndTurn(turn=ticket))


def test_a_name_that_is_only_spaces_or_control_characters_is_no_name() -> None:
    scene = taking_comment(by(ANN, ask(name=" \x00\x1b ")))
    assert scene.meeting.requests[1].name == ""
    scene.when(c.PassName(ticket=1)).refused("no_name", ticket=1)


def test_a_strangers_ticket_is_not_there_for_others() -> None:
    scene = taking_comment(by(ANN, ask()))
    for command in (
        c.EditRequest(ticket=1, channel="remote"),
        c.WithdrawRequest(ticket=1),
        c.DeferRequest(ticket=1),
        c.OnMyWay(ticket=1),
        c.ImHere(ticket=1),
    ):
        scene.when(command, BEN).refused("no_such_ticket", ticket=1)


def test_details_are_the_owners_until_called() -> None:
    scene = taking_comment(by(ANN, ask()), c.CallNext(period=1))
    scene.when(c.EditRequest(ticket=1, channel="remote"), ANN).refused("too_late_to_edit", ticket=1)


@rule("R14")
def test_a_period_closes_with_a_last_call_and_the_delay_of_the_stream() -> None:
    scene = Scenario().given(
        c.ScheduleMeeting(
            title="T", body="b", body_name="B", time_zone="UTC", starts_at=START, agenda=["One"],
            stream_delay_ms=20_000,
        ),
        c.StartMeeting(),
        c.OpenPeriod(item=1),
    )  # fmt: skip
    scene.when(c.ClosePeriod(period=1)).refused("last_call_first")
    scene = scene.when(c.MakeLastCall(period=1)).then(e.LastCallMade(period=1, closes_at=START + 80_000))
    scene.given(wait(79_999), by(ANN, ask()))
    scene.when(c.ClosePeriod(period=1)).refused("last_call_running", until=START + 80_000)
    scene.given(wait(1))
    scene.when(c.ClosePeriod(period=1)).then(e.PeriodClosed(period=1))
    scene.given(by(BEN, ask()))
    assert order(scene) == [1]


@rule("R14")
def test_a_late_close_records_when_it_was_due_and_a_last_call_can_be_taken_back() -> None:
    scene = taking_comment(c.MakeLastCall(period=1), c.WithdrawLastCall(period=1), c.MakeLastCall(period=1))
    scene.given(wait(90_000))
    scene.when(c.ClosePeriod(period=1)).then(e.PeriodClosed(period=1, due=START + 60_000))


def test_sign_up_before_the_meeting() -> None:
    scenario().when(c.OpenPeriod(item=2)).refused(
        "not_now", thing="meeting", status="scheduled", action="open_period"
    )
    scene = scenario(c.OpenSignUp(), c.OpenPeriod(item=2), by(ANN, ask()))
    assert order(scene) == [1]
    scene.when(c.CallNext(period=1)).refused("not_in_session", status="sign_up")
    scene.when(c.OpenPeriod(item=2)).refused("already_open", period=1)


def test_moves_need_a_reason_and_change_one_rank() -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()), by(CYD, ask()))
    before = scene.meeting.requests
    rank = ranks.apart(ranks.before("0001:000001"), scene.meeting.seq)
    scene = scene.when(c.MoveRequest(ticket=3, after=None, reason="Bus")).then(
        e.RequestMoved(ticket=3, rank=rank, reason="Bus")
    )
    assert order(scene) == [3, 1, 2]
    assert [n for n in (1, 2, 3) if scene.meeting.requests[n] != before[n]] == [3]
    scene.when(c.MoveRequest(ticket=1, after=2, reason=" ")).refused("reason_needed")
    scene.when(c.MoveRequest(ticket=1, after=9, reason="x")).refused("stale_queue", ticket=9)
    scene.when(c.MoveRequest(ticket=1, after=3, reason="x")).then()


@rule("R25")
def test_everyone_may_defer_themselves_downwards_and_nobody_else_moves() -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()), by(CYD, ask()))
    scene.given(by(ANN, c.DeferRequest(ticket=1)))
    assert order(scene) == [2, 1, 3]
    scene.given(by(BEN, c.DeferRequest(ticket=2, places=99)))
    assert order(scene) == [1, 3, 2]
    scene.when(c.DeferRequest(ticket=2), BEN).refused("already_last")
    scene.given(by(Actor("pdee", frozenset({"attendee"})), ask()))
    assert order(scene) == [1, 3, 2, 4]


@rule("R7")
def test_who_is_deferred_by_the_clerk_has_the_reason_in_the_record() -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()))
    scene.when(c.DeferRequest(ticket=1, reason=" ")).refused("reason_needed")
    (moved,) = (entry.event for entry in scene.do(c.DeferRequest(ticket=1, reason="Waits for a friend")))
    assert (type(moved), getattr(moved, "reason", "")) == (e.RequestMoved, "Waits for a friend")
    (alone,) = (entry.event for entry in scene.do(c.DeferRequest(ticket=2, reason="Why not"), BEN))
    assert getattr(alone, "reason", None) == ""  # nobody has to say why they wait


@rule("R25")
def test_removing_or_reordering_others_never_touches_the_running_clock() -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()), by(CYD, ask()), c.CallNext(period=1))
    scene.given(c.StartTurn(turn=1), wait(5_000))
    before = scene.meeting.turn
    scene.given(
        c.MoveRequest(ticket=3, after=None, reason="Bus"),
        c.RemoveRequest(ticket=2, reason="automated"),
        by(CYD, c.WithdrawRequest(ticket=3)),
        c.AddRequest(period=1),
    )
    assert scene.meeting.turn == before


@rule("R23")
def test_on_my_way_keeps_the_place_and_lets_the_next_go_first() -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()), by(CYD, ask()), c.CallNext(period=1))
    scene.when(c.OnMyWay(ticket=1), ANN).then(e.RequestOnItsWay(ticket=1))
    assert (scene.meeting.floor, order(scene)) == (None, [1, 2, 3])
    scene.given(c.CallNext(period=1))
    turn = scene.meeting.turn
    assert turn is not None
    assert turn.ticket == 2
    scene.given(by(ANN, c.ImHere(ticket=1)), c.StartTurn(turn=2), c.CallNext(period=1, believes=2))
    turn = scene.meeting.turn
    assert turn is not None
    assert turn.ticket == 1


@rule("R23")
def test_nobody_is_called_again_or_missed_while_the_meeting_is_in_recess() -> None:
    scene = taking_comment(by(ANN, ask(channel="in_person")), c.CallNext(period=1), c.CallAgain(turn=1))
    scene.given(c.Recess(), wait(30_000))
    scene.when(c.CallAgain(turn=1)).refused("not_in_session", status="recess")
    scene.when(c.MarkNoShow(turn=1)).refused("not_in_session", status="recess")


@rule("R23")
def test_a_no_show_is_called_twice_waited_for_and_recallable_until_the_period_closes() -> None:
    scene = taking_comment(by(ANN, ask(channel="in_person")), by(BEN, ask()), c.CallNext(period=1))
    scene.when(c.MarkNoShow(turn=1)).refused("call_again_first", turn=1)
    scene = scene.when(c.CallAgain(turn=1)).then(e.TurnCalledAgain(turn=1, grace_until=START + 30_000))
    scene.given(wait(29_999))
    scene.when(c.MarkNoShow(turn=1)).refused("grace_running", until=START + 30_000)
    scene.given(wait(1))
    scene = scene.when(c.MarkNoShow(turn=1)).then(e.TurnMissed(turn=1))
    assert (scene.meeting.requests[1].status, scene.meeting.floor) == ("no_show", None)
    scene = scene.when(c.RecallRequest(ticket=1)).then(e.RequestRecalled(ticket=1))
    assert order(scene) == [1, 2]


@rule("R23")
def test_grace_is_longer_for_who_is_further_away() -> None:
    scene = taking_comment(by(ANN, ask(channel="remote")), c.CallNext(period=1))
    assert scene.meeting.turns[1].grace_until == START + 60_000
    scene = taking_comment(c.AddRequest(period=1, channel="phone"), c.CallNext(period=1))
    assert scene.meeting.turns[1].grace_until == START + 90_000


def test_a_no_show_is_not_recalled_into_a_closed_period() -> None:
    scene = taking_comment(by(ANN, ask()), c.CallNext(period=1), c.CallAgain(turn=1), wait(60_000))
    scene.given(c.MarkNoShow(turn=1), c.MakeLastCall(period=1), wait(60_000), c.ClosePeriod(period=1))
    scene.when(c.RecallRequest(ticket=1)).refused("period_closed", period=1)
    scene.when(c.ImHere(ticket=1), ANN).refused("period_closed", period=1)


@rule("R23")
def test_who_was_missed_says_that_they_are_here_and_to_call_them_again_is_the_clerks() -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()), c.CallNext(period=1), c.CallAgain(turn=1))
    scene.given(wait(60_000), c.MarkNoShow(turn=1))
    scene.when(c.ImHere(ticket=1), BEN).refused("no_such_ticket", ticket=1)
    scene = scene.when(c.ImHere(ticket=1), ANN).then(e.RequestPresent(ticket=1))
    request = scene.meeting.requests[1]
    assert (request.status, request.back, order(scene)) == ("no_show", True, [2])
    scene.when(c.ImHere(ticket=1), ANN).then()
    after_all = scene.when(c.UndoSlip(ticket=1, what="no_show")).then(
        e.NoShowUndone(turn=1, grace_until=START + 60_000)
    )
    assert (after_all.meeting.requests[1].status, after_all.meeting.requests[1].back) == ("called", False)


@rule("R23")
def test_once_recalled_who_was_missed_waits_like_all_others() -> None:
    scene = taking_comment(by(ANN, ask()), c.CallNext(period=1), c.CallAgain(turn=1), wait(60_000))
    scene.given(c.MarkNoShow(turn=1), by(ANN, c.ImHere(ticket=1)), c.RecallRequest(ticket=1))
    assert (order(scene), scene.meeting.requests[1].back) == ([1], False)


def test_who_leaves_while_called_frees_the_floor_and_who_is_removed_while_speaking_ends_the_turn() -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()), c.CallNext(period=1))
    scene.given(by(ANN, c.WithdrawRequest(ticket=1)))
    assert (scene.meeting.floor, scene.meeting.turns[1].status) == (None, "undone")
    scene.given(
        c.CallNext(period=1), c.StartTurn(turn=2), wait(7), c.RemoveRequest(ticket=2, reason="true_threat")
    )
    turn = scene.meeting.turns[2]
    assert (scene.meeting.floor, turn.status, turn.ended) == (None, "ended", START + 7)
    assert scene.meeting.requests[2].status == "removed"


@rule("R6")
def test_who_is_removed_while_speaking_has_had_their_turn() -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()), c.CallNext(period=1), c.StartTurn(turn=1))
    scene.given(c.RemoveRequest(ticket=1, reason="true_threat"))
    scene.when(ask(), ANN).refused("already_spoken", ticket=1)
    scene.given(c.RemoveRequest(ticket=2, reason="automated"), by(BEN, ask()))
    assert order(scene) == [3]
