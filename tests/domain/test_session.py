"""The life of a meeting: R42, R43, and its agenda."""

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from tests.support.rules import rule
from tests.support.scenario import ANN, CAPTIONER, START, ask, by, live, scenario, taking_comment, wait


def test_a_meeting_is_scheduled_with_its_agenda_in_order() -> None:
    meeting = scenario().meeting
    assert (meeting.id, meeting.status, meeting.agenda) == ("MEETING1", "scheduled", (1, 2, 3))
    assert [meeting.items[number].label for number in meeting.agenda] == [
        "Call to order",
        "Public comment",
        "Adjournment",
    ]


def test_a_meeting_goes_live_and_is_adjourned() -> None:
    scene = scenario(c.OpenSignUp(), c.StartMeeting(), c.StartItem(item=1), wait(60_000))
    scene = scene.when(c.Adjourn()).then(e.ItemFinished(item=1), e.MeetingAdjourned())
    assert (scene.meeting.started_at, scene.meeting.adjourned_at) == (START, START + 60_000)
    scene.when(c.StartMeeting()).refused("not_now", thing="meeting", status="adjourned", action="start")


@rule("R42")
def test_a_meeting_can_be_cancelled_postponed_in_recess_and_in_closed_session() -> None:
    scenario().when(c.CancelMeeting(reason="No quorum")).then(e.MeetingCancelled(reason="No quorum"))
    postponed = (
        scenario().when(c.PostponeMeeting(to=START + 1)).then(e.MeetingPostponed(reason="", to=START + 1))
    )
    assert postponed.meeting.starts_at == START + 1
    live().when(c.Recess(until=START + 9)).then(e.RecessBegun(until=START + 9))
    closed = live().when(c.EnterClosedSession()).then(e.ClosedSessionBegun())
    closed.when(c.ResumeMeeting()).then(e.MeetingResumed())


@rule("R42")
def test_outside_open_session_every_caption_is_refused() -> None:
    scene = live(by(CAPTIONER, c.OpenTrack(language="en")), c.EnterClosedSession())
    scene.when(c.AddCue(track="en", text="secret"), CAPTIONER).refused(
        "not_in_session", status="closed_session"
    )
    scene.given(c.ResumeMeeting(), c.Recess())
    scene.when(c.AddCue(track="en", text="chatter"), CAPTIONER).refused("not_in_session", status="recess")


@rule("R42")
def test_a_recess_stops_a_running_clock_and_keeps_the_floor_and_the_queue() -> None:
    scene = taking_comment(by(ANN, ask()), c.CallNext(period=1), c.StartTurn(turn=1), wait(60_000))
    scene = scene.when(c.Recess()).then(e.TurnPaused(turn=1, remaining_ms=120_000), e.RecessBegun())
    scene.given(wait(600_000))
    scene.when(c.ResumeTurn(turn=1)).refused("not_in_session", status="recess")
    scene.given(c.ResumeMeeting())
    scene.when(c.ResumeTurn(turn=1)).then(e.TurnResumed(turn=1, ends_at=scene.now + 120_000))


@rule("R43")
def test_one_command_blanks_the_public_screens_while_clock_and_log_go_on() -> None:
    scene = taking_comment(by(ANN, ask()), c.CallNext(period=1), c.StartTurn(turn=1))
    scene = scene.when(c.BlankScreens()).then(e.ScreensBlanked())
    scene.when(c.BlankScreens()).then()
    turn = scene.meeting.turn
    assert turn is not None
    assert turn.ends_at == START + 180_000
    scene.when(c.UnblankScreens()).then(e.ScreensUnblanked())


def test_adjourning_waits_for_the_floor_and_closes_what_is_open() -> None:
    scene = taking_comment(by(ANN, ask()), c.CallNext(period=1))
    scene.when(c.Adjourn()).refused("floor_taken")
    scene.given(c.UndoCall(turn=1))
    scene.when(c.Adjourn()).then(e.PeriodClosed(period=1), e.ItemFinished(item=2), e.MeetingAdjourned())


def test_items_are_added_edited_and_reordered_while_live() -> None:
    scene = live()
    scene = scene.when(c.AddItem(label=" Urgent ", after=1)).then(
        e.ItemAdded(item=4, label="Urgent", after=1)
    )
    scene = scene.when(c.EditItem(item=4, label="Urgency")).then(e.ItemEdited(item=4, label="Urgency"))
    scene = scene.when(c.MoveItem(item=4, after=3)).then(e.ItemMoved(item=4, after=3))
    assert scene.meeting.agenda == (1, 2, 3, 4)
    scene.when(c.MoveItem(item=4, after=4)).refused("invalid_field", field="after")
    scene.when(c.EditItem(item=9, label="x")).refused("no_such_item", item=9)
    scene.when(c.EditItem(item=1, label="  ")).refused("invalid_field", field="label")


def test_starting_an_item_ends_the_one_before_and_a_done_one_can_be_taken_up_again() -> None:
    scene = live(
        wait(1000),
        c.StartItem(item=3, without_comment=True),
        wait(1000),
        c.StartItem(item=2, without_comment=True),
    )
    assert {number: item.status for number, item in scene.meeting.items.items()} == {
        1: "upcoming",
        2: "current",
        3: "done",
    }
    assert scene.meeting.item_spans == ((START, 2), (START + 1000, 3), (START + 2000, 2))


def test_announcements_stand_until_cleared() -> None:
    scene = live().when(c.Announce(text="Fire drill at 8")).then(e.AnnouncementMade(text="Fire drill at 8"))
    scene.when(c.ClearAnnouncement()).then(e.AnnouncementCleared())
    scene.when(c.ClearAnnouncement()).then()


def test_a_transcript_is_published_only_after_adjournment() -> None:
    live().when(c.PublishTranscript()).refused("not_adjourned")
    scene = live(c.Adjourn())
    scene.when(c.PublishTranscript()).then(e.TranscriptPublished())
    scene.when(c.PublishTranscript()).then()
