"""Who asked, was called and spoke: what the table of the queue is made of."""

from __future__ import annotations

import msgspec
from immutables import Map

from meetingsvc.domain.hearings import Period
from meetingsvc.domain.profile import PLAIN
from meetingsvc.domain.requests import Request
from meetingsvc.readmodel.participation import Participation, participation
from tests.readmodel.floors import meeting, turn
from tests.support.rules import rule

PERIOD = Period(1, 5, PLAIN, 180_000, 0, 800, status="closed")


def request(ticket: int, **changes: object) -> Request:
    """Build a request for the period on item 5, made at 900 ms plus its ticket."""
    plain = Request(
        ticket=ticket,
        period=1,
        participant=f"p{ticket}",
        channel="remote",
        rank=f"0001:{ticket:06d}",
        made_at=900 + ticket,
        details_seq=3,
        contact="someone@example.org",
        accommodation="A chair.",
    )
    return msgspec.structs.replace(plain, **changes)


@rule("R34")
def test_calls_come_in_their_order_and_then_the_requests_that_were_never_called() -> None:
    heard = turn(
        1, 5_000, 65_000, ticket=14, item=5, called_at=4_000, allotment_ms=90_000, remaining_ms=40_000
    )
    walked_up = turn(2, 70_000, 80_000, item=5, called_at=70_000, remaining_ms=170_000, name="Sam Lee")
    missed = turn(3, None, None, ticket=15, item=5, called_at=81_000, status="missed")
    undone = turn(4, None, None, ticket=16, status="undone")
    held = meeting(
        [heard, walked_up, missed, undone],
        turn_order=(1, 2, 3, 4),
        periods=Map({1: PERIOD}),
        requests=Map(
            {
                14: request(14, status="done", name="Ana Ruiz", name_passed=True),
                15: request(15, status="no_show", name="Not Passed"),
                16: request(16, status="waiting", name="Not Passed", channel="phone"),
            }
        ),
    )
    assert participation(held) == (
        Participation(
            ticket=14,
            turn=1,
            item=5,
            channel="remote",
            name="Ana Ruiz",
            status="ended",
            asked=914,
            called=4_000,
            started=5_000,
            ended=65_000,
            allotted_ms=90_000,
            spoke_ms=50_000,
        ),
        Participation(
            turn=2,
            item=5,
            channel="in_person",
            name="Sam Lee",
            status="ended",
            called=70_000,
            started=70_000,
            ended=80_000,
            allotted_ms=180_000,
            spoke_ms=10_000,
        ),
        Participation(
            ticket=15,
            turn=3,
            item=5,
            channel="remote",
            status="missed",
            asked=915,
            called=81_000,
            allotted_ms=180_000,
        ),
        Participation(ticket=16, item=5, channel="phone", status="waiting", asked=916),
    )


@rule("R44")
def test_of_a_turn_that_was_split_each_part_spoke_no_longer_than_it_lasted() -> None:
    first = turn(1, 5_000, 25_000, remaining_ms=120_000)
    second = turn(2, 25_000, 65_000, remaining_ms=120_000, dais=True)
    rows = participation(meeting([first, second], turn_order=(1, 2), requests=Map()))
    assert [(row.turn, row.dais, row.spoke_ms) for row in rows] == [(1, False, 20_000), (2, True, 40_000)]
