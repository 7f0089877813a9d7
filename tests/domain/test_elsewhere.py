"""A log gives the same state wherever it is folded: two processes, their hash seeds and time zones apart."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.domain.elsewhere import ENDS, EVERY, digest, keep, kinds, nights, reached
from tests.support.scenario import scenario
from tests.support.sources import ROOT


def test_every_log_gives_the_same_state_under_another_hash_seed_and_time_zone(tmp_path: Path) -> None:
    held, ends = nights(), [scenario(*end) for end in ENDS]
    scenes = [*held.values(), *ends]
    assert {kind for scene in scenes for kind in kinds(scene)} == EVERY
    for number, scene in enumerate(scenes):
        keep(scene.log, tmp_path / f"{number:03}.jsonl")
    here = digest(reached(file) for file in sorted(tmp_path.iterdir()))
    decided = digest(scene.log for scene in held.values())
    for hash_seed, zone in (("1", "Pacific/Kiritimati"), ("4242", "America/St_Johns")):
        said = subprocess.run(
            [sys.executable, "-m", "tests.domain.elsewhere", str(tmp_path), *map(str, held)],
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": zone, "LC_ALL": "C"},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert said.stdout.split() == [here, decided], (hash_seed, zone)
