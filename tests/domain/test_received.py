"""What the later meeting makes of a hearing that was continued to it (R42, R6, R20)."""

from __future__ import annotations

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.continued import pending
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.profile import Profile
from meetingsvc.domain.roles import SYSTEM
from meetingsvc.domain.speakers import one_turn_each
from meetingsvc.domain.state import Meeting
from meetingsvc.readmodel.views import me, view
from tests.support.rules import rule
from tests.support.scenario import ANN, BEN, CLERK, START, by, wait
from tests.support.two_meetings import (
    DORA,
    LATER,
    WEEK,
    Two,
    as_there,
    line,
    two_waiting_and_one_heard,
)


@rule("R42")
def test_it_comes_before_the_last_item_of_the_later_agenda_and_leaves_its_number_behind() -> None:
    both = two_waiting_and_one_heard()
    for label in ("1. Call to order", "4. Budget", "7. Adjournment"):
        both.second.do(c.AddItem(label=label), CLERK)
    both.first.do(c.EditItem(item=2, label="4. Hearing: 12 Elm Street"), CLERK)
    both.continued()
    agenda = [both.second.meeting.items[number].label for number in both.second.meeting.agenda]
    assert agenda == ["1. Call to order", "4. Budget", "Hearing: 12 Elm Street", "7. Adjournment"]
    assert both.first.meeting.items[2].label == "4. Hearing: 12 Elm Street"


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("4. Hearing", "Hearing"),
        ("4.1) Hearing", "Hearing"),
        ("(12a) Hearing", "Hearing"),
        ("12 Elm Street", "12 Elm Street"),
        ("4.5 million for roads", "4.5 million for roads"),
        ("4.", "4."),
    ],
)
def test_only_the_number_of_the_agenda_is_left_behind(there: str, here: str) -> None:
    both = two_waiting_and_one_heard()
    both.first.do(c.EditItem(item=2, label=there), CLERK)
    both.continued()
    assert both.second.meeting.items[1].label == here


@rule("R6")
def test_who_spoke_in_the_first_session_does_not_speak_again_in_the_second() -> None:
    both = two_waiting_and_one_heard()
    both.continued()
    both.second.given(c.StartMeeting(), c.OpenPeriod(item=1))
    ann = as_there(ANN)
    both.second.when(c.AskToSpeak(period=1), ann).refused("spoken_before", ticket=1)
    with pytest.raises(Refused, match="spoken_before"):  # nor with a paper card that is another's place
        one_turn_each(both.second.meeting, ann.id, 1)
    assert me(both.second.meeting, ann.id)["heard"] == {"1": {"ticket": 1, "held_at": START}}
    both.second.when(c.AskToSpeak(period=1), as_there(BEN)).refused("already_waiting", ticket=2)
    both.second.when(c.AskToSpeak(period=1), DORA)
    assert line(both.second.meeting, 1) == [(1, 3), (2, 2), (3, None)]


@rule("R6")
def test_who_spoke_in_the_first_session_is_not_moved_there_from_another_item() -> None:
    both = two_waiting_and_one_heard()
    both.second.do(c.AddItem(label="Budget"), CLERK)
    both.continued()
    both.second.given(c.StartMeeting(), *(c.OpenPeriod(item=item) for item in (1, 2)))
    both.second.given(*(by(who, c.AskToSpeak(period=2)) for who in (as_there(ANN), DORA)))
    mine, other = (each.ticket for each in both.second.meeting.waiting(2))
    both.second.when(c.MoveToPeriod(ticket=mine, period=1)).refused("spoken_before", ticket=1)
    both.second.given(c.MoveToPeriod(ticket=other, period=1))


@rule("R42")
def test_details_go_over_with_a_name_that_was_passed_and_the_accommodation_sealed() -> None:
    both = two_waiting_and_one_heard()
    both.first.given(
        by(CLERK, c.PassName(ticket=2)), by(CLERK, c.GrantAccommodation(ticket=2, extra_ms=60_000))
    )
    both.continued()
    received = [each.event for each in both.second.log if isinstance(each.event, e.RequestReceived)]
    ben = received[1]
    assert (ben.name, ben.accommodation, ben.extra) == (
        e.Sealed("Ben Ode", "public"),
        e.Sealed("A chair", "staff"),
        e.Sealed("60000", "staff"),
    )
    assert received[0].extra == e.Sealed("", "staff"), "its being there says nothing (R11)"
    request = both.second.meeting.requests[2]
    assert (request.name_passed, request.position, request.extra) == (True, "support", "60000")


@rule("R24")
def test_what_a_person_had_on_the_item_counts_for_the_cap_of_the_evening() -> None:
    both = Two(Profile(person_cap_ms=100_000))
    both.first.given(by(ANN, c.AskToSpeak(period=1)), c.CallNext(period=1), c.StartTurn(turn=1), wait(70_000))
    both.first.given(c.EndTurn(turn=1))
    command = both.continued(unfinished=[1])
    assert [each.used_ms for each in command.requests] == [70_000]
    assert both.second.meeting.requests[1].used_ms == 70_000


@rule("R42")
def test_it_is_received_once_however_often_it_is_brought() -> None:
    both = two_waiting_and_one_heard()
    command = both.continued()
    assert both.second.do(command, SYSTEM) == ()


@rule("R42", "R13")
def test_there_the_period_is_held_until_it_is_opened_and_its_time_goes_on() -> None:
    both = Two()
    both.first.given(
        c.OpenPeriod(item=1, at_least_ms=1_800_000), wait(600_000), by(ANN, c.AskToSpeak(period=2))
    )
    both.first_does(c.ContinueItem(item=1, to="MEETING2"))
    both.brought()
    second = both.second
    second.when(c.AskToSpeak(period=1), DORA).refused("period_held")
    second.now = LATER
    second.given(c.StartMeeting())
    assert second.when(c.OpenPeriod(item=1)).events == (e.PeriodTakenUp(period=1),)
    assert view(second.meeting, "public")["periods"]["1"]["least_until"] == LATER + 1_200_000


@rule("R20", "R42")
def test_a_hearing_that_decides_rights_decides_them_there_too_and_shows_no_totals() -> None:
    both = Two()
    both.first.given(
        c.OpenPeriod(item=1, quasi_judicial=True), by(BEN, c.AskToSpeak(period=2, position="support"))
    )
    both.first_does(c.ContinueItem(item=1, to="MEETING2"))
    both.brought()
    assert both.second.meeting.items[1].decides_rights
    assert "positions" not in view(both.second.meeting, "staff")["items"]["1"]


@rule("R20", "R42")
def test_it_goes_on_deciding_rights_where_only_an_earlier_period_said_so() -> None:
    both = Two()
    first = both.first
    first.given(c.OpenPeriod(item=1, quasi_judicial=True), c.MakeLastCall(period=2), wait(60_000))
    first.given(c.ClosePeriod(period=2), c.OpenPeriod(item=1))
    first.given(by(BEN, c.AskToSpeak(period=3, position="support")))
    both.first_does(c.ContinueItem(item=1, to="MEETING2"))
    both.brought()
    assert both.second.meeting.items[1].decides_rights


def totals_shown(state: Meeting) -> list[str]:
    """The items whose totals of positions anyone can see."""
    return [number for number, card in view(state, "public")["items"].items() if "positions" in card]


@rule("R20", "R42")
def test_as_long_as_a_hearing_that_decides_rights_goes_on_elsewhere_no_totals_are_shown() -> None:
    both = Two()
    first = both.first
    first.given(
        c.OpenPeriod(item=1, quasi_judicial=True), by(BEN, c.AskToSpeak(period=2, position="support"))
    )
    first.given(c.MakeLastCall(period=2), wait(60_000), c.ClosePeriod(period=2))
    first.given(c.OpenPeriod(item=1), c.MakeLastCall(period=3), wait(60_000), c.ClosePeriod(period=3))
    both.first_does(c.ContinueItem(item=1, to="MEETING2"))  # for Ben, whom nobody called in the first period
    both.brought()
    first.given(c.Adjourn())
    assert totals_shown(first.meeting) == []


@rule("R20", "R42")
def test_what_was_taken_back_counts_no_positions_there() -> None:
    both = Two()
    both.first.given(
        c.OpenPeriod(item=1, quasi_judicial=True), by(BEN, c.AskToSpeak(period=2, position="support"))
    )
    both.first_does(c.ContinueItem(item=1, to="MEETING2"))
    both.brought()
    both.first_does(c.UndoContinuation(item=1))
    [made] = pending(both.first.meeting)
    both.second.do(c.ReturnItem(meeting="MEETING1", item=1, seq=made.seq), SYSTEM)
    assert totals_shown(both.second.meeting) == []


@rule("R42")
def test_the_later_meeting_is_not_cancelled_unawares_of_the_hearing_that_waits_for_it() -> None:
    both = two_waiting_and_one_heard()
    both.continued()
    second = both.second
    second.when(c.CancelMeeting(reason="Snow"), CLERK).refused("hearing_waits", item=1, waiting=2)
    said = second.decide(c.CancelMeeting(reason="Snow", with_hearings=True))
    assert said == (e.PeriodClosed(period=1), e.MeetingCancelled(reason="Snow"))
    second.given(c.ContinueItem(item=1, starts_at=LATER + WEEK))
    second.when(c.CancelMeeting(reason="Snow")).then(e.MeetingCancelled(reason="Snow"))


@rule("R42")
def test_a_hearing_for_which_nobody_waits_any_more_keeps_no_meeting_from_being_cancelled() -> None:
    both = two_waiting_and_one_heard()
    both.continued()
    both.second.given(c.WithdrawRequest(ticket=1), c.WithdrawRequest(ticket=2))
    closed = (e.PeriodClosed(period=1), e.MeetingCancelled(reason="Snow"))
    both.second.when(c.CancelMeeting(reason="Snow")).then(*closed)
