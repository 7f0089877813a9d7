"""A real meeting held again: whose line is whose, what the files say, and that the record is sound."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
import webvtt

from meetingsvc.cli import main
from meetingsvc.rehearsal.replay import recorded
from meetingsvc.rehearsal.script import Command, LineBegins, LineEnds
from meetingsvc.service.clock import SystemClock
from tests.rehearsal.held import Held, held, replay
from tests.rehearsal.recordings import CALLS, around_the_calls, write
from tests.support.rules import rule
from tests.support.shared_data import FAIRFAX, RealMeeting, real_meeting

WHOLE_WITHIN_MS = 120_000


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of the whole real meeting, held once, and its files beside it."""
    data = tmp_path_factory.mktemp("real")
    began = SystemClock().now()
    assert replay(FAIRFAX, data) == 0
    assert SystemClock().now() - began < WHOLE_WITHIN_MS
    return data


@pytest.fixture(scope="module")
def files(real: Path) -> Path:
    """What the archive of the whole real meeting offers."""
    meeting = held(real).meeting.id
    assert main(["export", meeting, "--data", str(real), "--to", str(real / "files")]) == 0
    return real / "files"


def of_the_calls(meeting: RealMeeting) -> list[tuple[str, str]]:
    """The lines of a recording, each with the person in whose call it starts."""
    return [(said.text, meeting.name_at(said.began) or "") for said in meeting.said]


def as_held(become: Held) -> list[tuple[str, str]]:
    """The lines of a transcript, each with the name that stands there."""
    return [(line.text or "", line.who.name if line.who else "") for line in become.lines]


def test_every_line_of_a_real_meeting_has_its_speaker_and_no_other_line_has(real: Path) -> None:
    assert as_held(held(real)) == of_the_calls(real_meeting(FAIRFAX))


def test_its_webvtt_has_every_line_at_its_time_under_its_speaker(files: Path) -> None:
    meeting = real_meeting(FAIRFAX)
    captions = webvtt.read(str(files / "transcript.en.vtt")).captions
    shown = [(unescape(caption.text), unescape(caption.voice or "")) for caption in captions]
    starts = [caption.start for caption in captions]
    assert shown == of_the_calls(meeting)
    assert starts == [timestamp(said.began) for said in meeting.said]
    assert all(before.end <= after.start for before, after in pairwise(captions))


def test_its_chapters_are_its_agenda(files: Path) -> None:
    chapters = webvtt.read(str(files / "chapters.en.vtt")).captions
    assert [(chapter.start, unescape(chapter.text)) for chapter in chapters] == [
        (timestamp(start), label) for start, label in real_meeting(FAIRFAX).agenda
    ]


def test_its_record_is_sound(real: Path, files: Path) -> None:
    assert main(["verify", str(files / "record.jsonl"), "--key", str(real / "record-key.pub")]) == 0


def test_held_again_on_the_same_data_it_is_the_same_meeting(real: Path) -> None:
    before = held(real)
    assert replay(FAIRFAX, real) == 0
    assert held(real).record == before.record


@pytest.mark.parametrize("late", [2, 4, 6])
@rule("R44")
def test_behind_a_late_captioner_one_line_at_most_is_wrong_at_a_hand_over_and_says_so(
    tmp_path: Path, late: int
) -> None:
    at_most_one_wrong_at_a_hand_over(around_the_calls(tmp_path / "calls"), tmp_path / "data", late)


@pytest.mark.proof
@pytest.mark.parametrize("late", [2, 4, 6])
def test_so_it_is_in_the_whole_real_meeting(tmp_path: Path, late: int) -> None:
    at_most_one_wrong_at_a_hand_over(FAIRFAX, tmp_path / "data", late)


def at_most_one_wrong_at_a_hand_over(folder: Path, data: Path, late: int) -> None:
    """Hold it with captions so many seconds late, and look at every line under a wrong name."""
    assert replay(folder, data, "--late", str(late)) == 0
    become = held(data)
    meeting = real_meeting(folder)
    hand_overs = [instant for call in meeting.calls for instant in (call.began, call.ended)]
    wrong: Counter[int] = Counter()
    marked = []
    for said, line, (_, given) in zip(meeting.said, become.lines, as_held(become), strict=True):
        if given != (meeting.name_at(said.began) or ""):
            wrong[min(hand_overs, key=lambda instant: abs(instant - said.began))] += 1
            marked.append(line.near_hand_over and not line.confirmed)
    assert become.meeting.tracks["en"].delay_ms == late * 1_000
    assert max(wrong.values(), default=0) <= 1
    assert all(marked)


def test_a_folder_without_calls_or_captions_is_held_and_adjourned(tmp_path: Path) -> None:
    folder = write(tmp_path / "folder", captions=(), calls=CALLS[:1])
    assert replay(folder, tmp_path / "data") == 0
    become = held(tmp_path / "data", track=None)
    assert (become.meeting.status, become.lines, dict(become.meeting.periods)) == ("adjourned", [], {})


def test_any_channel_and_any_script_is_held_as_given(tmp_path: Path) -> None:
    calls = (
        CALLS[0],
        "30,32,60,議員 王小明,phone",
        '61,65,90,"O\'Núñez, Zoë",remote',
        "95,95,99,議員 王小明,phone",
    )
    captions = [
        {"start": 40, "end": 70, "text": "各位晚安"},
        {"start": 50, "end": 55, "text": "in between <b>&amp;"},
        {"start": 60, "end": 62, "text": "nobody"},
        {"start": 95, "end": 98, "text": "once more"},
    ]
    assert replay(write(tmp_path / "folder", None, captions, calls), tmp_path / "data") == 0
    become = held(tmp_path / "data")
    assert as_held(become) == [
        ("各位晚安", "議員 王小明"),
        ("in between <b>&amp;", "議員 王小明"),
        ("nobody", ""),
        ("once more", "議員 王小明"),
    ]
    assert [turn.ticket for _, turn in sorted(become.meeting.turns.items())] == [1, 2, None]


def test_what_is_in_the_record_is_told_by_its_last_final_line() -> None:
    first, second = (LineEnds(at=at, id=f"c{at}", track="en", text="a", began=0, ended=at) for at in (1, 9))
    acts = [
        Command(at=0, id="s", by="clerk", type="start_meeting", fields={}),
        first,
        LineBegins(at=1, id="c9", track="en", text="a"),
        second,
    ]

    def view(status: str, cues: int) -> dict[str, object]:
        return {"meeting": {"status": status}, "tracks": {"en": {"cues": cues}}}

    states = [("live", 0), ("live", 1), ("live", 2), ("adjourned", 2)]
    assert [recorded(acts, view(*state)) for state in states] == [0, 2, 4, 4]


def test_a_fault_in_the_folder_is_told_and_nothing_is_begun(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "folder", captions=["{"])
    assert replay(folder, tmp_path / "data") == 1
    out, err = capsys.readouterr()
    assert (out, err.startswith("meetingsvc replay: captions.jsonl:1: ")) == ("", True)
    assert not (tmp_path / "data").exists()


def test_the_id_is_all_that_goes_to_stdout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert replay(write(tmp_path / "folder"), tmp_path / "data") == 0
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{8}\n", capsys.readouterr().out)


def timestamp(ms: int) -> str:
    """A time as WebVTT writes it."""
    seconds, rest = divmod(ms, 1_000)
    return f"{seconds // 3_600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
