"""A hearing left open and continued to a later meeting with its queue (R42, R6, R16)."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.carried import carried
from meetingsvc.domain.continued import pending
from meetingsvc.domain.decide import decide
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.evolve import fold
from meetingsvc.domain.profile import PLAIN, Profile
from meetingsvc.domain.roles import SYSTEM, Actor
from meetingsvc.domain.rules import Context
from meetingsvc.domain.speakers import one_turn_each
from meetingsvc.domain.state import Meeting
from meetingsvc.readmodel.views import me, view
from tests.support.rules import rule
from tests.support.scenario import ANN, BEN, CHAIR, CLERK, CYD, SCHEDULED, START, Scenario, by, wait

WEEK = 7 * 86_400_000
LATER = START + WEEK
DORA = Actor("pdora", frozenset({"attendee"}))
CONTINUE = c.ContinueItem(item=2, to="MEETING2", reason="Moved and seconded")


def there(participant: str) -> str:
    """Who a participant is in the other meeting."""
    return "p" + hashlib.sha256(participant.encode()).hexdigest()[:16]


def as_there(actor: Actor) -> Actor:
    return Actor(there(actor.id), actor.roles)


class Two:
    """A meeting and the later one of the same body to which its hearing goes."""

    def __init__(self, profile: Profile = PLAIN) -> None:
        self.first, self.second = Scenario(profile), Scenario(profile)
        self.first.given(SCHEDULED, c.StartMeeting(), c.StartItem(item=2), c.OpenPeriod(item=2))
        later = c.ScheduleMeeting(
            title="Next meeting",
            body="council",
            body_name="City Council",
            time_zone="America/New_York",
            starts_at=LATER,
        )
        for event in decide(None, later, Context(START, CLERK, "MEETING2")):
            self._fold(self.second, event, CLERK)

    def _fold(self, scene: Scenario, event: e.Event, actor: Actor) -> None:
        scene.log.append(e.Entry(len(scene.log) + 1, scene.now, actor.id, event))
        scene.state = fold(scene.log[-1:], scene.state)

    def first_does(self, command: c.Command, actor: Actor = CHAIR) -> tuple[e.Event, ...]:
        """A command to the first, which may know the second."""
        scene = self.first
        context = Context(scene.now, actor, "MEETING9", scene.profile, self.second.meeting)
        events = decide(scene.state, command, context)
        for event in events:
            self._fold(scene, event, actor)
        return events

    def brought(self) -> c.ReceiveItem:
        """What is continued arrives."""
        [made] = pending(self.first.meeting)
        command = carried(self.first.meeting, made, there)
        self.second.now = self.first.now
        self.second.do(command, SYSTEM)
        tickets = [(each.ticket, ticket) for ticket, each in enumerate(command.requests, 1)]
        self.first.do(c.SettleContinuation(item=made.item, seq=made.seq, tickets=tickets), SYSTEM)
        return command

    def continued(self, **also: object) -> c.ReceiveItem:
        """The hearing goes to the second."""
        self.first_does(c.ContinueItem(item=2, to="MEETING2", **also))  # type: ignore[arg-type]  # a test's own fields
        return self.brought()


def line(state: Meeting, period: int) -> list[tuple[int, int | None]]:
    """The tickets in line, and what each was before."""
    return [(each.ticket, each.from_ticket) for each in state.waiting(period)]


def two_waiting_and_one_heard() -> Two:
    """Ann has spoken; Ben and Cyd wait, Cyd before Ben."""
    both = Two()
    both.first.given(
        by(ANN, c.AskToSpeak(period=1)),
        by(BEN, c.AskToSpeak(period=1, name="Ben Ode", accommodation="A chair", position="support")),
        by(CYD, c.AskToSpeak(period=1)),
        c.MoveRequest(ticket=3, reason="A bus to catch", after=None),
        c.CallRequest(ticket=1, reason="First come"),
        c.StartTurn(turn=1),
        wait(70_000),
        c.EndTurn(turn=1),
    )
    return both


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


@rule("R24")
def test_what_a_person_had_on_the_item_counts_for_the_cap_of_the_evening() -> None:
    both = Two(Profile(person_cap_ms=100_000))
    both.first.given(by(ANN, c.AskToSpeak(period=1)), c.CallNext(period=1), c.StartTurn(turn=1), wait(70_000))
    both.first.given(c.EndTurn(turn=1))
    command = both.continued(unfinished=[1])
    assert [each.used_ms for each in command.requests] == [70_000]
    assert both.second.meeting.requests[1].used_ms == 70_000


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
def test_it_is_received_once_however_often_it_is_brought() -> None:
    both = two_waiting_and_one_heard()
    command = both.continued()
    assert both.second.do(command, SYSTEM) == ()


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
