"""A place in a meeting is held by tokens, many to a participant, and moved by a code that works once."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from meetingsvc.domain.errors import Refused
from meetingsvc.service.clock import DrivenClock
from meetingsvc.service.installation import open_installation, open_to_read
from meetingsvc.service.seats import CLAIM_MS
from tests.support.disk import no_more_bytes
from tests.support.house import House
from tests.support.scenario import START


async def test_a_token_holds_its_seat_in_its_meeting_alone(house: House) -> None:
    seats = house.installation.seats
    first, second = await house.schedule(), await house.schedule()
    participant, token = await seats.sit(first)
    assert await seats.who(first, token) == participant
    assert await seats.who(second, token) is None
    assert await seats.who(first, "another") is None


async def test_everyone_who_sits_is_somebody_else_and_many_sit_at_once(house: House) -> None:
    meeting = await house.schedule()
    seated = await asyncio.gather(*(house.installation.seats.sit(meeting) for _ in range(100)))
    assert len({participant for participant, _ in seated}) == len({token for _, token in seated}) == 100


async def test_a_code_gives_the_seat_to_one_more_device_once(house: House) -> None:
    seats, meeting = house.installation.seats, await house.schedule()
    participant, token = await seats.sit(meeting)
    code = await seats.claim_code(meeting, participant)
    again = await seats.claim(meeting, code)
    assert await seats.who(meeting, again) == participant == await seats.who(meeting, token)
    with pytest.raises(Refused, match="no_such_claim"):
        await seats.claim(meeting, code)


async def test_of_two_who_use_a_code_at_once_one_has_it(house: House) -> None:
    seats, meeting = house.installation.seats, await house.schedule()
    code = await seats.claim_code(meeting, (await seats.sit(meeting))[0])
    both = await asyncio.gather(*(seats.claim(meeting, code) for _ in range(2)), return_exceptions=True)
    assert sorted(type(each).__name__ for each in both) == ["Refused", "str"]


async def test_a_code_is_good_for_a_day_and_in_its_meeting(house: House) -> None:
    seats, meeting, other = house.installation.seats, await house.schedule(), await house.schedule()
    participant, _ = await seats.sit(meeting)
    code = await seats.claim_code(meeting, participant)
    with pytest.raises(Refused, match="no_such_claim"):
        await seats.claim(other, code)
    await house.clock.advance(house.clock.now() + CLAIM_MS)
    with pytest.raises(Refused, match="no_such_claim"):
        await seats.claim(meeting, code)


async def test_a_used_code_still_tells_staff_whose_it_is_until_another_takes_its_place(house: House) -> None:
    seats, meeting = house.installation.seats, await house.schedule()
    participant, _ = await seats.sit(meeting)
    lost = await seats.claim_code(meeting, participant)
    await seats.claim(meeting, lost)
    assert await seats.owner(meeting, lost.lower()) == participant
    with pytest.raises(Refused, match="no_such_claim"):
        await seats.owner(meeting, lost, unused=True)
    fresh = await seats.renewed_code(meeting, participant)
    with pytest.raises(Refused, match="no_such_claim"):
        await seats.owner(meeting, lost)
    assert await seats.owner(meeting, fresh, unused=True) == participant


async def test_the_codes_on_cards_are_printed_again_as_they_were_and_one_used_stays_used(
    house: House,
) -> None:
    seats, meeting = house.installation.seats, await house.schedule()
    cards = [("p1", 0), ("p2", 0), ("p2", 1)]
    codes = await seats.printed_codes(meeting, cards)
    assert len(set(codes)) == 3
    await seats.claim(meeting, codes[0])
    assert await seats.printed_codes(meeting, cards) == codes
    with pytest.raises(Refused, match="no_such_claim"):
        await seats.claim(meeting, codes[0])
    assert [await seats.owner(meeting, code) for code in codes] == ["p1", "p2", "p2"]
    assert await seats.printed_codes(meeting, []) == []


async def test_neither_token_nor_code_is_kept(house: House) -> None:
    seats, meeting = house.installation.seats, await house.schedule()
    participant, token = await seats.sit(meeting)
    code = await seats.claim_code(meeting, participant)
    with closing(sqlite3.connect(house.installation.database.path)) as connection:
        dump = "\n".join(connection.iterdump())
    assert participant in dump
    assert token not in dump
    assert code not in dump


@pytest.mark.parametrize("meeting", ["NOTHING0", "", "\ud800"])
async def test_nobody_sits_in_a_meeting_that_is_not_there(house: House, meeting: str) -> None:
    seats = house.installation.seats
    with pytest.raises(Refused, match="no_such_meeting"):
        await seats.sit(meeting)
    with pytest.raises(Refused, match="no_such_meeting"):
        await seats.claim_code(meeting, "p1")
    assert await seats.who(meeting, "token") is None


async def test_a_full_disk_seats_nobody_and_keeps_who_sits(house: House) -> None:
    seats, meeting = house.installation.seats, await house.schedule()
    participant, token = await seats.sit(meeting)
    code = await seats.claim_code(meeting, participant)
    with no_more_bytes():
        for refused in (
            seats.sit(meeting),
            seats.claim_code(meeting, participant),
            seats.claim(meeting, code),
        ):
            with pytest.raises(Refused, match="unavailable"):
                await refused
        assert await seats.who(meeting, token) == participant
    assert await seats.who(meeting, await seats.claim(meeting, code)) == participant


@pytest.mark.parametrize("read_first", [False, True])
async def test_restored_without_its_secret_an_installation_says_what_that_costs(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, read_first: bool
) -> None:
    """To whoever opens it first, since there is a new one from then on."""
    clock = DrivenClock(START)
    async with open_installation(tmp_path, clock) as installation:
        house = House(installation, clock)
        meeting = await house.schedule()
        participant, token = await installation.seats.sit(meeting)
        code = await installation.seats.claim_code(meeting, participant)
    assert caplog.messages == []
    (tmp_path / "secret").unlink()
    if read_first:
        async with open_to_read(tmp_path, clock):
            pass
    async with open_installation(tmp_path, clock) as restored:
        assert await restored.seats.who(meeting, token) == participant
        with pytest.raises(Refused, match="no_such_claim"):
            await restored.seats.claim(meeting, code)
    assert [message.split(":")[0] for message in caplog.messages] == [
        "the secret is new, the database is not"
    ]
