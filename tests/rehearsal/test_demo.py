"""The demo: alive within seconds, left to whoever acts, and ended calmly."""

from __future__ import annotations

import asyncio
import random
import re
import signal
import socket
import sys
import urllib.request
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from meetingsvc.bootstrap import Running, running
from meetingsvc.config import Config
from meetingsvc.domain.commands import COMMANDS, parse
from meetingsvc.domain.events import CueAdded, Entry
from meetingsvc.rehearsal.accounts import password
from meetingsvc.rehearsal.captioner import LINE, lines
from meetingsvc.rehearsal.client import Client
from meetingsvc.rehearsal.council import council
from meetingsvc.rehearsal.crowd import fresh
from meetingsvc.rehearsal.demo import SIMULATED, adjourned, rehearsing, serving_demo
from meetingsvc.rehearsal.earlier import hold_earlier, last_tuesday
from meetingsvc.rehearsal.script import slug
from meetingsvc.service.states import Change
from tests.rehearsal.held import held
from tests.support.server import PASSWORD, serving

FAST = 20.0
SOON = 30.0
"""Seconds within which a demo at that tempo has shown everything; it takes about ten."""


class Watching:
    """What happens at a server, as it happens."""

    def __init__(self, server: Running) -> None:
        self.entries: list[Entry] = []
        self._more = asyncio.Event()
        server.installation.service.subscribe(self._heard)

    def _heard(self, change: Change) -> None:
        self.entries += change.entries
        self._more.set()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Return once it holds."""
        async with asyncio.timeout(SOON):
            while not holds():
                self._more.clear()
                await self._more.wait()


async def test_within_seconds_people_speak_write_and_are_captioned_in_two_languages(tmp_path: Path) -> None:
    async with running(Config(data=tmp_path, port=0)) as server:
        watching = Watching(server)
        async with rehearsing(council(), server, tempo=FAST, dice=random.Random(1)):

            def happened() -> Counter[str]:
                return Counter(
                    f"{each.event.track} cue" if isinstance(each.event, CueAdded) else kind_of(each)
                    for each in watching.entries
                )

            expected = ("en cue", "es cue", "NamePassed", "TurnEnded", "CommentPublished", "CommentHeld")
            await watching.until(lambda: all(happened()[kind] for kind in expected))


async def test_a_person_who_acts_as_clerk_has_the_meeting(tmp_path: Path) -> None:
    async with running(Config(data=tmp_path, port=0)) as server:
        watching = Watching(server)
        async with (
            rehearsing(council(), server, tempo=FAST, dice=random.Random(2)) as demo,
            Client(server.url) as person,
        ):
            await person.login("clerk", password(tmp_path, "clerk"))
            await person.join(demo.meeting, "staff", "clerk")
            await watching.until(lambda: "TurnStarted" in map(kind_of, watching.entries))
            await person.command(fresh(), "announce", {"text": "Please move your car."})
            # What the simulated clerk had sent before has come by the next caption.
            await watching.until(captions_after(watching, 1))
            came = len(watching.entries)
            await watching.until(captions_after(watching, 10))
            clerk = await account_of(server, SIMULATED[0])
            assert [each for each in watching.entries[came:] if each.by == clerk] == []


def captions_after(watching: Watching, more: int) -> Callable[[], bool]:
    """Whether so many captions have come since now."""
    aim = list(map(kind_of, watching.entries)).count("CueAdded") + more
    return lambda: list(map(kind_of, watching.entries)).count("CueAdded") >= aim


def kind_of(entry: Entry) -> str:
    return type(entry.event).__name__


async def account_of(server: Running, username: str) -> str:
    """As whom somebody stands in the record."""
    everyone = await server.installation.accounts.all()
    return next(f"staff:{person.id}" for person in everyone if person.username == username)


async def test_the_demo_leaves_a_meeting_that_is_adjourned(tmp_path: Path) -> None:
    async with running(Config(data=tmp_path, port=0)) as server:
        watching = Watching(server)
        async with rehearsing(council(), server, tempo=FAST, dice=random.Random(3)) as demo:
            await watching.until(lambda: "TurnStarted" in map(kind_of, watching.entries))
        assert (await server.installation.service.state(demo.meeting)).status == "adjourned"


@pytest.mark.parametrize("left", ["live", "recess", "closed_session"])
async def test_what_a_killed_demo_left_under_way_is_ended_at_the_next(tmp_path: Path, left: str) -> None:
    async with serving(tmp_path) as server:
        cast = council()
        old = await server.meeting(live=True, title=cast.title, body=slug(cast.body))
        other = await server.meeting(live=True, title="Somebody else's", body=slug(cast.body))
        steps = {"recess": ["walk_up", "recess"], "closed_session": ["enter_closed_session"]}
        for kind in steps.get(left, []):
            await server.command(old, kind)
        async with rehearsing(cast, server.running, tempo=FAST, dice=random.Random(3)) as demo:
            now = {row.id: row.status for row in await server.service.meetings()}
    assert now == {old: "adjourned", other: "live", demo.meeting: "live"}


class Overtaken(Client):
    """A clerk's device whose every command comes just after another that its page has not shown yet."""

    def __init__(self, base: str, *faster: tuple[str, dict[str, Any]]) -> None:
        super().__init__(base, follow=True)
        self.faster = list(faster)

    async def command(self, command_id: str, kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        if self.faster:
            await super().command(fresh(), *self.faster.pop(0))
        return await super().command(command_id, kind, fields)


async def test_a_meeting_that_goes_on_while_it_is_ended_is_adjourned_all_the_same(tmp_path: Path) -> None:
    steps: list[tuple[str, dict[str, Any]]] = [
        ("walk_up", {}),
        ("start_turn", {"turn": 1}),
        ("end_turn", {"turn": 1}),
    ]
    async with serving(tmp_path) as server, Overtaken(server.url) as desk:
        meeting = await server.meeting(live=True)
        await server.staff("clerk")
        await desk.login("clerk", PASSWORD)
        await desk.join(meeting, "staff", "clerk")
        desk.faster = steps
        await adjourned(server.running, meeting, desk)
        assert (await server.state(meeting)).status == "adjourned"
        assert desk.faster == []


async def test_where_its_usual_port_is_taken_the_demo_takes_a_free_one(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        config = Config(data=tmp_path, port=taken)
        with pytest.raises(OSError, match=f"Port {taken} of 127.0.0.1: .*in use"):
            async with serving_demo(config, free=False):
                pass
        async with serving_demo(config, free=True) as server:
            assert server.config.port not in (0, taken)


def test_the_earlier_meeting_is_in_two_languages_confirmed_and_published(tmp_path: Path) -> None:
    meeting = asyncio.run(hold_earlier(council(), tmp_path))
    english, spanish = held(tmp_path), held(tmp_path, "es")
    state = english.meeting
    assert (state.id, state.status, state.transcript_published) == (meeting, "adjourned", True)
    assert {turn.confirmed for turn in state.turns.values()} == {True}
    assert state.comment_counts["published"] == 3
    assert [line.who for line in english.lines] == [line.who for line in spanish.lines]
    assert asyncio.run(hold_earlier(council(), tmp_path)) == meeting


async def test_it_tells_where_everything_is_and_ends_calmly(tmp_path: Path) -> None:
    command = "import sys; from meetingsvc.cli import main; sys.exit(main())"
    demo = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", command, "demo", "--port", "0", "--data", str(tmp_path)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert demo.stdout is not None
    told = ""
    async with asyncio.timeout(SOON):
        while "all meetings" not in told:
            told += (await demo.stdout.readline()).decode()
    links = dict(re.findall(r"^  (\w[\w ]*?) +(http://\S+)", told, re.MULTILINE))
    statuses = {name: await asyncio.to_thread(status_of, url) for name, url in links.items()}
    demo.send_signal(signal.SIGINT)
    rest, complaints = await demo.communicate()
    assert list(links) == ["attendee", "clerk", "captions", "display", "kiosk", "archive", "all meetings"]
    assert set(statuses.values()) == {200}
    assert (demo.returncode, rest.decode().strip(), complaints) == (0, "The demo has ended.", b"")


def status_of(url: str) -> int:
    """What a browser gets there, once it has followed where it is led."""
    with urllib.request.urlopen(url) as answer:
        return int(answer.status)


def test_what_residents_and_clerk_send_is_what_the_service_takes() -> None:
    cast = council()
    for number, item in enumerate(cast.items, 1):
        assert bool(item.speeches) == item.comment, number
        for speech in item.speeches:
            given = {"name": speech.name, "topic": speech.topic, "position": speech.position}
            parse({"type": "add_request", "period": 1, "channel": speech.channel, **given})
    for comment in cast.comments:
        parse({"type": "submit_comment", "text": comment.text, "name": comment.name})
        if comment.hold:
            parse({"type": "hold_comment", "comment": 1, "reason": comment.hold})
    assert {"pass_name", "walk_up", "call_again", "mark_no_show"} <= COMMANDS.keys()


def test_a_sentence_becomes_lines_of_a_caption_s_length_with_every_word() -> None:
    spoken = [sentence for item in council().items for each in item.speeches for sentence in each.lines]
    for sentence in (text for both in spoken for text in both):
        split = [" ".join(line) for line in lines(sentence.split())]
        assert " ".join(split) == sentence
        assert max(map(len, split)) <= LINE
    assert list(lines([])) == []
    assert [" ".join(line) for line in lines(["x" * 70, "and", "y" * 60, "z"])] == [
        "x" * 70,
        "and " + "y" * 60,
        "z",
    ]


def test_the_meeting_before_this_one_was_on_a_tuesday() -> None:
    saturday = datetime(2026, 2, 7, 12, tzinfo=UTC)
    days = [int((saturday + timedelta(days=n)).timestamp() * 1_000) for n in range(5)]
    assert [last_tuesday(day).isoformat() for day in days] == [*["2026-02-03"] * 4, "2026-02-10"]
