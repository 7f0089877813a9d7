"""The pace of a period and what it forecasts (R25)."""

from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.domain import commands as c
from meetingsvc.domain.hearings import Period
from meetingsvc.domain.roles import SYSTEM, Actor
from meetingsvc.readmodel.forecast import PACE_KNOWN_AFTER, Pace, Range, pace_of, range_of, wait_of
from meetingsvc.readmodel.views import view
from tests.support.rules import rule
from tests.support.scenario import CLERK, Scenario, by, taking_comment, wait

MINUTE = 60_000


def held(*turns: tuple[int, int]) -> Scenario:
    """A period in which these turns were held: changeover and speaking, ms."""
    scene = taking_comment(*[c.AddRequest(period=1) for _ in turns])
    for number, (changeover, spoke) in enumerate(turns, 1):
        scene.given(c.CallNext(period=1), wait(changeover), c.StartTurn(turn=number), wait(spoke))
        scene.given(c.EndTurn(turn=number))
    return scene


def period(scene: Scenario) -> Period:
    return scene.meeting.periods[1]


@rule("R25")
def test_nothing_is_known_before_three_turns() -> None:
    turns = [(20_000, 90_000)] * (PACE_KNOWN_AFTER - 1)
    assert pace_of(period(held(*turns))) is None


@rule("R25")
def test_the_pace_is_changeover_and_the_spoken_share_of_the_allotment() -> None:
    pace = pace_of(period(held((30_000, 90_000), (30_000, 90_000), (30_000, 90_000))))
    assert pace == Pace(
        turns=3,
        changeover_ms=30_000,
        spoken_ms=270_000,
        base_ms=540_000,
        mean_ms=2 * MINUTE,
        deviation_ms=0,
    )
    assert [pace.takes(allotment) for allotment in (3 * MINUTE, 2 * MINUTE, MINUTE)] == [
        120_000,
        90_000,
        60_000,
    ]
    assert range_of(pace, 3 * MINUTE, ahead=5, running_ms=MINUTE) == Range(
        least=11 * MINUTE, most=11 * MINUTE
    )


@rule("R25")
def test_turns_that_scatter_make_the_range_wider() -> None:
    pace = pace_of(period(held((0, 60_000), (0, 120_000), (0, 180_000))))
    assert pace is not None
    assert (pace.mean_ms, pace.deviation_ms) == (120_000, 60_000)
    one, four = range_of(pace, 180_000, 1), range_of(pace, 180_000, 4)
    assert one.least < 120_000 < one.most
    assert four.most - four.least > one.most - one.least


@rule("R25")
def test_a_turn_taken_back_is_not_in_the_pace() -> None:
    scene = held((0, 60_000), (0, 60_000), (0, 60_000))
    before = period(scene)
    scene.given(c.AddRequest(period=1), c.CallNext(period=1), wait(9_000), c.StartTurn(turn=4), wait(9_000))
    scene.given(c.EndTurn(turn=4), c.ReopenTurn(turn=4))
    after = period(scene)
    assert pace_of(after) == pace_of(before)


@rule("R25")
@given(st.lists(st.tuples(st.integers(0, 90_000), st.integers(1_000, 300_000)), min_size=3, max_size=6))
def test_a_range_never_begins_in_the_past_nor_ends_before_it_begins(turns: list[tuple[int, int]]) -> None:
    pace = pace_of(period(held(*turns)))
    assert pace is not None
    for ahead in (0, 1, 7):
        told = range_of(pace, 90_000, ahead)
        assert 0 <= told.least <= told.most


def spoken(scene: Scenario, turn: int, **how: int) -> Scenario:
    """Called, half a minute of changing over, and so long on the floor; clock held first, if it is."""
    held_ms = how.get("held", 0)
    scene.given(c.CallNext(period=1), wait(30_000), c.StartTurn(turn=turn, hold=bool(held_ms)))
    if held_ms:
        scene.given(wait(held_ms), c.ResumeTurn(turn=turn))
    return scene.given(wait(how.get("ms", 180_000)), c.EndTurn(turn=turn))


@rule("R10", "R19", "R25")
def test_longer_turns_that_were_held_are_in_the_pace() -> None:
    scene = taking_comment(c.AddRequest(period=1), c.AddRequest(period=1, interpreter="Spanish"))
    scene.given(c.AddRequest(period=1))
    spoken(spoken(spoken(scene, 1), 2, ms=360_000), 3)
    pace = pace_of(period(scene))
    assert pace is not None
    assert pace.takes(180_000) == 30_000 + (180_000 + 360_000 + 180_000) // 3
    assert pace.takes(90_000) == 30_000 + (90_000 + 180_000 + 90_000) // 3  # the chair halves it for all


@rule("R10", "R11", "R25")
def test_what_those_who_wait_need_changes_no_public_forecast() -> None:
    scene = held((30_000, 90_000), (30_000, 90_000), (30_000, 90_000))
    scene.given(*[c.AddRequest(period=1) for _ in range(3)])
    before = view(scene.meeting, "public")
    scene.given(c.GrantAccommodation(ticket=5, extra_ms=120_000))
    scene.given(c.EditRequest(ticket=6, channel="in_person", interpreter="ASL", accommodation="A chair"))
    assert view(scene.meeting, "public") == before


@rule("R11", "R25")
def test_after_a_turn_with_extra_time_the_public_forecast_is_that_after_one_whose_clock_was_held() -> None:
    def ahead() -> Scenario:
        return spoken(spoken(taking_comment(*[c.AddRequest(period=1) for _ in range(4)]), 1), 2)

    granted = ahead().given(c.GrantAccommodation(ticket=3, extra_ms=60_000))
    granted.given(c.CallNext(period=1), wait(30_000), c.StartTurn(turn=3), wait(60_000))
    used_up = c.RunClock(turn=3, by=CLERK.id, due=granted.now)
    granted.given(by(Actor(CLERK.id, SYSTEM.roles), used_up), wait(180_000))
    granted.given(c.EndTurn(turn=3))
    plain = spoken(ahead(), 3, held=60_000)
    public = [view(scene.meeting, "public")["periods"]["1"] for scene in (granted, plain)]
    assert public[0] == public[1]
    staff = [view(scene.meeting, "staff")["periods"]["1"]["bare_changeover_ms"] for scene in (granted, plain)]
    assert staff == [30_000, 50_000]  # they know what was granted, and reckon with it for who waits


@rule("R25")
def test_a_wait_is_told_in_whole_minutes_and_not_before_it_is_known() -> None:
    scene = held((30_000, 90_000), (30_000, 90_000))
    scene.given(*[c.AddRequest(period=1) for _ in range(4)])
    last = scene.meeting.requests[6]
    assert wait_of(scene.meeting, last, scene.now) is None
    spoken(scene, 3, ms=90_000)
    told = wait_of(scene.meeting, last, scene.now)
    assert told == Range(least=2 * 120_000, most=2 * 120_000)
    assert told.minutes == (4, 5)
    scene.given(c.CallNext(period=1), c.StartTurn(turn=4), wait(60_000))
    assert wait_of(scene.meeting, last, scene.now) == Range(least=240_000, most=240_000)
