"""A finished file that comes in and goes out again is the same: its captions, their words, their times."""

from __future__ import annotations

import re
from html import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetingsvc.captions.finished import FileCue, read_finished, tidied
from meetingsvc.captions.placing import batches, placed
from meetingsvc.domain import commands as c
from meetingsvc.domain.cue_history import stand
from meetingsvc.domain.events import OF_CUES, Sealed
from meetingsvc.export.edition import Edition
from meetingsvc.export.files import Make
from meetingsvc.export.srt import srt
from meetingsvc.export.vtt import captions_vtt, vtt
from meetingsvc.i18n import Translator
from meetingsvc.readmodel.transcript import lines
from tests.export.editions import SOURCE, whole
from tests.export.w3c import Parser
from tests.support.rules import rule
from tests.support.scenario import CAPTIONER, START, by, live, wait

HOUR = 3_600_000
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def let_in(content: bytes) -> Edition:
    """Let a file into a meeting of an hour that is over, and give the transcript that comes of it."""
    scene = live(by(CAPTIONER, c.OpenTrack(language="en")), wait(HOUR), c.Adjourn(), c.PublishTranscript())
    here = placed(scene.meeting, "en", read_finished(content), START, scene.now)
    assert here.refused == ()
    for command in batches("en", "hostile.vtt", here.cues):
        scene.given(by(CAPTIONER, command))
    rows = stand(
        (entry for entry in scene.log if isinstance(entry.event, OF_CUES)),
        lambda value: value.value if isinstance(value, Sealed) else None,
    )
    said = tuple(lines(scene.meeting, "en", [rows[number] for number in sorted(rows)]))
    return Edition(scene.meeting, "en", said, SOURCE)


def timestamp(ms: int) -> str:
    """Write a time as WebVTT does, by other means than our own."""
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1_000 % 60:02d}.{ms % 1_000:03d}"


def file_of(cues: list[FileCue]) -> bytes:
    """Write a file of captions, by other means than our own."""
    blocks = ["WEBVTT"]
    for cue in cues:
        text = escape(cue.text, quote=False)
        voice = f"<v {escape(cue.speaker, quote=False)}>{text}</v>" if cue.speaker else text
        blocks.append(f"{timestamp(cue.began)} --> {timestamp(cue.ended)}\n{voice}")
    return ("\n\n".join(blocks) + "\n").encode()


def kept(text: str) -> str:
    """Give what a file may keep of a text: no controls, and nothing that turns around all that follows."""
    rows = TURNING.sub("", tidied(text)).splitlines()
    return "\n".join(row for row in (" ".join(each.split()) for each in rows) if row)


hostile = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [*"&<>\n\r\0\t \u2028\u202e\u2067\ufeffx", "-->", "&lt;", "&amp", "&amp;amp;", "<v Bob>", "</v>",
             "<i>", "<00:01.000>", "\n\n", "עברית", "نعم،", "👩‍👩‍👧", "e\u0301", "NOTE", "STYLE", "WEBVTT",
             "00:00:01.000 --> 00:00:02.000", "{\\an8}", "市議會", "1\n"]
        ),
        max_size=12,
    ).map("".join),
)  # fmt: skip
names = hostile.map(lambda text: kept(text).replace("\n", " ")[:60].strip())
said = st.lists(
    st.tuples(st.integers(0, 9_000), st.integers(1, 9_000), hostile, names), min_size=1, max_size=6
)


def captions(made: list[tuple[int, int, str, str]]) -> list[FileCue]:
    """Lay captions out one after the other; a text of which nothing is kept is none."""
    cues, at = [], 0
    for gap, lasts, text, name in made:
        if words := kept(text):
            cues.append(FileCue(0, at + gap, at + gap + lasts, words, name or None))
            at += gap + lasts
    return cues


def back(form: Make, edition: Edition, english: Translator) -> list[FileCue]:
    """Read a file of an edition back, wherever in it the captions stand."""
    read = read_finished(whole(form, edition, english))
    assert read.refused == ()
    return [FileCue(0, cue.began, cue.ended, cue.text, cue.speaker) for cue in read.cues]


@rule("R38")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=120)
@given(made=said)
def test_captions_come_back_with_their_words_names_and_times_to_the_millisecond(
    english: Translator, w3c: Parser, made: list[tuple[int, int, str, str]]
) -> None:
    cues = captions(made)
    if not cues:
        return
    edition = let_in(file_of(cues))
    assert back(vtt, edition, english) == cues
    seen = w3c.parse(whole(vtt, edition, english))
    assert [(each.began, each.ended, each.text, each.voices) for each in seen] == [
        (cue.began, cue.ended, cue.text, (cue.speaker,) if cue.speaker else ()) for cue in cues
    ]
    # And once more: what went out comes in again as the same.
    assert let_in(whole(vtt, edition, english)).lines == edition.lines


@settings(max_examples=60)
@given(
    rows=st.lists(
        st.lists(st.text("abcdefgh ,.?!áñ", min_size=1, max_size=42), min_size=1, max_size=2),
        min_size=1,
        max_size=6,
    )
)
def test_what_fits_on_a_screen_keeps_its_rows_and_times_in_subtitles_and_for_players(
    english: Translator, rows: list[list[str]]
) -> None:
    texts = [text for text in (kept("\n".join(each)) for each in rows) if text]
    cues = [FileCue(0, at * 5_000, at * 5_000 + 100 + at, text) for at, text in enumerate(texts)]
    if cues:
        edition = let_in(file_of(cues))
        assert back(srt, edition, english) == cues
        assert back(captions_vtt, edition, english) == cues
