"""Where the captions of a finished file fall in a meeting, and which of them may not come in, and why.

Pure: a file as it was read, the meeting's state, the instant that the file counts from.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from meetingsvc.captions.finished import Finished, Why, excerpt
from meetingsvc.domain import commands as c
from meetingsvc.domain.imports import in_open_session
from meetingsvc.domain.state import Meeting

AT_ONCE = 500
"""Captions of one command."""

NotHere = Literal["not_in_session", "not_yet", "behind"]


class KeptOut(msgspec.Struct, frozen=True):
    """Something in a file that does not come in, by its line, and how it begins."""

    line: int
    why: Why | NotHere
    excerpt: str


class Placed(msgspec.Struct, frozen=True):
    """What of a file comes in, and what does not, by their lines."""

    cues: tuple[c.FileCue, ...]
    refused: tuple[KeptOut, ...]


def placed(state: Meeting, track: str | None, file: Finished, zero: int, now: int) -> Placed:
    """A file in a track (none: one of its own) of a meeting; ``zero`` is the instant that it counts from."""
    last = state.tracks[track].last if track is not None else None
    free_from = last.ended if last else 0
    cues: list[c.FileCue] = []
    refused = [KeptOut(each.line, each.why, each.excerpt) for each in file.refused]
    for number, cue in enumerate(file.cues, 1):
        began, ended = zero + cue.began, zero + cue.ended
        why = _why_not(state, began, ended, free_from, now)
        if why is not None:
            refused.append(KeptOut(cue.line, why, excerpt(cue.text)))
            continue
        cues.append(c.FileCue(number=number, text=cue.text, began=began, ended=ended, speaker=cue.speaker))
    return Placed(tuple(cues), tuple(sorted(refused, key=lambda each: each.line)))


def batches(track: str, file: str, cues: tuple[c.FileCue, ...]) -> Iterator[c.ImportCues]:
    """The commands by which captions come in, in order."""
    for first in range(0, len(cues), AT_ONCE):
        yield c.ImportCues(track=track, file=file, added=cues[first : first + AT_ONCE])


def _why_not(state: Meeting, began: int, ended: int, free_from: int, now: int) -> NotHere | None:
    if ended > now:
        return "not_yet"
    if not in_open_session(state, began, ended, now):
        return "not_in_session"
    return "behind" if began < free_from else None
