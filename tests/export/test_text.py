"""The transcript as plain text."""

from __future__ import annotations

import pytest

from meetingsvc.export.edition import Edition
from meetingsvc.export.files import Make
from meetingsvc.export.srt import srt
from meetingsvc.export.text import clock, text
from meetingsvc.export.vtt import vtt
from meetingsvc.i18n import Translator
from meetingsvc.readmodel.transcript import Who
from tests.export.editions import SOURCE, edition, line, state, whole
from tests.support.rules import rule

WHOLE = """\
Regular meeting
City Council
Hall 1
January 1, 1970
Language: en
Source: https://meetings.example.gov/archive/0123ABCD


1. Call to order
----------------

[0:00:00]
Good evening, and welcome.

[0:00:03] Mayor Ode:
The meeting is called to order.


2. Public comment (3 minutes & no <more>)
-----------------------------------------

[0:01:00] Ana Ruiz:
My name is Ana. I live here. [withheld]

[0:01:07] Speaker 15:
[speaker unconfirmed] I have no name.

[0:01:09] Walk-up speaker:
Nor I.

[0:01:11] Dais:
We heard you.

[0:01:13]
[speaker unconfirmed] Who was that?
"""


def test_a_track_is_written_by_item_and_speaker(english: Translator) -> None:
    assert whole(text, edition(), english).decode("utf-8") == WHOLE


@rule("R44")
def test_a_draft_says_so_at_its_head(english: Translator) -> None:
    draft = Edition(state(confirmed=False), "en", [], SOURCE)
    assert whole(text, draft, english).decode("utf-8").splitlines()[-1] == (
        "Draft: the clerk has not yet confirmed who spoke in every turn."
    )


def test_what_was_said_before_a_recording_began_is_there_all_the_same(english: Translator) -> None:
    spoken = edition([line(1, 1_000, 2_000, "Early.", Who(name="Mayor Ode"))], transcript_offset_ms=-65_000)
    assert whole(text, spoken, english).decode("utf-8").endswith("[-0:01:05] Mayor Ode:\nEarly.\n")


def test_a_clock_counts_hours_as_far_as_they_go() -> None:
    assert [clock(ms) for ms in (0, 999, 61_000, 36_061_000, -1_500)] == [
        "0:00:00",
        "0:00:00",
        "0:01:01",
        "10:01:01",
        "-0:00:01",
    ]


@pytest.mark.parametrize("form", [text, srt, vtt])
@pytest.mark.parametrize("turning", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_nobody_turns_the_rest_of_a_file_around(form: Make, turning: str, english: Translator) -> None:
    who = Who(turn=1, ticket=1, name=f"Ana {turning}Ruiz")
    plain = Who(turn=1, ticket=1, name="Ana Ruiz")
    written = whole(form, edition([line(1, 1_000, 4_000, f"Good {turning}evening\u200f.", who)]), english)
    assert written == whole(form, edition([line(1, 1_000, 4_000, "Good evening\u200f.", plain)]), english)
