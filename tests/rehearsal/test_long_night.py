"""A night as in Atlanta, over the real interfaces: hundreds sign up, and everyone is accounted for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
import pytest

from meetingsvc.record.verify import verify_file
from tests.rehearsal.long_night import LongNight
from tests.support.rules import rule

ATLANTA = 350


async def hold(night: LongNight) -> None:
    """From sign-up to adjournment; the server goes down half-way, while someone speaks."""
    await night.open()
    await night.clerk("open_sign_up")
    await night.clerk("open_period", item=2, allotment_ms=120_000)
    for number in range(night.people // 2):
        await night.sign_up(number)
    await night.clerk("start_meeting")
    await night.clerk("start_item", item=2)
    for number in range(night.people // 2, night.people):
        await night.sign_up(number)

    count = 0
    while list((await night.state()).waiting(1)):
        count += 1
        await night.hear(count)
        if count == night.people // 4:
            await night.fail_for_twenty_minutes()
        if count == night.people // 2:
            await night.clerk("set_allotment", 1, period=1, allotment_ms=60_000, reason="The hour is late")
            await night.close()
            await night.open()
    await end(night)


async def end(night: LongNight) -> None:
    """Every second no-show is found after all and heard; then last call, and the end."""
    missed = [n for n, request in (await night.state()).requests.items() if request.status == "no_show"]
    for ticket in sorted(missed)[::2]:
        await night.clerk("recall_request", ticket=ticket)
        turn = await night.call_next(1)
        await night.clerk("start_turn", turn=turn)
        await night.wait(30_000)
        await night.clerk("end_turn", turn=turn)
    floor = (await night.state()).floor
    if floor is not None:
        await night.clerk("end_turn", turn=floor)
    await night.clerk("make_last_call", period=1)
    await night.wait(10 * 60_000)
    await night.clerk("adjourn")
    await night.clerk("publish_transcript")


async def accounted_for(night: LongNight) -> None:
    """Everyone who signed up was heard, was called in vain, or left; nobody twice, nobody forgotten."""
    state = await night.state()
    fates = Counter(request.status for request in state.requests.values())
    assert len(state.requests) == night.people
    assert set(fates) == {"done", "no_show", "withdrawn"}
    assert state.queues[1] == ()
    assert (state.status, state.periods[1].status, state.floor) == ("adjourned", "closed", None)
    ended = [turn for turn in state.turns.values() if turn.status == "ended"]
    walk_ups = [turn for turn in ended if turn.ticket is None]
    assert walk_ups
    assert Counter(turn.ticket for turn in ended if turn.ticket) == Counter(
        request.ticket for request in state.requests.values() if request.status == "done"
    )
    missed = Counter(turn.ticket for turn in state.turns.values() if turn.status == "missed")
    assert max(missed.values()) == 1
    assert night.called_by_both == len(night.refused) > 0
    assert set(night.refused) <= {"stale", "still_called"}


async def each_had_their_time(night: LongNight) -> None:
    """R9, R10, R19: two minutes for each, one after the cut; twice that with an interpreter, five for two
    with a group; nobody had another time, and each of these was had before the cut and after it.
    """
    state = await night.state()
    had: Counter[tuple[int, bool, bool]] = Counter()
    for turn in state.turns.values():
        if turn.ticket is None:
            continue
        request = state.requests[turn.ticket]
        group, interpreted = request.speaks_for > 1, request.interpreter != ""
        own = turn.base_ms * 5 // 2 if group else turn.base_ms
        assert turn.allotment_ms == own * (2 if interpreted else 1), turn
        had[turn.base_ms, group, interpreted] += 1
    assert {base for base, _, _ in had} == {60_000, 120_000}
    for base in (60_000, 120_000):
        assert had[base, True, False] > 0
        assert had[base, False, True] > 0


async def told_by_the_record(night: LongNight, folder: Path) -> None:
    """The record verifies, and tells the outage, the cut and every call."""
    state = await night.state()
    async with night.server.browser() as http, http.get(f"/archive/{night.meeting}/record.jsonl") as answer:
        assert answer.status == 200
        record = await answer.read()
    file = folder / "record.jsonl"
    file.write_bytes(record)
    code, said = verify_file(file, night.data / "record-key.pub")
    assert code == 0, said
    lines = [msgspec.json.decode(line) for line in record.splitlines()]
    kinds = Counter(line["event"]["type"] for line in lines if "event" in line)
    called = sum(turn.ticket is not None for turn in state.turns.values())
    assert [
        kinds[kind]
        for kind in (
            "request_made",
            "turn_called",
            "outage_began",
            "outage_ended",
            "allotment_set",
            "meeting_adjourned",
        )
    ] == [night.people, called, 1, 1, 1, 1]


async def a_night(tmp_path: Path, people: int) -> None:
    night = LongNight(tmp_path / "data", people)
    try:
        await hold(night)
        await accounted_for(night)
        await each_had_their_time(night)
        await told_by_the_record(night, tmp_path)
    finally:
        await night.close()


@rule("R6", "R9", "R10", "R17", "R19", "R23", "R33")
async def test_a_tenth_of_a_night_as_in_atlanta_ends_with_everyone_accounted_for(tmp_path: Path) -> None:
    await a_night(tmp_path, ATLANTA // 10)


@pytest.mark.proof
@pytest.mark.timeout(1_800)
@rule("R6", "R9", "R10", "R17", "R19", "R23", "R33")
async def test_a_night_as_in_atlanta_ends_with_everyone_accounted_for(tmp_path: Path) -> None:
    await a_night(tmp_path, ATLANTA)
