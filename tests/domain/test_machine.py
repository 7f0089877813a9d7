"""Nights that Hypothesis makes up, step by step: the invariants hold after each, whatever happens.

Beside every night runs its mirror image, in which all who support oppose and the other way round: the
same order, the same times, and the same log but for the swapped field (R22, R28).
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, run_state_machine_as_test
from hypothesis.stateful import rule as step

from meetingsvc.domain import commands as c
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.evolve import fold
from meetingsvc.domain.roles import Actor
from meetingsvc.domain.rules import Context
from meetingsvc.domain.state import Meeting
from tests.domain.invariants import INVARIANTS, still_refused, swapped
from tests.support.nights import Night
from tests.support.rules import rule
from tests.support.scenario import CAPTIONER, CHAIR, CLERK, LIVE, Scenario, by, scenario

PEOPLE = tuple(Actor(f"p{name}", frozenset({"attendee"})) for name in ("ann", "ben", "cyd", "dov", "eva"))
POSITIONS = st.sampled_from((None, "support", "oppose", "neutral"))
NTH = st.integers(0, 11)
STEPS = 100
PROVED = 50_000


class Nights(RuleBasedStateMachine):
    """A meeting and its mirror image, and what people may do in it."""

    taken = 0

    def __init__(self) -> None:
        super().__init__()
        begun = (*LIVE, c.OpenPeriod(item=2), by(CAPTIONER, c.OpenTrack(language="en")))
        asked = [by(who, c.AskToSpeak(period=1)) for who in PEOPLE[:3]]
        self.scene, self.mirror = scenario(*begun, *asked), scenario(*begun, *asked)
        self.names = 0

    @property
    def meeting(self) -> Meeting:
        return self.scene.meeting

    def do(self, command: c.Command, actor: Actor = CLERK) -> None:
        """One step: the command is decided here and in the mirror, and everything is checked."""
        before = self.meeting
        outcome = self._outcome(self.scene, command, actor)
        assert outcome == self._outcome(self.mirror, swapped(command), actor)
        if isinstance(outcome, Refused | tuple):
            assert self.meeting is before
        for holds in INVARIANTS:
            holds(before, self.meeting, self.scene.log[before.seq :])
        mirrored = [
            (entry.seq, entry.at, entry.by, swapped(entry.event)) for entry in self.mirror.log[before.seq :]
        ]
        assert mirrored == [
            (entry.seq, entry.at, entry.by, entry.event) for entry in self.scene.log[before.seq :]
        ]
        type(self).taken += 1

    @staticmethod
    def _outcome(scene: Scenario, command: c.Command, actor: Actor) -> object:
        try:
            return len(scene.do(command, actor))
        except Refused as refusal:
            return refusal.code, dict(refusal.params)

    def ticket(self, nth: int) -> int:
        """A ticket, the later ones rather; one in twelve times of nobody."""
        last = len(self.meeting.requests)
        return last + 1 if nth == 11 else max(last - nth, 1)

    def mine(self, nth: int) -> tuple[int, Actor]:
        """A ticket with its owner, or with a stranger where there is none."""
        ticket = self.ticket(nth)
        request = self.meeting.requests.get(ticket)
        return ticket, PEOPLE[0] if request is None else Actor(request.participant, frozenset({"attendee"}))

    def period(self, nth: int) -> int:
        """A period, mostly the one from which speakers are called."""
        return (nth < 9 and self.meeting.calling_period) or nth % len(self.meeting.periods) + 1

    def details(self, nth: int, position: Any) -> dict[str, Any]:
        """Names and topics that are recognised wherever they turn up; every third gives none."""
        if nth % 3 == 0:
            return {"position": position}
        self.names += 1
        fields = ("name", "topic", "contact", "interpreter", "accommodation", "pronunciation")
        return {field: f"«{field} {self.names}»" for field in fields} | {"position": position}

    # ── People ───────────────────────────────────────────────────────────────

    @step(
        nth=NTH,
        who=st.sampled_from(PEOPLE),
        position=POSITIONS,
        channel=st.sampled_from(("remote", "in_person")),
    )
    def ask(self, nth: int, who: Actor, position: Any, channel: Any) -> None:
        details = self.details(nth, position)
        self.do(c.AskToSpeak(period=self.period(nth), channel=channel, **details), who)

    @step(nth=NTH, position=POSITIONS)
    def edit(self, nth: int, position: Any) -> None:
        ticket, owner = self.mine(nth)
        self.do(c.EditRequest(ticket=ticket, channel="remote", **self.details(nth, position)), owner)

    @step(nth=NTH, places=st.integers(1, 4))
    def defer(self, nth: int, places: int) -> None:
        ticket, owner = self.mine(nth)
        self.do(c.DeferRequest(ticket=ticket, places=places), owner)

    @step(nth=NTH, kind=st.sampled_from((c.OnMyWay, c.ImHere, c.WithdrawRequest)))
    def come_or_go(self, nth: int, kind: Any) -> None:
        ticket, owner = self.mine(nth)
        self.do(kind(ticket=ticket), owner)

    @step(who=st.sampled_from(PEOPLE), position=POSITIONS)
    def comment(self, who: Actor, position: Any) -> None:
        self.do(c.SubmitComment(text="«text»", name="«author»", position=position), who)

    # ── The desk ─────────────────────────────────────────────────────────────

    @step(nth=NTH, position=POSITIONS, channel=st.sampled_from(("in_person", "phone")))
    def add_card(self, nth: int, position: Any, channel: Any) -> None:
        details = self.details(nth, position)
        self.do(c.AddRequest(period=self.period(nth), channel=channel, **details))

    @step(nth=NTH, after=st.none() | NTH)
    def move(self, nth: int, after: int | None) -> None:
        behind = None if after is None else self.ticket(after)
        self.do(c.MoveRequest(ticket=self.ticket(nth), after=behind, reason="Bus"))

    @step(nth=NTH, passed=st.booleans())
    def judge_name(self, nth: int, passed: bool) -> None:
        ticket = self.ticket(nth)
        self.do(c.PassName(ticket=ticket) if passed else c.RefuseName(ticket=ticket, reason="impersonation"))

    @step(nth=NTH)
    def remove(self, nth: int) -> None:
        speaking = self.meeting.turn if nth % 2 else None
        ticket = (speaking and speaking.ticket) or self.ticket(nth)
        self.do(c.RemoveRequest(ticket=ticket, reason="disruption"))

    @precondition(lambda self: any(r.status == "no_show" for r in self.meeting.requests.values()))
    @step(nth=NTH)
    def recall(self, nth: int) -> None:
        missed = [n for n, request in self.meeting.requests.items() if request.status == "no_show"]
        self.do(c.RecallRequest(ticket=missed[nth % len(missed)]))

    # ── The floor ────────────────────────────────────────────────────────────

    def carry_on(self, nth: int) -> None:
        """What comes next on the floor, or, one in six times, something else."""
        turn = self.meeting.turn
        if turn is None:
            self.do(c.CallNext(period=self.period(nth)), CHAIR)
            return
        coming: dict[str, tuple[Any, ...]] = {
            "called": (c.StartTurn,),
            "speaking": (c.EndTurn, c.EndTurn, c.PauseTurn),
            "paused": (c.ResumeTurn, c.EndTurn),
        }
        kinds = coming[turn.status] if nth < 10 else (c.StartTurn, c.PauseTurn, c.ResumeTurn, c.UndoCall)
        self.do(kinds[nth % len(kinds)](turn=turn.number), CHAIR)

    @step(nth=NTH)
    def floor(self, nth: int) -> None:
        self.carry_on(nth)

    @step(nth=NTH, ms=st.integers(0, 200_000))
    def floor_after_a_while(self, nth: int, ms: int) -> None:
        self.wait(ms)
        self.carry_on(nth)

    @step(nth=NTH)
    def call_next_while_another_speaks(self, nth: int) -> None:
        self.do(c.CallNext(period=self.period(nth), believes=self.meeting.floor), CHAIR)

    @step(nth=NTH)
    def call_out_of_turn(self, nth: int) -> None:
        believes = self.meeting.floor
        self.do(c.CallRequest(ticket=self.ticket(nth), believes=believes, reason="Child care"), CHAIR)

    @precondition(lambda self: self.meeting.turn is not None and self.meeting.turn.status == "called")
    @step(kind=st.sampled_from((c.CallAgain, c.MarkNoShow, c.MarkNoShow)), patience=st.booleans())
    def nobody_comes(self, kind: Any, patience: bool) -> None:
        turn = self.meeting.floor
        if patience:
            self.do(c.CallAgain(turn=turn or 0), CHAIR)
            self.wait(95_000)
        self.do(kind(turn=turn), CHAIR)

    @precondition(lambda self: self.meeting.floor is not None)
    @step(delta=st.integers(-200_000, 200_000))
    def give_time(self, delta: int) -> None:
        assert self.meeting.floor is not None
        self.do(c.GiveTime(turn=self.meeting.floor, delta_ms=delta), CHAIR)

    @precondition(lambda self: self.meeting.next_three() == () or len(self.meeting.turns) % 5 == 4)
    @step()
    def walk_up(self) -> None:
        self.do(c.WalkUp(believes=self.meeting.floor), CHAIR)

    @precondition(lambda self: self.meeting.turns)
    @step(nth=NTH)
    def put_right(self, nth: int) -> None:
        turn = nth % len(self.meeting.turns) + 1
        began = self.meeting.turns[turn].began or self.scene.now
        self.do(c.ReopenTurn(turn=self.meeting.turn_order[-1]))
        self.do(c.NameTurn(turn=turn, ticket=self.ticket(nth)))
        self.do(c.SplitTurn(turn=turn, at=began + 1_000))
        self.do(c.ConfirmTurn(turn=turn))

    # ── The meeting ──────────────────────────────────────────────────────────

    @step(
        nth=NTH, kind=st.sampled_from((c.MakeLastCall, c.WithdrawLastCall, c.WithdrawLastCall, c.ClosePeriod))
    )
    def close(self, nth: int, kind: Any) -> None:
        self.do(kind(period=self.period(nth)))

    @precondition(lambda self: len(self.meeting.periods) < 4)
    @step(item=st.integers(1, 3))
    def open(self, item: int) -> None:
        self.do(c.OpenPeriod(item=item))

    @step(kind=st.sampled_from((c.Recess, c.EnterClosedSession)))
    def leave_open_session(self, kind: Any) -> None:
        self.do(kind(), CHAIR)
        cue = c.AddCue(track="en", text="«said behind closed doors»")
        if self.meeting.status != "live":
            assert still_refused(self.meeting, cue, Context(self.scene.now, CAPTIONER))  # R42

    @precondition(lambda self: self.meeting.status != "live")
    @step()
    def come_back(self) -> None:
        self.do(c.ResumeMeeting(), CHAIR)

    @precondition(lambda self: self.meeting.status != "live")
    @step()
    def come_back_at_once(self) -> None:
        self.do(c.ResumeMeeting(), CHAIR)

    @step(blank=st.booleans())
    def blank(self, blank: bool) -> None:
        self.do(c.BlankScreens() if blank else c.UnblankScreens())

    @step(text=st.sampled_from(("So", "So it", "So it is")))
    def caption(self, text: str) -> None:
        self.do(c.AddCue(track="en", text=text), CAPTIONER)

    @step(ms=st.sampled_from((1, 900, 30_000, 95_000)))
    def wait(self, ms: int) -> None:
        self.scene.now += ms
        self.mirror.now += ms

    @step(seed=st.integers(0, 2**32))
    def whatever_a_night_may_hold(self, seed: int) -> None:
        """Every other kind of command there is, as random nights send it."""
        drawn = Night(seed, self.scene).step()
        if drawn.command is not None:
            self.do(drawn.command, drawn.actor)

    def teardown(self) -> None:
        """The log alone gives this state; the mirror's people stand where these stand."""
        assert fold(self.scene.log) == self.meeting
        assert self.meeting.queues == self.mirror.meeting.queues
        assert self.meeting.turns == self.mirror.meeting.turns


def _run(nights: int) -> int:
    taken = Nights.taken
    run_state_machine_as_test(
        Nights,
        settings=settings(
            max_examples=nights,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return Nights.taken - taken


@rule("R2", "R6", "R14", "R17", "R22", "R23", "R25", "R28", "R42", "R43")
def test_the_rules_hold_after_every_step() -> None:
    assert _run(nights=12) > 500


@pytest.mark.proof
@pytest.mark.timeout(3_600)
@rule("R2", "R6", "R14", "R17", "R22", "R23", "R25", "R28", "R42", "R43")
def test_the_rules_hold_after_fifty_thousand_steps() -> None:
    taken = 0
    while taken < PROVED:
        taken += _run(nights=(PROVED - taken) // STEPS + 50)
    print(f"{taken} steps taken")
