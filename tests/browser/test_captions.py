"""The captioner's booth in a browser: lines typed, corrected, named, kept, and silence in closed session."""

from __future__ import annotations

from playwright.async_api import Page, expect

from meetingsvc.captions.lateness import Arrival
from meetingsvc.domain import commands as c
from meetingsvc.domain.roles import Actor
from meetingsvc.domain.spoken import BLOT
from meetingsvc.store.rows import CueRow
from tests.browser.stage import LAPTOP, Stage
from tests.support.rules import rule
from tests.support.scenario import CLERK


async def booth(stage: Stage, meeting: str) -> Page:
    """A captioner's booth, the cursor in its field."""
    person = await stage.person(window=LAPTOP, staff=("captioner",), username="cap")
    await person.page.goto(f"/m/{meeting}/captions")
    await expect(person.page.locator("#line")).to_be_focused()
    return person.page


async def cues(stage: Stage, meeting: str) -> list[CueRow]:
    """The English captions, as the server has them."""
    return list(await stage.server.installation.service.cues(meeting, "en", None))


async def test_a_line_shows_to_everyone_while_it_is_typed_and_when_it_is_sent(stage: Stage) -> None:
    meeting = await stage.live()
    page = await booth(stage, meeting)
    reader = (await stage.person(window=LAPTOP)).page
    await reader.goto(f"/m/{meeting}")
    await expect(reader.locator("html[data-app=ready]")).to_be_attached()
    await page.keyboard.type("Good evening")
    await expect(reader.locator(".caption-partial").first).to_have_text("Good evening")
    await page.keyboard.type(", everyone.")
    await page.keyboard.press("Enter")
    await expect(page.locator(".line-text")).to_contain_text("Good evening, everyone.")
    await expect(page.locator("#line")).to_have_value("")
    await expect(reader.locator(".caption-line").last).to_have_text("Good evening, everyone.")
    (cue,) = await cues(stage, meeting)
    assert (cue.text, cue.estimated, cue.ended > cue.began) == ("Good evening, everyone.", False, True)


async def test_the_page_is_no_longer_than_the_screen_however_many_lines_there_are(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, *(c.AddCue(track="en", text=f"Line {n} is spoken.") for n in range(1, 61)))
    page = await booth(stage, meeting)
    await expect(page.locator(".line-text").last).to_contain_text("Line 60")
    assert await page.evaluate("document.documentElement.scrollHeight - window.innerHeight") == 0


@rule("R38")
async def test_a_line_is_corrected_in_place(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.AddCue(track="en", text="The mare speaks."), c.AddCue(track="en", text="Yes."))
    page = await booth(stage, meeting)
    await page.locator(".line-text").first.click()
    await page.get_by_label("Corrected caption").fill("The mayor speaks.")
    await page.keyboard.press("Enter")
    await expect(page.locator(".line-text").first).to_contain_text("The mayor speaks.")
    await expect(page.locator("#line")).to_be_focused()  # to go on typing at once
    await expect(page.locator(".line").first).to_contain_text("corrected")
    assert [(cue.text, cue.received) for cue in await cues(stage, meeting)] == [
        ("The mayor speaks.", "The mare speaks."),
        ("Yes.", "Yes."),
    ]


async def test_a_number_names_someone_on_the_dais_and_zero_the_floor(stage: Stage) -> None:
    meeting = await stage.live()
    page = await booth(stage, meeting)
    await page.get_by_label("Name of someone on the dais").fill("Mayor Ruiz")
    await page.keyboard.press("Enter")
    await page.locator("#line").click()
    await page.keyboard.type("Thank you.")
    await page.keyboard.press("Alt+1")
    await page.keyboard.press("Enter")
    await expect(page.locator(".line-who")).to_have_text("Mayor Ruiz")
    await page.keyboard.press("Alt+0")
    await page.keyboard.type("Next.")
    await page.keyboard.press("Enter")
    await expect(page.locator(".line-text")).to_have_count(2)
    assert [cue.speaker for cue in await cues(stage, meeting)] == ["Mayor Ruiz", None]
    await page.reload()  # the list is kept on the device
    await expect(page.locator(".people")).to_contain_text("Mayor Ruiz")


async def test_a_line_in_another_language_than_the_tracks_says_so_to_everyone(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.OpenTrack(language="es"))
    page = await booth(stage, meeting)
    reader = (await stage.person(window=LAPTOP)).page
    await reader.goto(f"/m/{meeting}")
    await expect(reader.locator("html[data-app=ready]")).to_be_attached()
    chooser, field = page.get_by_label("Language spoken"), page.locator("#line")
    await expect(chooser).to_have_value("en")
    await chooser.select_option("es")
    await expect(page.get_by_text("not the track’s language")).to_be_visible()
    await expect(field).to_have_attribute("lang", "es")
    await field.click()
    await page.keyboard.type("Buenas noches.")
    await expect(reader.locator(".caption-partial[lang=es]").first).to_have_text("Buenas noches.")
    await reader.get_by_role("button", name="Running transcript").click()
    await expect(reader.locator(".transcript .caption-partial[lang=es]")).to_have_text("Buenas noches.")
    await reader.get_by_role("button", name="Running transcript").click()
    await page.keyboard.press("Enter")
    await expect(page.locator(".line-text [lang=es]")).to_have_text("Buenas noches.")
    await expect(reader.locator(".caption-line[lang=es]").last).to_have_text("Buenas noches.")
    await page.keyboard.press("F2")  # back to the track's own, in the field
    await expect(chooser).to_have_value("en")
    await page.keyboard.type("Thank you.")
    await page.keyboard.press("Enter")
    await expect(page.locator(".line-text")).to_have_count(2)
    assert [(cue.text, cue.lang) for cue in await cues(stage, meeting)] == [
        ("Buenas noches.", "es"),
        ("Thank you.", None),
    ]
    await chooser.select_option("")  # any other, by its code
    await page.get_by_label("Its code").fill("AR")
    await page.keyboard.press("Enter")
    await expect(field).to_be_focused()
    assert [await field.get_attribute(name) for name in ("lang", "dir")] == ["ar", "rtl"]
    await page.keyboard.press("F2")
    await expect(chooser).to_have_value("en")


async def test_nothing_typed_is_lost_while_the_connection_is(stage: Stage) -> None:
    meeting = await stage.live()
    page = await booth(stage, meeting)
    await expect(page.get_by_text("following")).to_be_visible()
    await page.context.set_offline(True)
    await page.keyboard.type("First line.")
    await page.keyboard.press("Enter")
    await page.keyboard.type("Second line.")
    await page.keyboard.press("Enter")
    await expect(page.locator(".line.waiting")).to_have_count(2)
    await page.context.set_offline(False)
    await expect(page.locator(".line-text")).to_have_count(2)
    assert [cue.text for cue in await cues(stage, meeting)] == ["First line.", "Second line."]


@rule("R42")
async def test_in_closed_session_nothing_goes_out_and_the_screen_says_so(stage: Stage) -> None:
    meeting = await stage.live()
    page = await booth(stage, meeting)
    await stage.do(meeting, c.EnterClosedSession())
    await expect(page.get_by_text("Closed session: nothing goes out.")).to_be_visible()
    await page.keyboard.type("A secret")
    await page.keyboard.press("Enter")
    await expect(page.locator("#line")).to_have_value("A secret")
    await stage.do(meeting, c.ResumeMeeting())
    await expect(page.get_by_text("nothing goes out")).to_have_count(0)
    assert await cues(stage, meeting) == []


async def test_an_address_for_a_tool_is_issued_heard_and_revoked(stage: Stage) -> None:
    meeting = await stage.live()
    page = await booth(stage, meeting)
    await page.get_by_role("button", name="Issue an address").click()
    address = await page.get_by_label("Address for the tool").input_value()
    await expect(page.get_by_label("Address for the tool")).to_be_focused()  # to be copied
    await expect(page.get_by_text("No tool has been heard yet")).to_be_visible()
    posted = await page.request.post(f"{address}&seq=1", data="Hello from a tool")
    assert posted.status == 200
    await expect(page.get_by_text("Heard")).to_be_visible()
    await expect(page.locator(".line-text")).to_contain_text("Hello from a tool")
    await page.get_by_role("button", name="Revoke…").click()
    await page.get_by_role("button", name="Revoke", exact=True).click()
    await expect(page.get_by_role("button", name="Issue an address")).to_be_visible()
    assert (await page.request.post(f"{address}&seq=2", data="Still there?")).status == 403


async def test_each_tool_has_an_address_in_its_own_way_that_is_revoked_alone(stage: Stage) -> None:
    meeting = await stage.live()
    page = await booth(stage, meeting)
    await page.get_by_role("button", name="Issue an address").click()
    await page.get_by_role("button", name="Address for another tool…").click()
    await expect(page.get_by_label("Where the tool would send its captions")).to_be_focused()
    await page.get_by_label("Where the tool would send its captions").select_option("YouTube")
    await page.get_by_role("button", name="Issue an address").click()
    youtube = page.get_by_role("group", name="YouTube")
    address = await youtube.get_by_label("Address for the tool").input_value()
    key = await youtube.get_by_label("Its key alone").input_value()
    assert address.endswith(f"?cid={key}")
    assert (await page.request.post(f"{address}&seq=0", data="")).status == 200
    await expect(youtube.get_by_text("There, without words so far")).to_be_visible()
    assert (await page.request.post(f"{address}&seq=0", data="Hello from a tool")).status == 200
    await expect(youtube.get_by_text("Heard")).to_be_visible()
    zoom = page.get_by_role("group", name="Zoom")
    await zoom.get_by_role("button", name="Revoke…").click()
    await page.get_by_role("button", name="Revoke", exact=True).click()
    await expect(zoom).to_have_count(0)
    assert (await page.request.post(f"{address}&seq=1", data="Still there.")).status == 200
    await expect(page.locator(".line-text").last).to_contain_text("Still there.")


async def test_a_delay_that_is_seen_is_taken_with_one_click(stage: Stage) -> None:
    meeting = await stage.live()
    page = await booth(stage, meeting)
    await page.get_by_role("button", name="Issue an address").click()
    address = await page.get_by_label("Address for the tool").input_value()
    reception, now = stage.server.installation.service.reception, stage.server.installation.service.clock.now
    for _ in range(3):
        heard = Arrival(now(), 9_000, 30, ended=now() - 6_500)
        reception.heard(meeting, "en", "zoom", 1, heard, words=5, turn_began=None)
    assert (await page.request.post(f"{address}&seq=1", data="Hello from a tool")).status == 200
    await expect(page.get_by_text("its captions come 6.5 s after the words")).to_be_visible()
    await page.get_by_role("button", name="Set it to 6.5 s").click()
    await expect(page.locator(".toasts")).to_contain_text("The delay is set.")
    await expect(page.get_by_role("button", name="Set it to 6.5 s")).to_have_count(0)
    state = await stage.server.installation.service.state(meeting)
    assert state.tracks["en"].delay_ms == 6_500


async def test_tracks_are_opened_chosen_and_dated_back(stage: Stage) -> None:
    meeting = await stage.live()
    page = await booth(stage, meeting)
    await page.get_by_role("button", name="Open another…").click()
    await page.get_by_label("Language", exact=True).fill("es")
    await page.get_by_label("Follows an interpreter").check()
    await page.get_by_role("button", name="Open the track").click()
    await expect(page.get_by_role("button", name="español (interpreter)")).to_have_attribute(
        "aria-pressed", "true"
    )
    await page.get_by_label("Delay behind speech, in seconds").fill("6.5")
    await page.keyboard.press("Enter")
    await expect(page.locator(".toasts")).to_contain_text("The delay is set.")
    await expect(page.get_by_label("Delay behind speech, in seconds")).to_be_focused()
    await page.locator("#line").fill("Buenas noches.")
    await page.locator("#line").press("Enter")
    await expect(page.locator(".line-text")).to_contain_text("Buenas noches.")
    tracks = (await stage.server.installation.service.state(meeting)).tracks
    assert {name: (track.kind, track.delay_ms, track.cues) for name, track in tracks.items()} == {
        "en": ("captions", 4_000, 0),
        "es": ("interpreter", 6_500, 1),
    }


async def test_the_cursor_goes_to_the_line_as_a_track_is_chosen_and_never_leaves_another_field(
    stage: Stage,
) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.OpenTrack(language="es"))
    page = await booth(stage, meeting)
    found = await page.evaluate(
        """async () => {
          const [one, other] = document.querySelectorAll(".track-choice button");
          (one.getAttribute("aria-pressed") === "true" ? other : one).click();
          await Promise.resolve(); // the screen is drawn anew
          const at = [document.activeElement.id];
          document.querySelector("#track-delay").focus();
          const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
          for (let frame = 0; frame < 3; frame += 1) await drawn();
          return [...at, document.activeElement.id];
        }"""
    )
    assert found == ["line", "track-delay"]


async def test_a_captioner_learns_nothing_that_is_confided_to_the_clerk(stage: Stage) -> None:
    meeting = await stage.live()
    person = Actor("person-1", frozenset({"attendee"}))
    await stage.do(meeting, c.AskToSpeak(period=1, accommodation="a ramp", contact="555-0100"), actor=person)
    page = await booth(stage, meeting)
    assert "555-0100" not in await page.content()
    assert "a ramp" not in await page.content()


@rule("R38")
async def test_two_who_mend_one_line_see_each_other_and_what_is_typed_stays(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.AddCue(track="en", text="The mare speaks."))
    page = await booth(stage, meeting)
    await page.locator(".line-text").first.click()
    await page.get_by_label("Corrected caption").fill("The mayor speaks.")
    await stage.do(meeting, c.CorrectCue(track="en", cue=1, text="The mayor speaks up."))
    await page.keyboard.press("Enter")
    await expect(page.locator(".mend .error")).to_contain_text("It now reads: “The mayor speaks up.”")
    await expect(page.get_by_label("Corrected caption")).to_have_value("The mayor speaks.")
    await page.keyboard.press("Enter")
    await expect(page.locator(".line-text").first).to_contain_text("The mayor speaks.")
    await stage.do(meeting, c.CorrectCue(track="en", cue=1, text="The mayor has spoken."))
    await expect(page.locator(".line-text").first).to_contain_text("The mayor has spoken.")


async def test_the_speaker_of_a_line_is_mended_with_its_text(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.AddCue(track="en", text="Thank you"))
    page = await booth(stage, meeting)
    await page.locator(".line-text").click()
    await page.get_by_label("Speaker of this line").fill("Ann Lee")
    await page.keyboard.press("Enter")
    await expect(page.locator(".line-who")).to_have_text("Ann Lee")
    assert [[piece.speaker for piece in cue.pieces] for cue in await cues(stage, meeting)] == [["Ann Lee"]]


@rule("R38")
async def test_a_line_mended_long_after_it_has_left_the_last_few_is_fetched_anew(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, *(c.AddCue(track="en", text=f"Line {n} is spoken.") for n in range(1, 31)))
    page = await booth(stage, meeting)
    await expect(page.locator(".line-text")).to_have_count(30)
    await stage.do(meeting, c.CorrectCue(track="en", cue=3, text="Line three."))
    await expect(page.locator(".line-text").nth(2)).to_contain_text("Line three.")


@rule("R29")
async def test_words_taken_out_leave_every_screen_that_has_shown_them(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.AddCue(track="en", text="I live at 12 Elm Court."))
    await stage.do(meeting, *(c.AddCue(track="en", text=f"Line {n} is spoken.") for n in range(1, 21)))
    page = await booth(stage, meeting)
    await expect(page.locator(".line-text")).to_have_count(21)
    reader = (await stage.person(window=LAPTOP)).page
    await reader.goto(f"/m/{meeting}/captions/embed?mode=transcript")
    await expect(reader.locator(".transcript-cue").first).to_contain_text("12 Elm Court")
    await page.locator(".line-text").first.click()
    await page.get_by_role("button", name="Take words out…").click()
    for word in ("12", "Elm", "Court"):
        await page.locator(".redact-words").get_by_role("button", name=word, exact=True).click()
    await page.get_by_role("button", name="Take out", exact=True).click()
    await expect(page.locator(".line-text").first).to_contain_text(f"I live at {BLOT}.")
    await expect(reader.locator(".transcript-cue").first).to_contain_text(f"I live at {BLOT}.")
    await expect(reader.get_by_text("Elm")).to_have_count(0)


async def test_the_glossary_offers_a_name_while_it_is_typed_and_marks_what_comes_close(stage: Stage) -> None:
    meeting = await stage.live()
    glossaries = stage.server.installation.service.glossaries
    await glossaries.save(CLERK, "council", 0, "Chinden Boulevard\nSherry DeFranzo")
    page = await booth(stage, meeting)
    await page.keyboard.type("I am Sherry De Franso of Chin")
    await expect(page.locator(".offered button")).to_have_text("Chinden BoulevardTab")
    await page.keyboard.press("Tab")
    await expect(page.locator("#line")).to_have_value("I am Sherry De Franso of Chinden Boulevard")
    await expect(page.locator(".offered button")).to_have_count(0)
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="“Sherry De Franso” → “Sherry DeFranzo”").click()
    await expect(page.locator(".line-text")).to_contain_text("I am Sherry DeFranzo of Chinden Boulevard")


async def test_where_no_track_is_open_the_meetings_own_language_is_one_click_away(stage: Stage) -> None:
    meeting = await stage.schedule()
    person = await stage.person(window=LAPTOP, staff=("captioner",), username="cap")
    await person.page.goto(f"/m/{meeting}/captions")
    await expect(person.page.get_by_role("button", name="Open another…")).to_have_count(0)
    await expect(person.page.get_by_role("button", name="Cancel")).to_have_count(0)
    await person.page.get_by_role("button", name="Open the track").click()
    await expect(person.page.get_by_role("button", name="English")).to_have_attribute("aria-pressed", "true")
    await expect(person.page.get_by_role("button", name="Open another…")).to_be_visible()
    await expect(person.page.locator("#line")).to_be_focused()
