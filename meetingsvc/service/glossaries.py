"""The names of streets and people that a body's captions are checked against: the newest list, and new ones.

A help for whoever types; no decision depends on it, and it stands in no record. It knows no form.
"""

import asyncio
from typing import Final

from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import CAPTIONING, Actor
from meetingsvc.domain.rules import tidy
from meetingsvc.service.clock import Clock
from meetingsvc.service.profiles import known_form
from meetingsvc.store import glossaries as kept
from meetingsvc.store.engine import Database, UnavailableError
from meetingsvc.store.glossaries import KeptGlossary
from meetingsvc.store.profiles import OutOfTurnError

MOST_TERMS: Final = 2_000
LONGEST_TERM: Final = 100


class Glossaries:
    """The glossaries of all bodies of an installation."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._saving = asyncio.Lock()

    async def current(self, body: str) -> KeptGlossary:
        """A body's newest terms; version 0 with none where it has set none. Refuses `no_such_body`."""
        known_form(body)
        return await kept.newest_glossary(self._database, body) or KeptGlossary(body, 0, (), "", 0)

    async def save(self, actor: Actor, body: str, expected: int, text: str) -> int:
        """Set a body's terms, one a line; the number of the new version.

        `expected` is the version that whoever sets them has seen. The same terms again are no new version.
        Refuses `not_allowed`, `no_such_body`, `invalid_field`, `stale_glossary`, `unavailable`.
        """
        if not actor.roles & CAPTIONING:
            raise Refused("not_allowed")
        terms = terms_of(text)
        async with self._saving:
            before = await self.current(body)
            if terms == before.terms and before.version in (expected, expected + 1):
                return before.version
            if before.version != expected:
                raise Refused("stale_glossary")
            made = KeptGlossary(body, before.version + 1, terms, actor.id, self._clock.now())
            try:
                await kept.add_glossary(self._database, made)
            except UnavailableError:
                raise Refused("unavailable") from None
            except OutOfTurnError:
                raise Refused("stale_glossary") from None
            return made.version


def terms_of(text: str) -> tuple[str, ...]:
    """The terms in a text, one a line, each once, in order. Refuses `invalid_field` what is too long."""
    lines = (" ".join(tidy(line.lstrip("\ufeff")).split()) for line in text.splitlines())
    terms = tuple(dict.fromkeys(line for line in lines if line))
    if len(terms) > MOST_TERMS or any(len(term) > LONGEST_TERM for term in terms):
        raise Refused("invalid_field", field="terms")
    return terms
