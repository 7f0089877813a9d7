"""How often one connection, and one address, may connect, join and ask.

Token buckets in memory, by the loop's own time. An address is known only as a hash under a key that is made
anew each day and never leaves the process (R41). Knows no messages.
"""

import asyncio
import secrets
from collections.abc import Mapping
from typing import Final, Literal

import msgspec

from meetingsvc.auth import address_hash
from meetingsvc.domain.errors import Refused

What = Literal["connect", "join", "command", "partial", "clock"]

_DAY: Final = 86_400.0
_BUCKETS_KEPT: Final = 20_000


class Rate(msgspec.Struct, frozen=True):
    """So many at once, and then so many a second."""

    burst: float
    a_second: float


Rates = Mapping[What, Rate]

_CONNECTION: Final[Rates] = {
    "join": Rate(20, 2),
    "command": Rate(30, 3),
    "partial": Rate(10, 1),
    "clock": Rate(30, 2),
}
_STAFF: Final[Rates] = {
    "join": Rate(50, 5),
    "command": Rate(2_000, 1_000),
    "partial": Rate(2_000, 1_000),
    "clock": Rate(100, 20),
}
_ADDRESS: Final[Rates] = {
    "connect": Rate(6_000, 300),
    "join": Rate(12_000, 600),
    "command": Rate(1_000, 100),
    "clock": Rate(6_000, 600),
}


class Limits(msgspec.Struct, frozen=True):
    """What one connection may do, one of staff, and all of one address.

    A meeting room may have one address: 200 sign up in ten seconds when a period opens, and after a restart
    everyone comes back at once.
    """

    connection: Rates = msgspec.field(default_factory=lambda: _CONNECTION)
    staff: Rates = msgspec.field(default_factory=lambda: _STAFF)
    address: Rates = msgspec.field(default_factory=lambda: _ADDRESS)


class Bucket:
    """What is left of one rate."""

    __slots__ = ("_at", "_left", "_rate")

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._left = rate.burst
        self._at = asyncio.get_running_loop().time()

    def take(self) -> float:
        """One. The seconds until it could have been had; 0 where it was."""
        now = asyncio.get_running_loop().time()
        self._left = min(self._rate.burst, self._left + (now - self._at) * self._rate.a_second)
        self._at = now
        if self._left >= 1:
            self._left -= 1
            return 0.0
        return (1 - self._left) / self._rate.a_second


class Addresses:
    """What is left for each address. One that has been quiet longest is forgotten first."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._renew()

    def known_as(self, address: str) -> bytes:
        """The address as it is remembered: good for comparing until the key changes, and for nothing else."""
        if asyncio.get_running_loop().time() > self._renew_at:
            self._renew()
        return address_hash(self._key, address)

    def take(self, what: What, address: bytes) -> float:
        """One for this address. The seconds until it could have been had; 0 where it was."""
        rate = self._limits.address.get(what)
        if rate is None:
            return 0.0
        bucket = self._buckets.pop((what, address), None) or Bucket(rate)
        self._buckets[what, address] = bucket
        if len(self._buckets) > _BUCKETS_KEPT:
            del self._buckets[next(iter(self._buckets))]
        return bucket.take()

    def _renew(self) -> None:
        self._key = secrets.token_bytes(32)
        self._renew_at = asyncio.get_running_loop().time() + _DAY
        self._buckets: dict[tuple[What, bytes], Bucket] = {}


class Allowance:
    """What is left for one connection, within what is left for its address."""

    def __init__(self, limits: Limits, addresses: Addresses, address: bytes) -> None:
        self._limits = limits
        self._addresses = addresses
        self._address = address
        self._buckets: dict[tuple[What, bool], Bucket] = {}
        self.refused = 0
        """How often it has asked for more."""

    def take(self, what: What, *, staff: bool) -> None:
        """One for this connection. Refuses as ``too_many`` with the seconds to wait.

        Staff have logged in: what they may do does not depend on who else is behind their address.
        """
        rate = (self._limits.staff if staff else self._limits.connection)[what]
        bucket = self._buckets.setdefault((what, staff), Bucket(rate))
        wait = bucket.take() or (0.0 if staff else self._addresses.take(what, self._address))
        if wait:
            self.refused += 1
            raise Refused("too_many", seconds=seconds(wait))


def seconds(wait: float) -> int:
    """A wait as it is told: whole seconds, at least one."""
    return max(1, round(wait))
