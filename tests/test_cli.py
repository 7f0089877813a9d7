"""The command line does what it says, beside a running server or without, and says clearly what it cannot."""

from __future__ import annotations

import asyncio
import io
import os
import re
import signal
import sqlite3
import stat
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from meetingsvc import __version__
from meetingsvc.cli import main
from tests.support.server import PASSWORD, Server, serving

CREATE = [
    *("meeting", "create", "--title", "Regular meeting", "--body", "council", "--body-name", "City Council"),
    *("--starts", "2026-02-10T19:00", "--time-zone", "America/New_York"),
]
ADD = [
    "staff",
    "add",
    "anna",
    "--name",
    "Anna Bell",
    "--body",
    "council",
    "--role",
    "clerk",
    "--password-stdin",
]


class Said:
    """What a command printed, and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


def run(capsys: pytest.CaptureFixture[str], data: Path, *arguments: str, stdin: str = "") -> Said:
    """One command, in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO(stdin))
        code = main([*arguments, "--data", str(data)])
    return Said(code, *capsys.readouterr())


async def beside(server: Server, *arguments: str, stdin: str = "") -> Said:
    """One command, in a process of its own, on the data of a running server."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-W", "error", "-m", "meetingsvc.cli", *arguments, "--data", str(server.data)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "MEETINGSVC_PUBLIC_URL": server.url},
    )
    out, err = await process.communicate(stdin.encode())
    return Said(process.returncode or 0, out.decode(), err.decode())


def test_a_meeting_that_nobody_can_hold_is_made_with_a_warning(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    alone = run(capsys, tmp_path, *CREATE)
    assert (alone.code, len(alone.out.strip())) == (0, 8)
    assert alone.err == (
        "Nobody has a role in council, so nobody can hold this meeting: see meetingsvc staff add.\n"
    )
    everywhere = [*ADD[:6], "*", *ADD[7:]]
    assert run(capsys, tmp_path, *everywhere, stdin=PASSWORD + "\n").code == 0
    assert run(capsys, tmp_path, *CREATE).err == ""


def test_staff_and_meetings_are_made_and_listed_where_no_server_runs(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    agenda = tmp_path / "agenda.txt"
    agenda.write_text("Call to order\n\n  Budget \n", encoding="utf-8")
    data = tmp_path / "data"
    added = run(capsys, data, *ADD, stdin=f"{PASSWORD}\n")
    made = run(capsys, data, *CREATE, "--agenda", str(agenda), "--place", "Hall 1")
    staff, meetings = run(capsys, data, "staff", "list"), run(capsys, data, "meeting", "list")
    assert (added.code, added.out, added.err) == (0, "anna is clerk of council.\n", "")
    assert made.code == 0
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{8}\n", made.out)
    assert staff.out == "anna\tAnna Bell\tcouncil\tclerk\n"
    assert meetings.out == (
        f"{made.out.strip()}\t2026-02-10T19:00-05:00\tscheduled\tCity Council\tRegular meeting\n"
    )
    assert PASSWORD not in added.out + added.err + staff.out


async def test_beside_a_running_server_what_is_written_goes_through_it(server: Server) -> None:
    added = await beside(server, *ADD, stdin=f"{PASSWORD}\n")
    again = await beside(server, *ADD, stdin=f"{PASSWORD}\n")
    made = await beside(server, *CREATE)
    token = await server.running.installation.accounts.login("anna", PASSWORD)
    assert (added.code, made.code) == (0, 0)
    assert token
    assert (await server.state(made.out.strip())).title == "Regular meeting"
    assert (again.code, again.err) == (1, "meetingsvc: The user name “anna” is taken. Choose another.\n")
    assert stat.S_IMODE((server.data / "control.sock").stat().st_mode) == 0o600
    assert stat.S_IMODE(server.data.stat().st_mode) == 0o700


async def test_a_data_directory_far_down_is_served_and_written_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / ("d" * 100) / ("é" * 60)
    first = await asyncio.to_thread(run, capsys, data, *CREATE)
    async with serving(data) as server:
        made = await beside(server, *CREATE)
        meetings = {row.id for row in await server.service.meetings()}
    assert (first.code, made.code, made.err) == (0, 0, first.err)
    assert meetings == {first.out.strip(), made.out.strip()}


async def test_a_second_server_on_the_same_data_says_so_and_leaves(server: Server) -> None:
    second = await beside(server, "serve", "--port", "0")
    assert second.code == 1
    assert f"is running on {server.data}" in second.err
    assert "Traceback" not in second.err


async def test_a_meeting_is_exported_backed_up_and_verified_while_the_server_runs(
    server: Server, tmp_path: Path
) -> None:
    meeting = await server.meeting(live=True)
    await server.command(meeting, "add_cue", track="en", text="Good evening")
    await server.command(meeting, "adjourn")
    folder, copy = tmp_path / "out", tmp_path / "copy.sqlite"
    exported = await beside(server, "export", meeting.lower(), "--to", str(folder))
    kept = await beside(server, "backup", str(copy))
    again = await beside(server, "backup", str(copy))
    record = folder / "record.jsonl"
    sound = await beside(server, "verify", str(record))
    async with server.browser() as browser:
        served = {
            path.name: await (await browser.get(f"/archive/{meeting}/{path.name}")).read()
            for path in folder.iterdir()
        }
    written = {path.name: path.read_bytes() for path in folder.iterdir()}
    record.write_bytes(record.read_bytes().replace(b"Regular", b"Irregular"))
    bad = await beside(server, "verify", str(record))
    assert (exported.code, kept.code, sound.code, bad.code) == (0, 0, 0, 1)
    assert {"record.jsonl", "queue.csv", "comments.csv", "transcript.en.vtt", "bundle.zip"} <= served.keys()
    assert written == served
    assert sound.out.startswith(f"SOUND. Meeting {meeting}")
    assert bad.err.startswith("NOT SOUND. Line 1")
    with sqlite3.connect(copy) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    assert (again.code, "is there already" in again.err) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (["staff", "list"], 1, "There is no meetingsvc database in"),
        (["meeting", "list"], 1, "There is no meetingsvc database in"),
        (["backup", "copy.sqlite"], 1, "There is no meetingsvc database in"),
        (["export", "ABCD1234", "--to", "out"], 1, "There is no meetingsvc database in"),
        (["verify", "nothing.jsonl"], 2, "Cannot read"),
        ([*CREATE[:-1], "Mars/Olympus"], 1, "'Mars/Olympus' is no time zone."),
        ([*CREATE[:-1], "America"], 1, "'America' is no time zone."),
        ([*CREATE, "--starts", "tonight"], 1, "'tonight' is no time."),
        ([*CREATE, "--body", "City Council"], 1, "'City Council' is no body's short name."),
        ([*ADD, "--body", "City Council"], 1, "'City Council' is no body's short name."),
        ([*CREATE, "--agenda", "nothing.txt"], 1, "nothing.txt"),
        (ADD, 1, "A password is needed."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str], code: int, why: str
) -> None:
    said = run(capsys, tmp_path / "data", *arguments)
    assert (said.code, said.out) == (code, "")
    assert why in said.err
    assert len(said.err.splitlines()) == 1


def test_a_password_that_is_too_short_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = run(capsys, tmp_path / "data", *ADD, stdin="seven77\n")
    assert (said.code, said.out) == (1, "")
    assert said.err == "meetingsvc: A password has 8 characters or more. Nothing was changed.\n"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["staff"],
        ["staff", "add", "anna"],
        [*ADD[:-3], "--role", "king"],
        ["replay", "x", "--speed", "0"],
    ],
)
def test_what_is_asked_for_wrongly_is_answered_with_how_to_ask(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: meetingsvc" in capsys.readouterr().err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, f"meetingsvc {__version__}\n")


def test_a_setting_that_cannot_be_used_is_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEETINGSVC_PORT", "many")
    said = run(capsys, tmp_path, "serve")
    assert (said.code, said.err) == (1, "meetingsvc: MEETINGSVC_PORT is 'many', which is no port.\n")


@asynccontextmanager
async def served(data: Path) -> AsyncGenerator[tuple[asyncio.subprocess.Process, str], None]:
    """The command ``serve`` in a process of its own, and its address once it can be asked."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-W", "error", "-m", "meetingsvc.cli", "serve", "--port", "0", "--data", str(data)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    try:
        line = (await process.stdout.readline()).decode()
        yield process, line.split()[-1]
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
async def test_a_server_that_is_told_to_stop_ends_in_good_order(tmp_path: Path, how: signal.Signals) -> None:
    async with served(tmp_path / "data") as (process, url):
        async with aiohttp.ClientSession(url) as client:
            ready = await client.get("/readyz")
            assert ready.status == 200
        process.send_signal(how)
        _, err = await process.communicate()
    assert process.returncode == 0
    assert "Traceback" not in err.decode()
    assert not (tmp_path / "data" / "control.sock").exists()
    assert not list((tmp_path / "data").glob("*-wal"))
