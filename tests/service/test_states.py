"""What is kept of meetings: all that goes on, and of what is over as much as is asked for."""

from __future__ import annotations

import asyncio

from meetingsvc.domain import commands as c
from meetingsvc.record.chain import GENESIS
from meetingsvc.service.states import AT_HAND, States
from tests.support.house import House


async def over(house: House, count: int) -> list[str]:
    """So many meetings that are over."""
    meetings = []
    for _ in range(count):
        meeting = await house.schedule()
        for command in (c.StartMeeting(), c.Adjourn()):
            await house.do(meeting, command)
        meetings.append(meeting)
    return meetings


async def test_of_meetings_that_are_over_those_asked_for_last_are_kept(house: House) -> None:
    states = States(house.installation.service.log, at_hand=2)
    goes_on, to_come = await house.session(), await house.schedule()
    first, second, third = await over(house, 3)
    for meeting in (goes_on, to_come, first, second, first, third):
        await states.load(meeting)
    everything = (goes_on, to_come, first, second, third)
    kept = [meeting for meeting in everything if states.held(meeting) is not None]
    assert kept == [goes_on, to_come, first, third]
    assert (await states.load(second)).state == await house.state(second)


async def test_what_the_writer_is_at_work_on_is_kept_until_it_is_done(house: House) -> None:
    states = States(house.installation.service.log, at_hand=1)
    first, second, third = await over(house, 3)
    states.pin({first, second})
    for meeting in (first, second, third):
        await states.load(meeting)
    at_work = [states.held(meeting) is not None for meeting in (first, second, third)]
    states.pin(set())
    after = [states.held(meeting) is not None for meeting in (first, second, third)]
    assert (at_work, after) == ([True, True, True], [False, False, True])


async def test_commands_find_the_meetings_that_were_let_go_however_many_come_at_once(house: House) -> None:
    meetings = await over(house, AT_HAND + 10)
    senders = [asyncio.create_task(house.do(each, c.PublishTranscript())) for each in meetings]
    await asyncio.sleep(0)
    senders[0].cancel()
    await asyncio.gather(*senders, return_exceptions=True)
    await asyncio.gather(*(house.do(each, c.SetTranscriptOffset(offset_ms=1_000)) for each in meetings[1:]))
    for meeting in meetings[1:]:
        entries = [each async for each in house.installation.service.entries(meeting)]
        heads = [GENESIS, *(each.hash for each in entries)]
        assert [each.entry.seq for each in entries] == list(range(1, len(entries) + 1))
        assert [type(each.entry.event).__name__ for each in entries[-2:]] == [
            "TranscriptPublished",
            "TranscriptOffsetSet",
        ]
        assert len(set(heads)) == len(heads)
