"""How late, how fast, with which gaps, and how much was corrected."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from meetingsvc.domain.texts import Cue, Track
from meetingsvc.readmodel.quality import Quality, quality, words_in


def cue(
    number: int, began: int, ended: int, text: str, *, late: int | None = None, corrected: bool = False
) -> Cue:
    """A caption said from one second to another; ``late``: the ms after its end at which it came."""
    return Cue(
        number=number,
        began=began * 1_000,
        ended=ended * 1_000,
        text=text,
        received=text,
        estimated=late is None,
        corrected=corrected,
        arrived_at=ended * 1_000 + (late or 0),
    )


TRACK = Track("en", "en", "captions", 4_000)


def test_when_a_finished_file_came_in_says_nothing_of_how_late_its_captions_were() -> None:
    spoken = [cue(n, 5 * n, 5 * n + 4, "one two", late=2_000) for n in range(1, 4)]
    filed = [
        replace(cue(n, 5 * n, 5 * n + 4, "x", late=9_000_000), source="import:a.vtt") for n in range(4, 9)
    ]
    assert quality(TRACK, [*spoken, *filed]).delay_ms == 2_000
    assert quality(TRACK, filed).delay_ms is None


def test_what_is_known_of_a_minute_of_captions() -> None:
    cues = [
        cue(n, 5 * n, 5 * n + 4, "one two three four five", late=1_000 * n, corrected=n == 3)
        for n in range(1, 13)
    ]
    assert quality(replace(TRACK, gaps=((7, 9),), silent_since=99_000), cues) == Quality(
        cues=12,
        corrected=1,
        words_a_minute=61,
        delay_ms=6_500,
        slow_ms=11_000,
        gaps=((7, 9), (99_000, None)),
    )


def test_a_long_pause_is_no_time_in_which_somebody_spoke() -> None:
    cues = [cue(1, 0, 30, "w " * 60), cue(2, 300, 330, "w " * 60)]
    assert quality(TRACK, cues).words_a_minute == 120


def test_of_nothing_and_of_estimated_times_no_more_is_said_than_is_known() -> None:
    nothing = Quality(cues=0, corrected=0, words_a_minute=None, delay_ms=None, slow_ms=None, gaps=())
    assert (quality(TRACK, []), nothing.share_corrected) == (nothing, None)
    one = quality(TRACK, [cue(1, 0, 2, "Hello.", corrected=True)])
    assert one == Quality(cues=1, corrected=1, words_a_minute=None, delay_ms=None, slow_ms=None, gaps=())
    assert one.share_corrected == 1.0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Good evening, Mayor O’Neil.", 4),
        ("It's 7:30 p.m. — really?", 5),
        ("各位晚安", 4),
        ("مساء الخير جميعا", 3),
        ("▇▇▇▇ lives at ▇▇▇", 2),
    ],
)
def test_words_are_counted_in_any_script(text: str, words: int) -> None:
    assert words_in(text) == words
