"""Paper cards: numbers reserved at once, a place only when handed in, and slips put right."""

from __future__ import annotations

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.paper import CARDS_OUT
from meetingsvc.domain.roles import Actor
from meetingsvc.readmodel.views import me, view
from tests.support.rules import rule
from tests.support.scenario import ANN, BEN, CHAIR, CLERK, Scenario, ask, by, taking_comment, wait

DOOR = Actor("staff:9", frozenset({"door"}))
OTHER_DOOR = Actor("staff:10", frozenset({"door"}))


def order(scene: Scenario) -> list[int]:
    return [request.ticket for request in scene.meeting.waiting(1)]


def three_cards() -> Scenario:
    """Ann has ticket 1; cards 2, 3 and 4 are out."""
    return taking_comment(by(ANN, ask()), by(DOOR, c.ReserveCards(period=1, cards=3)))


@rule("R4", "R17")
def test_a_block_of_cards_has_its_numbers_at_once_and_nobody_else_gets_them() -> None:
    scene = taking_comment(by(ANN, ask()))
    [entry] = scene.do(c.ReserveCards(period=1, cards=3), DOOR)
    assert isinstance(entry.event, e.CardsReserved)
    assert (entry.event.period, entry.event.first, entry.event.cards) == (1, 2, 3)
    scene.given(by(BEN, ask()), by(OTHER_DOOR, c.ReserveCards(period=1, cards=2)))
    assert sorted(scene.meeting.cards) == [2, 3, 4, 6, 7]
    assert order(scene) == [1, 5]
    assert len({card.participant for card in scene.meeting.cards.values()}) == 5


@rule("R7")
def test_a_card_has_no_place_until_it_is_handed_in_and_arrives_then() -> None:
    scene = three_cards().given(by(BEN, ask()), wait(60_000))
    assert order(scene) == [1, 5]
    scene.given(by(DOOR, c.HandInCard(ticket=3)), c.HandInCard(ticket=2))
    assert order(scene) == [1, 5, 3, 2]
    requests = scene.meeting.requests
    assert (requests[3].made_at, requests[3].arrival, requests[2].arrival) == (scene.now, 3, 4)


@rule("R9")
def test_cards_that_are_out_count_for_nobody_in_the_time_of_each() -> None:
    scene = three_cards()
    assert scene.meeting.periods[1].arrived == 1
    scene.given(c.HandInCard(ticket=4))
    assert scene.meeting.periods[1].arrived == 2


@rule("R2")
@pytest.mark.parametrize(("who", "passed"), [(DOOR, False), (CLERK, True)])
def test_what_stands_on_a_card_is_typed_with_it(who: Actor, passed: bool) -> None:
    scene = three_cards()
    command = c.HandInCard(ticket=2, name="Nan Null", interpreter="Spanish", period=1)
    scene.given(by(who, command))
    request = scene.meeting.requests[2]
    assert (request.name, request.interpreter, request.name_passed) == ("Nan Null", "Spanish", passed)


@rule("R4")
def test_the_owner_hands_in_by_phone_and_nobody_else_can() -> None:
    scene = three_cards()
    owner = Actor(scene.meeting.cards[3].participant, frozenset({"attendee"}))
    assert me(scene.meeting, owner.id)["card"] == {
        "ticket": 3,
        "receipt": "MEETING1-S3",
        "period": 1,
        "item": 2,
    }
    scene.when(c.HandInCard(ticket=3), ANN).refused("no_such_card", ticket=3)
    scene.when(c.HandInCard(ticket=3, channel="phone"), owner).refused("invalid_field", field="channel")
    scene.given(by(owner, c.HandInCard(ticket=3)))
    mine = me(scene.meeting, owner.id)
    assert ("card" in mine, list(mine["requests"])) == (False, ["3"])
    scene.when(c.PutCardBack(ticket=3), DOOR).refused("card_by_owner", ticket=3)


@rule("R6")
def test_who_asked_on_the_phone_of_the_card_does_not_stand_there_twice() -> None:
    scene = three_cards()
    owner = Actor(scene.meeting.cards[3].participant, frozenset({"attendee"}))
    scene.given(by(owner, ask()))
    scene.when(c.HandInCard(ticket=3), DOOR).refused("already_waiting", ticket=5)


def test_a_number_that_cannot_be_handed_in_says_why() -> None:
    scene = three_cards().given(c.OpenPeriod(item=3), c.ReserveCards(period=2, cards=1))
    scene.when(c.HandInCard(ticket=9), DOOR).refused("no_such_card", ticket=9)
    scene.when(c.HandInCard(ticket=1), DOOR).refused("not_a_card", ticket=1)
    scene.when(c.HandInCard(ticket=5, period=1), DOOR).refused("card_elsewhere", ticket=5, item="Adjournment")
    scene.given(by(DOOR, c.HandInCard(ticket=2, period=1)))
    scene.when(c.HandInCard(ticket=2, period=1), OTHER_DOOR).refused("card_used", ticket=2)
    scene.given(c.TakeBackCards(first=1, last=3))
    scene.when(c.HandInCard(ticket=3), DOOR).refused("card_taken_back", ticket=3)
    scene.given(c.MakeLastCall(period=1), wait(120_000), c.ClosePeriod(period=1))
    scene.when(c.HandInCard(ticket=4), DOOR).refused("card_expired", ticket=4)
    scene.when(c.ReserveCards(period=1, cards=1), DOOR).refused("period_closed", period=1)


@rule("R33")
def test_in_an_outage_cards_are_reserved_and_wait() -> None:
    scene = three_cards().given(by(CHAIR, c.ReportOutage(failed=["queue"])))
    scene.given(by(DOOR, c.ReserveCards(period=1, cards=1)))
    scene.when(c.HandInCard(ticket=2), DOOR).refused("queue_frozen")


def test_cards_are_taken_back_but_for_those_handed_in() -> None:
    scene = three_cards().given(by(DOOR, c.HandInCard(ticket=3)))
    scene.when(c.TakeBackCards(first=1, last=50), OTHER_DOOR).then(e.CardsTakenBack(cards=(2, 4)))
    scene.when(c.TakeBackCards(first=1, last=50), DOOR).refused("no_cards_out", first=1, last=50)
    assert view(scene.meeting, "door")["cards"] == {}
    assert order(scene) == [1, 3]


def test_a_slip_puts_the_card_back_and_the_right_person_arrives_when_they_do() -> None:
    scene = three_cards().given(c.HandInCard(ticket=2, name="Nan Null"))
    made = scene.log[-1].seq
    scene.when(c.PutCardBack(ticket=2)).then(
        e.CardPutBack(ticket=2, reclassified=(e.Reclassified(made, "name", "staff"),))
    )
    assert order(scene) == [1]
    assert scene.meeting.requests[2].name == ""
    scene.when(c.PutCardBack(ticket=2)).refused("card_out", ticket=2)
    scene.given(by(BEN, ask()), by(DOOR, c.HandInCard(ticket=2, name="Lee")))
    assert order(scene) == [1, 5, 2]
    assert scene.meeting.belongings[scene.meeting.cards[2].participant].tickets == (2,)


def test_the_door_undoes_its_own_slip_and_only_what_nobody_has_built_upon() -> None:
    scene = three_cards().given(by(DOOR, c.HandInCard(ticket=2)))
    scene.when(c.PutCardBack(ticket=2), OTHER_DOOR).refused("stale", ticket=2)
    scene.given(c.EditRequest(ticket=2, channel="in_person", name="Nan"))
    scene.when(c.PutCardBack(ticket=2), DOOR).refused("stale", ticket=2)
    scene.given(c.CallRequest(ticket=2, reason="Bus"))
    scene.when(c.PutCardBack(ticket=2)).refused(
        "not_now", thing="request", status="called", action="put_back"
    )


def test_there_is_an_end_to_printing() -> None:
    scene = taking_comment(*(c.ReserveCards(period=1, cards=50) for _ in range(CARDS_OUT // 50)))
    scene.when(c.ReserveCards(period=1, cards=1)).refused("cards_enough", most=CARDS_OUT)


@rule("R17")
def test_a_return_code_renewed_stands_in_the_record_without_the_code() -> None:
    scene = three_cards()
    scene.when(c.RenewReturnCode(ticket=1), DOOR).then(e.ReturnCodeRenewed(ticket=1))
    assert view(scene.meeting, "door")["requests"]["1"]["renewed"] == 1
    scene.when(c.RenewReturnCode(ticket=2), DOOR).refused("no_such_ticket", ticket=2)


@rule("R6", "R17")
def test_a_card_merged_with_a_request_made_at_home_leaves_both_receipts_good() -> None:
    scene = three_cards().given(by(BEN, ask()), by(DOOR, c.HandInCard(ticket=4, name="Ben")))
    scene.given(by(DOOR, c.MergeRequests(ticket=4, other=5)))
    assert order(scene) == [1, 5]
    owners = scene.meeting.cards[4].participant, BEN.id
    cards = [me(scene.meeting, owner)["requests"] for owner in owners]
    assert [list(card) for card in cards] == [["4"], ["5"]]
    assert cards[0]["4"]["kept"] == {"ticket": 5, "status": "waiting"}


def test_the_public_sees_no_card_that_is_out() -> None:
    scene = three_cards()
    assert "cards" not in view(scene.meeting, "public")
    assert sorted(view(scene.meeting, "staff")["cards"]) == ["2", "3", "4"]
