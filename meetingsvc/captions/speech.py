"""What a speech engine has heard, whichever protocol it speaks: a line that grows, and lines that stand.

Times are milliseconds of the sound sent on one connection, from its first sample; ``sound`` makes instants
of them. Pure: knows no socket and no meeting.
"""

import math
from collections.abc import Sequence
from typing import Any, Protocol
from typing import Final as Constant

import msgspec

from meetingsvc.captions.cutting import LONGEST
from meetingsvc.domain.rules import tidy

TEXT_LIMIT: Constant = 2_000
"""Characters of one caption."""

LATEST_MS: Constant = 7 * 24 * 3_600_000
"""No connection lasts so long: a later time is no time."""


class Spoken(msgspec.Struct, frozen=True):
    """One word. ``confidence`` is of a hundred; None where the engine says nothing."""

    text: str
    began: int
    ended: int
    confidence: int | None = None


class Final(msgspec.Struct, frozen=True):
    """A line that stands. ``began`` and ``ended`` are None where the engine gave no times."""

    text: str
    began: int | None = None
    ended: int | None = None
    confidence: int | None = None
    words: tuple[Spoken, ...] = ()


class Heard(msgspec.Struct, frozen=True):
    """What one message says. ``partial`` None: nothing of the line that grows; "": it is empty."""

    finals: tuple[Final, ...] = ()
    partial: str | None = None
    ready: bool | None = None
    """The engine takes sound from now on, or does not yet."""

    over: bool = False
    """The engine has said all that it had to say."""


NOTHING: Constant = Heard()


class Dialect(Protocol):
    """How one kind of engine is spoken to, on one connection.

    ``ready_at_once``: it takes sound without having said so.
    """

    ready_at_once: bool

    def greeting(self) -> str:
        """The first message."""

    def sound(self, pcm: bytes) -> bytes:
        """Sound (16 bit little endian, mono) as this engine wants it."""

    def farewell(self) -> str | bytes:
        """The message that asks for what is left, and ends it."""

    def read(self, message: str | bytes) -> Heard:
        """What a message of the engine says; ``NOTHING`` for one that cannot be read."""

    def rest(self) -> Heard:
        """What it had begun to say when it went away after the farewell."""


def record(message: str | bytes) -> dict[str, Any]:
    """The JSON object in a message; empty for what is none."""
    try:
        found = msgspec.json.decode(message)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def wording(value: Any) -> str:
    """A text of an engine as a caption may have it: one line, no control characters, not endless."""
    return " ".join(tidy(value[: 4 * TEXT_LIMIT]).split())[:TEXT_LIMIT] if isinstance(value, str) else ""


def milliseconds(value: Any) -> int | None:
    """A time in seconds, as a number or as written out; None for what is none."""
    try:
        seconds = float(value) if isinstance(value, (int, float, str)) else math.nan
    except (ValueError, OverflowError):
        return None
    if not math.isfinite(seconds) or not 0 <= seconds <= LATEST_MS / 1_000:
        return None
    return round(seconds * 1_000)


def hundredths(value: Any) -> int | None:
    """A confidence from 0 to 1 as one of a hundred."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return min(100, max(0, round(value * 100)))


def mean(words: Sequence[Spoken]) -> int | None:
    """The confidence of a line, from that of its words."""
    known = [word.confidence for word in words if word.confidence is not None]
    return round(sum(known) / len(known)) if known else None


def lines(final: Final) -> list[Final]:
    """A final as lines that can be read: a long one, as engines close one only where somebody pauses, parted
    between words, into parts about equally long.
    """
    if len(final.text) <= LONGEST or len(final.words) < 2:
        return [final]
    aim = len(final.text) / math.ceil(len(final.text) / LONGEST)
    parts: list[list[Spoken]] = [[]]
    for word in final.words:
        long = len(" ".join(each.text for each in parts[-1]))
        if parts[-1] and (long + 1 + len(word.text) > LONGEST or long >= aim):
            parts.append([])
        parts[-1].append(word)
    return [_line(part) for part in parts]


def _line(words: Sequence[Spoken]) -> Final:
    text = " ".join(word.text for word in words)
    return Final(text[:TEXT_LIMIT], words[0].began, words[-1].ended, mean(words), tuple(words))
