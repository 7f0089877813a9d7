"""What interrupted a meeting, as paragraphs for its minutes (R33, R42)."""

from meetingsvc.domain import commands as c
from meetingsvc.i18n import Catalogs, Translator
from meetingsvc.routes.interruptions import paragraphs
from tests.support.rules import rule
from tests.support.scenario import live, wait

MINUTE = 60_000
ENGLISH = Translator(Catalogs.load().by_code["en"])


@rule("R33")
def test_an_outage_makes_a_paragraph_with_its_steps_and_its_duration() -> None:
    scene = live(c.ReportOutage(failed=["two_way", "captions"], note="Provider down"))
    [before] = paragraphs(scene.meeting, ENGLISH)
    assert before.endswith("The outage continues.")
    scene.given(wait(5 * MINUTE), c.NoteOutageStep(note="Called the provider."), wait(15 * MINUTE))
    scene.given(c.EndOutage(how="restored"))
    [told] = paragraphs(scene.meeting, ENGLISH)
    assert told.replace("\u202f", " ") == (
        "At 7:00 PM the chair announced an outage of taking part by video and phone and the captions and the "
        "meeting went into recess; the queue and all speaking time were kept as they stood. Noted: Provider "
        "down. At 7:05 PM: Called the provider. At 7:20 PM, after 20 minutes, the service was restored and "
        "the meeting resumed."
    )


@rule("R33")
def test_a_finding_names_who_voted_and_an_adjournment_says_so() -> None:
    scene = live(c.ReportOutage(failed=["stream"]), wait(60 * MINUTE))
    scene.given(c.EndOutage(how="finding", ayes="Ada, Bo"), c.ReportOutage(failed=["queue"]), c.Adjourn())
    finding, adjourned = paragraphs(scene.meeting, ENGLISH)
    assert finding.endswith("the body found by roll call to go on. For: Ada, Bo. Against: none.")
    assert adjourned.endswith("the meeting was adjourned without the service restored.")


@rule("R42")
def test_a_cleared_room_is_told_with_its_reason() -> None:
    scene = live(c.ClearRoom(reason="Shouting"), wait(10 * MINUTE), c.ReadmitRoom())
    [told] = paragraphs(scene.meeting, ENGLISH)
    assert "(Shouting); the press stayed" in told
    assert told.endswith("for 10 minutes.")
