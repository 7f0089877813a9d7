"""vosk-server's replies, as written in its protocol and as nobody should write them."""

from __future__ import annotations

import itertools
import json

import pytest

from meetingsvc.captions.cutting import LONGEST
from meetingsvc.captions.speech import Final, Heard, Spoken, lines
from meetingsvc.captions.vosk import Vosk

TURN = {
    "result": [
        {"conf": 1.0, "end": 1.11, "start": 0.81, "word": "good"},
        {"conf": 0.61, "end": 1.65, "start": 1.11, "word": "evening"},
    ],
    "text": "good evening",
}


def test_it_is_told_the_rate_and_that_words_are_wanted_and_takes_sound_as_it_is() -> None:
    vosk = Vosk(16_000)
    assert vosk.greeting() == '{"config":{"sample_rate":16000,"words":true}}'
    assert vosk.sound(b"\x01\x02") == b"\x01\x02"
    assert vosk.farewell() == '{"eof" : 1}'


def test_a_partial_grows_and_a_final_has_words_with_times_and_confidence() -> None:
    vosk = Vosk(16_000)
    assert vosk.read('{"partial" : "good"}') == Heard(partial="good")
    assert vosk.read(json.dumps(TURN)) == Heard(
        (
            Final(
                "good evening",
                810,
                1_650,
                80,
                (Spoken("good", 810, 1_110, 100), Spoken("evening", 1_110, 1_650, 61)),
            ),
        ),
        "",
    )


def test_silence_is_no_line() -> None:
    vosk = Vosk(16_000)
    assert vosk.read('{"partial" : ""}') == Heard(partial="")
    assert vosk.read('{"text" : ""}') == Heard(partial="")


def test_a_line_without_words_has_no_times() -> None:
    assert Vosk(16_000).read('{"text": "yes"}') == Heard((Final("yes"),), "")


@pytest.mark.parametrize(
    "message",
    [
        "",
        "\x00",
        b"\xff\xfe\x00",
        "[1, 2]",
        "{",
        "[" * 5_000,
        '{"error": "busy"}',
        '{"text": {"a": 1}, "result": "x"}',
        '{"partial": 7}',
    ],
)
def test_what_is_no_reply_says_nothing(message: str | bytes) -> None:
    heard = Vosk(16_000).read(message)
    assert (heard.finals, heard.partial or "") == ((), "")


def test_words_with_broken_times_are_left_out_and_the_others_stand_in_order() -> None:
    words = [
        {"word": "a", "start": 2.0, "end": 2.1, "conf": 7},
        {"word": "b", "start": "NaN", "end": 2.1},
        {"word": "c", "start": -1, "end": 2.1},
        {"word": "d", "start": 1e30, "end": 1e31},
        {"word": "e", "start": 1.0, "end": 0.5, "conf": "x"},
        "f",
    ]
    (line,) = Vosk(16_000).read(json.dumps({"text": "a\x00 b\n c", "result": words})).finals
    assert line == Final(
        "a b c", 2_000, 2_100, 100, (Spoken("a", 2_000, 2_100, 100), Spoken("e", 2_000, 2_000, None))
    )


def test_a_huge_reply_is_a_line_of_bounded_length() -> None:
    heard = Vosk(16_000).read(json.dumps({"text": "word " * 100_000}))
    assert len(heard.finals[0].text) <= 2_000


def test_a_long_final_is_parted_between_words_and_loses_none() -> None:
    words = tuple(Spoken(f"word{n}", n * 300, n * 300 + 250, n % 100) for n in range(40))
    long = Final(" ".join(word.text for word in words), 0, 12_000, 50, words)
    parts = lines(long)
    assert [word for part in parts for word in part.words] == list(words)
    assert " ".join(part.text for part in parts) == long.text
    assert all(20 <= len(part.text) <= LONGEST for part in parts)
    assert all(
        one.ended is not None and one.ended <= (two.began or 0) for one, two in itertools.pairwise(parts)
    )
