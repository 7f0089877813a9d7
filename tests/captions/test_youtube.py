"""YouTube's protocol: its key, its timed lines, its answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.captions.address import Address, BadAddressError
from meetingsvc.captions.youtube import Timed, issue_url, read, read_address, timestamp
from tests.captions.test_zoom import SECRET, query
from tests.captions.tool import Tool
from tests.support.scenario import START

NOW = 1_795_300_770_000
"""2026-11-21T22:39:30Z."""

ADDRESS = Address("0123ABCD", "en", 4, 1_795_400_000_000, "youtube")
URL = issue_url("https://meetings.example.gov", SECRET, ADDRESS)


def test_its_address_has_one_parameter_that_no_tool_changes() -> None:
    assert URL.startswith("https://meetings.example.gov/closedcaption?cid=0123ABCD.en.y.4.1795400000.")
    assert read_address(query(f"{URL}&seq=1"), SECRET) == ADDRESS


@pytest.mark.parametrize("changes", [{"cid": None}, {"cid": ""}, {"cid": "a.b.y.1.2.x"}, {"cid": "x" * 500}])
def test_a_key_that_is_not_ours_is_refused(changes: dict[str, str | None]) -> None:
    with pytest.raises(BadAddressError):
        read_address(query(URL, **changes), SECRET)


def test_a_key_of_another_protocol_is_refused() -> None:
    other = query(URL, cid=query(URL)["cid"].replace(".y.", ".s."))
    with pytest.raises(BadAddressError):
        read_address(other, SECRET)


def test_one_posting_holds_many_captions_with_or_without_a_region() -> None:
    body = (
        "2026-11-21T22:39:26.492 region:reg1#cue1\nline one<br>line two\n"
        "2026-11-21T22:39:28.100\nnext line\n\n2026-11-21T22:39:29 [region:reg1#cue1]\nlast\n"
    )
    assert read(body, NOW) == (
        Timed("line one\nline two", NOW - 3_508),
        Timed("next line", NOW - 1_900),
        Timed("last", NOW - 1_000),
    )


def test_a_stamp_without_a_caption_and_an_empty_body_say_nothing() -> None:
    assert read("", NOW) == read(" \n\n", NOW) == read("2026-11-21T22:39:28.100\n", NOW) == ()


def test_a_stamp_of_a_wrong_clock_is_no_time() -> None:
    body = "2012-01-01T10:00:00.000 region:reg1#cue1\nNever\n2026-13-41T99:00:00.000\ngonna\n"
    assert read(body, NOW) == (Timed("Never", None), Timed("gonna", None))


def test_its_answer_is_the_time_without_a_z() -> None:
    assert timestamp(NOW - 3_508) == "2026-11-21T22:39:26.492\n"


def test_captions_stand_at_their_times_in_order() -> None:
    tool = Tool("youtube")
    tool.posts(0, "2026-02-11T00:00:55.000\nGood evening.\n2026-02-11T00:00:57.250\nPlease rise.\n")
    assert [(cue.began - START, cue.ended - START, cue.text) for cue in tool.track.recent] == [
        (55_000, 56_000, "Good evening."),
        (57_250, 58_250, "Please rise."),
    ]
    assert not any(cue.estimated for cue in tool.track.recent)


def test_a_posting_is_taken_once_though_its_tool_starts_again() -> None:
    body = "2026-02-11T00:00:55.000\nGood evening.\n2026-02-11T00:00:57.250\nPlease rise.\n"
    tool = Tool("youtube")
    for seq in (7, 7, 8, 0):
        tool.posts(seq, body)
        tool.forgets()
    assert tool.shown == ["Good evening.", "Please rise."]


def test_a_caption_that_grows_is_one_cue() -> None:
    tool = Tool("youtube")
    for seq, text in enumerate(["This", "This is", "This is it."]):
        tool.posts(seq, f"2026-02-11T00:00:5{seq}.000\n{text}\n")
    assert tool.shown == ["This is it."]


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=30), max_size=6).map("\n".join))
def test_any_body_can_be_read_and_loses_no_word(body: str) -> None:
    words = " ".join(caption.text for caption in read(body, NOW)).split()
    assert [word for word in words if word.isalpha()] == [
        word for word in body.replace("<br>", " ").split() if word.isalpha()
    ]
