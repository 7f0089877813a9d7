"""The door in a browser: cards, who is in the room, a name put right, two requests of one person."""

from __future__ import annotations

from playwright.async_api import expect

from meetingsvc.domain import commands as c
from meetingsvc.domain.roles import Actor
from tests.browser.stage import Stage
from tests.support.rules import rule


@rule("R4", "R6")
async def test_the_door_adds_checks_in_corrects_and_merges(stage: Stage) -> None:
    meeting = await stage.live()
    for number, name in enumerate(("Ana Muñoz", "", "Bo Chen"), 1):
        home = Actor(f"person-{number}", frozenset({"attendee"}))
        await stage.do(meeting, c.AskToSpeak(period=1, name=name, contact="secret@example.org"), actor=home)
    person = await stage.person(window={"width": 768, "height": 1024}, staff=("door",), username="dan")
    page = person.page
    await page.goto(f"/m/{meeting}/door")
    await expect(page.locator("html[data-app=ready]")).to_be_attached()
    await expect(page.locator(".door-row")).to_have_count(3)
    assert "secret@example.org" not in await page.content()

    await page.get_by_label("Name on the card (voluntary)").fill("Bo Chen")
    await page.keyboard.press("Enter")
    await expect(page.locator(".door-row")).to_have_count(4)
    await expect(page.locator("#door-name")).to_be_focused()

    await page.get_by_label("Ticket, receipt, name or return code").fill("munoz")
    await expect(page.locator(".door-row")).to_have_count(1)
    await page.get_by_role("button", name="Check in Ana Muñoz").click()
    await expect(page.get_by_text("Checked in")).to_be_visible()
    await page.get_by_role("button", name="Correct…").click()
    await page.get_by_label("Name", exact=False).last.fill("Ana Muñoz Ruiz")
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator(".door-who strong")).to_have_text("Ana Muñoz Ruiz")

    await page.get_by_label("Ticket, receipt, name or return code").fill("4")
    await page.get_by_role("button", name="Merge…").click()
    await expect(page.get_by_label("The same person as ticket 4")).to_have_value("")
    await expect(page.get_by_role("button", name="Merge", exact=True)).to_be_disabled()
    await page.get_by_label("The same person as ticket 4").select_option("3")
    await expect(page.get_by_text("What counts is ticket 3, which has the earlier place.")).to_be_visible()
    await expect(page.get_by_text(f"Both receipts, {meeting}-S4 and {meeting}-S3,")).to_be_visible()
    await page.get_by_role("button", name="Merge 4 and 3").click()
    await expect(page.locator(".door-row .ticket")).to_have_text(["3"])
    held = await stage.server.installation.service.state(meeting)
    assert [held.requests[n].status for n in (1, 2, 3, 4)] == ["waiting", "waiting", "waiting", "merged"]
    assert (held.requests[1].name, held.requests[1].channel) == ("Ana Muñoz Ruiz", "in_person")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_whoever_is_at_the_door_has_no_clerks_page(stage: Stage) -> None:
    meeting = await stage.live()
    person = await stage.person(staff=("door",), username="dan")
    answer = await person.page.goto(f"/m/{meeting}/clerk")
    assert answer is not None
    assert answer.status == 403


async def test_on_a_narrow_phone_the_head_is_legible_and_a_refused_card_can_be_mended(stage: Stage) -> None:
    meeting = await stage.live()
    await stage.do(meeting, c.OpenPeriod(item=3), c.ReserveCards(period=1, cards=2))
    person = await stage.person(window={"width": 320, "height": 640}, staff=("door",), username="dan")
    page = person.page
    await page.goto(f"/m/{meeting}/door")
    await expect(page.locator("html[data-app=ready]")).to_be_attached()
    body = await page.locator(".head-body").bounding_box()
    assert body is not None
    assert body["width"] > 2 * body["height"]

    await page.get_by_label("Agenda item").select_option("2")
    await page.get_by_label("Number on the card").fill("99")
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("No card with number 99")).to_be_visible()
    await expect(page.get_by_label("Number on the card")).to_have_value("99")
    await expect(page.get_by_label("Agenda item")).to_have_value("2")
