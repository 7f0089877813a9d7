"""The transcript as a page that stands alone: its headings, names, languages, and nothing that could run."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from meetingsvc.domain.texts import Track
from meetingsvc.export.edition import Edition
from meetingsvc.export.html import POLICY, STYLE, page
from meetingsvc.i18n import Catalogs, Translator
from meetingsvc.readmodel.transcript import Line, Who
from tests.export.editions import LINES, edition, line, whole
from tests.support.rules import rule


def parsed(made: Edition, t: Translator) -> Any:
    """Read the page of an edition."""
    return html.document_fromstring(whole(page, made, t).decode())


def outline(read: Any) -> list[tuple[str, str]]:
    """Give headings and lines in their order."""
    found = read.xpath("//h1 | //main//h2 | //main//h3 | //main//span[@id]")
    return [(each.tag, " ".join(each.text_content().split())) for each in found]


def test_the_page_has_headings_by_item_and_speaker_and_every_line(english: Translator) -> None:
    assert outline(parsed(edition(), english)) == [
        ("h1", "Regular meeting"),
        ("h2", "1. Call to order"),
        ("span", "Good evening, and welcome."),
        ("h3", "Mayor Ode"),
        ("span", "The meeting is called to order."),
        ("h2", "2. Public comment (3 minutes & no <more>)"),
        ("h3", "Ana Ruiz"),
        ("span", "My name is Ana."),
        ("span", "I live here."),
        ("span", "[withheld]"),
        ("h3", "Speaker 15"),
        ("span", "I have no name."),
        ("h3", "Walk-up speaker"),
        ("span", "Nor I."),
        ("h3", "Dais"),
        ("span", "We heard you."),
        ("span", "Who was that?"),
    ]


def test_every_line_and_item_has_a_name_that_stands_once_and_every_link_leads_to_one(
    english: Translator,
) -> None:
    back = [*LINES, line(10, 76_000, 77_000, "Piece.", piece=2)]
    again = Line(cue=11, began=80_000, ended=81_000, text="Item 1 again.", item=1)
    read = parsed(edition([*back, again]), english)
    names = read.xpath("//@id")
    assert len(names) == len(set(names))
    assert {"c-en-1", "c-en-10-2", "item-1", "item-2"} <= set(names)
    assert {link.removeprefix("#") for link in read.xpath("//a/@href") if link.startswith("#")} <= set(names)


@pytest.mark.parametrize(("ends", "lengths"), [(".", [6, 6, 4]), ("।", [6, 6, 4]), (",", [14, 2])])
def test_a_paragraph_ends_with_a_sentence_or_where_it_is_long(
    english: Translator, ends: str, lengths: list[int]
) -> None:
    ana = Who(turn=1, ticket=14, name="Ana Ruiz")
    spoken = [line(at, at * 1_000, at * 1_000 + 900, f"Line {at}{ends}", ana) for at in range(1, 17)]
    read = parsed(edition(spoken), english)
    assert [len(each.xpath("./span")) for each in read.xpath("//main/p")] == lengths


@rule("R36")
def test_languages_and_directions_are_said_where_they_change(catalogs: Catalogs) -> None:
    arabic = Translator(catalogs.by_code["ar"])
    made = edition([line(1, 1_000, 2_000, "مرحبا", Who(turn=1, ticket=7))])
    made = edition(made.lines, tracks=made.meeting.tracks.set("en", Track("en", "ar", "captions", 0)))
    read = parsed(made, arabic)
    assert (read.get("lang"), read.get("dir")) == ("ar", "rtl")
    [main] = read.xpath("//main")
    assert (main.get("lang"), main.get("dir")) == ("ar", "rtl")
    assert read.xpath("//h2/bdi/@lang") == ["en"]
    assert read.xpath("//h3/bdi/@lang") == ["ar"]


@rule("R44")
def test_a_draft_says_so_above_everything(english: Translator) -> None:
    [said] = parsed(edition(transcript_published=False), english).xpath("//*[@role='note']")
    assert said.text_content().split("\n")[1] == "Draft: the clerk has not yet published this transcript."
    assert parsed(edition(), english).xpath("//*[@role='note']") == []


def test_nothing_in_the_page_runs_or_comes_from_elsewhere(english: Translator) -> None:
    read = parsed(edition(), english)
    assert read.xpath("//script | //link | //img | //iframe | //@style | //@src") == []
    assert read.xpath("//style/text()") == [STYLE]
    assert "default-src 'none'" in POLICY


def test_the_style_knows_no_left_and_no_right() -> None:
    assert re.findall(r"\b(?:left|right)\b", STYLE) == []


hostile = st.text(max_size=30) | st.sampled_from(
    ["</main>", "<script>alert(1)</script>", '"', "&amp;", "-->", "'"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(st.tuples(hostile, hostile), max_size=4), title=hostile)
def test_whatever_is_said_and_whoever_says_it_is_text(
    english: Translator, said: list[tuple[str, str]], title: str
) -> None:
    spoken = [
        line(at, at * 1_000, at * 1_000 + 900, words, Who(name=name))
        for at, (words, name) in enumerate(said, 1)
    ]
    read = parsed(edition(spoken, title=title or "x"), english)
    assert read.xpath("//script") == []
    assert len(read.xpath("//main//span[@id]")) == len(spoken)
    assert len(read.xpath("/html/body/main")) == 1
