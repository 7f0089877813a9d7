"""How good the captions of a track are: how late, how fast, with which gaps, and how much was corrected.

Figures for whoever captions, while it goes on, and for the summary afterwards. Pure; knows no words of any
language but what counts as one.
"""

import re
from collections.abc import Iterable, Sequence
from statistics import median
from typing import Final

import msgspec

from meetingsvc.domain.texts import Cue, Track

PAUSE_MS: Final = 10_000
"""A pause between captions that is longer is no time in which somebody spoke."""

MINUTE_MS: Final = 60_000

_WORD: Final = re.compile(
    # Where no blanks stand between words, a character counts as one.
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
    "|[^\\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+(?:['’.-][^\\W]+)*"
)


class Quality(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a track's captions; None: not known. Times in ms.

    ``delay_ms`` is the median from the end of what was said to the arrival of its caption, ``slow_ms`` what
    nine in ten stay below; both of captions alone whose source says when they were said. ``gaps`` are those
    in which people spoke and nothing came, UTC ms; the last may still go on (None).
    """

    cues: int
    corrected: int
    words_a_minute: int | None
    delay_ms: int | None
    slow_ms: int | None
    gaps: tuple[tuple[int, int | None], ...]

    @property
    def share_corrected(self) -> float | None:
        """The share of captions that somebody has corrected, 0 to 1."""
        return self.corrected / self.cues if self.cues else None


def quality(track: Track, cues: Sequence[Cue]) -> Quality:
    """The figures of a track, from these of its cues, in order: all of them, or the latest."""
    timed = (cue for cue in cues if cue.arrived_at and not cue.estimated and not cue.imported)
    late = sorted(cue.arrived_at - cue.ended for cue in timed)
    still = () if track.silent_since is None else ((track.silent_since, None),)
    return Quality(
        cues=len(cues),
        corrected=sum(cue.corrected for cue in cues),
        words_a_minute=words_a_minute(cues),
        delay_ms=round(median(late)) if late else None,
        slow_ms=late[(len(late) * 9 - 1) // 10] if late else None,
        gaps=(*track.gaps, *still),
    )


def words_a_minute(cues: Sequence[Cue]) -> int | None:
    """How fast is captioned, pauses left out; None for too little to say."""
    said = sum(words_in(cue.text or "") for cue in cues)
    lasted = spoken_for(cues)
    return round(said * MINUTE_MS / lasted) if lasted >= MINUTE_MS // 4 else None


def spoken_for(cues: Iterable[Cue]) -> int:
    """The time that captions cover, with the short pauses between them, in ms."""
    lasted, until = 0, None
    for cue in cues:
        if until is None or cue.began - until > PAUSE_MS:
            lasted += cue.ended - cue.began
        else:
            lasted += max(cue.ended - until, 0)
        until = cue.ended if until is None else max(until, cue.ended)
    return lasted


def words_in(text: str) -> int:
    """How many words a text has: runs of letters and digits; each character of Chinese or Japanese is one."""
    return len(_WORD.findall(text))
