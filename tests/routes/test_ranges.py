"""Parts of a file (RFC 9110, 14): by bytes, by a suffix, on condition; and when all of it comes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.routes.test_archive import held
from tests.support.server import Server


class Reader:
    """Someone who reads one file of an archive."""

    def __init__(self, client: aiohttp.ClientSession, address: str) -> None:
        self.client = client
        self.address = address
        self.whole = b""
        self.tag = ""

    async def get(self, method: str = "GET", **headers: str) -> tuple[int, bytes, str | None]:
        """Ask for the file: (status, body, Content-Range)."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.client.request(method, self.address, headers=sent) as answer:
            return answer.status, await answer.read(), answer.headers.get("Content-Range")


@pytest.fixture
async def reader(server: Server) -> AsyncIterator[Reader]:
    meeting = await held(server)
    async with server.browser() as client:
        made = Reader(client, f"/archive/{meeting}/transcript.en.vtt")
        async with client.get(made.address) as answer:
            made.whole, made.tag = await answer.read(), answer.headers["ETag"]
            assert answer.headers["Accept-Ranges"] == "bytes"
        yield made


async def test_a_range_is_sent_with_where_it_lies(reader: Reader) -> None:
    size = len(reader.whole)
    for asked, start, end in (
        ("bytes=0-0", 0, 1),
        ("bytes=10-19", 10, 20),
        ("bytes=10-", 10, size),
        ("bytes=-7", size - 7, size),
        (f"bytes=5-{size + 100}", 5, size),
        (f"bytes=-{size + 100}", 0, size),
        ("Bytes = 3-4", 3, 5),
    ):
        assert await reader.get(Range=asked) == (
            206,
            reader.whole[start:end],
            f"bytes {start}-{end - 1}/{size}",
        ), asked


async def test_where_there_is_nothing_it_says_how_much_there_is(reader: Reader) -> None:
    size = len(reader.whole)
    for asked in (f"bytes={size}-", f"bytes={size + 5}-{size + 9}", "bytes=-0"):
        assert await reader.get(Range=asked) == (416, b"", f"bytes */{size}"), asked


async def test_what_cannot_be_read_or_asks_for_several_gets_the_whole(reader: Reader) -> None:
    for asked in (
        "bytes=0-1,4-5",
        "bytes=5-2",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "lines=0-1",
        "bytes",
        "bytes=²-",
    ):
        assert await reader.get(Range=asked) == (200, reader.whole, None), asked


async def test_a_range_on_condition_holds_for_the_same_content_alone(reader: Reader) -> None:
    assert (await reader.get(Range="bytes=0-3", If_Range=reader.tag))[0] == 206
    for other in ('"another"', f"W/{reader.tag}", "Tue, 10 Feb 2026 00:00:00 GMT"):
        assert (await reader.get(Range="bytes=0-3", If_Range=other))[:2] == (200, reader.whole)


async def test_a_copy_that_is_good_beats_a_range_and_a_head_has_no_body(reader: Reader) -> None:
    assert (await reader.get(Range="bytes=0-3", If_None_Match=reader.tag))[:2] == (304, b"")
    assert await reader.get("HEAD") == (200, b"", None)
    assert await reader.get("HEAD", Range="bytes=0-3") == (200, b"", None)
