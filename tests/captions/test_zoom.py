"""The address that a caption tool gets: signed, and whole whatever tools append to it."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from multidict import MultiDict

from meetingsvc.captions.address import Address, BadAddressError, read_number
from meetingsvc.captions.zoom import issue_url, language, read_address, same_language, timestamp

SECRET = b"s" * 32
URL = issue_url("https://meetings.example.gov", SECRET, "0123ABCD", "zh-Hant", 3, 1_770_768_000_999)


def query(url: str = URL, **changes: Any) -> MultiDict[str]:
    """Give the query of an address, with parameters changed or, by None, left out."""
    found = MultiDict(parse_qsl(urlsplit(url).query))
    for name, value in changes.items():
        found.popall(name, None)
        if value is not None:
            found[name] = value
    return found


def test_an_address_has_the_form_that_tools_know() -> None:
    start, _, signature = URL.rpartition("&signature=")
    assert start == (
        "https://meetings.example.gov/closedcaption"
        "?id=0123ABCD&ns=zh-Hant.3&expire=1770768000&sparams=id,ns,expire"
    )
    assert len(signature) == 43


def test_an_address_says_who_may_post_where_and_until_when() -> None:
    address = Address("0123ABCD", "zh-Hant", 3, 1_770_768_000_000)
    assert read_address(query(), SECRET) == address
    assert read_address(query(f"{URL}&seq=7&lang=zh-TW&id=OTHER"), SECRET) == address


@pytest.mark.parametrize("replaced", ["/closedcaption/seq?", "/closedcaption?lang=en&"])
def test_a_tool_may_replace_what_stands_before_the_query(replaced: str) -> None:
    rewritten = URL.replace("/closedcaption?", replaced)
    assert urlsplit(rewritten).path in ("/closedcaption/seq", "/closedcaption")
    assert read_address(query(rewritten), SECRET).track == "zh-Hant"


@pytest.mark.parametrize(
    "changes",
    [
        {"id": None},
        {"id": "0123ABCE"},
        {"id": "0123ABCD|zh-Hant"},
        {"ns": None},
        {"ns": "zh-Hant"},
        {"ns": "zh-Hant.4"},
        {"ns": "zh-Hant.\u0663"},
        {"ns": ".3"},
        {"ns": "en.3"},
        {"expire": None},
        {"expire": "1770768001"},
        {"expire": "9" * 400},
        {"expire": "-1"},
        {"sparams": None},
        {"sparams": "id,ns"},
        {"signature": None},
        {"signature": ""},
        {"signature": "\u00e9\ud800"},
    ],
)
def test_an_address_with_anything_changed_is_none(changes: dict[str, Any]) -> None:
    with pytest.raises(BadAddressError):
        read_address(query(**changes), SECRET)


def test_an_address_signed_with_another_secret_is_none() -> None:
    with pytest.raises(BadAddressError):
        read_address(query(), b"t" * 32)


def test_the_last_number_that_was_appended_counts() -> None:
    assert read_number(["3", "4"]) == 4
    assert read_number(["0"]) == 0


@pytest.mark.parametrize("values", [[], [""], ["-1"], ["1.5"], ["1", "x"], ["9" * 16], ["\u0661"]])
def test_what_is_no_number_of_a_caption_is_refused(values: list[str]) -> None:
    with pytest.raises(BadAddressError):
        read_number(values)


def test_the_japanese_of_zooms_own_pages_is_japanese() -> None:
    tags = ["jp-JP", "JP", "ja-JP", "en-US", " es ", ""]
    assert [language([tag]) for tag in tags] == ["ja-JP", "ja", "ja-JP", "en-US", "es", ""]
    assert (language([]), language(["en", "jp-JP"])) == ("", "ja-JP")


def test_a_tool_writes_its_tracks_language_in_whatever_country_or_says_nothing() -> None:
    said = ["en-US", "EN", "", "es", language(["jp-JP"])]
    assert [same_language(each, "en") for each in said] == [True, True, True, False, False]
    assert same_language(language(["jp-JP"]), "ja")


def test_an_answer_is_the_servers_time() -> None:
    assert timestamp(1_770_768_000_007) == "2026-02-11T00:00:00.007Z"
