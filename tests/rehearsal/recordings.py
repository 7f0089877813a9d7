"""Small recordings to hold again: made up, or the parts of a real one in which the public speaks."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.support.shared_data import FAIRFAX, real_meeting

MEETING: dict[str, Any] = {
    "title": "Board Meeting",
    "body": "Board of Parks",
    "place": "Riverton",
    "date": "2026-03-04",
    "time_zone": "Europe/Berlin",
    "language": "en",
    "duration_seconds": 600,
    "agenda": [{"start": 5, "label": "Call to order"}, {"start": 20, "label": "Public comment"}],
}
CALLS = ("called,begin,end,name,channel", "30,32,60,Ana Ruiz,in_person", "61,65,90.5,Li Wei,remote")
CAPTIONS = (
    {"start": 1, "end": 4, "speaker": "Chair", "text": "Good evening."},
    {"start": 33, "end": 36.25, "speaker": "Chair", "text": "My name is Ana."},
)


def write(
    folder: Path,
    meeting: dict[str, Any] | None = None,
    captions: Sequence[Any] = CAPTIONS,
    calls: Sequence[str] = CALLS,
) -> Path:
    """A recording's three files; ``meeting`` changes what stands in MEETING."""
    folder.mkdir(exist_ok=True)
    told = {key: value for key, value in {**MEETING, **(meeting or {})}.items() if value is not None}
    rows = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in captions]
    (folder / "meeting.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    (folder / "captions.jsonl").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    (folder / "calls.csv").write_text("".join(f"{row}\n" for row in calls), encoding="utf-8")
    return folder


def around_the_calls(folder: Path, calls: int | None = None) -> Path:
    """The real meeting with only those lines that are near its first ``calls`` calls, none: all of them.

    Made for a test and gone with it; times stay as they are.
    """
    folder.mkdir(exist_ok=True)
    shutil.copy(FAIRFAX / "meeting.json", folder)
    spans = [(call.called - 20_000, call.ended + 20_000) for call in real_meeting(FAIRFAX).calls[:calls]]
    with (FAIRFAX / "captions.jsonl").open(encoding="utf-8") as lines:
        kept = [
            line
            for line in lines
            if any(first <= json.loads(line)["start"] * 1_000 <= last for first, last in spans)
        ]
    (folder / "captions.jsonl").write_text("".join(kept), encoding="utf-8")
    rows = (FAIRFAX / "calls.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "calls.csv").write_text("".join(rows[: len(spans) + 1]), encoding="utf-8")
    return folder
