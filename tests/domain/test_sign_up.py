"""Sign-up before the meeting: when it opens by itself, when it closes, and what becomes of who comes late."""

from __future__ import annotations

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.bounds import check
from meetingsvc.domain.profile import Profile
from meetingsvc.domain.roles import SYSTEM
from meetingsvc.domain.wakeups import next_wakeup
from meetingsvc.readmodel.views import view
from tests.support.rules import rule
from tests.support.scenario import ANN, BEN, CYD, SCHEDULED, START, Scenario, ask, by, wait

HOUR = 3_600_000
DAY = 24 * HOUR
RULES = Profile(
    name="Sign up", order="registered_first", sign_up_before_ms=2 * HOUR, sign_up_closes_ms=HOUR // 2
)
OPENS = START - 2 * HOUR
CLOSES = START - HOUR // 2
ZONE = "America/New_York"


def announced(profile: Profile = RULES) -> Scenario:
    """A day ahead, with comment on item 2 prepared."""
    scene = Scenario(profile)
    scene.now = START - DAY
    return scene.given(SCHEDULED, c.OpenPeriod(item=2))


def at(scene: Scenario, now: int) -> Scenario:
    scene.now = now
    return scene


def signing_up(profile: Profile = RULES) -> Scenario:
    scene = at(announced(profile), OPENS)
    return scene.given(by(SYSTEM, c.OpenSignUp(due=OPENS)))


def line(scene: Scenario) -> list[int]:
    return [request.ticket for request in scene.meeting.waiting(1)]


@rule("R7", "R16")
def test_its_rules_are_published_before_and_whoever_comes_too_early_hears_when_it_opens() -> None:
    scene = announced()
    shown = view(scene.meeting, "public")
    assert shown["meeting"]["sign_up_opens_at"] == OPENS
    assert (shown["periods"]["1"]["policy"], shown["periods"]["1"]["sign_up_closes_at"]) == (
        "registered_first",
        CLOSES,
    )
    scene.when(ask(), ANN).refused("sign_up_opens", at=OPENS, zone=ZONE)
    scene.when(c.AddRequest(period=1)).refused("sign_up_opens", at=OPENS, zone=ZONE)


@rule("R16")
def test_the_clock_opens_it_and_not_before_its_time() -> None:
    scene = announced()
    assert next_wakeup(scene.meeting) == (OPENS, c.OpenSignUp(due=OPENS))
    at(scene, OPENS - 1)
    scene.when(c.OpenSignUp(due=OPENS), SYSTEM).refused("sign_up_opens", at=OPENS, zone=ZONE)
    at(scene, OPENS)
    scene.when(c.OpenSignUp(due=OPENS), SYSTEM).then(e.SignUpOpened())
    assert next_wakeup(scene.meeting) is None
    scene.given(by(ANN, ask()))
    assert line(scene) == [1]


@rule("R16")
def test_where_the_service_was_late_the_record_says_when_it_ought_to_have_opened() -> None:
    scene = at(announced(), OPENS + 60_000)
    scene.when(c.OpenSignUp(due=OPENS), SYSTEM).then(e.SignUpOpened(due=OPENS))


@rule("R16")
def test_the_clerk_may_open_it_sooner_or_begin_the_meeting_without() -> None:
    announced().given(c.OpenSignUp(), by(ANN, ask()))
    scene = announced().given(c.StartMeeting(), by(ANN, ask()))
    assert next_wakeup(scene.meeting) is None


@rule("R16", "R42")
def test_it_follows_the_meeting_when_that_is_moved() -> None:
    scene = announced()
    scene.given(c.PostponeMeeting(reason="Snow"))
    assert next_wakeup(scene.meeting) is None  # nobody knows the new date
    scene = announced()
    scene.given(c.PostponeMeeting(reason="Snow", to=START + DAY))
    assert next_wakeup(scene.meeting) == (OPENS + DAY, c.OpenSignUp(due=OPENS + DAY))
    scene.when(ask(), ANN).refused("sign_up_opens", at=OPENS + DAY, zone=ZONE)


@rule("R7", "R16")
def test_who_comes_after_it_has_closed_stands_behind_who_signed_up_and_is_not_sent_away() -> None:
    scene = at(signing_up().given(by(ANN, ask())), CLOSES).given(by(BEN, ask()))
    at(scene, START).given(c.StartMeeting(), by(CYD, ask()))
    assert line(scene) == [1, 2, 3]
    ranks = [request.rank for request in scene.meeting.waiting(1)]
    assert [rank[5] for rank in ranks] == ["1", "2", "2"]


@rule("R16")
def test_where_the_rules_say_so_who_comes_late_is_on_the_waiting_list_and_can_be_taken_in() -> None:
    scene = signing_up(Profile(sign_up_before_ms=2 * HOUR, sign_up_closes_ms=HOUR // 2, late_to_list=True))
    scene.given(by(ANN, ask()))
    at(scene, START).given(c.StartMeeting(), c.StartItem(item=2), by(BEN, ask()))
    assert (line(scene), scene.meeting.requests[2].listed) == ([1], "late")
    assert next_wakeup(scene.meeting) is None  # that is for the clerk to decide
    scene.given(c.AdmitRequest(ticket=2))
    assert line(scene) == [1, 2]


@rule("R16")
def test_an_item_that_opens_during_the_meeting_had_no_sign_up_before_it() -> None:
    rules = Profile(sign_up_before_ms=2 * HOUR, sign_up_closes_ms=HOUR // 2, late_to_list=True)
    scene = at(signing_up(rules), START).given(c.StartMeeting(), c.OpenPeriod(item=3))
    scene.given(by(BEN, c.AskToSpeak(period=2)))
    assert scene.meeting.requests[1].listed is None


@rule("R6", "R15")
def test_one_turn_across_the_sign_up_before_and_a_period_opened_live() -> None:
    scene = at(signing_up().given(by(ANN, ask())), START).given(c.StartMeeting(), c.StartItem(item=2))
    scene.given(c.MakeLastCall(period=1), wait(60_000), c.ClosePeriod(period=1), c.OpenPeriod(item=2))
    scene.when(c.AskToSpeak(period=2), ANN).refused("already_waiting", ticket=1)
    scene.given(by(BEN, c.AskToSpeak(period=2)))


@rule("R15")
@pytest.mark.parametrize("laws", [(), ("brown_act",)])
def test_a_law_that_asks_for_it_leaves_no_waiting_list_for_who_comes_live(laws: tuple[str, ...]) -> None:
    rules = Profile(laws=laws, sign_up_closes_ms=HOUR, late_to_list=True)  # type: ignore[arg-type]  # the law's names
    assert check(rules) == ([("late_to_list", "law_live_sign_up")] if laws else [])


@rule("R16")
def test_sign_up_closes_after_it_opens_and_nobody_is_late_where_it_does_not_close() -> None:
    assert check(Profile(sign_up_before_ms=HOUR, sign_up_closes_ms=HOUR)) == [
        ("sign_up_closes_ms", "not_after_opening")
    ]
    assert check(Profile(late_to_list=True)) == [("sign_up_closes_ms", "needed_for_late")]


@rule("R16")
def test_without_a_window_the_clerk_opens_sign_up_and_comment_as_ever() -> None:
    scene = Scenario().given(SCHEDULED)
    scene.when(c.OpenPeriod(item=2)).refused(
        "not_now", thing="meeting", status="scheduled", action="open_period"
    )
    assert next_wakeup(scene.meeting) is None
