"""Requests with a Content-Length in characters, on one connection, cut into pieces in every way."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.captions.overrun import HEAD_LIMIT, Overrun


def request(body: bytes, length: int | None = None, path: str = "/closedcaption?id=1&seq=2") -> bytes:
    """Write a request; its Content-Length is right unless another is given."""
    length = len(body) if length is None else length
    return (
        f"POST {path} HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n"
    ).encode() + body


def mended(body: bytes) -> bytes:
    """Write the request as the parser sees it once its length is mended."""
    return (
        b"POST /closedcaption?id=1&seq=2 HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\n"
        b"Content-Length: %d\r\nConnection: close\r\nX-Caption-Overrun: 1\r\n\r\n" % len(body)
    ) + body


SPANISH = "Se abre la sesión — ¡buenas noches!".encode()
CHARACTERS = len(SPANISH.decode())
GET = b"GET /closedcaption/seq?id=1 HTTP/1.1\r\nHost: h\r\n\r\n"


def fed(*pieces: bytes) -> tuple[bytes, bool]:
    """Give what the parser sees of these pieces, and whether the connection is broken after them."""
    connection = Overrun()
    return b"".join(connection.feed(piece) for piece in pieces), connection.broken


def test_a_length_in_characters_is_mended_to_all_that_came() -> None:
    assert fed(request(SPANISH, CHARACTERS)) == (mended(SPANISH), False)


def test_the_length_is_found_however_it_is_written_and_the_connection_is_not_kept() -> None:
    raw = (
        b"POST /closedcaption HTTP/1.1\r\nCONTENT-length:1\r\nConnection: keep-alive\r\nX: y\r\n\r\n\xc3\xa9"
    )
    seen = (
        b"POST /closedcaption HTTP/1.1\r\nX: y\r\n"
        b"Content-Length: 2\r\nConnection: close\r\nX-Caption-Overrun: 1\r\n\r\n\xc3\xa9"
    )
    assert fed(raw) == (seen, False)


def test_what_comes_in_after_a_request_was_passed_on_ends_the_connection() -> None:
    whole = request(SPANISH, CHARACTERS)
    told = len(whole) - len(SPANISH) + CHARACTERS
    assert fed(whole[:told], whole[told:]) == (whole[:told], True)
    assert fed(whole[:-2], whole[-2:], request(b"more")) == (mended(SPANISH[:-2]), True)


@given(st.lists(st.integers(0, 400), max_size=6))
def test_requests_that_are_right_pass_unchanged_however_they_are_cut(cuts: list[int]) -> None:
    whole = request(SPANISH) + GET + request(b"") + request(b"GET the vote.") + GET
    places = sorted({0, *(min(cut, len(whole)) for cut in cuts), len(whole)})
    pieces = [whole[start:end] for start, end in pairwise(places)]
    assert fed(*pieces) == (whole, False)


def test_a_line_end_that_was_not_counted_is_no_overrun() -> None:
    assert fed(request(b"Hello") + b"\r\n", request(b"There"), b"\r\n") == (
        request(b"Hello") + request(b"There"),
        False,
    )


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_whatever_is_not_for_the_caption_path_passes_untouched(first: bytes, second: bytes) -> None:
    for start in (b"GET / HTTP/1.1\r\n", b"POST /m/0123ABCD/requests HTTP/1.1\r\n", b"\x16\x03\x01"):
        assert fed(start + first, second) == (start + first + second, False)


def test_chunks_upgrades_and_what_is_too_large_are_left_to_the_parser() -> None:
    for head in (
        b"POST /closedcaption HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST /closedcaption HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST /closedcaption HTTP/1.1\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n",
        b"POST /closedcaption HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n",
        b"POST /closedcaption HTTP/1.1\r\n\r\n",
        b"POST /closedcaption HTTP/1.1\r\n" + b"X: y\r\n" * HEAD_LIMIT,
    ):
        assert fed(head + b"anything", b"more") == (head + b"anything" + b"more", False)
