"""Warnings before removals (R27), another item with the arrival kept, leaving in time,
and items that close without comment (R12).
"""

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from tests.support.rules import rule
from tests.support.scenario import ANN, BEN, CYD, START, Scenario, ask, by, live, taking_comment, wait


def speaking() -> Scenario:
    """Ann has the floor for a minute; Ben waits."""
    return taking_comment(
        by(ANN, ask()), by(BEN, ask()), c.CallNext(period=1), c.StartTurn(turn=1), wait(60_000)
    )


@rule("R27")
def test_a_speaker_is_removed_only_after_a_logged_warning() -> None:
    scene = speaking()
    scene.when(c.RemoveRequest(ticket=1, reason="disruption")).refused("warning_first", ticket=1)
    scene = scene.when(c.WarnSpeaker(ticket=1, reason="disruption")).then(
        e.SpeakerWarned(ticket=1, reason="disruption")
    )
    scene.when(c.RemoveRequest(ticket=1, reason="disruption")).then(
        e.RequestRemoved(ticket=1, reason="disruption")
    )


@rule("R27")
@pytest.mark.parametrize(
    "remove",
    [
        c.RemoveRequest(ticket=1, reason="true_threat"),
        c.RemoveRequest(ticket=1, reason="disruption", force=True),
        c.RemoveRequest(ticket=2, reason="automated"),
    ],
)
def test_force_a_true_threat_and_what_has_nobody_to_warn_need_no_warning(remove: c.RemoveRequest) -> None:
    speaking().when(remove).then(e.RequestRemoved(ticket=remove.ticket, reason=remove.reason))


@rule("R27")
def test_a_walk_up_is_warned_by_the_turn_and_nobody_by_an_old_one() -> None:
    scene = (
        live(c.WalkUp())
        .when(c.WarnSpeaker(turn=1, reason="disruption"))
        .then(e.WalkUpWarned(turn=1, reason="disruption"))
    )
    scene.given(c.EndTurn(turn=1))
    scene.when(c.WarnSpeaker(turn=1, reason="disruption")).refused("stale", turn=0)
    scene.when(c.WarnSpeaker(reason="disruption")).refused("invalid_field", field="ticket")


def test_a_request_moved_to_another_item_keeps_its_arrival() -> None:
    scene = taking_comment(c.OpenPeriod(item=3), by(ANN, c.AskToSpeak(period=2)), wait(1_000))
    scene.given(by(BEN, ask()), wait(1_000), by(CYD, c.AskToSpeak(period=2)))
    scene.given(c.MoveToPeriod(ticket=2, period=2))
    assert [request.participant for request in scene.meeting.waiting(2)] == ["pann", "pben", "pcyd"]
    assert list(scene.meeting.waiting(1)) == []
    scene.when(c.MoveToPeriod(ticket=2, period=2)).then()


@rule("R7")
def test_a_request_moved_to_another_item_stands_where_the_order_published_there_puts_it() -> None:
    scene = taking_comment(c.OpenPeriod(item=3, order="in_person_first"), by(ANN, ask()), wait(1_000))
    scene.given(by(BEN, c.AskToSpeak(period=2, channel="in_person")), wait(1_000))
    scene.given(by(CYD, c.AskToSpeak(period=2)), c.MoveToPeriod(ticket=1, period=2))
    assert [request.participant for request in scene.meeting.waiting(2)] == ["pben", "pann", "pcyd"]


@rule("R8")
def test_nobody_is_moved_to_an_item_that_has_no_place_left() -> None:
    scene = taking_comment(c.OpenPeriod(item=3, total_cap_ms=180_000), by(ANN, ask(channel="in_person")))
    scene.given(by(BEN, c.AskToSpeak(period=2, channel="in_person")))
    scene.when(c.MoveToPeriod(ticket=1, period=2)).refused("no_room_there", period=2)


@rule("R6")
def test_nobody_gets_two_turns_on_an_item_by_being_moved_there() -> None:
    scene = taking_comment(c.OpenPeriod(item=3), by(ANN, ask()), by(ANN, c.AskToSpeak(period=2)))
    scene.when(c.MoveToPeriod(ticket=1, period=2)).refused("has_ticket_there", ticket=2)


def test_one_says_by_when_one_must_leave() -> None:
    scene = taking_comment(by(ANN, ask()))
    leave = c.MustLeave(ticket=1, at=START + 1_800_000)
    scene = scene.when(leave, ANN).then(e.LeaveBySet(ticket=1, at=START + 1_800_000))
    scene.when(leave, ANN).then()
    scene.when(leave, BEN).refused("no_such_ticket", ticket=1)
    scene.when(c.MustLeave(ticket=1, at=START), ANN).refused("invalid_field", field="at")
    scene.when(c.MustLeave(ticket=1), ANN).then(e.LeaveBySet(ticket=1))


@rule("R12")
@pytest.mark.parametrize("kind", [c.FinishItem, c.StartItem])
def test_an_item_without_its_comment_period_closes_only_when_that_is_confirmed(
    kind: type[c.FinishItem | c.StartItem],
) -> None:
    number = 2 if kind is c.FinishItem else 3
    scene = live()
    scene.when(kind(item=number)).refused("no_comment_yet", item=2)
    closing = scene.when(kind(item=number, without_comment=True))
    assert len(closing.events) == 1
    taking_comment().when(kind(item=number)).scenario.when(kind(item=number))
