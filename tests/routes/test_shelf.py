"""Files built once: for all who ask at the same time, kept within a limit, and never a failure."""

from __future__ import annotations

import asyncio

import pytest

from meetingsvc.routes.shelf import Shelf


class Workshop:
    """Builds files of a size, each when it is let, and counts how often."""

    def __init__(self) -> None:
        self.built: list[str] = []
        self.has_begun = asyncio.Event()
        self.may_finish = asyncio.Event()
        self.may_finish.set()

    async def take(self, shelf: Shelf, tag: str, size: int = 10) -> bytes:
        """Take a file from the shelf, building it if need be."""

        async def build() -> bytes:
            self.built.append(tag)
            self.has_begun.set()
            await self.may_finish.wait()
            return tag.encode() * size

        return await shelf.take(tag, build)


async def test_a_file_is_built_once_also_for_those_who_ask_while_it_is_built() -> None:
    shelf, workshop = Shelf(), Workshop()
    workshop.may_finish.clear()
    asked = [asyncio.create_task(workshop.take(shelf, "a")) for _ in range(3)]
    await workshop.has_begun.wait()
    asked[0].cancel()
    workshop.may_finish.set()
    assert await asyncio.gather(*asked[1:]) == [b"a" * 10] * 2
    assert await workshop.take(shelf, "a") == b"a" * 10
    assert workshop.built == ["a"]


async def test_beyond_its_limit_the_shelf_lets_the_longest_unused_go() -> None:
    shelf, workshop = Shelf(limit=25), Workshop()
    for tag in ("a", "b", "a", "c", "a", "b"):
        await workshop.take(shelf, tag)
    assert workshop.built == ["a", "b", "c", "b"]
    assert await workshop.take(shelf, "z", size=26) == b"z" * 26
    await workshop.take(shelf, "z", size=26)
    assert workshop.built == ["a", "b", "c", "b", "z", "z"]


async def test_a_building_that_fails_is_tried_again() -> None:
    shelf, workshop = Shelf(), Workshop()

    async def fail() -> bytes:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        await shelf.take("a", fail)
    assert await workshop.take(shelf, "a") == b"a" * 10
