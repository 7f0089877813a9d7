"""A copy plus its patches is a fresh view; what is private is in no public view (R2, R25, R43)."""

import random
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.evolve import fold
from meetingsvc.domain.profile import PLAIN
from meetingsvc.domain.roles import SYSTEM
from meetingsvc.domain.state import Meeting
from meetingsvc.readmodel.shown import Audience
from meetingsvc.readmodel.touched import concerned
from meetingsvc.readmodel.views import me, patch, view
from tests.support.continued_nights import received
from tests.support.nights import PEOPLE, Check, Night
from tests.support.rules import rule
from tests.support.scenario import (
    ANN,
    BEN,
    CAPTIONER,
    CYD,
    OPEN,
    START,
    Scenario,
    ask,
    by,
    scenario,
    taking_comment,
    wait,
)  # fmt: skip

AUDIENCES: tuple[Audience, ...] = ("public", "staff", "door")


def merged(target: Any, change: Any) -> Any:
    """RFC 7396, as a client applies it."""
    if not isinstance(change, dict):
        return change
    kept = dict(target) if isinstance(target, dict) else {}
    for key, value in change.items():
        if value is None:
            kept.pop(key, None)
        else:
            kept[key] = merged(kept.get(key), value)
    return kept


def nulls(value: Any) -> bool:
    if isinstance(value, dict):
        return any(nulls(inner) for inner in value.values())
    return value is None


BEGUN = (*OPEN, by(CAPTIONER, c.OpenTrack(language="en")))
SEEDS = st.integers(0, 2**32)
STEPS = 120
BY_HAND = {
    e.MeetingEdited,
    e.MeetingCancelled,
    e.MeetingPostponed,
    e.TranscriptOffsetSet,
    e.TranscriptPublished,
    e.PeriodClosed,
}


def before_the_meeting() -> Scenario:
    """Sign-up is open."""
    return scenario(c.OpenSignUp(), c.OpenPeriod(item=2), by(CAPTIONER, c.OpenTrack(language="en")))


def checked(scene: Scenario) -> Check:
    """Copies of both views, and of each person's own, that follow by patches and stay fresh."""
    copies = {audience: view(scene.meeting, audience) for audience in AUDIENCES}
    mine = {person.id: me(scene.meeting, person.id) for person in PEOPLE}

    def check(before: Meeting, after: Meeting, entries: Sequence[e.Entry]) -> None:
        for audience in AUDIENCES:
            copies[audience] = merged(copies[audience], patch(before, after, entries, audience) or {})
            assert copies[audience] == view(after, audience)
            assert not nulls(copies[audience])
        touched = concerned(entries, before, after)
        for person in PEOPLE:
            if person.id in touched:
                mine[person.id] = me(after, person.id)
            assert mine[person.id] == me(after, person.id)

    return check


@rule("R25")
@given(SEEDS, st.booleans())
def test_a_copy_plus_its_patches_is_a_fresh_view(seed: int, early: bool) -> None:
    scene = before_the_meeting() if early else scenario(*BEGUN)
    Night(seed, scene).play(STEPS, checked(scene))
    assert fold(scene.log) == scene.meeting


def test_every_kind_of_event_is_among_those_checked() -> None:
    wanted = set(e.EVENTS.values()) - (BY_HAND - {e.PeriodClosed})
    seen: set[type[e.Event]] = set()
    for seed in range(500):
        if wanted <= seen:
            break
        scene = before_the_meeting() if seed % 3 else scenario(*BEGUN)
        Night(seed, scene).play(500, checked(scene))
        seen |= {type(entry.event) for entry in scene.log}
    assert wanted - seen == set()


@pytest.mark.parametrize(
    ("steps", "command"),
    [
        ((), c.EditMeeting(title="Another", starts_at=START, place="Hall 2")),
        ((), c.CancelMeeting(reason="Snow")),
        ((), c.PostponeMeeting(reason="Snow", to=START + 1)),
        ((), c.SetTranscriptOffset(offset_ms=-500)),
        ((c.StartMeeting(), c.Adjourn()), c.PublishTranscript()),
    ],
)
def test_what_a_night_seldom_holds_is_checked_by_hand(
    steps: tuple[c.Command, ...], command: c.Command
) -> None:
    scene = before_the_meeting().given(*steps)
    check, before = checked(scene), scene.meeting
    scene.do(command)
    assert {type(entry.event) for entry in scene.log[before.seq :]} <= BY_HAND
    check(before, scene.meeting, scene.log[before.seq :])


@pytest.mark.parametrize(
    "command", [c.StartMeeting(), c.EditMeeting(title="Moved", starts_at=START + 3_600_000)]
)
def test_a_period_that_came_closed_from_another_meeting_follows_the_times_of_this_one(
    command: c.Command,
) -> None:
    rules = msgspec.structs.replace(PLAIN, at_most_ms=1_800_000, sign_up_closes_ms=60_000)
    came = received(random.Random(1), PEOPLE, START)
    period = msgspec.structs.replace(came.periods[0], status="closed", rules=rules)
    scene = before_the_meeting()
    scene.do(msgspec.structs.replace(came, periods=[period]), SYSTEM)
    scene.given(c.EditMeeting(title="Soon", starts_at=START + 7_200_000))
    check, before = checked(scene), scene.meeting
    scene.do(command)
    check(before, scene.meeting, scene.log[before.seq :])


@given(SEEDS)
def test_several_changes_travel_as_one(seed: int) -> None:
    scene = scenario(*BEGUN)
    start = scene.meeting
    Night(seed, scene).play(STEPS, lambda *_: None)
    for audience in AUDIENCES:
        change = patch(start, scene.meeting, scene.log[start.seq :], audience)
        assert merged(view(start, audience), change or {}) == view(scene.meeting, audience)


MARK = "PRIVATE-MARK"


@rule("R2")
@pytest.mark.parametrize("blanked", [False, True])
def test_nothing_private_is_in_a_public_view_or_in_anothers_me(blanked: bool) -> None:
    private = {
        field: f"{MARK}-{field}" for field in ("pronunciation", "contact", "interpreter", "accommodation")
    }
    scene = taking_comment(
        by(ANN, ask(name=f"{MARK}-name", topic=f"{MARK}-topic", **private)),
        by(BEN, ask(name=f"{MARK}-name", topic=f"{MARK}-topic", **private)),
        by(ANN, c.SubmitComment(text=f"{MARK}-text", name=f"{MARK}-name", contact=f"{MARK}-contact")),
        c.HoldComment(comment=1, reason="off_topic"),
    )
    scene.given(*([c.BlankScreens()] if blanked else []), c.CallNext(period=1), c.StartTurn(turn=1))
    public = msgspec.json.encode([view(scene.meeting, "public"), me(scene.meeting, CYD.id)]).decode()
    assert MARK not in public
    assert MARK in msgspec.json.encode(view(scene.meeting, "staff")).decode()


@rule("R43")
def test_blanking_takes_passed_names_from_the_public_view_and_leaves_the_clock() -> None:
    scene = taking_comment(by(ANN, ask(name="Ann Lee")), c.PassName(ticket=1), by(BEN, ask(name="Ben Ode")))
    scene.given(c.PassName(ticket=2), c.CallNext(period=1), c.StartTurn(turn=1))
    shown = view(scene.meeting, "public")
    assert (shown["floor"]["name"], shown["next"]["1"]["name"]) == ("Ann Lee", "Ben Ode")
    scene.given(c.BlankScreens())
    hidden = view(scene.meeting, "public")
    assert "name" not in hidden["floor"]
    assert "name" not in hidden["next"]["1"]
    assert hidden["floor"]["ends_at"] == START + 180_000
    assert view(scene.meeting, "staff")["floor"]["name"] == "Ann Lee"


@rule("R43")
def test_blanking_takes_the_names_that_a_captioner_gave_from_the_public_view() -> None:
    scene = taking_comment(c.OpenTrack(language="en"), c.AddCue(track="en", text="Aye.", speaker="Cllr. Ode"))
    assert view(scene.meeting, "public")["cues"]["en/1"]["speaker"] == "Cllr. Ode"
    scene.given(c.BlankScreens())
    assert "speaker" not in view(scene.meeting, "public")["cues"]["en/1"]
    assert view(scene.meeting, "staff")["cues"]["en/1"]["speaker"] == "Cllr. Ode"


@rule("R25")
def test_nobody_is_shown_as_next_in_a_meeting_that_is_over() -> None:
    scene = taking_comment(c.AddRequest(period=1), c.AddRequest(period=1))
    before = view(scene.meeting, "public")["next"]
    scene.given(c.Adjourn())
    assert [card["ticket"] for card in before.values()] == [1, 2]
    assert view(scene.meeting, "public")["next"] == {}


@rule("R25")
def test_now_next_place_pace_and_countdown_are_in_the_public_view() -> None:
    people = [c.AddRequest(period=1) for _ in range(8)]
    scene = taking_comment(*people)
    for turn in range(1, 4):
        scene.given(
            c.CallNext(period=1), wait(10_000), c.StartTurn(turn=turn), wait(110_000), c.EndTurn(turn=turn)
        )
    scene.given(c.CallNext(period=1))
    shown = view(scene.meeting, "public")
    assert shown["floor"] == {
        "turn": 4,
        "ticket": 4,
        "walk_up": False,
        "status": "called",
        "channel": "in_person",
        "item": 2,
        "period": 1,
        "allotment_ms": 180_000,
        "called_at": scene.now,
        "calls": 1,
        "grace_until": scene.now + 30_000,
        "remaining_ms": 180_000,
    }
    assert [card["ticket"] for card in shown["next"].values()] == [5, 6, 7]
    assert shown["waiting"] == {
        "5": "0001:000005",
        "6": "0001:000006",
        "7": "0001:000007",
        "8": "0001:000008",
    }
    assert shown["periods"]["1"]["pace_ms"] == 120_000


@rule("R44")
def test_a_cue_stands_under_whoever_has_the_floor_and_moves_with_the_turn() -> None:
    scene = taking_comment(
        by(CAPTIONER, c.OpenTrack(language="en", delay_ms=0)), by(ANN, ask(name="Ann Lee"))
    )
    scene.given(c.PassName(ticket=1), c.CallNext(period=1), c.StartTurn(turn=1), wait(5_000))
    scene.given(by(CAPTIONER, c.AddCue(track="en", text="Hello", began=START + 1_000)))
    who = view(scene.meeting, "public")["cues"]["en/1"]["who"]
    assert who == {"turn": 1, "ticket": 1, "name": "Ann Lee"}
    scene.given(c.EndTurn(turn=1), c.GiveTurnToDais(turn=1))
    assert view(scene.meeting, "public")["cues"]["en/1"]["who"] == {"turn": 1, "ticket": 1, "dais": True}


@rule("R17")
def test_my_requests_and_comments_carry_their_receipts() -> None:
    scene = taking_comment(by(ANN, ask()), by(ANN, c.SubmitComment(text="Trees", item=2)))
    mine = me(scene.meeting, ANN.id)
    assert mine["requests"]["1"]["receipt"] == "MEETING1-S1"
    assert mine["comments"]["1"] == {
        "comment": 1,
        "receipt": "MEETING1-C1",
        "item": 2,
        "status": "submitted",
        "made_at": START,
    }


def test_an_erased_name_leaves_the_ticket() -> None:
    scene = taking_comment(by(ANN, ask(name="Ann Lee")), c.PassName(ticket=1), c.CallNext(period=1))
    erased = [
        msgspec.structs.replace(entry, event=msgspec.structs.replace(entry.event, name=e.WITHHELD))
        if isinstance(entry.event, e.RequestMade)
        else entry
        for entry in scene.log
    ]
    state = fold(erased)
    assert state is not None
    assert "name" not in view(state, "staff")["floor"]
