"""What changes often and costs to build: built anew only as often as a small share of the time allows.

Whoever asks in between has what was built last. Knows no file; the loop's own time paces it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

from meetingsvc.routes.once import Once

AT_MOST: Final = 64
"""How many outcomes are held."""


@dataclass
class _Built:
    version: object
    body: bytes
    stands_until: float


@dataclass
class Ration:
    """The newest of each thing that was asked for. An outcome stands for ``least`` seconds at least, and for
    ``share`` times as long as it took to build.
    """

    least: float = 2.0
    share: float = 10
    _built: dict[object, _Built] = field(default_factory=dict)
    _once: Once[bytes] = field(default_factory=Once)

    async def take(self, name: object, version: object, build: Callable[[], Awaitable[bytes]]) -> bytes:
        """The thing of this name, at this version or lately at another. Raises what ``build`` does."""
        now = asyncio.get_running_loop().time()
        kept = self._built.get(name)
        if kept is not None and (kept.version == version or now < kept.stands_until):
            return kept.body
        return await self._once.build(name, lambda: self._made(name, version, build))

    async def _made(self, name: object, version: object, build: Callable[[], Awaitable[bytes]]) -> bytes:
        clock = asyncio.get_running_loop().time
        began = clock()
        body = await build()
        stands = max(self.least, self.share * (clock() - began))
        self._built.pop(name, None)
        self._built[name] = _Built(version, body, clock() + stands)
        while len(self._built) > AT_MOST:
            del self._built[next(iter(self._built))]
        return body
