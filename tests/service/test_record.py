"""The record of a real log: verified, signed where it stands, and silent about what is not public."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from meetingsvc.domain import commands as c
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.events import WITHHELD, Reclassified
from meetingsvc.record.checkpoint import Checkpoint
from meetingsvc.record.keys import load_public_key
from meetingsvc.record.lines import EventLine, read_line
from meetingsvc.record.verify import Sound, verify_record
from meetingsvc.service.clock import DrivenClock
from meetingsvc.service.installation import open_installation, open_to_read
from meetingsvc.store.schema import sealed
from tests.support.house import House
from tests.support.scenario import ANN, BEN, CLERK


async def lines(house: House, meeting: str) -> list[bytes]:
    return [line async for line in house.installation.records.lines(meeting)]


def sound(house: House, record: list[bytes]) -> Sound:
    verdict = verify_record(record, load_public_key(house.installation.data / "record-key.pub"))
    assert isinstance(verdict, Sound), verdict
    return verdict


def disclosed(record: list[bytes]) -> list[tuple[str, dict[str, object]]]:
    """Which events show which values."""
    said = [read_line(line) for line in record]
    return [
        (each.body.type, {field: shown.value for field, shown in each.disclosed.items()})
        for each in said
        if isinstance(each, EventLine) and each.body.sealed
    ]


async def with_comments(house: House) -> str:
    meeting = await house.session()
    await house.do(meeting, c.SubmitComment(text="More trees", name="Ann", contact="ann@example.org"), ANN)
    await house.do(meeting, c.SubmitComment(text="Fewer trees"), BEN)
    await house.do(meeting, c.PublishComment(comment=1))
    return meeting


async def test_a_record_verifies_and_shows_public_values_alone(house: House) -> None:
    meeting = await with_comments(house)
    record = await lines(house, meeting)
    verdict = sound(house, record)
    assert (verdict.meeting, verdict.count) == (meeting, (await house.state(meeting)).seq)
    assert disclosed(record) == [
        ("comment_submitted", {"name": "Ann", "text": "More trees"}),
        ("comment_submitted", {}),
    ]


async def test_a_comment_held_again_is_hidden_again_and_the_chain_verifies(house: House) -> None:
    meeting = await with_comments(house)
    await house.do(meeting, c.HoldComment(comment=1, reason="private_data"))
    record = await lines(house, meeting)
    sound(house, record)
    assert disclosed(record) == [("comment_submitted", {}), ("comment_submitted", {})]
    assert b"More trees" not in b"".join(record)
    [held] = [
        each.event.reclassified  # type: ignore[attr-defined]  # a CommentHeld
        async for each in house.installation.service.entries(meeting)
        if type(each.event).__name__ == "CommentHeld"
    ]
    seq = (await house.state(meeting)).comments[1].seq
    assert held == (Reclassified(seq, "text", "staff"), Reclassified(seq, "name", "staff"))


async def test_what_is_erased_is_withheld_after_a_restart_and_the_chain_verifies(tmp_path: Path) -> None:
    clock = DrivenClock(1_770_768_000_000)
    async with open_installation(tmp_path, clock) as installation:
        house = House(installation, clock)
        meeting = await house.session()
        await house.do(meeting, c.AskToSpeak(period=1, name="Ann", contact="ann@example.org"), ANN)

        async def erase(connection: AsyncConnection) -> None:
            await connection.execute(delete(sealed).where(sealed.c.field == "contact"))

        await installation.database.write(erase)
    async with open_installation(tmp_path, clock) as installation:
        house = House(installation, clock)
        request = (await house.state(meeting)).requests[1]
        assert (request.name, request.contact) == ("Ann", WITHHELD)
        sound(house, await lines(house, meeting))


# ── Checkpoints ──────────────────────────────────────────────────────────────


def checkpoint(record: list[bytes]) -> Checkpoint:
    last = read_line(record[-1])
    assert isinstance(last, Checkpoint)
    return last


async def test_adjournment_is_signed_when_it_happens(house: House) -> None:
    meeting = await house.session()
    await house.do(meeting, c.Adjourn())
    adjourned = house.clock.now()
    await house.clock.advance(adjourned + 86_400_000)
    signed = checkpoint(await lines(house, meeting))
    assert (signed.at, signed.count) == (adjourned, (await house.state(meeting)).seq)


async def test_the_chain_goes_on_after_adjournment_and_is_signed_where_it_is_exported(house: House) -> None:
    meeting = await with_comments(house)
    await house.do(meeting, c.Adjourn())
    await house.clock.advance(house.clock.now() + 1_000)
    await house.do(meeting, c.PublishComment(comment=2))
    record = await lines(house, meeting)
    await house.clock.advance(house.clock.now() + 1_000)
    again = await lines(house, meeting)
    assert sound(house, record).count == (await house.state(meeting)).seq
    assert again == record, "equal exports are equal bytes"


async def test_an_export_beside_a_running_server_only_reads(house: House) -> None:
    meeting = await house.session()
    later = DrivenClock(house.clock.now() + 5_000)
    async with open_to_read(house.installation.data, later) as beside:
        record = [line async for line in beside.records.lines(meeting)]
        with pytest.raises(Refused, match="unavailable"):
            await beside.service.submit(meeting, CLERK, "1", c.Adjourn())
    assert sound(house, record).checkpoint.at == later.now()
    assert checkpoint(await lines(house, meeting)).at == house.clock.now(), "the other one was not kept"


async def test_there_is_no_record_of_no_meeting(house: House) -> None:
    with pytest.raises(Refused, match="no_such_meeting"):
        await lines(house, "NOTHING0")


async def test_there_is_nothing_to_read_where_nobody_ever_ran(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no meetingsvc database"):
        async with open_to_read(tmp_path, DrivenClock(0)):
            pass
