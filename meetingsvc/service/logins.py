"""How many wrong passwords are heard before further ones are not, a bucket for each name at each address; and
how many passwords are looked at for one address, and for all, at once.

Forgets by the clock, holds a bounded number of buckets, and survives no restart. Knows no passwords.
"""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager

from meetingsvc.auth import address_hash, fresh_salt
from meetingsvc.domain.errors import Refused
from meetingsvc.service.clock import Clock

TRIES = 5
"""Wrong tries in a row after which a name is not heard from an address…"""
FORGOTTEN_MS = 15 * 60_000
"""…until this long after the last one counted."""
BUCKETS = 10_000

AT_ONCE_HERE = 10
"""Logins under way from one address: a password costs a tenth of a second, and nobody else waits for more."""
AT_ONCE = 100
AGAIN_S = 2
"""After how many seconds to try again where there were more."""


class Logins:
    """Counts tries to log in."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._key = fresh_salt()
        self._tries: dict[tuple[str, bytes], tuple[int, int]] = {}
        self._under_way: Counter[bytes] = Counter()

    @contextmanager
    def under_way(self, address: str) -> Generator[None, None, None]:
        """While a login from there is looked at. Refuses `too_many`, with the seconds to wait."""
        place = address_hash(self._key, address)
        if self._under_way[place] >= AT_ONCE_HERE or self._under_way.total() >= AT_ONCE:
            raise Refused("too_many", seconds=AGAIN_S)
        self._under_way[place] += 1
        try:
            yield
        finally:
            self._under_way[place] -= 1
            if not self._under_way[place]:
                del self._under_way[place]

    def attempt(self, username: str, address: str) -> None:
        """Count a try before its password is looked at, so that many at once count too.

        Refuses `too_many`, with the minutes to wait.
        """
        bucket, now = self._bucket(username, address), self._clock.now()
        tries, since = self._tries.pop(bucket, (0, now))
        if now - since >= FORGOTTEN_MS:
            tries = 0
        if tries >= TRIES:
            self._tries[bucket] = (tries, since)
            raise Refused("too_many", minutes=-(-(since + FORGOTTEN_MS - now) // 60_000))
        if len(self._tries) >= BUCKETS:
            del self._tries[next(iter(self._tries))]  # the one least lately tried
        self._tries[bucket] = (tries + 1, now)

    def succeeded(self, username: str, address: str) -> None:
        """The password was right: nothing is held against this name here."""
        self._tries.pop(self._bucket(username, address), None)

    def _bucket(self, username: str, address: str) -> tuple[str, bytes]:
        return username, address_hash(self._key, address)
