"""What a profile's values may be: the bounds of each number, and what must agree with what.

Pure, and of names and numbers alone: the sentence for a code is made at the edge. Nothing here looks at what
stands in a record, which can always be read; it is asked where somebody sets a body's rules.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from .profile import Profile

Fault = tuple[str, str]
"""(field, code); one within another is named as in ``grace.remote`` or, from 1, ``shrink.2.above``."""

_SECOND: Final = 1_000
_MINUTE: Final = 60_000
_HOUR: Final = 3_600_000


class Between(msgspec.Struct, frozen=True):
    """The least and the most of a number, ms for lengths of time; ``or_none``: zero stands for none."""

    least: int
    most: int
    or_none: bool = False


BOUNDS: Final[Mapping[str, Between]] = {
    "version": Between(1, 1_000_000),
    "drawn_together_ms": Between(10 * _SECOND, 30 * _MINUTE, or_none=True),
    "lottery_above": Between(1, 10_000, or_none=True),
    "allotment_ms": Between(15 * _SECOND, _HOUR),
    "shrink.above": Between(1, 10_000),
    "shrink.allotment_ms": Between(15 * _SECOND, _HOUR),
    "interpreter_percent": Between(100, 400),
    "group_allotment_ms": Between(_MINUTE, 2 * _HOUR, or_none=True),
    "one_minute_ms": Between(15 * _SECOND, 5 * _MINUTE, or_none=True),
    "ceding_cap_ms": Between(_MINUTE, 2 * _HOUR, or_none=True),
    "person_cap_ms": Between(_MINUTE, 12 * _HOUR, or_none=True),
    "total_cap_ms": Between(_MINUTE, 24 * _HOUR, or_none=True),
    "at_least_ms": Between(_MINUTE, 24 * _HOUR, or_none=True),
    "at_most_ms": Between(_MINUTE, 24 * _HOUR, or_none=True),
    "sign_up_before_ms": Between(_MINUTE, 30 * 24 * _HOUR, or_none=True),
    "sign_up_closes_ms": Between(_MINUTE, 30 * 24 * _HOUR, or_none=True),
    "last_call_ms": Between(10 * _SECOND, _HOUR),
    "grace.in_person": Between(10 * _SECOND, 15 * _MINUTE),
    "grace.remote": Between(10 * _SECOND, 15 * _MINUTE),
    "grace.phone": Between(10 * _SECOND, 15 * _MINUTE),
    "outage_recess_ms": Between(_MINUTE, 12 * _HOUR),
}
"""By field; of the rows of a table one entry for all."""

LONGEST_TEXT: Final = 100
MOST_CLASSES: Final = 10
MOST_STEPS: Final = 10

LAW_INTERPRETER_PERCENT: Final = 200
"""R10: at least twice the time (Cal. Gov. Code 54954.3(b); Tex. Gov. Code 551.007(d))."""
LAW_OUTAGE_MS: Final = _HOUR
"""R33: at least one hour of trying to restore the service (Cal. Gov. Code 54953.4)."""


def check(profile: Profile) -> list[Fault]:
    """All that is wrong with a profile, in the order of its fields; nothing for one that can be set."""
    found = [*_bounds(profile), *_texts(profile), *_steps(profile), *_agreement(profile), *_laws(profile)]
    order = {name: place for place, name in enumerate(Profile.__struct_fields__)}
    return sorted(dict.fromkeys(found), key=lambda fault: order[fault[0].partition(".")[0]])


def bounds_of(field: str) -> Between | None:
    """The bounds of a field, also of one within a row."""
    return BOUNDS.get(".".join(part for part in field.split(".") if not part.isdecimal()))


def _numbers(profile: Profile) -> Iterator[tuple[str, int]]:
    for name, value in msgspec.structs.asdict(profile).items():
        rows = [(f"{name}.{at}", row) for at, row in enumerate(value, 1)] if isinstance(value, tuple) else []
        for path, part in rows or [(name, value)]:
            if isinstance(part, msgspec.Struct):
                yield from ((f"{path}.{key}", each) for key, each in msgspec.structs.asdict(part).items())
            elif isinstance(part, int) and not isinstance(part, bool):
                yield path, part


def _bounds(profile: Profile) -> Iterator[Fault]:
    for field, value in _numbers(profile):
        bounds = bounds_of(field)
        if bounds is None or (bounds.or_none and value == 0):
            continue
        if not bounds.least <= value <= bounds.most:
            yield field, "out_of_range"
        elif is_length(field) and value % _SECOND:
            yield field, "not_whole_seconds"


def is_length(field: str) -> bool:
    """Whether a number is a length of time, ms."""
    return field.endswith("_ms") or field.startswith("grace.")


def _texts(profile: Profile) -> Iterator[Fault]:
    if not _plain(profile.name):
        yield "name", "bad_text"
    if not all(_plain(each) for each in profile.priority_classes):
        yield "priority_classes", "bad_text"
    if len(profile.priority_classes) > MOST_CLASSES:
        yield "priority_classes", "too_many"
    if len(set(profile.priority_classes)) < len(profile.priority_classes):
        yield "priority_classes", "twice"
    if len(set(profile.laws)) < len(profile.laws):
        yield "laws", "twice"


def _plain(text: str) -> bool:
    return 0 < len(text) <= LONGEST_TEXT and text.isprintable() and text == text.strip()


def _steps(profile: Profile) -> Iterator[Fault]:
    """R9: a table of which each row says something that the one before does not."""
    if len(profile.shrink) > MOST_STEPS:
        yield "shrink", "too_many"
    above, allotment = 0, profile.allotment_ms
    for at, step in enumerate(profile.shrink, 1):
        if step.above <= above:
            yield f"shrink.{at}.above", "not_more"
        if step.allotment_ms >= allotment:
            yield f"shrink.{at}.allotment_ms", "not_less"
        above, allotment = step.above, step.allotment_ms


def _agreement(profile: Profile) -> Iterator[Fault]:
    if profile.order == "priority" and not profile.priority_classes:
        yield "priority_classes", "needed_for_order"
    if profile.order == "one_minute_first" and not profile.one_minute_ms:
        yield "one_minute_ms", "needed_for_order"
    if profile.one_minute_ms > profile.allotment_ms:
        yield "one_minute_ms", "above_allotment"
    if profile.ceding and not profile.ceding_cap_ms:
        yield "ceding_cap_ms", "needed_for_ceding"  # R18: the total has a cap
    for field in ("group_allotment_ms", "ceding_cap_ms", "person_cap_ms", "total_cap_ms", "at_most_ms"):
        if 0 < getattr(profile, field) < profile.allotment_ms:
            yield field, "below_allotment"
    if 0 < profile.at_most_ms < profile.at_least_ms:
        yield "at_most_ms", "below_at_least"
    if 0 < profile.sign_up_before_ms <= profile.sign_up_closes_ms:
        yield "sign_up_closes_ms", "not_after_opening"
    if profile.late_to_list and not profile.sign_up_closes_ms:
        yield "sign_up_closes_ms", "needed_for_late"


def _laws(profile: Profile) -> Iterator[Fault]:
    """What the law that a profile names does not leave to the body."""
    doubled = profile.simultaneous_interpretation or profile.interpreter_percent >= LAW_INTERPRETER_PERCENT
    if {"brown_act", "texas_551"} & set(profile.laws) and not doubled:
        yield "interpreter_percent", "law_interpreter"
    if "brown_act" in profile.laws:
        if profile.late_to_list:
            yield "late_to_list", "law_live_sign_up"  # R15: advance sign-up alone is not enough
        if profile.outage_recess_ms < LAW_OUTAGE_MS:
            yield "outage_recess_ms", "law_outage"
        if not profile.first_warning:
            yield "first_warning", "law_warning"  # R27; Cal. Gov. Code 54957.95
