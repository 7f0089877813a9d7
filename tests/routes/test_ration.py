"""What is costly is built once for all who ask, and anew only as often as its ration allows."""

from __future__ import annotations

import asyncio

import pytest

from meetingsvc.routes.ration import AT_MOST, Ration


class Works:
    """Something to build that counts how often it is."""

    def __init__(self) -> None:
        self.built = 0

    async def build(self) -> bytes:
        """The next outcome, after others had their turn."""
        self.built += 1
        number = self.built
        await asyncio.sleep(0)
        return b"%d" % number


async def test_all_who_ask_at_once_have_one_building() -> None:
    works, ration = Works(), Ration()
    had = await asyncio.gather(*(ration.take("en", 1, works.build) for _ in range(5)))
    assert (had, works.built) == ([b"1"] * 5, 1)


async def test_an_outcome_stands_while_nothing_changed_and_for_its_ration_when_something_did() -> None:
    works, ration = Works(), Ration(least=3_600)
    assert [await ration.take("en", version, works.build) for version in (1, 1, 2, 3)] == [b"1"] * 4
    at_once, ration = Works(), Ration(least=0, share=0)
    assert [await ration.take("en", version, at_once.build) for version in (1, 1, 2)] == [b"1", b"1", b"2"]


async def test_what_cannot_be_built_is_tried_again_by_the_next() -> None:
    works, ration = Works(), Ration()

    async def broken() -> bytes:
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        await ration.take("en", 1, broken)
    assert await ration.take("en", 1, works.build) == b"1"


async def test_it_holds_no_more_than_the_newest() -> None:
    works, ration = Works(), Ration(least=3_600)
    for name in range(AT_MOST + 1):
        await ration.take(name, 1, works.build)
    assert await ration.take(1, 1, works.build) == b"2"
    assert await ration.take(0, 1, works.build) == b"%d" % (AT_MOST + 2)
