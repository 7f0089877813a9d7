"""One batch of commands: each decided against the durable state plus what this batch has decided so far.

Pure apart from the clock that it is given: it writes nothing and changes no state that others see, so that
a batch whose commit fails can simply be dropped.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from meetingsvc.domain.commands import Command, ContinueItem, ScheduleMeeting
from meetingsvc.domain.continued import other_meeting
from meetingsvc.domain.decide import asked, decide
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.events import Entry, Event, MeetingAdjourned, topic_of
from meetingsvc.domain.evolve import evolve
from meetingsvc.domain.profile import Profile
from meetingsvc.domain.roles import Actor
from meetingsvc.domain.rules import Context, Topic
from meetingsvc.domain.state import Meeting
from meetingsvc.record.chain import GENESIS, Tip
from meetingsvc.record.checkpoint import Checkpoint
from meetingsvc.service.answers import Answer, results
from meetingsvc.service.clock import Clock
from meetingsvc.service.states import Change, Kept
from meetingsvc.store.codec import Codec, StoredEntry
from meetingsvc.store.log import Append, KeptAnswer, answer_key
from meetingsvc.store.rows import MeetingRow

log = logging.getLogger(__name__)

_ANSWER = msgspec.json.Decoder(Answer)


@dataclass(slots=True, eq=False)
class Ask:
    """A command that waits. `meeting` is empty for one that makes a meeting; `fresh` is as in Context."""

    meeting: str
    actor: Actor
    id: str
    command: Command
    digest: str
    fresh: str
    answer: asyncio.Future[Answer]

    @property
    def key(self) -> str:
        """Under what the answer is kept."""
        return answer_key(self.meeting, self.actor.id, self.id)


@dataclass(slots=True)
class _Draft:
    """A meeting as this batch would leave it."""

    before: Meeting | None
    state: Meeting | None
    head: str
    entries: list[Entry] = field(default_factory=list)
    history: dict[Topic, list[Entry]] = field(default_factory=dict)


class Batch:
    """Takes commands one by one and gathers what their transaction is to write."""

    def __init__(
        self,
        known: Mapping[str, KeptAnswer],
        held: Callable[[str], Kept | None],
        codec: Codec,
        clock: Clock,
        sign: Callable[[Tip], Checkpoint],
        profile_of: Callable[[str], Profile],
    ) -> None:
        self.append = Append()
        self.outcomes: list[tuple[Ask, Answer | Exception]] = []
        self._known = known
        self._held = held
        self._codec = codec
        self._clock = clock
        self._sign = sign
        self._profile_of = profile_of
        self._drafts: dict[str, _Draft] = {}

    def asked(self, ask: Ask) -> set[Topic]:
        """What the log is to be asked for before a command is decided; what it said may lead to more."""
        if not ask.meeting or ask.key in self._known or ask.key in self.append.answers:
            return set()
        return asked(ask.command, self._draft(ask.meeting).history)

    def tell(self, ask: Ask, history: Mapping[Topic, Iterable[StoredEntry]]) -> None:
        """What the log says of things that were asked for. What this batch has decided about them since it
        began, the log does not hold yet.
        """
        draft = self._draft(ask.meeting)
        decided: dict[Topic, list[Entry]] = {thing: [] for thing in history}
        for entry in draft.entries:
            about = topic_of(entry.event)
            if about in decided:
                decided[about].append(entry)
        for thing, entries in history.items():
            draft.history[thing] = [*(each.entry for each in entries), *decided[thing]]

    def take(self, ask: Ask) -> None:
        """Decide one command. A refusal is its sender's alone, and so is a fault of ours."""
        try:
            outcome: Answer | Exception = self._answer(ask)
        except Refused as refusal:
            outcome = refusal
        except Exception as fault:
            log.exception("deciding %s failed", type(ask.command).__name__)
            outcome = fault
        self.outcomes.append((ask, outcome))

    def changes(self) -> list[tuple[Change, Kept]]:
        """What the batch changed of each meeting, and what is to be kept of it."""
        return [
            (Change(meeting, draft.before, draft.state, tuple(draft.entries)), Kept(draft.state, draft.head))
            for meeting, draft in self._drafts.items()
            if draft.entries and draft.state is not None
        ]

    def _answer(self, ask: Ask) -> Answer:
        known = self._known.get(ask.key) or self.append.answers.get(ask.key)
        if known is not None:
            if known.digest != ask.digest:
                raise Refused("id_reused")
            return _ANSWER.decode(known.answer)
        meeting = ask.meeting or ask.fresh
        draft = self._draft(meeting)
        now = max(self._clock.now(), draft.state.at if draft.state else 0)
        events = decide(draft.state, ask.command, self._context(ask, draft, now))
        state, stored = self._entries(meeting, draft, events, now, ask.actor.id)
        # From here on nothing can fail: a command is in the batch whole or not at all.
        answer = Answer(0 if state is None else state.seq, results(meeting, events))
        draft.state = state
        for each in stored:
            draft.entries.append(each.entry)
            about = topic_of(each.event)
            if about in draft.history:
                draft.history[about].append(each.entry)
        self.append.entries += [(meeting, each) for each in stored]
        self.append.answers[ask.key] = KeptAnswer(ask.digest, msgspec.json.encode(answer))
        if stored:
            draft.head = stored[-1].hash
        if any(isinstance(event, MeetingAdjourned) for event in events):
            self.append.checkpoints.append(self._sign(Tip(meeting, answer.seq, now, draft.head)))
        return answer

    def _context(self, ask: Ask, draft: _Draft, now: int) -> Context:
        """What the decision may know; the rules are those that the meeting's body has now."""
        state = draft.state
        if state is None:
            body = ask.command.body if isinstance(ask.command, ScheduleMeeting) else ""
            return Context(now, ask.actor, ask.fresh, self._profile_of(body))
        to = other_meeting(state, ask.command)
        other = None if to is None else self._draft(to).state
        return Context(now, ask.actor, ask.fresh, self._profile_of(state.body), other, draft.history)

    def _draft(self, meeting: str) -> _Draft:
        draft = self._drafts.get(meeting)
        if draft is None:
            kept = self._held(meeting)
            draft = _Draft(None, None, GENESIS) if kept is None else _Draft(kept.state, kept.state, kept.head)
            self._drafts[meeting] = draft
        return draft

    def _entries(
        self, meeting: str, draft: _Draft, events: tuple[Event, ...], now: int, by: str
    ) -> tuple[Meeting | None, list[StoredEntry]]:
        state, head, stored = draft.state, draft.head, []
        for event in events:
            entry = Entry(seq=1 if state is None else state.seq + 1, at=now, by=by, event=event)
            state = evolve(state, entry)
            written = self._codec.encode(meeting, entry, head)
            head = written.hash
            stored.append(written)
        return state, stored


def meeting_row(state: Meeting) -> MeetingRow:
    """What the list of meetings shows of a state."""
    return MeetingRow(
        id=state.id,
        title=state.title,
        body=state.body,
        body_name=state.body_name,
        starts_at=state.starts_at,
        time_zone=state.time_zone,
        status=state.status,
    )


def makes_a_meeting(ask: Ask) -> bool:
    """Whether the command begins a log of its own, or says which one is to begin."""
    if isinstance(ask.command, ContinueItem):
        return ask.command.to is None
    return not ask.meeting and isinstance(ask.command, ScheduleMeeting)
