"""The script of a recorded meeting: who does what, in which order, and always under the same ids."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.domain.commands import COMMANDS, parse
from meetingsvc.rehearsal.folder import Call, Caption, Item, Particulars, Recording, read
from meetingsvc.rehearsal.script import (
    BEFORE_MS,
    Act,
    Ask,
    Command,
    LineBegins,
    LineEnds,
    Script,
    script,
    slug,
)

from .recordings import CALLS, MEETING, write


def told(plan: Script) -> list[tuple[Any, ...]]:
    """The acts without their ids, and without what comes before the start."""
    return [brief(act) for act in plan.acts if act.at >= 0]


def brief(act: Act) -> tuple[Any, ...]:
    match act:
        case Command():
            return act.at, act.type, *act.fields.values()
        case Ask():
            return act.at, "ask", act.period, act.name, act.channel
        case LineBegins():
            return act.at, "begins", act.text
        case LineEnds():
            return act.at, "ends", act.text, act.began, act.ended
    raise AssertionError(act)


def floor(folder: Path, *calls: str, agenda: list[dict[str, Any]] | None = None) -> list[tuple[Any, ...]]:
    """What the clerk and the speakers do for these calls, adjourning left out."""
    meeting = {} if agenda is None else {"agenda": agenda}
    plan = script(read(write(folder, meeting, captions=(), calls=(CALLS[0], *calls))))
    return [act for act in told(plan) if act[1] not in ("start_meeting", "start_item", "adjourn")]


def test_a_meeting_is_held_from_the_calendar_to_its_adjournment(tmp_path: Path) -> None:
    plan = script(read(write(tmp_path)))
    before = [brief(act)[1:] for act in plan.acts if act.at == -BEFORE_MS]
    assert before == [
        ("add_item", "Call to order"),
        ("add_item", "Public comment"),
        ("open_sign_up",),
        ("open_track", "en", 0),
    ]
    assert told(plan) == [
        (0, "start_meeting"),
        (1_000, "begins", "Good evening."),
        (4_000, "ends", "Good evening.", 1_000, 4_000),
        (5_000, "start_item", 1, True),
        (20_000, "start_item", 2, True),
        (30_000, "open_period", 2),
        (30_000, "ask", 1, "Ana Ruiz", "in_person"),
        (30_000, "ask", 1, "Li Wei", "remote"),
        (30_000, "call_next", 1),
        (32_000, "start_turn", 1),
        (33_000, "begins", "My name is Ana."),
        (36_250, "ends", "My name is Ana.", 33_000, 36_250),
        (60_000, "end_turn", 1),
        (61_000, "call_next", 1),
        (65_000, "start_turn", 2),
        (65_000, "make_last_call", 1),
        (90_500, "end_turn", 2),
        (600_000, "adjourn"),
    ]


def test_the_meeting_starts_at_seven_in_its_own_time_zone(tmp_path: Path) -> None:
    plan = script(read(write(tmp_path)))
    assert plan.starts_at == 1_772_647_200_000  # 2026-03-04T18:00:00Z
    assert plan.opening.fields == {
        "title": "Board Meeting",
        "body": "board-of-parks",
        "body_name": "Board of Parks",
        "time_zone": "Europe/Berlin",
        "starts_at": plan.starts_at,
        "place": "Riverton",
        "language": "en",
    }


def test_every_second_person_in_the_room_hands_in_a_card_and_the_clerk_types_in_callers(
    tmp_path: Path,
) -> None:
    calls = ("30,31,32,A,in_person", "33,34,35,B,in_person", "36,37,38,C,phone", "39,40,41,D,in_person")
    joining = [act for act in floor(tmp_path, *calls) if act[1] in ("ask", "add_request")]
    assert joining == [
        (30_000, "ask", 1, "A", "in_person"),
        (30_000, "add_request", 1, "B", "in_person"),
        (30_000, "add_request", 1, "C", "phone"),
        (30_000, "ask", 1, "D", "in_person"),
    ]


def test_each_item_with_calls_has_a_period_of_its_own_that_a_person_can_join_again(tmp_path: Path) -> None:
    agenda = [{"start": 0, "label": "Hearing"}, {"start": 50, "label": "Other"}, {"start": 100, "label": "C"}]
    calls = ("10,11,12,A,remote", "100,101,102,A,remote")
    assert floor(tmp_path, *calls, agenda=agenda) == [
        (10_000, "open_period", 1),
        (10_000, "ask", 1, "A", "remote"),
        (10_000, "call_next", 1),
        (11_000, "start_turn", 1),
        (11_000, "make_last_call", 1),
        (12_000, "end_turn", 1),
        (100_000, "open_period", 3),
        (100_000, "ask", 2, "A", "remote"),
        (100_000, "call_next", 2),
        (101_000, "start_turn", 2),
        (101_000, "make_last_call", 2),
        (102_000, "end_turn", 2),
    ]


def test_who_speaks_again_in_a_period_walks_up_and_is_named_afterwards(tmp_path: Path) -> None:
    acts = floor(tmp_path, "30,31,32,A,remote", "33,34,35,B,remote", "36,37,38,A,remote")
    assert acts[1:3] == [(30_000, "ask", 1, "A", "remote"), (30_000, "ask", 1, "B", "remote")]
    assert acts[-4:] == [
        (37_000, "walk_up", 1),
        (37_000, "make_last_call", 1),
        (38_000, "end_turn", 3),
        (38_000, "name_turn", 3, "A"),
    ]


def test_who_speaks_while_no_item_is_current_walks_up(tmp_path: Path) -> None:
    assert floor(tmp_path, "2,3,4,A,remote", agenda=[]) == [
        (3_000, "walk_up"),
        (4_000, "end_turn", 1),
        (4_000, "name_turn", 1, "A"),
    ]


def test_one_who_is_called_ahead_waits_until_the_floor_is_free(tmp_path: Path) -> None:
    acts = floor(tmp_path, "30,31,40,A,remote", "35,42,50,B,remote")
    assert acts[5:7] == [(40_000, "end_turn", 1), (40_000, "call_next", 1)]


def test_a_turn_that_begins_as_another_ends_comes_after_it(tmp_path: Path) -> None:
    acts = floor(tmp_path, "30,31,40,A,remote", "40,40,40,B,remote")
    assert [act[:2] for act in acts if act[0] == 40_000] == [
        (40_000, "end_turn"),
        (40_000, "call_next"),
        (40_000, "start_turn"),
        (40_000, "make_last_call"),
        (40_000, "end_turn"),
    ]


def test_at_one_instant_lines_end_then_items_and_the_floor_change_then_lines_begin(tmp_path: Path) -> None:
    captions = [{"start": 10, "end": 30, "text": "a"}, {"start": 30, "end": 31, "text": "b"}]
    agenda = [{"start": 30, "label": "Public comment"}]
    folder = write(tmp_path, {"agenda": agenda}, captions, (CALLS[0], "30,30,40,A,remote"))
    assert [act[1] for act in told(script(read(folder))) if act[0] == 30_000] == [
        "ends",
        "start_item",
        "open_period",
        "ask",
        "call_next",
        "start_turn",
        "make_last_call",
        "begins",
    ]


def test_a_line_within_another_is_final_when_that_one_is(tmp_path: Path) -> None:
    captions = [{"start": 0, "end": 10, "text": "long"}, {"start": 2, "end": 5, "text": "within"}]
    acts = told(script(read(write(tmp_path, {"agenda": []}, captions, CALLS[:1]))))
    assert acts[:-1] == [
        (0, "start_meeting"),
        (0, "begins", "long"),
        (2_000, "begins", "within"),
        (10_000, "ends", "long", 0, 10_000),
        (10_000, "ends", "within", 2_000, 5_000),
    ]


def test_a_late_captioner_gives_no_times_and_the_meeting_waits_for_the_last_line(tmp_path: Path) -> None:
    captions = [{"start": 590, "end": 599, "text": "We are adjourned."}]
    plan = script(read(write(tmp_path, {"agenda": []}, captions, CALLS[:1])), late_ms=4_000, delay_ms=4_000)
    assert brief(plan.acts[1]) == (-BEFORE_MS, "open_track", "en", 4_000)
    assert told(plan) == [
        (0, "start_meeting"),
        (594_000, "begins", "We are adjourned."),
        (603_000, "ends", "We are adjourned.", None, None),
        (603_000, "adjourn"),
    ]


def test_the_same_recording_has_the_same_ids_and_another_lateness_has_others(tmp_path: Path) -> None:
    recording = read(write(tmp_path))
    ids = [{act.id for act in script(recording, late).acts} for late in (0, 0, 2_000)]
    assert (ids[0] == ids[1], ids[0] & ids[2]) == (True, set())


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("City Council", "city-council"),
        ("  Comité d'Éducation (n° 2) ", "comite-d-education-n-2"),
        ("市議會", "body-7a0d5fc9"),
        ("x" * 80, "x" * 60),
    ],
)
def test_a_body_has_an_address_in_any_script(name: str, address: str) -> None:
    assert slug(name) == address


seconds = st.integers(0, 500).map(lambda tenths: tenths / 10)


@st.composite
def recordings(draw: st.DrawFn) -> Recording:
    """Any recording that can be read: several items, repeated names, overlapping lines."""
    starts = sorted(draw(st.lists(seconds, max_size=4)))
    times = sorted(draw(st.lists(seconds, max_size=12)))
    calls = [
        Call(called, begin, end, draw(st.sampled_from("AB")), draw(st.sampled_from(("in_person", "phone"))))
        for called, begin, end in zip(times[::3], times[1::3], times[2::3], strict=False)
    ]
    lines = draw(st.lists(st.tuples(seconds, seconds), max_size=6))
    captions = tuple(Caption(min(line), max(line), f"{n}") for n, line in enumerate(lines))
    agenda = [Item(start, f"{n}") for n, start in enumerate(starts, 1)]
    particulars = Particulars(**{**MEETING, "agenda": agenda, "date": date(2026, 3, 4)})
    return Recording(particulars, captions, tuple(calls), "digest")


@given(recordings(), st.sampled_from((0, 4_000)))
def test_any_script_is_in_order_asks_only_for_what_exists_and_names_each_act_once(
    recording: Recording, late_ms: int
) -> None:
    plan = script(recording, late_ms, late_ms)
    instants = [act.at for act in plan.acts]
    sent = Counter(act.id for act in plan.acts if not isinstance(act, LineBegins))
    for act in plan.acts:
        if isinstance(act, Command):
            parse({**act.fields, "type": act.type})
    assert instants == sorted(instants)
    assert max(sent.values()) == 1
    assert {act.type for act in plan.acts if isinstance(act, Command)} <= COMMANDS.keys()
    assert [act.text for act in plan.acts if isinstance(act, LineEnds)] == [
        line.text for line in sorted(recording.captions, key=lambda line: line.start)
    ]
