"""Programs that others wrote read the exported files, and find in them what ours put there."""

from __future__ import annotations

import html
import json
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import pysubs2
import pytest

from meetingsvc.captions.graphemes import width
from meetingsvc.export.edition import Edition
from meetingsvc.export.srt import srt
from meetingsvc.export.vtt import captions_vtt, vtt
from meetingsvc.i18n import Translator
from meetingsvc.readmodel.transcript import Who, lines
from tests.export.editions import SOURCE, edition, line, whole
from tests.export.w3c import Parser
from tests.readmodel.held import hold
from tests.support.rules import rule
from tests.support.shared_data import real_meeting

Cue = tuple[int, int, str]
"""Began, ended (ms), and the words without markup and line breaks."""

PLAYERS = Path(__file__).with_name("players.mjs")
TAG = re.compile(r"<[^<>]*>")


@pytest.fixture(scope="module")
def real() -> Edition:
    held = hold(real_meeting())
    return Edition(held.state, "en", tuple(lines(held.state, "en", held.cues)), SOURCE)


@pytest.fixture(scope="module", params=["lines", "screens"])
def file(request: pytest.FixtureRequest, real: Edition, english: Translator) -> bytes:
    """A real meeting as WebVTT: a cue for each line, or for each screen."""
    return whole(vtt if request.param == "lines" else captions_vtt, real, english)


def words(text: str) -> str:
    """Give the words of what a program shows."""
    return " ".join(text.split())


def by_w3c(file: bytes, w3c: Parser) -> list[Cue]:
    return [(cue.began, cue.ended, words(cue.text)) for cue in w3c.parse(file)]


def by_video_js(file: bytes) -> list[Cue]:
    said = subprocess.run(
        ["node", str(PLAYERS)],
        input=json.dumps({"text": file.decode()}),
        capture_output=True,
        text=True,
        check=True,
    )
    read: dict[str, Any] = json.loads(said.stdout)
    assert read["errors"] == []
    return [
        (cue["began"], cue["ended"], words(html.unescape(TAG.sub("", cue["text"])))) for cue in read["cues"]
    ]


def by_ffmpeg(file: bytes, form: str, folder: Path) -> list[Cue]:
    """Have ffmpeg read a file and write it as SubRip, which is read back here."""
    source = folder / f"file.{form}"
    source.write_bytes(file)
    ffmpeg = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-xerror"]
    said = subprocess.run([*ffmpeg, "-i", str(source), "-f", "srt", "-"], capture_output=True, check=True)
    assert said.stderr == b""
    return by_pysubs2(said.stdout, "srt")


def by_pysubs2(file: bytes, form: str) -> list[Cue]:
    read = pysubs2.SSAFile.from_string(file.decode(), format_=form)
    return [(event.start, event.end, words(html.unescape(event.plaintext))) for event in read]


def test_every_reader_finds_the_same_cues_in_a_real_meetings_webvtt(
    file: bytes, w3c: Parser, tmp_path: Path
) -> None:
    reference = by_w3c(file, w3c)
    assert len(reference) > 4_000
    assert by_video_js(file) == reference
    assert by_ffmpeg(file, "vtt", tmp_path) == reference
    assert by_pysubs2(file, "vtt") == reference


def test_every_reader_finds_the_same_cues_in_a_real_meetings_subrip(
    real: Edition, english: Translator, tmp_path: Path
) -> None:
    written = whole(srt, real, english)
    reference = by_pysubs2(written, "srt")
    assert len(reference) > 4_000
    assert by_ffmpeg(written, "srt", tmp_path) == reference


@rule("R37", "R38")
def test_on_screens_a_real_meeting_has_all_its_words_in_two_rows_and_in_order(
    real: Edition, english: Translator, w3c: Parser
) -> None:
    shown = w3c.parse(whole(captions_vtt, real, english))
    assert words(" ".join(cue.text for cue in shown)) == words(
        " ".join(line.text or "" for line in real.lines)
    )
    assert all(len(rows := cue.text.split("\n")) <= 2 and max(map(width, rows)) <= 42 for cue in shown)
    moments = [moment for cue in shown for moment in (cue.began, cue.ended)]
    assert moments == sorted(moments)
    hurried = [
        cue.id for cue, after in pairwise(shown) if cue.ended - cue.began < 1_000 < after.began - cue.began
    ]
    assert hurried == []


def test_names_and_letters_of_any_script_reach_every_reader(
    english: Translator, w3c: Parser, tmp_path: Path
) -> None:
    said = ["Ñandú & Söhne < 5", "مساء الخير", "שלום לכולם", "市議會今晚討論", "👩‍👩‍👧 e\u0301", "a --> b"]
    ana = Who(name="Ana <&> Ruiz")
    spoken = [line(at, at * 2_000, at * 2_000 + 1_000, text, ana) for at, text in enumerate(said, 1)]
    made = edition(spoken)
    written = whole(vtt, made, english)
    assert [text for _, _, text in by_w3c(written, w3c)] == said
    assert [text for _, _, text in by_video_js(written)] == said
    assert [text for _, _, text in by_ffmpeg(written, "vtt", tmp_path)] == said
