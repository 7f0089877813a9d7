"""Reading a recorded meeting: what it holds, and that a fault is told with its file and line."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from meetingsvc.rehearsal.folder import Call, Caption, FolderError, Item, Particulars, Recording, read

from .recordings import CALLS, CAPTIONS, write


def test_a_recording_is_what_stands_in_its_three_files(tmp_path: Path) -> None:
    recording = read(write(tmp_path))
    assert recording == Recording(
        particulars=Particulars(
            title="Board Meeting",
            body="Board of Parks",
            date=date(2026, 3, 4),
            time_zone="Europe/Berlin",
            duration_seconds=600.0,
            agenda=[Item(5.0, "Call to order"), Item(20.0, "Public comment")],
            place="Riverton",
            language="en",
        ),
        captions=(Caption(1.0, 4.0, "Good evening."), Caption(33.0, 36.25, "My name is Ana.")),
        calls=(
            Call(30.0, 32.0, 60.0, "Ana Ruiz", "in_person"),
            Call(61.0, 65.0, 90.5, "Li Wei", "remote"),
        ),
        digest=recording.digest,
    )


def test_any_changed_byte_makes_another_recording(tmp_path: Path) -> None:
    first = read(write(tmp_path)).digest
    again = read(write(tmp_path)).digest
    other = read(write(tmp_path, calls=(*CALLS[:2], "61,65,90.6,Li Wei,remote"))).digest
    assert (first == again, first == other) == (True, False)


def test_a_meeting_without_calls_captions_or_agenda_can_be_held_again(tmp_path: Path) -> None:
    recording = read(write(tmp_path, {"agenda": []}, captions=(), calls=CALLS[:1]))
    assert (recording.particulars.agenda, recording.captions, recording.calls) == ([], (), ())


def test_names_and_texts_in_any_script_stay_as_they_are(tmp_path: Path) -> None:
    captions = [{"start": 0, "end": 1, "text": "議員的發言 — “¿sí?” \u202b\u0645\u0631\u062d\u0628\u0627"}]
    recording = read(
        write(tmp_path, captions=captions, calls=(CALLS[0], '1,2,3,"Núñez, María ""Mar""",phone'))
    )
    assert recording.captions[0].text == "議員的發言 — “¿sí?” \u202b\u0645\u0631\u062d\u0628\u0627"
    assert recording.calls[0].name == 'Núñez, María "Mar"'


def test_calls_are_in_the_order_in_which_people_spoke_and_columns_in_any(tmp_path: Path) -> None:
    calls = ("name,note,channel,begin,end,called", "B,x,phone,50,60,48", "A,,remote,10,20,9")
    assert read(write(tmp_path, calls=calls)).calls == (
        Call(9.0, 10.0, 20.0, "A", "remote"),
        Call(48.0, 50.0, 60.0, "B", "phone"),
    )


def test_a_label_longer_than_an_agenda_shows_is_cut_at_a_word(tmp_path: Path) -> None:
    label = "word " * 150
    (item,) = read(write(tmp_path, {"agenda": [{"start": 0, "label": label}]})).particulars.agenda
    assert item.label == "word " * 118 + "word…"


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"meeting": {"title": None}}, "meeting.json: Object missing required field `title`"),
        ({"meeting": {"date": "4 March"}}, "meeting.json: Invalid RFC3339 encoded date - at `$.date`"),
        ({"meeting": {"time_zone": "Mars/Base"}}, "meeting.json: time_zone is not an IANA name"),
        ({"meeting": {"time_zone": "../etc"}}, "meeting.json: time_zone is not an IANA name"),
        (
            {"meeting": {"agenda": [{"start": 9, "label": "A"}, {"start": 3, "label": "B"}]}},
            "meeting.json: agenda[1] starts before the item in front of it",
        ),
        (
            {"captions": [*CAPTIONS, "{"]},
            "captions.jsonl:3: Expecting property name enclosed in double quotes",
        ),
        (
            {"captions": [{"start": 0, "end": 1, "text": " "}]},
            "captions.jsonl:1: Expected `str` of length >= 1 - at `$.text`",
        ),
        (
            {"captions": [CAPTIONS[0], "", {"start": "0", "end": 1, "text": "a"}]},
            "captions.jsonl:3: Expected `float`, got `str` - at `$.start`",
        ),
        ({"captions": [{"start": 2, "end": 1, "text": "a"}]}, "captions.jsonl:1: ends before it starts"),
        ({"calls": ["called,begin,end,name"]}, "calls.csv:1: no column channel"),
        ({"calls": [CALLS[0], "1,2,3,Ana"]}, "calls.csv:2: 4 fields under 5 columns"),
        (
            {"calls": [*CALLS, "91,92,93,Bo,telegram"]},
            "calls.csv:4: Invalid enum value 'telegram' - at `$.channel`",
        ),
        (
            {"calls": [CALLS[0], "soon,2,3,Ana,phone"]},
            "calls.csv:2: Expected `float`, got `str` - at `$.called`",
        ),
        ({"calls": [CALLS[0], "nan,2,3,Ana,phone"]}, "calls.csv:2: Expected `float` >= 0.0 - at `$.called`"),
        ({"calls": [CALLS[0], "3,2,4,Ana,phone"]}, "calls.csv:2: called, begin and end are not in order"),
        ({"calls": [*CALLS, "85,89,99,Bo,phone"]}, "calls.csv:4: begins while Li Wei has the floor"),
    ],
)
def test_a_fault_is_told_with_its_file_and_line(
    tmp_path: Path, files: dict[str, Sequence[Any]], fault: str
) -> None:
    folder = write(tmp_path, **files)  # type: ignore[arg-type]  # one table for three kinds of file
    with pytest.raises(FolderError) as told:
        read(folder)
    assert str(told.value).startswith(fault)


def test_a_missing_file_and_one_in_another_encoding_are_told(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "captions.jsonl").write_bytes(b"{}\n\xff\n")
    with pytest.raises(FolderError, match=r"captions\.jsonl:2: not UTF-8"):
        read(folder)
    (folder / "captions.jsonl").unlink()
    with pytest.raises(FolderError, match=r"captions\.jsonl: No such file"):
        read(folder)
