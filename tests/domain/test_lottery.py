"""Lots drawn in public (R7): frozen, then a seed, then an order that anyone can compute again."""

from __future__ import annotations

import hashlib
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.lottery import hash_of, lot, ordered, text_of
from meetingsvc.domain.profile import Profile
from meetingsvc.readmodel.views import view
from tests.support.rules import rule
from tests.support.scenario import LIVE, Scenario, scenario, wait

SEED = ("4 2 6 1", "ball 17")


def signed_up(count: int, **rules: int) -> Scenario:
    """A lottery for which so many have signed up."""
    scene = scenario(*LIVE, c.OpenPeriod(item=2, order="lottery", lottery_above=rules.get("places", 0)))
    return scene.given(*[c.AddRequest(period=1) for _ in range(count)])


def drawn(scene: Scenario, draw: int = 1) -> Scenario:
    scene.given(c.FreezeDraw(period=1), *[c.GiveSeed(draw=draw, text=text) for text in SEED])
    return scene.given(c.DrawLots(draw=draw))


def line(scene: Scenario) -> list[int]:
    return [request.ticket for request in scene.meeting.waiting(1)]


@rule("R7")
def test_the_list_is_published_before_the_seed_and_the_order_follows_from_both() -> None:
    scene = signed_up(3)
    frozen = hashlib.sha256(b"meetingsvc draw v1\nMEETING1\n1\n1\n2\n3\n").hexdigest()
    scene = scene.when(c.FreezeDraw(period=1)).then(
        e.DrawFrozen(draw=1, period=1, tickets=(1, 2, 3), hash=frozen)
    )
    scene.when(c.DrawLots(draw=1)).refused("seed_needed", draw=1)
    scene = scene.when(c.GiveSeed(draw=1, text=" 4 2\t6 1 ")).then(e.SeedGiven(draw=1, text="4 2 6 1"))
    scene.when(c.DrawLots(draw=1)).refused("seed_needed", draw=1)
    scene.given(c.GiveSeed(draw=1, text="ball 17"))
    lots = {n: hashlib.sha256(f"{frozen}\n4 2 6 1\nball 17\n{n}\n".encode()).hexdigest() for n in (1, 2, 3)}
    order = tuple(sorted(lots, key=lambda ticket: lots[ticket]))
    scene = scene.when(c.DrawLots(draw=1)).then(
        e.LotsDrawn(draw=1, order=order, ranks=("0001:000001", "0001:000002", "0001:000003"))
    )
    assert tuple(line(scene)) == order


@rule("R7")
def test_nobody_is_called_before_the_lots_are_drawn() -> None:
    scene = signed_up(3)
    scene.when(c.CallNext(period=1)).refused("draw_first", period=1)
    assert view(scene.meeting, "public")["next"] == {}
    assert view(scene.meeting, "public")["periods"]["1"]["undecided"]
    scene.given(c.FreezeDraw(period=1))
    scene.when(c.CallNext(period=1)).refused("draw_running", draw=1)
    scene.when(c.FreezeDraw(period=1)).refused("draw_running", draw=1)


@rule("R7")
def test_who_comes_after_the_freeze_stands_behind_all_who_are_drawn() -> None:
    scene = signed_up(3).given(c.FreezeDraw(period=1), c.AddRequest(period=1))
    scene.given(*[c.GiveSeed(draw=1, text=text) for text in SEED], c.DrawLots(draw=1))
    assert sorted(line(scene)[:3]) == [1, 2, 3]
    assert line(scene)[3] == 4


@rule("R7")
def test_who_is_drawn_beyond_the_places_is_on_the_waiting_list() -> None:
    scene = drawn(signed_up(5, places=2))
    order = ordered(scene.meeting.draws[1].hash, SEED, range(1, 6))
    assert tuple(line(scene)) == order[:2]
    assert tuple(request.ticket for request in scene.meeting.listed(1)) == order[2:]
    assert scene.meeting.draws[1].listed == order[2:]
    scene.given(c.AddRequest(period=1))
    assert scene.meeting.requests[6].listed == "draw"


@rule("R7")
def test_a_draw_is_given_up_only_before_there_is_a_seed() -> None:
    scene = signed_up(2).given(c.FreezeDraw(period=1))
    scene.when(c.DropDraw(draw=1, reason=" ")).refused("reason_needed")
    scene.given(c.DropDraw(draw=1, reason="One card was forgotten"), c.AddRequest(period=1))
    scene.when(c.GiveSeed(draw=1, text="4")).refused("draw_over", draw=1)
    scene.given(c.FreezeDraw(period=1), c.GiveSeed(draw=2, text="4"))
    assert scene.meeting.draws[2].tickets == (1, 2, 3)
    scene.when(c.DropDraw(draw=2, reason="I do not like it")).refused("seed_given", draw=2)
    scene.when(c.DrawLots(draw=9)).refused("no_such_draw", draw=9)


def test_too_few_are_not_drawn() -> None:
    signed_up(2, places=2).when(c.FreezeDraw(period=1)).refused("nothing_to_draw", period=1)
    signed_up(1).given(c.CallNext(period=1))


@rule("R7")
def test_those_of_the_first_minutes_are_drawn_as_if_they_had_come_together() -> None:
    scene = scenario(*LIVE)
    scene.profile = Profile(order="in_person_first", drawn_together_ms=60_000)
    scene.given(c.OpenPeriod(item=2), *[c.AddRequest(period=1, channel="remote") for _ in range(4)])
    scene.given(c.AddRequest(period=1, channel="in_person"), wait(59_999), c.AddRequest(period=1))
    scene.when(c.FreezeDraw(period=1)).refused("nothing_to_draw", period=1)
    scene.given(wait(1), c.AddRequest(period=1, channel="remote"))
    drawn(scene)
    assert scene.meeting.draws[1].tickets == (1, 2, 3, 4, 5, 6)
    order = ordered(scene.meeting.draws[1].hash, SEED, range(1, 7))
    room = [ticket for ticket in order if ticket in (5, 6)]
    rest = [ticket for ticket in order if ticket not in (5, 6)]
    assert line(scene) == [*room, *rest, 7]  # the published order goes on to hold


@rule("R7")
def test_sides_take_turns_also_among_the_drawn() -> None:
    scene = scenario(*LIVE)
    scene.profile = Profile(drawn_together_ms=1)
    scene.given(c.OpenPeriod(item=2, order="alternating"))
    scene.given(*[c.AddRequest(period=1, channel=each) for each in ("remote", "in_person") for _ in range(3)])
    drawn(scene.given(wait(1)))
    channels = [request.channel for request in scene.meeting.waiting(1)]
    assert channels == ["in_person", "remote"] * 3


@rule("R7")
@given(st.sets(st.integers(1, 2_000), min_size=1, max_size=40), st.lists(st.text(max_size=9), max_size=4))
def test_a_draw_loses_nobody_and_is_the_same_each_time(tickets: set[int], seed: list[str]) -> None:
    frozen = hash_of(text_of("MEETING1", 1, sorted(tickets)))
    order = ordered(frozen, seed, tickets)
    assert set(order) == tickets
    assert len(order) == len(tickets)
    assert order == ordered(frozen, seed, sorted(tickets, reverse=True))
    lots = [lot(frozen, seed, ticket) for ticket in order]
    assert lots == sorted(lots)


@rule("R7")
def test_the_example_in_the_documents_is_right() -> None:
    text = (Path(__file__).parents[2] / "docs/record.md").read_text(encoding="utf-8")
    frozen = hash_of(text_of("7K3M9Q2X", 1, (1, 2, 3)))
    lots = [lot(frozen, SEED, ticket) for ticket in (1, 2, 3)]
    assert [each in text for each in (frozen, *lots)] == [True] * 4
    order = ordered(frozen, SEED, (1, 2, 3))
    assert f"So the order is {', '.join(str(ticket) for ticket in order)}." in text


@rule("R7")
def test_no_slip_from_before_the_draw_is_taken_back_after_it() -> None:
    scene = signed_up(3).given(c.MoveRequest(ticket=3, after=None, reason="Bus"))
    order = line(drawn(scene))
    scene.when(c.UndoSlip(ticket=3, what="move")).refused("stale", ticket=3)
    assert line(scene) == order


@rule("R7")
def test_in_the_first_minutes_nobody_is_called_for_others_may_come_who_are_drawn_with_them() -> None:
    scene = scenario(*LIVE)
    scene.profile = Profile(drawn_together_ms=60_000)
    scene.given(c.OpenPeriod(item=2), c.AddRequest(period=1))
    until = scene.now + 60_000
    assert view(scene.meeting, "public")["periods"]["1"]["together_until"] == until
    scene.when(c.CallNext(period=1)).refused("first_minutes", until=until)
    scene.given(wait(60_000), c.CallNext(period=1))  # nobody else came: there is nothing to draw


@rule("R7")
def test_those_of_the_first_minutes_are_drawn_before_anyone_is_called_but_for_a_reason() -> None:
    scene = scenario(*LIVE)
    scene.profile = Profile(drawn_together_ms=60_000)
    scene.given(c.OpenPeriod(item=2), *[c.AddRequest(period=1) for _ in range(3)], wait(60_000))
    scene.given(c.AddRequest(period=1))
    assert view(scene.meeting, "public")["next"] == {}
    scene.when(c.CallNext(period=1)).refused("draw_first", period=1)
    scene.when(c.CallRequest(ticket=1)).refused("draw_first", period=1)
    drawn(scene).given(c.CallNext(period=1))
    assert scene.meeting.turn is not None
    assert scene.meeting.turn.ticket == scene.meeting.draws[1].order[0]


@rule("R7")
def test_the_chair_can_call_out_of_turn_before_the_draw_with_a_reason_in_the_record() -> None:
    scene = signed_up(3)
    scene.given(c.CallRequest(ticket=2, reason="The interpreter has to leave"))
    assert scene.meeting.floor == 1


@rule("R7", "R16")
def test_minutes_that_begin_before_anyone_can_ask_are_counted_from_when_they_can() -> None:
    scene = scenario(c.OpenSignUp())
    scene.profile = Profile(drawn_together_ms=60_000)
    scene.given(wait(5_000), c.OpenPeriod(item=2))
    assert view(scene.meeting, "public")["periods"]["1"]["together_until"] == scene.now + 60_000


@rule("R7")
def test_above_so_many_the_lottery_is_held_whatever_the_order() -> None:
    scene = scenario(*LIVE, c.OpenPeriod(item=2, lottery_above=2))
    scene.given(c.AddRequest(period=1), c.AddRequest(period=1), c.CallNext(period=1), c.UndoCall(turn=1))
    scene.given(c.AddRequest(period=1))
    scene.when(c.CallNext(period=1)).refused("draw_first", period=1)
    drawn(scene)
    assert (len(line(scene)), len(scene.meeting.draws[1].listed)) == (2, 1)
    scene.given(c.CallNext(period=1))


@rule("R7", "R33")
def test_an_outage_freezes_a_draw_as_it_freezes_the_queue() -> None:
    scene = signed_up(3).given(c.FreezeDraw(period=1), c.GiveSeed(draw=1, text="4"))
    scene.given(c.GiveSeed(draw=1, text="2"), c.ReportOutage(failed=["stream"]))
    scene.when(c.GiveSeed(draw=1, text="6")).refused("queue_frozen")
    scene.when(c.DrawLots(draw=1)).refused("queue_frozen")
    scene.given(c.EndOutage(how="restored"), c.DrawLots(draw=1))
    assert len(line(scene)) == 3


@rule("R8", "R33")
def test_in_an_outage_nobody_is_taken_in_from_the_waiting_list_nor_is_a_draw_given_up() -> None:
    scene = drawn(signed_up(3, places=2)).given(c.ReportOutage(failed=["stream"]))
    listed = scene.meeting.draws[1].listed[0]
    scene.when(c.AdmitRequest(ticket=listed, reason="Late")).refused("queue_frozen")
    frozen = signed_up(2).given(c.FreezeDraw(period=1), c.ReportOutage(failed=["stream"]))
    frozen.when(c.DropDraw(draw=1, reason="Too early")).refused("queue_frozen")
