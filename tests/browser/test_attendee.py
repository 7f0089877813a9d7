"""The attendee's page in a browser: one tap into the queue, one's own ticket, comments and captions."""

from __future__ import annotations

import re

from playwright.async_api import Page, expect

from meetingsvc.domain import commands as c
from meetingsvc.domain.roles import Actor
from tests.browser.stage import LAPTOP, Person, Stage
from tests.support.rules import rule

ANN = Actor("pann", frozenset({"attendee"}))
BEN = Actor("pben", frozenset({"attendee"}))


async def at(stage: Stage, meeting: str, person: Person | None = None) -> Page:
    """The attendee's page of a meeting, taken over by its scripts and connected."""
    person = person or await stage.person()
    await person.page.goto(f"/m/{meeting}")
    await expect(person.page.locator("html[data-app=ready]")).to_be_attached()
    await expect(person.page.get_by_text("Connecting…")).to_have_count(0)
    return person.page


async def asked(stage: Stage, meeting: str) -> Page:
    """The page of someone who has just taken a ticket."""
    page = await at(stage, meeting)
    await page.get_by_role("button", name="Ask to speak").first.click()
    await expect(page.get_by_role("heading", name="Your ticket")).to_be_visible()
    return page


@rule("R23", "R25")
async def test_whoever_is_remote_reads_how_to_come_in_where_it_is_asked_of_them(stage: Stage) -> None:
    meeting = await stage.live(remote_access="https://meet.example.org/council")
    page = await asked(stage, meeting)
    mine = page.locator("#request-1")
    await expect(mine).to_contain_text("Please open the video link")
    await expect(mine.get_by_role("link", name="https://meet.example.org/council")).to_be_visible()
    plain = await page.context.new_page()
    await plain.route("**/*.js", lambda route: route.abort())
    await plain.goto(f"/m/{meeting}")
    await expect(
        plain.locator("#request-1").get_by_role("link", name="https://meet.example.org/council")
    ).to_be_visible()


@rule("R1", "R17")
async def test_one_tap_takes_a_place_without_a_name_and_gives_a_receipt(stage: Stage) -> None:
    meeting = await stage.live()
    page = await asked(stage, meeting)
    await expect(page.locator(".ticket")).to_have_text("1")
    await expect(page.get_by_text(f"Receipt: {meeting}-S1")).to_be_visible()
    await expect(page.get_by_text("You are next", exact=True)).to_be_visible()
    state = await stage.server.installation.service.state(meeting)
    assert [(each.ticket, each.name, each.status) for each in state.requests.values()] == [(1, "", "waiting")]


@rule("R6")
async def test_the_agenda_says_how_one_s_own_request_on_an_item_stands(stage: Stage) -> None:
    meeting = await stage.live()
    page = await asked(stage, meeting)
    agenda = page.locator("#agenda")
    await expect(agenda.get_by_text("You have asked")).to_be_attached()
    await stage.do(meeting, c.CallNext(period=1))
    await expect(agenda.get_by_text("It is your turn")).to_be_attached()
    await stage.do(meeting, c.StartTurn(turn=1), c.EndTurn(turn=1))
    await expect(agenda.get_by_text("You have spoken")).to_be_attached()


@rule("R1")
async def test_the_details_come_after_and_every_one_says_that_it_is_voluntary(stage: Stage) -> None:
    meeting = await stage.live()
    page = await asked(stage, meeting)
    card = page.locator("#request-1")
    for label in await card.locator(".field label, legend").all_inner_texts():
        assert label.endswith("(voluntary)"), label
    await card.get_by_label("Name").fill("Ana Lopez")
    await card.get_by_label("In the room").check()
    await card.get_by_label("Interpreter: which language?").fill("Spanish")
    await card.get_by_role("button", name="Save details").click()
    await expect(page.get_by_text("Your details are saved.")).to_be_visible()
    await expect(card.get_by_text("you are shown as “Speaker 1”")).to_be_visible()
    state = await stage.server.installation.service.state(meeting)
    request = state.requests[1]
    assert (request.name, request.channel, request.interpreter) == ("Ana Lopez", "in_person", "Spanish")


@rule("R25")
async def test_now_the_next_three_and_the_countdown_are_on_the_page(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.AskToSpeak(period=1, name="Ann Lee"), actor=ANN)
    await stage.do(meeting, *(c.AddRequest(period=1) for _ in range(4)), c.PassName(ticket=1))
    await stage.do(meeting, c.CallNext(period=1))
    page = await at(stage, meeting)
    now = page.locator(".card.now")
    await expect(now).to_contain_text("Called to speak")
    await expect(now.locator(".now-name")).to_have_text("Ann Lee")
    await expect(now.locator(".next .ticket-tag")).to_have_text(["Ticket 2", "Ticket 3", "Ticket 4"])
    await stage.do(meeting, c.StartTurn(turn=1))
    await expect(now.get_by_role("timer")).to_contain_text("Time left")
    await expect(now.locator(".timer-face")).to_have_text(re.compile(r"2:5\d|3:00"))
    await stage.do(meeting, c.GiveTime(turn=1, delta_ms=-178_000))
    await expect(now.get_by_role("timer")).to_contain_text("Time is over")


@rule("R25", "R45")
async def test_the_place_is_counted_and_coming_nearer_is_announced_and_titled(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, *(c.AddRequest(period=1) for _ in range(7)))
    page = await asked(stage, meeting)
    card = page.locator("#request-8")
    await expect(card).to_contain_text("Number 8 of 8")
    await expect(card).to_contain_text("not known until a few people have spoken")
    announced = page.locator("[role=status].visually-hidden, .visually-hidden [role=status]")
    await stage.do(meeting, c.CallNext(period=1), c.StartTurn(turn=1), c.CallNext(period=1, believes=1))
    await expect(announced).to_have_text("Ticket 8: five or fewer people are before you.")
    await stage.do(meeting, c.StartTurn(turn=2), c.MoveRequest(ticket=8, reason="Chair's order"))
    await expect(announced).to_have_text("Ticket 8: you are next.")
    await expect(page).to_have_title(re.compile("^You are next"))
    await stage.do(meeting, c.CallNext(period=1, believes=2))
    await expect(page.get_by_role("alert").filter(has_text="it is your turn")).to_have_count(1)
    await expect(page).to_have_title(re.compile("^Your turn"))
    await expect(page.locator(".attendee > *").nth(1)).to_contain_text("It is your turn. Please join now.")


@rule("R23")
async def test_on_my_way_keeps_the_place_and_lets_the_next_go_first(stage: Stage) -> None:
    meeting = await stage.live()
    page = await asked(stage, meeting)
    await stage.do(meeting, c.AddRequest(period=1), c.CallNext(period=1))
    await page.get_by_role("button", name="on my way").click()
    await expect(page.get_by_text("You are on the way. Your place is kept")).to_be_visible()
    await stage.do(meeting, c.CallNext(period=1))
    await expect(page.locator(".now-name")).to_have_text("Speaker 2")
    await page.get_by_role("button", name="here now").click()
    await expect(page.get_by_text("You are next", exact=True)).to_be_visible()


async def test_one_lets_others_go_first_and_leaves_only_after_a_question(stage: Stage) -> None:
    meeting = await stage.live()
    page = await asked(stage, meeting)
    await stage.do(meeting, c.AddRequest(period=1), c.AddRequest(period=1))
    await page.get_by_role("button", name="Let others go first").click()
    await page.get_by_role("dialog").get_by_role("button", name="1 person").click()
    await expect(page.locator("#request-1")).to_contain_text("Number 2 of 3")
    await page.get_by_role("button", name="Leave the queue").click()
    await expect(page.get_by_role("button", name="Stay")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator("#request-1")).to_contain_text("Number 2 of 3")
    await page.get_by_role("button", name="Leave the queue").click()
    await page.get_by_role("dialog").get_by_role("button", name="Leave the queue").click()
    await expect(page.locator("#request-1")).to_contain_text("You left the queue.")
    await expect(page.get_by_role("button", name="Ask to speak").first).to_be_visible()


@rule("R23")
async def test_what_is_tapped_without_a_connection_is_kept_and_the_place_is_safe(stage: Stage) -> None:
    meeting = await stage.live()
    page = await asked(stage, meeting)
    await page.context.set_offline(True)
    await page.evaluate("dispatchEvent(new Event('online'))")
    await expect(page.get_by_text("No connection. Your place is safe: it is kept")).to_be_visible()
    await page.get_by_role("button", name="on my way").click()
    await page.context.set_offline(False)
    await expect(page.get_by_text("You are on the way. Your place is kept")).to_be_visible(timeout=15_000)
    await expect(page.get_by_text("No connection")).to_have_count(0)
    stage.people[0].complaints.clear()  # the browser's own, that there was no network


async def test_two_tabs_and_another_device_of_one_person_are_in_step(stage: Stage) -> None:
    meeting = await stage.live()
    person = await stage.person()
    other_tab = await person.context.new_page()
    await other_tab.goto(f"/m/{meeting}")
    await expect(other_tab.locator("html[data-app=ready]")).to_be_attached()
    page = await at(stage, meeting, person)
    await page.get_by_role("button", name="Ask to speak").first.click()
    await expect(other_tab.locator(".ticket")).to_have_text("1")
    await page.get_by_role("button", name="Use on another device").click()
    address = await page.locator(".claim-url").inner_text()
    device = (await stage.person()).page
    await device.goto(address)
    await device.get_by_role("button", name="Use this device").click()
    await expect(device.locator(".ticket")).to_have_text("1")


@rule("R17")
async def test_a_comment_is_counted_receipted_and_followed_and_may_be_withdrawn(stage: Stage) -> None:
    meeting = await stage.live()
    page = await at(stage, meeting)
    form = page.locator("#comment")
    await form.get_by_label("Your comment").fill("More trees.")
    await expect(form.get_by_text("4,989 characters left")).to_be_visible()
    await form.get_by_label("In support").check()
    await form.get_by_role("button", name="Send comment").click()
    await expect(page.get_by_text(f"Your comment has been received. Receipt: {meeting}-C1")).to_be_visible()
    mine = page.locator("#my-comments")
    await expect(mine).to_contain_text("More trees.")
    await expect(mine.locator("li")).to_be_focused()
    await expect(mine.locator(".pill")).to_have_text("Received")
    await stage.do(meeting, c.HoldComment(comment=1, reason="off_topic"))
    await expect(mine).to_contain_text("It still reaches the members.")
    await page.reload()
    await expect(mine).to_contain_text("More trees.")
    await stage.do(meeting, c.PublishComment(comment=1))
    await expect(mine.locator(".pill")).to_have_text("Published")
    await page.reload()
    await page.get_by_text("Read 1 published comment").click()
    await expect(page.locator("#comment details")).to_contain_text("In support")
    await mine.get_by_role("button", name="Withdraw comment").click()
    await page.get_by_role("dialog").get_by_role("button", name="Withdraw comment").click()
    await expect(mine.locator(".pill")).to_have_text("Withdrawn")


async def test_who_reads_in_a_language_without_captions_gets_those_of_the_meeting(stage: Stage) -> None:
    meeting = await stage.schedule()
    await stage.do(meeting, c.StartMeeting(), c.OpenTrack(language="es"), c.OpenTrack(language="en"))
    page = await at(stage, meeting, await stage.person("ar"))
    await expect(page.locator("#captions select")).to_have_value("en")


async def test_in_a_meeting_that_is_over_nobody_is_next_and_a_ticket_says_that_it_ended(stage: Stage) -> None:
    meeting = await stage.live()
    page = await at(stage, meeting)
    await page.get_by_role("button", name="Ask to speak").first.click()
    await expect(page.get_by_text("You are next").first).to_be_visible()
    await stage.do(meeting, c.Adjourn())
    await expect(page.locator("#request-1")).to_contain_text("The meeting ended at")
    await expect(page.get_by_role("button", name="Leave the queue")).to_have_count(0)
    await expect(page.locator(".now .next")).to_have_count(0)
    reached = page.locator("#agenda li .agenda-mark")
    await expect(reached).to_have_text(["Not reached", "Done", "Not reached"])
    plain = await page.context.new_page()
    await plain.route("**/*.js", lambda route: route.abort())
    await plain.goto(f"/m/{meeting}")
    await expect(plain.locator("#agenda li .agenda-mark")).to_have_text(
        ["Not reached", "Done", "Not reached"]
    )
    await expect(page).to_have_title(re.compile("^Regular meeting"))


@rule("R37")
async def test_captions_are_read_in_the_language_size_and_colours_chosen(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.OpenTrack(language="es"))
    await stage.do(meeting, c.AddCue(track="en", text="Good evening."), c.AddCue(track="es", text="Buenas."))
    page = await at(stage, meeting, await stage.person(window=LAPTOP))
    lines = page.locator(".caption-lines")
    await expect(lines).to_have_text("Good evening.")
    await page.get_by_label("Language of the captions").select_option("es")
    await expect(lines).to_have_text("Buenas.")
    await expect(lines).to_have_attribute("lang", "es")
    await page.get_by_text("How captions look").click()
    await page.get_by_label("Very large").check()
    await page.get_by_label("Yellow on black").check()
    await page.reload()
    await expect(page.locator(".captions")).to_have_attribute("data-size", "largest")
    await expect(lines).to_have_css("color", "rgb(255, 232, 77)")
    await expect(lines).to_have_text("Buenas.")


async def test_scrolling_back_in_the_transcript_stands_still_until_back_to_live(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, *(c.AddCue(track="en", text=f"Line {n} is spoken.") for n in range(1, 41)))
    page = await at(stage, meeting)
    await page.get_by_role("button", name="Running transcript").click()
    transcript = page.get_by_role("region", name="Transcript so far")
    await expect(transcript.get_by_text("Line 1 is spoken.")).to_be_attached()
    await expect(transcript.get_by_text("Line 40 is spoken.")).to_be_in_viewport()
    await transcript.evaluate("(frame) => frame.scrollTo(0, 200)")
    await expect(page.get_by_role("button", name="Back to live")).to_be_visible()
    before = await transcript.evaluate("(frame) => frame.scrollTop")
    await stage.do(meeting, c.AddCue(track="en", text="Line 41 is spoken."))
    await expect(transcript.get_by_text("Line 41 is spoken.")).to_be_attached()
    assert await transcript.evaluate("(frame) => frame.scrollTop") == before
    await page.get_by_role("button", name="Back to live").click()
    await expect(transcript.get_by_text("Line 41 is spoken.")).to_be_in_viewport()


@rule("R40")
async def test_the_agenda_says_what_is_open_and_how_to_ask_for_an_interpreter(stage: Stage) -> None:
    meeting = await stage.live(assistance="Call 703-555-0164 for an interpreter.")
    page = await at(stage, meeting)
    current = page.locator("#agenda li[aria-current=true]")
    await expect(current).to_contain_text("Open until the chair makes the last call.")
    await stage.do(meeting, c.MakeLastCall(period=1))
    await expect(current).to_contain_text("Last call: open until")
    await expect(page.get_by_role("link", name="703-555-0164")).to_have_attribute("href", "tel:7035550164")


async def test_a_wrong_clock_on_the_device_does_not_move_the_countdown(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.AddRequest(period=1), c.CallNext(period=1), c.StartTurn(turn=1))
    person = await stage.person()
    await person.context.add_init_script("const then = Date.now; Date.now = () => then() - 5_400_000;")
    page = await at(stage, meeting, person)
    service = stage.server.installation.service
    ends_at = (await service.state(meeting)).turn.ends_at  # type: ignore[union-attr]  # it has just started
    assert ends_at is not None
    changed = """
    () => new Promise((resolve) => {
      const shown = document.querySelector(".timer-face");
      const watch = new MutationObserver(() => resolve(shown.textContent));
      watch.observe(shown, {subtree: true, characterData: true});
    })
    """
    minutes, seconds = map(int, (await page.evaluate(changed)).split(":"))
    late = (minutes * 60 + seconds) * 1000 - (ends_at - service.clock.now())
    assert -200 <= late <= 200
