"""axe-core finds nothing on any page in any language, nor in the dark (R36)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.async_api import ViewportSize

from meetingsvc.domain import commands as c
from meetingsvc.i18n import LANGUAGES
from tests.browser.stage import LAPTOP, PHONE, Person, Stage
from tests.browser.tour import tour
from tests.support.rules import rule
from tests.support.sources import ROOT

AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text()
RUN = """
async () => (await axe.run({
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
})).violations.map((each) => [each.id, each.nodes.map((node) => node.html.slice(0, 160))])
"""


async def violations(person: Person, path: str) -> list[Any]:
    """What axe finds on a page once it has settled, sideways scrolling included."""
    await person.page.goto(path)
    await person.page.wait_for_load_state("networkidle")
    await person.page.evaluate(AXE)
    found: list[Any] = await person.page.evaluate(RUN)
    wide = await person.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, "scrolls sideways"] if wide else found


@rule("R36")
@pytest.mark.parametrize(
    ("lang", "scheme"),
    [
        ("en", "light"),
        ("en", "dark"),
        ("ar", "light"),
        # The same pages with other words: what the three above do not find is seldom found in these.
        *(
            pytest.param(code, "light", marks=pytest.mark.proof)
            for code in LANGUAGES
            if code not in ("en", "ar")
        ),
    ],
)
async def test_axe_finds_nothing_on_any_page(stage: Stage, lang: str, scheme: str) -> None:
    public = await stage.person(lang, PHONE, color_scheme=scheme, bypass_csp=True)
    staff = await stage.person(
        lang, LAPTOP, staff=("clerk", "captioner"), color_scheme=scheme, bypass_csp=True
    )
    found = {}
    async for stop in tour(stage):
        if broken := await violations(staff if stop.staff else public, stop.path):
            found[stop.name] = broken
    assert found == {}, json.dumps(found, indent=1)


@rule("R36")
@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
async def test_axe_finds_nothing_in_the_transcript_that_can_be_kept(
    stage: Stage, scheme: str, width: int
) -> None:
    meeting = await stage.live()
    now = stage.server.installation.service.clock.now
    await stage.do(meeting, c.OpenTrack(language="ar", kind="translation"), c.WalkUp(believes=None))
    for track, text in (("en", "Good evening, and welcome."), ("ar", "مساء الخير.")):
        await stage.do(meeting, c.AddCue(track=track, text=text, began=now(), ended=now()))
    await stage.do(meeting, c.EndTurn(turn=1), c.StartItem(item=3))
    await stage.do(meeting, c.AddCue(track="en", text="We are adjourned."), c.Adjourn())
    window = ViewportSize(width=width, height=700)
    reader = await stage.person("en", window, color_scheme=scheme, bypass_csp=True)
    for track in ("en", "ar"):
        assert await violations(reader, f"/archive/{meeting}/transcript.{track}.html") == []
