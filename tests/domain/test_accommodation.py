"""Extra time that nobody but staff and the person can know of (R11)."""

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.evolve import fold
from meetingsvc.domain.roles import SYSTEM
from meetingsvc.domain.state import Meeting
from meetingsvc.domain.wakeups import next_wakeup, sender
from meetingsvc.readmodel.views import me, view
from meetingsvc.record.chain import GENESIS
from meetingsvc.store.codec import Codec
from tests.support.nights import Night
from tests.support.rules import rule
from tests.support.scenario import ANN, BEN, CLERK, CYD, Scenario, ask, by, taking_comment, wait

MINUTE = 60_000


def granted(extra: c.Command) -> Scenario:
    """Ann is called, who has been granted extra time; Ben waits."""
    return taking_comment(by(ANN, ask()), by(BEN, ask()), extra, c.CallNext(period=1))


ONE_MINUTE = c.GrantAccommodation(ticket=1, extra_ms=MINUTE)


def woken(scene: Scenario) -> Scenario:
    """What is due by the clock happens, at its time."""
    wakeup = next_wakeup(scene.meeting)
    assert wakeup is not None
    scene.now = max(scene.now, wakeup[0])
    scene.do(wakeup[1], sender(wakeup[1]))
    return scene


def seen(scene: Scenario) -> list[Any]:
    """All that a stranger and another attendee see now."""
    return [view(scene.meeting, "public"), me(scene.meeting, CYD.id), me(scene.meeting, BEN.id)]


def recorded(scene: Scenario) -> list[Any]:
    """The record's lines as anyone may have them, but for the hashes, which nobody can look behind."""
    codec, head, lines = Codec(), GENESIS, []
    for entry in scene.log:
        stored = codec.encode("MEETING1", entry, head)
        head = stored.hash
        line = msgspec.json.decode(stored.body)
        del line["prev"]
        line["sealed"] = sorted(line["sealed"])
        lines.append(line)
    return lines


@rule("R11")
def test_extra_time_looks_everywhere_like_an_edit_and_a_clock_held_at_the_beginning() -> None:
    with_extra, without = granted(ONE_MINUTE), granted(c.EditRequest(ticket=1, channel="remote"))
    assert seen(with_extra) == seen(without)
    with_extra.given(c.StartTurn(turn=1))
    without.given(c.StartTurn(turn=1, hold=True))
    assert seen(with_extra) == seen(without)
    woken(with_extra)
    without.given(wait(MINUTE), c.ResumeTurn(turn=1))
    assert seen(with_extra) == seen(without)
    for scene in (with_extra, without):
        scene.given(wait(170_000), c.EndTurn(turn=1))
    assert seen(with_extra) == seen(without)
    assert recorded(with_extra) == recorded(without)
    assert [line["type"] for line in recorded(with_extra)][-4:] == [
        "turn_started",
        "turn_paused",
        "turn_resumed",
        "turn_ended",
    ]
    assert {line["by"] for line in recorded(with_extra)[-4:]} == {CLERK.id}


@rule("R11")
def test_the_clerk_and_the_speaker_see_all_of_the_time_run() -> None:
    scene = granted(ONE_MINUTE)
    assert view(scene.meeting, "staff")["floor"]["remaining_ms"] == 240_000
    assert view(scene.meeting, "public")["floor"]["remaining_ms"] == 180_000
    scene.given(c.StartTurn(turn=1))
    start = scene.now
    for own in (view(scene.meeting, "staff")["floor"], me(scene.meeting, ANN.id)["requests"]["1"]):
        assert (own["status"], own["ends_at"], own["allotment_ms"]) == ("speaking", start + 240_000, 240_000)
    public = view(scene.meeting, "public")["floor"]
    assert (public["status"], public["remaining_ms"], public["allotment_ms"]) == ("paused", 180_000, 180_000)
    woken(scene)
    for audience in ("staff", "public"):
        assert view(scene.meeting, audience)["floor"]["ends_at"] == start + 240_000


@rule("R11")
def test_a_pause_within_the_extra_time_keeps_what_is_left_and_shows_nowhere() -> None:
    scene = granted(ONE_MINUTE).given(c.StartTurn(turn=1), wait(20_000))
    before = seen(scene)
    scene.given(c.PauseTurn(turn=1), wait(300_000))
    assert seen(scene) == before
    assert isinstance(scene.log[-1].event, e.RequestEdited)
    floor = view(scene.meeting, "staff")["floor"]
    assert (floor["status"], floor["remaining_ms"]) == ("paused", 220_000)
    assert next_wakeup(scene.meeting) is None
    scene.given(c.ResumeTurn(turn=1))
    assert seen(scene) == before
    assert view(scene.meeting, "staff")["floor"]["ends_at"] == scene.now + 220_000
    resumed = scene.now
    woken(scene)
    assert scene.now == resumed + 40_000


@rule("R11")
def test_the_extra_time_stands_still_with_the_meeting() -> None:
    scene = granted(ONE_MINUTE).given(c.StartTurn(turn=1), wait(20_000), c.Recess(), wait(600_000))
    assert next_wakeup(scene.meeting) is None
    scene.given(c.ResumeMeeting(), c.ResumeTurn(turn=1))
    assert view(scene.meeting, "staff")["floor"]["ends_at"] == scene.now + 220_000


@rule("R11")
def test_an_end_within_the_extra_time_says_that_so_much_was_spoken_and_can_be_taken_back() -> None:
    scene = granted(ONE_MINUTE).given(c.StartTurn(turn=1), wait(20_000))
    scene.when(c.EndTurn(turn=1)).then(e.TurnEnded(turn=1, remaining_ms=160_000))
    scene.given(c.ReopenTurn(turn=1))
    assert view(scene.meeting, "staff")["floor"]["remaining_ms"] == 220_000
    scene.given(c.ResumeTurn(turn=1))
    assert view(scene.meeting, "staff")["floor"]["ends_at"] == scene.now + 220_000


@rule("R11")
def test_a_percentage_follows_the_allotment_and_a_grant_can_change_until_the_turn_begins() -> None:
    scene = granted(c.GrantAccommodation(ticket=1, percent=50))
    assert view(scene.meeting, "staff")["floor"]["allotment_ms"] == 270_000
    scene.given(c.GrantAccommodation(ticket=1))
    assert view(scene.meeting, "staff")["floor"]["allotment_ms"] == 180_000
    scene.when(c.GrantAccommodation(ticket=1)).then()
    scene.given(ONE_MINUTE, c.StartTurn(turn=1))
    scene.when(c.GrantAccommodation(ticket=1)).refused("turn_has_begun", ticket=1)
    both = c.GrantAccommodation(ticket=2, extra_ms=1, percent=1)
    scene.when(both).refused("invalid_field", field="percent")


@rule("R11")
def test_a_grant_outlives_edits_and_a_name_stays_as_it_was_passed_or_refused() -> None:
    scene = taking_comment(by(ANN, ask(name="Ann", topic="Trees")), c.PassName(ticket=1), ONE_MINUTE)
    assert (scene.meeting.requests[1].name, scene.meeting.requests[1].name_passed) == ("Ann", True)
    scene.given(c.RefuseName(ticket=1, reason="impersonation"), c.GrantAccommodation(ticket=1, extra_ms=9))
    assert scene.meeting.requests[1].name_refused == "impersonation"
    scene.given(by(ANN, c.EditRequest(ticket=1, channel="in_person")))
    assert (scene.meeting.requests[1].extra, scene.meeting.requests[1].channel) == ("9", "in_person")


@rule("R11")
def test_that_an_accommodation_was_asked_for_is_not_in_the_record_either() -> None:
    asked, silent = (
        taking_comment(by(ANN, ask(**details))) for details in ({"accommodation": "Speaks slowly"}, {})
    )
    assert recorded(asked) == recorded(silent)


@rule("R11")
def test_who_folds_the_public_record_sees_the_public_clock() -> None:
    scene = granted(ONE_MINUTE).given(c.StartTurn(turn=1))
    woken(scene)
    withheld = [
        msgspec.structs.replace(entry, event=msgspec.structs.replace(entry.event, extra=e.WITHHELD))
        if isinstance(entry.event, e.RequestEdited)
        else entry
        for entry in scene.log
    ]
    state = fold(withheld)
    assert state is not None
    assert view(state, "public") == view(scene.meeting, "public")


def test_nobody_runs_the_clock_before_its_time() -> None:
    scene = granted(ONE_MINUTE).given(c.StartTurn(turn=1))
    run = c.RunClock(turn=1, by=CLERK.id, due=scene.now)
    scene.when(run, SYSTEM).refused("not_now", thing="turn", status="paused", action="resume")
    scene.when(c.ResumeTurn(turn=1)).refused("not_now", thing="turn", status="speaking", action="resume")
    scene.when(run).refused("not_allowed")


@pytest.mark.parametrize("hold", [False, True])
def test_a_clock_can_be_held_at_the_beginning_of_anyones_turn(hold: bool) -> None:
    scene = taking_comment(by(ANN, ask()), c.CallNext(period=1))
    events = (e.TurnStarted(turn=1, ends_at=scene.now + 180_000), e.TurnPaused(turn=1, remaining_ms=180_000))
    scene.when(c.StartTurn(turn=1, hold=hold)).then(*events[: 2 if hold else 1])


@rule("R11")
@given(st.integers(0, 10_000))
def test_whatever_happens_extra_time_is_in_no_public_view_and_runs_for_nobody_elses_sake(seed: int) -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()), ONE_MINUTE, c.CallNext(period=1))
    scene.given(c.StartTurn(turn=1))

    def check(before: Meeting, after: Meeting, entries: Sequence[e.Entry]) -> None:
        turn = after.turn
        if turn is None or not turn.extra_ms:
            return
        public, staff = view(after, "public")["floor"], view(after, "staff")["floor"]
        assert public["allotment_ms"] == turn.allotment_ms
        assert staff["allotment_ms"] == turn.allotment_ms + turn.extra_ms
        if turn.extra_left_ms or turn.extra_ends_at is not None:
            assert "ends_at" not in public
        if staff["status"] == public["status"] == "speaking":
            assert staff["ends_at"] == public["ends_at"]
        was = before.turn
        named = {getattr(entry.event, name, None) for entry in entries for name in ("turn", "ticket")}
        if was is None or was.number != turn.number or {turn.number, turn.ticket} & named:
            return
        if after.status == "live":
            assert (turn.extra_ends_at, turn.extra_left_ms) == (was.extra_ends_at, was.extra_left_ms)

    Night(seed, scene).play(40, check)


@rule("R11")
def test_a_turn_that_ended_as_its_extra_time_did_is_reopened_with_its_clock_stopped() -> None:
    scene = taking_comment(by(ANN, ask()), c.GrantAccommodation(ticket=1, extra_ms=60_000))
    scene.given(c.CallNext(period=1), c.StartTurn(turn=1), wait(60_000), c.EndTurn(turn=1))
    scene.given(c.ReopenTurn(turn=1))
    assert next_wakeup(scene.meeting) is None
