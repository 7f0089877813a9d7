"""Lengths of time as a profile's file and a form write them: "3:00", or with hours "1:30:00".

A whole number is seconds. Knows no bounds.
"""

import re
from typing import Final

_WRITTEN: Final = re.compile(r"(?:([0-9]{1,4}):)?([0-9]{1,4}):([0-5][0-9])")
_MOST_SECONDS: Final = 10**8


def read_length(value: object) -> int | None:
    """The length, ms; None for what is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value * 1_000 if 0 <= value <= _MOST_SECONDS else None
    found = _WRITTEN.fullmatch(value) if isinstance(value, str) else None
    if found is None or (found[1] is not None and int(found[2]) > 59):
        return None
    return ((int(found[1] or 0) * 60 + int(found[2])) * 60 + int(found[3])) * 1_000


def written_length(ms: int) -> str:
    """The shortest way to write a length of whole seconds."""
    minutes, seconds = divmod(ms // 1_000, 60)
    if minutes < 60:
        return f"{minutes}:{seconds:02}"
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
