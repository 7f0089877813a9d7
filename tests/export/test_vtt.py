"""WebVTT: whole files, hostile text, and a real meeting, read back by two parsers."""

from __future__ import annotations

import html
from unicodedata import bidirectional, category

import pytest
import webvtt
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from immutables import Map

from meetingsvc.domain.texts import Track, Translation
from meetingsvc.export.chapters import chapters_vtt
from meetingsvc.export.edition import Edition
from meetingsvc.export.vtt import vtt
from meetingsvc.i18n import Catalogs, Translator
from meetingsvc.readmodel.transcript import Line, Who, lines
from tests.export.editions import SOURCE, edition, line, state, whole
from tests.export.w3c import Parser, Seen
from tests.readmodel.held import hold
from tests.support.rules import rule
from tests.support.shared_data import real_meeting

WHOLE = """\
WEBVTT

NOTE Regular meeting

NOTE City Council

NOTE Hall 1

NOTE January 1, 1970

NOTE Language: en

NOTE Source: https://meetings.example.gov/archive/0123ABCD

NOTE {doubt}

1
00:00:00.000 --> 00:00:03.000
Good evening, and welcome.

2
00:00:03.000 --> 00:00:06.500
<v Mayor Ode>The meeting is called to order.</v>

3
00:01:00.000 --> 00:01:03.000
<v Ana Ruiz>My name is Ana.</v>

4
00:01:03.000 --> 00:01:05.000
<v Ana Ruiz>I live here.</v>

5
00:01:05.000 --> 00:01:07.000
<v Ana Ruiz>[withheld]</v>

6
00:01:07.000 --> 00:01:09.000
<v.unconfirmed Speaker 15>I have no name.</v>

7
00:01:09.000 --> 00:01:11.000
<v Walk-up speaker>Nor I.</v>

8
00:01:11.000 --> 00:01:13.000
<v Dais>We heard you.</v>

9
00:01:13.000 --> 00:01:15.000
<c.unconfirmed>Who was that?</c>
"""
DOUBT = (
    "Lines of the class “unconfirmed” stand where the floor changed hands and have "
    "estimated times: they may be another speaker's."
)


def read(file: bytes) -> list[Seen]:
    """Read a file back with webvtt-py, which must not find a fault."""
    found = webvtt.from_string(file.decode("utf-8"), strict=True)
    return [
        Seen(
            cue.identifier or "",
            cue.start_time.in_milliseconds(),
            cue.end_time.in_milliseconds(),
            html.unescape(cue.text),
            (html.unescape(cue.voice),) if cue.voice else (),
        )
        for cue in found.captions
    ]


def test_a_track_is_written_with_notes_voices_and_what_is_in_doubt(english: Translator, w3c: Parser) -> None:
    file = whole(vtt, edition(), english)
    assert file.decode("utf-8") == WHOLE.format(doubt=DOUBT)
    assert w3c.parse(file) == read(file)


@rule("R44")
def test_a_draft_says_so_and_why(english: Translator, w3c: Parser) -> None:
    draft = Edition(state(confirmed=False, transcript_published=False), "en", [], SOURCE)
    file = whole(vtt, draft, english)
    assert w3c.parse(file) == []
    assert [row for row in file.decode("utf-8").splitlines() if "Draft" in row] == [
        "NOTE Draft: the clerk has not yet confirmed who spoke in every turn.",
        "NOTE Draft: the clerk has not yet published this transcript.",
    ]


def test_the_words_around_the_captions_are_in_the_language_of_the_track(catalogs: Catalogs) -> None:
    spanish = Translator(catalogs.by_code["es"])
    file = whole(vtt, edition([line(1, 1_000, 2_000, "Hola.", Who(turn=1, ticket=14))]), spanish).decode(
        "utf-8"
    )
    alias = spanish.gettext("Speaker %(ticket)s", ticket=14)
    assert f"<v {alias}>Hola.</v>" in file


def test_zero_is_the_start_of_a_recording_that_began_before_or_after_the_meeting(
    english: Translator, w3c: Parser
) -> None:
    spoken = [line(1, 1_000, 4_000, "First."), line(2, 4_000, 8_000, "Second.")]
    before = w3c.parse(whole(vtt, edition(spoken, transcript_offset_ms=10_000), english))
    after = w3c.parse(whole(vtt, edition(spoken, transcript_offset_ms=-5_000), english))
    assert [(cue.id, cue.began, cue.ended) for cue in before] == [
        ("1", 10_000, 13_000),
        ("2", 13_000, 17_000),
    ]
    assert [(cue.id, cue.began, cue.ended) for cue in after] == [("2", 0, 2_000)]


def test_chapters_are_named_by_the_items_on_the_zero_of_the_transcript(
    english: Translator, w3c: Parser
) -> None:
    file = whole(chapters_vtt, edition(), english)
    assert w3c.parse(file, "chapters") == [
        Seen("1", 0, 60_000, "1. Call to order", ()),
        Seen("2", 60_000, 89_000, "2. Public comment (3 minutes & no <more>)", ()),
    ]
    assert read(file) == w3c.parse(file, "chapters")
    cut = w3c.parse(whole(chapters_vtt, edition(transcript_offset_ms=-60_500), english), "chapters")
    assert [(cue.id, cue.began, cue.ended) for cue in cut] == [("1", 0, 28_500)]


def test_a_title_that_looks_like_markup_stays_in_its_note(english: Translator, w3c: Parser) -> None:
    hostile = state(title="NOTE\n00:01.000 --> 00:02.000\n<b>&", place="\r\n\r\nSTYLE\n::cue{}")
    assert w3c.parse(whole(vtt, Edition(hostile, "en", [], SOURCE), english)) == []
    assert w3c.parse(whole(chapters_vtt, Edition(hostile, "en", [], SOURCE), english), "chapters") != []


hostile = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [*"&<>\n\r\0\t \u2028\u202e\u2067\ufeff\ud8001x", "-->", "&lt;", "&amp", "<v Bob>", "</v>",
             "<00:01.000>", "\n\n", "עברית", "نعم", "👩‍👩‍👧", "e\u0301", "NOTE", "STYLE", "WEBVTT",
             "00:00:01.000 --> 00:00:02.000", "{\\an8}"]
        ),
        max_size=12,
    ).map("".join),
)  # fmt: skip


def plain(text: str) -> str:
    """Give what a file may keep of a text: its words, on their lines, without what nobody can print or what
    turns around all that follows.
    """
    turning = ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI")
    shown = "".join(
        char
        for char in text
        if char.isspace() or (category(char) not in ("Cc", "Cs") and bidirectional(char) not in turning)
    )
    return "\n".join(" ".join(row.split()) for row in shown.splitlines() if row.split())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=150)
@given(spoken=st.lists(st.tuples(hostile, hostile, st.booleans()), min_size=1, max_size=4))
@example(spoken=[("a --> b", "<v Bob>", True), ("NOTE\n\n1\n00:01.000 --> 00:02.000", "&amp;\n", False)])
def test_hostile_text_and_names_come_through_as_text_and_names(
    english: Translator, w3c: Parser, spoken: list[tuple[str, str, bool]]
) -> None:
    said = [
        line(
            number,
            number * 1_000,
            number * 1_000 + 900,
            text,
            Who(turn=1, ticket=7, name=name),
            near_hand_over=doubt,
        )
        for number, (text, name, doubt) in enumerate(spoken, 1)
    ]
    file = whole(vtt, edition(said), english)
    expected = [
        Seen(
            str(number),
            (number - 1) * 1_000,
            (number - 1) * 1_000 + 900,
            plain(text) or "[withheld]",
            (plain(name).replace("\n", " ") or "Speaker 7",),
        )
        for number, (text, name, _) in enumerate(spoken, 1)
    ]
    assert w3c.parse(file) == expected
    assert read(file) == expected


# ── A real meeting ───────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def real_edition() -> Edition:
    held = hold(real_meeting())
    return Edition(held.state, "en", tuple(lines(held.state, "en", held.cues)), SOURCE)


def test_every_line_of_a_real_meeting_is_a_valid_cue_with_its_speaker(
    real_edition: Edition, english: Translator, w3c: Parser
) -> None:
    def seen(spoken: Line) -> Seen:
        voices = (spoken.who.name,) if spoken.who else ()
        began, ended = spoken.began - real_edition.zero, spoken.ended - real_edition.zero
        return Seen(str(spoken.cue), began, ended, spoken.text or "", voices)

    file = whole(vtt, real_edition, english)
    assert w3c.parse(file) == [seen(spoken) for spoken in real_edition.lines]
    assert read(file) == w3c.parse(file)


def test_the_chapters_of_a_real_meeting_are_valid_and_begin_when_its_items_do(
    real_edition: Edition, english: Translator, w3c: Parser
) -> None:
    found = w3c.parse(whole(chapters_vtt, real_edition, english), "chapters")
    agenda = real_meeting().agenda
    assert [(cue.began, cue.text) for cue in found] == [(at, " ".join(label.split())) for at, label in agenda]


def test_a_line_in_another_language_says_which(english: Translator, w3c: Parser) -> None:
    spanish = line(1, 1_000, 4_000, "Buenas noches.", Who(name="Ana Ruiz"), lang="es")
    file = whole(vtt, edition([spanish]), english)
    assert "<v Ana Ruiz><lang es>Buenas noches.</lang></v>" in file.decode("utf-8")
    assert [(cue.text, cue.voices) for cue in w3c.parse(file)] == [("Buenas noches.", ("Ana Ruiz",))]


@rule("R37")
def test_where_no_captions_came_is_said_with_its_length(english: Translator, w3c: Parser) -> None:
    silent = Track("en", "en", "captions", 4_000, gaps=((61_000, 109_000),))
    machine = Track("es", "es", "translation", 4_000)
    tracks = Map({"en": silent, "es": machine})
    held = state(tracks=tracks, translations=Map({"es": Translation("es", "en", done=9, missed=2)}))
    file = whole(vtt, Edition(held, "en", [], SOURCE), english).decode("utf-8")
    assert "NOTE No captions came at 12:01:01\u202fAM, for 48 seconds, while someone spoke." in file
    translated = whole(vtt, Edition(held, "es", [], SOURCE), english).decode("utf-8")
    assert "NOTE 2 lines could not be translated." in translated
    assert w3c.parse(file.encode()) == []
