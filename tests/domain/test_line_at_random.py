"""Random hours of a queue in which people come, change sides, go elsewhere, miss their call and are called
again: on each side it goes by arrival (R7), and what one side leaves unused flows to the other (R8).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.domain import commands as c
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.events import Channel
from meetingsvc.domain.line import TAKES_A_PLACE
from meetingsvc.domain.places import places
from meetingsvc.domain.policies import of_side, side
from meetingsvc.domain.profile import Order
from meetingsvc.domain.roles import Actor
from meetingsvc.domain.state import Meeting
from meetingsvc.domain.wakeups import next_wakeup, sender
from tests.support.rules import rule
from tests.support.scenario import CLERK, LIVE, Scenario, live, scenario

CHANNELS: tuple[Channel, ...] = ("in_person", "remote", "phone")
SIDES: tuple[Order, ...] = ("alternating", "in_person_first", "arrival")


def acts(rng: random.Random, state: Meeting) -> Iterator[c.Command]:
    """What may happen next in period 1, and in another that is open beside it."""
    ticket = rng.choice(list(state.requests) or [1])
    for period in (1, 1, 1, 2):
        yield c.AddRequest(period=period, channel=rng.choice(CHANNELS))
        yield c.AddRequest(period=period, channel=rng.choice(CHANNELS))
    yield c.DeferRequest(ticket=ticket, places=rng.randint(1, 3), reason="At their own wish")
    yield c.MoveToPeriod(ticket=ticket, period=rng.choice((1, 2)))
    yield c.WithdrawRequest(ticket=ticket)
    yield c.EditRequest(ticket=ticket, channel=rng.choice(CHANNELS))
    yield c.CheckIn(ticket=ticket)
    yield c.RecallRequest(ticket=ticket)
    yield c.OnMyWay(ticket=ticket)
    yield c.MakeLastCall(period=1)
    yield c.ClosePeriod(period=1)
    yield c.SetAllotment(period=1, allotment_ms=rng.choice((60_000, 180_000)), reason="Late")
    turn = state.turn
    floor: dict[str, tuple[c.Command, ...]] = {"": (c.CallNext(period=1), c.CallNext(period=1))}
    if turn is not None:
        number = turn.number
        floor["called"] = (c.StartTurn(turn=number), c.CallAgain(turn=number), c.MarkNoShow(turn=number))
        floor["speaking"] = (c.EndTurn(turn=number), c.EndTurn(turn=number))
    yield from floor[turn.status if turn else ""]


def sent(scene: Scenario, command: c.Command, actor: Actor = CLERK) -> bool:
    try:
        scene.do(command, actor)
    except Refused:
        return False
    return True


def as_the_clock_does(scene: Scenario) -> None:
    """Whatever is due is sent, until nothing more comes of it."""
    while (due := next_wakeup(scene.meeting)) is not None and due[0] <= scene.now:
        if not sent(scene, due[1], sender(due[1])):
            return


def by_arrival_on_each_side(state: Meeting) -> None:
    """R7, but for who was moved, or has come in by the door and kept the place."""
    for here in (0, 1):
        line = [each for each in state.waiting(1) if side(each.channel) == here]
        arrivals = [each.arrival for each in line if not each.moved and not each.checked_in]
        assert arrivals == sorted(arrivals), line
    ranks = Counter(request.rank for request in state.requests.values())
    assert max(ranks.values(), default=0) <= 1


def nothing_left_unused(state: Meeting) -> None:
    """R8: the places taken are those taken; one that is free goes to whoever was in time."""
    period = state.periods[1]
    held = [each for each in state.requests.values() if each.period == 1 and each.status in TAKES_A_PLACE]
    assert period.taken == tuple(sum(side(each.channel) == here for each in held) for here in (0, 1))
    total = places(period)
    in_time = [each for each in state.listed(1) if each.listed != "late"]
    if total is None or sum(period.taken) >= total:
        return
    if period.status == "closed":
        assert in_time == []
    assert [each for each in in_time if period.taken[side(each.channel)] < total // 2] == []


@rule("R7", "R8", "R23")
@pytest.mark.parametrize("order", SIDES)
@given(seed=st.integers(0, 2**32), cap=st.sampled_from((0, 900_000)))
def test_each_side_goes_by_arrival_and_no_place_is_left_unused(order: Order, seed: int, cap: int) -> None:
    rng = random.Random(seed)
    scene = scenario(*LIVE, c.OpenPeriod(item=2, order=order, total_cap_ms=cap), c.OpenPeriod(item=3))
    for _ in range(80):
        scene.now += rng.choice((1, 1_000, 95_000))
        sent(scene, rng.choice(list(acts(rng, scene.meeting))))
        as_the_clock_does(scene)
        by_arrival_on_each_side(scene.meeting)
        nothing_left_unused(scene.meeting)


@rule("R7")
def test_who_goes_over_takes_no_turn_of_somebody_that_came_from_another_item() -> None:
    scene = live(c.OpenPeriod(item=2, order="alternating"), c.OpenPeriod(item=3))
    scene.given(*[c.AddRequest(period=1, channel="in_person") for _ in range(3)])
    scene.given(c.AddRequest(period=1, channel="remote"), c.AddRequest(period=2, channel="remote"))
    scene.given(c.MoveToPeriod(ticket=5, period=1), c.AddRequest(period=1, channel="in_person"))
    scene.given(c.EditRequest(ticket=6, channel="remote"))
    assert scene.meeting.requests[5].slot == 0
    assert of_side(scene.meeting.requests[6].slot, "remote")
    line = [request.ticket for request in scene.meeting.waiting(1)]
    assert line.index(4) < line.index(6)


@rule("R7")
def test_sides_take_turns_in_a_draw_also_with_somebody_that_came_from_another_item() -> None:
    scene = live(c.OpenPeriod(item=2, order="alternating", lottery_above=3), c.OpenPeriod(item=3))
    scene.given(*[c.AddRequest(period=1, channel=each) for each in ("in_person", "in_person", "remote")])
    scene.given(c.AddRequest(period=2, channel="remote"), c.MoveToPeriod(ticket=4, period=1))
    scene.given(c.FreezeDraw(period=1), *[c.GiveSeed(draw=1, text=text) for text in ("4 2", "6")])
    scene.given(c.DrawLots(draw=1))
    channels = [request.channel for request in scene.meeting.waiting(1)]
    assert channels == ["in_person", "remote", "in_person"]  # and one more remote on the waiting list


@rule("R8", "R16")
def test_a_late_request_keeps_no_place_from_who_was_in_time() -> None:
    scene = live(c.OpenPeriod(item=2, order="in_person_first", total_cap_ms=360_000))
    scene.given(*[c.AddRequest(period=1, channel="remote") for _ in range(2)], c.MakeLastCall(period=1))
    scene.now += 60_000
    scene.given(c.ClosePeriod(period=1))
    as_the_clock_does(scene)  # the room has left its place: it flows over
    assert [request.ticket for request in scene.meeting.waiting(1)] == [1, 2]
    scene.given(c.AddRequest(period=1, channel="in_person"), c.WithdrawRequest(ticket=1))
    as_the_clock_does(scene)
    assert scene.meeting.requests[3].listed == "late"
