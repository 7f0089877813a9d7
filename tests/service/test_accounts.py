"""Staff log in, act by the roles of a body, and are logged out."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing

import pytest

from meetingsvc.auth import token_hash
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import Actor, Role
from meetingsvc.service.accounts import SESSION_MS, Staff, actor
from meetingsvc.service.logins import AGAIN_S, AT_ONCE_HERE, FORGOTTEN_MS, TRIES
from tests.support.disk import no_more_bytes
from tests.support.house import House

ROLES: dict[str, frozenset[Role]] = {
    "council": frozenset({"clerk", "captioner"}),
    "board": frozenset({"chair"}),
}
MINUTE = 60_000


@pytest.fixture
async def ann(house: House) -> int:
    return await house.installation.accounts.add("Ann", "Ann Lee", "correct horse", ROLES)


async def refused(
    house: House, username: str, password: str, address: str = "192.0.2.1"
) -> tuple[str, object]:
    with pytest.raises(Refused) as refusal:
        await house.installation.accounts.login(username, password, address)
    return refusal.value.code, dict(refusal.value.params)


async def test_who_logs_in_is_known_by_the_token(house: House, ann: int) -> None:
    token = await house.installation.accounts.login(" ANN ", "correct horse")
    assert await house.installation.accounts.who(token) == Staff(
        ann, "ann", "Ann Lee", ROLES, session=token_hash(token)
    )
    assert await house.installation.accounts.who("another") is None


async def test_neither_password_nor_token_is_kept(house: House, ann: int) -> None:
    token = await house.installation.accounts.login("ann", "correct horse")
    with closing(sqlite3.connect(house.installation.database.path)) as connection:
        dump = "\n".join(connection.iterdump())
    assert token_hash(token) in dump
    assert token not in dump
    assert "correct horse" not in dump


async def test_roles_hold_in_their_body_and_those_for_all_everywhere(house: House, ann: int) -> None:
    accounts = house.installation.accounts
    await accounts.add("root", "Root", "pw", {"*": frozenset({"admin"}), "board": frozenset({"chair"})})
    [by_name, root] = await accounts.all()
    assert [by_name.username, root.username] == ["ann", "root"]
    assert actor(by_name, "council") == Actor(f"staff:{ann}", frozenset({"clerk", "captioner"}))
    assert actor(by_name, "school") == Actor(f"staff:{ann}", frozenset())
    assert actor(root, "board").roles == {"chair", "admin"}
    assert actor(root, "school").roles == {"admin"}


@pytest.mark.parametrize(
    ("username", "password"), [("ann", "wrong"), ("bob", "correct horse"), ("", ""), ("\ud800", "\ud800")]
)
async def test_a_wrong_name_and_a_wrong_password_sound_the_same(
    house: House, ann: int, username: str, password: str
) -> None:
    assert await refused(house, username, password) == ("wrong_login", {})


async def test_after_too_many_wrong_tries_the_name_is_not_heard_from_that_address(
    house: House, ann: int
) -> None:
    at_once = await asyncio.gather(*(refused(house, "ann", "wrong") for _ in range(TRIES + 2)))
    assert [code for code, _ in at_once] == ["wrong_login"] * TRIES + ["too_many"] * 2
    assert await refused(house, "ann", "correct horse") == ("too_many", {"minutes": 15})
    await house.installation.accounts.login("ann", "correct horse", "192.0.2.2")
    await house.clock.advance(house.clock.now() + FORGOTTEN_MS - MINUTE)
    assert await refused(house, "ann", "correct horse") == ("too_many", {"minutes": 1})
    await house.clock.advance(house.clock.now() + MINUTE)
    await house.installation.accounts.login("ann", "correct horse", "192.0.2.1")


async def test_other_addresses_of_one_network_are_no_further_tries(house: House, ann: int) -> None:
    tries = [await refused(house, "ann", "wrong", f"2001:db8:1:2::{n}") for n in range(TRIES + 1)]
    assert [code for code, _ in tries] == ["wrong_login"] * TRIES + ["too_many"]


async def test_a_flood_of_names_from_one_address_keeps_nobody_else_waiting(house: House, ann: int) -> None:
    flood = [asyncio.create_task(refused(house, f"nobody{n}", "wrong")) for n in range(AT_ONCE_HERE * 3)]
    await asyncio.sleep(0)
    token = await house.installation.accounts.login("ann", "correct horse", "192.0.2.2")
    answers = await asyncio.gather(*flood)
    assert token
    assert answers == [("wrong_login", {})] * AT_ONCE_HERE + [("too_many", {"seconds": AGAIN_S})] * (
        AT_ONCE_HERE * 2
    )
    assert await refused(house, "nobody", "wrong") == ("wrong_login", {})


async def test_a_right_password_clears_what_was_counted(house: House, ann: int) -> None:
    for _ in range(TRIES - 1):
        await refused(house, "ann", "wrong")
    await house.installation.accounts.login("ann", "correct horse", "192.0.2.1")
    assert await refused(house, "ann", "wrong") == ("wrong_login", {})


async def test_a_session_lasts_while_it_is_used(house: House, ann: int) -> None:
    accounts, clock = house.installation.accounts, house.clock
    token = await accounts.login("ann", "correct horse")
    for _ in range(3):
        await clock.advance(clock.now() + SESSION_MS - 1)
        assert await accounts.who(token) is not None
    await clock.advance(clock.now() + SESSION_MS)
    assert await accounts.who(token) is None


async def test_to_look_at_a_session_does_not_make_it_last(house: House, ann: int) -> None:
    accounts, clock = house.installation.accounts, house.clock
    token = await accounts.login("ann", "correct horse")
    await clock.advance(clock.now() + SESSION_MS - 1)
    looked = await accounts.who(token, used=False)
    await clock.advance(clock.now() + 1)
    assert looked is not None
    assert await accounts.who(token) is None


async def test_expired_sessions_are_forgotten(house: House, ann: int) -> None:
    accounts, clock = house.installation.accounts, house.clock
    await accounts.login("ann", "correct horse")
    await clock.advance(clock.now() + SESSION_MS)
    await accounts.login("ann", "correct horse")
    with closing(sqlite3.connect(house.installation.database.path)) as connection:
        assert connection.execute("SELECT count(*) FROM sessions").fetchall() == [(1,)]


async def test_logging_out_ends_that_session_and_says_so_once(house: House, ann: int) -> None:
    accounts = house.installation.accounts
    ended: list[str] = []
    accounts.on_logout(ended.append)
    here, there = [await accounts.login("ann", "correct horse") for _ in range(2)]
    await accounts.logout(here)
    await accounts.logout(here)
    assert await accounts.who(here) is None
    assert await accounts.who(there) is not None
    assert ended == [token_hash(here)]


async def test_a_full_disk_logs_nobody_out(house: House, ann: int) -> None:
    accounts, clock = house.installation.accounts, house.clock
    token = await accounts.login("ann", "correct horse")
    await clock.advance(clock.now() + SESSION_MS // 2)
    with no_more_bytes():
        known = await accounts.who(token)
        assert await refused(house, "ann", "correct horse") == ("unavailable", {})
    assert known is not None


@pytest.mark.parametrize(
    ("username", "name", "password", "roles", "field"),
    [
        ("", "Ben", "pw", {}, "username"),
        ("b\nn", "Ben", "pw", {}, "username"),
        ("x" * 61, "Ben", "pw", {}, "username"),
        ("ben", " ", "pw", {}, "name"),
        ("ben", "Ben", "", {}, "password"),
        ("ben", "Ben", "pw", {"council": frozenset({"system"})}, "roles"),
    ],
)
async def test_an_account_that_cannot_be_is_refused(
    house: House, username: str, name: str, password: str, roles: dict[str, frozenset[Role]], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        await house.installation.accounts.add(username, name, password, roles)
    assert (refusal.value.code, dict(refusal.value.params)) == ("invalid_field", {"field": field})
    assert await house.installation.accounts.all() == []


async def test_a_name_is_taken_once_however_it_is_written(house: House, ann: int) -> None:
    with pytest.raises(Refused, match="username_taken"):
        await house.installation.accounts.add("ANN", "Another Ann", "pw", {})
