"""Fan-out: whatever happens, in whatever order people come, go and read, each copy is what it ought to be."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.domain.commands import Announce, AskToSpeak, EditRequest, SubmitComment
from meetingsvc.domain.events import Entry
from meetingsvc.domain.roles import Actor
from meetingsvc.domain.state import Meeting
from meetingsvc.live.fanout import Fanout
from meetingsvc.live.frames import Bundle, event
from meetingsvc.live.line import Line
from meetingsvc.live.member import Member
from meetingsvc.live.room import RING_FRAMES
from meetingsvc.live.rounds import AT_ONCE, SLOW_BYTES, Round
from meetingsvc.readmodel import views
from meetingsvc.readmodel.shown import Audience
from meetingsvc.service.states import Change
from tests.live.client import Copy
from tests.support.nights import Night
from tests.support.scenario import ANN, BEN, CLERK, Scenario, taking_comment


class Reader:
    """Someone who follows a meeting over a line that nobody empties but they."""

    def __init__(self, fanout: Fanout, audience: Audience = "public", who: Actor | None = None) -> None:
        self.copy = Copy()
        self.messages: list[tuple[str, Any]] = []
        self._fanout = fanout
        self._audience = audience
        self._who = who
        self._member: Member | None = None

    @property
    def here(self) -> bool:
        """Whether one has come in."""
        return self._member is not None

    @property
    def line(self) -> Line:
        """Where its messages come in."""
        assert self._member is not None
        return self._member.line

    def join(self) -> dict[str, Any]:
        """Come in, or come back with the copy one has; what was on the way is lost, as on a dead line."""
        self.leave()
        line = Line(bound=10_000_000)
        participant = self._who.id if self._who else None
        self._member = Member(line, self._audience, participant, tracks=frozenset({"en"}))
        answer: dict[str, Any] = wire(self._fanout.join(self._member, self.copy.seq))
        self.copy.joined(answer)
        return answer

    def leave(self) -> None:
        """Go."""
        if self._member is not None:
            self._fanout.leave(self._member)
            self._member = None

    def read(self) -> None:
        """Take in all that has come."""
        while self._member is not None and not self.line.empty():
            packet = self.line.get_nowait()
            self.line.task_done()
            name, payload = json.loads(packet.data.partition(",")[2])
            self.messages.append((name, payload))
            if name == "patch":
                assert self.copy.receive(payload) == "applied"

    def sees(self, state: Meeting) -> None:
        """Check the copy against a fresh view, and what concerns oneself."""
        assert self.copy.view == wire(views.view(state, self._audience))
        if self._who is not None:
            assert self.copy.me == wire(views.me(state, self._who.id))


def wire(value: Any) -> Any:
    """A value as it comes out of JSON, patches in their encoded form included."""
    return msgspec.json.decode(msgspec.json.encode(value))


class Telling:
    """A scenario whose changes a fan-out is told."""

    def __init__(self, scene: Scenario) -> None:
        self.scene = scene
        self.fanout = Fanout(scene.meeting)

    def happened(self, before: Meeting, after: Meeting, entries: Sequence[Entry]) -> None:
        self.fanout.changed(Change(after.id, before, after, tuple(entries)))

    def do(self, command: Any, actor: Actor = CLERK) -> None:
        before = self.scene.meeting
        entries = self.scene.do(command, actor)
        self.happened(before, self.scene.meeting, entries)


@given(st.integers(min_value=0, max_value=2**32))
async def test_a_copy_equals_a_fresh_view_whatever_happens(seed: int) -> None:
    rng = random.Random(seed)
    telling = Telling(taking_comment())
    night = Night(seed, telling.scene)
    readers = [
        Reader(telling.fanout),
        Reader(telling.fanout),
        Reader(telling.fanout, who=ANN),
        Reader(telling.fanout, who=ANN),
        Reader(telling.fanout, who=BEN),
        Reader(telling.fanout, "staff"),
        Reader(telling.fanout, "staff"),
    ]
    for _ in range(40):
        night.play(rng.randint(0, 3), telling.happened)
        draw = rng.random()
        reader = rng.choice(readers)
        if draw < 0.5:
            await telling.fanout.settle()
            reader.read()
            if reader.here:  # all that is not in the copy yet is nothing that its audience sees
                reader.sees(telling.scene.meeting)
        elif draw < 0.8:
            reader.join()
            reader.sees(telling.scene.meeting)
        elif draw < 0.9:
            reader.leave()
        else:
            telling.fanout.partial("en", {"track": "en", "cue": "c", "text": "So"})
    await telling.fanout.settle()
    for reader in readers:
        reader.read()
        reader.join()
        reader.sees(telling.scene.meeting)


async def test_changes_that_fall_due_together_travel_as_one_frame() -> None:
    telling = Telling(taking_comment())
    reader = Reader(telling.fanout)
    reader.join()
    seq = telling.scene.meeting.seq
    telling.do(Announce(text="One."))
    telling.do(Announce(text="Two."))
    telling.do(AskToSpeak(period=1), ANN)
    await telling.fanout.settle()
    reader.read()
    [(_, frame)] = reader.messages
    assert (frame["after"], frame["seq"]) == (seq, seq + 3)
    assert frame["patch"]["meeting"] == {"announcement": "Two."}


async def test_only_whom_it_concerns_is_sent_what_the_public_cannot_see() -> None:
    telling = Telling(taking_comment())
    ann, ann_too, ben, anyone = (
        Reader(telling.fanout, who=ANN),
        Reader(telling.fanout, who=ANN),
        Reader(telling.fanout, who=BEN),
        Reader(telling.fanout),
    )
    everyone = (ann, ann_too, ben, anyone)
    for reader in everyone:
        reader.join()
    telling.do(AskToSpeak(period=1), ANN)
    await telling.fanout.settle()
    for reader in everyone:
        reader.read()
    assert ["me" in reader.messages[-1][1] for reader in everyone] == [True, True, False, False]
    seq = telling.scene.meeting.seq
    telling.do(EditRequest(ticket=1, channel="remote", contact="555-0100"), ANN)
    await telling.fanout.settle()
    for reader in everyone:
        reader.read()
    assert [len(reader.messages) for reader in everyone] == [2, 2, 1, 1]
    assert ann.messages[-1][1] == {"after": seq, "seq": seq + 1, "me": ann.copy.me}
    telling.do(Announce(text="Five more minutes."))
    await telling.fanout.settle()
    for reader in everyone:
        reader.read()
    assert [reader.messages[-1][1]["after"] for reader in everyone] == [seq + 1, seq + 1, seq, seq]
    for reader in everyone:
        reader.sees(telling.scene.meeting)


async def test_a_private_change_that_changes_nothing_of_anyones_is_not_sent() -> None:
    telling = Telling(taking_comment())
    reader = Reader(telling.fanout)
    reader.join()
    telling.do(SubmitComment(text="Mend the bridge.", contact="ann@example.org"), ANN)
    await telling.fanout.settle()
    reader.read()
    assert "Mend" not in json.dumps(reader.messages)


async def test_a_view_is_encoded_once_for_all_who_join_at_the_same_seq() -> None:
    telling = Telling(taking_comment())
    one = telling.fanout.join(Member(Line(1_000_000), "public"), None)
    two = telling.fanout.join(Member(Line(1_000_000), "public"), None)
    assert one["view"] is two["view"]
    telling.do(Announce(text="News."))
    three = telling.fanout.join(Member(Line(1_000_000), "public"), None)
    assert three["view"] is not one["view"]


async def test_one_frame_is_shared_by_everyone_in_step() -> None:
    telling = Telling(taking_comment())
    members = [Member(Line(1_000_000), "public") for _ in range(3)]
    for member in members:
        telling.fanout.join(member, None)
    telling.do(Announce(text="News."))
    await telling.fanout.settle()
    packets = {id(member.line.get_nowait()) for member in members}
    assert len(packets) == 1


async def test_a_round_lets_everyone_else_have_a_turn() -> None:
    members = [Member(Line(1_000_000), "public") for _ in range(2 * AT_ONCE + 1)]
    sending = Round(members, {}, event("patch", {"after": 1, "seq": 2}), {}).send()
    for reached in (AT_ONCE, 2 * AT_ONCE):
        sending.send(None)
        assert sum(not member.line.empty() for member in members) == reached
    with pytest.raises(StopIteration):
        sending.send(None)
    assert all(not member.line.empty() for member in members)


async def test_a_slow_client_is_spared_what_it_can_do_without() -> None:
    telling = Telling(taking_comment())
    slow, quick = Reader(telling.fanout), Reader(telling.fanout)
    for reader in (slow, quick):
        reader.join()
    while slow.line.backlog <= SLOW_BYTES:
        slow.line.send(Bundle([event("filler", "x" * 1_000)]))
    telling.fanout.partial("en", {"track": "en", "cue": "c1", "text": "So"})
    telling.do(Announce(text="News."))
    await telling.fanout.settle()
    slow.read()
    quick.read()
    assert [name for name, _ in slow.messages if name != "filler"] == ["patch"]
    assert [name for name, _ in quick.messages] == ["partial", "patch"]


async def test_who_was_away_too_long_gets_the_whole_view() -> None:
    telling = Telling(taking_comment())
    reader, stays = Reader(telling.fanout), Reader(telling.fanout)
    reader.join()
    stays.join()
    reader.leave()
    for n in range(RING_FRAMES + 1):
        telling.do(Announce(text=f"Sentence {n}."))
        await telling.fanout.settle()
        stays.read()
    assert "view" in reader.join()
    reader.sees(telling.scene.meeting)


async def test_a_copy_from_between_two_changes_of_one_frame_is_replaced() -> None:
    telling = Telling(taking_comment())
    stays = Reader(telling.fanout)
    stays.join()
    telling.do(Announce(text="One."))
    between = telling.scene.meeting
    telling.do(Announce(text="Two."))
    await telling.fanout.settle()
    page = Reader(telling.fanout)
    page.copy.seq, page.copy.view = between.seq, wire(views.view(between, "public"))
    assert "view" in page.join()
    page.sees(telling.scene.meeting)


async def test_a_change_that_was_never_told_makes_everyone_ask_anew() -> None:
    telling = Telling(taking_comment())
    reader = Reader(telling.fanout)
    reader.join()
    telling.scene.do(Announce(text="Lost."))
    telling.do(Announce(text="Found."))
    await telling.fanout.settle()
    frame = json.loads(reader.line.get_nowait().data.partition(",")[2])[1]
    assert reader.copy.receive(frame) == "gap"
    assert "view" in reader.join()
    reader.sees(telling.scene.meeting)


async def test_the_last_partial_of_a_window_stands_for_all_and_reaches_followers_only() -> None:
    telling = Telling(taking_comment())
    follower, other = Reader(telling.fanout), Reader(telling.fanout)
    follower.join()
    telling.fanout.join(Member(Line(1_000_000), "public", tracks=frozenset({"es"})), None)
    other.join()
    for text in ("So", "So it", "So it is"):
        telling.fanout.partial("en", {"track": "en", "cue": "c1", "text": text})
    await telling.fanout.settle()
    follower.read()
    assert follower.messages == [("partial", {"track": "en", "cue": "c1", "text": "So it is"})]
