"""Captions for players: playlists, segments and the growing file, over HTTP."""

from __future__ import annotations

import pytest

from tests.support.rules import rule
from tests.support.server import STARTS_AT, Server


async def got(server: Server, path: str, **headers: str) -> tuple[int, str]:
    """Status and text of an answer."""
    async with server.browser() as player, player.get(path, headers=headers) as answer:
        return answer.status, await answer.text()


async def on_air(server: Server) -> str:
    """A meeting in session from STARTS_AT on whose English captions are four seconds late."""
    meeting = await server.meeting(live=True)
    assert (await server.state(meeting)).started_at == STARTS_AT
    return meeting


async def at(server: Server, second: int) -> None:
    """The clock at a second of the meeting."""
    await server.clock.advance(STARTS_AT + second * 1_000)


async def said(server: Server, meeting: str, *lines: tuple[int, int, str]) -> None:
    """Lines said from one second to another of the meeting, each arriving four seconds after its end."""
    for began, ended, text in lines:
        await at(server, ended + 4)
        first, last = STARTS_AT + began * 1_000, STARTS_AT + ended * 1_000
        await server.command(meeting, "add_cue", track="en", text=text, began=first, ended=last)


def cues_in(body: str) -> list[str]:
    """Times and words of the cues in a file."""
    blocks = body.split("\n\n")[1:]
    return [" ".join(block.strip().split("\n")[1:]) for block in blocks if "-->" in block]


async def test_a_live_player_gets_each_line_in_the_segments_in_which_it_was_said(server: Server) -> None:
    meeting = await on_air(server)
    await said(server, meeting, (1, 3, "Good evening."), (5, 8, "Please rise."), (13, 14, "Thank you."))
    await at(server, 40)
    _, playlist = await got(server, f"/m/{meeting}/captions.en.m3u8")
    assert [line for line in playlist.splitlines() if not line.startswith("#")] == [
        f"captions/en/{n}.vtt" for n in range(5)
    ]
    segments = [cues_in((await got(server, f"/m/{meeting}/captions/en/{n}.vtt"))[1]) for n in range(5)]
    first, second, third = (
        "00:00:01.000 --> 00:00:03.000 Good evening.",
        "00:00:05.000 --> 00:00:08.000 Please rise.",
        "00:00:13.000 --> 00:00:14.000 Thank you.",
    )
    assert segments == [[first, second], [second], [third], [], []]
    assert (await got(server, f"/m/{meeting}/captions/en/5.vtt"))[0] == 404


async def test_a_line_that_comes_too_late_for_its_segment_stands_in_the_next_to_be_finished(
    server: Server,
) -> None:
    meeting = await on_air(server)
    await at(server, 31)  # segments 0 to 3 are finished at 7 seconds after their end
    assert (await got(server, f"/m/{meeting}/captions/en/3.vtt"))[0] == 200
    await server.command(
        meeting, "add_cue", track="en", text="Late.", began=STARTS_AT + 2_000, ended=STARTS_AT + 4_000
    )
    await at(server, 61)
    held = {n: cues_in((await got(server, f"/m/{meeting}/captions/en/{n}.vtt"))[1]) for n in range(8)}
    late = ["00:00:02.000 --> 00:00:04.000 Late."]
    assert held == {0: late, 1: [], 2: [], 3: [], 4: late, 5: [], 6: [], 7: []}


async def test_the_whole_of_a_long_meeting_can_be_had_from_any_second(server: Server) -> None:
    meeting = await on_air(server)
    await said(server, meeting, *((10 * n, 10 * n + 2, f"Line {n}.") for n in range(700)))
    await server.command(meeting, "adjourn")
    _, playlist = await got(server, f"/m/{meeting}/captions.en.m3u8")
    assert playlist.splitlines()[4] == "#EXT-X-PLAYLIST-TYPE:VOD"
    assert playlist.endswith("captions/en/1166.vtt\n#EXT-X-ENDLIST\n")
    for second, line in ((0, 0), (1_200, 120), (3_330, 333), (6_990, 699)):
        _, body = await got(server, f"/m/{meeting}/captions/en/{second // 6}.vtt")
        assert cues_in(body)[0].endswith(f" Line {line}.")


async def test_the_clerk_moves_the_captions_to_where_the_recording_began(server: Server) -> None:
    meeting = await on_air(server)
    await server.command(meeting, "set_transcript_offset", offset_ms=60_500)
    await said(server, meeting, (1, 3, "Good evening."))
    await at(server, 30)
    _, playlist = await got(server, f"/m/{meeting}/captions.en.m3u8?window=full")
    assert "#EXT-X-PROGRAM-DATE-TIME:2026-02-10T23:58:59.500Z" in playlist
    _, body = await got(server, f"/m/{meeting}/captions/en/10.vtt?mpegts=126000")
    assert body.splitlines()[1] == "X-TIMESTAMP-MAP=MPEGTS:126000,LOCAL:00:00:00.000"
    assert cues_in(body) == ["00:01:01.500 --> 00:01:03.500 Good evening."]
    _, whole = await got(server, f"/m/{meeting}/captions.en.vtt")
    assert cues_in(whole) == cues_in(body)


async def test_before_the_meeting_there_is_one_empty_segment_and_nothing_in_the_file(server: Server) -> None:
    meeting = await server.meeting()
    await server.command(meeting, "open_track", language="en")
    _, playlist = await got(server, f"/m/{meeting}/captions.en.m3u8")
    assert [line for line in playlist.splitlines() if not line.startswith("#")] == ["captions/en/0.vtt"]
    assert cues_in((await got(server, f"/m/{meeting}/captions/en/0.vtt"))[1]) == []
    assert await got(server, f"/m/{meeting}/captions.en.vtt") == (200, "WEBVTT\n")


async def test_a_cache_may_keep_it_a_moment_and_a_player_of_any_site_asks_again_cheaply(
    server: Server,
) -> None:
    meeting = await on_air(server)
    await said(server, meeting, (1, 3, "Good evening."))
    path = f"/m/{meeting}/captions.en.vtt"
    async with server.browser() as player:
        first = await player.get(path, headers={"Origin": "https://video.example.gov"})
        again = await player.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status, first.content_type, first.headers["Access-Control-Allow-Origin"]) == (
        200,
        "text/vtt",
        "*",
    )
    assert first.headers["Cache-Control"] == "public, max-age=6"
    assert (again.status, await again.text()) == (304, "")


@rule("R43")
async def test_blanked_screens_show_players_no_names(server: Server) -> None:
    meeting = await on_air(server)
    await server.command(meeting, "add_request", period=1, name="Ann Lee")
    await server.command(meeting, "pass_name", ticket=1)
    await server.command(meeting, "call_next", period=1)
    await server.command(meeting, "start_turn", turn=1)
    await said(server, meeting, (1, 3, "Good evening."))
    assert "Ann Lee" in (await got(server, f"/m/{meeting}/captions.en.vtt"))[1]
    await server.command(meeting, "blank_screens")
    await at(server, 30)
    assert "Ann Lee" not in (await got(server, f"/m/{meeting}/captions/en/0.vtt"))[1]


@rule("R29")
async def test_no_file_built_before_a_redaction_or_the_blanking_is_handed_out_after_it(
    server: Server,
) -> None:
    """A long one takes seconds to build, and would stand for ten times as long."""
    meeting = await on_air(server)
    await server.command(meeting, "add_request", period=1, name="Ann Lee")
    await server.command(meeting, "pass_name", ticket=1)
    await server.command(meeting, "call_next", period=1)
    await server.command(meeting, "start_turn", turn=1)
    await said(server, meeting, (1, 3, "Call 555-0100 now."))
    assert "555-0100" in (await got(server, f"/m/{meeting}/captions.en.vtt"))[1]
    span = {"track": "en", "cue": 1, "start": 5, "stop": 13}
    await server.command(meeting, "redact_cues", reason="private_data", spans=[span])
    redacted = (await got(server, f"/m/{meeting}/captions.en.vtt"))[1]
    assert "555-0100" not in redacted
    assert "Ann Lee" in redacted
    await server.command(meeting, "blank_screens")
    assert "Ann Lee" not in (await got(server, f"/m/{meeting}/captions.en.vtt"))[1]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("captions.xx.m3u8", 404),
        ("captions.xx.vtt", 404),
        ("captions/xx/0.vtt", 404),
        ("captions/en/9999999.vtt", 404),
        ("captions.en.m3u8?mpegts=-1", 400),
        ("captions.en.m3u8?mpegts=8589934592", 400),
        ("captions/en/0.vtt?mpegts=x", 400),
        (f"captions/en/0.vtt?mpegts={'0' * 12}{'9' * 4_400}", 400),
    ],
)
async def test_what_is_not_there_is_refused(server: Server, path: str, status: int) -> None:
    meeting = await on_air(server)
    assert (await got(server, f"/m/{meeting}/{path}"))[0] == status
