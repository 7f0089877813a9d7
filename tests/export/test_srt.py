"""SubRip: whole files, and lines too long for a screen."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from meetingsvc.captions.graphemes import width
from meetingsvc.export.edition import Edition
from meetingsvc.export.srt import srt
from meetingsvc.i18n import Catalogs, Translator
from meetingsvc.readmodel.transcript import Who
from tests.export.editions import edition, line, whole
from tests.support.rules import rule

WHOLE = """\
1
00:00:00,000 --> 00:00:03,000
Good evening, and welcome.

2
00:00:03,000 --> 00:00:06,500
Mayor Ode: The meeting is called to order.

3
00:01:00,000 --> 00:01:03,000
Ana Ruiz: My name is Ana.

4
00:01:03,000 --> 00:01:05,000
I live here.

5
00:01:05,000 --> 00:01:07,000
[withheld]

6
00:01:07,000 --> 00:01:09,000
Speaker 15 (unconfirmed): I have no name.

7
00:01:09,000 --> 00:01:11,000
Walk-up speaker: Nor I.

8
00:01:11,000 --> 00:01:13,000
Dais: We heard you.

9
00:01:13,000 --> 00:01:15,000
>> (unconfirmed) Who was that?
"""

BLOCK = re.compile(
    r"(?P<number>\d+)\n"
    r"(?P<began>\d\d:\d\d:\d\d,\d{3}) --> (?P<ended>\d\d:\d\d:\d\d,\d{3})\n"
    r"(?P<text>[^\n]+(?:\n[^\n]+)?)\n"
)


def read(file: bytes) -> list[tuple[str, str, list[str]]]:
    """Read a file back as (began, ended, rows); whatever is between blocks fails."""
    found = []
    for number, block in enumerate(file.decode("utf-8").split("\n\n"), 1):
        match = BLOCK.fullmatch(block if block.endswith("\n") else f"{block}\n")
        assert match is not None, block
        assert match["number"] == str(number)
        found.append((match["began"], match["ended"], match["text"].split("\n")))
    return found


def test_a_track_is_written_with_the_speaker_where_it_changes(english: Translator) -> None:
    assert whole(srt, edition(), english).decode("utf-8") == WHOLE


@rule("R44")
def test_a_draft_says_so_on_its_first_screen(english: Translator) -> None:
    [first, second] = read(
        whole(
            srt,
            edition([line(1, 1_000, 2_000, "Hello."), line(2, 2_000, 3_000, "Bye.")], confirmed=False),
            english,
        )
    )
    assert (first[2], second[2]) == (["[Draft] Hello."], ["Bye."])


def test_a_long_line_becomes_screens_of_two_rows_that_share_its_time(english: Translator) -> None:
    words = "one two three four five six seven eight nine ten"
    file = whole(srt, edition([line(1, 1_000, 11_000, f"{words} {words} {words}")]), english)
    assert read(file) == [
        (
            "00:00:00,000",
            "00:00:05,641",
            ["one two three four five six seven eight", "nine ten one two three four five six seven"],
        ),
        (
            "00:00:05,641",
            "00:00:10,000",
            ["eight nine ten one two three four five six", "seven eight nine ten"],
        ),
    ]


def test_nothing_is_escaped_and_an_arrow_begins_no_cue(english: Translator) -> None:
    [(_, _, rows)] = read(whole(srt, edition([line(1, 1_000, 2_000, "A & B <c> --> 'D'")]), english))
    assert rows == ["A & B <c> → 'D'"]


@example(texts=["0" * 20 + "\u093a"], lasts=1)
@given(
    texts=st.lists(st.text(max_size=400), min_size=1, max_size=4),
    lasts=st.integers(min_value=1, max_value=3),
)
def test_any_lines_however_short_come_as_screens_in_order(texts: list[str], lasts: int) -> None:
    english = Translator(Catalogs.load().by_code["en"])
    spoken = [
        line(number, 1_000 + number * lasts, 1_000 + (number + 1) * lasts, text, Who(name=text[:20]))
        for number, text in enumerate(texts)
    ]
    screens = read(whole(srt, edition(spoken), english))
    assert len(screens) >= len(texts)
    assert all(width(row) <= 42 for _, _, rows in screens for row in rows)
    moments = [moment for began, ended, _ in screens for moment in (began, ended)]
    assert moments == sorted(moments)
    assert all(began < ended for began, ended, _ in screens)


@pytest.mark.parametrize("language", ["es", "ar", "zh-Hant"])
def test_a_draft_says_so_in_the_language_of_the_track(catalogs: Catalogs, language: str) -> None:
    words = Translator(catalogs.by_code[language])
    draft: Edition = edition([line(1, 1_000, 2_000, "…")], transcript_published=False)
    assert (
        whole(srt, draft, words)
        .decode("utf-8")
        .startswith(f"1\n00:00:00,000 --> 00:00:01,000\n[{words.gettext('Draft')}] …\n")
    )
