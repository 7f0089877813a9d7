"""A caption tool and the meeting that it posts to, past all edges: as its endpoint would, one by one."""

from __future__ import annotations

from dataclasses import dataclass, field

from meetingsvc.captions import runs
from meetingsvc.captions.keystrokes import take_typed
from meetingsvc.captions.lines import take_captions, take_line
from meetingsvc.captions.runs import Moment, Posting, Run, Step
from meetingsvc.captions.youtube import read
from meetingsvc.domain.commands import OpenTrack, StartMeeting
from meetingsvc.domain.texts import Track
from tests.support.scenario import TOOL, Scenario, scenario, wait


@dataclass
class Tool:
    """It speaks one protocol; the server remembers it, or has only the record left."""

    protocol: str = "zoom"
    pace_ms: int = 500
    meeting: Scenario = field(
        default_factory=lambda: scenario(StartMeeting(), OpenTrack(language="en"), wait(60_000))
    )
    answered: set[str] = field(default_factory=set)
    run: Run | None = None

    @property
    def name(self) -> str:
        """What the record calls it."""
        return f"{self.protocol}:1"

    @property
    def track(self) -> Track:
        """The track that it writes."""
        return self.meeting.meeting.tracks["en"]

    def posts(self, seq: int | None, text: str, *, handed_over: int | None = None) -> None:
        """Post as the endpoint does; a command id seen before has no second effect (decision 3)."""
        posting = Posting(seq, text)
        if self._taken(posting, handed_over):
            self.meeting.given(wait(self.pace_ms))

    def _taken(self, posting: Posting, handed_over: int | None) -> bool:
        if not posting.text if self.protocol == "streamtext" else posting.is_heartbeat:
            return False
        track, now = self.track, self.meeting.now
        run = runs.run_of(posting, self.run, f"{self.name}:{self.meeting.meeting.seq}")
        run = runs.still_open(run, track.recent)
        step = self._step(posting, run, Moment(now, handed_over))
        if step.command is not None and step.id not in self.answered:
            self.answered.add(step.id)
            self.meeting.do(step.command, TOOL)
            self.run = runs.settled(step, run, self.track.recent, track.cues)
        elif step.command is None:
            self.run = step.run
        return True

    def _step(self, posting: Posting, run: Run, moment: Moment) -> Step:
        match self.protocol:
            case "streamtext":
                return take_typed("en", posting, run, moment)
            case "youtube":
                captions = read(posting.text, moment.now)
                return take_captions("en", posting, captions, run, moment, self.track.recent)
            case _:
                return take_line("en", posting, run, moment)

    def forgets(self) -> None:
        """The server is restarted: only the record is left."""
        self.run = runs.known(self.name, self.track.recent)

    def is_replaced_after_the_answer_was_lost(self) -> None:
        """As ``forgets``, and the command ids are looked up in vain, as under another actor."""
        self.forgets()
        self.answered.clear()

    @property
    def last(self) -> tuple[int, str | None]:
        """The last line that counts."""
        assert self.run is not None
        return self.run.seq, self.run.text

    @property
    def shown(self) -> list[str]:
        """The texts of the last cues that have any."""
        return [cue.text for cue in self.track.recent if cue.text]

    @property
    def said(self) -> list[tuple[str | None, str]]:
        """The last cues, each with whom its sender names."""
        return [(cue.speaker, cue.text) for cue in self.track.recent if cue.text]


def after(*postings: tuple[int | None, str], protocol: str = "zoom") -> Tool:
    """Give a tool that has posted these."""
    tool = Tool(protocol)
    for seq, text in postings:
        tool.posts(seq, text)
    return tool
