"""Random nights: what people might do next, drawn from a seed, mostly sensible and sometimes not.

For what must hold whatever happens. A night looks at the meeting to choose numbers that exist,
so that most commands are accepted; one in eight is aimed at random.
"""

from __future__ import annotations

import random
import typing
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from meetingsvc.domain import commands as c
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.events import Entry
from meetingsvc.domain.profile import Order
from meetingsvc.domain.roles import SYSTEM, Actor
from meetingsvc.domain.slips import named
from meetingsvc.domain.spoken import Piece
from meetingsvc.domain.state import Meeting
from meetingsvc.domain.tracks import silent_at

from .continued_nights import by_the_chair, by_the_service
from .scenario import ANN, BEN, CAPTIONER, CHAIR, CLERK, CYD, TOOL, Scenario, Step, by, wait

PEOPLE: tuple[Actor, ...] = (ANN, BEN, CYD)
NAMES = ("", "Ann Lee", "Bo", "  ", "Señor Ñandú", "李", "x\x00y")
ORDERS: tuple[Order, ...] = typing.get_args(Order)
TEXTS = ("So", "So it", "So it is", "A bus to catch", "Noise")

Check = Callable[[Meeting, Meeting, Sequence[Entry]], None]


class Night:
    """Draws steps for a meeting from a seed."""

    def __init__(self, seed: int, scene: Scenario) -> None:
        self.rng = random.Random(seed)
        self.scene = scene
        self.late = False

    def play(self, steps: int, check: Check) -> None:
        """So many steps; what is refused must change nothing, each change is checked."""
        for n in range(steps):
            self.late = n > steps * 2 // 3
            step = self.step()
            if step.command is None:
                self.scene.now += step.ms
                continue
            before = self.scene.meeting
            try:
                entries = self.scene.do(step.command, step.actor)
            except Refused:
                assert self.scene.meeting is before
                continue
            check(before, self.scene.meeting, entries)

    def _number(self, numbers: Sequence[int]) -> int:
        if not numbers or self.rng.random() < 0.12:
            return self.rng.randint(1, 9)
        return self.rng.choice(numbers)

    def step(self) -> Step:
        """What somebody might do next, or some time that passes."""
        draw = self.rng.random()
        silences = [*self._silences(), *self._untranslated()]
        if silences and self.rng.random() < 0.5:
            return by(SYSTEM, self.rng.choice(silences))
        if draw < 0.15:
            return wait(self.rng.choice((1, 900, 30_000, 95_000)))
        if draw < 0.35:
            return by(self.rng.choice(PEOPLE), self.rng.choice(list(self._own())))
        if draw < 0.50:
            return by(self.rng.choice((CAPTIONER, TOOL)), self.rng.choice(list(self._captions())))
        if draw < 0.72:
            return by(CHAIR, self.rng.choice(list(self._floor())))
        if draw < 0.90:
            return by(CLERK, self.rng.choice(list(self._desk())))
        if draw < 0.91:
            return by(SYSTEM, self.rng.choice(list(by_the_service(self.rng, self.scene.meeting, PEOPLE))))
        return by(self.rng.choice((CLERK, CHAIR)), self.rng.choice(list(self._session())))

    def _details(self) -> dict[str, Any]:
        given = {field: self.rng.choice(NAMES) for field in ("name", "topic", "contact", "accommodation")}
        position = self.rng.choice((None, "support", "oppose", "neutral"))
        return {**given, "position": position} if position else given

    def _own(self) -> Iterator[c.Command]:
        state = self.scene.meeting
        period, ticket = self._number(list(state.periods)), self._number(list(state.requests))
        yield c.AskToSpeak(period=period, **self._details())
        yield c.AskToSpeak(period=period)
        yield c.EditRequest(ticket=ticket, channel="remote", **self._details())
        yield c.DeferRequest(ticket=ticket, places=self.rng.randint(1, 3))
        yield c.OnMyWay(ticket=ticket)
        yield c.ImHere(ticket=ticket)
        yield c.WithdrawRequest(ticket=ticket)
        yield c.MustLeave(ticket=ticket, at=self.scene.now + 600_000)
        given = {k: v for k, v in self._details().items() if k in ("name", "position")}
        yield c.SubmitComment(text="Trees", item=self.rng.choice((None, 2)), **given)
        yield c.WithdrawComment(comment=self._number(list(state.comments)))

    def _ceding(self) -> Iterator[c.Command]:
        """R18, for two who wait in one line, or one who has offered."""
        requests = self.scene.meeting.requests
        offering = [number for number, request in requests.items() if request.offers_to]
        ceding = [number for number, request in requests.items() if request.cedes_to]
        if offering:
            yield from (c.AcceptTime(ticket=offering[-1]), c.AcceptTime(ticket=offering[-1]))
            yield c.DeclineTime(ticket=offering[0])
        if offering + ceding:
            yield c.ReclaimTime(ticket=self.rng.choice(offering + ceding))
        for line in self.scene.meeting.queues.values():
            if len(line) > 1:
                (_, ticket), (_, to) = self.rng.sample(line, 2)
                yield c.OfferTime(ticket=ticket, to=to)

    def _paper(self) -> Iterator[c.Command]:
        """R4: numbered cards, some of which come back."""
        state = self.scene.meeting
        card = self._number(list(state.cards))
        yield c.ReserveCards(period=self._number(list(state.periods)), cards=self.rng.randint(1, 3))
        for _ in range(3):
            yield c.HandInCard(ticket=card, **self._details())
        yield c.TakeBackCards(first=card, last=card)
        yield c.PutCardBack(ticket=card)

    def _captions(self) -> Iterator[c.Command]:
        track = self.rng.choice(("en", "en", "en", "es"))
        text = self.rng.choice(TEXTS)
        yield c.AddCue(track=track, text=text, began=self.scene.now - self.rng.randint(0, 9_000))
        yield c.AddCue(track=track, text=text, source="zoom", source_seq=self.rng.randint(0, 3))
        yield c.AddCue(track=track, text=text, source="zoom", source_seq=self.rng.randint(0, 99))
        yield c.CorrectCue(track=track, cue=self.rng.randint(1, 6), text=text)
        yield from self._edits(track)
        yield from self._outward()
        recent = self.scene.meeting.tracks[track].recent if track in self.scene.meeting.tracks else ()
        revised = tuple(
            c.Revision(cue=cue.number, text=self.rng.choice(("", text)))
            for cue in recent
            if cue.source == "zoom"
        )
        yield c.ReceiveCues(track=track, source="zoom", revised=revised[-2:], added=(c.Addition(text=text),))
        yield c.OpenTrack(language=self.rng.choice(("en", "es", "fr")))
        yield c.SetTrackDelay(track=track, delay_ms=self.rng.randint(0, 9_000))
        yield c.IssueTrackUrl(track=track, protocol=self.rng.choice(("zoom", "youtube", "streamtext")))
        yield c.RevokeTrackUrl(track=track, url=self.rng.choice((None, 1, 2)))

    def _outward(self) -> Iterator[c.Command]:
        """What machines pass on and translate."""
        track, language = self.rng.choice(("en", "es", "fr")), self.rng.choice(("es", "fr", "vi"))
        yield c.StartTranslation(track=track, language=language)
        yield c.StopTranslation(track=self.rng.choice(sorted(self.scene.meeting.translations) or ("es",)))
        yield c.StartRelay(track=track, protocol="zoom", url=f"https://us1.zoom.us/cc?id={self.rng.random()}")
        yield c.StopRelay(relay=self._number(list(self.scene.meeting.relays)))

    def _untranslated(self) -> Iterator[c.Command]:
        for _, translation in sorted(self.scene.meeting.translations.items()):
            last = self.scene.meeting.tracks[translation.of].cues
            if last > translation.done:
                yield c.NoteUntranslated(
                    track=translation.track, first=translation.done + 1, last=last, why="failed"
                )

    def _edits(self, track: str) -> Iterator[c.Command]:
        """People mending one of the first cues: split, merged into the next, redacted."""
        cue, now = self.rng.randint(1, 6), self.scene.now
        halves = (Piece("So", now - 9_000, now - 8_000, "Ann"), Piece("it is", now - 8_000, now))
        into = c.Edit(cue=cue + 1, pieces=(Piece("So it is", now - 9_000, now),))
        yield c.EditCues(track=track, edits=(c.Edit(cue=cue, pieces=halves, seen=self.rng.randint(0, 1)),))
        yield c.EditCues(track=track, edits=(c.Edit(cue=cue, into=cue + 1), into))
        span = c.RedactedSpan(track=track, cue=cue, start=0, stop=self.rng.randint(1, 3))
        yield c.RedactCues(reason="child", spans=(span,))

    def _silences(self) -> Iterator[c.Command]:
        """What the clock would send by now."""
        for _, track in sorted(self.scene.meeting.tracks.items()):
            silent = silent_at(self.scene.meeting, track)
            if silent is not None and silent[1] <= self.scene.now:
                yield c.NoteSilence(track=track.name, since=silent[0])

    def _floor(self) -> Iterator[c.Command]:
        state = self.scene.meeting
        floor = state.floor if self.rng.random() < 0.9 else self.rng.randint(1, 5)
        period, ticket = self._number(list(state.periods)), self._number(list(state.requests))
        yield c.CallNext(period=period, believes=floor)
        yield c.CallNext(period=state.calling_period or 1, believes=floor)
        yield c.CallRequest(ticket=ticket, believes=floor, reason=self.rng.choice(("", "Bus")))
        yield c.WalkUp(believes=floor)
        turn = floor or 1
        clock: Sequence[Any] = (c.StartTurn, c.StartTurn, c.EndTurn, c.PauseTurn, c.ResumeTurn)
        for kind in (*clock, c.CallAgain, c.MarkNoShow, c.MarkNoShow, c.UndoCall):
            yield kind(turn=turn)
        yield c.ReopenTurn(turn=state.turn_order[-1] if state.turn_order else 1)
        yield c.GiveTime(turn=turn, delta_ms=self.rng.randint(-200_000, 200_000))

    def _desk(self) -> Iterator[c.Command]:
        state = self.scene.meeting
        ticket, turn = self._number(list(state.requests)), self._number(state.turn_order)
        comment = self._number(list(state.comments))
        after = self.rng.choice((None, self._number(list(state.requests))))
        yield c.AddRequest(period=self._number(list(state.periods)), channel="phone", **self._details())
        yield c.EditRequest(ticket=ticket, channel="in_person", **self._details())
        yield c.CheckIn(ticket=ticket)
        yield c.CorrectRequest(ticket=ticket, channel="phone", name=self.rng.choice(NAMES))
        yield c.MergeRequests(ticket=ticket, other=self._number(list(state.requests)))
        yield from self._paper()
        yield c.RenewReturnCode(ticket=ticket)
        yield c.PassName(ticket=ticket)
        yield c.GrantAccommodation(ticket=ticket, extra_ms=self.rng.choice((0, 40_000)))
        yield from self._ceding()
        yield c.RefuseName(ticket=ticket, reason="impersonation")
        yield c.MoveRequest(ticket=ticket, after=after, reason="Bus")
        yield c.RemoveRequest(ticket=ticket, reason="over_time")
        yield c.WithdrawRequest(ticket=ticket)
        yield c.WarnSpeaker(ticket=ticket, reason="disruption")
        yield c.WarnSpeaker(turn=turn, reason="disruption")
        yield c.MoveToPeriod(ticket=ticket, period=self._number(list(state.periods)))
        if state.slip is not None:
            for _ in range(4):
                _, slipped, turned, about = named(state.slip)
                yield c.UndoSlip(what=state.slip.what, ticket=slipped, turn=turned, period=about)
        missed = [number for number, request in state.requests.items() if request.status == "no_show"]
        yield c.RecallRequest(ticket=self._number(missed))
        yield c.PublishComment(comment=comment)
        yield c.HoldComment(comment=comment, reason="private_data")
        yield c.NameTurn(turn=turn, name="Bo Li")
        yield c.NameTurn(turn=turn, ticket=ticket)
        yield c.ConfirmTurn(turn=turn)
        yield c.GiveTurnToDais(turn=turn)
        began = state.turns[turn].began if turn in state.turns else None
        yield c.SplitTurn(turn=turn, at=(began or self.scene.now) + 400)

    def _session(self) -> Iterator[c.Command]:
        state, rng = self.scene.meeting, self.rng
        item, period = self._number(state.agenda), self._number(list(state.periods))
        steps: Sequence[Any] = (c.OpenSignUp, c.StartMeeting, c.StartMeeting, c.PublishTranscript)
        pauses: Sequence[Any] = (c.Recess, c.EnterClosedSession, *[c.ResumeMeeting] * 3)
        for kind in (*steps, *pauses, c.BlankScreens, c.UnblankScreens, c.ClearAnnouncement):
            yield kind()
        if state.status == "outage":
            for _ in range(9):
                yield c.NoteOutageStep(note="Called the provider")
                yield c.EndOutage(how="restored")
                yield c.EndOutage(how="finding", ayes="Ada, Bo")
        yield c.ReportOutage(failed=["two_way", "captions"], note="The line is dead")
        yield c.ClearRoom(reason="Shouting")
        yield c.ReadmitRoom()
        yield c.SetHours(hard_stop=rng.choice((None, self.scene.now + 3_600_000)))
        if self.late:
            yield c.Adjourn()
        yield from by_the_chair(rng, state, item)
        yield c.Announce(text=rng.choice(TEXTS))
        yield from self._periods(item, period)
        yield from self._lots(item, period)
        listed = [number for number, request in state.requests.items() if request.status == "listed"]
        yield c.AdmitRequest(ticket=self._number(listed), reason=rng.choice(("", "Late")))
        yield c.StartItem(item=item, without_comment=True)
        yield c.FinishItem(item=item, without_comment=True)
        yield c.AddItem(label="Urgent", after=item)
        yield c.EditItem(item=item, label="Amended")
        yield c.MoveItem(item=item, after=rng.choice((None, self._number(state.agenda))))

    def _periods(self, item: int, period: int) -> Iterator[c.Command]:
        """Comment periods opened in every order, and closed."""
        rng = self.rng
        for _ in range(3):
            yield c.OpenPeriod(item=item)
        for _ in range(3):
            yield c.OpenPeriod(item=item, ceding=True, at_most_ms=rng.choice((0, 300_000)))
        yield c.SetAllotment(period=period, allotment_ms=rng.choice((60_000, 120_000)), reason="Late")
        yield c.MakeLastCall(period=period)
        yield c.WithdrawLastCall(period=period)
        yield c.ClosePeriod(period=period)
        yield c.OpenPeriod(item=item, order=rng.choice(ORDERS), total_cap_ms=rng.choice((0, 600_000)))
        yield c.OpenPeriod(item=item, order="lottery", lottery_above=1)
        yield c.CallFrom(period=period)
        yield c.SetItemConsent(item=item, consent=rng.random() < 0.7)

    def _lots(self, item: int, period: int) -> Iterator[c.Command]:
        """R7: frozen, seeded and drawn, or dropped."""
        state, rng = self.scene.meeting, self.rng
        draw = self._number(list(state.draws))
        yield c.FreezeDraw(period=period)
        lotteries = [number for number, it in state.periods.items() if it.rules.order == "lottery"]
        for _ in range(9 if lotteries else 0):  # few periods are drawn: these often
            yield c.FreezeDraw(period=self._number(lotteries))
            yield c.GiveSeed(draw=draw, text="4 2")
            yield c.DrawLots(draw=draw)
        yield c.OpenPeriod(item=item, order="lottery", lottery_above=1)
        yield c.GiveSeed(draw=draw, text=rng.choice(("4 2", "6")))
        yield c.DrawLots(draw=draw)
        yield c.DropDraw(draw=draw, reason="Too early")
