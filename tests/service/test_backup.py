"""A backup is a whole database, made while the meeting goes on, and replaces nothing."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.service.backup import backup
from meetingsvc.service.installation import open_installation
from meetingsvc.store.engine import DATABASE_NAME
from tests.support.house import House
from tests.support.scenario import ANN


async def test_a_backup_made_while_commands_come_in_opens_as_an_installation(
    house: House, tmp_path: Path
) -> None:
    meeting = await house.session()
    data = tmp_path / "restored"
    data.mkdir()
    await asyncio.gather(
        backup(house.installation.database.path, data / DATABASE_NAME),
        *(house.do(meeting, c.SubmitComment(text=f"{n}"), ANN) for n in range(50)),
    )
    async with open_installation(data, house.clock) as restored:
        log = [each async for each in restored.service.entries(meeting)]
    whole = [each async for each in house.installation.service.entries(meeting)]
    assert log == whole[: len(log)]
    assert len(log) >= 8


async def test_a_backup_is_its_owner_s_alone(house: House, tmp_path: Path) -> None:
    await backup(house.installation.database.path, tmp_path / "copy.sqlite")
    assert (tmp_path / "copy.sqlite").stat().st_mode & 0o777 == 0o600
    assert sorted(os.listdir(tmp_path)) == ["copy.sqlite", "data"]  # noqa: PTH208 - a short look, in a test


async def test_a_backup_replaces_nothing(house: House, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_text("minutes")
    with pytest.raises(FileExistsError, match="replaces nothing"):
        await backup(house.installation.database.path, there)
    assert there.read_text() == "minutes"


async def test_a_backup_holds_nothing_of_what_was_erased(house: House, tmp_path: Path) -> None:
    meeting = await house.session()
    await house.do(meeting, c.AskToSpeak(period=1, contact="unrepeatable@example.org"), ANN)
    seq = (await house.state(meeting)).requests[1].details_seq
    log = house.installation.service.log
    await log.database.write(lambda connection: log.erase(connection, meeting, [(seq, "contact")]))
    await backup(house.installation.database.path, tmp_path / "copy.sqlite")
    assert b"unrepeatable" not in (tmp_path / "copy.sqlite").read_bytes()
