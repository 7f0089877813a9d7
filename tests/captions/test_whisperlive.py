"""WhisperLive's messages: segments that come again are neither doubled nor lost."""

from __future__ import annotations

import json
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.captions.speech import NOTHING, Final, Heard
from meetingsvc.captions.whisperlive import WhisperLive


def spoken() -> WhisperLive:
    """A connection that has been greeted."""
    return WhisperLive("uid-1", "en-US", "small")


def segment(began: float, ended: float, text: str, *, completed: bool = True) -> dict[str, Any]:
    """A segment, its times written out as the server does."""
    return {"start": f"{began:.3f}", "end": f"{ended:.3f}", "text": text, "completed": completed}


def message(*segments: dict[str, Any]) -> str:
    """What a server sends."""
    return json.dumps({"uid": "uid-1", "segments": segments})


def test_it_is_told_language_and_model_and_takes_floats() -> None:
    whisper = spoken()
    assert json.loads(whisper.greeting()) == {
        "uid": "uid-1",
        "language": "en",
        "task": "transcribe",
        "model": "small",
        "use_vad": True,
    }
    assert struct.unpack("<3f", whisper.sound(struct.pack("<3h", 0, -32_768, 16_384) + b"x")) == (
        0.0,
        -1.0,
        0.5,
    )
    assert whisper.farewell() == b"END_OF_AUDIO"


def test_it_waits_until_the_server_is_ready() -> None:
    whisper = spoken()
    assert whisper.read('{"uid": "uid-1", "status": "WAIT", "message": 2.5}') == Heard(ready=False)
    assert whisper.read('{"uid": "uid-1", "message": "SERVER_READY", "backend": "x"}') == Heard(ready=True)
    assert whisper.read('{"uid": "uid-1", "message": "DISCONNECT"}') == Heard(over=True)


def test_a_segment_that_comes_again_is_told_once() -> None:
    whisper = spoken()
    one, two = segment(0, 2.5, " Good evening."), segment(2.5, 4, " Please sit.")
    growing = segment(4, 5, " Thank", completed=False)
    assert whisper.read(message(one | {"completed": False})) == Heard((), "Good evening.")
    assert whisper.read(message(one, growing)) == Heard((Final("Good evening.", 0, 2_500),), "Thank")
    assert whisper.read(message(one, two, growing)) == Heard((Final("Please sit.", 2_500, 4_000),), "Thank")
    assert whisper.read(message(one, two)) == Heard((), "")


def test_what_was_growing_when_it_went_away_stands() -> None:
    whisper = spoken()
    whisper.read(message(segment(0, 1, "Yes."), segment(1, 2, "And no", completed=False)))
    assert whisper.rest() == Heard((Final("And no", 1_000, 2_000),), "")
    assert whisper.rest() == NOTHING


def test_older_servers_say_nothing_of_what_stands() -> None:
    bare = [{"start": 0, "end": 1, "text": "One"}, {"start": 1, "end": 2, "text": "Two"}]
    assert spoken().read(json.dumps({"segments": bare})) == Heard((Final("One", 0, 1_000),), "Two")


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "\x00",
        "null",
        '{"uid": "another", "segments": [{"start": 0, "end": 1, "text": "x", "completed": true}]}',
        '{"segments": "x"}',
        '{"segments": [null, 7, {"start": "x", "end": 1, "text": "x"}, {"start": 5, "end": 1, "text": "x"}]}',
        '{"segments": [{"start": 0, "end": 1, "text": "\\u0000 ", "completed": true}]}',
        '{"segments": [{"start": 0, "end": 1, "text": ["x"], "completed": true}]}',
    ],
)
def test_what_is_no_segment_says_nothing(broken: str) -> None:
    heard = spoken().read(broken)
    assert (heard.finals, heard.partial or "") == ((), "")


@given(
    lengths=st.lists(st.integers(1, 5_000), min_size=1, max_size=40),
    steps=st.lists(st.integers(1, 8), min_size=1, max_size=60),
)
def test_every_segment_is_told_once_and_in_order_however_many_come_at_a_time(
    lengths: list[int], steps: list[int]
) -> None:
    ends = [sum(lengths[: n + 1]) for n in range(len(lengths))]
    whole = [
        segment((end - length) / 1_000, end / 1_000, f"Segment {n}.")
        for n, (end, length) in enumerate(zip(ends, lengths, strict=True))
    ]
    whisper, told, at = spoken(), list[str](), 0
    for step in steps:
        at = min(len(whole), at + step)
        shown = [*whole[max(0, at - 10) : at], *(one | {"completed": False} for one in whole[at : at + 1])]
        told += [final.text for final in whisper.read(message(*shown)).finals]
    assert told == [f"Segment {n}." for n in range(at)]
