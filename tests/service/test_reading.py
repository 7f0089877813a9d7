"""What the pages fetch: cues and comments, by number, for readers of a class."""

from __future__ import annotations

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.lifecycle import CommentStatus
from tests.support.house import House
from tests.support.rules import rule
from tests.support.scenario import ANN, BEN


async def comments(house: House) -> str:
    """Four comments: published, held, submitted, published."""
    meeting = await house.session()
    for actor, text in ((ANN, "one"), (BEN, "two"), (ANN, "three"), (BEN, "four")):
        await house.do(meeting, c.SubmitComment(text=text, name="Somebody", position="support"), actor)
    await house.do(meeting, c.PublishComment(comment=1))
    await house.do(meeting, c.HoldComment(comment=2, reason="obscenity"))
    await house.do(meeting, c.PublishComment(comment=4))
    return meeting


async def test_the_public_reads_published_comments_the_newest_first(house: House) -> None:
    meeting = await comments(house)
    rows = await house.installation.service.comments(meeting)
    assert [(row.number, row.text, row.name, row.position, row.contact) for row in rows] == [
        (4, "four", "Somebody", "support", None),
        (1, "one", "Somebody", "support", None),
    ]


async def test_what_is_not_published_has_no_text_for_the_public(house: House) -> None:
    meeting = await comments(house)
    rows = await house.installation.service.comments(meeting, statuses=None)
    assert [(row.number, row.status, row.text, row.name) for row in rows] == [
        (4, "published", "four", "Somebody"),
        (3, "submitted", None, None),
        (2, "held", None, None),
        (1, "published", "one", "Somebody"),
    ]


async def test_staff_read_what_is_held_and_why(house: House) -> None:
    meeting = await comments(house)
    held: tuple[CommentStatus, ...] = ("held",)
    [row] = await house.installation.service.comments(meeting, statuses=held, readers="staff")
    assert (row.number, row.text, row.reason, row.participant) == (2, "two", "obscenity", BEN.id)


@pytest.mark.parametrize(
    ("before", "limit", "numbers", "found"),
    [
        (None, 2, None, [4, 3]),
        (3, 2, None, [2, 1]),
        (1, 50, None, []),
        (99, 50, None, [4, 3, 2, 1]),
        (None, None, None, [4, 3, 2, 1]),
        (None, 50, [1, 3, 7], [3, 1]),
        (3, 50, [1, 3, 7], [1]),
    ],
)
async def test_comments_are_fetched_by_pages_and_by_number(
    house: House, before: int | None, limit: int | None, numbers: list[int] | None, found: list[int]
) -> None:
    meeting = await comments(house)
    rows = await house.installation.service.comments(
        meeting, before=before, limit=limit, numbers=numbers, statuses=None
    )
    assert [row.number for row in rows] == found


@rule("R38")
async def test_a_corrected_cue_keeps_what_was_received(house: House) -> None:
    meeting = await house.session()
    await house.do(meeting, c.AddCue(track="en", text="Good evening"))
    await house.do(meeting, c.AddCue(track="en", text="and welcome"))
    await house.do(meeting, c.CorrectCue(track="en", cue=1, text="Good evening,"))
    rows = await house.installation.service.cues(meeting, "en")
    assert [(row.number, row.text, row.received, row.corrected) for row in rows] == [
        (1, "Good evening,", "Good evening", True),
        (2, "and welcome", "and welcome", False),
    ]
    assert rows[1:] == await house.installation.service.cues(meeting, "en", limit=1)
    assert rows[:1] == await house.installation.service.cues(meeting, "en", before=2)
    assert rows == await house.installation.service.cues(meeting, "en", limit=None)


async def test_there_are_no_cues_of_a_track_that_is_not_there(house: House) -> None:
    meeting = await house.session()
    with pytest.raises(Refused, match="no_such_track"):
        await house.installation.service.cues(meeting, "fr")
    with pytest.raises(Refused, match="no_such_meeting"):
        await house.installation.service.cues("NOTHING0", "en")
