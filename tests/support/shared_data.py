"""The real meetings in ../shared/data, read in place: what was said, when, and who was called.

Knows the form of the files, not what a test makes of them.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.sources import ROOT

SHARED_DATA = ROOT.parent / "shared" / "data"
FAIRFAX = SHARED_DATA / "fairfax-2026-02-10"


@dataclass(frozen=True)
class Call:
    """One call to the floor; milliseconds from the start of the recording."""

    called: int
    began: int
    ended: int
    name: str
    channel: str


@dataclass(frozen=True)
class Said:
    """One caption line; milliseconds from the start of the recording."""

    began: int
    ended: int
    text: str


@dataclass(frozen=True)
class RealMeeting:
    """A folder of shared data."""

    facts: dict[str, Any]
    agenda: tuple[tuple[int, str], ...]
    said: tuple[Said, ...]
    calls: tuple[Call, ...]

    def name_at(self, instant: int) -> str | None:
        """Give the name of who had the floor then, by the calls read off the text by hand."""
        return next((call.name for call in self.calls if call.began <= instant < call.ended), None)


def real_meeting(folder: Path = FAIRFAX) -> RealMeeting:
    """Read a meeting in the form that shared/data/README.md describes."""
    facts = json.loads((folder / "meeting.json").read_text(encoding="utf-8"))
    rows = (json.loads(row) for row in (folder / "captions.jsonl").read_text(encoding="utf-8").splitlines())
    with (folder / "calls.csv").open(encoding="utf-8", newline="") as file:
        calls = tuple(
            Call(_ms(row["called"]), _ms(row["begin"]), _ms(row["end"]), row["name"], row["channel"])
            for row in csv.DictReader(file)
        )
    return RealMeeting(
        facts=facts,
        agenda=tuple((_ms(item["start"]), item["label"]) for item in facts["agenda"]),
        said=tuple(Said(_ms(row["start"]), _ms(row["end"]), row["text"]) for row in rows),
        calls=calls,
    )


def _ms(seconds: float | str) -> int:
    return round(float(seconds) * 1_000)
