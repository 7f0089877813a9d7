"""With 1,500 waiting on one item, what one change sends to an attendee stays small: counted, not timed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain.roles import Actor
from meetingsvc.live.frames import event
from meetingsvc.readmodel.views import me, patch
from tests.support.rules import rule
from tests.support.scenario import CHAIR, CLERK, Scenario, by, taking_comment, wait

MANY = 1_500
AT_MOST = 1_000  # bytes on the wire


@pytest.fixture(scope="module")
def crowd() -> Scenario:
    """1,500 people wait on one item, all with a name and a topic that staff have passed."""
    scene = taking_comment()
    for n in range(1, MANY + 1):
        scene.do(c.AskToSpeak(period=1, name=f"Maximiliane Musterfrau {n}", topic="Agenda item"), person(n))
        scene.do(c.PassName(ticket=n))
    return scene


def person(n: int) -> Actor:
    return Actor(f"p{n:020d}", frozenset({"attendee"}))


def sent(scene: Scenario, command: c.Command, actor: Actor, who: Actor) -> int:
    """The bytes of the frame that goes to one attendee for a command."""
    before = scene.meeting
    entries = scene.do(command, actor)
    after = scene.meeting
    payload = {"after": before.seq, "seq": after.seq, "patch": patch(before, after, entries, "public")}
    return len(event("patch", {**payload, "me": me(after, who.id)}))


def changes() -> Iterator[tuple[c.Command, Actor, Actor]]:
    """What happens in a full room: the command, who sends it, and whose frame is weighed."""
    late = person(MANY + 1)
    yield c.AskToSpeak(period=1, name="Late Comer", topic="Trees"), late, late
    yield c.MoveRequest(ticket=MANY, reason="By order of the chair"), CLERK, person(MANY)
    yield c.MoveRequest(ticket=MANY // 2, reason="Bus", after=MANY - 1), CLERK, person(MANY // 2)
    yield c.DeferRequest(ticket=3, places=700), person(3), person(3)
    yield c.OnMyWay(ticket=1), person(1), person(1)
    yield c.ImHere(ticket=1), person(1), person(1)
    yield c.CallNext(period=1), CHAIR, person(MANY)
    yield c.StartTurn(turn=1), CHAIR, person(MANY)
    yield c.CallNext(period=1, believes=1), CHAIR, person(MANY)
    yield c.WithdrawRequest(ticket=900), person(900), person(900)
    yield from on_the_floor()
    yield from at_the_desk()
    yield from of_the_meeting()


def on_the_floor() -> Iterator[tuple[c.Command, Actor, Actor]]:
    """Calls in vain and the clock: weighed for whoever is called, who hears the most of it."""
    for command in (
        c.UndoCall(turn=2),
        c.CallNext(period=1),
        c.CallAgain(turn=3),
        c.StartTurn(turn=3),
        c.PauseTurn(turn=3),
        c.ResumeTurn(turn=3),
        c.GiveTime(turn=3, delta_ms=30_000, reason="The microphone failed"),
        c.EndTurn(turn=3),
        c.ReopenTurn(turn=3),
        c.EndTurn(turn=3),
        c.CallRequest(ticket=700, reason="Child care"),
        c.StartTurn(turn=4),
        c.EndTurn(turn=4),
    ):
        yield command, CHAIR, person(700)
    yield c.WalkUp(), CHAIR, person(5)
    yield c.NameTurn(turn=5, name="Whoever that was"), CLERK, person(5)
    yield c.EndTurn(turn=5), CHAIR, person(5)


def at_the_desk() -> Iterator[tuple[c.Command, Actor, Actor]]:
    """What staff do with one request: weighed for its owner, whose own card is the largest part."""
    paper = c.AddRequest(period=1, channel="phone", name="Doug Cox", interpreter="Spanish")
    long: dict[str, Any] = dict.fromkeys(("name", "topic", "contact", "accommodation"), "ABCDE fghij " * 8)
    yield paper, CLERK, person(5)
    yield c.EditRequest(ticket=800, channel="remote", interpreter="Spanish", **long), person(800), person(5)
    for command in (
        c.PassName(ticket=801),
        c.RefuseName(ticket=801, reason="impersonation"),
        c.CheckIn(ticket=801),
        c.WarnSpeaker(ticket=801, reason="disruption"),
        c.GrantAccommodation(ticket=801, extra_ms=60_000),
        c.RemoveRequest(ticket=801, reason="disruption"),
        c.UndoSlip(ticket=801, what="remove"),
        c.MustLeave(ticket=801, at=2_000_000_000_000),
    ):
        yield command, CLERK, person(801)
    yield c.MergeRequests(ticket=802, other=803), CLERK, person(803)


def of_the_meeting() -> Iterator[tuple[c.Command, Actor, Actor]]:
    """What everyone sees: the time for each cut, the last call, an outage and its end."""
    for command in (
        c.SetAllotment(period=1, allotment_ms=60_000, reason="The hour is late"),
        c.SetHours(hard_stop=2_000_000_000_000),
        c.MakeLastCall(period=1),
        c.ReportOutage(failed=["stream", "captions"], note="No picture at home"),
        c.NoteOutageStep(note="The encoder starts again"),
        c.EndOutage(how="restored"),
        c.WithdrawLastCall(period=1),
        c.Recess(),
        c.ResumeMeeting(),
        c.BlankScreens(),
        c.UnblankScreens(),
        c.Announce(text="Please come to the seats by the lectern " * 5),
        c.OpenPeriod(item=3),
        c.MoveToPeriod(ticket=804, period=2),
    ):
        yield command, CHAIR if type(command) is not c.MoveToPeriod else CLERK, person(804)
    yield c.SubmitComment(text="Trees", item=2, position="support"), person(6), person(6)
    yield c.PublishComment(comment=1), CLERK, person(6)


@rule("R25")
def test_a_change_among_1500_is_under_one_kilobyte_for_everyone(crowd: Scenario) -> None:
    sizes = []
    for command, actor, who in changes():
        crowd.given(wait(1_000))
        sizes.append((sent(crowd, command, actor, who), command))
    assert [(size, command) for size, command in sizes if size >= AT_MOST] == []


def test_it_is_as_small_for_a_bystander_among_1500_as_among_15(crowd: Scenario) -> None:
    few = taking_comment(*[by(person(n), c.AskToSpeak(period=1)) for n in range(1, 16)])
    many = taking_comment(*[by(person(n), c.AskToSpeak(period=1)) for n in range(1, MANY + 1)])
    bystander = Actor("pnobody", frozenset({"attendee"}))
    for scenes in (few, many):
        scenes.given(c.MoveRequest(ticket=9, reason="Bus"))
    joins = [sent(scene, c.AskToSpeak(period=1), person(9_999), bystander) for scene in (few, many)]
    calls = [sent(scene, c.CallNext(period=1), CHAIR, bystander) for scene in (few, many)]
    digits = 2 * 2 * len("00")  # numbers with two digits more, at most twice in a patch and once in each seq
    assert joins[1] - joins[0] <= digits
    assert calls[1] - calls[0] <= digits
