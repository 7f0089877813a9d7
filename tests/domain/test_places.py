"""The cap of a period, shared by both sides, and its waiting list (R8, R16)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.events import Channel
from meetingsvc.domain.lifecycle import REQUEST
from meetingsvc.domain.roles import SYSTEM
from meetingsvc.domain.wakeups import next_wakeup
from tests.support.rules import rule
from tests.support.scenario import ANN, BEN, LIVE, Scenario, ask, by, scenario, taking_comment, wait


def capped(places: int) -> Scenario:
    """Period 1, with so many minutes of a minute each for all together."""
    return scenario(*LIVE, c.OpenPeriod(item=2, allotment_ms=60_000, total_cap_ms=places * 60_000))


def come(scene: Scenario, *channels: Channel) -> Scenario:
    return scene.given(*[c.AddRequest(period=1, channel=channel) for channel in channels])


def lines(scene: Scenario) -> tuple[list[int], list[int]]:
    """Who waits, and who is on the waiting list."""
    return (
        [request.ticket for request in scene.meeting.waiting(1)],
        [request.ticket for request in scene.meeting.listed(1)],
    )


def filled(scene: Scenario) -> Scenario:
    """All that the clock does by itself, now."""
    while (due := next_wakeup(scene.meeting)) is not None and due[0] <= scene.now:
        scene.do(due[1], SYSTEM)
    return scene


def closed(scene: Scenario) -> Scenario:
    return scene.given(c.MakeLastCall(period=1), wait(60_000), c.ClosePeriod(period=1))


@rule("R8")
def test_the_room_and_the_rest_share_a_cap_equally() -> None:
    scene = filled(come(capped(4), "remote", "phone", "remote", "in_person", "in_person", "in_person"))
    assert lines(scene) == ([1, 2, 4, 5], [3, 6])


@rule("R8")
def test_an_odd_place_is_whose_side_comes_first() -> None:
    scene = filled(come(capped(3), "remote", "remote", "remote", "in_person", "in_person"))
    assert lines(scene) == ([1, 2, 4], [3, 5])


@rule("R8")
def test_what_one_side_leaves_unused_flows_to_the_other_when_sign_up_closes() -> None:
    scene = filled(come(capped(4), "remote", "remote", "remote", "remote", "remote", "in_person"))
    assert lines(scene) == ([1, 2, 6], [3, 4, 5])
    scene = filled(closed(scene))
    assert lines(scene) == ([1, 2, 3, 6], [4, 5])


@rule("R8", "R16")
def test_a_place_that_becomes_free_goes_to_the_next_of_that_side() -> None:
    scene = filled(come(capped(2), "remote", "in_person", "in_person", "remote"))
    scene = filled(scene.given(c.WithdrawRequest(ticket=2)))
    assert lines(scene) == ([1, 3], [4])


@rule("R16")
def test_who_is_late_is_on_the_waiting_list_until_the_item_is_over() -> None:
    scene = closed(taking_comment(by(ANN, ask())))
    scene = scene.when(ask(), BEN).then(
        e.RequestMade(
            ticket=2,
            period=1,
            participant="pben",
            channel="remote",
            rank="0001:000002",
            accommodation=e.Sealed("", "staff"),
            listed="late",
        )
    )
    assert lines(filled(scene)) == ([1], [2])
    scene.when(c.AdmitRequest(ticket=2)).then(e.RequestAdmitted(ticket=2))
    assert lines(scene) == ([1, 2], [])
    scene.given(c.FinishItem(item=2))
    scene.when(c.AddRequest(period=1)).refused("period_closed", period=1)


@rule("R16")
def test_the_clerk_takes_another_than_the_next_for_a_reason() -> None:
    scene = closed(taking_comment(by(ANN, ask()))).given(c.AddRequest(period=1), c.AddRequest(period=1))
    scene.when(c.AdmitRequest(ticket=3)).refused("reason_needed")
    scene.when(c.AdmitRequest(ticket=3, reason="Has to leave")).then(
        e.RequestAdmitted(ticket=3, reason="Has to leave")
    )
    scene = filled(come(capped(1), "remote", "remote"))
    scene.when(c.AdmitRequest(ticket=2)).refused("reason_needed")


def test_who_is_on_the_waiting_list_can_leave_it_and_change_the_details() -> None:
    scene = filled(come(capped(1), "remote")).given(by(ANN, ask(channel="remote")))
    scene.given(by(ANN, c.EditRequest(ticket=2, channel="in_person", topic="Trees")))
    assert scene.meeting.requests[2].topic == "Trees"
    scene.given(by(ANN, c.WithdrawRequest(ticket=2)))
    assert lines(scene) == ([1], [])
    assert ("listed", "call") not in REQUEST


@rule("R8", "R16")
@given(
    st.integers(1, 8),
    st.lists(st.sampled_from(["in_person", "remote", "phone", "leave", "close"]), max_size=24),
)
def test_nobody_is_sent_away_and_no_more_than_the_places_are_taken(places: int, steps: list[str]) -> None:
    scene, made = capped(places), 0
    for step in steps:
        if step == "leave" and lines(scene)[0]:
            scene.given(c.WithdrawRequest(ticket=lines(scene)[0][0]))
            made -= 1
        elif step == "close" and scene.meeting.periods[1].status == "open":
            closed(scene)
        elif step in ("in_person", "remote", "phone"):
            scene.given(c.AddRequest(period=1, channel=step))  # type: ignore[arg-type]  # one of the three
            made += 1
        filled(scene)
    waiting, listed = lines(scene)
    assert len(waiting) + len(listed) == made
    assert len(waiting) <= places
    assert sum(scene.meeting.periods[1].taken) == len(waiting)


@rule("R8")
def test_who_left_the_waiting_list_by_a_slip_comes_back_to_it() -> None:
    scene = filled(come(capped(1), "in_person", "in_person")).given(c.WithdrawRequest(ticket=2))
    scene.given(c.UndoSlip(ticket=2, what="withdraw"))
    assert lines(scene) == ([1], [2])


@rule("R8")
def test_no_place_is_filled_by_the_clock_once_the_meeting_is_over() -> None:
    scene = filled(come(capped(2), "remote", "remote")).given(c.Adjourn())
    assert next_wakeup(scene.meeting) is None


@rule("R33")
def test_no_place_is_filled_by_the_clock_as_long_as_an_outage_lasts() -> None:
    scene = filled(come(capped(1), "in_person", "in_person")).given(c.ReportOutage(failed=["queue"]))
    scene.given(c.WithdrawRequest(ticket=1))
    assert lines(filled(scene)) == ([], [2])
    assert lines(filled(scene.given(c.EndOutage(how="restored")))) == ([2], [])
