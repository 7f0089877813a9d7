"""The clerk's desk in a browser: a whole comment period by keyboard alone, walk-ups, cards, names, the end.

What the screen shows is asked for by role and by word, and what it did is read from the meeting's state.
"""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect

from meetingsvc.domain import commands as c
from meetingsvc.domain.roles import Actor
from meetingsvc.domain.spoken import BLOT
from meetingsvc.domain.state import Meeting
from tests.browser.stage import LAPTOP, Stage
from tests.support.rules import rule


async def desk(stage: Stage, meeting: str, username: str = "dee") -> Page:
    """A clerk's desk that is ready for keys."""
    person = await stage.person(window=LAPTOP, staff=("clerk",), username=username)
    await person.page.goto(f"/m/{meeting}/clerk")
    await expect(person.page.locator("html[data-app=ready]")).to_be_attached()
    await person.page.locator("body").click(position={"x": 640, "y": 796})
    return person.page


async def ask(stage: Stage, meeting: str, *names: str) -> None:
    """One person for each name asks to speak from home; "" gives none."""
    for number, name in enumerate(names, 1):
        person = Actor(f"person-{number}", frozenset({"attendee"}))
        await stage.do(meeting, c.AskToSpeak(period=1, name=name), actor=person)


async def state(stage: Stage, meeting: str) -> Meeting:
    """The meeting as the server has it."""
    return await stage.server.installation.service.state(meeting)


def floor(page: Page) -> Locator:
    """The panel on top: who has the floor."""
    return page.locator("#floor")


@rule("R4")
async def test_a_comment_period_is_held_by_keyboard_alone(stage: Stage) -> None:
    meeting = await stage.live()
    await ask(stage, meeting, "Ana Pérez", "", "Bo Chen")
    page = await desk(stage, meeting)
    press = page.keyboard.press

    await press("p")  # R2: the name of who is next
    await expect(page.locator("#queue").get_by_text("Name not passed")).to_have_count(1)
    for who in ("Ana Pérez", "Speaker 2"):
        await press("n")
        await expect(floor(page)).to_contain_text("Called to the floor")
        await expect(floor(page).locator(".speaker-name")).to_have_text(who)
        await press("Space")
        await expect(floor(page)).to_contain_text("Now speaking")
        await press("e")
        await expect(floor(page)).to_contain_text("The floor is free")

    await press("w")
    await expect(floor(page).locator(".speaker-name")).to_have_text("Walk-up speaker")
    await press("+")
    await expect(floor(page)).to_contain_text("3 minutes, 30 seconds")
    await press("Space")
    await expect(floor(page)).to_contain_text("Clock paused")
    await press("i")
    await expect(page.get_by_label("Name, as given")).to_be_focused()
    await page.keyboard.type("Kai Moana")
    await press("Enter")
    await expect(floor(page).locator(".speaker-name")).to_have_text("Kai Moana")

    await press("n")  # ends the turn and calls the last
    await expect(floor(page).locator(".speaker-name")).to_have_text("Bo Chen")
    held = await state(stage, meeting)
    turns = [held.turns[number] for number in held.turn_order]
    assert [(held.turn_name(turn), turn.ticket, turn.status) for turn in turns] == [
        ("Ana Pérez", 1, "ended"),
        ("", 2, "ended"),
        ("Kai Moana", None, "ended"),
        ("", 3, "called"),
    ]


async def test_a_key_pressed_twice_calls_one_person(stage: Stage) -> None:
    meeting = await stage.live()
    await ask(stage, meeting, "", "")
    page = await desk(stage, meeting)
    await page.keyboard.press("n")
    await page.keyboard.press("n")
    await expect(floor(page).locator(".speaker-name")).to_have_text("Speaker 1")
    assert (await state(stage, meeting)).turn_order == (1,)


@rule("R23")
async def test_what_the_rules_forbid_is_greyed_out_and_says_why(stage: Stage) -> None:
    meeting = await stage.live()
    await ask(stage, meeting, "")
    page = await desk(stage, meeting)
    await page.keyboard.press("n")
    no_show = page.get_by_role("button", name="No-show")
    await expect(no_show).to_have_attribute("aria-disabled", "true")
    await expect(no_show).to_have_accessible_description("Call a second time first.")
    await page.keyboard.press("x")
    await expect(page.locator(".toasts")).to_contain_text("Call a second time first.")
    await page.keyboard.press("a")
    await expect(floor(page)).to_contain_text("Called 2 times")
    assert (await state(stage, meeting)).turns[1].calls == 2


async def test_a_slip_is_taken_back_until_the_next_call(stage: Stage) -> None:
    meeting = await stage.live()
    await ask(stage, meeting, "")
    page = await desk(stage, meeting)
    await page.keyboard.press("n")
    await page.get_by_role("button", name="Undo the call").click()
    await expect(floor(page)).to_contain_text("The floor is free")
    await page.keyboard.press("n")
    await expect(floor(page)).to_contain_text("Called to the floor")
    await page.keyboard.press("Space")
    await expect(floor(page)).to_contain_text("Now speaking")
    await page.keyboard.press("e")
    await expect(page.get_by_role("button", name="Reopen the turn")).to_be_visible()
    await page.keyboard.press("u")
    await expect(floor(page)).to_contain_text("Clock paused")


@rule("R4")
async def test_a_walk_up_by_a_slip_is_taken_back_by_a_key_and_later_only_after_a_question(
    stage: Stage,
) -> None:
    meeting = await stage.live()
    page = await desk(stage, meeting)
    await page.keyboard.press("w")
    await expect(floor(page)).to_contain_text("Now speaking")
    await page.get_by_role("button", name="Undo the walk-up").click()
    await expect(floor(page)).to_contain_text("The floor is free")
    assert (await state(stage, meeting)).turns[1].status == "undone"

    await page.clock.install()
    await page.keyboard.press("w")
    await expect(floor(page)).to_contain_text("Now speaking")
    await page.clock.fast_forward(20_000)
    await page.keyboard.press("u")
    await expect(page.get_by_role("dialog")).to_contain_text("Was the start of")
    await page.get_by_role("button", name="Yes, take it back").click()
    await expect(floor(page)).to_contain_text("The floor is free")


@rule("R4")
async def test_cards_are_added_one_after_the_other_without_leaving_the_field(stage: Stage) -> None:
    meeting = await stage.live()
    page = await desk(stage, meeting)
    await page.keyboard.press("c")
    await expect(page.locator("#add-name")).to_be_focused()
    await page.keyboard.type("Nan Null")  # letters are text here, not keys
    await page.keyboard.press("Enter")
    await expect(page.locator(".queue-row")).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(page.locator(".queue-row")).to_have_count(2)
    await expect(page.locator("#add-name")).to_be_focused()
    queued = (await state(stage, meeting)).requests
    assert [(queued[n].name, queued[n].name_passed, queued[n].channel) for n in (1, 2)] == [
        ("Nan Null", True, "in_person"),
        ("", False, "in_person"),
    ]


async def test_two_clerks_see_each_others_acts_and_cannot_call_two_people(stage: Stage) -> None:
    meeting = await stage.live()
    await ask(stage, meeting, "", "")
    one, other = await desk(stage, meeting, "one"), await desk(stage, meeting, "other")
    await one.keyboard.press("n")
    await expect(floor(other).locator(".speaker-name")).to_have_text("Speaker 1")
    await other.keyboard.press("Space")
    await expect(floor(one)).to_contain_text("Now speaking")
    await expect(one.locator("#log")).to_contain_text("Speaker 1 began.")

    # The other's copy of the view is held back while the first goes on: what it believes is old news.
    await other.context.set_offline(True)
    await one.keyboard.press("e")
    await expect(floor(one)).to_contain_text("The floor is free")
    await other.context.set_offline(False)
    await expect(floor(other)).to_contain_text("The floor is free")


async def test_a_clerk_whose_picture_is_old_is_told_so(stage: Stage) -> None:
    meeting = await stage.live()
    await ask(stage, meeting, "", "")
    page = await desk(stage, meeting)
    await page.get_by_role("button", name="Speaker 2").press("Enter")
    await page.get_by_role("button", name="Call now…").click()
    await stage.do(meeting, c.CallNext(period=1))
    await expect(floor(page).locator(".speaker-name")).to_have_text("Speaker 1")
    await page.get_by_label("Reason").fill("By order of the chair")
    await page.get_by_role("button", name="Call now", exact=True).click()
    await expect(page.get_by_role("dialog").get_by_role("alert")).not_to_be_empty()
    assert (await state(stage, meeting)).floor == 1


async def test_moving_someone_by_keyboard_asks_for_a_reason(stage: Stage) -> None:
    meeting = await stage.live()
    await ask(stage, meeting, "", "", "")
    page = await desk(stage, meeting)
    await page.keyboard.press("q")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Alt+ArrowUp")
    await expect(page.get_by_role("dialog", name="Move Speaker 3").get_by_label("Reason")).to_be_focused()
    await page.keyboard.type("Has to leave soon")
    await page.keyboard.press("Enter")
    await expect(page.locator(".queue-row .row-name")).to_have_text(["Speaker 1", "Speaker 3", "Speaker 2"])


async def test_moving_someone_by_drag_asks_for_a_reason(stage: Stage) -> None:
    meeting = await stage.live()
    await ask(stage, meeting, "", "", "")
    page = await desk(stage, meeting)
    grip = await page.locator(".grip").nth(2).bounding_box()
    first = await page.locator(".queue-row").first.bounding_box()
    assert grip is not None
    assert first is not None
    await page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    await page.mouse.down()
    await page.mouse.move(grip["x"] + 8, first["y"] + 12)
    await page.mouse.move(grip["x"] + 8, first["y"] + 4)
    await page.mouse.up()
    await expect(page.get_by_role("dialog", name="Move Speaker 3")).to_be_visible()
    await expect(page.get_by_label("Place")).to_have_value("0")
    await page.get_by_label("Reason").fill("By order of the chair")
    await page.get_by_role("button", name="Move", exact=True).click()
    await expect(page.locator(".queue-row .row-name")).to_have_text(["Speaker 3", "Speaker 1", "Speaker 2"])


@rule("R43")
async def test_one_key_blanks_the_public_screens_and_nobody_overlooks_it(stage: Stage) -> None:
    meeting = await stage.live()
    page = await desk(stage, meeting)
    await page.keyboard.press("b")
    await expect(page.get_by_text("The public screens are blank.")).to_be_visible()
    assert (await state(stage, meeting)).blanked
    await page.keyboard.press("b")
    await expect(page.get_by_text("The public screens are blank.")).to_have_count(0)


async def test_a_display_that_falls_silent_raises_an_alarm(stage: Stage) -> None:
    meeting = await stage.live()
    page = await desk(stage, meeting)
    display = (await stage.person(window=LAPTOP)).page
    await display.goto(f"/m/{meeting}/display?variant=lectern")
    await expect(page.get_by_text("1 display")).to_be_visible()
    await display.close()
    alarm = page.get_by_role("alert").filter(has_text="Display at the lectern")
    await expect(alarm).to_be_visible()
    await alarm.get_by_role("button", name="Noted").click()
    await expect(alarm).to_have_count(0)


async def test_keys_can_be_given_to_other_acts_and_turned_off(stage: Stage) -> None:
    meeting = await stage.live()
    page = await desk(stage, meeting)
    await page.keyboard.press("?")
    await page.get_by_role("button", name="Change the key for: Walk-up speaker").click()
    await page.keyboard.press("z")
    await page.get_by_role("button", name="Done").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.keyboard.press("w")
    await page.keyboard.press("z")
    await expect(floor(page).locator(".speaker-name")).to_have_text("Walk-up speaker")
    await page.keyboard.press("?")
    await page.get_by_label("Single keys act").uncheck()
    await page.get_by_role("button", name="Done").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.keyboard.press("e")
    await expect(page.locator("kbd.cap")).to_have_count(0)
    assert (await state(stage, meeting)).floor == 1


async def test_a_meeting_is_run_from_sign_up_to_its_published_transcript(stage: Stage) -> None:
    meeting = await stage.schedule()
    page = await desk(stage, meeting)
    await page.get_by_role("button", name="Open sign-up").click()
    await page.locator(".desk-head").get_by_role("button", name="Call to order").click()
    await page.locator("#agenda").get_by_role("button", name="Public comment").click()
    await page.get_by_role("button", name="Start item").click()
    await page.get_by_role("button", name="Open comment…").click()
    await page.get_by_label("2 minutes").check()
    await page.get_by_role("button", name="Open comment", exact=True).click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.keyboard.press("w")
    await expect(floor(page)).to_contain_text("Allotted: 2 minutes")
    await page.keyboard.press("e")
    await page.get_by_text("Meeting", exact=True).click()
    await page.get_by_role("button", name="Adjourn…").click()
    await expect(page.get_by_text("1 comment period is open; it closes with the meeting.")).to_be_visible()
    await page.get_by_role("button", name="Adjourn all the same").click()

    await expect(page.locator("#turns").get_by_text("Provisional")).to_be_visible()
    await page.keyboard.press("y")
    await expect(page.locator("#turns").get_by_text("Confirmed", exact=True)).to_be_visible()
    await page.get_by_role("button", name="Publish the transcript").click()
    await expect(page.get_by_role("link", name="To the archive")).to_be_visible()
    ended = await state(stage, meeting)
    assert (ended.status, ended.turns[1].confirmed, ended.transcript_published) == ("adjourned", True, True)


@rule("R28")
async def test_comments_are_reviewed_without_their_position(stage: Stage) -> None:
    meeting = await stage.live()
    page = await desk(stage, meeting)
    person = Actor("person-1", frozenset({"attendee"}))
    await stage.do(
        meeting,
        c.SubmitComment(text="Please fix the bridge.", position="oppose", name="Ana"),
        c.SubmitComment(text="Thank you for the park.", position="support"),
        actor=person,
    )
    comments = page.locator("#comments")
    await expect(comments.locator(".comment-row")).to_have_count(2)
    await expect(comments).not_to_contain_text("Opposed")
    await comments.locator(".comment-row").first.get_by_role("button", name="Publish").click()
    await expect(comments.locator(".comment-row")).to_have_count(1)
    await comments.get_by_role("button", name="Hold…").click()
    await page.get_by_label("outside the item or what this body decides").check()
    await page.get_by_role("button", name="Hold", exact=True).click()
    await expect(comments.get_by_text("Held:")).to_be_visible()
    decided = (await state(stage, meeting)).comments
    assert [(decided[n].status, decided[n].reason) for n in (1, 2)] == [
        ("published", ""),
        ("held", "off_topic"),
    ]


@rule("R29")
async def test_the_clerk_takes_words_out_of_the_last_captions_of_every_track(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.OpenTrack(language="es", kind="interpreter"))
    await stage.do(meeting, c.AddCue(track="en", text="My son Tim"), c.AddCue(track="es", text="Mi hijo Tim"))
    person = await stage.person(window=LAPTOP, staff=("clerk",))
    page = person.page
    await page.goto(f"/m/{meeting}/clerk")
    await page.locator(".menu > summary", has_text="Meeting").click()
    await page.get_by_role("button", name="Take words out of the captions…").click()
    for number in range(2):
        line = page.locator(".redact-words").nth(number)
        await line.get_by_role("button", name="Tim", exact=True).click()
    await page.get_by_label("a child’s name").check()
    await page.get_by_role("button", name="Take out", exact=True).click()
    await expect(page.locator("dialog")).to_have_count(0)
    state = await stage.server.installation.service.state(meeting)
    assert {name: track.recent[0].text for name, track in state.tracks.items()} == {
        "en": f"My son {BLOT}",
        "es": f"Mi hijo {BLOT}",
    }


async def test_the_keyboard_stays_by_the_item_and_never_on_what_would_undo_the_act(stage: Stage) -> None:
    meeting = await stage.schedule()
    await stage.do(meeting, c.StartMeeting())
    page = (await stage.person(window=LAPTOP, staff=("clerk",))).page
    await page.goto(f"/m/{meeting}/clerk")
    row = page.locator(".agenda-row").nth(1)
    await row.locator(".item-open").press("Enter")
    await row.get_by_role("button", name="Open comment…").press("Enter")
    await page.get_by_role("dialog").get_by_role("button", name="Open comment").press("Enter")
    await expect(row).to_contain_text("Comment open")
    await expect(row).to_be_focused()
    await row.get_by_role("button", name="Start item").press("Enter")
    await expect(row.get_by_role("button", name="Finish item")).to_be_visible()
    await expect(row).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(row.locator(".item-open")).to_be_focused()
