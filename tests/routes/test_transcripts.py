"""The lines of a track, kept on disk: the same as derived from the record, as of one moment."""

from __future__ import annotations

import pytest

from meetingsvc.readmodel.transcript import Version, lines
from meetingsvc.routes.archive_files import archive_of
from meetingsvc.routes.edge import EDGE
from meetingsvc.routes.transcripts import AT_ONCE
from tests.support.server import CLERK, STARTS_AT, Server


async def captioned(server: Server, count: int) -> str:
    """A meeting that is over, with so many captions of every kind, a few of them mended."""
    meeting = await server.meeting(live=True)
    await server.command(meeting, "walk_up", believes=None)
    await server.clock.advance(STARTS_AT + count * 10)
    for first in range(0, count, 200):
        added = [
            {
                "text": f"Line {at} of it.",
                "began": STARTS_AT + at * 10,
                "ended": STARTS_AT + at * 10 + 9,
                "confidence": at % 100,
                "words": [{"text": "Line", "began": STARTS_AT + at * 10, "ended": STARTS_AT + at * 10 + 3}],
                "speaker": f"Speaker {at // 7}" if at % 2 else None,
            }
            for at in range(first, min(first + 200, count))
        ]
        await server.command(meeting, "receive_cues", track="en", source="own", source_seq=first, added=added)
    await server.command(meeting, "end_turn", turn=1)
    pieces = [
        {"text": text, "began": STARTS_AT + 10 + at * 4, "ended": STARTS_AT + 13 + at * 4, "speaker": "Ana"}
        for at, text in enumerate(("One.", "Two."))
    ]
    await server.command(meeting, "edit_cues", track="en", edits=[{"cue": 2, "pieces": pieces}])
    await server.command(meeting, "adjourn")
    return meeting


@pytest.mark.parametrize("version", ["corrected", "received"])
@pytest.mark.parametrize("count", [5, AT_ONCE, AT_ONCE * 2 + 1])
async def test_kept_lines_are_those_of_the_record_however_often_they_are_read(
    server: Server, version: Version, count: int
) -> None:
    meeting = await captioned(server, count)
    archive = await archive_of(server.running.app[EDGE], meeting)
    kept = await archive.lines("en", version)
    rows = await server.service.cues(meeting, "en", limit=None)
    derived = list(lines(archive.state, "en", rows, version))
    assert len(derived) == count + (version == "corrected")
    assert list(kept) == derived
    assert list(kept) == derived


async def test_an_archive_shows_one_moment_though_captions_are_corrected_meanwhile(server: Server) -> None:
    meeting = await captioned(server, 5)
    shared = server.running.app[EDGE]
    before = await archive_of(shared, meeting)
    await server.command(meeting, "correct_cue", by=CLERK, track="en", cue=1, text="Mended.")
    after = await archive_of(shared, meeting)
    assert [next(iter(await archive.lines("en"))).text for archive in (before, after)] == [
        "Line 0 of it.",
        "Mended.",
    ]
