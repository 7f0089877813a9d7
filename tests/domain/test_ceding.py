"""Ceding time: offered, accepted, taken back (R18)."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from meetingsvc.domain import allotments
from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.profile import PLAIN
from meetingsvc.readmodel.views import me
from tests.support.rules import rule
from tests.support.scenario import (
    ANN,
    BEN,
    CYD,
    OPEN,
    SCHEDULED,
    START,
    Scenario,
    ask,
    by,
    taking_comment,
    wait,
)

CEDING = replace(PLAIN, ceding=True, ceding_cap_ms=480_000)
"""Two turns and a part of a third is all that one can have."""


def three(*more: c.Command) -> Scenario:
    """Ann, Ben and Cyd wait where time can be ceded."""
    return Scenario(CEDING).given(SCHEDULED, *OPEN, by(ANN, ask()), by(BEN, ask()), by(CYD, ask()), *more)


@rule("R18")
def test_ceding_is_off_where_the_rules_do_not_name_it() -> None:
    scene = taking_comment(by(ANN, ask()), by(BEN, ask()))
    scene.when(c.OfferTime(ticket=1, to=2), ANN).refused("no_ceding")


@rule("R18")
def test_an_offer_that_is_accepted_costs_the_donor_their_turn_and_lengthens_the_receivers() -> None:
    scene = three()
    scene.when(c.OfferTime(ticket=1, to=2), ANN).then(e.TimeOffered(ticket=1, to=2))
    assert me(scene.meeting, BEN.id)["requests"]["2"]["offered_by"] == [1]
    scene.when(c.AcceptTime(ticket=1), CYD).refused("no_offer", ticket=1)
    scene.when(c.AcceptTime(ticket=1), BEN).then(e.TimeCeded(ticket=1, to=2))
    assert (scene.meeting.requests[1].status, scene.meeting.requests[2].ceded_by) == ("ceded", (1,))
    scene.when(c.AskToSpeak(period=1), ANN).refused("already_waiting", ticket=1)
    scene.when(c.CallNext(period=1)).then(
        e.TurnCalled(turn=1, ticket=2, allotment_ms=360_000, grace_until=START + 60_000, item=2)
    )


@rule("R18")
def test_the_donor_takes_it_back_until_the_receiver_begins_and_has_the_old_place() -> None:
    scene = three(c.OfferTime(ticket=1, to=2), c.AcceptTime(ticket=1), c.CallNext(period=1))
    scene.when(c.ReclaimTime(ticket=1), CYD).refused("no_such_ticket", ticket=1)
    scene.when(c.ReclaimTime(ticket=1), ANN).then(e.TimeReclaimed(ticket=1, to=2))
    assert scene.meeting.turns[1].allotment_ms == 180_000
    assert [request.ticket for request in scene.meeting.waiting(1)] == [1, 3]
    begun = three(c.OfferTime(ticket=1, to=2), c.AcceptTime(ticket=1), c.CallNext(period=1))
    begun.given(c.StartTurn(turn=1)).when(c.ReclaimTime(ticket=1), ANN).refused("too_late_to_cede", ticket=2)


@rule("R18")
def test_an_offer_can_be_declined_or_withdrawn_and_goes_with_a_better_one() -> None:
    scene = three(c.OfferTime(ticket=1, to=2))
    scene.when(c.DeclineTime(ticket=1), BEN).then(e.TimeDeclined(ticket=1, to=2))
    scene.given(c.OfferTime(ticket=1, to=2))
    scene.when(c.OfferTime(ticket=1, to=3), ANN).then(
        e.TimeReclaimed(ticket=1, to=2), e.TimeOffered(ticket=1, to=3)
    )
    scene.when(c.ReclaimTime(ticket=1), ANN).then(e.TimeReclaimed(ticket=1, to=3))
    scene.when(c.ReclaimTime(ticket=1), ANN).refused("no_offer", ticket=1)


@rule("R18")
def test_only_who_is_present_in_open_session_can_cede() -> None:
    scene = three(by(ANN, c.OnMyWay(ticket=1)))  # type: ignore[arg-type]  # a step
    scene.when(c.OfferTime(ticket=1, to=2), ANN).refused("cede_present", ticket=1)
    scene.given(c.OfferTime(ticket=2, to=3), by(BEN, c.OnMyWay(ticket=2)))
    scene.when(c.AcceptTime(ticket=2), CYD).refused("cede_present", ticket=2)
    scene.given(c.Recess()).when(c.OfferTime(ticket=1, to=2), ANN).refused("not_in_session", status="recess")


@rule("R18")
def test_time_is_not_ceded_on_nor_beyond_the_cap_nor_to_who_is_called() -> None:
    scene = three(c.OfferTime(ticket=1, to=2), c.AcceptTime(ticket=1))
    scene.when(c.OfferTime(ticket=2, to=3), BEN).refused("cede_once", ticket=2)
    scene.given(c.OfferTime(ticket=3, to=2), c.AcceptTime(ticket=3), c.AddRequest(period=1))
    assert allotments.standard(scene.meeting, scene.meeting.requests[2]) == 480_000
    scene.when(c.OfferTime(ticket=4, to=2)).refused("ceding_cap", ticket=2)
    called = three(c.CallNext(period=1))
    called.when(c.OfferTime(ticket=2, to=1), BEN).refused("too_late_to_cede", ticket=1)
    called.when(c.OfferTime(ticket=2, to=2), BEN).refused("cede_within_period", ticket=2)


@rule("R18")
def test_who_leaves_before_speaking_leaves_the_ceded_turns_to_their_owners() -> None:
    scene = three(c.OfferTime(ticket=1, to=2), c.AcceptTime(ticket=1))
    scene.when(c.WithdrawRequest(ticket=2), BEN).then(
        e.TimeReclaimed(ticket=1, to=2), e.RequestWithdrawn(ticket=2)
    )
    assert [request.ticket for request in scene.meeting.waiting(1)] == [1, 3]


STEPS = st.lists(
    st.tuples(
        st.sampled_from([c.OfferTime, c.AcceptTime, c.DeclineTime, c.ReclaimTime, c.WithdrawRequest]),
        st.integers(1, 5),
        st.integers(1, 5),
    ),
    max_size=25,
)


@rule("R18")
@given(STEPS, st.integers(0, 900_000))
def test_the_sum_of_all_time_never_grows_by_ceding_and_no_turn_is_above_the_cap(
    steps: list[tuple[type[c.Command], int, int]], cap: int
) -> None:
    scene = Scenario(replace(CEDING, ceding_cap_ms=cap)).given(
        SCHEDULED, *OPEN, *[c.AddRequest(period=1) for _ in range(5)], wait(1)
    )
    for kind, ticket, to in steps:
        try:
            scene.do(kind(ticket, to) if kind is c.OfferTime else kind(ticket))
        except Refused:
            continue
        requests = scene.meeting.requests.values()
        for request in requests:
            assert (request.status == "ceded") == (request.cedes_to is not None)
            if request.cedes_to is not None:
                assert request.ticket in scene.meeting.requests[request.cedes_to].ceded_by
            assert len(request.ceded_by) == len(set(request.ceded_by))
        waiting = [request for request in requests if request.status == "waiting"]
        donors = [request for request in requests if request.status == "ceded"]
        given_away = sum(len(request.ceded_by) for request in waiting)
        assert given_away == len(donors)
        total = sum(allotments.standard(scene.meeting, request) for request in waiting)
        assert total <= (len(waiting) + len(donors)) * 180_000
        for request in waiting:
            more = allotments.standard(scene.meeting, request) - 180_000
            assert more == (min(len(request.ceded_by) * 180_000, max(cap - 180_000, 0)) if cap else more)
