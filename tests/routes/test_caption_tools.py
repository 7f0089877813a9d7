"""The endpoints of YouTube's, Teams', StreamText's and our own protocol: their answers, and every trap."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest

from meetingsvc.record.canonical import parse_canonical
from tests.routes.test_closedcaption import raw, sent
from tests.senders.tools import Booth, booth
from tests.support.rules import rule
from tests.support.server import STARTS_AT, Server, serving

TEXT = {"Content-Type": "text/plain"}
PROTOCOLS = ("zoom", "youtube", "teams", "streamtext")
NUMBERED = ("zoom", "youtube", "streamtext")
REFUSED = {"zoom": 403, "youtube": 403, "streamtext": 403, "teams": 401}
NOT_LIVE = {"zoom": 400, "youtube": 400, "streamtext": 400, "teams": 404}


@pytest.fixture
async def at(server: Server) -> AsyncGenerator[Booth, None]:
    async with booth(server) as ready:
        yield ready


async def posts(url: str, seq: int | None, text: str | bytes, more: str = "") -> int:
    """Post as a tool does, appending its parameters; give the status."""
    body = text.encode() if isinstance(text, str) else text
    numbered = "" if seq is None else f"&seq={seq}"
    async with (
        aiohttp.ClientSession() as client,
        client.post(f"{url}{numbered}&lang=en{more}", data=body, headers=TEXT) as answer,
    ):
        return answer.status


def stamped(protocol: str, text: str) -> str:
    """Give a caption as its protocol writes it."""
    return f"2026-02-11T00:00:00.000\n{text}\n" if protocol == "youtube" and text else text


async def asks(url: str) -> tuple[int, str]:
    """Ask for the last number."""
    async with aiohttp.ClientSession() as client, client.get(url) as answer:
        return answer.status, await answer.text()


async def kinds(at: Booth, since: int = 0) -> list[str]:
    """The kinds of the events of the meeting's captions."""
    entries = [parse_canonical(body) for body in (await at.server.log(at.meeting))[since:]]
    return [str(entry["type"]) for entry in entries if isinstance(entry, dict)]


# ── Addresses ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("protocol", PROTOCOLS)
async def test_an_address_is_good_for_its_protocol_track_and_time_alone(at: Booth, protocol: str) -> None:
    told = await at.address(protocol, hours=1)
    assert await posts(told["url"], 1, stamped(protocol, "Good evening.")) == 200
    assert await at.texts() == ["Good evening."]
    await at.server.clock.advance(STARTS_AT + 3_600_000)
    assert await posts(told["url"], 2, stamped(protocol, "Too late.")) == REFUSED[protocol]


@pytest.mark.parametrize("protocol", PROTOCOLS)
async def test_one_address_is_revoked_and_the_others_stay_good(at: Booth, protocol: str) -> None:
    first, second = await at.address(protocol), await at.address(protocol)
    await at.server.command(at.meeting, "revoke_track_url", track="en", url=first["number"])
    assert await posts(first["url"], 1, stamped(protocol, "Revoked.")) == REFUSED[protocol]
    assert await posts(second["url"], 1, stamped(protocol, "Still good.")) == 200
    await at.server.command(at.meeting, "revoke_track_url", track="en")
    assert await posts(second["url"], 2, stamped(protocol, "All revoked.")) == REFUSED[protocol]
    assert await at.texts() == ["Still good."]


@pytest.mark.parametrize(("protocol", "other"), [("youtube", ".s."), ("streamtext", ".y."), ("teams", ".j.")])
async def test_a_key_opens_no_other_protocol(at: Booth, protocol: str, other: str) -> None:
    told = await at.address(protocol)
    letter = {"youtube": ".y.", "streamtext": ".s.", "teams": ".t."}[protocol]
    assert await posts(told["url"].replace(letter, other), 1, "Words.") == REFUSED[protocol]
    renamed = told["url"].replace("?cid=", "?stream=") if protocol == "youtube" else ""
    if renamed:
        assert await posts(renamed, 1, "Words.") == 403
    assert await at.texts() == []


async def test_the_captions_page_is_told_each_address_with_its_key_where_tools_ask_for_one(at: Booth) -> None:
    made = [await at.address(protocol) for protocol in (*PROTOCOLS, "own")]
    assert [(told["number"], told["protocol"], "key" in told) for told in made] == [
        (1, "zoom", False),
        (2, "youtube", True),
        (3, "teams", False),
        (4, "streamtext", False),
        (5, "own", True),
    ]
    async with at.captioner.get(f"/m/{at.meeting}/captions/url?track=en&number=2") as answer:
        assert await answer.json() == made[1]
    state = await at.server.state(at.meeting)
    assert [each.number for each in state.tracks["en"].addresses] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("protocol", NUMBERED)
async def test_a_tool_may_rewrite_the_path_and_ask_for_the_last_number(at: Booth, protocol: str) -> None:
    url = (await at.address(protocol))["url"]
    ways = [
        urlsplit(url)._replace(path="/closedcaption/seq").geturl(),
        url.replace("/closedcaption?", "/closedcaption/seq?lang=en&"),
    ]
    assert [await asks(way) for way in ways] == [(200, "0")] * 2
    await posts(url, 7, stamped(protocol, "Seven."), more="&seq=8")
    assert [await asks(way) for way in ways] == [(200, "8")] * 2


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/cartcaption", 400),
        ("/cartcaption?meetingid=x&token=y", 400),
        ("/cartcaption?meetingid=%7B%22mId%22%3A%22X%22%7D&token=y", 401),
        ("/closedcaption?cid=", 403),
        ("/closedcaption?stream=x&seq=1", 403),
    ],
)
async def test_what_is_no_address_of_ours_is_refused_as_the_tool_expects(
    server: Server, path: str, status: int
) -> None:
    async with aiohttp.ClientSession() as client, client.post(f"{server.url}{path}", data="x") as answer:
        assert answer.status == status


# ── The traps ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("protocol", NUMBERED)
async def test_trap_1_a_heartbeat_may_have_the_number_of_the_next_caption(at: Booth, protocol: str) -> None:
    url = (await at.address(protocol))["url"]
    for seq, text in [(1, "One."), (2, ""), (2, ""), (2, " Two."), (2, " Two."), (3, "")]:
        assert await posts(url, seq, stamped(protocol, text)) == 200
    assert " ".join(await at.texts()).split() == ["One.", "Two."]


@pytest.mark.parametrize("protocol", NUMBERED)
async def test_trap_2_a_tool_that_starts_again_is_a_new_run(at: Booth, protocol: str) -> None:
    url = (await at.address(protocol))["url"]
    run = [(0, "Good evening, all of you here."), (1, " Please rise for the pledge.")]
    for seq, text in run:
        await posts(url, seq, stamped(protocol, text))
    await at.server.clock.advance(STARTS_AT + 30_000)
    for seq, text in run:
        await posts(url, seq, stamped(protocol, text).replace("00:00:00.000", "00:00:30.000"))
    assert await at.texts() == [text.strip() for _, text in run] * 2


@pytest.mark.parametrize("protocol", ["zoom", "youtube", "teams"])
async def test_trap_3_a_line_sent_word_by_word_is_one_cue(at: Booth, protocol: str) -> None:
    url = (await at.address(protocol))["url"]
    for seq, text in enumerate(["This", "This ", "This is", "This is it."], 1):
        assert await posts(url, None if protocol == "teams" else seq, stamped(protocol, text)) == 200
    assert await at.texts() == ["This is it."]


@pytest.mark.parametrize("protocol", PROTOCOLS)
async def test_trap_4_a_length_in_characters_loses_nothing_and_is_logged_once(
    at: Booth, protocol: str, caplog: pytest.LogCaptureFixture
) -> None:
    url = (await at.address(protocol))["url"]
    with caplog.at_level(logging.WARNING):
        for seq, line in enumerate(("¡Buenas noches! — señoras. ", "¿Señor Núñez? — adelante. "), 1):
            body = stamped(protocol, line).encode()
            answer = await sent(url, raw(url, seq, body, len(body.decode())))
            assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert " ".join(await at.texts()) == "¡Buenas noches! — señoras. ¿Señor Núñez? — adelante."
    said = f"the caption tool on track en of meeting {at.meeting} counts its Content-Length in characters"
    assert [record.getMessage() for record in caplog.records] == [said]


@pytest.mark.parametrize("protocol", [*PROTOCOLS, "own"])
async def test_trap_6_no_part_of_an_address_reaches_a_log(
    at: Booth, protocol: str, caplog: pytest.LogCaptureFixture
) -> None:
    url = (await at.address(protocol))["url"]
    secret = url.rpartition(".")[2] if protocol != "zoom" else url.rpartition("signature=")[2]
    assert len(secret) == 43
    with caplog.at_level(logging.DEBUG):
        bodies: list[str | bytes] = ["Words.", "x" * 200_000, "{", b"\xff"]
        for seq, text in enumerate(bodies, 1):
            await posts(url, seq, text)
        await posts(url.replace(secret, f"not-{secret}"), 1, "Words.")
        await asks(url)
        await sent(url, raw(url, 1, b"x", 1).replace(b"HTTP/1.1", b"HTTP/9"))
    assert caplog.records
    told = "\n".join(f"{record.getMessage()} {record.exc_text or ''}" for record in caplog.records)
    assert secret not in told


# ── R42 ──────────────────────────────────────────────────────────────────────


@rule("R42")
@pytest.mark.parametrize("protocol", PROTOCOLS)
async def test_what_was_said_in_closed_session_is_not_taken_when_it_is_tried_again(
    at: Booth, protocol: str
) -> None:
    url = (await at.address(protocol))["url"]
    await at.server.command(at.meeting, "enter_closed_session")
    before = await at.server.log(at.meeting)
    for seq in (1, 1, 2):
        assert await posts(url, seq, stamped(protocol, f"Secret {seq}. ")) == NOT_LIVE[protocol]
    assert await posts(url, 3, "") == NOT_LIVE[protocol]
    assert await at.server.log(at.meeting) == before
    await at.server.command(at.meeting, "resume_meeting")
    for seq in (1, 2):
        assert await posts(url, seq, stamped(protocol, f"Secret {seq}. ")) == 200
    assert await posts(url, 3, stamped(protocol, "In public.")) == 200
    assert await at.texts() == ["In public."]


@rule("R42")
async def test_a_relay_that_gathers_while_it_is_refused_brings_none_of_it(at: Booth) -> None:
    url = (await at.address("streamtext"))["url"]
    await posts(url, 1, "We go into closed session. ")
    await at.server.command(at.meeting, "enter_closed_session")
    for body in ("The offer ", "The offer is two ", "The offer is two million. "):
        assert await posts(url, 2, body) == 400
    await at.server.command(at.meeting, "resume_meeting")
    assert await posts(url, 2, "The offer is two million. We ") == 200
    assert await posts(url, 3, "are back.") == 200
    assert await at.texts() == ["We go into closed session.", "are back."]


@rule("R42")
async def test_a_line_without_a_number_that_begins_as_one_that_was_refused_is_another(at: Booth) -> None:
    url = (await at.address("teams"))["url"]
    await at.server.command(at.meeting, "recess")
    assert await posts(url, None, "Okay.") == 404
    await at.server.command(at.meeting, "resume_meeting")
    assert await posts(url, None, "Okay. We are back.") == 200
    assert await posts(url, None, "Okay.") == 200  # tried again, and not again
    await at.server.clock.advance(at.server.clock.now() + 60_000)
    assert await posts(url, None, "Okay.") == 200
    assert await at.texts() == ["Okay. We are back.", "Okay."]


@pytest.mark.parametrize("protocol", PROTOCOLS)
async def test_what_came_before_the_meeting_began_may_be_tried_again(server: Server, protocol: str) -> None:
    meeting = await server.meeting()
    token = await server.session("captioner")
    async with server.browser(cookies={"staff": token}) as captioner:
        at = Booth(server, meeting, captioner)
        await server.command(meeting, "open_track", language="en")
        url = (await at.address(protocol))["url"]
        assert await posts(url, 1, stamped(protocol, "Good evening.")) == NOT_LIVE[protocol]
        assert await at.texts() == []
        await server.command(meeting, "start_meeting")
        assert await posts(url, 1, stamped(protocol, "Good evening.")) == 200
        assert await at.texts() == ["Good evening."]


# ── Answers ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("protocol", PROTOCOLS)
async def test_every_posting_with_words_that_is_answered_200_is_an_event(at: Booth, protocol: str) -> None:
    url = (await at.address(protocol))["url"]
    since = len(await at.server.log(at.meeting))
    for seq, text in enumerate(["One", "One two", "One two three"], 1):
        body = text if protocol != "streamtext" else text.rpartition("One")[2] or text
        assert await posts(url, seq, stamped(protocol, body)) == 200
    assert await kinds(at, since) == ["cue_added", "cue_extended", "cue_extended"]


async def test_youtube_is_answered_with_the_time_in_its_form(at: Booth) -> None:
    url = (await at.address("youtube"))["url"]
    async with aiohttp.ClientSession() as client, client.post(f"{url}&seq=0", data="") as answer:
        assert (answer.status, await answer.text()) == (200, "2026-02-11T00:00:00.000\n")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(("protocol", "status"), [("teams", 400), ("streamtext", 413), ("youtube", 413)])
async def test_a_posting_beyond_every_bound_is_refused(at: Booth, protocol: str, status: int) -> None:
    assert await posts((await at.address(protocol))["url"], 1, "x" * 30_000) == status


async def test_postings_sent_at_once_are_all_taken_once(at: Booth) -> None:
    url = (await at.address("streamtext"))["url"]
    bodies = [f"word{n:02} " for n in range(20)]
    statuses = await asyncio.gather(
        *(posts(url, seq, body) for seq, body in enumerate(bodies * 2, 1) if body)
    )
    assert set(statuses) == {200}
    assert sorted(" ".join(await at.texts()).split()) == sorted(body.strip() for body in bodies * 2)


@pytest.mark.parametrize("protocol", PROTOCOLS)
async def test_a_restart_of_the_server_neither_doubles_nor_loses(tmp_path: Path, protocol: str) -> None:
    async with serving(tmp_path) as first, booth(first) as at:
        url = (await at.address(protocol))["url"]
        await posts(url, 1, stamped(protocol, "One two three."))
    async with serving(tmp_path) as again, again.browser() as anyone:
        at = Booth(again, at.meeting, anyone)
        url = url.replace(first.url, again.url)
        if protocol != "teams":
            assert await posts(url, 1, stamped(protocol, "One two three.")) == 200
        assert await posts(url, 2, stamped(protocol, " Four.")) == 200
        assert " ".join(await at.texts()) == "One two three. Four."


# ── Our own ──────────────────────────────────────────────────────────────────


async def own(url: str, key: str = "", **body: Any) -> tuple[int, dict[str, Any]]:
    """Post JSON; with a key, it goes into the header and not into the address."""
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    target = url.partition("?")[0] if key else url
    async with aiohttp.ClientSession() as client, client.post(target, json=body, headers=headers) as answer:
        told: dict[str, Any] = await answer.json()
        return answer.status, told


async def test_our_own_way_brings_times_speaker_confidence_and_words(at: Booth) -> None:
    await at.server.clock.advance(STARTS_AT + 10_000)
    told = await at.address("own")
    word = {"text": "Hello", "began": STARTS_AT + 1_000, "ended": STARTS_AT + 1_400, "confidence": 91}
    cue = {"text": "Hello", "began": STARTS_AT + 1_000, "ended": STARTS_AT + 2_000, "confidence": 93}
    first = {"id": "a-1", "cues": [{**cue, "speaker": "Mayor Ruiz", "words": [word]}, {"text": "there"}]}
    for key in ("", told["key"], told["key"]):
        status, answer = await own(told["url"], key, **first)
        assert (status, answer) == (200, {"ok": True, "now": STARTS_AT + 10_000, "cues": [1, 2]})
    row = (await at.cues())[0]
    assert (row.text, row.began, row.ended, row.speaker, row.confidence) == (
        "Hello",
        STARTS_AT + 1_000,
        STARTS_AT + 2_000,
        "Mayor Ruiz",
        93,
    )
    assert [(each.text, each.confidence) for each in row.words] == [("Hello", 91)]
    status, answer = await own(told["url"], id="a-2", revised=[{"cue": 2, "text": "their"}])
    assert (status, answer["cues"], await at.texts()) == (200, [], ["Hello", "their"])


@rule("R42")
async def test_our_own_way_is_refused_as_others_are(at: Booth) -> None:
    told = await at.address("own")
    url = told["url"]
    refused = [
        await own(url, "x", id="a", cues=[{"text": "Words."}]),
        await own(url.replace("/captions/en", "/captions/es"), id="a", cues=[{"text": "Words."}]),
        await own(url, id="a", cues=[{"text": "Words."}], surprise=1),
        await own(url, cues=[{"text": "Words."}]),
        await own(url, id="a", revised=[{"cue": 9, "text": "Words."}]),
    ]
    assert [(status, answer["code"]) for status, answer in refused] == [
        (401, "wrong_key"),
        (401, "wrong_key"),
        (400, "invalid_request"),
        (400, "invalid_request"),
        (404, "no_such_cue"),
    ]
    await at.server.command(at.meeting, "recess")
    said: dict[str, Any] = {"id": "b", "cues": [{"text": "In the recess."}]}
    assert (await own(url, **said))[1]["code"] == "not_in_session"
    await at.server.command(at.meeting, "resume_meeting")
    assert (await own(url, **said))[0] == 200
    assert await at.texts() == []
    assert (await own(url, id="c", cues=[{"text": "After it."}]))[0] == 200
    assert (await own(url, id="c", cues=[{"text": "Another."}]))[1]["code"] == "id_reused"
    assert await at.texts() == ["After it."]
