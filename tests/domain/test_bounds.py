"""What a body's rules may be: every bound at its edges, and what must agree with what."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from meetingsvc.domain.bounds import BOUNDS, bounds_of, check, is_length
from meetingsvc.domain.profile import PLAIN, Grace, Profile, Shrink
from tests.support.rules import rule


def of(field: str, value: int) -> Profile:
    """Rules in which one number, wherever it stands, has this value."""
    head, _, rest = field.partition(".")
    if head == "grace":
        return Profile(grace=msgspec.structs.replace(Grace(), **{rest: value}))
    if head == "shrink":
        step = msgspec.structs.replace(Shrink(above=20, allotment_ms=120_000), **{rest: value})
        return Profile(shrink=(step,), allotment_ms=3_600_000)
    numbers: dict[str, Any] = {head: value}
    return Profile(**numbers)


def codes(profile: Profile, field: str) -> list[str]:
    """What is wrong with one field."""
    return [code for each, code in check(profile) if each.replace(".1.", ".") == field]


def test_the_plain_rules_can_be_set() -> None:
    assert check(PLAIN) == []


def test_every_number_has_its_bounds() -> None:
    numbers = {
        *(name for name, value in msgspec.structs.asdict(PLAIN).items() if type(value) is int),
        *(f"grace.{name}" for name in Grace.__struct_fields__),
        *(f"shrink.{name}" for name in Shrink.__struct_fields__),
    }
    assert BOUNDS.keys() == numbers


@pytest.mark.parametrize("field", BOUNDS)
def test_a_number_at_its_bounds_is_allowed_and_one_beyond_is_not(field: str) -> None:
    bounds = BOUNDS[field]
    step = 1_000 if is_length(field) else 1
    assert "out_of_range" not in codes(of(field, bounds.least), field)
    assert "out_of_range" not in codes(of(field, bounds.most), field)
    assert "out_of_range" in codes(of(field, bounds.least - step), field) or (
        bounds.or_none and bounds.least - step == 0
    )
    assert "out_of_range" in codes(of(field, bounds.most + step), field)
    assert "out_of_range" in codes(of(field, -step), field)
    assert ("out_of_range" in codes(of(field, 0), field)) is not bounds.or_none


@pytest.mark.parametrize("field", [field for field in BOUNDS if is_length(field)])
def test_a_length_is_whole_seconds(field: str) -> None:
    assert "not_whole_seconds" in codes(of(field, BOUNDS[field].least + 1), field)


def test_a_row_is_bounded_as_its_table_is() -> None:
    assert bounds_of("shrink.12.above") == BOUNDS["shrink.above"]
    assert bounds_of("name") is None


def steps(*rows: tuple[int, int]) -> tuple[Shrink, ...]:
    return tuple(Shrink(above=above, allotment_ms=ms) for above, ms in rows)


HOUR = 3_600_000


@pytest.mark.parametrize(
    ("set_to", "faults"),
    [
        ({"name": ""}, [("name", "bad_text")]),
        ({"name": " Ours"}, [("name", "bad_text")]),
        ({"name": "Two\nlines"}, [("name", "bad_text")]),
        ({"name": "x" * 101}, [("name", "bad_text")]),
        ({"laws": ("texas_551", "texas_551")}, [("laws", "twice")]),
        ({"order": "priority"}, [("priority_classes", "needed_for_order")]),
        ({"order": "priority", "priority_classes": ("Residents", "Others")}, []),
        ({"priority_classes": ("Residents", "Residents")}, [("priority_classes", "twice")]),
        ({"priority_classes": ("",)}, [("priority_classes", "bad_text")]),
        ({"priority_classes": tuple("abcdefghijk")}, [("priority_classes", "too_many")]),
        ({"order": "one_minute_first"}, [("one_minute_ms", "needed_for_order")]),
        ({"order": "one_minute_first", "one_minute_ms": 60_000}, []),
        ({"allotment_ms": 45_000, "one_minute_ms": 60_000}, [("one_minute_ms", "above_allotment")]),
        ({"group_allotment_ms": 120_000}, [("group_allotment_ms", "below_allotment")]),
        ({"person_cap_ms": 120_000}, [("person_cap_ms", "below_allotment")]),
        ({"total_cap_ms": 120_000}, [("total_cap_ms", "below_allotment")]),
        ({"at_least_ms": HOUR, "at_most_ms": HOUR // 2}, [("at_most_ms", "below_at_least")]),
        ({"at_least_ms": HOUR, "at_most_ms": HOUR}, []),
    ],
)
def test_what_does_not_agree_is_named(set_to: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    assert check(Profile(**set_to)) == faults


@rule("R9")
def test_a_table_of_times_goes_down_as_the_numbers_go_up() -> None:
    assert check(Profile(shrink=steps((20, 120_000), (40, 60_000)))) == []
    assert check(Profile(shrink=steps((40, 120_000), (20, 180_000)))) == [
        ("shrink.2.above", "not_more"),
        ("shrink.2.allotment_ms", "not_less"),
    ]
    assert check(Profile(shrink=steps((20, 180_000)))) == [("shrink.1.allotment_ms", "not_less")]
    many = steps(*((above, 180_000 - above * 1_000) for above in range(1, 12)))
    assert check(Profile(shrink=many)) == [("shrink", "too_many")]


@rule("R18")
def test_ceded_time_needs_a_cap() -> None:
    assert check(Profile(ceding=True)) == [("ceding_cap_ms", "needed_for_ceding")]
    assert check(Profile(ceding=True, ceding_cap_ms=600_000)) == []


@rule("R10", "R27", "R33")
def test_what_a_named_law_asks_for_is_not_the_body_s_to_set() -> None:
    less: dict[str, Any] = {"interpreter_percent": 150, "outage_recess_ms": 1_800_000, "first_warning": False}
    assert check(Profile(**less)) == []
    assert check(Profile(**less, laws=("washington_opma",))) == []
    assert check(Profile(**less, laws=("texas_551",))) == [("interpreter_percent", "law_interpreter")]
    assert sorted(check(Profile(**less, laws=("brown_act",)))) == [
        ("first_warning", "law_warning"),
        ("interpreter_percent", "law_interpreter"),
        ("outage_recess_ms", "law_outage"),
    ]
    assert (
        check(Profile(interpreter_percent=100, simultaneous_interpretation=True, laws=("brown_act",))) == []
    )
