"""The W3C's own WebVTT parser (npm webvtt-parser), kept running by Node for as many files as a test has.

Knows how to ask it; judges nothing.
"""

from __future__ import annotations

import html
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

SCRIPT = Path(__file__).with_name("w3c.mjs")


@dataclass(frozen=True)
class Seen:
    """A cue as the reference parser reads it; milliseconds."""

    id: str
    began: int
    ended: int
    text: str
    voices: tuple[str, ...]


@dataclass(frozen=True)
class Parser:
    """A running reference parser."""

    to: IO[str]
    back: IO[str]

    def parse(self, file: bytes, mode: Literal["captions", "chapters"] = "captions") -> list[Seen]:
        """Give the cues of a file; fail on the first thing in it that is not valid."""
        self.to.write(json.dumps({"mode": mode, "text": file.decode("utf-8")}) + "\n")
        self.to.flush()
        answer: dict[str, Any] = json.loads(self.back.readline())
        assert answer["errors"] == []
        return [
            # The parser leaves the escapes in the names of voices as they are; players do not.
            Seen(cue["id"], cue["began"], cue["ended"], cue["text"], tuple(map(html.unescape, cue["voices"])))
            for cue in answer["cues"]
        ]


@contextmanager
def reference_parser() -> Iterator[Parser]:
    """Run the parser until the block is left."""
    with subprocess.Popen(
        ["node", str(SCRIPT)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as node:
        assert node.stdin is not None
        assert node.stdout is not None
        yield Parser(node.stdin, node.stdout)
        node.stdin.close()
        node.wait()
