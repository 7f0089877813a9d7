"""The settings page of a body's rules in a browser: by keyboard, without scripts, as axe sees it (R36)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.async_api import expect

from meetingsvc.domain import commands as c
from meetingsvc.profiles import shipped, written
from tests.browser.stage import LAPTOP, PHONE, Stage
from tests.browser.test_access import AXE, RUN, violations
from tests.support.rules import rule
from tests.support.scenario import CLERK

PAGE = "/b/council/rules"


async def test_a_clerk_comes_from_the_desk_and_sets_rules_by_keyboard(stage: Stage) -> None:
    meeting = await stage.schedule()
    clerk = await stage.person(window=LAPTOP, staff=("clerk",))
    await clerk.page.goto(f"/m/{meeting}/clerk")
    await clerk.page.get_by_role("link", name="Rules", exact=True).press("Enter")
    await expect(clerk.page.get_by_role("heading", level=1)).to_have_text("Rules of public comment")
    field = clerk.page.get_by_label("Time for each speaker")
    await field.focus()
    await field.press("ControlOrMeta+a")
    await clerk.page.keyboard.type("3")
    await clerk.page.keyboard.press("Enter")
    await expect(clerk.page.get_by_role("alert")).to_contain_text("Write minutes and seconds")
    await clerk.page.get_by_role("alert").get_by_role("link", name="Time for each speaker").press("Enter")
    await expect(field).to_be_focused()
    await expect(field).to_have_accessible_description(
        "The chair can set another time when a period opens. From 0:15 to 1:00:00. "
        "Write minutes and seconds, such as 3:00, or with hours, such as 1:30:00."
    )
    await clerk.page.keyboard.press("ControlOrMeta+a")
    await clerk.page.keyboard.type("2:00")
    await clerk.page.keyboard.press("Enter")
    await expect(clerk.page.get_by_role("status")).to_contain_text("Saved as version 1.")
    await stage.do(meeting, c.StartMeeting(), c.OpenPeriod(item=2))
    attendee = await stage.person()
    await attendee.page.goto(f"/m/{meeting}")
    await expect(attendee.page.locator("html")).to_have_attribute("data-app", "ready")
    await expect(attendee.page.locator(".period-rules").first).to_contain_text(
        "2 minutes for each speaker. Order: by arrival, everyone in one queue."
    )
    await clerk.page.goto(f"/m/{meeting}/clerk")
    await clerk.page.get_by_role("button", name="Public comment").first.press("Enter")
    await expect(clerk.page.locator(".period-rules")).to_contain_text("2 minutes for each speaker.")


async def test_rules_are_set_and_filled_in_without_scripts(stage: Stage, tmp_path: Path) -> None:
    await stage.schedule()
    clerk = await stage.person(window=PHONE, staff=("clerk",), java_script_enabled=False)
    await clerk.page.goto(PAGE)
    await clerk.page.get_by_label("Rules to start from").select_option("California")
    await clerk.page.get_by_role("button", name="Fill in", exact=True).click()
    await expect(clerk.page.get_by_label("California: Brown Act, with SB 707")).to_be_checked()
    await clerk.page.get_by_role("button", name="Save these rules").click()
    await expect(clerk.page.get_by_role("status")).to_contain_text("Saved as version 1.")
    file = tmp_path / "ours.toml"
    file.write_text(written(shipped()["texas"]).replace('"3:00"', '"4:30"'), encoding="utf-8")
    await clerk.page.get_by_label("A TOML file").set_input_files(file)
    await clerk.page.get_by_role("button", name="Fill in from the file").click()
    await expect(clerk.page.get_by_role("status")).to_contain_text("Filled in from “ours.toml”.")
    await expect(clerk.page.get_by_label("Time for each speaker")).to_have_value("4:30")
    await clerk.page.get_by_role("button", name="Save these rules").click()
    await expect(clerk.page.locator("#history ~ ol > li").first).to_contain_text(
        "Time for each speaker: 3:00 → 4:30"
    )


@rule("R36")
@pytest.mark.parametrize(
    ("lang", "scheme", "window"),
    [("en", "light", LAPTOP), ("en", "dark", PHONE), ("ar", "light", PHONE), ("es", "light", PHONE)],
)
async def test_axe_finds_nothing_on_the_rules(
    stage: Stage, lang: str, scheme: str, window: dict[str, int]
) -> None:
    await stage.schedule()
    await stage.server.installation.service.profiles.save(CLERK, "council", 0, shipped()["california"])
    clerk = await stage.person(
        lang,
        {"width": window["width"], "height": window["height"]},
        staff=("clerk",),
        color_scheme=scheme,
        bypass_csp=True,
    )
    found = {path: await violations(clerk, path) for path in (PAGE, f"{PAGE}?from=texas")}
    await clerk.page.locator("#rule-allotment").fill("forever")
    await clerk.page.locator("form.stack button").click()
    await expect(clerk.page.get_by_role("alert")).to_be_visible()
    await clerk.page.evaluate(AXE)
    found["with faults"] = await clerk.page.evaluate(RUN)
    assert {where: what for where, what in found.items() if what} == {}, json.dumps(found, indent=1)
