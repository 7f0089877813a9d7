"""A decision about a caption of long ago: it knows all that became of it, in its own batch too."""

from __future__ import annotations

import asyncio

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.spoken import BLOT, Piece
from tests.support.house import House
from tests.support.rules import rule
from tests.support.scenario import START


async def captioned(house: House, lines: int) -> str:
    """A meeting with so many lines, the first of which have left the state."""
    meeting = await house.session()
    for number in range(lines):
        await house.do(meeting, c.AddCue(track="en", text=f"line {number + 1}", began=START))
    return meeting


def edit(cue: int, text: str, **more: int) -> c.Edit:
    """A cue that shows this."""
    return c.Edit(cue=cue, pieces=(Piece(text, START, START),), **more)


async def test_commands_of_one_batch_know_of_each_other(house: House) -> None:
    meeting = await captioned(house, 12)
    one = house.do(meeting, c.EditCues(track="en", edits=(edit(1, "Line one", seen=0),)))
    other = house.do(meeting, c.EditCues(track="en", edits=(edit(1, "LINE 1", seen=0),)))
    first, second = await asyncio.gather(one, other, return_exceptions=True)
    assert not isinstance(first, BaseException)
    assert isinstance(second, Refused)
    assert (second.code, dict(second.params)) == ("cue_changed", {"cue": 1, "text": "Line one"})
    row, *_ = await house.installation.service.cues(meeting, "en", limit=None)
    assert (row.text, row.received, row.changes) == ("Line one", "line 1", 1)


@rule("R29")
async def test_a_merge_and_a_redaction_in_one_batch_seal_what_was_merged(house: House) -> None:
    meeting = await captioned(house, 12)
    merged = c.EditCues(track="en", edits=(edit(1, "line 1 line 2"), c.Edit(cue=2, into=1)))
    span = c.RedactedSpan(track="en", cue=1, start=7, stop=13, seen="line 2")
    await asyncio.gather(
        house.do(meeting, merged), house.do(meeting, c.RedactCues(reason="child", spans=(span,)))
    )
    first, second, *_ = await house.installation.service.cues(meeting, "en", limit=None)
    assert (first.text, first.received, first.redacted) == (f"line 1 {BLOT}", None, "child")
    assert (second.text, second.received) == ("", None)


async def test_a_cue_that_was_never_there_is_refused(house: House) -> None:
    meeting = await captioned(house, 1)
    with pytest.raises(Refused, match="no_such_cue"):
        await house.do(meeting, c.EditCues(track="en", edits=(edit(2, "x"),)))
