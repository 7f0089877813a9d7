"""Relays: finals in order, each once, through refusals and restarts, to allowed hosts alone."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from meetingsvc.auth import fresh_token
from meetingsvc.captions.outgoing import Line, last_number, masked, post
from meetingsvc.domain.commands import AddCue
from meetingsvc.domain.spoken import BLOT
from meetingsvc.outward.guard import ForbiddenError, PublicOnly, check
from tests.outward.receivers import receiver
from tests.support.rules import rule
from tests.support.server import CLERK, STARTS_AT, Server, serving

HOSTS = ("127.0.0.1",)


async def status(server: Server, meeting: str) -> dict[str, object]:
    """What staff are told of the first relay."""
    async with server.browser(
        cookies={"staff": await server.session("captioner", username="look")}
    ) as browser:
        answer = await (await browser.get(f"/m/{meeting}/captions/outward")).text()
        assert "secret" not in answer
        relays = (await (await browser.get(f"/m/{meeting}/captions/outward")).json())["relays"]
    relay: dict[str, object] = relays[0]
    return relay


async def say(server: Server, meeting: str, *texts: str) -> None:
    """Captions, typed."""
    for text in texts:
        await server.service.submit(meeting, CLERK, fresh_token(), AddCue(track="en", text=text))


async def test_finals_go_on_in_order_from_when_it_was_started(tmp_path: Path) -> None:
    async with receiver() as there, serving(tmp_path / "data", relay_hosts=HOSTS) as server:
        meeting = await server.meeting(live=True)
        await say(server, meeting, "Before.")
        await server.command(meeting, "start_relay", track="en", protocol="zoom", url=there.url)
        await say(server, meeting, "One.", "Two\nrows.", "Three.")
        await there.until(lambda it: len(it.posts) == 3)
        assert there.posts == [("1", "One."), ("2", "Two\nrows."), ("3", "Three.")]
        told = await status(server, meeting)
        assert (told["state"], told["answer"], told["waiting"]) == ("idle", 200, 0)
        assert str(told["address"]).endswith("/closedcaption?…")
        await server.command(meeting, "stop_relay", relay=1)
        await server.command(meeting, "start_relay", track="en", protocol="zoom", url=there.url)
        await say(server, meeting, "Four.", "Five.")
        await there.until(lambda it: it.posts[-1][1] == "Five.")
        assert there.posts[3:] == [("1", "Four."), ("2", "Five.")]  # of the second relay alone


async def test_a_line_that_is_refused_is_sent_again_before_the_next(tmp_path: Path) -> None:
    async with receiver() as there, serving(tmp_path / "data", relay_hosts=HOSTS) as server:
        there.answers = [400, 503, 302]
        meeting = await server.meeting(live=True)
        await server.command(meeting, "start_relay", track="en", protocol="zoom", url=there.url)
        await say(server, meeting, "One.", "Two.")
        await there.until(lambda it: len(it.posts) == 5)
    assert there.posts == [("1", "One.")] * 4 + [("2", "Two.")]


async def test_captions_of_a_finished_file_go_nowhere(tmp_path: Path) -> None:
    async with receiver() as there, serving(tmp_path / "data", relay_hosts=HOSTS) as server:
        meeting = await server.meeting(live=True)
        await server.clock.advance(STARTS_AT + 60_000)
        await server.command(meeting, "start_relay", track="en", protocol="zoom", url=there.url)
        filed = {"number": 1, "text": "Of a file.", "began": STARTS_AT + 1_000, "ended": STARTS_AT + 2_000}
        await server.command(meeting, "import_cues", track="en", file="a.vtt", added=[filed])
        await say(server, meeting, "One.")
        await there.until(lambda it: len(it.posts) == 1)
    assert there.posts == [("1", "One.")]


async def test_a_restart_goes_on_behind_the_last_line_that_was_taken(tmp_path: Path) -> None:
    async with receiver() as there:
        async with serving(tmp_path / "data", relay_hosts=HOSTS) as server:
            meeting = await server.meeting(live=True)
            await server.command(meeting, "start_relay", track="en", protocol="zoom", url=there.url)
            await say(server, meeting, "One.", "Two.")
            await there.until(lambda it: len(it.posts) == 2)
        async with serving(tmp_path / "data", relay_hosts=HOSTS) as server:
            await say(server, meeting, "Three.")
            await there.until(lambda it: len(it.posts) == 3)
    assert there.posts == [("1", "One."), ("2", "Two."), ("3", "Three.")]


async def test_a_line_that_was_taken_and_not_written_down_is_not_sent_again(tmp_path: Path) -> None:
    async with receiver() as there:
        async with serving(tmp_path / "data", relay_hosts=HOSTS) as server:
            meeting = await server.meeting(live=True)
            await server.command(meeting, "start_relay", track="en", protocol="zoom", url=there.url)
            await say(server, meeting, "One.")
            await there.until(lambda it: len(it.posts) == 1)
        there.last = 2  # the answer to the second never arrived
        async with serving(tmp_path / "data", relay_hosts=HOSTS) as server:
            await say(server, meeting, "Two.", "Three.")
            await there.until(lambda it: len(it.posts) == 2)
    assert there.posts == [("1", "One."), ("3", "Three.")]


async def test_what_is_too_late_for_anybody_is_left_out_and_counted(tmp_path: Path) -> None:
    async with receiver() as there, serving(tmp_path / "data", relay_hosts=HOSTS) as server:
        there.answers = [500]
        meeting = await server.meeting(live=True)
        await server.command(meeting, "start_relay", track="en", protocol="zoom", url=there.url)
        await say(server, meeting, "Old.")
        await there.until(lambda it: len(it.posts) == 1)
        await server.clock.advance(server.clock.now() + 6 * 60_000)
        await say(server, meeting, "New.")
        await there.until(lambda it: it.posts[-1] == ("1", "New."))
        assert (await status(server, meeting))["skipped"] == 1


@rule("R29")
async def test_a_line_that_is_redacted_while_it_is_refused_goes_on_without_the_words(tmp_path: Path) -> None:
    async with receiver() as there, serving(tmp_path / "data", relay_hosts=HOSTS) as server:
        there.answers = [503] * 2
        meeting = await server.meeting(live=True)
        await server.command(meeting, "start_relay", track="en", protocol="zoom", url=there.url)
        await say(server, meeting, "Call 555-0100 now.")
        await there.until(lambda it: len(it.posts) == 1)
        span = {"track": "en", "cue": 1, "start": 5, "stop": 13}
        await server.command(meeting, "redact_cues", reason="private_data", spans=[span])
        await there.until(lambda it: len(it.posts) == 3)
        assert there.posts == [
            ("1", "Call 555-0100 now."),
            ("1", f"Call {BLOT} now."),
            ("1", f"Call {BLOT} now."),
        ]


async def test_our_own_service_takes_what_we_send_in_both_protocols(tmp_path: Path) -> None:
    async with (
        serving(tmp_path / "there") as there,
        serving(tmp_path / "here", relay_hosts=HOSTS) as here,
    ):
        meeting, other = await here.meeting(live=True), await there.meeting(live=True)
        await there.command(other, "open_track", language="fr")
        cookies = {"staff": await there.session("captioner")}
        said = ["Good evening & welcome.", "Buenas noches, señora. 你好\nدوم", "A < B --> C"]
        async with there.browser(cookies=cookies) as browser:
            for track, protocol in (("en", "zoom"), ("fr", "youtube")):
                await there.command(other, "issue_track_url", track=track, protocol=protocol)
                issued = await browser.get(
                    f"/m/{other}/captions/url", params={"track": track, "protocol": protocol}
                )
                url = (await issued.json())["url"]
                await here.command(meeting, "start_relay", track="en", protocol=protocol, url=url)
        came = asyncio.Event()
        there.service.subscribe(lambda _: came.set())
        await say(here, meeting, *said)
        for track in ("en", "fr"):
            async with asyncio.timeout(20):
                while (await there.state(other)).tracks[track].cues < 3:
                    came.clear()
                    await came.wait()
            rows = await there.service.cues(other, track)
            assert [row.text for row in rows] == said


@rule("R41")
async def test_the_address_stands_in_no_public_event_view_log_or_file(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with receiver() as there, serving(tmp_path / "data", relay_hosts=HOSTS) as server:
        there.answers = [403]
        meeting = await server.meeting(live=True)
        await server.command(meeting, "start_relay", track="en", protocol="zoom", url=there.url)
        await say(server, meeting, "One.")
        await there.until(lambda it: len(it.posts) == 2)
        await server.command(meeting, "adjourn")
        assert b"signature=secret" not in b"".join(await server.log(meeting))
        async with server.browser() as browser:
            for path in (f"/m/{meeting}", f"/archive/{meeting}/record.jsonl"):
                answer = await browser.get(path)
                assert answer.status == 200
                assert "signature=secret" not in await answer.text()
    ours = [record.getMessage() for record in caplog.records if record.name != "aiohttp.access"]
    assert "signature=secret" not in "".join(ours)  # the other end logs what it likes


async def test_an_address_that_is_not_allowed_is_never_asked(tmp_path: Path) -> None:
    async with receiver() as there, serving(tmp_path / "data") as server:
        meeting = await server.meeting(live=True)
        await server.command(meeting, "start_relay", track="en", protocol="zoom", url=there.url)
        await say(server, meeting, "One.")
        assert (await status(server, meeting))["state"] == "forbidden"
        assert there.posts == []


@pytest.mark.parametrize(
    "url",
    [
        "http://us1.zoom.us/cc",
        "https://zoom.us.evil.example/cc",
        "https://evilzoom.us/cc",
        "https://us1.zoom.us:8443/cc",
        "https://us1.zoom.us@evil.example/cc",
        "https://user:pass@us1.zoom.us/cc",
        "https://127.0.0.1/cc",
        "https://[::1]/cc",
        "https://169.254.169.254/cc",
        "https://0x7f000001/cc",
        "ftp://us1.zoom.us/cc",
        "https://us1.zoom.us:99999/",
        "//us1.zoom.us/cc",
        "",
    ],
)
def test_what_leads_elsewhere_is_forbidden(url: str) -> None:
    with pytest.raises(ForbiddenError):
        check(url, ("*.zoom.us", "upload.youtube.com"))


def test_what_the_installation_names_is_allowed() -> None:
    check("https://us1.zoom.us/closedcaption?id=1", ("*.zoom.us",))
    check("https://WWW.Upload.YouTube.com./x", ("*.upload.youtube.com",))
    check("http://127.0.0.1:8080/closedcaption", ("127.0.0.1",))
    check("http://[::1]:8080/closedcaption", ("[::1]",))


class Names(AbstractResolver):
    """Resolves every name to these addresses."""

    def __init__(self, *addresses: str) -> None:
        self._addresses = addresses

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=each, port=port, family=family, proto=0, flags=0)
            for each in self._addresses
        ]

    async def close(self) -> None:
        """Nothing to close."""


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.7",
        "127.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "0.0.0.0",
    ],
)
async def test_a_name_that_leads_into_this_network_is_not_followed(address: str) -> None:
    with pytest.raises(OSError, match="no public address"):
        await PublicOnly((), Names(address)).resolve("us1.zoom.us", 443)


async def test_of_several_addresses_the_public_ones_are_left() -> None:
    found = await PublicOnly((), Names("10.0.0.7", "170.114.52.2")).resolve("us1.zoom.us", 443)
    assert [each["host"] for each in found] == ["170.114.52.2"]


def test_the_requests_are_those_of_the_protocols() -> None:
    line = Line("Good evening,\r\n everyone", 1_770_768_000_123)
    zoom = post("zoom", "https://z.example/closedcaption?id=1", 7, "ja", line)
    assert zoom.url == "https://z.example/closedcaption?id=1&seq=7&lang=jp-JP"
    assert zoom.body == b"Good evening,\neveryone"
    youtube = post("youtube", "https://y.example/closedcaption?cid=k", 8, "en", line)
    assert youtube.url == "https://y.example/closedcaption?cid=k&seq=8"
    assert youtube.body == b"2026-02-11T00:00:00.123\nGood evening,<br>everyone\n"
    assert post("youtube", "https://y.example/c?cid=k", 9, "en", None).body == b""
    assert (
        last_number("zoom", "https://z.example/closedcaption?id=1")
        == "https://z.example/closedcaption/seq?id=1"
    )
    assert last_number("youtube", "https://y.example/c?cid=k") is None
    assert masked("https://z.example/closedcaption?id=1&signature=x") == "https://z.example/closedcaption?…"
