"""An outage from its announcement to its end, what stands still with it (R33), and a cleared room (R42)."""

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.decide import decide
from meetingsvc.domain.profile import Profile
from meetingsvc.domain.rules import Context
from meetingsvc.domain.wakeups import next_wakeup
from tests.support.rules import rule
from tests.support.scenario import ANN, BEN, CHAIR, CYD, START, Scenario, ask, by, live, taking_comment, wait

HOUR = 3_600_000
MINUTE = 60_000
REPORTED = c.ReportOutage(failed=["two_way", "captions"], note="Provider down")


@rule("R33")
def test_an_outage_names_what_failed_and_stops_the_clock_with_its_time() -> None:
    scene = taking_comment(by(ANN, ask()), c.CallNext(period=1), c.StartTurn(turn=1), wait(MINUTE))
    scene = scene.when(REPORTED).then(
        e.TurnPaused(turn=1, remaining_ms=2 * MINUTE),
        e.OutageBegan(failed=("two_way", "captions"), until=scene.now + HOUR, note="Provider down"),
    )
    scene.given(wait(20 * MINUTE))
    scene.when(c.ResumeTurn(turn=1)).refused("not_in_session", status="outage")
    scene.when(c.EndOutage(how="restored")).then(e.OutageEnded(how="restored"))
    scene.when(c.ResumeTurn(turn=1)).then(e.TurnResumed(turn=1, ends_at=scene.now + 2 * MINUTE))


@rule("R33")
@rule("R14")
@pytest.mark.parametrize(
    ("stop", "go_on"),
    [
        (c.Recess(), c.ResumeMeeting()),
        (c.EnterClosedSession(), c.ResumeMeeting()),
        (REPORTED, c.EndOutage(how="restored")),
    ],
)
def test_a_last_call_stands_still_with_the_meeting(stop: c.Command, go_on: c.Command) -> None:
    scene = taking_comment(c.MakeLastCall(period=1), wait(20_000), stop, wait(HOUR))
    assert next_wakeup(scene.meeting) is None
    scene.when(c.ClosePeriod(period=1)).refused("not_in_session", status=scene.meeting.status)
    scene.given(go_on)
    assert scene.meeting.periods[1].closes_at == scene.now + 40_000
    assert scene.log[-1].event == e.LastCallResumed(period=1, closes_at=scene.now + 40_000)
    scene.given(wait(40_000)).when(c.ClosePeriod(period=1)).then(e.PeriodClosed(period=1))


@rule("R23")
@rule("R33")
def test_the_grace_of_whoever_is_called_stands_still_through_one_standstill_after_another() -> None:
    scene = taking_comment(by(ANN, ask(channel="in_person")), c.CallNext(period=1), c.CallAgain(turn=1))
    scene.given(wait(10_000), c.Recess(), wait(HOUR))
    scene.when(c.MarkNoShow(turn=1)).refused("not_in_session", status="recess")
    scene.given(REPORTED, wait(HOUR), c.EndOutage(how="restored"))
    turn = scene.meeting.turn
    assert turn is not None
    assert turn.grace_until == scene.now + 20_000


@rule("R33")
def test_the_queue_freezes_intact_and_thaws() -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()))
    before = scene.meeting.queues
    scene.given(REPORTED)
    scene.when(ask(), CYD).refused("queue_frozen")
    scene.when(c.AddRequest(period=1)).refused("queue_frozen")
    scene.when(c.MoveRequest(ticket=2, reason="Bus")).refused("queue_frozen")
    scene.when(c.DeferRequest(ticket=1), ANN).refused("queue_frozen")
    assert scene.meeting.queues == before
    scene.given(wait(HOUR), c.EndOutage(how="restored"), by(CYD, ask()))
    assert [request.ticket for request in scene.meeting.waiting(1)] == [1, 2, 3]


@rule("R33")
def test_the_body_may_find_by_roll_call_to_go_on_once_the_recess_has_run_out() -> None:
    scene = live(REPORTED, wait(HOUR - 1))
    scene.when(c.EndOutage(how="finding", ayes="Ada, Bo")).refused(
        "outage_recess_running", until=START + HOUR
    )
    scene.given(wait(1))
    scene.when(c.EndOutage(how="finding")).refused("roll_call_needed")
    finding = c.EndOutage(how="finding", ayes="Ada, Bo", noes="Cy")
    scene = scene.when(finding, CHAIR).then(e.OutageEnded(how="finding", ayes="Ada, Bo", noes="Cy"))
    assert scene.meeting.status == "live"


@rule("R33")
def test_the_record_has_the_steps_and_the_meeting_can_be_adjourned_out_of_an_outage() -> None:
    scene = live(REPORTED, wait(MINUTE), c.NoteOutageStep(note="Called the provider"), wait(MINUTE))
    scene.when(c.ResumeMeeting()).refused("not_now", thing="meeting", status="outage", action="resume")
    scene.given(c.FinishItem(item=2, without_comment=True), c.Adjourn())
    [outage] = scene.meeting.outages
    assert outage.steps == ((START + MINUTE, "Called the provider"),)
    assert (outage.began, outage.ended, outage.how) == (START, START + 2 * MINUTE, "adjourned")
    scene.when(c.NoteOutageStep(note="Too late")).refused("no_outage")


@rule("R33")
@pytest.mark.parametrize(
    ("profile", "recess"),
    [
        (Profile(outage_recess_ms=MINUTE), MINUTE),
        (Profile(outage_recess_ms=MINUTE, laws=("brown_act",)), HOUR),
        (Profile(outage_recess_ms=2 * HOUR, laws=("brown_act",)), 2 * HOUR),
    ],
)
def test_the_law_sets_the_least_recess_and_the_profile_the_rest(profile: Profile, recess: int) -> None:
    scene: Scenario = live()
    events = decide(scene.meeting, REPORTED, Context(START, CHAIR, profile=profile))
    assert events == (
        e.OutageBegan(failed=("two_way", "captions"), until=START + recess, note="Provider down"),
    )


@rule("R25")
def test_what_stood_still_is_not_in_the_pace() -> None:
    scene = taking_comment(by(ANN, ask()), c.CallNext(period=1), c.StartTurn(turn=1), wait(MINUTE))
    scene.given(c.Recess(), wait(HOUR), REPORTED, wait(HOUR), c.EndOutage(how="restored"))
    scene.given(c.ResumeTurn(turn=1), wait(MINUTE), c.EndTurn(turn=1))
    assert scene.meeting.periods[1].spent_ms == 2 * MINUTE


@rule("R42")
def test_a_room_is_cleared_with_a_reason_and_the_meeting_goes_on() -> None:
    scene = live().when(c.ClearRoom(reason="Shouting")).then(e.RoomCleared(reason="Shouting"))
    assert (scene.meeting.status, scene.meeting.room_cleared_at) == ("live", START)
    scene.given(wait(MINUTE)).when(c.ReadmitRoom()).then(e.RoomReadmitted())
    assert scene.meeting.room_cleared_at is None
    assert scene.meeting.room_clearings == ((START, "Shouting", START + MINUTE),)
    scene.when(c.ReadmitRoom()).then()
