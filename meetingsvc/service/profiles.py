"""The rules of public comment that each body has set: the current ones, every earlier version, and new ones.

Decisions ask for a body's rules without waiting (`of`), so the current ones are kept in memory and follow
what is durable. A period that has opened keeps the rules it opened under: they stand in the record. It knows
no form.
"""

import asyncio
import re
from collections.abc import Sequence

from msgspec.structs import replace

from meetingsvc.domain.bounds import check
from meetingsvc.domain.commands import SLUG
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.profile import PLAIN, Profile
from meetingsvc.domain.roles import CLERKING, Actor
from meetingsvc.profiles import written
from meetingsvc.service.clock import Clock
from meetingsvc.store import profiles as kept
from meetingsvc.store.engine import Database, UnavailableError
from meetingsvc.store.profiles import KeptProfile


class Profiles:
    """The rule profiles of all bodies of an installation."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._current: dict[str, Profile] = {}
        self._saving = asyncio.Lock()

    async def start(self) -> None:
        """Read every body's current rules, so that `of` knows them."""
        self._current = {each.body: each.profile for each in await kept.newest_profiles(self._database)}

    def of(self, body: str) -> Profile:
        """A body's rules as a decision needs them, at once; the plain ones where it has set none."""
        return self._current.get(body, PLAIN)

    async def current(self, body: str) -> KeptProfile | None:
        """The newest version as it is kept; None where a body has set none and the plain rules hold."""
        versions = await self.history(body)
        return versions[0] if versions else None

    async def history(self, body: str) -> Sequence[KeptProfile]:
        """Every version, the newest first, with who set it and when. Refuses `no_such_body`."""
        known_form(body)
        return await kept.profiles_of(self._database, body)

    async def name(self, body: str) -> str:
        """What people call a body. Refuses `no_such_body` for one with neither a meeting nor rules."""
        known_form(body)
        found = await kept.body_name(self._database, body)
        if found is None and await self.current(body) is None:
            raise Refused("no_such_body")
        return found or body

    async def save(self, actor: Actor, body: str, expected: int, profile: Profile) -> int:
        """Set a body's rules; the number of the new version, which the profile then has.

        `expected` is the version that whoever sets them has seen, 0 for none. The same rules once more, such
        as a form sent twice, are no new version. Refuses `not_allowed`, `no_such_body`, `invalid_profile`,
        `stale_profile`, `unavailable`.
        """
        if not actor.roles & CLERKING:
            raise Refused("not_allowed")
        for field, _ in check(replace(profile, version=1)):
            raise Refused("invalid_profile", field=field)
        async with self._saving:
            before = await self.current(body)
            newest = 0 if before is None else before.version
            same = before is not None and replace(profile, version=newest) == before.profile
            if same and newest in (expected, expected + 1):
                return newest
            if newest != expected:
                raise Refused("stale_profile", version=newest)
            made = replace(profile, version=newest + 1)
            return await self._keep(KeptProfile(body, made.version, made, actor.id, self._clock.now()))

    async def _keep(self, made: KeptProfile) -> int:
        try:
            await kept.add_profile(self._database, made)
        except UnavailableError:
            # Whether it was kept is not known; decisions go by what is durable.
            await self.start()
            raise Refused("unavailable") from None
        except kept.OutOfTurnError:
            await self.start()
            raise Refused("stale_profile", version=made.version) from None
        self._current[made.body] = made.profile
        return made.version

    async def export_file(self, body: str, version: int | None = None) -> str:
        """A version of a body's rules as a TOML file, the current one unless it is named.

        Refuses `no_such_body`, `no_such_version`.
        """
        versions = await self.history(body)
        if version is None:
            return written(versions[0].profile if versions else PLAIN)
        for each in versions:
            if each.version == version:
                return written(each.profile)
        raise Refused("no_such_version", version=version)


def known_form(body: str) -> None:
    """Refuses `no_such_body` what is no body's short name."""
    if not re.fullmatch(SLUG, body):
        raise Refused("no_such_body")
