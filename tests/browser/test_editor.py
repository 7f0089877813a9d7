"""The transcript's editor in a browser: lines mended, replaced, taken out, turns confirmed, all by key."""

from __future__ import annotations

import asyncio

from playwright.async_api import Page, Route, expect

from meetingsvc.domain import commands as c
from meetingsvc.domain.roles import Actor
from meetingsvc.domain.spoken import BLOT
from tests.browser.stage import LAPTOP, PHONE, Stage
from tests.support.rules import rule
from tests.support.scenario import CLERK

LINES = (
    "Good evening, I am Sherry De Franso.",
    "I live at 12 Elm Court with my daughter Lily.",
    "The trees on Jeffersen Street shade the walk.",
    "Save the trees of Jeffersen Street.",
)


async def held(stage: Stage, *, over: bool = True) -> str:
    """A meeting in which one person has spoken these lines, and a walk-up one more."""
    meeting = await stage.live()
    now = stage.server.installation.service.clock.now
    ann = Actor("pann", frozenset({"attendee"}))
    await stage.do(meeting, c.AskToSpeak(period=1, name="Sherry DeFranzo"), actor=ann)
    await stage.do(
        meeting,
        c.PassName(ticket=1),
        c.OpenTrack(language="es", kind="interpreter"),
        c.CallNext(period=1),
        c.StartTurn(turn=1),
    )
    for text in LINES:
        await stage.do(meeting, c.AddCue(track="en", text=text, began=now(), ended=now()))
    await stage.do(meeting, c.AddCue(track="es", text="Vivo en 12 Elm Court.", began=now(), ended=now()))
    await stage.do(meeting, c.EndTurn(turn=1), c.WalkUp(believes=None))
    await stage.do(meeting, c.AddCue(track="en", text="I say no.", began=now(), ended=now()))
    await stage.do(meeting, c.EndTurn(turn=2))
    if over:
        await stage.do(meeting, c.Adjourn())
    return meeting


async def editor(stage: Stage, meeting: str, **window: object) -> Page:
    """The clerk's editor, the first line having the focus."""
    person = await stage.person(window=LAPTOP, staff=("clerk",), **window)  # type: ignore[arg-type]  # a user's name
    await person.page.goto(f"/archive/{meeting}/edit")
    await expect(person.page.locator(".said-text")).to_have_count(len(LINES) + 1)
    await expect(person.page.locator(".said-text").first).to_be_focused()
    return person.page


async def texts(stage: Stage, meeting: str) -> list[str | None]:
    """What the English track shows."""
    return [cue.text for cue in await stage.server.installation.service.cues(meeting, "en", limit=None)]


@rule("R38")
async def test_a_line_is_mended_split_merged_and_all_of_it_undone_by_keyboard(stage: Stage) -> None:
    meeting = await held(stage)
    page = await editor(stage, meeting)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    field = page.get_by_label("Text of this line")
    await expect(field).to_be_focused()
    await field.fill("I live at 12 Elm Court.")
    await page.keyboard.press("Enter")
    await expect(page.locator(".said-text").nth(1)).to_contain_text("I live at 12 Elm Court.")
    await expect(page.locator(".said-text").nth(1)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(field).to_be_focused()
    for _ in "I live":
        await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".said-text")).to_have_count(len(LINES) + 2)
    assert (await texts(stage, meeting))[1] == "I live\nat 12 Elm Court."
    await page.keyboard.press("m")
    await expect(page.locator(".said-text")).to_have_count(len(LINES) + 1)
    await page.keyboard.press("m")
    await expect(page.locator(".said-text")).to_have_count(len(LINES))
    assert (await texts(stage, meeting))[1:3] == ["I live at 12 Elm Court. " + LINES[2], ""]
    for _ in range(4):
        await page.keyboard.press("u")
        await expect(page.locator(".said-text").nth(1)).to_be_focused()
    await expect(page.locator(".said-text").nth(1)).to_contain_text(LINES[1])
    assert (await texts(stage, meeting))[:4] == list(LINES)


@rule("R38")
async def test_a_name_misspelt_throughout_is_replaced_where_the_editor_says_so(stage: Stage) -> None:
    meeting = await held(stage)
    page = await editor(stage, meeting)
    await page.keyboard.press("f")
    await expect(page.get_by_label("Find", exact=True)).to_be_focused()
    await page.keyboard.type("Jeffersen")
    await page.get_by_label("Replace with").fill("Jefferson")
    await expect(page.locator(".hits li")).to_have_count(2)
    await expect(page.locator(".hits ins").first).to_have_text("Jefferson")
    await page.locator(".hits input").last.uncheck()
    await page.get_by_role("button", name="Replace in 1 place").click()
    await expect(page.locator(".hits li")).to_have_count(1)
    assert (await texts(stage, meeting))[2:4] == [LINES[2].replace("Jeffersen", "Jefferson"), LINES[3]]
    await page.get_by_role("button", name="Show").focus()
    await page.keyboard.press("Escape")
    await expect(page.locator(".said-text").first).to_be_focused()  # the keys act again


@rule("R44")
async def test_turns_are_confirmed_named_split_and_given_to_the_dais_by_keyboard(stage: Stage) -> None:
    meeting = await held(stage)
    page = await editor(stage, meeting)
    await expect(page.locator(".editor-turns .soft[role=status]")).to_have_text("2 to confirm")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("x")
    await expect(page.locator(".editor-turns .soft[role=status]")).to_have_text("3 to confirm")
    await page.keyboard.press("Home")
    await page.keyboard.press("y")
    await expect(page.locator(".editor-turns .soft[role=status]")).to_have_text("2 to confirm")
    await expect(page.locator(".said-text").nth(2)).to_be_focused()  # where the second part begins
    await page.keyboard.press("y")
    await expect(page.locator(".editor-turns .soft[role=status]")).to_have_text("1 to confirm")
    await expect(page.locator(".said-text").last).to_be_focused()  # the next that is to be looked at
    await page.keyboard.press("n")
    await page.get_by_label("Name, as given").fill("Bo Li")
    await page.keyboard.press("Enter")
    await expect(page.locator(".turn-entry b").last).to_have_text("Bo Li")
    await expect(page.locator(".said-text").last).to_be_focused()
    await page.keyboard.press("d")
    await expect(page.locator(".editor-turns .soft[role=status]")).to_have_text("All confirmed")
    state = await stage.server.installation.service.state(meeting)
    assert [(turn.confirmed, turn.dais) for turn in map(state.turns.get, state.turn_order) if turn] == [
        (True, False),
        (True, False),
        (True, True),
    ]


@rule("R44")
async def test_a_turn_just_split_is_looked_at_next_though_its_lines_are_not_fetched_anew_yet(
    stage: Stage,
) -> None:
    meeting = await held(stage)
    page = await editor(stage, meeting)
    status = page.locator(".editor-turns .soft[role=status]")
    for _ in range(2):
        await page.keyboard.press("ArrowDown")
    fetched = asyncio.Event()

    async def held_back(route: Route) -> None:
        await fetched.wait()
        await route.continue_()

    await page.route("**/lines?*", held_back)
    await page.keyboard.press("x")
    await expect(status).to_have_text("3 to confirm")
    await page.keyboard.press("Home")
    await page.keyboard.press("y")
    await expect(status).to_have_text("2 to confirm")
    await expect(page.locator(".said-text").nth(2)).to_be_focused()
    fetched.set()
    await page.unroute_all(behavior="wait")


@rule("R29")
async def test_words_are_taken_out_in_every_track_at_once(stage: Stage) -> None:
    meeting = await held(stage)
    page = await editor(stage, meeting)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("r")
    for number, words in enumerate((("12", "Elm", "Court"), ("12", "Elm", "Court"))):
        line = page.locator(".redact-words").nth(number)
        for word in words:
            await line.get_by_role("button", name=word, exact=True).click()
    await page.get_by_role("button", name="Take out", exact=True).click()
    await expect(page.locator(".said-text").nth(1)).to_contain_text(
        f"I live at {BLOT} with my daughter Lily."
    )
    service = stage.server.installation.service
    spanish = await service.cues(meeting, "es", limit=None)
    assert [cue.text for cue in spanish] == [f"Vivo en {BLOT}."]
    assert (await service.cues(meeting, "en", limit=None))[1].received is None


async def test_two_who_mend_one_line_see_each_other_and_nothing_typed_is_lost(stage: Stage) -> None:
    meeting = await held(stage)
    one = await editor(stage, meeting)
    other = await editor(stage, meeting, username="second")
    for page, text in ((one, "Good evening."), (other, "Good evening, all.")):
        await page.keyboard.press("Enter")
        await page.get_by_label("Text of this line").fill(text)
    await one.keyboard.press("Enter")
    await expect(one.locator(".said-text").first).to_contain_text("Good evening.")
    await other.keyboard.press("Enter")
    await expect(other.locator(".mend .error")).to_contain_text("It now reads: “Good evening.”")
    await expect(other.get_by_label("Text of this line")).to_have_value("Good evening, all.")
    await other.keyboard.press("Enter")
    await expect(one.locator(".said-text").first).to_contain_text("Good evening, all.")
    assert (await texts(stage, meeting))[0] == "Good evening, all."


async def test_the_glossary_s_spelling_is_offered_and_taken_at_one_key(stage: Stage) -> None:
    meeting = await held(stage)
    await stage.server.installation.service.glossaries.save(CLERK, "council", 0, "Sherry DeFranzo")
    page = await editor(stage, meeting)
    await expect(page.locator(".near")).to_have_text("Sherry De Franso")
    await page.keyboard.press("g")
    await expect(page.locator(".near")).to_have_count(0)
    assert (await texts(stage, meeting))[0] == "Good evening, I am Sherry DeFranzo."


async def test_what_comes_while_the_meeting_goes_on_appears(stage: Stage) -> None:
    meeting = await held(stage, over=False)
    page = await editor(stage, meeting)
    await stage.do(meeting, c.AddCue(track="en", text="One more thing."))
    await expect(page.locator(".said-text").last).to_contain_text("One more thing.")


async def test_on_a_phone_the_lines_come_first_and_nothing_is_cut_off(stage: Stage) -> None:
    meeting = await held(stage)
    person = await stage.person(window=PHONE, staff=("clerk",))
    await person.page.goto(f"/archive/{meeting}/edit")
    await expect(person.page.locator(".said-text")).to_have_count(len(LINES) + 1)
    widths = await person.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]


@rule("R44")
async def test_a_turn_that_nobody_captioned_is_confirmed_from_the_list(stage: Stage) -> None:
    meeting = await held(stage, over=False)
    await stage.do(meeting, c.WalkUp(believes=None), c.EndTurn(turn=3), c.Adjourn())
    page = await editor(stage, meeting)
    await page.keyboard.press("y")
    await expect(page.locator(".said-text").last).to_be_focused()
    await page.keyboard.press("y")
    await expect(page.locator(".editor-turns .soft[role=status]")).to_have_text("1 to confirm")
    bare = page.locator(".turn-bare")
    await expect(bare).to_contain_text("No caption in this turn")
    await expect(bare.get_by_role("button", name="Confirm", exact=True)).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator(".editor-turns .soft[role=status]")).to_have_text("All confirmed")
    await expect(page.locator(".said-text[tabindex='0']")).to_be_focused()
