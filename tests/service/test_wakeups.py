"""What falls due by the clock alone is sent at its instant, and late if nobody was there (R14)."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.events import Entry
from meetingsvc.domain.roles import Actor
from meetingsvc.service import wakeups as wakeups_file
from meetingsvc.service.answers import Answer
from meetingsvc.service.clock import DrivenClock, SystemClock
from meetingsvc.service.installation import open_installation
from meetingsvc.service.states import Change
from meetingsvc.service.wakeups import WakeUps
from tests.support.disk import no_more_bytes
from tests.support.house import House
from tests.support.rules import rule
from tests.support.scenario import CLERK, SCHEDULED, START

LAST_CALL = 60_000


async def last_entry(house: House, meeting: str) -> Entry:
    return [each.entry async for each in house.installation.service.entries(meeting)][-1]


@rule("R14")
async def test_a_last_call_closes_the_period_at_its_instant(house: House) -> None:
    meeting = await house.session()
    await house.do(meeting, c.MakeLastCall(period=1))
    await house.clock.advance(START + LAST_CALL - 1)
    assert (await house.state(meeting)).periods[1].status == "last_call"
    await house.clock.advance(START + LAST_CALL)
    seq = (await house.state(meeting)).seq
    assert await last_entry(house, meeting) == Entry(
        seq, START + LAST_CALL, "system", e.PeriodClosed(period=1)
    )


async def test_all_that_is_due_on_the_way_runs_in_order_and_is_durable_when_the_clock_arrives(
    house: House,
) -> None:
    first, second = await house.session(), await house.session()
    await house.do(second, c.MakeLastCall(period=1))
    await house.clock.advance(START + 10_000)
    await house.do(first, c.MakeLastCall(period=1))
    del house.changes[:]
    await house.clock.advance(START + 200_000)
    assert [(change.meeting, change.after.at) for change in house.changes] == [
        (second, START + LAST_CALL),
        (first, START + LAST_CALL + 10_000),
    ]


async def test_a_last_call_taken_back_closes_nothing(house: House) -> None:
    meeting = await house.session()
    await house.do(meeting, c.MakeLastCall(period=1))
    await house.do(meeting, c.WithdrawLastCall(period=1))
    await house.clock.advance(START + 200_000)
    assert (await house.state(meeting)).periods[1].status == "open"
    await house.do(meeting, c.MakeLastCall(period=1))
    await house.clock.advance(START + 200_000 + LAST_CALL)
    assert (await house.state(meeting)).periods[1].status == "closed"


async def test_what_fell_due_while_nobody_ran_is_done_late_and_says_when_it_was_due(tmp_path: Path) -> None:
    clock = DrivenClock(START)
    async with open_installation(tmp_path, clock) as installation:
        house = House(installation, clock)
        meeting = await house.session()
        await house.do(meeting, c.MakeLastCall(period=1))
    late = DrivenClock(START + 500_000)
    async with open_installation(tmp_path, late) as installation:
        house = House(installation, late)
        await late.advance(late.now())
        assert (await last_entry(house, meeting)).event == e.PeriodClosed(period=1, due=START + LAST_CALL)
        assert (await last_entry(house, meeting)).at == START + 500_000


async def test_by_the_machine_s_clock_nobody_has_to_drive(tmp_path: Path) -> None:
    closed: asyncio.Future[Change] = asyncio.get_running_loop().create_future()

    def hear(change: Change) -> None:
        if isinstance(change.entries[-1].event, e.PeriodClosed):
            closed.set_result(change)

    async with open_installation(tmp_path, SystemClock()) as installation:
        service = installation.service
        service.subscribe(hear)
        meeting = str((await service.schedule(CLERK, "0", SCHEDULED)).result["meeting"])
        opening = (
            c.StartMeeting(),
            c.OpenPeriod(item=2, last_call_ms=0),
            c.MakeLastCall(period=1),
        )
        for n, command in enumerate(opening):
            await service.submit(meeting, CLERK, f"{n}", command)
        assert (await closed).meeting == meeting


async def test_a_wake_up_that_the_disk_refuses_stays_due(house: House) -> None:
    meeting = await house.session()
    await house.do(meeting, c.MakeLastCall(period=1))
    with no_more_bytes(), pytest.raises(Refused, match="unavailable"):
        await house.clock.advance(START + LAST_CALL)
    await house.clock.advance(START + LAST_CALL)
    assert (await house.state(meeting)).periods[1].status == "closed"


@pytest.mark.parametrize(
    "fault",
    [Refused("last_call_running"), Refused("period_timed"), Refused("unavailable"), RuntimeError("ours")],
    ids=str,
)
async def test_a_wake_up_that_was_not_taken_is_kept_and_keeps_no_other_waiting(
    house: House, fault: Exception
) -> None:
    first, second = sorted([await house.session(), await house.session()])
    faults, sent = [fault], []
    due = c.ClosePeriod(period=1, due=START + LAST_CALL)

    async def submit(meeting: str, actor: Actor, _: str, command: c.Command) -> Answer:
        if faults:
            raise faults.pop()
        sent.append((meeting, actor.id, command))
        return Answer(0, {})

    wakeups = WakeUps(DrivenClock(START + LAST_CALL), submit)
    for meeting in (first, second):
        await house.do(meeting, c.MakeLastCall(period=1))
        wakeups.follow(await house.state(meeting))
    with pytest.raises(type(fault)):
        await wakeups.run_due()
    assert wakeups.next_due() == START + LAST_CALL
    await wakeups.run_due()
    assert sent == [(each, "system", due) for each in (second, first)]
    assert wakeups.next_due() is None


async def test_a_wake_up_that_always_fails_is_tried_ever_more_rarely_and_logged_once(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    waited: list[float] = []
    enough = asyncio.Event()

    async def waits(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 9:
            enough.set()
            await asyncio.Event().wait()

    async def submit(meeting: str, actor: Actor, _: str, command: c.Command) -> Answer:
        raise RuntimeError("ours")

    monkeypatch.setattr(wakeups_file, "pause", waits)
    meeting = await house.session()
    await house.do(meeting, c.MakeLastCall(period=1))
    wakeups = WakeUps(DrivenClock(START + LAST_CALL), submit)
    wakeups.follow(await house.state(meeting))
    wakeups.start()
    await enough.wait()
    await wakeups.stop()
    assert waited == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == [
        f"a wake-up of meeting {meeting} failed; it is tried again"
    ]


@rule("R11")
async def test_extra_time_ends_by_itself_and_in_the_record_like_any_pause(house: House) -> None:
    meeting = await house.session()
    await house.do(meeting, c.AddRequest(period=1))
    await house.do(meeting, c.GrantAccommodation(ticket=1, extra_ms=20_000))
    await house.do(meeting, c.CallNext(period=1))
    await house.do(meeting, c.StartTurn(turn=1))
    await house.clock.advance(START + 20_000)
    assert await last_entry(house, meeting) == Entry(
        (await house.state(meeting)).seq,
        START + 20_000,
        CLERK.id,
        e.TurnResumed(turn=1, ends_at=START + 200_000),
    )
