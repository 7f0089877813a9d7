"""The published orders of a queue (R7, R21, R22), and that position is in none of them (R28)."""

from __future__ import annotations

import itertools
import typing
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.domain import commands as c
from meetingsvc.domain import ranks
from meetingsvc.domain.events import Channel, Position
from meetingsvc.domain.policies import POLICIES, Standing, next_slot, rank, side
from meetingsvc.domain.profile import Order, Profile
from meetingsvc.domain.roles import Actor
from tests.support.rules import rule
from tests.support.scenario import ANN, CLERK, LIVE, Scenario, by, scenario

ORDERS: tuple[Order, ...] = typing.get_args(Order)
CHANNELS: tuple[Channel, ...] = typing.get_args(Channel)
CLASSES = ("Residents", "Visitors")


def opened(order: Order) -> Scenario:
    """A meeting in session with period 1 open in this order."""
    scene = scenario(*LIVE)
    scene.profile = Profile(priority_classes=CLASSES)
    return scene.given(c.OpenPeriod(item=2, order=order))


def line(scene: Scenario, period: int = 1) -> list[int]:
    """The tickets as they are called."""
    return [request.ticket for request in scene.meeting.waiting(period)]


def come(scene: Scenario, *channels: Channel, period: int = 1) -> Scenario:
    """One card after another."""
    return scene.given(*[c.AddRequest(period=period, channel=channel) for channel in channels])


def test_every_order_of_a_profile_has_its_policy() -> None:
    assert set(POLICIES) == set(ORDERS)


@rule("R5", "R7")
@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("arrival", [1, 2, 3, 4, 5, 6]),
        ("in_person_first", [3, 6, 1, 2, 4, 5]),
        ("remote_first", [1, 2, 4, 5, 3, 6]),
        ("alternating", [3, 1, 6, 2, 4, 5]),
        ("lottery", [1, 2, 3, 4, 5, 6]),
    ],
)
def test_the_order_by_where_people_are(order: Order, expected: list[int]) -> None:
    scene = come(opened(order), "remote", "phone", "in_person", "remote", "remote", "in_person")
    assert line(scene) == expected


@rule("R7")
def test_who_registered_before_the_meeting_goes_first() -> None:
    scene = scenario(c.OpenSignUp(), c.OpenPeriod(item=2, order="registered_first"))
    scene = come(scene, "remote").given(*LIVE)
    scene = come(scene, "in_person", "remote")
    assert line(scene) == [1, 2, 3]
    assert [scene.meeting.requests[n].rank[5] for n in (1, 2, 3)] == ["1", "2", "2"]


@rule("R7")
def test_who_has_not_been_heard_goes_first() -> None:
    scene = opened("arrival").given(by(ANN, c.AskToSpeak(period=1)), c.CallNext(period=1))
    scene.given(c.StartTurn(turn=1), c.EndTurn(turn=1), c.OpenPeriod(item=3, order="not_heard_first"))
    scene.given(by(ANN, c.AskToSpeak(period=2)), c.AddRequest(period=2))
    assert line(scene, 2) == [3, 2]


@rule("R21")
def test_the_one_minute_lane_goes_first_and_gets_a_minute() -> None:
    scene = opened("one_minute_first").given(
        by(ANN, c.AskToSpeak(period=1)), c.AddRequest(period=1, one_minute=True), c.AddRequest(period=1)
    )
    assert line(scene) == [2, 1, 3]
    scene.given(by(ANN, c.EditRequest(ticket=1, channel="remote", one_minute=True)))
    assert line(scene) == [1, 2, 3]
    scene.given(c.CallNext(period=1))
    assert scene.meeting.turns[1].allotment_ms == 60_000
    opened("arrival").when(c.AddRequest(period=1, one_minute=True)).refused(
        "invalid_field", field="one_minute"
    )


@rule("R22")
def test_published_classes_go_in_their_order_and_who_is_in_none_last() -> None:
    scene = opened("priority").given(
        c.AddRequest(period=1),
        c.AddRequest(period=1, priority=2),
        c.AddRequest(period=1, priority=1),
        c.AddRequest(period=1, priority=2),
    )
    assert line(scene) == [3, 2, 4, 1]
    scene.when(c.AddRequest(period=1, priority=3)).refused("invalid_field", field="priority")
    scene.given(c.EditRequest(ticket=1, channel="in_person", priority=1))
    assert line(scene) == [1, 3, 2, 4]


@rule("R7")
def test_who_comes_late_to_an_alternating_queue_makes_nobody_speak_in_a_row() -> None:
    scene = come(opened("alternating"), "in_person", "remote", "remote", "remote", "remote", "remote")
    scene.given(c.CallNext(period=1))
    for turn in (1, 2, 3):
        scene.given(c.StartTurn(turn=turn), c.CallNext(period=1, believes=turn))
    assert line(scene) == [5, 6]
    come(scene, "in_person", "in_person", "in_person")
    assert line(scene) == [7, 5, 8, 6, 9]


@rule("R7")
def test_where_somebody_leaves_an_alternating_queue_the_next_in_line_goes_on_as_is_published() -> None:
    scene = come(opened("alternating"), "in_person", "remote", "in_person", "remote", "in_person", "remote")
    scene.given(c.WithdrawRequest(ticket=2))
    assert line(scene) == [1, 3, 4, 5, 6], "nobody else's place changes by it"


@rule("R7")
def test_who_changes_sides_keeps_the_arrival() -> None:
    scene = come(opened("in_person_first"), "remote", "in_person", "remote", "in_person")
    scene.given(c.EditRequest(ticket=3, channel="in_person"))
    assert line(scene) == [2, 3, 4, 1]
    scene = come(opened("alternating"), "remote", "in_person", "remote", "in_person", "remote")
    assert line(scene) == [2, 1, 4, 3, 5]
    scene.given(c.EditRequest(ticket=3, channel="in_person"))
    assert line(scene) == [2, 3, 1, 4, 5]


def test_a_place_that_was_given_by_a_move_stays() -> None:
    scene = come(opened("in_person_first"), "remote", "in_person", "in_person")
    scene.given(c.DeferRequest(ticket=2, reason="Bus"), c.EditRequest(ticket=2, channel="remote"))
    assert line(scene) == [3, 2, 1]


POSITIONS: tuple[Position, ...] = typing.get_args(Position)
PEOPLE = st.lists(
    st.tuples(st.sampled_from(CHANNELS), st.booleans(), st.integers(0, 2), st.sampled_from(POSITIONS)),
    min_size=1,
    max_size=24,
)
SWAPPED: dict[str, Position] = {"support": "oppose", "oppose": "support", "neutral": "neutral"}
Person = tuple[Channel, bool, int, Position]


def cards(order: Order, people: Sequence[Person]) -> list[c.AddRequest]:
    """A card for each person, with what the order asks of them."""
    return [
        c.AddRequest(
            period=1,
            channel=channel,
            one_minute=one_minute if order == "one_minute_first" else None,
            priority=priority if order == "priority" else None,
            position=position,
        )
        for channel, one_minute, priority, position in people
    ]


@rule("R22", "R28")
@given(st.sampled_from(ORDERS), PEOPLE)
def test_nobody_is_lost_and_a_position_decides_nothing(order: Order, people: list[Person]) -> None:
    scene = opened(order).given(*cards(order, people))
    assert sorted(line(scene)) == list(range(1, len(people) + 1))
    swapped = [(*person[:3], SWAPPED[person[3]]) for person in people]
    assert line(opened(order).given(*cards(order, swapped))) == line(scene)


@rule("R7")
@given(st.lists(st.sampled_from(CHANNELS), max_size=30), st.integers(0, 30))
def test_sides_take_turns_as_long_as_both_wait(channels: list[Channel], called: int) -> None:
    scene = come(opened("alternating"), *channels[:called])
    for turn in range(1, min(called, len(channels)) // 2 + 1):
        scene.given(c.CallNext(period=1, believes=turn - 1 or None), c.StartTurn(turn=turn))
    come(scene, *channels[called:])
    sides = [side(request.channel) for request in scene.meeting.waiting(1)]
    both = 2 * min(sides.count(0), sides.count(1))
    assert all(one != other for one, other in itertools.pairwise(sides[:both]))


@given(st.sampled_from(ORDERS), st.data())
def test_a_rank_leaves_room_on_every_side(order: Order, data: st.DataObject) -> None:
    standings = [
        Standing(
            period=1,
            arrival=arrival,
            channel=data.draw(st.sampled_from(CHANNELS)),
            one_minute=data.draw(st.booleans()),
            priority=data.draw(st.integers(0, 2)),
            slot=arrival,
        )
        for arrival in (1, 2, 3)
    ]
    made = sorted(rank(order, standing) for standing in standings)
    assert len(set(made)) == 3
    assert ranks.before(made[0]) < made[0] < ranks.between(made[0], made[1]) < made[1]
    assert made[1] < ranks.between(made[1], made[2]) < made[2] < ranks.behind(made[2])


@given(st.sampled_from(CHANNELS), st.integers(0, 60), st.integers(0, 60), st.none() | st.integers(1, 60))
def test_a_slot_is_its_sides_and_later_than_its_last(
    channel: Channel, room: int, rest: int, waiting: int | None
) -> None:
    given_slots = (room * 2 + 1 if room else 0, rest * 2)
    slot = next_slot(channel, given_slots, waiting)
    assert slot % 2 == (1 if channel == "in_person" else 0)
    assert slot > given_slots[side(channel)]


# ── One turn for each person and item (R6) ───────────────────────────────────

ELSE = Actor("pelse", frozenset({"attendee"}))


def heard(scene: Scenario, ticket_turn: int = 1) -> Scenario:
    """Ann speaks in period 1, which then closes."""
    scene.given(by(ANN, c.AskToSpeak(period=1)), c.CallNext(period=1), c.StartTurn(turn=ticket_turn))
    return scene.given(c.EndTurn(turn=ticket_turn))


def closed(scene: Scenario, period: int) -> Scenario:
    """The period after its last call."""
    scene.given(c.MakeLastCall(period=period))
    scene.now = scene.meeting.periods[period].closes_at or scene.now
    return scene.given(c.ClosePeriod(period=period))


@rule("R6")
def test_one_turn_for_each_person_on_an_item_across_its_periods() -> None:
    scene = closed(heard(opened("arrival")), 1).given(c.OpenPeriod(item=2), c.OpenPeriod(item=3))
    scene.when(c.AskToSpeak(period=2), ANN).refused("already_spoken", ticket=1)
    scene.given(by(ANN, c.AskToSpeak(period=3)), by(ELSE, c.AskToSpeak(period=2)))
    assert (line(scene, 2), line(scene, 3)) == ([3], [2])


@rule("R6")
def test_the_consent_calendar_counts_as_one_item() -> None:
    scene = heard(opened("arrival")).given(c.SetItemConsent(item=2, consent=True), c.OpenPeriod(item=3))
    scene.given(c.SetItemConsent(item=3, consent=True))
    scene.when(c.AskToSpeak(period=2), ANN).refused("already_spoken", ticket=1)
    scene.given(c.SetItemConsent(item=3, consent=False), by(ANN, c.AskToSpeak(period=2)))
    assert line(scene, 2) == [2]


@rule("R6")
def test_where_the_rules_say_so_each_item_of_the_consent_calendar_is_one_of_its_own() -> None:
    scene = heard(opened("arrival")).given(*(c.SetItemConsent(item=item, consent=True) for item in (2, 3)))
    scene.profile = Profile(consent_calendar_as_one=False)
    scene.given(c.OpenPeriod(item=3), by(ANN, c.AskToSpeak(period=2)))
    assert line(scene, 2) == [2]


@rule("R6")
def test_a_later_period_can_be_for_those_who_have_not_spoken() -> None:
    scene = heard(opened("arrival")).given(c.OpenPeriod(item=3, later_period_for_unheard=True))
    scene.when(c.AskToSpeak(period=2), ANN).refused("heard_earlier", ticket=1)
    scene.given(by(ELSE, c.AskToSpeak(period=2)))
    assert line(scene, 2) == [2]


def test_of_several_open_periods_one_is_called_from() -> None:
    scene = come(opened("arrival"), "remote").given(c.OpenPeriod(item=3), c.AddRequest(period=2))
    assert scene.meeting.next_three() == (1,)
    scene.given(c.CallFrom(period=2))
    assert (scene.meeting.calling_period, scene.meeting.next_three()) == (2, (2,))
    scene.when(c.CallFrom(period=2), CLERK).then()
    closed(scene.given(c.WithdrawRequest(ticket=2)), 2)
    assert scene.meeting.calling_period == 1
