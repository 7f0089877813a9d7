"""Finished files of captions: what is read, and what is refused by its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.captions.finished import FileCue, Finished, NoCaptionsError, NotTaken, read_finished, tidied
from meetingsvc.export.vtt import cue as vtt_cue
from meetingsvc.export.vtt import escaped, written

HELLO = FileCue(3, 1_000, 2_500, "Hello & <all>.")


def read(text: str) -> Finished:
    """Read a file that is UTF-8."""
    return read_finished(text.encode())


def refusals(file: Finished) -> list[tuple[int, str]]:
    """Give the lines of what was refused, and why."""
    return [(each.line, each.why) for each in file.refused]


def test_webvtt_is_read_with_its_voices_and_without_its_markup() -> None:
    file = read(
        "WEBVTT - Council\nRegion: none\n\nNOTE\nNobody says --this.\n\nSTYLE\n::cue{}\n\n"
        "1\n00:00:01.000 --> 00:00:02.500 align:start\n"
        "<v.loud Ana Ruiz>Hello <i>&amp;</i> &lt;all&gt;.</v>\n\n"
        "01:00:00.000 --> 01:00:01.000\n<00:00.500><c.x>Two</c>\nrows\n"
    )
    assert file == Finished(
        "vtt",
        "utf-8",
        (
            FileCue(10, 1_000, 2_500, "Hello & <all>.", "Ana Ruiz"),
            FileCue(14, 3_600_000, 3_601_000, "Two\nrows"),
        ),
        (),
        0,
    )


def test_another_voice_in_a_caption_makes_another_caption_with_its_share_of_the_time() -> None:
    file = read("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Yes, I do.</v>\n<v Ben>No.</v>\n")
    assert file.cues == (
        FileCue(3, 1_000, 1_769, "Yes, I do.", "Ana"),
        FileCue(3, 1_769, 2_000, "No.", "Ben"),
    )


def test_subrip_is_read_as_it_stands_but_for_its_own_markup() -> None:
    file = read(
        "1\n00:00:01,000 --> 00:00:02,500\n{\\an8}<i>Hello & <all>.</i>\n\n"
        "7\n00:00:03,000 --> 00:00:04,000 X1:1\nWith a\n\nblank line\n"
    )
    assert file.form == "srt"
    assert file.cues == (
        FileCue(1, 1_000, 2_500, "Hello & <all>."),
        FileCue(5, 3_000, 4_000, "With a\nblank line"),
    )


def test_sbv_is_read_with_its_line_breaks() -> None:
    file = read("0:00:01.000,0:00:02.500\nHello[br]all.\n\n1:00:00.000,1:00:01.000\nTwo\nrows\n")
    assert file.form == "sbv"
    assert file.cues == (
        FileCue(1, 1_000, 2_500, "Hello\nall."),
        FileCue(4, 3_600_000, 3_601_000, "Two\nrows"),
    )


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_marks_and_line_ends_of_any_system_are_no_hindrance(ends: str, mark: str) -> None:
    text = f"{mark}WEBVTT\n\n00:01.000 --> 00:02.500\nHello &amp; &lt;all&gt;.\n".replace("\n", ends)
    assert read(text).cues == (HELLO,)


def test_another_encoding_is_read_and_said() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.500\nMañana.\n"
    for encoding, written_as in (
        ("utf-8", text.encode()),
        ("utf-16", text.encode("utf-16")),
        ("windows-1252", text.encode("windows-1252")),
    ):
        file = read_finished(written_as)
        assert (file.encoding, file.cues[0].text) == (encoding, "Mañana.")


def test_whatever_cannot_be_taken_is_named_with_its_line_and_the_reason() -> None:
    file = read(
        "WEBVTT\n\n"
        "00:05.000 --> 00:06.000\nGood.\n\n"
        "a stray line\n\n"
        "00:07.0 --> 00:08.000\nTimes that are not strict.\n\n"
        "00:09.000 --> 00:08.000\nBackwards.\n\n"
        "00:01.000 --> 00:02.000\nToo late in the file.\n\n"
        "00:10.000 --> 00:11.000\n\n"
        "00:12.000 --> 00:13.000\n<c></c>\n\n"
        f"00:14.000 --> 00:15.000\n{'x' * 2_001}\n\n"
        "00:16.000 --> 00:17.000\nOne.\n00:18.000 --> 00:19.000\nTwo.\n\n"
        "00:20.000 --> 00:21.000\nGood too.\n"
    )
    assert [cue.text for cue in file.cues] == ["Good.", "Good too."]
    assert refusals(file) == [
        (6, "no_times"),
        (8, "bad_times"),
        (11, "no_length"),
        (14, "out_of_order"),
        (17, "no_text"),
        (19, "no_text"),
        (22, "too_long"),
        (25, "bad_times"),
    ]
    assert file.refused[0] == NotTaken(6, "no_times", "a stray line")
    assert len(file.refused[6].excerpt) == 80


def test_a_caption_right_behind_the_signature_is_not_lost() -> None:
    assert read("WEBVTT\n00:01.000 --> 00:02.500\nHello &amp; &lt;all&gt;.\n").cues == (
        FileCue(2, 1_000, 2_500, "Hello & <all>."),
    )


def test_captions_that_overlap_are_taken_and_counted() -> None:
    file = read("WEBVTT\n\n00:01.000 --> 00:05.000\nOne.\n\n00:03.000 --> 00:06.000\nTwo.\n")
    assert (len(file.cues), file.overlapping) == (2, 1)


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01", b"Dear Clerk,\n\nplease find attached", b"\xff\xfe", b"PK\x03"]
)
def test_what_is_no_file_of_captions_is_refused_as_such(content: bytes) -> None:
    with pytest.raises(NoCaptionsError):
        read_finished(content)


def test_a_file_made_to_keep_the_reader_busy_does_not() -> None:
    times = "00:00:01,000 --> 00:00:02,000\n"
    for hostile in (f"1\n{times}" + "a\n\n" * 300_000, f"1\n{times}" + "<b " * 300_000):
        assert [each.why for each in read(hostile).refused] == ["too_long"]


def test_controls_are_left_out_as_the_record_does() -> None:
    assert read("WEBVTT\n\n00:01.000 --> 00:02.500\nA\x00B\x07C\u2028D\n").cues[0].text == "ABC\u2028D"


said = st.text(max_size=80) | st.lists(
    st.sampled_from(["&", "<", ">", "-->", "&amp;", "<v Bob>", "</v>", "<i>", "\n", "\0", "نعم",
                     "שלום", "👩‍👩‍👧", "e\u0301", "\u202e",
                     "NOTE", "WEBVTT", "00:01.000 --> 00:02.000", " "]), max_size=10
).map(" ".join)  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 5_000), st.integers(1, 5_000), said), max_size=6))
def test_any_text_that_our_own_writer_wrote_comes_back_with_its_times(
    made: list[tuple[int, int, str]],
) -> None:
    cues, at = [], 0
    for gap, lasts, text in made:
        if kept := tidied(text):
            cues.append((at + gap, at + gap + lasts, kept))
            at += gap + lasts
    shown = [
        vtt_cue(began, ended, escaped(text), str(number))
        for number, (began, ended, text) in enumerate(cues, 1)
    ]
    file = read("".join(written(shown, ["A note"])))
    assert [(cue.began, cue.ended, cue.text) for cue in file.cues] == cues
    assert (file.refused, file.overlapping) == ((), 0)


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f"WEBVTT\n\n{text}".encode()))
def test_no_bytes_make_the_reader_stumble(content: bytes) -> None:
    try:
        read_finished(content)
    except NoCaptionsError:
        assert not content.startswith(b"WEBVTT")
