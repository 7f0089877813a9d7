"""A real meeting captioned five ways at once: the same words, and who said them, in five transcripts."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from meetingsvc.domain.commands import Command, ConfirmTurn, Edit, EditCues
from meetingsvc.domain.roles import Actor
from meetingsvc.domain.spoken import Piece
from meetingsvc.domain.state import Meeting
from meetingsvc.readmodel.transcript import Line, lines
from meetingsvc.service.clock import SystemClock
from meetingsvc.service.installation import Installation, open_installation
from tests.rehearsal.five_ways import WAYS, FiveWays
from tests.rehearsal.recordings import around_the_calls
from tests.support.rules import rule
from tests.support.shared_data import FAIRFAX, RealMeeting, Said, real_meeting

CLERK = Actor("staff:900", frozenset({"clerk"}))
EARLY, LATE = 2_000, 6_000


@dataclass(frozen=True)
class Heard:
    """One line of a transcript beside what was really said: the recorded line of each of its words."""

    line: Line
    said: Sequence[Said]

    def wrong(self, meeting: RealMeeting) -> bool:
        """Whether words stand here that another said. Of a recorded line in which the floor was handed over
        nobody knows which words are whose.
        """
        return any(
            self.given not in (meeting.name_at(said.began) or "", meeting.name_at(said.ended) or "")
            for said in self.said
        )

    @property
    def given(self) -> str:
        """The name that stands there."""
        return self.line.who.name if self.line.who else ""


def lateness(turn: int) -> Mapping[str, int]:
    """How late each way is: 2, 4 or 6 s, each way another with each turn."""
    return {way: 2_000 * (1 + (place + turn) % 3) for place, way in enumerate(WAYS)}


@pytest.mark.parametrize("turn", [0])
@rule("R44")
def test_five_tracks_say_the_same_words_and_one_line_at_most_is_wrong_at_a_hand_over(
    tmp_path: Path, turn: int
) -> None:
    five_tracks(around_the_calls(tmp_path / "calls", 6), tmp_path / "data", turn)


@pytest.mark.proof
@pytest.mark.parametrize("turn", [0, 1, 2])
@pytest.mark.timeout(3_600)
def test_so_it_is_in_the_whole_real_meeting(tmp_path: Path, turn: int) -> None:
    five_tracks(FAIRFAX, tmp_path / "data", turn)


def five_tracks(folder: Path, data: Path, turn: int) -> None:
    """Hold it, compare each track with the recording, let the clerk confirm, and compare again."""
    five = FiveWays(folder, lateness(turn))
    asyncio.run(five.hold(data))
    asyncio.run(judged(five, real_meeting(folder), data))


async def judged(five: FiveWays, meeting: RealMeeting, data: Path) -> None:
    assert {way: tool.statuses for way, tool in five.tools.items()} == {
        way: set() if way == "typed" else {200} for way in WAYS
    }
    async with open_installation(data, SystemClock()) as installation:
        (row,) = await installation.service.meetings()
        tracks = [tool.track for tool in five.tools.values()]
        assert tracks == ["en", "en-2", "en-3", "en-4", "en-5"]
        for track in tracks:
            heard = await transcript(installation, row.id, track, meeting)
            wrong = [each for each in heard if each.wrong(meeting)]
            at_hand_overs = Counter(nearest(each, meeting) for each in wrong)
            assert max(at_hand_overs.values(), default=0) <= 1, (track, at_hand_overs)
            assert all(each.line.near_hand_over and not each.line.confirmed for each in wrong), track
            await mend(installation, row.id, track, wrong, heard, meeting, five.plan.starts_at)
        state = await installation.service.state(row.id)
        for number in state.turns:
            await act(installation, row.id, ConfirmTurn(turn=number))
        for track in tracks:
            heard = await transcript(installation, row.id, track, meeting)
            assert [each for each in heard if each.wrong(meeting)] == []


async def transcript(installation: Installation, meeting: str, track: str, real: RealMeeting) -> list[Heard]:
    """A track's lines, each with when its words were really said; all words are those of the recording."""
    state: Meeting = await installation.service.state(meeting)
    cues = await installation.service.cues(meeting, track, limit=None)
    shown = [line for line in lines(state, track, cues) if line.text]
    said = [(word, line) for line in real.said for word in line.text.split()]
    assert [word for line in shown for word in (line.text or "").split()] == [word for word, _ in said]
    return list(_beside(shown, said))


def _beside(shown: Sequence[Line], said: Sequence[tuple[str, Said]]) -> Iterator[Heard]:
    at = 0
    for line in shown:
        count = len((line.text or "").split())
        yield Heard(line, [recorded for _, recorded in said[at : at + count]])
        at += count


def nearest(heard: Heard, meeting: RealMeeting) -> int:
    """The hand-over that a line is nearest to."""
    hand_overs = [instant for call in meeting.calls for instant in (call.began, call.ended)]
    return min(hand_overs, key=lambda instant: abs(instant - heard.said[0].began))


async def mend(
    installation: Installation,
    meeting: str,
    track: str,
    wrong: Sequence[Heard],
    heard: Sequence[Heard],
    real: RealMeeting,
    starts_at: int,
) -> None:
    """As the clerk does, who is shown these lines first: each word to the moment at which it was said."""
    began = {each.line.cue: each.line.began for each in heard}
    order = sorted(began)
    behind = {one: began[other] for one, other in pairwise(order)}
    before = {other: began[one] for one, other in pairwise(order)}
    for each in wrong:
        cue = each.line.cue
        pieces = tuple(
            Piece(text, *_within(starts_at + at, before.get(cue, 0), behind.get(cue, each.line.ended)))
            for text, at in _stretches(each, real)
        )
        await act(installation, meeting, EditCues(track=track, edits=(Edit(cue, pieces),)))


def _within(at: int, first: int, last: int) -> tuple[int, int]:
    began = min(max(at, first), last)
    return began, began


def _stretches(heard: Heard, real: RealMeeting) -> Iterator[tuple[str, int]]:
    """A line in pieces, one for each person whose words are in it, with when those began."""
    words = (heard.line.text or "").split()
    start = 0
    for place in range(1, len(words) + 1):
        last = place == len(words)
        if last or real.name_at(heard.said[place].began) != real.name_at(heard.said[start].began):
            yield " ".join(words[start:place]), heard.said[start].began
            start = place


async def act(installation: Installation, meeting: str, command: Command) -> Any:
    """A command of the clerk's."""
    name = f"mend-{hash(command)}"
    return await installation.service.submit(meeting, CLERK, name, command)
