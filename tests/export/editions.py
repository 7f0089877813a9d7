"""Editions made up for tests: a short meeting of two items whose every kind of speaker says something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from immutables import Map

from meetingsvc.domain.hearings import Item
from meetingsvc.domain.requests import Turn
from meetingsvc.domain.state import Meeting
from meetingsvc.export.edition import Edition
from meetingsvc.export.files import Make
from meetingsvc.i18n import Translator
from meetingsvc.readmodel.transcript import Line, Who
from tests.readmodel.floors import meeting, turn

SOURCE = "https://meetings.example.gov/archive/0123ABCD"

ITEMS = Map({1: Item(1, "1. Call to order"), 2: Item(2, "2. Public comment\n(3 minutes & no <more>)")})
SPANS = ((1_000, 1), (61_000, 2), (90_000, None))


def line(cue: int, began: int, ended: int, text: str | None, who: Who | None = None, **changes: Any) -> Line:
    """Build a line on item 1 before 61,000 ms, on item 2 from then on."""
    return Line(
        cue=cue, began=began, ended=ended, text=text, who=who, item=1 if began < 61_000 else 2, **changes
    )


LINES = (
    line(1, 1_000, 4_000, "Good evening, and welcome."),
    line(2, 4_000, 7_500, "The meeting is called to order.", Who(name="Mayor Ode")),
    line(3, 61_000, 64_000, "My name is Ana.", Who(turn=1, ticket=14, name="Ana Ruiz"), confirmed=True),
    line(4, 64_000, 66_000, "I live here.", Who(turn=1, ticket=14, name="Ana Ruiz"), confirmed=True),
    line(5, 66_000, 68_000, None, Who(turn=1, ticket=14, name="Ana Ruiz"), confirmed=True),
    line(6, 68_000, 70_000, "I have no name.", Who(turn=2, ticket=15), near_hand_over=True, estimated=True),
    line(7, 70_000, 72_000, "Nor I.", Who(turn=3)),
    line(8, 72_000, 74_000, "We heard you.", Who(turn=4, dais=True)),
    line(9, 74_000, 76_000, "Who was that?", near_hand_over=True, estimated=True),
)


def edition(lines: Iterable[Line] = LINES, **changes: Any) -> Edition:
    """Build the edition of a meeting that began at 1,000 ms and was adjourned at 90,000 ms."""
    return Edition(state(**changes), "en", lines, SOURCE)


def state(turns: Sequence[Turn] | None = None, *, confirmed: bool = True, **changes: Any) -> Meeting:
    """Build the meeting, published, with the turns given or with one, confirmed or not."""
    final = {
        "title": "Regular meeting",
        "place": "Hall 1",
        "items": ITEMS,
        "item_spans": SPANS,
        "transcript_published": True,
    }
    one = [turn(1, 61_000, 68_000, confirmed=confirmed)]
    return meeting(one if turns is None else turns, **{**final, **changes})


def whole(form: Make, edition: Edition, t: Translator) -> bytes:
    """Give the whole of a file whose pieces a form makes."""
    return "".join(form(edition, t)).encode("utf-8")
