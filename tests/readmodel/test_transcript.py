"""The transcript of made-up floors, and that of a real meeting held at the times of its data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from immutables import Map

from meetingsvc.domain.hearings import Item
from meetingsvc.domain.requests import Turn
from meetingsvc.readmodel.transcript import (
    Chapter,
    Line,
    Section,
    Speech,
    Who,
    chapters,
    draft,
    lines,
    sections,
    unconfirmed_turns,
)
from tests.readmodel.floors import meeting, turn
from tests.readmodel.held import STARTED_AT, Cue, hold
from tests.support.rules import rule
from tests.support.shared_data import RealMeeting, real_meeting


def who_of(turns: Sequence[Turn], *begins: int, speaker: str | None = None) -> list[Who | None]:
    """Tell whose lines those are that begin at these instants."""
    cues = [Cue(number, at, at + 1, "Words.", speaker=speaker) for number, at in enumerate(begins, 1)]
    return [line.who for line in lines(meeting(turns), "en", cues)]


def test_a_line_is_whose_turn_it_begins_in_from_the_start_to_before_the_end() -> None:
    turns = [turn(1, 5_000, 9_000, ticket=14), turn(2, 9_000, 12_000)]
    assert who_of(turns, 4_999, 5_000, 8_999, 9_000, 12_000) == [
        None,
        Who(turn=1, ticket=14),
        Who(turn=1, ticket=14),
        Who(turn=2),
        None,
    ]


def test_a_walk_up_has_neither_ticket_nor_dais() -> None:
    assert [who.walk_up for who in (Who(turn=2), Who(turn=1, ticket=14), Who(turn=2, dais=True), Who())] == [
        True,
        False,
        False,
        False,
    ]


@rule("R2")
def test_a_name_that_staff_have_not_passed_stays_out_of_the_transcript() -> None:
    [who] = who_of([turn(1, 5_000, 9_000, ticket=14)], 6_000)
    assert who == Who(turn=1, ticket=14, name="")


def test_a_name_passed_or_typed_for_the_turn_stands_in_the_transcript() -> None:
    spoken = meeting([turn(1, 5_000, 6_000, ticket=14), turn(2, 6_000, 7_000, name="Sam Lee")])
    spoken = meeting(
        list(spoken.turns.values()),
        requests=Map({14: msgspec.structs.replace(spoken.requests[14], name_passed=True)}),
    )
    found = [
        line.who for line in lines(spoken, "en", [Cue(1, 5_000, 6_000, "A."), Cue(2, 6_000, 7_000, "B.")])
    ]
    assert found == [Who(turn=1, ticket=14, name="Ana Ruiz"), Who(turn=2, name="Sam Lee")]


def test_the_floor_goes_before_whom_the_source_names() -> None:
    turns = [turn(1, 5_000, 9_000, name="Sam Lee")]
    assert who_of(turns, 5_000, 9_000, speaker="Mayor Ode") == [
        Who(turn=1, name="Sam Lee"),
        Who(name="Mayor Ode"),
    ]


@rule("R44")
def test_a_turn_given_to_the_dais_loses_the_name_of_whom_was_called() -> None:
    turns = [turn(1, 5_000, 9_000, ticket=14, name="Sam Lee", dais=True)]
    assert who_of(turns, 5_000) == [Who(turn=1, dais=True)]
    assert who_of(turns, 5_000, speaker="Mayor Ode") == [Who(turn=1, name="Mayor Ode", dais=True)]


def test_a_call_that_was_undone_has_no_lines() -> None:
    assert who_of([turn(1, 5_000, 9_000, status="undone")], 6_000) == [None]


def test_a_turn_that_goes_on_has_every_line_since_it_began() -> None:
    assert who_of([turn(1, 5_000, None, status="speaking")], 4_000, 80_000) == [None, Who(turn=1)]


def test_lines_never_overlap_and_the_one_that_gives_way_keeps_its_speaker() -> None:
    cues = [
        Cue(1, 2_000, 4_500, "Too long."),
        Cue(2, 4_000, 4_000, "No length."),
        Cue(3, 4_000, 4_000, "At the same moment."),
        Cue(4, 4_000, 5_000, "And again."),
    ]
    placed = lines(meeting([turn(1, 4_001, 9_000)]), "en", cues)
    assert list(placed) == [
        Line(cue=1, began=2_000, ended=4_000, text="Too long."),
        Line(cue=2, began=4_000, ended=4_001, text="No length."),
        Line(cue=3, began=4_001, ended=4_002, text="At the same moment."),
        Line(cue=4, began=4_002, ended=5_000, text="And again."),
    ]


def test_no_line_begins_before_the_meeting() -> None:
    placed = lines(meeting(), "en", [Cue(1, 400, 900, "Early."), Cue(2, 950, 2_000, "Also early.")])
    assert [(line.began, line.ended) for line in placed] == [(1_000, 1_001), (1_001, 2_000)]


@rule("R38")
def test_a_line_that_is_empty_or_withheld_keeps_its_place_without_words() -> None:
    cues = [
        Cue(1, 2_000, 3_000, None),
        Cue(2, 3_000, 4_000, " \n"),
        Cue(3, 4_000, 5_000, "As mended.", corrected=True),
    ]
    assert list(lines(meeting(), "en", cues)) == [
        Line(cue=1, began=2_000, ended=3_000, text=None),
        Line(cue=2, began=3_000, ended=4_000, text=None),
        Line(cue=3, began=4_000, ended=5_000, text="As mended.", corrected=True),
    ]


def test_a_caption_withheld_from_its_reader_is_a_line_without_text() -> None:
    assert [line.text for line in lines(meeting(), "en", [Cue(1, 2_000, 3_000, None)])] == [None]


def doubtful(turns: Sequence[Turn], delay_ms: int = 0, *, estimated: bool = True) -> list[bool]:
    """Tell which of three lines, 10 to 12, 12 to 14 and 20 to 22 seconds, may be somebody else's."""
    cues = [
        Cue(number, began, began + 2_000, "Words.", estimated=estimated)
        for number, began in enumerate((10_000, 12_000, 20_000), 1)
    ]
    return [line.near_hand_over for line in lines(meeting(turns, delay_ms), "en", cues)]


@rule("R44")
def test_an_estimated_line_in_or_after_whose_span_the_floor_changes_is_in_doubt() -> None:
    assert doubtful([turn(1, 11_000, 60_000)]) == [True, False, False]
    assert doubtful([turn(1, 5_000, 16_000)]) == [True, False, True]
    assert doubtful([turn(1, 14_000, 60_000)]) == [False, True, False]


def test_the_lag_of_the_captions_widens_the_doubt_by_a_quarter_of_it() -> None:
    assert doubtful([turn(1, 14_900, 60_000)], delay_ms=4_000) == [False, True, True]
    assert doubtful([turn(1, 11_100, 60_000)], delay_ms=4_000) == [True, True, False]


def test_a_line_with_times_of_its_own_is_never_in_doubt() -> None:
    assert doubtful([turn(1, 11_000, 60_000)], estimated=False) == [False, False, False]


@rule("R44")
def test_once_the_clerk_has_confirmed_a_turn_its_ends_are_in_doubt_no_more() -> None:
    assert doubtful([turn(1, 11_000, 60_000, confirmed=True)]) == [False, False, False]


@rule("R44")
def test_a_transcript_is_a_draft_until_every_turn_is_confirmed_and_the_clerk_has_released_it() -> None:
    open_turn, confirmed = turn(1, 5_000, 9_000), turn(1, 5_000, 9_000, confirmed=True)
    never_began = turn(2, None, None, status="missed")
    assert [
        draft(meeting([open_turn], transcript_published=True)),
        draft(meeting([confirmed, never_began], transcript_published=False)),
        draft(meeting([confirmed, never_began], transcript_published=True)),
    ] == [True, True, False]
    assert unconfirmed_turns(meeting([open_turn, never_began])) == 1


def test_sections_follow_the_items_and_speeches_the_speakers() -> None:
    spans = ((1_000, 1), (5_000, None), (6_000, 2))
    state = meeting([turn(1, 3_000, 9_000)], item_spans=spans)
    cues = [Cue(number, number * 1_000, number * 1_000 + 1_000, f"Line {number}.") for number in range(2, 8)]
    by_number = {line.cue: line for line in lines(state, "en", cues)}
    assert list(sections(by_number.values())) == [
        Section(1, (Speech(None, (by_number[2],)), Speech(Who(turn=1), (by_number[3], by_number[4])))),
        Section(None, (Speech(Who(turn=1), (by_number[5],)),)),
        Section(2, (Speech(Who(turn=1), (by_number[6], by_number[7])),)),
    ]


def test_chapters_are_the_items_as_they_were_gone_through() -> None:
    items = Map({number: Item(number, f"{number}.") for number in (1, 2, 3)})
    spans = ((1_000, 1), (5_000, 2), (5_000, 3), (9_000, None), (12_000, 1), (15_000, 1))
    assert chapters(meeting(items=items, item_spans=spans), until=20_000) == (
        Chapter(1, 1_000, 5_000),
        Chapter(3, 5_000, 9_000),
        Chapter(1, 12_000, 90_000),
    )
    assert chapters(meeting(items=items, item_spans=spans[:2], adjourned_at=None), until=20_000) == (
        Chapter(1, 1_000, 5_000),
        Chapter(2, 5_000, 20_000),
    )


instants = st.integers(min_value=0, max_value=60)


@given(
    cues=st.lists(st.tuples(instants, instants), max_size=30),
    cuts=st.lists(instants, unique=True, max_size=12),
)
def test_any_cues_under_any_floor_come_in_order_and_under_who_had_it(
    cues: list[tuple[int, int]], cuts: list[int]
) -> None:
    cuts = sorted(cuts)
    turns = [
        turn(number, began, ended)
        for number, (began, ended) in enumerate(zip(cuts[::2], cuts[1::2], strict=False), 1)
    ]
    given_cues = [
        Cue(number, began, max(began, ended), "Words.")
        for number, (began, ended) in enumerate(sorted(cues), 1)
    ]
    placed = list(lines(meeting(turns, started_at=0), "en", given_cues))
    assert [line.cue for line in placed] == [cue.number for cue in given_cues]
    assert all(line.began < line.ended for line in placed)
    assert all(line.ended <= after.began for line, after in pairwise(placed))
    assert [line.who for line in placed] == [
        next((Who(turn=it.number) for it in turns if (it.began or 0) <= cue.began < (it.ended or 0)), None)
        for cue in given_cues
    ]


# ── A real meeting ───────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def real() -> RealMeeting:
    return real_meeting()


def named(found: Iterable[Line]) -> list[str | None]:
    """Give the name of each line, None for none."""
    return [line.who.name if line.who else None for line in found]


@rule("R44")
def test_every_line_of_a_real_meeting_carries_the_name_of_who_was_called_and_no_other(
    real: RealMeeting,
) -> None:
    held = hold(real)
    found = list(lines(held.state, "en", held.cues))
    in_order_of_arrival = sorted(real.said, key=lambda said: said.ended)
    assert [(line.text, name) for line, name in zip(found, named(found), strict=True)] == [
        (said.text, real.name_at(said.began)) for said in in_order_of_arrival
    ]


def test_the_chapters_of_a_real_meeting_are_its_agenda(real: RealMeeting) -> None:
    held = hold(real)
    starts = [at for at, _ in real.agenda]
    ends = [*starts[1:], real.facts["duration_seconds"] * 1_000]
    assert chapters(held.state, until=0) == tuple(
        Chapter(number, STARTED_AT + began, STARTED_AT + ended)
        for number, (began, ended) in enumerate(zip(starts, ends, strict=True), 1)
    )


@rule("R44")
@pytest.mark.parametrize("late_ms", [2_000, 4_000, 6_000])
def test_with_captions_that_come_late_one_line_at_most_for_each_hand_over_is_wrong_and_it_is_marked(
    real: RealMeeting, late_ms: int
) -> None:
    held = hold(real, late_ms)
    found = list(lines(held.state, "en", held.cues))
    truth = [real.name_at(said.began) for said in sorted(real.said, key=lambda said: said.ended)]
    wrong = [line for line, name, true in zip(found, named(found), truth, strict=True) if name != true]
    hand_overs = sorted({instant for call in real.calls for instant in (call.began, call.ended)})
    nearest = [min(hand_overs, key=lambda at: abs(STARTED_AT + at - line.began)) for line in wrong]
    assert all(line.near_hand_over for line in wrong)
    assert len(nearest) == len(set(nearest))
    # The mark must point the clerk at few lines, or it points at none.
    assert sum(line.near_hand_over for line in found) < 2 * len(hand_overs)
