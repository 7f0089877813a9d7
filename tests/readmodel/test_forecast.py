"""The pace of a period and what it forecasts (R25)."""

from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.domain import commands as c
from meetingsvc.domain.state import Period
from meetingsvc.readmodel.forecast import PACE_KNOWN_AFTER, Pace, Range, pace_of, range_of
from tests.support.rules import rule
from tests.support.scenario import Scenario, taking_comment, wait

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
        granted_ms=540_000,
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
