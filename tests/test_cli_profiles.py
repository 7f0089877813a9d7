"""The command line shows, takes and gives a body's rules, beside a running server or without."""

from __future__ import annotations

from pathlib import Path

import pytest

from meetingsvc.profiles import parse, shipped
from tests.support.server import CLERK, Server
from tests.test_cli import CREATE, beside, run


def test_rules_are_set_from_a_shipped_profile_and_written_as_a_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    data, file = tmp_path / "data", tmp_path / "ours.toml"
    run(capsys, data, *CREATE)
    none = run(capsys, data, "profile", "show", "council")
    taken = run(capsys, data, "profile", "import", "council", "california")
    given = run(capsys, data, "profile", "export", "council", str(file))
    printed = run(capsys, data, "profile", "export", "council")
    shown = run(capsys, data, "profile", "show", "council")
    assert none.out == "No rules have been set; the plain ones hold.\n"
    assert (taken.code, taken.out) == (0, "Set as version 1: California, Brown Act.\n")
    assert (given.code, given.out, printed.out) == (0, "", file.read_text(encoding="utf-8"))
    assert parse(file.read_bytes()) == shipped()["california"]
    version, _, who, name = shown.out.rstrip("\n").split("\t")
    assert (version, who, name) == ("1", "operator", "California, Brown Act")


def test_all_that_is_wrong_with_a_file_is_said_and_nothing_is_changed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    data, file = tmp_path / "data", tmp_path / "bad.toml"
    run(capsys, data, *CREATE)
    file.write_text('allotment = "0:01"\nceding = "yes"\n', encoding="utf-8")
    said = run(capsys, data, "profile", "import", "council", str(file))
    missing = run(capsys, data, "profile", "import", "council", str(tmp_path / "none.toml"))
    nobody = run(capsys, data, "profile", "import", "No Body", "plain")
    shown = run(capsys, data, "profile", "show", "council")
    assert (said.code, said.out) == (1, "")
    assert said.err.splitlines() == [
        f"{file}: allotment: Must be from 0:15 to 1:00:00.",
        f"{file}: ceding: Write true or false.",
        "meetingsvc: The rules were not changed.",
    ]
    assert (missing.code, nobody.code) == (1, 1)
    assert nobody.err == "meetingsvc: There is no such council or board here. Look at the address.\n"
    assert shown.out == "No rules have been set; the plain ones hold.\n"


async def test_beside_a_running_server_rules_go_through_it_and_hold_at_once(server: Server) -> None:
    await server.meeting()
    await server.service.profiles.save(CLERK, "council", 0, shipped()["texas"])
    taken = await beside(server, "profile", "import", "council", "washington")
    assert (taken.code, taken.out) == (0, "Set as version 2: Washington, OPMA.\n")
    assert server.service.profiles.of("council").laws == ("washington_opma",)
