"""The tables of comments and of the queue: RFC 4180, safe in a spreadsheet, and only what is public."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from immutables import Map

from meetingsvc.domain.hearings import Period
from meetingsvc.domain.profile import PLAIN
from meetingsvc.domain.requests import Request
from meetingsvc.export.comments import comments_csv, comments_json
from meetingsvc.export.queue_csv import queue_csv
from meetingsvc.export.table import Cell, instant, seconds, table
from tests.export.editions import state
from tests.readmodel.floors import turn
from tests.support.rules import rule


class Comment(msgspec.Struct, frozen=True):
    """A comment as the service gives it."""

    number: int
    text: str | None
    status: str = "published"
    name: str | None = None
    position: str | None = None
    item: int | None = None
    made_at: int = 2_500


COMMENTS = [
    Comment(3, "Held back.", status="held"),
    Comment(2, 'Say "no",\nplease.', name="Ana Ruiz", position="oppose", item=1),
    Comment(1, "=HYPERLINK(1)"),
    Comment(4, None),
]


def read(file: bytes) -> list[list[str]]:
    """Read a table back as a program would."""
    return list(csv.reader(io.StringIO(file.decode("utf-8"), newline=""), strict=True))


@rule("R17")
def test_the_table_of_comments_has_the_published_ones_by_the_numbers_of_their_receipts() -> None:
    assert comments_csv(state(time_zone="America/New_York"), COMMENTS).decode("utf-8") == (
        "comment,item,position,name,text,made_at,made_at_utc\r\n"
        "1,,,,'=HYPERLINK(1),1969-12-31T19:00:02.500-05:00,1970-01-01T00:00:02.500Z\r\n"
        '2,1. Call to order,oppose,Ana Ruiz,"Say ""no"",\nplease.",'
        "1969-12-31T19:00:02.500-05:00,1970-01-01T00:00:02.500Z\r\n"
    )


def test_comments_as_json_leave_out_what_was_not_given() -> None:
    assert json.loads(comments_json(state(), COMMENTS)) == {
        "meeting": {"id": "0123ABCD", "title": "Regular meeting", "body": "City Council"},
        "comments": [
            {"comment": 1, "text": "=HYPERLINK(1)", "made_at": 2_500},
            {
                "comment": 2,
                "item": 1,
                "item_label": "1. Call to order",
                "position": "oppose",
                "name": "Ana Ruiz",
                "text": 'Say "no",\nplease.',
                "made_at": 2_500,
            },
        ],
    }


@rule("R34")
def test_the_table_of_the_queue_says_who_was_called_and_for_how_long_they_spoke() -> None:
    asked = Request(
        ticket=14,
        period=1,
        participant="psecret",
        channel="phone",
        rank="0001:000014",
        made_at=900,
        details_seq=3,
        status="done",
        name="Not Passed",
        contact="secret@example.org",
        accommodation="Secret.",
    )
    called = turn(1, 61_000, 68_500, ticket=14, item=2, called_at=60_000, remaining_ms=172_500)
    walked_up = turn(2, 70_000, 71_000, item=2, called_at=70_000, remaining_ms=179_000, name="-Sam")
    held = state(
        [called, walked_up],
        turn_order=(1, 2),
        requests=Map({14: asked}),
        periods=Map({1: Period(1, 2, PLAIN, 180_000, 0, 800)}),
    )
    header, *rows = read(queue_csv(held))
    assert [dict(zip(header, row, strict=True)) for row in rows] == [
        {
            "ticket": "14",
            "turn": "1",
            "item": "2. Public comment\n(3 minutes & no <more>)",
            "channel": "phone",
            "name": "",
            "status": "ended",
            "asked_at": "1970-01-01T00:00:00.900+00:00",
            "asked_at_utc": "1970-01-01T00:00:00.900Z",
            "called_at": "1970-01-01T00:01:00.000+00:00",
            "called_at_utc": "1970-01-01T00:01:00.000Z",
            "started_at": "1970-01-01T00:01:01.000+00:00",
            "started_at_utc": "1970-01-01T00:01:01.000Z",
            "ended_at": "1970-01-01T00:01:08.500+00:00",
            "ended_at_utc": "1970-01-01T00:01:08.500Z",
            "allotted_seconds": "180.000",
            "spoke_seconds": "7.500",
        },
        {
            "ticket": "",
            "turn": "2",
            "item": "2. Public comment\n(3 minutes & no <more>)",
            "channel": "in_person",
            "name": "'-Sam",
            "status": "ended",
            "asked_at": "",
            "asked_at_utc": "",
            "called_at": "1970-01-01T00:01:10.000+00:00",
            "called_at_utc": "1970-01-01T00:01:10.000Z",
            "started_at": "1970-01-01T00:01:10.000+00:00",
            "started_at_utc": "1970-01-01T00:01:10.000Z",
            "ended_at": "1970-01-01T00:01:11.000+00:00",
            "ended_at_utc": "1970-01-01T00:01:11.000Z",
            "allotted_seconds": "180.000",
            "spoke_seconds": "1.000",
        },
    ]


def test_an_instant_has_the_offset_that_the_body_had_then() -> None:
    assert instant(1_783_000_000_001, "America/New_York") == (
        "2026-07-02T09:46:40.001-04:00",
        "2026-07-02T13:46:40.001Z",
    )


def test_seconds_keep_their_thousandths_and_their_sign() -> None:
    assert [seconds(ms) for ms in (None, 0, 7, 180_000, -1_500)] == [
        "",
        "0.000",
        "0.007",
        "180.000",
        "-1.500",
    ]


cells = st.one_of(st.none(), st.integers(), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))


@given(rows=st.lists(st.lists(cells, min_size=3, max_size=3), max_size=5))
def test_any_cells_come_back_and_none_of_them_is_a_formula(rows: Sequence[Sequence[Cell]]) -> None:
    header, *found = read(table(["a", "b", "c"], rows))
    assert header == ["a", "b", "c"]
    texts = [
        (cell, back)
        for row, back_row in zip(rows, found, strict=True)
        for cell, back in zip(row, back_row, strict=True)
    ]
    assert [back.removeprefix("'") for cell, back in texts] == [
        "" if cell is None else str(cell).replace("\0", "").removeprefix("'") for cell, back in texts
    ]
    assert not any(
        isinstance(cell, str) and back.startswith(("=", "+", "-", "@", "\t", "\r")) for cell, back in texts
    )
