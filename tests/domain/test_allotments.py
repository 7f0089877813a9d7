"""What a turn gets (R9, R10, R19, R24), and timed periods (R13)."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from meetingsvc.domain import allotments, timed
from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.profile import PLAIN, Profile, Shrink
from meetingsvc.domain.roles import SYSTEM
from meetingsvc.domain.wakeups import next_wakeup
from tests.support.rules import rule
from tests.support.scenario import (
    ANN,
    BEN,
    CLERK,
    CYD,
    OPEN,
    SCHEDULED,
    START,
    Scenario,
    ask,
    by,
    live,
    taking_comment,
    wait,
)

TABLE = (Shrink(above=2, allotment_ms=120_000), Shrink(above=4, allotment_ms=60_000))


def under(profile: Profile, *given: c.Command) -> Scenario:
    """A meeting in session with period 1 open under these rules."""
    return Scenario(profile).given(SCHEDULED, *OPEN, *given)


def gets(scene: Scenario, ticket: int) -> int:
    """What this ticket would get, called now."""
    return allotments.standard(scene.meeting, scene.meeting.requests[ticket])


@rule("R9")
def test_the_table_shortens_for_those_not_yet_called_and_for_all_of_them_alike() -> None:
    scene = under(replace(PLAIN, shrink=TABLE)).given(by(ANN, ask()), by(BEN, ask()), c.CallNext(period=1))
    assert scene.meeting.turns[1].allotment_ms == 180_000
    scene.given(by(CYD, ask()), c.StartTurn(turn=1))
    assert (gets(scene, 2), gets(scene, 3)) == (120_000, 120_000)
    assert scene.meeting.turns[1].ends_at == START + 180_000
    scene.given(c.AddRequest(period=1), c.AddRequest(period=1))
    assert [gets(scene, ticket) for ticket in (2, 3, 4, 5)] == [60_000] * 4
    assert scene.meeting.turns[1].allotment_ms == 180_000


@rule("R9")
def test_the_chair_orders_another_time_with_a_reason_and_the_table_rests() -> None:
    scene = under(replace(PLAIN, shrink=TABLE)).given(by(ANN, ask()), c.CallNext(period=1), by(BEN, ask()))
    order = c.SetAllotment(period=1, allotment_ms=90_000, reason="Sixty are waiting")
    scene.when(c.SetAllotment(period=1, allotment_ms=90_000, reason=" ")).refused("reason_needed")
    scene.when(order).then(e.AllotmentSet(period=1, allotment_ms=90_000, reason="Sixty are waiting"))
    scene.when(order).then()
    scene.given(*[c.AddRequest(period=1) for _ in range(5)])
    assert scene.meeting.turns[1].allotment_ms == 180_000
    assert {gets(scene, ticket) for ticket in range(2, 8)} == {90_000}


@rule("R10")
def test_an_interpreter_doubles_the_time_unless_interpretation_is_simultaneous() -> None:
    scene = taking_comment(by(ANN, ask(interpreter="Spanish")))
    assert gets(scene, 1) == 360_000
    scene.given(c.SetAllotment(period=1, allotment_ms=60_000, reason="Late"))
    assert gets(scene, 1) == 120_000
    at_once = live(
        c.OpenPeriod(item=2, simultaneous_interpretation=True), by(ANN, ask(interpreter="Spanish"))
    )
    assert gets(at_once, 1) == 180_000


@rule("R19")
def test_a_group_has_its_own_limit_which_shrinks_with_the_others() -> None:
    scene = under(replace(PLAIN, group_allotment_ms=540_000)).given(
        by(ANN, c.AskToSpeak(period=1, speaks_for=12)), by(BEN, ask())
    )
    assert (gets(scene, 1), gets(scene, 2)) == (540_000, 180_000)
    scene.given(c.SetAllotment(period=1, allotment_ms=60_000, reason="Late"))
    assert (gets(scene, 1), gets(scene, 2)) == (180_000, 60_000)


@rule("R21")
def test_the_one_minute_lane_gets_its_minute_or_what_all_get_if_that_is_less() -> None:
    scene = under(replace(PLAIN, order="one_minute_first", one_minute_ms=60_000)).given(
        by(ANN, c.AskToSpeak(period=1, one_minute=True)), by(BEN, ask())
    )
    assert (gets(scene, 1), gets(scene, 2)) == (60_000, 180_000)
    scene.given(c.SetAllotment(period=1, allotment_ms=45_000, reason="Late"))
    assert gets(scene, 1) == 45_000


@rule("R24")
def test_a_person_has_no_more_time_in_a_meeting_than_the_cap() -> None:
    scene = Scenario(replace(PLAIN, person_cap_ms=240_000)).given(
        SCHEDULED, *OPEN, by(ANN, ask()), c.CallNext(period=1), c.StartTurn(turn=1), wait(100_000)
    )
    scene.given(c.EndTurn(turn=1), c.OpenPeriod(item=3), by(ANN, c.AskToSpeak(period=2)))
    scene.given(by(BEN, c.AskToSpeak(period=2)))
    assert (gets(scene, 2), gets(scene, 3)) == (140_000, 180_000)


@rule("R9", "R10", "R19")
@given(
    allotment=st.integers(5_000, 600_000),
    ordered=st.integers(5_000, 600_000),
    percent=st.integers(100, 400),
    group=st.integers(0, 1_200_000),
    people=st.lists(st.tuples(st.booleans(), st.integers(0, 3)), max_size=6),
)
def test_with_equal_multiples_all_on_the_item_have_equal_time(
    allotment: int, ordered: int, percent: int, group: int, people: list[tuple[bool, int]]
) -> None:
    rules = replace(PLAIN, allotment_ms=allotment, interpreter_percent=percent, group_allotment_ms=group)
    scene = under(rules).given(
        *[
            c.AddRequest(period=1, interpreter="Spanish" if interpreter else "", speaks_for=speaks_for)
            for interpreter, speaks_for in people
        ]
    )
    for order in ((), (c.SetAllotment(period=1, allotment_ms=ordered, reason="Late"),)):
        scene.given(*order)
        shares: dict[tuple[bool, bool], set[int]] = {}
        for ticket, (interpreter, speaks_for) in enumerate(people, 1):
            shares.setdefault((interpreter, speaks_for > 1), set()).add(gets(scene, ticket))
        assert all(len(equal) == 1 for equal in shares.values())
        for is_group in (False, True):
            plain, doubled = shares.get((False, is_group)), shares.get((True, is_group))
            if plain and doubled:
                assert doubled == {plain.copy().pop() * percent // 100}


# ── Timed periods ────────────────────────────────────────────────────────────


@rule("R13")
def test_a_period_of_at_least_so_long_does_not_close_before_even_if_it_is_empty() -> None:
    scene = live(c.OpenPeriod(item=2, at_least_ms=600_000))
    scene.when(c.ClosePeriod(period=1)).refused("period_timed", until=START + 600_000)
    scene.given(wait(100_000))
    scene.when(c.MakeLastCall(period=1)).then(e.LastCallMade(period=1, closes_at=START + 600_000))
    scene.given(wait(500_000), by(SYSTEM, c.ClosePeriod(period=1, due=START + 600_000)))
    assert scene.meeting.periods[1].status == "closed"


@rule("R13")
def test_after_its_time_a_period_of_at_least_so_long_closes_with_a_last_call() -> None:
    scene = live(c.OpenPeriod(item=2, at_least_ms=600_000), wait(700_000))
    scene.when(c.ClosePeriod(period=1)).refused("last_call_first")
    scene.given(c.MakeLastCall(period=1))
    scene.when(c.ClosePeriod(period=1)).refused("last_call_running", until=START + 760_000)


@rule("R13")
def test_a_period_of_at_most_so_long_closes_when_empty_or_by_the_clock() -> None:
    scene = live(c.OpenPeriod(item=2, at_most_ms=600_000), by(ANN, ask()))
    scene.when(c.ClosePeriod(period=1)).refused("period_timed", until=START + 600_000)
    assert next_wakeup(scene.meeting) == (START + 600_000, c.ClosePeriod(period=1, due=START + 600_000))
    scene.given(c.CallNext(period=1))
    scene.when(c.ClosePeriod(period=1)).refused("period_timed", until=START + 600_000)
    scene.given(c.StartTurn(turn=1), c.EndTurn(turn=1))
    scene.when(c.ClosePeriod(period=1)).then(e.PeriodClosed(period=1))
    late = live(c.OpenPeriod(item=2, at_most_ms=600_000), by(ANN, ask()), wait(600_900))
    late.when(c.ClosePeriod(period=1, due=START + 600_000), SYSTEM).then(
        e.PeriodClosed(period=1, due=START + 600_000)
    )


@rule("R13")
def test_the_time_of_a_period_runs_in_session_only() -> None:
    early = Scenario().given(SCHEDULED, c.OpenSignUp(), c.OpenPeriod(item=2, at_most_ms=600_000))
    assert timed.may_close_at(early.meeting, early.meeting.periods[1]) is None
    early.when(c.ClosePeriod(period=1)).refused("not_in_session", status="sign_up")
    early.given(wait(50_000), c.StartMeeting(), wait(100_000), c.Recess(), wait(400_000))
    assert next_wakeup(early.meeting) is None
    early.given(c.ResumeMeeting())
    assert timed.may_close_at(early.meeting, early.meeting.periods[1]) == START + 1_050_000


@rule("R13")
def test_a_timed_period_has_no_last_call_before_its_time_has_begun() -> None:
    early = Scenario().given(SCHEDULED, c.OpenSignUp(), c.OpenPeriod(item=2, at_most_ms=600_000))
    early.when(c.MakeLastCall(period=1)).refused("not_in_session", status="sign_up")
    untimed = Scenario().given(SCHEDULED, c.OpenSignUp(), c.OpenPeriod(item=2))
    untimed.when(c.MakeLastCall(period=1)).then(e.LastCallMade(period=1, closes_at=START + 60_000))


def test_the_orders_are_the_chairs_and_the_clerks() -> None:
    order = c.SetAllotment(period=1, allotment_ms=60_000, reason="Late")
    taking_comment().when(order, ANN).refused("not_allowed")
    taking_comment().when(order, CLERK).then(e.AllotmentSet(period=1, allotment_ms=60_000, reason="Late"))
