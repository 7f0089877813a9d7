"""Teams' protocol: an address that names its meeting, and the token that opens it."""

from __future__ import annotations

import pytest

from meetingsvc.captions.address import Address, BadAddressError
from meetingsvc.captions.teams import MalformedError, issue_url, read_address, repeated
from tests.captions.test_zoom import SECRET, query

ADDRESS = Address("0123ABCD", "en", 4, 1_795_400_000_000, "teams")
URL = issue_url("https://meetings.example.gov", SECRET, ADDRESS)


def test_its_address_has_the_form_that_tools_know() -> None:
    assert URL.startswith(
        "https://meetings.example.gov/cartcaption?meetingid=%7B%22mId%22%3A%220123ABCD%22%7D&token=0123ABCD.en.t.4."
    )
    assert read_address(query(f"{URL}&lang=en-us"), SECRET) == ADDRESS


@pytest.mark.parametrize("meeting", [None, "", "0123ABCD", "{}", "[1]", '{"mId":7}', "{"])
def test_without_a_meeting_in_its_form_an_address_is_malformed(meeting: str | None) -> None:
    with pytest.raises(MalformedError):
        read_address(query(URL, meetingid=meeting), SECRET)


@pytest.mark.parametrize("changes", [{"token": None}, {"token": "x"}, {"meetingid": '{"mId":"OTHER123"}'}])
def test_a_token_that_is_not_that_meetings_is_refused(changes: dict[str, str | None]) -> None:
    with pytest.raises(BadAddressError):
        read_address(query(URL, **changes), SECRET)


def test_nobody_says_a_line_again_in_less_time_than_it_takes() -> None:
    line = "x" * 100
    assert repeated(line, line, 3_999)
    assert not repeated(line, line, 4_000)
    assert not repeated("Aye.", "Aye.", 400)
    assert not repeated("Aye.", "Nay.", 10)
