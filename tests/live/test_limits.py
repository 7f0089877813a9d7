"""How often one may ask: bursts that happen in meetings pass, floods do not, addresses are not kept."""

from __future__ import annotations

import pytest

from meetingsvc.domain.errors import Refused
from meetingsvc.live.limits import Addresses, Allowance, Limits, Rate
from tests.support.rules import rule


async def test_two_hundred_in_one_room_sign_up_within_ten_seconds() -> None:
    limits = Limits()
    addresses = Addresses(limits)
    room = addresses.known_as("203.0.113.9")
    for _ in range(200):
        one = Allowance(limits, addresses, room)
        _signs_up(one)
        assert addresses.take("connect", room) == addresses.take("connect", room) == 0


def _signs_up(one: Allowance) -> None:
    one.take("join", staff=False)
    one.take("join", staff=False)  # again, once the seat is taken
    for _ in range(3):
        one.take("clock", staff=False)
    one.take("command", staff=False)


async def test_a_thousand_in_one_room_come_back_after_a_restart() -> None:
    limits = Limits()
    addresses = Addresses(limits)
    room = addresses.known_as("203.0.113.9")
    for _ in range(1_000):
        assert addresses.take("connect", room) == 0
        Allowance(limits, addresses, room).take("join", staff=False)


async def test_a_flood_from_one_connection_is_stopped() -> None:
    limits = Limits()
    one = Allowance(limits, Addresses(limits), b"here")
    for _ in range(int(limits.connection["command"].burst)):
        one.take("command", staff=False)
    with pytest.raises(Refused) as refused:
        one.take("command", staff=False)
    assert (refused.value.code, dict(refused.value.params)) == ("too_many", {"seconds": 1})


async def test_a_flood_over_many_connections_of_one_address_is_stopped_there_alone() -> None:
    limits = Limits(address={"command": Rate(50, 1)})
    addresses = Addresses(limits)
    for _ in range(50):
        Allowance(limits, addresses, b"here").take("command", staff=False)
    with pytest.raises(Refused):
        Allowance(limits, addresses, b"here").take("command", staff=False)
    Allowance(limits, addresses, b"there").take("command", staff=False)
    Allowance(limits, addresses, b"here").take("command", staff=True)


@rule("R41")
async def test_an_address_is_known_by_a_hash_that_nobody_else_can_make() -> None:
    one, other = Addresses(Limits()), Addresses(Limits())
    assert one.known_as("203.0.113.9") == one.known_as("203.0.113.9") != one.known_as("203.0.113.10")
    assert one.known_as("203.0.113.9") != other.known_as("203.0.113.9")
    assert b"203" not in one.known_as("203.0.113.9")


async def test_all_addresses_of_one_ipv6_line_count_as_one() -> None:
    addresses = Addresses(Limits())
    assert addresses.known_as("2001:db8:1:2::3") == addresses.known_as("2001:db8:1:2:ffff::9")
    assert addresses.known_as("2001:db8:1:2::3") != addresses.known_as("2001:db8:1:3::3")


async def test_ipv4_addresses_are_told_apart_also_on_a_socket_for_both_kinds() -> None:
    addresses = Addresses(Limits())
    assert addresses.known_as("::ffff:203.0.113.9") == addresses.known_as("203.0.113.9")
    assert addresses.known_as("::ffff:203.0.113.9") != addresses.known_as("::ffff:203.0.113.10")
