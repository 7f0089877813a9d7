"""A body's rules: kept version by version, never written over, and in force from the next period on."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from meetingsvc.domain.commands import ClosePeriod, MakeLastCall, OpenPeriod, StartMeeting
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.profile import PLAIN, Profile
from meetingsvc.domain.roles import Actor
from meetingsvc.profiles import parse, shipped
from meetingsvc.service.clock import DrivenClock
from meetingsvc.service.installation import open_installation
from meetingsvc.service.profiles import Profiles
from meetingsvc.store.profiles import KeptProfile
from tests.support.disk import no_more_bytes
from tests.support.house import House
from tests.support.rules import rule
from tests.support.scenario import CLERK, START

TWO_MINUTES = Profile(name="Ours", allotment_ms=120_000)


def profiles(house: House) -> Profiles:
    return house.installation.service.profiles


async def refusal(
    profiles: Profiles, expected: int, profile: Profile, *, actor: Actor = CLERK, body: str = "council"
) -> str:
    """The code with which saving is refused."""
    with pytest.raises(Refused) as refused:
        await profiles.save(actor, body, expected, profile)
    return refused.value.code


async def test_a_body_without_rules_of_its_own_has_the_plain_ones(house: House) -> None:
    assert profiles(house).of("council") == PLAIN
    assert await profiles(house).current("council") is None
    assert await profiles(house).history("council") == []


async def test_every_version_stays_with_who_set_it_and_when(house: House, clock: DrivenClock) -> None:
    assert await profiles(house).save(CLERK, "council", 0, TWO_MINUTES) == 1
    await clock.advance(START + 60_000)
    texas = shipped()["texas"]
    assert await profiles(house).save(Actor("staff:7", frozenset({"admin"})), "council", 1, texas) == 2
    first = Profile(name="Ours", version=1, allotment_ms=120_000)
    second = parse((await profiles(house).export_file("council")).encode())
    assert (second.name, second.version) == (texas.name, 2)
    assert await profiles(house).history("council") == [
        KeptProfile("council", 2, second, "staff:7", START + 60_000),
        KeptProfile("council", 1, first, CLERK.id, START),
    ]
    assert parse((await profiles(house).export_file("council", 1)).encode()) == first
    assert profiles(house).of("council") == second
    assert profiles(house).of("school-board") == PLAIN


async def test_who_has_not_seen_the_newest_version_is_refused(house: House) -> None:
    await profiles(house).save(CLERK, "council", 0, TWO_MINUTES)
    assert await refusal(profiles(house), 0, shipped()["texas"]) == "stale_profile"
    assert await refusal(profiles(house), 2, shipped()["texas"]) == "stale_profile"
    assert len(await profiles(house).history("council")) == 1


async def test_of_two_who_save_at_once_one_is_refused(house: House) -> None:
    said = await asyncio.gather(
        *(profiles(house).save(CLERK, "council", 0, shipped()[name]) for name in ("texas", "washington")),
        return_exceptions=True,
    )
    assert said[0] == 1
    assert isinstance(said[1], Refused)
    assert (said[1].code, said[1].params) == ("stale_profile", {"version": 1})


async def test_a_form_sent_twice_makes_one_version(house: House) -> None:
    assert [await profiles(house).save(CLERK, "council", 0, TWO_MINUTES) for _ in range(2)] == [1, 1]
    assert await profiles(house).save(CLERK, "council", 1, TWO_MINUTES) == 1
    assert len(await profiles(house).history("council")) == 1


async def test_only_a_clerk_or_an_administrator_sets_rules(house: House) -> None:
    for role in ("chair", "captioner", "attendee"):
        someone = Actor("someone", frozenset({role}))
        assert await refusal(profiles(house), 0, TWO_MINUTES, actor=someone) == "not_allowed"


async def test_what_is_out_of_bounds_is_refused_and_no_body_has_any_name(house: House) -> None:
    assert await refusal(profiles(house), 0, Profile(allotment_ms=1)) == "invalid_profile"
    assert await refusal(profiles(house), 0, TWO_MINUTES, body="../Council") == "no_such_body"
    with pytest.raises(Refused, match="no_such_version"):
        await profiles(house).export_file("council", 3)
    with pytest.raises(Refused, match="no_such_body"):
        await profiles(house).name("council")
    assert await profiles(house).save(CLERK, "council", 0, TWO_MINUTES) == 1
    assert await profiles(house).name("council") == "council"


async def test_rules_are_there_again_after_a_restart(tmp_path: Path, clock: DrivenClock) -> None:
    async with open_installation(tmp_path, clock) as installation:
        await installation.service.profiles.save(CLERK, "council", 0, TWO_MINUTES)
        await installation.service.profiles.save(CLERK, "council", 1, shipped()["texas"])
    async with open_installation(tmp_path, clock) as installation:
        assert installation.service.profiles.of("council").name == shipped()["texas"].name


async def test_what_the_disk_did_not_take_is_not_in_force(house: House) -> None:
    with no_more_bytes():
        assert await refusal(profiles(house), 0, TWO_MINUTES) == "unavailable"
    assert profiles(house).of("council") == PLAIN
    assert await profiles(house).save(CLERK, "council", 0, TWO_MINUTES) == 1


@rule("R7", "R9")
async def test_a_period_keeps_the_rules_that_it_opened_under(house: House, clock: DrivenClock) -> None:
    await profiles(house).save(CLERK, "council", 0, TWO_MINUTES)
    meeting = await house.schedule()
    await house.do(meeting, StartMeeting())
    await house.do(meeting, OpenPeriod(item=2))
    await profiles(house).save(CLERK, "council", 1, Profile(name="Ours", allotment_ms=60_000))
    assert (await house.state(meeting)).periods[1].rules == Profile(
        name="Ours", version=1, allotment_ms=120_000
    )
    await house.do(meeting, MakeLastCall(period=1))
    await clock.advance(START + 60_000)
    if (await house.state(meeting)).periods[1].status != "closed":
        await house.do(meeting, ClosePeriod(period=1))
    await house.do(meeting, OpenPeriod(item=2))
    state = await house.state(meeting)
    assert [(each.rules.version, each.rules.allotment_ms) for each in state.periods.values()] == [
        (1, 120_000),
        (2, 60_000),
    ]
