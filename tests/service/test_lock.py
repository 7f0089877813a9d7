"""One server to a data directory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from meetingsvc.service.installation import open_installation
from meetingsvc.service.lock import InUseError, holding
from tests.support.house import House

SECOND = """
import asyncio, sys
from pathlib import Path
from meetingsvc.service.clock import SystemClock
from meetingsvc.service.installation import open_installation
from meetingsvc.service.lock import InUseError

async def main():
    async with open_installation(Path(sys.argv[1]), SystemClock()):
        print("open")

try:
    asyncio.run(main())
except InUseError as error:
    print(error)
"""


def second(data: Path) -> str:
    """What another process says that opens the same directory."""
    run = subprocess.run(
        [sys.executable, "-c", SECOND, str(data)], capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


async def test_a_second_server_says_who_is_there_and_what_to_do(house: House) -> None:
    data = house.installation.data
    assert second(data) == (
        f"Another meetingsvc (process {os.getpid()}) is running on {data}. Stop it, or choose another --data."
    )
    meeting = await house.session()
    assert (await house.state(meeting)).status == "live"


async def test_after_the_first_has_gone_the_second_opens(house: House, tmp_path: Path) -> None:
    data = tmp_path / "other"
    async with open_installation(data, house.clock):
        pass
    assert second(data) == "open"


def test_it_is_held_within_one_process_too(tmp_path: Path) -> None:
    with holding(tmp_path), pytest.raises(InUseError), holding(tmp_path):
        pass
    with holding(tmp_path):
        pass


def test_a_directory_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    with holding(tmp_path / "a" / "data"):
        assert (tmp_path / "a" / "data").stat().st_mode & 0o777 == 0o700
