"""Screens: two rows, their share of the time, long enough to read, in order."""

from __future__ import annotations

from itertools import zip_longest

from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.captions.graphemes import width
from meetingsvc.captions.screens import LIMITS, Screen, Spoken, Timed, reading_ms, screens
from tests.support.rules import rule

TEN = "one two three four five six seven eight nine ten"


def seen(*lines: Spoken) -> list[tuple[int, int, tuple[str, ...]]]:
    """Show lines: (began, ended, rows) of each screen."""
    return [(screen.began, screen.ended, screen.rows) for screen in screens(lines)]


def test_a_long_line_becomes_screens_that_share_its_time_by_what_is_in_them() -> None:
    assert seen(Spoken(began=0, ended=10_000, text=f"{TEN} {TEN} {TEN}")) == [
        (
            0,
            5_641,
            ("one two three four five six seven eight", "nine ten one two three four five six seven"),
        ),
        (5_641, 10_000, ("eight nine ten one two three four five six", "seven eight nine ten")),
    ]


def test_where_words_have_times_of_their_own_a_screen_begins_with_its_first_word() -> None:
    words = f"{TEN} {TEN} {TEN}".split()
    timed = [Timed(word, at * 100, at * 100 + 90) for at, word in enumerate(words)]
    timed[17:] = [Timed(word, began + 9_000, ended + 9_000) for word, began, ended in timed[17:]]
    line = Spoken(began=0, ended=12_000, text=f"{TEN} {TEN} {TEN}", words=timed)
    assert [(began, ended) for began, ended, _ in seen(line)] == [(0, 4_100), (10_700, 13_850)]


def test_words_keep_their_times_when_one_of_them_is_corrected_and_when_a_name_leads() -> None:
    words = f"{TEN} {TEN} {TEN}".split()
    timed = [Timed(word, at * 1_000, at * 1_000 + 900) for at, word in enumerate(words)]
    corrected = " ".join(["wun", *words[1:]])
    plain, led = (
        list(screens([Spoken(began=0, ended=30_000, text=corrected, lead=lead, words=timed)]))
        for lead in ("", "Ana Ruiz: ")
    )
    for shown, lead in ((plain, 0), (led, 2)):
        said = 0
        for screen in shown:
            assert screen.began == max(said - (lead if said else 0), 0) * 1_000
            said += sum(len(row.split()) for row in screen.rows)


def test_a_caption_that_is_too_short_to_read_stays_on_into_the_pause_that_follows() -> None:
    assert seen(
        Spoken(began=0, ended=200, text="Second."),
        Spoken(began=5_000, ended=5_100, text="All those in favour, say aye, please."),
        Spoken(began=6_000, ended=6_300, text="Aye."),
    ) == [
        (0, 1_000, ("Second.",)),
        (5_000, 6_000, ("All those in favour, say aye, please.",)),
        (6_000, 7_000, ("Aye.",)),
    ]


def test_in_a_quick_exchange_each_stays_a_second_and_the_next_comes_up_to_a_second_late() -> None:
    votes = [Spoken(began=at * 600, ended=at * 600 + 300, text="Aye.") for at in range(5)]
    assert [
        (began, ended) for began, ended, _ in seen(*votes, Spoken(began=9_000, ended=9_500, text="So be it."))
    ] == [
        (0, 1_000),
        (1_000, 2_000),
        (2_000, 2_800),
        (2_800, 3_400),
        (3_400, 4_400),
        (9_000, 10_000),
    ]
    last = Spoken(began=2_400, ended=2_900, text="Exact.", exact=True)
    assert seen(votes[3], last)[-1][:2] == (2_400, 2_900)


def test_a_caption_does_not_stay_longer_than_anyone_looks_at_it() -> None:
    assert seen(Spoken(began=0, ended=60_000, text="Please stand by.")) == [(0, 7_000, ("Please stand by.",))]


def test_what_is_exact_and_fits_keeps_its_rows_and_its_times() -> None:
    assert seen(Spoken(began=0, ended=60_000, text="Please\nstand by.", exact=True)) == [
        (0, 60_000, ("Please", "stand by."))
    ]


def test_a_line_without_a_word_has_no_screen() -> None:
    assert seen(Spoken(began=0, ended=1_000, text=" \n ")) == []


spoken = st.builds(
    lambda gap, lasts, text, exact, lead: (gap, lasts, text, exact, lead),
    st.integers(0, 9_000),
    st.integers(1, 9_000),
    st.text(max_size=300)
    | st.lists(st.sampled_from(["tree", "公園", "a", "x" * 60]), max_size=60).map(" ".join),
    st.booleans(),
    st.sampled_from(["", "Ana Ruiz: "]),
)


@rule("R37", "R38")
@given(st.lists(spoken, max_size=8))
def test_any_lines_come_in_order_within_the_limits_with_every_word_once(
    made: list[tuple[int, int, str, bool, str]],
) -> None:
    lines, at = [], 0
    for gap, lasts, text, exact, lead in made:
        lines.append(Spoken(began=at + gap, ended=at + gap + lasts, text=text, exact=exact, lead=lead))
        at += gap + lasts
    shown = list(screens(lines))
    assert all(len(screen.rows) <= LIMITS.rows for screen in shown)
    assert all(width(row) <= LIMITS.width for screen in shown for row in screen.rows)
    moments = [moment for screen in shown for moment in (screen.began, screen.ended)]
    assert moments == sorted(moments)
    assert all(screen.began < screen.ended for screen in shown)
    for number, line in enumerate(lines):
        own = [screen for screen in shown if screen.line == number]
        assert letters(own) == "".join(f"{line.lead}{line.text}".replace("\u200b", "").split()) or not own
        assert [screen.part for screen in own] == list(range(len(own)))
    for screen, after in zip_longest(shown, shown[1:]):
        kept_on = screen.exact or screen.ended - screen.began >= min(
            reading_ms(screen.rows), LIMITS.longest_ms
        )
        assert kept_on or (after is not None and after.began == screen.ended)
        assert screen.exact or screen.ended - screen.began <= LIMITS.longest_ms


def letters(shown: list[Screen]) -> str:
    """Give what stands on screens, blanks aside."""
    return "".join("".join(row.split()) for screen in shown for row in screen.rows).replace("\u200b", "")
