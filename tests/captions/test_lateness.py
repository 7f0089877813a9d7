"""How late captions seem, and the delay that is suggested."""

from __future__ import annotations

from meetingsvc.captions.assembly import handed_over
from meetingsvc.captions.lateness import Arrival, Lateness, by_floor, by_times, reckoned, suggested


def test_a_senders_times_tell_how_long_after_its_words_a_caption_comes() -> None:
    assert by_times(Arrival(10_000, 5_000, 30, ended=6_200)) == 3_800
    assert by_times(Arrival(10_000, 5_000, 30)) is None
    assert by_times(Arrival(10_000, 5_000, 30, ended=10_500)) is None
    assert by_times(Arrival(100_000, 5_000, 30, ended=1_000)) is None


def test_the_first_line_after_a_turn_began_tells_it_too_if_it_follows_a_silence() -> None:
    line = Arrival(at=26_000, since_ms=8_000, characters=30)
    assert by_floor(line, turn_began=20_000, before=18_000) == 4_000
    assert by_floor(line, turn_began=20_000, before=21_000) is None
    assert by_floor(Arrival(26_000, 1_000, 30), turn_began=25_500, before=25_000) is None
    assert by_floor(line, turn_began=None, before=18_000) is None


def test_the_median_of_enough_of_them_is_suggested_in_half_seconds() -> None:
    assert suggested([4_000, 4_200]) is None
    assert suggested([3_900, 9_000, 4_200]) == 4_000
    assert suggested([1_000] * 20 + [6_100] * 15) == 6_000


def test_a_senders_times_count_before_the_floor_unless_they_are_those_of_the_sending() -> None:
    assert reckoned([3_000] * 3, [6_000] * 4) == Lateness(3_000, "times", 3)
    assert reckoned([10] * 9, [6_000] * 4) == Lateness(6_000, "floor", 4)
    assert reckoned([10] * 9, [6_000]) is None


def test_the_floor_has_changed_hands_for_a_track_its_delay_later() -> None:
    times = {"heard_at": 10_000, "delay_ms": 4_000}
    assert handed_over(now=11_999, hand_overs=[8_000], **times) is None
    assert handed_over(now=12_000, hand_overs=[8_000], **times) == 8_000
    assert handed_over(now=20_000, hand_overs=[6_000, 6_001, 9_000], **times) == 9_000
    assert handed_over(now=20_000, hand_overs=[6_000], **times) is None
