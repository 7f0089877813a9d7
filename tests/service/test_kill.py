"""Killed at any moment: what was acknowledged is there once, and what is sent again is not there twice."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from meetingsvc.domain.events import CommentSubmitted, Sealed
from meetingsvc.record.keys import load_public_key
from meetingsvc.record.verify import Sound, verify_record
from meetingsvc.service.clock import SystemClock
from meetingsvc.service.installation import open_installation

ROOT = Path(__file__).resolve().parents[2]
SENT = 800


def run(data: Path, news: int | None, acknowledged: dict[str, str]) -> str:
    """One life of the server: killed after so many new acknowledgements, or let be. Its last line."""
    command = [sys.executable, "-m", "tests.service.killed_writer", str(data), str(SENT)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    enough = None if news is None else len(acknowledged) + news
    with server:
        assert server.stdout is not None
        last = ""
        for line in server.stdout:  # to the end: what it said before it died counts
            last = line.rstrip("\n")
            if line.endswith("\n") and not last.startswith("done"):
                n, _, answer = last.partition(" ")
                assert acknowledged.setdefault(n, answer) == answer, f"command {n} was answered otherwise"
            if len(acknowledged) == enough:
                server.kill()
    return last


async def check(data: Path, meeting: str, acknowledged: dict[str, str]) -> None:
    """Every command is in the log once, under the answer that was given, and the record verifies."""
    async with open_installation(data, SystemClock()) as installation:
        made = {
            each.event.text.value: f"{each.seq} {each.event.comment}"
            async for each in installation.service.entries(meeting)
            if isinstance(each.event, CommentSubmitted) and isinstance(each.event.text, Sealed)
        }
        total = (await installation.service.state(meeting)).seq
        record = [line async for line in installation.records.lines(meeting)]
    assert made == {f"comment {n}": answer for n, answer in acknowledged.items()}
    assert len(acknowledged) == SENT == total - 4  # the meeting and its three items stand before them
    assert isinstance(verify_record(record, load_public_key(data / "record-key.pub")), Sound)


async def killed(data: Path, times: int, seed: int) -> None:
    moments = random.Random(seed)
    acknowledged: dict[str, str] = {}
    for _ in range(times):
        last = run(data, moments.randint(1, SENT // (times + 2)), acknowledged)
        assert not last.startswith("done"), "it was killed in the middle"
    last = run(data, None, acknowledged)
    assert last.startswith("done ")
    await check(data, last.removeprefix("done "), acknowledged)


async def test_a_writer_killed_at_random_moments_keeps_what_it_acknowledged_exactly_once(
    tmp_path: Path,
) -> None:
    await killed(tmp_path, times=4, seed=2)


@pytest.mark.proof
async def test_a_writer_killed_forty_times_keeps_what_it_acknowledged_exactly_once(tmp_path: Path) -> None:
    await killed(tmp_path, times=40, seed=3)
