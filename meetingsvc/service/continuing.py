"""A hearing continued to a later meeting, brought there (R42): from the record of the meeting that it leaves,
which is the truth of it, to that of the other, which may have to be made first.

Owns that it arrives, once, however often the process dies between the two logs: what is still to be done is
read off the first. And who a person is there: another participant, found by a secret and by no table
(decision 13).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping, Set
from functools import partial
from typing import Protocol

from meetingsvc.auth import derived_participant, fresh_token
from meetingsvc.domain.carried import carried
from meetingsvc.domain.commands import (
    Command,
    NoteLaterMeeting,
    ReturnItem,
    ScheduleMeeting,
    SettleContinuation,
)
from meetingsvc.domain.continued import pending, received_by, stands, told_of
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.hearings import Continuation
from meetingsvc.domain.requests import Request
from meetingsvc.domain.roles import SYSTEM, Actor
from meetingsvc.domain.state import Meeting
from meetingsvc.service.answers import Answer
from meetingsvc.service.clock import pause
from meetingsvc.service.states import Change

RETRY_S = 1.0
"""How long to wait (the loop's time) before what was not taken is sent again."""

CODES_MS = 24 * 3_600_000
"""For how long after the beginning of the later meeting the return codes of those who wait are good."""

log = logging.getLogger(__name__)

Submit = Callable[[str, Actor, str, Command], Awaitable[Answer]]
Schedule = Callable[[Actor, str, ScheduleMeeting, str], Awaitable[Answer]]
StateOf = Callable[[str], Awaitable[Meeting]]


class Sits(Protocol):
    """Tells whose seat in a meeting a token holds."""

    async def __call__(self, meeting: str, token: str) -> str | None: ...


def participant_there(secret: bytes, meeting: str, to: str, participant: str) -> str:
    """Who a participant of one meeting is in the one that their hearing was continued to."""
    return derived_participant(secret, f"{participant} of {meeting}, continued to {to}")


async def meetings_before(state_of: StateOf, meeting: str) -> list[str]:
    """The meetings from which a hearing was continued to this one, be it by way of others; the last first."""
    found: dict[str, None] = {meeting: None}
    asked = 0
    while asked < len(found):
        state = await state_of(list(found)[asked])
        came = (item.received for item in state.items.values())
        found |= dict.fromkeys(each.meeting for each in came if each is not None and not each.returned)
        asked += 1
    return list(found)[1:]


async def participant_from_before(
    secret: bytes,
    state_of: StateOf,
    sits: Sits,
    meeting: str,
    tokens: Mapping[str, str],
    after: Set[str] = frozenset(),
) -> str | None:
    """The participant of a meeting whose place was kept when a hearing was continued to it: whoever holds a
    token of the meeting that it came from. ``tokens`` are those that somebody holds, by meeting; ``after``:
    the meetings that were asked already, since one that was moved may have got back what it gave away.
    """
    state = await state_of(meeting)
    after = after | {meeting}
    for item in state.items.values():
        came = item.received
        if came is None or came.returned or came.meeting in after:
            continue
        token = tokens.get(came.meeting)
        before = await sits(came.meeting, token) if token else None
        if before is None:
            before = await participant_from_before(secret, state_of, sits, came.meeting, tokens, after)
        if before is None:
            continue
        here = participant_there(secret, came.meeting, meeting, before)
        if here in state.belongings or here in came.heard:
            return here
    return None


async def places_before(state_of: StateOf, meeting: str, ticket: int) -> list[tuple[str, str]]:
    """The meetings from which a request came here, each with its participant there; the last first."""
    found = []
    state = await state_of(meeting)
    request = state.requests[ticket]
    while request.from_ticket is not None:
        ticket = request.ticket  # which may have gone to another item since
        came = (item.received for item in state.items.values())
        meeting = next(
            each.meeting for each in came if each and ticket in [it.ticket for it in each.requests]
        )
        state = await state_of(meeting)
        request = state.requests[request.from_ticket]
        found.append((state.id, request.participant))
    return found


class Continuing:
    """Brings what was continued to where it was continued to, and takes back what was taken back."""

    def __init__(
        self,
        secret: bytes,
        state_of: StateOf,
        submit: Submit,
        schedule: Schedule,
        keep_codes: Callable[[str, Collection[str], int], Awaitable[None]],
    ) -> None:
        self._secret = secret
        self._keep_codes = keep_codes
        self._state_of = state_of
        self._submit = submit
        self._schedule = schedule
        self._due: dict[str, None] = {}
        self._stuck: set[str] = set()
        self._changed = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to bring."""
        self._task = asyncio.create_task(self._run(), name="continuing")

    async def stop(self) -> None:
        """Bring no more; what is half done is finished after the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def heard(self, change: Change) -> None:
        """Follow a change that is durable."""
        self.follow(change.after)
        before, after = change.before, change.after
        if before is not None and _begins(before) != _begins(after):
            self.tell_before(after)

    def tell_before(self, state: Meeting) -> None:
        """Note that meetings from which something came to this one are to know how it stands."""
        for item in state.items.values():
            if item.received is not None and not item.received.returned:
                self._note(item.received.meeting)

    def _note(self, meeting: str) -> None:
        self._due[meeting] = None
        self._idle.clear()
        self._changed.set()

    def follow(self, state: Meeting) -> None:
        """Note a meeting from which something is still to be brought."""
        if pending(state):
            self._note(state.id)

    async def idle(self) -> None:
        """Return once all that was continued has arrived."""
        await self._idle.wait()

    async def _run(self) -> None:
        while True:
            await self._changed.wait()
            self._changed.clear()
            while self._due:
                await self._next()
            self._idle.set()

    async def _next(self) -> None:
        meeting = next(iter(self._due))
        del self._due[meeting]
        try:
            await self._bring(meeting)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the others must be brought
            await self._again(meeting, fault)
        else:
            self._stuck.discard(meeting)

    async def _again(self, meeting: str, fault: Exception) -> None:
        """Later; what keeps it is logged when that begins, not each time that it is still so."""
        if meeting not in self._stuck:
            self._stuck.add(meeting)
            if isinstance(fault, Refused):
                log.warning("what was continued from meeting %s waits: %s", meeting, fault.code)
            else:
                log.error("what was continued from meeting %s waits", meeting, exc_info=fault)
        await pause(RETRY_S)
        self._due[meeting] = None

    async def _bring(self, meeting: str) -> None:
        state = await self._state_of(meeting)
        for made in pending(state):
            tickets = await (self._taken_back if made.undone else self._brought)(state, made)
            settled = SettleContinuation(item=made.item, seq=made.seq, undone=made.undone, tickets=tickets)
            await self._submit(meeting, SYSTEM, fresh_token(), settled)
        for made in (await self._state_of(meeting)).continuations.values():
            if made.settled and not made.undone:
                await self._told(meeting, made)

    async def _told(self, meeting: str, made: Continuation) -> None:
        """Those who wait hear where they asked to speak when the later meeting is moved or cancelled."""
        starts_at, cancelled = stands(await self._state_of(made.to), made, meeting)
        if (starts_at, cancelled) == told_of(made):
            return
        note = NoteLaterMeeting(item=made.item, seq=made.seq, starts_at=starts_at, cancelled=cancelled)
        await self._submit(meeting, SYSTEM, fresh_token(), note)
        if starts_at is not None:
            await self._codes_stay_good(await self._state_of(meeting), made.requests, starts_at + CODES_MS)

    async def _brought(self, state: Meeting, made: Continuation) -> list[tuple[int, int]]:
        """The tickets, here and there."""
        if made.new and not await self._exists(made.to):
            await self._schedule(SYSTEM, f"continued-{state.id}-{made.seq}", _meeting(state, made), made.to)
        there = partial(participant_there, self._secret, state.id, made.to)
        await self._submit(made.to, SYSTEM, fresh_token(), carried(state, made, there))
        await self._codes_stay_good(state, made.requests, made.starts_at + CODES_MS)
        other = await self._state_of(made.to)
        item = received_by(other, state.id, made.item, made.seq)
        came = None if item is None else other.items[item].received
        requests = () if came is None else came.requests
        return [(each.from_ticket, each.ticket) for each in requests if each.from_ticket is not None]

    async def _codes_stay_good(self, state: Meeting, requests: Collection[Request], until: int) -> None:
        """R17: the return codes on all receipts of those who wait, those of meetings before this one too."""
        before: dict[str, list[int]] = {}
        owners = []
        merged = (state.requests[ticket] for each in requests for ticket in each.merged)
        for each in (*requests, *merged):
            owners.append(each.participant)
            came = state.items[state.periods[each.period].item].received
            if came is not None and each.from_ticket is not None:
                before.setdefault(came.meeting, []).append(each.from_ticket)
        await self._keep_codes(state.id, owners, until)
        for meeting, tickets in before.items():
            earlier = await self._state_of(meeting)
            await self._codes_stay_good(earlier, [earlier.requests[each] for each in tickets], until)

    async def _taken_back(self, state: Meeting, made: Continuation) -> list[tuple[int, int]]:
        if await self._exists(made.to):
            back = ReturnItem(meeting=state.id, item=made.item, seq=made.seq)
            await self._submit(made.to, SYSTEM, fresh_token(), back)
        return []

    async def _exists(self, meeting: str) -> bool:
        try:
            await self._state_of(meeting)
        except Refused as refusal:
            if refusal.code != "no_such_meeting":
                raise
            return False
        return True


def _begins(state: Meeting) -> tuple[int, str, int | None]:
    return (state.starts_at, state.status, state.until)


def _meeting(state: Meeting, made: Continuation) -> ScheduleMeeting:
    """The meeting that is made for what is continued: like this one, on another day."""
    return ScheduleMeeting(
        title=state.title,
        body=state.body,
        body_name=state.body_name,
        time_zone=state.time_zone,
        starts_at=made.starts_at,
        place=state.place,
        language=state.language,
        remote_access=state.remote_access,
        assistance=state.assistance,
        stream_delay_ms=state.stream_delay_ms,
    )
