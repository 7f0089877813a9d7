"""A replay killed at random moments goes on where the record ends: nothing is missing, nothing twice."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.rehearsal.held import held, killed_after, replay
from tests.rehearsal.recordings import around_the_calls
from tests.support.shared_data import FAIRFAX


def the_same_after(kills: int, folder: Path, tmp_path: Path, least: float, most: float) -> None:
    """Hold it undisturbed and, elsewhere, killed so often after so many seconds; compare the records."""
    assert replay(folder, tmp_path / "undisturbed") == 0
    dice = random.Random(20260210)
    data = tmp_path / "disturbed"
    killed = sum(killed_after(dice.uniform(least, most), folder, "--data", str(data)) for _ in range(kills))
    assert replay(folder, data) == 0
    one, other = held(tmp_path / "undisturbed"), held(data)
    assert killed > 0
    assert other.record == one.record


def test_killed_three_times_a_replay_has_the_same_record(tmp_path: Path) -> None:
    the_same_after(3, around_the_calls(tmp_path / "calls", 4), tmp_path, 0.7, 1.6)


@pytest.mark.proof
@pytest.mark.timeout(900)
def test_killed_twenty_times_the_whole_real_meeting_has_the_same_record(tmp_path: Path) -> None:
    the_same_after(20, FAIRFAX, tmp_path, 0.7, 3.0)
