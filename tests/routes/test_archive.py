"""The archive of a meeting: not before its end, whole without scripts, and nothing private in any file."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import event

from meetingsvc.domain.roles import Actor
from meetingsvc.i18n import Catalogs, Translator
from meetingsvc.record.keys import PUBLIC_NAME
from meetingsvc.record.verify import verify_file
from tests.export.w3c import reference_parser
from tests.support.rules import rule
from tests.support.server import STARTS_AT, Server, serving

SECRET = "zq-marker"
ANA = Actor("pana", frozenset({"attendee"}))


@dataclass
class Ended:
    """A meeting that has ended, and someone who reads its archive."""

    server: Server
    meeting: str
    reader: aiohttp.ClientSession

    async def get(self, path: str = "", **headers: str) -> aiohttp.ClientResponse:
        """Get a page or a file below the meeting's archive, read whole."""
        answer = await self.reader.get(f"/archive/{self.meeting}{path}", headers=headers)
        await answer.read()
        return answer

    async def text(self, path: str = "") -> str:
        """Get it as text."""
        answer = await self.get(path)
        assert answer.status == 200
        return await answer.text()

    async def changes(self, kind: str, **fields: Any) -> None:
        """Let the clerk change something after the end."""
        await self.server.command(self.meeting, kind, **fields)


async def held(server: Server) -> str:
    """Hold a meeting: Ana speaks, someone walks up, captions in two languages, one of two comments out."""
    meeting = await server.meeting(
        live=True, title="Budget & <hearings>", place="Hall 1", agenda=("1. Public comment", "2. Budget")
    )
    at = STARTS_AT

    async def then(ms: int, kind: str, **fields: Any) -> None:
        nonlocal at
        at += ms
        await server.clock.advance(at)
        await server.command(meeting, kind, **fields)

    await server.command(meeting, "open_track", language="es")
    await server.command(
        meeting,
        "ask_to_speak",
        by=ANA,
        period=1,
        channel="in_person",
        name="Ana Ruiz",
        topic="Trees",
        contact=f"contact {SECRET}",
        pronunciation=f"pronunciation {SECRET}",
        interpreter=f"interpreter {SECRET}",
        accommodation=f"accommodation {SECRET}",
    )
    await server.command(
        meeting,
        "ask_to_speak",
        by=Actor("pben", frozenset({"attendee"})),
        period=1,
        name=f"Ben {SECRET}",
        topic=f"topic {SECRET}",
    )
    await server.command(meeting, "add_cue", track="en", text="Good evening.", began=at, ended=at)
    await then(10_000, "pass_name", ticket=1)
    await then(1_000, "call_next", period=1)
    await then(1_000, "start_turn", turn=1)
    await then(4_000, "add_cue", track="en", text="My name is Ana & I say <b>no</b>.", began=at + 1_000)
    await then(1_000, "add_cue", track="es", text="Me llamo Ana.", began=at - 2_000)
    await then(60_000, "end_turn", turn=1)
    await then(1_000, "walk_up", believes=None)
    await then(5_000, "add_cue", track="en", text="=1+1 is what I say.", began=at + 1_000)
    await then(5_000, "end_turn", turn=2)
    await then(1_000, "start_item", item=2)
    await then(20_000, "add_cue", track="en", text="Is the sesión closed? It is.")
    await server.command(meeting, "submit_comment", by=ANA, text="=Publish me.", name="Ana Ruiz", item=1)
    await server.command(meeting, "submit_comment", by=ANA, text=f"Hold me {SECRET}", contact=SECRET)
    await server.command(meeting, "publish_comment", comment=1)
    await server.command(meeting, "hold_comment", comment=2, reason="off_topic")
    await then(60_000, "adjourn")
    return meeting


@pytest.fixture
async def ended(server: Server) -> AsyncGenerator[Ended, None]:
    meeting = await held(server)
    async with server.browser() as reader:
        yield Ended(server, meeting, reader)


TRANSCRIPTS = [
    "transcript.{}.html",
    "transcript.{}.txt",
    "transcript.{}.vtt",
    "captions.{}.vtt",
    "transcript.{}.srt",
    "transcript.{}.json",
    "transcript.{}.akn.xml",
    "transcript.{}.cdp.json",
    "transcript.{}.podcast.json",
    "chapters.{}.vtt",
]
RECEIVED = [name.replace("{}", "{}.received") for name in TRANSCRIPTS if "chapters" not in name]
FILES = [
    *(name.format(track) for track in ("en", "es") for name in TRANSCRIPTS),
    "comments.csv",
    "comments.json",
    "queue.csv",
    "record.jsonl",
    "bundle.zip",
]


async def listed(ended: Ended) -> list[str]:
    """Read the names of the files off the page, as corrected and as received."""
    page = (await ended.text()).partition('id="downloads"')[2]
    return re.findall(rf'href="/archive/{ended.meeting}/([^"]+)"', page.partition("</section>")[0])


# ── Before the end ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("live", [False, True])
async def test_before_its_end_a_meeting_has_a_page_that_says_so_and_no_files(
    server: Server, *, live: bool
) -> None:
    meeting = await server.meeting(live=live)
    async with server.browser() as reader:
        early = Ended(server, meeting, reader)
        page = await early.text()
        assert "The archive opens when the meeting has ended" in page
        assert f'href="/m/{meeting}"' in page
        for file in FILES:
            assert (await early.get(f"/{file}")).status == 404


async def test_a_meeting_that_was_cancelled_has_nothing_to_archive(server: Server) -> None:
    meeting = await server.meeting()
    await server.command(meeting, "cancel_meeting", reason="Snow.")
    async with server.browser() as reader:
        page = await Ended(server, meeting, reader).text()
    assert "Snow." in page
    assert "There is nothing to archive" in page


# ── The page ─────────────────────────────────────────────────────────────────


def speeches(page: str) -> list[tuple[str, list[str]]]:
    """Read speakers and their lines off the page."""
    found = []
    for speech in re.findall(r'<div class="speech[^"]*"[^>]*>(.*?)</div>', page, re.DOTALL):
        name = re.search(r"<h4[^>]*>(.*?)</h4>", speech)
        found.append((name[1] if name else "", re.findall(r'<span id="c-[^"]+">(.*?)</span>', speech)))
    return found


async def test_the_page_has_the_transcript_by_item_and_speaker(ended: Ended) -> None:
    page = await ended.text()
    assert "Budget &amp; &lt;hearings&gt;" in page
    assert speeches(page) == [
        ("", ["Good evening."]),
        ("Ana Ruiz", ["My name is Ana &amp; I say &lt;b&gt;no&lt;/b&gt;."]),
        ("Walk-up speaker", ["=1+1 is what I say."]),
        ("", ["Is the sesión closed? It is."]),
    ]
    assert re.findall(r"<h3 id=\"s-\d+\"[^>]*>(.*?)</h3>", page) == ["1. Public comment", "2. Budget"]
    assert 'id="c-en-2"' in page
    assert 'href="#c-en-2"' in page


async def test_every_link_within_the_page_leads_somewhere_and_no_id_stands_twice(ended: Ended) -> None:
    page = await ended.text("?q=ana")
    assert "· <bdi>Ana Ruiz</bdi></a>" in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


async def test_another_language_is_a_link_away_and_the_readers_own_comes_first(ended: Ended) -> None:
    assert speeches(await ended.text("?track=es")) == [("Ana Ruiz", ["Me llamo Ana."])]
    async with ended.server.browser(lang="es") as spanish:
        page = await Ended(ended.server, ended.meeting, spanish).text()
    assert speeches(page) == [("Ana Ruiz", ["Me llamo Ana."])]
    assert re.search(r'<a [^>]*href="[^"]*track=en[^"]*" lang="en" dir="ltr">English</a>', page)


async def test_words_are_found_without_scripts_however_they_are_written(ended: Ended) -> None:
    page = await ended.text("?q=SESION+Closed")
    assert "1 place has “SESION Closed”" in page
    assert '<a href="#c-en-4">0:01:43</a>' in page
    assert '<span id="c-en-4"><mark>Is the sesión closed? It is.</mark></span>' in page
    assert "0 places have “&lt;x&gt;”" in await ended.text("?q=%3Cx%3E")


@rule("R44")
async def test_the_page_says_draft_until_every_turn_is_confirmed_and_the_transcript_published(
    ended: Ended,
) -> None:
    unconfirmed = "Draft: the clerk has not yet confirmed who spoke in every turn."
    unpublished = "Draft: the clerk has not yet published this transcript."

    async def said() -> list[bool]:
        page, vtt = await ended.text(), await ended.text("/transcript.en.vtt")
        assert [each in page for each in (unconfirmed, unpublished)] == [
            each in vtt for each in (unconfirmed, unpublished)
        ]
        return [each in page for each in (unconfirmed, unpublished)]

    assert await said() == [True, True]
    await ended.changes("confirm_turn", turn=1)
    await ended.changes("confirm_turn", turn=2)
    assert await said() == [False, True]
    await ended.changes("publish_transcript")
    assert await said() == [False, False]


@rule("R44")
async def test_a_turn_put_right_mends_the_transcript(ended: Ended) -> None:
    await ended.changes("name_turn", turn=2, name="Sam Lee")
    await ended.changes("give_turn_to_dais", turn=1)
    names = [name for name, _ in speeches(await ended.text())]
    assert names == ["", "Dais", "Sam Lee", ""]
    assert "<v Sam Lee>=1+1 is what I say.</v>" in await ended.text("/transcript.en.vtt")


async def test_the_page_lists_every_file_with_its_language_and_size_and_each_can_be_had(ended: Ended) -> None:
    page = await ended.text()
    rows = re.findall(
        rf'<th scope="row"><a href="/archive/{ended.meeting}/([^"]+)"', page.partition('id="downloads"')[2]
    )
    assert rows == FILES
    for file in FILES:
        assert (await ended.get(f"/{file}")).status == 200
    assert '<td class="numbers">1 kB</td>' in page


async def test_the_page_says_how_to_check_the_record_and_where_its_chain_stands(ended: Ended) -> None:
    page = await ended.text()
    head = json.loads((await ended.text("/record.jsonl")).splitlines()[-1])["checkpoint"]["head"]
    assert head in page
    assert "meetingsvc verify record.jsonl --key record-key.pub" in page


async def test_the_page_has_the_published_comments_and_the_list_of_who_asked_to_speak(ended: Ended) -> None:
    page = await ended.text()
    assert "=Publish me." in page
    rows = re.findall(r'<th scope="row">(?:<span dir="auto">)?([^<]+)', page.partition('id="queue"')[2])
    assert rows == ["Ana Ruiz", "Walk-up speaker", "Speaker 2"]


async def test_a_meeting_without_captions_says_that_it_has_no_transcript(server: Server) -> None:
    meeting = await server.meeting(live=True)
    await server.command(meeting, "adjourn")
    async with server.browser() as reader:
        bare = Ended(server, meeting, reader)
        page = await bare.text()
        assert "There were no captions at this meeting" in page
        assert "Nobody asked to speak." in page
        assert "No written comment has been published." in page
        assert (await bare.get("/transcript.en.vtt")).status == 404
        assert (await bare.get("/bundle.zip")).status == 200


@pytest.mark.parametrize("language", ["es", "ar", "zh-Hant"])
async def test_the_page_is_in_the_readers_language(ended: Ended, language: str) -> None:
    async with ended.server.browser(lang=language) as reader:
        page = await Ended(ended.server, ended.meeting, reader).text()
    t = Translator(Catalogs.load().by_code[language])
    assert f'<html lang="{t.lang}" dir="{t.dir}">' in page
    assert f'<h2 id="downloads">{t.gettext("Downloads")}</h2>' in page


# ── The files ────────────────────────────────────────────────────────────────


async def test_the_transcript_is_valid_webvtt_with_its_speakers_and_chapters(ended: Ended) -> None:
    with reference_parser() as w3c:
        cues = w3c.parse((await ended.text("/transcript.en.vtt")).encode())
        chapters = w3c.parse((await ended.text("/chapters.en.vtt")).encode(), "chapters")
    assert [(cue.text, cue.voices) for cue in cues] == [
        ("Good evening.", ()),
        ("My name is Ana & I say <b>no</b>.", ("Ana Ruiz",)),
        ("=1+1 is what I say.", ("Walk-up speaker",)),
        ("Is the sesión closed? It is.", ()),
    ]
    assert [(cue.text, cue.began, cue.ended) for cue in chapters] == [
        ("1. Public comment", 0, 89_000),
        ("2. Budget", 89_000, 169_000),
    ]


async def test_files_say_what_they_are_and_in_which_language(ended: Ended) -> None:
    said = {}
    for file in (
        "transcript.es.vtt",
        "transcript.en.srt",
        "transcript.en.txt",
        "comments.csv",
        "comments.json",
    ):
        answer = await ended.get(f"/{file}")
        said[file] = (
            answer.headers["Content-Type"],
            answer.headers["Content-Language"],
            answer.headers["Content-Disposition"],
        )
    assert said == {
        "transcript.es.vtt": (
            "text/vtt; charset=utf-8",
            "es",
            'attachment; filename="council-2026-02-10-transcript.es.draft.vtt"',
        ),
        "transcript.en.srt": (
            "application/x-subrip; charset=utf-8",
            "en",
            'attachment; filename="council-2026-02-10-transcript.en.draft.srt"',
        ),
        "transcript.en.txt": (
            "text/plain; charset=utf-8",
            "en",
            'attachment; filename="council-2026-02-10-transcript.en.draft.txt"',
        ),
        "comments.csv": (
            "text/csv; charset=utf-8",
            "en",
            'attachment; filename="council-2026-02-10-comments.csv"',
        ),
        "comments.json": (
            "application/json",
            "en",
            'attachment; filename="council-2026-02-10-comments.json"',
        ),
    }


async def test_a_file_that_a_reader_has_is_not_sent_again_until_the_record_has_grown(ended: Ended) -> None:
    first = await ended.get("/transcript.en.vtt")
    tag = first.headers["ETag"]
    again = await ended.get("/transcript.en.vtt", **{"If-None-Match": tag})
    assert (again.status, await again.read(), again.headers["ETag"]) == (304, b"", tag)
    others = {(await ended.get(f"/{file}")).headers["ETag"] for file in FILES}
    assert len(others) == len(FILES)
    await ended.changes("correct_cue", track="en", cue=1, text="Good evening, all.")
    grown = await ended.get("/transcript.en.vtt", **{"If-None-Match": tag})
    assert grown.status == 200
    assert grown.headers["ETag"] != tag
    assert "Good evening, all." in await grown.text()


async def test_a_copy_that_names_another_source_is_not_taken_for_this_one(tmp_path: Path) -> None:
    copies = []
    meeting = ""
    for source in ("https://old.example.gov", "https://new.example.gov"):
        async with serving(tmp_path / "data", public_url=source) as server, aiohttp.ClientSession() as reader:
            meeting = meeting or await held(server)
            here = f"http://{server.running.config.host}:{server.running.config.port}"
            answer = await reader.get(f"{here}/archive/{meeting}/transcript.en.txt")
            copies.append((answer.headers["ETag"], f"Source: {source}/" in await answer.text()))
    assert [named for _, named in copies] == [True, True]
    assert copies[0][0] != copies[1][0]


async def test_a_page_is_put_together_once_for_all_who_ask_for_the_same_until_the_record_has_grown(
    ended: Ended,
) -> None:
    asked: list[str] = []
    first = {path: await ended.text(path) for path in ("", "?track=es", "?q=ana", "?lang=es", "?q=%ud800-")}
    event.listen(
        ended.server.running.installation.database.readers.sync_engine,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, *_: asked.append(statement),
    )
    again = {path: await ended.text(path) for path in first}
    also = await ended.text("?track=en&q=")
    assert (again, also, asked) == (first, first[""], [])
    assert len(set(first.values())) == len(first)
    await ended.changes("correct_cue", track="en", cue=1, text="Good evening, all.")
    assert "Good evening, all." in await ended.text()


@rule("R38")
async def test_what_was_corrected_can_be_had_as_it_was_received(ended: Ended) -> None:
    early = await ended.text("/transcript.en.received.vtt")
    assert ["received" in name for name in await listed(ended)] == [False] * len(FILES)
    await ended.changes("correct_cue", track="en", cue=1, text="Good evening, all.")
    for name in RECEIVED:
        received = await ended.text(f"/{name.format('en')}")
        corrected = await ended.text(f"/{name.format('en').replace('.received', '')}")
        assert ("Good evening, all." in corrected, "Good evening." in received) == (True, True), name
        assert "Good evening, all." not in received
    tags = {(await ended.get(f"/{name.format('en')}")).headers["ETag"] for name in RECEIVED}
    assert len(tags) == len(RECEIVED)
    assert "NOTE As received: before anything was corrected." in early
    page = await ended.text()
    for name in RECEIVED:
        assert f'href="/archive/{ended.meeting}/{name.format("en")}"' in page
        assert name.format("es") not in page
    bundle = await (await ended.get("/bundle.zip")).read()
    with zipfile.ZipFile(io.BytesIO(bundle)) as opened:
        assert {name.format("en") for name in RECEIVED} <= set(opened.namelist())


@rule("R29")
async def test_words_that_were_taken_out_are_in_no_file_as_received_either(ended: Ended) -> None:
    await ended.changes(
        "redact_cues", reason="private_data", spans=[{"track": "en", "cue": 2, "start": 11, "stop": 14}]
    )
    for name in (*TRANSCRIPTS, *RECEIVED):
        assert "My name is Ana" not in await ended.text(f"/{name.format('en')}"), name


async def test_the_page_of_a_transcript_is_read_where_it_is_and_nothing_in_it_can_run(ended: Ended) -> None:
    answer = await ended.get("/transcript.en.html")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("inline;")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")


async def test_players_on_other_sites_may_read_the_files(ended: Ended) -> None:
    answer = await ended.get("/transcript.en.vtt")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "public, no-cache"


async def test_the_record_is_sound_alone_and_in_the_bundle_which_holds_every_other_file(
    ended: Ended, tmp_path: Path
) -> None:
    bundle = await (await ended.get("/bundle.zip")).read()
    record = await (await ended.get("/record.jsonl")).read()
    (tmp_path / "bundle.zip").write_bytes(bundle)
    (tmp_path / "record.jsonl").write_bytes(record)
    key = ended.server.data / PUBLIC_NAME
    assert verify_file(tmp_path / "record.jsonl", key)[0] == 0
    assert verify_file(tmp_path / "bundle.zip", key)[0] == 0
    with zipfile.ZipFile(io.BytesIO(bundle)) as opened:
        assert opened.namelist() == [file for file in FILES if file != "bundle.zip"]
        assert opened.read("record.jsonl") == record


async def test_what_is_not_offered_is_not_there(ended: Ended) -> None:
    for file in ("transcript.fr.vtt", "transcript.en.exe", "..%2f..%2fsecret", "comments", "%00"):
        assert (await ended.get(f"/{file}")).status == 404


async def test_an_address_in_small_letters_leads_to_the_one_there_is(ended: Ended) -> None:
    answer = await ended.reader.get(f"/archive/{ended.meeting.lower()}/queue.csv", allow_redirects=False)
    if ended.meeting.lower() != ended.meeting:
        assert (answer.status, answer.headers["Location"]) == (301, f"/archive/{ended.meeting}/queue.csv")


async def test_nothing_private_is_in_any_page_or_file(ended: Ended) -> None:
    for path in (
        "",
        "?track=es",
        f"?q={SECRET[:2]}",
        *(f"/{file}" for file in FILES if file != "bundle.zip"),
    ):
        assert SECRET.encode() not in await (await ended.get(path)).read()
    with zipfile.ZipFile(io.BytesIO(await (await ended.get("/bundle.zip")).read())) as opened:
        assert not any(SECRET.encode() in opened.read(name) for name in opened.namelist())


# ── The list ─────────────────────────────────────────────────────────────────


async def test_the_list_has_the_meetings_that_have_ended_newest_first_by_body_and_year(
    server: Server,
) -> None:
    year = 366 * 86_400_000

    async def over(title: str, body: str, starts_at: int) -> str:
        meeting = await server.meeting(
            live=True, title=title, body=body, body_name=body.title(), starts_at=starts_at
        )
        await server.command(meeting, "adjourn")
        return meeting

    await over("Old", "council", STARTS_AT - year)
    await over("New", "council", STARTS_AT)
    await over("Board", "board", STARTS_AT - 1)
    await server.meeting(title="Still to come")
    async with server.browser() as reader:

        async def listed(query: str = "") -> list[str]:
            page = await (await reader.get(f"/archive{query}")).text()
            return re.findall(r'<a href="/archive/[0-9A-Z]{8}" dir="auto">([^<]+)</a>', page)

        assert await listed() == ["New", "Board", "Old"]
        assert await listed("?body=council") == ["New", "Old"]
        assert await listed("?year=2026") == ["New", "Board"]
        assert await listed("?body=council&year=2025") == ["Old"]
        assert await listed("?body=nobody") == []
        assert await listed("?page=2") == []
        assert await listed("?page=x") == ["New", "Board", "Old"]


async def test_the_list_says_so_where_there_is_nothing(server: Server) -> None:
    async with server.browser() as reader:
        answer = await reader.get("/archive")
        assert "No meeting here yet" in await answer.text()
