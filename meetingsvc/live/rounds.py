"""One round of sending: what all members of a room get at one time, each in one write.

Knows encoded messages and lines; not what the messages say.
"""

import types
from collections.abc import Generator, Iterable, Mapping
from typing import Final

from meetingsvc.live.frames import Bundle
from meetingsvc.live.member import Member

AT_ONCE: Final = 500
"""Clients written to before everyone else has a turn."""

SLOW_BYTES: Final = 65_536
"""A client for which more than this waits is not sent what it can do without."""


@types.coroutine
def breath() -> Generator[None, None, None]:
    """Lets everything else that is ready run once."""
    yield


class Round:
    """What the members of a room are sent.

    ``partials`` are messages by the track whose followers get them; ``shared`` goes to all members, but to
    those who get one of their ``own`` in its place.
    """

    def __init__(
        self,
        members: Iterable[Member],
        partials: Mapping[str, bytes],
        shared: bytes | None,
        own: Mapping[Member, bytes],
    ) -> None:
        self._members = list(members)
        self._partials = partials
        self._shared = shared
        self._own = own
        self._bundles: dict[tuple[str, ...], Bundle] = {}

    async def send(self) -> None:
        """Writes to every member, ``AT_ONCE`` at a time."""
        for n, member in enumerate(self._members, 1):
            if bundle := self._for(member):
                member.line.send(bundle)
            if n % AT_ONCE == 0:
                await breath()

    def _for(self, member: Member) -> Bundle | None:
        tracks = self._tracks(member) if self._partials else ()
        if member in self._own:
            return Bundle([*(self._partials[track] for track in tracks), self._own[member]])
        if not tracks and self._shared is None:
            return None
        if tracks not in self._bundles:
            shared = () if self._shared is None else (self._shared,)
            self._bundles[tracks] = Bundle([*(self._partials[track] for track in tracks), *shared])
        return self._bundles[tracks]

    def _tracks(self, member: Member) -> tuple[str, ...]:
        if member.line.backlog > SLOW_BYTES:
            return ()
        return tuple(track for track in self._partials if track in member.tracks)
