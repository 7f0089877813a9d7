"""The door through which every edge asks a meeting for something, and hears what became of it.

Wires the writer, the states and the wake-ups together. Knows no HTTP, no socket, no language.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection, Mapping, Sequence, Set
from functools import cache, partial
from typing import Final
from zoneinfo import available_timezones

from meetingsvc.auth import fresh_meeting_id, fresh_participant
from meetingsvc.domain.commands import AddRequest, Command, ContinueItem, ReserveCards, ScheduleMeeting
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.events import CONTINUATIONS, Class
from meetingsvc.domain.lifecycle import OVER, CommentStatus
from meetingsvc.domain.roles import Actor, allowed
from meetingsvc.domain.state import Meeting
from meetingsvc.domain.texts import Comment
from meetingsvc.service.answers import Answer, digest
from meetingsvc.service.batch import Ask
from meetingsvc.service.clock import Clock, DrivenClock
from meetingsvc.service.continuing import (
    Continuing,
    Sits,
    meetings_before,
    participant_from_before,
    places_before,
)
from meetingsvc.service.glossaries import Glossaries
from meetingsvc.service.profiles import Profiles
from meetingsvc.service.reception import Reception
from meetingsvc.service.record import Signer
from meetingsvc.service.states import Kept, Listener, States
from meetingsvc.service.wakeups import WakeUps
from meetingsvc.service.writer import AT_MOST, Writer
from meetingsvc.store import histories
from meetingsvc.store.codec import StoredEntry
from meetingsvc.store.log import Log
from meetingsvc.store.meetings import listed, with_topic
from meetingsvc.store.rows import CommentRow, CueRow, MeetingRow
from meetingsvc.store.seats import keep_codes

ID_AT_MOST = 100
"""The longest command id, in characters."""

PUBLISHED: Final[tuple[CommentStatus, ...]] = ("published",)


class Service:
    """All meetings of one installation. Reads work before `start` and after `stop`; commands do not."""

    def __init__(
        self, log: Log, clock: Clock, signer: Signer, secret: bytes, *, at_most: int = AT_MOST
    ) -> None:
        self.clock = clock
        self.log = log
        self.profiles = Profiles(log.database, clock)
        self.glossaries = Glossaries(log.database, clock)
        self.reception = Reception()
        self._states = States(log)
        self._writer = Writer(log, self._states, clock, signer.sign, self.profiles.of, at_most=at_most)
        self._wakeups = WakeUps(clock, self.submit)
        self._writer.subscribe(self._wakeups.heard)
        self._secret = secret
        self.continuing = Continuing(
            secret, self.state, self.submit, self.schedule, partial(keep_codes, log.database)
        )
        self._writer.subscribe(self.continuing.heard)

    async def start(self) -> None:
        """Take commands, and send what fell due while nobody ran."""
        await self.profiles.start()
        self._writer.start()
        for row in await self.meetings():
            if row.status not in OVER:
                self._wakeups.follow(await self.state(row.id))
            if row.status != "adjourned":
                self.continuing.tell_before(await self.state(row.id))
        for meeting in await with_topic(self.log.database, CONTINUATIONS):
            self.continuing.follow(await self.state(meeting))
        if isinstance(self.clock, DrivenClock):
            self.clock.drive(self._wakeups)
        self._wakeups.start()
        self.continuing.start()

    async def stop(self) -> None:
        """Finish what waits and take no more."""
        await self._wakeups.stop()
        await self.continuing.stop()
        await self._writer.stop()

    # ── Commands ─────────────────────────────────────────────────────────────

    async def submit(self, meeting: str, actor: Actor, command_id: str, command: Command) -> Answer:
        """The answer to a command, once it is durable (decision 3).

        `command_id` is the sender's own: the same id with the same payload gets the same answer and has
        no second effect. Raises Refused: `not_allowed`, `no_such_meeting`, `id_reused`, `unavailable`,
        and what the rules say.
        """
        ask = _ask(meeting, actor, command_id, command)
        await self._states.load(meeting)
        return await self._writer.submit(ask)

    async def schedule(
        self, actor: Actor, command_id: str, command: ScheduleMeeting, meeting: str = ""
    ) -> Answer:
        """Make a meeting; its id is the answer's result "meeting", the one given or a fresh one.

        Raises Refused as `submit` does.

        A time zone that nobody knows is refused here: the domain reads no tables of zones, and every page
        that shows the meeting's times would fail on it.
        """
        if command.time_zone not in _time_zones():
            raise Refused("invalid_field", field="time_zone")
        ask = _ask("", actor, command_id, command)
        ask.fresh = meeting or ask.fresh
        return await self._writer.submit(ask)

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` with every change once it is durable, before its sender is answered."""
        self._writer.subscribe(listener)

    # ── Reading ──────────────────────────────────────────────────────────────

    async def state(self, meeting: str) -> Meeting:
        """The meeting as it is, all sealed values included. Refuses `no_such_meeting`."""
        return (await self._states.load(meeting)).state

    async def participant_from_before(
        self, meeting: str, sits: Sits, tokens: Mapping[str, str]
    ) -> str | None:
        """Who somebody is in a meeting to which a hearing was continued, by a token of one it came from."""
        return await participant_from_before(self._secret, self.state, sits, meeting, tokens)

    async def meetings_before(self, meeting: str) -> list[str]:
        """The meetings from which a hearing came here (R42), be it by way of others; the last first."""
        return await meetings_before(self.state, meeting)

    async def places_before(self, meeting: str, ticket: int) -> list[tuple[str, str]]:
        """The meetings from which a request came here (R42), each with its participant there."""
        return await places_before(self.state, meeting, ticket)

    async def participant(self, meeting: str, sits: Sits, tokens: Mapping[str, str]) -> str | None:
        """Who somebody with these tokens (by meeting) is in a meeting: by its own, if anything is theirs by
        that, else by the place that was kept for them when a hearing was continued to it (R42).
        """
        token = tokens.get(meeting)
        own = await sits(meeting, token) if token else None
        if not tokens or (own is not None and own in (await self.state(meeting)).belongings):
            return own
        with contextlib.suppress(Refused):  # there is no such meeting: nobody has a place in it
            return await self.participant_from_before(meeting, sits, tokens) or own
        return own

    async def kept(self, meeting: str) -> Kept:
        """The state with the hash of the last event, which names the whole record up to it, of one moment.

        Refuses `no_such_meeting`.
        """
        return await self._states.load(meeting)

    async def meetings(self) -> list[MeetingRow]:
        """Every meeting, the latest to start first."""
        return await listed(self.log.database)

    async def cues(
        self,
        meeting: str,
        track: str,
        before: int | None = None,
        limit: int | None = 200,
        readers: Class = "public",
        upto: int | None = None,
    ) -> list[CueRow]:
        """The newest cues of a track numbered below `before`, the oldest first, as corrected (R38).

        `limit` None means all; `upto` leaves out whatever events came after that one. Refuses
        `no_such_meeting`, `no_such_track`.
        """
        if track not in (await self.state(meeting)).tracks:
            raise Refused("no_such_track", track=track)
        return await histories.cues(
            self.log, meeting, track, before=before, limit=limit, readers=readers, upto=upto
        )

    async def comments(
        self,
        meeting: str,
        *,
        before: int | None = None,
        limit: int | None = 50,
        numbers: Collection[int] | None = None,
        statuses: Collection[CommentStatus] | None = PUBLISHED,
        readers: Class = "public",
    ) -> list[CommentRow]:
        """Comments of these statuses (None: any) numbered below `before`, the newest first.

        `numbers` asks for these alone; `limit` None means all. Refuses `no_such_meeting`.
        """
        state = await self.state(meeting)
        wanted: list[Comment] = []
        for comment in _newest_first(state, before, numbers):
            if limit is not None and len(wanted) == limit:
                break
            if statuses is None or comment.status in statuses:
                wanted.append(comment)
        return await histories.comments(self.log, meeting, wanted, readers=readers)

    def entries(self, meeting: str) -> AsyncIterator[StoredEntry]:
        """A meeting's whole log with its bytes and sealed values, in order; empty if there is none."""
        return self.log.entries(meeting)


@cache
def _time_zones() -> Set[str]:
    """The zones of the world by their IANA names. "Factory" and "localtime" are names of none."""
    return available_timezones() - {"Factory", "localtime"}


def _newest_first(state: Meeting, before: int | None, numbers: Collection[int] | None) -> Sequence[Comment]:
    last = len(state.comments) if before is None else min(before - 1, len(state.comments))
    if numbers is None:
        return [state.comments[number] for number in range(last, 0, -1)]
    return [
        state.comments[number]
        for number in sorted(set(numbers), reverse=True)
        if number <= last and number in state.comments
    ]


def _ask(meeting: str, actor: Actor, command_id: str, command: Command) -> Ask:
    if not allowed(actor, type(command)):
        raise Refused("not_allowed")
    if not 0 < len(command_id) <= ID_AT_MOST or not command_id.isprintable():
        raise Refused("invalid_field", field="id")
    fresh = ""
    if isinstance(command, ScheduleMeeting | ContinueItem):
        fresh = fresh_meeting_id()
    elif isinstance(command, AddRequest | ReserveCards):
        fresh = fresh_participant()
    answer = asyncio.get_running_loop().create_future()
    return Ask(meeting, actor, command_id, command, digest(command), fresh, answer)
