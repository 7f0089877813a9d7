"""A house for each test of the services: its own directory, a clock that the test drives."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from meetingsvc.service.clock import DrivenClock
from meetingsvc.service.installation import open_installation
from tests.support.house import House
from tests.support.scenario import START


@pytest.fixture
def clock() -> DrivenClock:
    return DrivenClock(START)


@pytest.fixture
async def house(tmp_path: Path, clock: DrivenClock) -> AsyncIterator[House]:
    async with open_installation(tmp_path / "data", clock) as installation:
        yield House(installation, clock)
