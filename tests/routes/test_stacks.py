"""Long files on disk: built once for all who ask, read from anywhere, within a limit, and without a name."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from meetingsvc.routes.stacks import PIECE, KeptFile, Stacks


class Workshop:
    """Writes files of a size, each when it is let, and counts how often."""

    def __init__(self) -> None:
        self.built: list[str] = []
        self.has_begun = asyncio.Event()
        self.may_finish = asyncio.Event()
        self.may_finish.set()

    async def take(self, stacks: Stacks, tag: str, size: int = 10) -> bytes:
        """Take a file from the stacks, written if need be."""

        async def build(into: KeptFile) -> None:
            self.built.append(tag)
            self.has_begun.set()
            await self.may_finish.wait()
            into.write(tag.encode() * size)

        return b"".join((await stacks.take(tag, build)).pieces())


async def test_a_file_is_built_once_also_for_those_who_ask_while_it_is_built() -> None:
    stacks, workshop = Stacks(), Workshop()
    workshop.may_finish.clear()
    asked = [asyncio.create_task(workshop.take(stacks, "a")) for _ in range(3)]
    await workshop.has_begun.wait()
    asked[0].cancel()
    workshop.may_finish.set()
    assert await asyncio.gather(*asked[1:]) == [b"a" * 10] * 2
    assert (await workshop.take(stacks, "a"), workshop.built) == (b"a" * 10, ["a"])


async def test_beyond_their_limit_the_stacks_let_the_longest_unused_go() -> None:
    stacks, workshop = Stacks(limit=25), Workshop()
    for tag in ("a", "b", "a", "c", "a", "b"):
        await workshop.take(stacks, tag)
    assert workshop.built == ["a", "b", "c", "b"]
    assert await workshop.take(stacks, "z", size=26) == b"z" * 26


async def test_of_small_files_the_stacks_hold_no_more_than_so_many() -> None:
    stacks, workshop = Stacks(at_most=2), Workshop()
    for tag in ("a", "b", "c", "a"):
        await workshop.take(stacks, tag)
    assert workshop.built == ["a", "b", "c", "a"]


async def test_a_building_that_fails_is_tried_again() -> None:
    stacks, workshop = Stacks(), Workshop()

    async def fail(into: KeptFile) -> None:
        into.write(b"half")
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        await stacks.take("a", fail)
    assert await workshop.take(stacks, "a") == b"a" * 10


def handles_below(folder: Path) -> list[str]:
    """What this process holds open in a folder, by names or what is left of them."""
    links = (handle for handle in Path("/proc/self/fd").iterdir() if handle.is_symlink())
    return [str(target) for target in map(os.readlink, links) if str(target).startswith(str(folder))]


def test_a_file_has_no_name_and_takes_no_handle_once_nobody_holds_it(tmp_path: Path) -> None:
    file = KeptFile(tmp_path)
    assert file.write(b"x" * (PIECE + 1)) == PIECE + 1
    assert list(tmp_path.iterdir()) == []
    assert [len(piece) for piece in file.pieces()] == [PIECE, 1]
    assert b"".join(file.pieces(PIECE - 1, PIECE + 1)) == b"xx"
    assert file.read(PIECE, 100) == b"x"
    assert len(handles_below(tmp_path)) == 1
    del file
    assert handles_below(tmp_path) == []
