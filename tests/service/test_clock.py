"""The driven clock stands still until it is driven, and stops wherever something falls due."""

from __future__ import annotations

import asyncio

import pytest

from meetingsvc.service.clock import DrivenClock, SystemClock


class Table:
    """Falls due at given instants; what is due at one may add another."""

    def __init__(self, clock: DrivenClock, *due: int) -> None:
        self.clock = clock
        self.due = list(due)
        self.ran: list[tuple[int, int]] = []
        self.then: dict[int, int] = {}

    def next_due(self) -> int | None:
        return min(self.due, default=None)

    async def run_due(self) -> None:
        while self.due and min(self.due) <= self.clock.now():
            due = min(self.due)
            self.due.remove(due)
            await asyncio.sleep(0)
            self.ran.append((due, self.clock.now()))
            if due in self.then:
                self.due.append(self.then[due])


async def test_each_wake_up_runs_at_its_own_instant_in_order() -> None:
    clock = DrivenClock(1_000)
    table = Table(clock, 1_500, 1_200, 9_000)
    table.then = {1_200: 1_300}
    clock.drive(table)
    await clock.advance(2_000)
    assert table.ran == [(1_200, 1_200), (1_300, 1_300), (1_500, 1_500)]
    assert clock.now() == 2_000


async def test_what_is_overdue_runs_at_once_and_the_clock_does_not_go_back_for_it() -> None:
    clock = DrivenClock(1_000)
    table = Table(clock, 400)
    clock.drive(table)
    await clock.advance(1_000)
    assert table.ran == [(400, 1_000)]


async def test_sleepers_wake_in_the_order_of_their_instants() -> None:
    clock = DrivenClock(0)
    woken: list[tuple[str, int]] = []

    async def sleep(name: str, instant: int) -> None:
        await clock.at(instant)
        woken.append((name, instant))

    tasks = [asyncio.create_task(sleep(*each)) for each in (("c", 30), ("a", 10), ("b", 20), ("d", 40))]
    await asyncio.sleep(0)
    await clock.advance(30)
    await asyncio.gather(*tasks[:3])
    assert woken == [("a", 10), ("b", 20), ("c", 30)]
    tasks[3].cancel()
    await clock.advance(50)


async def test_it_is_not_driven_back() -> None:
    with pytest.raises(ValueError, match="not driven back"):
        await DrivenClock(10).advance(9)


async def test_the_machine_s_clock_reaches_an_instant() -> None:
    clock = SystemClock()
    instant = clock.now() + 5
    await clock.at(instant)
    assert clock.now() >= instant
    await clock.at(instant - 1_000)
