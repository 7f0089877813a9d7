"""Our own protocol: postings in JSON, and the key that opens a track to them."""

from __future__ import annotations

import pytest

from meetingsvc.captions.address import Address, BadAddressError
from meetingsvc.captions.own import Growing, MalformedError, Sent, command, issue_url, read, read_address
from meetingsvc.domain.commands import Addition
from meetingsvc.domain.spoken import Word
from tests.captions.test_zoom import SECRET, query

ADDRESS = Address("0123ABCD", "en", 4, 1_795_400_000_000, "own")
URL = issue_url("https://meetings.example.gov", SECRET, ADDRESS)


def test_its_key_stands_in_the_query_or_in_a_header() -> None:
    assert URL.startswith("https://meetings.example.gov/m/0123ABCD/captions/en?key=")
    key = query(URL)["key"]
    assert read_address("", query(URL), SECRET) == ADDRESS
    assert read_address(f"Bearer {key}", {}, SECRET) == ADDRESS
    with pytest.raises(BadAddressError):
        read_address("Bearer x", query(URL), SECRET)


def test_a_posting_has_times_speakers_confidence_and_words() -> None:
    body = (
        b'{"id":"a-1","cues":[{"text":"Hello","began":1,"ended":900,"speaker":"Mayor","confidence":93,'
        b'"words":[{"text":"Hello","began":1,"ended":900,"confidence":93}]}]}'
    )
    cue = Addition("Hello", 1, 900, "Mayor", 93, (Word("Hello", 1, 900, 93),))
    assert read(body) == Sent("a-1", (cue,))
    made = command(read(body), ADDRESS)
    assert made is not None
    assert (made.track, made.source, made.added) == ("en", "own:4:0", (cue,))


def test_a_line_that_grows_and_a_heartbeat_are_kept_nowhere() -> None:
    assert read(b'{"partial":{"cue":"x","text":"Hel"}}') == Sent(partial=Growing("x", "Hel"))
    assert command(read(b"{}"), ADDRESS) is None
    assert command(read(b'{"partial":{"cue":"x","text":"Hel"}}'), ADDRESS) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"cues":[{"text":"no id"}]}',
        b'{"id":"a","cues":[{"text":""}]}',
        b'{"id":"a","x":1}',
        b"\xff",
    ],
)
def test_what_is_no_posting_is_refused(body: bytes) -> None:
    with pytest.raises(MalformedError):
        read(body)
