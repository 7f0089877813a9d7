"""The lines that the editor of the transcript reads, and the pages of the glossary."""

from __future__ import annotations

import io
from typing import Any

from meetingsvc.domain import commands as c
from meetingsvc.domain.spoken import BLOT, Piece
from tests.support.rules import rule
from tests.support.scenario import CLERK
from tests.support.server import Server


async def do(server: Server, meeting: str, *commands: c.Command) -> None:
    for number, command in enumerate(commands):
        await server.service.submit(
            meeting, CLERK, f"{type(command).__name__}-{number}-{len(meeting)}", command
        )


async def captioned(server: Server, lines: int) -> str:
    """A meeting in session with lines in an English track, and nobody on the floor."""
    meeting = await server.meeting(live=True)
    await do(server, meeting, *(c.AddCue(track="en", text=f"Line {n}.") for n in range(1, lines + 1)))
    return meeting


async def lines(server: Server, path: str) -> Any:
    token = await server.session("captioner")
    async with server.browser(cookies={"staff": token}) as person, person.get(path) as answer:
        assert answer.status == 200
        return await answer.json()


@rule("R38")
async def test_lines_come_with_their_pieces_and_what_was_received(server: Server) -> None:
    meeting = await captioned(server, 3)
    state = await server.service.state(meeting)
    first, second, third = state.tracks["en"].recent
    halves = (
        Piece("Line", second.began, second.began, "Ann Lee"),
        Piece("two.", second.began, second.ended),
    )
    await do(
        server,
        meeting,
        c.EditCues(track="en", edits=(c.Edit(cue=2, pieces=halves), c.Edit(cue=3))),
        c.RedactCues(
            reason="child", spans=(c.RedactedSpan(track="en", cue=1, start=0, stop=4, seen="Line"),)
        ),
    )
    said = await lines(server, f"/archive/{meeting}/lines?track=en")
    spans = {"began": second.began, "ended": second.ended}
    assert said == {
        "lines": [
            {
                "cue": 1,
                "began": first.began,
                "ended": first.ended,
                "pieces": [{"text": f"{BLOT} 1.", "began": first.began, "ended": first.ended}],
                "changes": 1,
                "redacted": "child",
                "estimated": True,
            },
            {
                "cue": 2,
                **spans,
                "pieces": [
                    {
                        "text": "Line",
                        "began": second.began,
                        "ended": second.began,
                        "speaker": "Ann Lee",
                        "who": {"name": "Ann Lee"},
                    },
                    {"text": "two.", **spans},
                ],
                "received": "Line 2.",
                "changes": 1,
                "corrected": True,
                "estimated": True,
            },
            {
                "cue": 3,
                "began": third.began,
                "ended": third.ended,
                "pieces": [],
                "received": "Line 3.",
                "changes": 1,
                "corrected": True,
                "estimated": True,
            },
        ]
    }


async def test_lines_are_asked_for_from_one_number_to_another(server: Server) -> None:
    meeting = await captioned(server, 12)
    said = await lines(server, f"/archive/{meeting}/lines?track=en&from=4&before=6")
    assert [line["cue"] for line in said["lines"]] == [4, 5]
    assert said["before"] == 4


@rule("R29")
async def test_a_cue_that_is_gone_is_told_as_gone_and_one_in_pieces_as_one(server: Server) -> None:
    meeting = await captioned(server, 2)
    (first, second) = (await server.service.state(meeting)).tracks["en"].recent
    both = Piece("Line 1. Line 2.", first.began, second.ended)
    halves = (both, Piece("And on.", second.began, second.ended))
    merge = c.EditCues(track="en", edits=(c.Edit(cue=1, pieces=halves), c.Edit(cue=2, into=1)))
    await do(server, meeting, merge)
    async with server.browser() as anyone, anyone.get(f"/m/{meeting}/cues?track=en") as answer:
        one, two = (await answer.json())["cues"]
    assert one["text"] == "Line 1. Line 2.\nAnd on."
    assert two == {"cue": 2, "began": second.began, "ended": second.ended, "gone": True}


async def test_a_glossary_is_typed_added_to_from_a_file_and_saved(server: Server) -> None:
    await server.meeting()
    token = await server.session("captioner")
    async with server.browser(cookies={"staff": token}) as person:
        sent = {"expected": "0", "terms": "Elm Street\r\nDeFranzo"}
        async with person.post("/b/council/glossary", data=sent, allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (303, "/b/council/glossary?saved=1")
        async with person.get("/b/council/glossary.json") as answer:
            assert await answer.json() == {"terms": ["Elm Street", "DeFranzo"]}
        file = {"file": io.BytesIO("Oak Street\nElm Street\n".encode("utf-8-sig"))}
        async with person.post("/b/council/glossary/file", data=file) as answer:
            assert "Elm Street\nDeFranzo\nOak Street</textarea>" in await answer.text()
        stale = {"expected": "0", "terms": "Mine"}
        async with person.post("/b/council/glossary", data=stale) as answer:
            page = await answer.text()
            assert answer.status == 409
    assert "Mine</textarea>" in page
    assert "Somebody has saved other terms in the meantime." in page
