"""How many wrong passwords are heard before further ones are not: a bucket for each name at each address.

Forgets by the clock, holds a bounded number of buckets, and survives no restart. Knows no passwords.
"""

from meetingsvc.auth import address_hash, fresh_salt
from meetingsvc.domain.errors import Refused
from meetingsvc.service.clock import Clock

TRIES = 5
"""Wrong tries in a row after which a name is not heard from an address…"""
FORGOTTEN_MS = 15 * 60_000
"""…until this long after the last one counted."""
BUCKETS = 10_000


class Logins:
    """Counts tries to log in."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._key = fresh_salt()
        self._tries: dict[tuple[str, bytes], tuple[int, int]] = {}

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
