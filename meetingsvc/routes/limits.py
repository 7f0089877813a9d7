"""How often one address may do what costs much (take a seat, try a code), how often codes of one meeting may
be tried, and how much one seat may write.

Token buckets in memory, by the loop's own time. An address is known only as a hash under a key that is made
anew each day and never leaves the process (R41).
"""

import asyncio
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final, Literal

from meetingsvc.auth import address_hash
from meetingsvc.domain.errors import Refused


@dataclass
class Bucket:
    """Lets ``burst`` pass at once for a key, and then ``a_second``; remembers the last ``keys`` of them."""

    burst: float
    a_second: float
    keys: int = 10_000
    _left: OrderedDict[bytes, tuple[float, float]] = field(default_factory=OrderedDict)

    def take(self, key: bytes) -> None:
        """One for this key. Refuses as ``too_many`` with the seconds to wait."""
        now = asyncio.get_running_loop().time()
        left, at = self._left.pop(key, (self.burst, now))
        left = min(self.burst, left + (now - at) * self.a_second)
        self._left[key] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > self.keys:
            self._left.popitem(last=False)
        if left < 1:
            raise Refused("too_many", seconds=max(1, round((1 - left) / self.a_second)))


# A meeting room may share one address, and 200 sign up in ten seconds when a period opens.
_SEATS: Final = (600, 20.0)
_CLAIMS: Final = (20, 0.2)
# All who try codes of one meeting, from wherever: at this pace 2^50 codes take millions of years.
_TRIED: Final = (600, 5.0)
# Staff who type codes in: their own, so that no stranger's guessing keeps them from it.
_LOOKED_UP: Final = (60, 1.0)
_COMMANDS: Final = (30, 3.0)  # as on a socket
_DAY_S: Final = 86_400.0

What = Literal["seats", "claims", "tried", "looked_up", "commands"]


class Limits:
    """The limits of the HTTP edge."""

    def __init__(self) -> None:
        self._renew_at = 0.0

    def seat(self, address: str) -> None:
        """Someone at this address takes a seat. Refuses as ``too_many``."""
        self._take("seats", address)

    def claim(self, address: str, meeting: str) -> None:
        """Someone at this address tries a return code of a meeting. Refuses as ``too_many``."""
        self._take("claims", address)
        self._take("tried", meeting)

    def look_up(self, account: str, meeting: str) -> None:
        """One of the staff looks a return code of a meeting up. Refuses as ``too_many``."""
        self._take("looked_up", f"{meeting} {account}")

    def command(self, participant: str) -> None:
        """Whoever has this seat sends a command. Refuses as ``too_many``."""
        self._take("commands", participant)

    def _take(self, what: What, whose: str) -> None:
        now = asyncio.get_running_loop().time()
        if now >= self._renew_at:
            self._renew_at = now + _DAY_S
            self._key = secrets.token_bytes(32)
            self._buckets = {
                "seats": Bucket(*_SEATS),
                "claims": Bucket(*_CLAIMS),
                "tried": Bucket(*_TRIED),
                "looked_up": Bucket(*_LOOKED_UP),
                "commands": Bucket(*_COMMANDS),
            }
        self._buckets[what].take(address_hash(self._key, whose))
