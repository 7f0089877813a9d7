"""A recording held again on somebody else's server, in real time and faster."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from meetingsvc.bootstrap import Running, running
from meetingsvc.cli import main
from meetingsvc.config import Config
from meetingsvc.domain.events import CueAdded
from meetingsvc.domain.roles import Role
from meetingsvc.service.states import Change
from tests.rehearsal.held import COMMAND, held
from tests.rehearsal.recordings import CALLS, write

SPEED = 60
CAPTIONS = [
    {"start": 1, "end": 4, "text": "Good evening."},
    {"start": 40, "end": 45, "text": "My name is Ana."},
    {"start": 70, "end": 75, "text": "Thank you, Ana."},
]


async def replayed(server: Running, folder: Path, *options: str) -> int:
    """Hold it there; the exit code."""
    arguments = ["replay", str(folder), "--url", server.url, "--speed", str(SPEED), *options]
    return await asyncio.to_thread(main, arguments)


def has_line(change: Change) -> bool:
    """Whether a caption came."""
    return any(isinstance(entry.event, CueAdded) for entry in change.entries)


async def with_clerk(server: Running, monkeypatch: pytest.MonkeyPatch, role: Role = "clerk") -> None:
    """There is an account, and the environment names it."""
    await server.installation.accounts.add("dana", "Dana", "a password", {"*": frozenset({role})})
    monkeypatch.setenv("MEETINGSVC_USER", "dana")
    monkeypatch.setenv("MEETINGSVC_PASSWORD", "a password")


async def test_it_is_held_there_at_its_pace_and_once_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "folder", {"duration_seconds": 90}, CAPTIONS, (CALLS[0], CALLS[1]))
    async with running(Config(data=tmp_path / "data", port=0)) as server:
        await with_clerk(server, monkeypatch)
        began = asyncio.get_running_loop().time()
        codes = [await replayed(server, folder)]
        took = asyncio.get_running_loop().time() - began
        codes.append(await replayed(server, folder))
    become = await asyncio.to_thread(held, tmp_path / "data")
    assert (codes, took >= 90 / SPEED) == ([0, 0], True)
    assert [(line.text, line.who.name if line.who else "", line.estimated) for line in become.lines] == [
        ("Good evening.", "", False),
        ("My name is Ana.", "Ana Ruiz", False),
        ("Thank you, Ana.", "", False),
    ]


async def test_broken_off_it_takes_up_the_time_where_it_broke_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "folder", {"duration_seconds": 120}, CAPTIONS, (CALLS[0], CALLS[1]))
    async with running(Config(data=tmp_path / "data", port=0)) as server:
        await with_clerk(server, monkeypatch)
        first_line = asyncio.Event()
        server.installation.service.subscribe(lambda change: first_line.set() if has_line(change) else None)
        process = await asyncio.create_subprocess_exec(
            *(*COMMAND, str(folder), "--url", server.url, "--speed", str(SPEED)),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        await first_line.wait()
        process.kill()
        await process.wait()
        assert await replayed(server, folder) == 0
    become = await asyncio.to_thread(held, tmp_path / "data")
    assert [(line.text, line.who.name if line.who else "") for line in become.lines] == [
        ("Good evening.", ""),
        ("My name is Ana.", "Ana Ruiz"),
        ("Thank you, Ana.", ""),
    ]


async def test_a_late_captioner_s_track_says_how_late_in_real_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "folder", {"duration_seconds": 10}, CAPTIONS[:1], CALLS[:1])
    async with running(Config(data=tmp_path / "data", port=0)) as server:
        await with_clerk(server, monkeypatch)
        assert await replayed(server, folder, "--late", "6") == 0
    become = await asyncio.to_thread(held, tmp_path / "data")
    assert become.meeting.tracks["en"].delay_ms == 6_000 // SPEED
    assert [(line.text, line.estimated) for line in become.lines] == [("Good evening.", True)]


async def test_who_may_not_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "folder")
    async with running(Config(data=tmp_path / "data", port=0)) as server:
        monkeypatch.delenv("MEETINGSVC_USER", raising=False)
        codes = [await replayed(server, folder)]
        await with_clerk(server, monkeypatch, "captioner")
        codes.append(await replayed(server, folder))
        monkeypatch.setenv("MEETINGSVC_PASSWORD", "another")
        codes.append(await replayed(server, folder))
    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith("meetingsvc replay: ")]
    assert (codes, len(said)) == ([1, 1, 1], 3)
    assert "MEETINGSVC_USER and MEETINGSVC_PASSWORD" in said[0]
    assert "not_allowed" in said[1]
    assert "cannot log in" in said[2]
