"""What several ask for at the same time is built once, for all of them. Keeps nothing; knows no file."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass
class Once(Generic[T]):
    """The buildings under way, by the names of what they build."""

    _building: dict[object, asyncio.Task[T]] = field(default_factory=dict)

    async def build(self, name: object, building: Callable[[], Awaitable[T]]) -> T:
        """What this building, or the one of this name under way, leads to. Raises what that does."""
        task = self._building.get(name)
        if task is None:
            task = self._building[name] = asyncio.create_task(self._built(name, building))
        # Shielded: one who goes away must not take it from the others.
        return await asyncio.shield(task)

    async def _built(self, name: object, building: Callable[[], Awaitable[T]]) -> T:
        try:
            return await building()
        finally:
            del self._building[name]
