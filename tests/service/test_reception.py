"""What the captions page is told of the tools: heard by which address, how late, with which gaps."""

from __future__ import annotations

from meetingsvc.captions.lateness import Arrival
from meetingsvc.service.reception import GAP_MS, Reception

START = 1_770_768_000_000


def heard(reception: Reception, at: int, *, ended: int | None = None, turn: int | None = None) -> None:
    """Let a Zoom tool bring a line of six words."""
    arrival = Arrival(at, 2_000, 30, ended)
    reception.heard("MEETING1", "en", "zoom", 3, arrival, words=6, turn_began=turn)


def test_a_tool_that_is_there_is_told_of_before_it_brings_words() -> None:
    reception = Reception()
    told: list[str] = []
    reception.subscribe(told.append)
    reception.beat("MEETING1", "en", "zoom", 3, "1CapApp", START)
    reception.beat("MEETING1", "en", "zoom", 3, "", START + 1)
    tool = {"number": 3, "protocol": "zoom", "beat_at": START + 1, "lines": 0, "agent": "1CapApp"}
    assert reception.told("MEETING1", START) == {"en": [tool]}
    assert (reception.told("MEETING2", START), told) == ({}, ["MEETING1", "MEETING1"])


def test_words_a_minute_and_gaps_are_told() -> None:
    reception = Reception()
    for at in (START, START + 1_000, START + 1_000 + GAP_MS, START + 70_000):
        heard(reception, at)
    (tool,) = reception.told("MEETING1", START + 70_000)["en"]
    assert (tool["lines"], tool["wpm"], tool["heard_at"]) == (4, 12, START + 70_000)
    assert tool["gaps"] == [
        [START + 1_000, START + 1_000 + GAP_MS],
        [START + 1_000 + GAP_MS, START + 70_000],
    ]
    assert "late_ms" not in tool


def test_how_late_a_tool_is_is_reckoned_by_its_own_times_where_it_gives_any() -> None:
    reception = Reception()
    for n in range(3):
        heard(reception, START + n * 20_000, turn=START + n * 20_000 - 8_000)
    (tool,) = reception.told("MEETING1", START)["en"]
    assert (tool["late_ms"], tool["late_by"], tool["late_of"]) == (6_000, "floor", 3)
    for n in range(3, 6):
        heard(reception, START + n * 20_000, ended=START + n * 20_000 - 3_100)
    (tool,) = reception.told("MEETING1", START)["en"]
    assert (tool["late_ms"], tool["late_by"], tool["late_of"]) == (3_000, "times", 3)


def test_the_tool_heard_last_comes_first() -> None:
    reception = Reception()
    for number, at in ((1, START), (2, START + 5), (3, START + 2)):
        reception.beat("MEETING1", "en", "teams", number, "", at)
    assert [tool["number"] for tool in reception.told("MEETING1", START)["en"]] == [2, 3, 1]
