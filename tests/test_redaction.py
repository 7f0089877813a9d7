"""R29: what was taken out of the captions is nowhere public afterwards, and the record still verifies.

The words are said in two tracks, grow, are corrected, merged and heard word by word; then they are taken out
while the meeting goes on. Whoever comes then reads everything there is, live and once it is over.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from meetingsvc.domain.spoken import BLOT
from meetingsvc.domain.state import Meeting
from meetingsvc.export.files import AS_RECEIVED, File, captioned, offered
from meetingsvc.record.verify import verify_file
from tests.support.rules import rule
from tests.support.server import Server
from tests.test_privacy import Reader, a_reader

SECRETS = (b"Zq7Elm", b"Zq8Olmo", b"Zq9Lily")
TIMES = {"began": 0, "ended": 0}


async def said(server: Server) -> str:
    """A meeting in which an address and a child's name were said, in every way in which words come in."""
    meeting = await server.meeting(live=True)
    await server.command(meeting, "open_track", language="es", kind="automatic")
    tool: dict[str, Any] = {"track": "en", "source": "zoom"}
    await server.command(meeting, "add_cue", **tool, text="I live at 5 Zq7Elm", source_seq=1)
    await server.command(meeting, "add_cue", **tool, text="I live at 5 Zq7Elm Street", source_seq=2)
    await server.command(meeting, "correct_cue", track="en", cue=1, text="I live at 5 Zq7Elm Street.")
    await server.command(meeting, "add_cue", **tool, text="with my daughter", source_seq=3)
    await server.command(meeting, "add_cue", **tool, text="Zq9Lily.", source_seq=4)
    heard = [{"text": word, **TIMES, "confidence": 80} for word in ("Vivo", "en", "Zq8Olmo", "5")]
    await server.command(meeting, "add_cue", track="es", text="Vivo en Zq8Olmo 5", words=heard, confidence=80)
    pieces = [{"text": "with my daughter Zq9Lily.", **TIMES}]
    second = (await server.state(meeting)).tracks["en"].recent[1]
    pieces[0] |= {"began": second.began, "ended": second.ended}
    await server.command(
        meeting, "edit_cues", track="en", edits=[{"cue": 2, "pieces": pieces}, {"cue": 3, "into": 2}]
    )
    return meeting


async def taken_out(server: Server, meeting: str) -> None:
    """All of it, in two acts."""
    address = [
        {"track": "en", "cue": 1, "start": 10, "stop": 25, "seen": "5 Zq7Elm Street"},
        {"track": "es", "cue": 1, "start": 8, "stop": 17, "seen": "Zq8Olmo 5"},
    ]
    await server.command(meeting, "redact_cues", reason="private_data", spans=address)
    child = [{"track": "en", "cue": 2, "start": 17, "stop": 24, "seen": "Zq9Lily"}]
    await server.command(meeting, "redact_cues", reason="child", spans=child)


async def everything(server: Server, reader: Reader, stage: str, meeting: str) -> None:
    """What the sweep of every page reads, and every file, every version of it, and what players are given."""
    await reader.sweep(stage, meeting)
    state = await server.state(meeting)
    names = {file.name for file in offered(state)}
    names |= {file.name for file in _as_received(state)}
    live = [f"/m/{meeting}/captions.{track}.{form}" for track in state.tracks for form in ("vtt", "m3u8")]
    live += [f"/m/{meeting}/captions/{track}/{number}.vtt" for track in state.tracks for number in range(3)]
    live += [f"/m/{meeting}/captions/embed?track={track}" for track in state.tracks]
    search = [
        f"/archive/{meeting}?q={word.decode()}&track={track}" for word in SECRETS for track in state.tracks
    ]
    for path in (*(f"/archive/{meeting}/{name}" for name in names), *live):
        async with reader.http.get(path) as answer:
            reader.read[f"{stage} {path} {answer.status}"] = await answer.read()
    for path in search:
        async with reader.http.get(path) as answer:
            page = await answer.read()
            # The words that one searches for stand in the field that one typed them in, and nowhere else.
            shown = page.split(b'id="said"')[-1]
            reader.read[f"{stage} {path} {answer.status}"] = shown


def _as_received(state: Meeting) -> list[File]:
    return [File(kind, track, "received") for track in captioned(state) for kind in AS_RECEIVED]


def found(reader: Reader) -> list[str]:
    return [what for what, body in reader.read.items() if any(secret in body for secret in SECRETS)]


@rule("R29")
async def test_words_taken_out_are_nowhere_public_afterwards(server: Server) -> None:
    meeting = await said(server)
    async with a_reader(server, meeting, "before", {}) as before:
        await before.sweep("before", meeting)
    assert found(before), "until then anyone finds them"
    await taken_out(server, meeting)
    captioner = await server.session("captioner")
    async with (
        a_reader(server, meeting, "stranger", {}) as stranger,
        a_reader(server, meeting, "captioner", {"staff": captioner}) as booth,
    ):
        for reader in (stranger, booth):
            await everything(server, reader, "live", meeting)
        await server.command(meeting, "add_cue", track="en", text="Thank you.")
        await server.command(meeting, "adjourn")
        for reader in (stranger, booth):
            await everything(server, reader, "over", meeting)
    assert {each.name: found(each) for each in (stranger, booth)} == {"stranger": [], "captioner": []}
    vtt = stranger.read[f"over /archive/{meeting}/transcript.en.vtt 200"].decode()
    assert f"I live at {BLOT}" in vtt
    assert f"with my daughter {BLOT}" in vtt
    given = {what.split(".", 1)[1] for what in stranger.read if "transcript.en." in what and "200" in what}
    assert given >= {"en.vtt 200", "en.received.vtt 200", "en.html 200", "en.akn.xml 200"}


@rule("R29")
async def test_the_sender_s_own_repeats_and_growth_do_not_bring_the_words_back(server: Server) -> None:
    meeting = await said(server)
    await taken_out(server, meeting)
    await server.command(meeting, "add_cue", track="es", text="Gracias")
    last: dict[str, Any] = {"track": "en", "source": "zoom"}
    await server.command(meeting, "add_cue", **last, text="Zq9Lily.", source_seq=4)
    await server.command(meeting, "receive_cues", **last, revised=[{"cue": 1, "text": "I live at Zq7Elm"}])
    async with a_reader(server, meeting, "stranger", {}) as stranger:
        await everything(server, stranger, "live", meeting)
        await server.command(meeting, "adjourn")
        await everything(server, stranger, "over", meeting)
    assert found(stranger) == []


@rule("R29")
async def test_the_record_verifies_and_says_that_something_was_taken_out_and_why(
    server: Server, tmp_path: Path
) -> None:
    meeting = await said(server)
    await taken_out(server, meeting)
    await server.command(meeting, "adjourn")
    async with server.browser() as anyone:
        record = await (await anyone.get(f"/archive/{meeting}/record.jsonl")).read()
    (tmp_path / "record.jsonl").write_bytes(record)
    assert verify_file(tmp_path / "record.jsonl", server.data / "record-key.pub")[0] == 0
    assert record.count(b'"reason":"private_data"') == 2
    assert record.count(b'"reason":"child"') == 2  # the line, and the one whose words it had
    assert [secret for secret in SECRETS if secret in record] == []


@rule("R29")
@pytest.mark.parametrize("kept", [True, False])
async def test_a_screen_that_has_shown_the_words_is_told_which_captions_to_fetch_anew(
    server: Server, kept: bool
) -> None:
    meeting = await said(server)
    for number in range(0 if kept else 10):
        await server.command(meeting, "add_cue", track="en", text=f"Line {number}.")
    async with a_reader(server, meeting, "watching", {}) as watching:
        await taken_out(server, meeting)
        await watching.socket.until(
            lambda: len(watching.socket.copy.view["tracks"]["en"].get("mended", {})) == 6
        )
        view = watching.socket.copy.view
    assert list(view["tracks"]["en"]["mended"].values())[-3:] == [1, 2, 3]
    assert any(secret.decode() in str(view["cues"]) for secret in SECRETS) is False
