"""Samples are dated by when they came, and kept only as long as an engine may need them again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.captions.sound import SoundClock, Tape

RATE = 16_000
TENTH = RATE // 10


def test_sound_that_comes_as_it_is_heard_is_dated_to_the_millisecond() -> None:
    clock = SoundClock(RATE)
    for n in range(50):
        clock.came(TENTH, 1_000_000 + (n + 1) * 100)
    assert [clock.at(0), clock.at(TENTH), clock.at(RATE)] == [1_000_000, 1_000_100, 1_001_000]


def test_a_connection_that_stutters_does_not_move_what_was_said() -> None:
    clock = SoundClock(RATE)
    for n in range(20):
        late = (n * 37) % 400  # each piece up to 0.4 s late, the first not at all
        clock.came(TENTH, 1_000_000 + (n + 1) * 100 + late)
    assert clock.at(RATE) == 1_001_000


def test_a_beginning_that_came_late_is_dated_by_what_comes_in_time() -> None:
    clock = SoundClock(RATE)
    clock.came(TENTH, 1_000_900)  # 0.8 s late
    clock.came(TENTH, 1_000_200)
    assert clock.at(0) == 1_000_000


def test_after_a_gap_time_goes_on_where_it_is() -> None:
    clock = SoundClock(RATE)
    clock.came(RATE, 1_001_000)
    clock.came(RATE, 1_061_000)  # a minute without sound
    assert [clock.at(0), clock.at(RATE), clock.at(2 * RATE)] == [1_000_000, 1_060_000, 1_061_000]


@given(st.lists(st.tuples(st.integers(1, RATE), st.integers(0, 10_000)), min_size=1, max_size=50))
def test_no_sample_is_dated_after_it_came(pieces: list[tuple[int, int]]) -> None:
    clock, now = SoundClock(RATE), 1_000_000
    for samples, passed in pieces:
        now += passed
        clock.came(samples, now)
        assert clock.at(clock.position) <= now + 1


def test_a_tape_gives_again_what_was_not_released() -> None:
    tape = Tape(rate=10, seconds=10)
    for n in range(5):
        assert tape.add(bytes([n, n]) * 10) == 0
    tape.release(25)
    assert (tape.start, tape.end) == (25, 50)
    again, at = b"", tape.start
    while piece := tape.after(at):
        again += piece
        at += len(piece) // 2
    assert again == bytes([2, 2]) * 5 + bytes([3, 3]) * 10 + bytes([4, 4]) * 10


def test_a_tape_lets_go_of_the_oldest_and_says_how_much() -> None:
    tape = Tape(rate=10, seconds=2)
    assert [tape.add(b"ab" * 8) for _ in range(4)] == [0, 0, 8, 8]
    assert (tape.start, tape.end) == (16, 32)
