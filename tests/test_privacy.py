"""What must not be public is nowhere public.

Every private field is filled with a marker; then every page, file, frame and log line is searched that a
stranger, another attendee or a captioner can get, at every stage of a meeting, blanked screens included.
"""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import msgspec
import pytest

from meetingsvc.domain.roles import Actor
from meetingsvc.routes.site import ROUTES
from tests.live.client import Client
from tests.support.rules import rule
from tests.support.server import Server

MARK = "Zq7MARK"
EXTRA_MS = 71_717
"""R11: granted to who speaks; neither it nor a time that holds it may be read."""
MARKS = (MARK, str(EXTRA_MS), str(180_000 + EXTRA_MS))
LANGUAGES = ("en", "es")
ANN = Actor("pann", frozenset({"attendee"}))
FILES = (
    *(f"transcript.{lang}.{form}" for lang in LANGUAGES for form in ("vtt", "srt", "txt")),
    *(f"chapters.{lang}.vtt" for lang in LANGUAGES),
    "comments.csv",
    "comments.json",
    "queue.csv",
    "record.jsonl",
    "bundle.zip",
)
PRIVATE = {
    each: f"{MARK}-{each}"
    for each in ("name", "topic", "pronunciation", "contact", "interpreter", "accommodation")
}


@dataclass
class Reader:
    """Someone who may read what is public: by HTTP, and on a socket."""

    name: str
    http: aiohttp.ClientSession
    socket: Client
    read: dict[str, bytes] = field(default_factory=dict)

    async def sweep(self, stage: str, meeting: str) -> None:
        """Read everything there is."""
        for path in _paths(meeting):
            async with self.http.get(path) as answer:
                self.read[f"{stage} {path} {answer.status}"] = _opened(await answer.read())
        self.read[f"{stage} frames 200"] = msgspec.json.encode(
            [self.socket.copy.view, self.socket.copy.me, self.socket.frames, self.socket.partials]
        )


def _paths(meeting: str) -> list[str]:
    """Every address that can be asked for, with what stands in braces filled in."""
    fills = {"meeting": meeting, "lang": "en", "code": "XXXX", "hash": "x", "path": "x", "digest": "x"}
    listed = []
    for route in ROUTES:
        if route.method == "GET":
            path = route.path
            for name, value in fills.items():
                path = path.replace("{" + name + "}", value)
            listed.append(path)
    queries = ("cues?track=en", "cues?track=es", "comments", "comments?as=staff&status=held")
    archive = [f"/archive/{meeting}/{file}" for file in FILES]
    return [
        *listed,
        *(f"/m/{meeting}/{query}" for query in queries),
        "/archive",
        f"/archive/{meeting}",
        *archive,
    ]


def _opened(body: bytes) -> bytes:
    if body[:2] != b"PK":
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as bundle:
        return b"".join(bundle.read(name) for name in bundle.namelist())


class Heard(logging.Handler):
    """Keeps all that is logged, by anyone."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@asynccontextmanager
async def a_reader(
    server: Server, meeting: str, name: str, cookies: dict[str, str]
) -> AsyncGenerator[Reader]:
    """One who reads by HTTP and has joined on a socket, with these cookies."""
    header = "; ".join(f"{key}={value}" for key, value in cookies.items())
    socket = await Client(server.url, cookie=header).connect()
    try:
        audience = "staff" if "staff" in cookies else "public"
        assert (await socket.join(meeting, as_=audience, tracks=["en", "es"]))["ok"]
        async with server.browser(cookies=cookies) as http:
            yield Reader(name, http, socket)
    finally:
        await socket.close()


WAITING = (
    ("submit_comment", {"text": f"{MARK}-text", "name": f"{MARK}-name", "contact": f"{MARK}-contact"}),
    ("ask_to_speak", {"period": 1, **PRIVATE}),
)
STAGES: tuple[tuple[str, tuple[tuple[str, dict[str, Any]], ...]], ...] = (
    ("held", (("hold_comment", {"comment": 1, "reason": "private_data"}),)),
    ("granted", (("grant_accommodation", {"ticket": 1, "extra_ms": EXTRA_MS}),)),
    ("called", (("call_next", {"period": 1}),)),
    ("speaking", (("start_turn", {"turn": 1}), ("add_cue", {"track": "en", "text": "Good evening."}))),
    ("blanked", (("blank_screens", {}),)),
    ("ended", (("end_turn", {"turn": 1}), ("unblank_screens", {}))),
    ("adjourned", (("adjourn", {}), ("confirm_turn", {"turn": 1}), ("publish_transcript", {}))),
)


@rule("R2", "R11", "R43")
async def test_no_private_field_reaches_a_stranger_another_attendee_a_captioner_or_the_logs(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    heard, root = Heard(), logging.getLogger()
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, "meetingsvc")
    root.addHandler(heard)
    meeting = await server.meeting(live=True)
    _, seat = await server.running.installation.seats.sit(meeting)
    captioner, clerk = await server.session("captioner"), await server.session("clerk")
    door = await server.session("door")
    try:
        async with AsyncExitStack() as stack:

            async def reader(name: str, cookies: dict[str, str]) -> Reader:
                return await stack.enter_async_context(a_reader(server, meeting, name, cookies))

            others = [
                await reader("stranger", {}),
                await reader("attendee", {f"seat_{meeting}": seat}),
                await reader("captioner", {"staff": captioner}),
            ]
            at_the_door = await reader("door", {"staff": door})
            control = await reader("clerk", {"staff": clerk})
            for kind, fields in WAITING:
                await server.command(meeting, kind, by=ANN, **fields)
            for stage, commands in (("waiting", ()), *STAGES):
                for kind, fields in commands:
                    await server.command(meeting, kind, **fields)
                for each in (*others, at_the_door, control):
                    await each.sweep(stage, meeting)
    finally:
        root.removeHandler(heard)
    assert _marked(control), "the clerk, who may read it, finds it"
    assert {each.name: _marked(each) for each in others} == {each.name: [] for each in others}
    assert _confided(control) >= {"contact", "accommodation", "topic"}
    assert _confided(at_the_door) == {"name"}, "the door knows what people are called, and nothing else"
    assert [line for line in heard.lines if any(mark in line for mark in MARKS)] == []
    adjourned = {
        what.split()[1] for what in others[0].read if what.startswith("adj") and what.endswith("200")
    }
    for file in ("transcript.en.vtt", "record.jsonl", "queue.csv", "comments.csv"):
        assert f"/archive/{meeting}/{file}" in adjourned


def _marked(reader: Reader) -> list[str]:
    return [what for what, body in reader.read.items() if any(mark.encode() in body for mark in MARKS)]


def _confided(reader: Reader) -> set[str]:
    """Which of the private fields, and of a comment's, one has read."""
    fields = {*PRIVATE, "text"}
    return {
        each for each in fields if any(f"{MARK}-{each}".encode() in body for body in reader.read.values())
    }
