"""Adds to events_v1.jsonl an example of each kind of event that has none yet.

Lines that stand there are never written again: they are what old databases hold.
"""

from __future__ import annotations

import json
from pathlib import Path

from meetingsvc.domain.events import EVENTS, Entry
from meetingsvc.record.chain import GENESIS
from meetingsvc.store.codec import Codec
from tests.support.events import example

KEPT = Path(__file__).parent / "events_v1.jsonl"


def keep() -> None:
    """Append the missing kinds, whole and bare."""
    lines = KEPT.read_text(encoding="utf-8").splitlines() if KEPT.exists() else []
    kept = {json.loads(json.loads(line)["body"])["type"] for line in lines}
    with KEPT.open("a", encoding="utf-8") as file:
        for name in sorted(EVENTS.keys() - kept):
            for whole in (True, False):
                entry = Entry(1, 1_770_768_000_000, "staff:1", example(EVENTS[name], whole=whole))
                stored = Codec().encode("MEETING1", entry, GENESIS)
                sealed = [[row.field, row.salt.hex(), row.value] for row in stored.sealed]
                file.write(
                    json.dumps({"body": stored.body.decode(), "sealed": sealed}, ensure_ascii=False) + "\n"
                )


if __name__ == "__main__":
    keep()
