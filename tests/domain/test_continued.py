"""A hearing left open and continued to a later meeting with its queue (R42, R6, R16)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.carried import carried
from meetingsvc.domain.continued import pending
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.evolve import fold
from meetingsvc.domain.profile import PLAIN
from meetingsvc.domain.roles import SYSTEM, Actor
from meetingsvc.readmodel.views import view
from tests.support.rules import rule
from tests.support.scenario import ANN, BEN, CYD, START, Scenario, by, wait
from tests.support.two_meetings import (
    CONTINUE,
    DORA,
    LATER,
    WEEK,
    Two,
    as_there,
    line,
    there,
    two_waiting_and_one_heard,
)


@rule("R42", "R6")
def test_whoever_waits_goes_over_in_their_order_and_who_has_spoken_does_not() -> None:
    both = two_waiting_and_one_heard()
    both.continued()
    assert both.first.meeting.periods[1].status == "continued"
    assert {t: r.status for t, r in both.first.meeting.requests.items()} == {
        1: "done",
        2: "continued",
        3: "continued",
    }
    assert line(both.second.meeting, 1) == [(1, 3), (2, 2)]
    assert both.second.meeting.items[1].label == "Public comment"
    assert both.second.meeting.periods[1].rules == both.first.meeting.periods[1].rules


@rule("R42", "R18", "R23")
def test_as_many_keep_their_place_there_as_here() -> None:
    both = Two(replace(PLAIN, ceding=True))
    both.first.given(
        *(by(actor, c.AskToSpeak(period=1)) for actor in (ANN, BEN, CYD, DORA)),
        by(BEN, c.OfferTime(ticket=2, to=4)),
        by(DORA, c.AcceptTime(ticket=2)),
        c.CallNext(period=1),
        c.CallAgain(turn=1),
        wait(60_000),
        c.MarkNoShow(turn=1),
    )
    both.continued()
    here, there = (view(each.meeting, "public")["items"] for each in (both.first, both.second))
    assert (here["2"]["continued_to"]["kept"], there["1"]["continued_from"]["kept"]) == (3, 3)


@rule("R42")
def test_the_record_says_what_goes_where_and_why() -> None:
    both = two_waiting_and_one_heard()
    assert both.first_does(CONTINUE) == (
        e.ItemContinued(
            item=2, to="MEETING2", starts_at=LATER, periods=(1,), tickets=(3, 2), reason="Moved and seconded"
        ),
    )


@rule("R42")
def test_the_running_turn_ends_first() -> None:
    both = two_waiting_and_one_heard()
    both.first.given(c.CallNext(period=1), c.StartTurn(turn=2))
    with pytest.raises(Refused) as refusal:
        both.first_does(CONTINUE)
    assert refusal.value.code == "floor_taken"


@rule("R42")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        (c.ContinueItem(item=1, to="MEETING2"), "nothing_to_continue"),
        (c.ContinueItem(item=2), "invalid_field"),
        (c.ContinueItem(item=2, starts_at=START - 1), "invalid_field"),
        (c.ContinueItem(item=2, to="MEETING2", unfinished=[2]), "not_cut_short"),
        (c.ContinueItem(item=9, to="MEETING2"), "no_such_item"),
    ],
)
def test_what_cannot_be_continued_is_refused(command: c.ContinueItem, code: str) -> None:
    both = two_waiting_and_one_heard()
    with pytest.raises(Refused) as refusal:
        both.first_does(command)
    assert refusal.value.code == code


@rule("R42")
def test_only_a_later_meeting_that_has_not_begun_can_receive_it() -> None:
    both = two_waiting_and_one_heard()
    both.second.given(c.StartMeeting())
    with pytest.raises(Refused) as refusal:
        both.first_does(CONTINUE)
    assert refusal.value.code == "not_a_later_meeting"


@rule("R42")
def test_a_new_meeting_takes_the_id_it_is_given() -> None:
    both = two_waiting_and_one_heard()
    [event] = both.first_does(c.ContinueItem(item=2, starts_at=LATER))
    assert isinstance(event, e.ItemContinued)
    assert (event.to, event.new) == ("MEETING9", True)


@rule("R42")
def test_a_turn_that_was_cut_short_goes_on_with_what_was_left_of_it_before_all_others() -> None:
    both = two_waiting_and_one_heard()
    both.continued(unfinished=[1])
    assert line(both.second.meeting, 1) == [(1, 3), (2, 1), (3, 2)]
    both.second.given(c.StartMeeting(), c.CallRequest(ticket=2, reason="Was speaking"))
    assert both.second.meeting.turns[1].allotment_ms == 180_000 - 70_000


@rule("R16", "R23")
def test_the_waiting_list_a_no_show_and_ceded_time_go_over() -> None:
    both = Two()
    both.first.given(
        c.OpenPeriod(item=1, ceding=True, total_cap_ms=720_000),
        *(by(who, c.AskToSpeak(period=2)) for who in (ANN, BEN, CYD, DORA)),
        by(Actor("pelle", frozenset({"attendee"})), c.AskToSpeak(period=2)),
    )
    statuses = {ticket: request.status for ticket, request in both.first.meeting.requests.items()}
    assert "listed" in statuses.values()
    both.first.given(
        by(BEN, c.OfferTime(ticket=2, to=1)),
        by(ANN, c.AcceptTime(ticket=2)),
    )
    both.first_does(c.ContinueItem(item=1, to="MEETING2"))
    both.brought()
    there_now = {
        request.from_ticket: (request.status, request.cedes_to, request.ceded_by)
        for request in both.second.meeting.requests.values()
    }
    assert there_now[2] == ("ceded", 1, ())
    assert there_now[1] == ("waiting", None, (2,))
    listed = [ticket for ticket, status in statuses.items() if status == "listed"]
    assert [each.from_ticket for each in both.second.meeting.listed(1)] == listed


@rule("R42")
def test_until_something_happens_there_it_can_be_taken_back_and_all_stands_as_before() -> None:
    both = two_waiting_and_one_heard()
    before = both.first.meeting
    both.continued()
    both.first_does(c.UndoContinuation(item=2))
    after = both.first.meeting
    assert (after.queues, after.requests, after.periods) == (before.queues, before.requests, before.periods)
    [made] = pending(after)
    back = both.second.do(c.ReturnItem(meeting="MEETING1", item=2, seq=made.seq), SYSTEM)
    assert [entry.event for entry in back] == [e.ItemReturned(item=1, tickets=(1, 2))]
    both.first.do(c.SettleContinuation(item=2, seq=made.seq, undone=True), SYSTEM)
    assert pending(both.first.meeting) == []
    assert [request.status for request in both.second.meeting.requests.values()] == ["returned", "returned"]
    both.first_does(CONTINUE)
    both.brought()
    assert line(both.second.meeting, 2) == [(3, 3), (4, 2)], "continued again, it is a hearing of its own"


@rule("R42")
def test_it_cannot_be_taken_back_once_somebody_has_left_there_or_the_meeting_has_begun() -> None:
    both = two_waiting_and_one_heard()
    both.continued()
    both.second.given(by(as_there(BEN), c.WithdrawRequest(ticket=2)))
    with pytest.raises(Refused) as refusal:
        both.first_does(c.UndoContinuation(item=2))
    assert refusal.value.code == "continuation_touched"
    both.second.given(c.StartMeeting())
    with pytest.raises(Refused) as refusal:
        both.first_does(c.UndoContinuation(item=2))
    assert refusal.value.code == "continuation_begun"


@rule("R42")
def test_a_meeting_made_for_it_alone_is_cancelled_when_it_is_taken_back() -> None:
    both = two_waiting_and_one_heard()
    both.first_does(c.ContinueItem(item=2, starts_at=LATER))
    both.brought()
    both.first_does(c.UndoContinuation(item=2))
    [made] = pending(both.first.meeting)
    both.second.do(c.ReturnItem(meeting="MEETING1", item=2, seq=made.seq), SYSTEM)
    assert both.second.meeting.status == "cancelled"


@rule("R42")
def test_the_meeting_it_leaves_takes_nothing_for_it_any_more_and_adjourning_closes_nothing_of_it() -> None:
    both = two_waiting_and_one_heard()
    both.continued()
    first = both.first
    first.when(c.OpenPeriod(item=2)).refused("item_continued")
    first.when(c.AskToSpeak(period=1), DORA).refused("item_continued")
    first.when(c.ReopenTurn(turn=1)).refused("item_continued")
    first.when(c.EditRequest(ticket=2, channel="remote"), BEN).refused("item_continued")
    first.given(c.Adjourn())
    assert first.meeting.periods[1].status == "continued"


@rule("R42")
def test_from_a_meeting_that_was_cancelled_a_hearing_can_be_taken_back_to_go_on_elsewhere() -> None:
    both = two_waiting_and_one_heard()
    both.continued()
    both.second.given(c.CancelMeeting(with_hearings=True))
    both.first_does(c.UndoContinuation(item=2))
    assert line(both.first.meeting, 1) == [(3, None), (2, None)]
    [made] = pending(both.first.meeting)
    both.second.do(c.ReturnItem(meeting="MEETING1", item=2, seq=made.seq), SYSTEM)
    assert both.second.meeting.status == "cancelled"


@rule("R42", "R23")
def test_what_holds_for_one_evening_only_does_not_go_over() -> None:
    both = two_waiting_and_one_heard()
    both.first.given(
        by(BEN, c.OnMyWay(ticket=2)),
        by(CYD, c.MustLeave(ticket=3, at=both.first.now + 600_000)),
        c.CheckIn(ticket=3),
    )
    both.continued()
    assert [
        (each.from_ticket, each.on_its_way, each.leave_by, each.checked_in, each.channel)
        for each in both.second.meeting.waiting(1)
    ] == [(3, False, None, False, "in_person"), (2, False, None, False, "remote")]


@rule("R42")
def test_what_was_continued_can_be_continued_again() -> None:
    both = two_waiting_and_one_heard()
    both.continued()
    third = Scenario()
    third.now = both.second.now
    both.second.given(c.StartMeeting())
    both.second.do(c.ContinueItem(item=1, starts_at=LATER + WEEK))
    [made] = pending(both.second.meeting)
    command = carried(both.second.meeting, made, there)
    assert [each.participant for each in command.requests] == [there(there(CYD.id)), there(there(BEN.id))]
    assert [(each.ticket, each.participant) for each in command.heard] == [(1, there(there(ANN.id)))]


@rule("R42", "R22", "R28")
@given(st.lists(st.sampled_from(("support", "oppose", None)), min_size=1, max_size=8), st.randoms())
def test_positions_never_decide_the_order_in_which_people_go_over(
    positions: list[str | None], random: object
) -> None:
    both = Two()
    for number, position in enumerate(positions):
        person = Actor(f"pn{number}", frozenset({"attendee"}))
        both.first.do(c.AskToSpeak(period=1, position=position), person)  # type: ignore[arg-type]  # drawn values
    before = [each.ticket for each in both.first.meeting.waiting(1)]
    both.continued()
    assert [was for _, was in line(both.second.meeting, 1)] == before
    assert [each.position for each in both.second.meeting.waiting(1)] == positions
    state = fold(both.second.log)
    assert state == both.second.meeting, "the log tells all of it"


def test_what_is_public_of_it_names_tickets_and_never_a_participant_of_the_other_meeting() -> None:
    both = two_waiting_and_one_heard()
    both.continued()
    first, second = repr(view(both.first.meeting, "public")), repr(view(both.second.meeting, "public"))
    said = " ".join(repr(entry.event) for entry in both.second.log) + second
    assert not [who.id for who in (ANN, BEN, CYD) if f"'{who.id}'" in said]
    told = " ".join(repr(entry.event) for entry in both.first.log) + first
    assert not [who.id for who in (ANN, BEN, CYD) if there(who.id) in told]
