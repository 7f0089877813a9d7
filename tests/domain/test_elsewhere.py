"""A log gives the same state wherever it is folded: two processes, their hash seeds and time zones apart."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.domain.elsewhere import NIGHTS, digest, keep, night, reached
from tests.support.sources import ROOT


def test_every_log_gives_the_same_state_under_another_hash_seed_and_time_zone(tmp_path: Path) -> None:
    for seed in NIGHTS:
        keep(night(seed).log, tmp_path / f"{seed}.jsonl")
    here = digest(reached(file) for file in sorted(tmp_path.iterdir()))
    decided = digest(night(seed).log for seed in NIGHTS)
    for hash_seed, zone in (("1", "Pacific/Kiritimati"), ("4242", "America/St_Johns")):
        said = subprocess.run(
            [sys.executable, "-m", "tests.domain.elsewhere", str(tmp_path)],
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": zone, "LC_ALL": "C"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert said.stdout.split() == [here, decided], (hash_seed, zone)
