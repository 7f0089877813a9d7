"""The one writer: takes the commands that wait, decides each, writes one transaction, then lets it be seen.

Owns the order decided → durable → kept → published → answered (decisions 3 and 4), and what happens when a
commit fails. Decides nothing itself.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from meetingsvc.auth import fresh_meeting_id
from meetingsvc.domain.continued import other_meeting
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.profile import Profile
from meetingsvc.record.chain import Tip
from meetingsvc.record.checkpoint import Checkpoint
from meetingsvc.service.answers import Answer
from meetingsvc.service.batch import Ask, Batch, makes_a_meeting, meeting_row
from meetingsvc.service.clock import Clock
from meetingsvc.service.states import Change, Listener, States
from meetingsvc.store.engine import UnavailableError
from meetingsvc.store.log import Log
from meetingsvc.store.meetings import add_meetings, is_taken, rewrite_meetings

AT_MOST = 500
"""How many commands one transaction takes."""

log = logging.getLogger(__name__)


class Writer:
    """Writes the logs of all meetings of an installation."""

    def __init__(
        self,
        events: Log,
        states: States,
        clock: Clock,
        sign: Callable[[Tip], Checkpoint],
        profile_of: Callable[[str], Profile],
        *,
        at_most: int = AT_MOST,
    ) -> None:
        self._log = events
        self._states = states
        self._clock = clock
        self._sign = sign
        self._profile_of = profile_of
        self._at_most = at_most
        self._listeners: list[Listener] = []
        self._waiting: asyncio.Queue[Ask] = asyncio.Queue()
        self._doubtful: set[str] = set()
        self._task: asyncio.Task[None] | None = None

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` with every change once it is durable, in order. It must not block."""
        self._listeners.append(listener)

    def start(self) -> None:
        """Begin to take commands."""
        self._task = asyncio.create_task(self._run(), name="command writer")

    async def stop(self) -> None:
        """Refuse further commands, finish those that wait."""
        if self._task is not None:
            task, self._task = self._task, None
            await self._waiting.join()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def submit(self, ask: Ask) -> Answer:
        """The answer, once it is durable. Raises Refused, `unavailable` among the codes."""
        if self._task is None:
            raise Refused("unavailable")
        self._waiting.put_nowait(ask)
        return await ask.answer

    async def _run(self) -> None:
        while True:
            asks = [await self._waiting.get()]
            while len(asks) < self._at_most and not self._waiting.empty():
                asks.append(self._waiting.get_nowait())
            try:
                await self._settle(asks)
            except (UnavailableError, SQLAlchemyError):
                log.warning("%d commands were dropped: the database did not take them", len(asks))
                self._drop(asks, None)
            except Exception as fault:
                log.exception("a batch of commands failed")
                self._drop(asks, fault)
            finally:
                self._states.pin(frozenset(self._doubtful))
                for _ in asks:
                    self._waiting.task_done()

    async def _settle(self, asks: list[Ask]) -> None:
        meetings = {ask.meeting for ask in asks if ask.meeting}
        self._states.pin(meetings | self._doubtful)
        await self._catch_up()
        for meeting in sorted(meetings):
            # While its command waited, a meeting that is over may have been let go of.
            with contextlib.suppress(Refused):  # what is not there, its command is refused for
                await self._states.load(meeting)
        others = self._others(asks)
        self._states.pin(meetings | others | self._doubtful)
        for meeting in sorted(others - meetings):
            with contextlib.suppress(Refused):
                await self._states.load(meeting)
        batch = await self._log.database.write(lambda connection: self._write(connection, asks))
        changes = batch.changes()
        for change, kept in changes:
            self._states.keep(change.meeting, kept)
        for change, _ in changes:
            self._publish(change)
        for ask, outcome in batch.outcomes:
            if ask.answer.done():
                continue  # its sender has gone
            if isinstance(outcome, Answer):
                ask.answer.set_result(outcome)
            else:
                ask.answer.set_exception(outcome)

    def _others(self, asks: list[Ask]) -> set[str]:
        """The meetings that these commands have to know besides their own."""
        held = ((ask, self._states.held(ask.meeting)) for ask in asks if ask.meeting)
        named = (other_meeting(None if kept is None else kept.state, ask.command) for ask, kept in held)
        return {other for other in named if other is not None}

    async def _write(self, connection: AsyncConnection, asks: list[Ask]) -> Batch:
        """Decide and write, inside the transaction."""
        known = await self._log.answered(connection, {ask.key for ask in asks})
        for ask in asks:
            while makes_a_meeting(ask) and await is_taken(connection, ask.fresh):
                ask.fresh = fresh_meeting_id()
        batch = Batch(known, self._states.held, self._log.codec, self._clock, self._sign, self._profile_of)
        for ask in asks:
            while things := batch.asked(ask):
                batch.tell(ask, await self._log.history(connection, ask.meeting, things))
            batch.take(ask)
        changes = [change for change, _ in batch.changes()]
        await add_meetings(connection, [meeting_row(each.after) for each in changes if each.before is None])
        await rewrite_meetings(
            connection,
            [
                meeting_row(each.after)
                for each in changes
                if each.before is not None and meeting_row(each.before) != meeting_row(each.after)
            ],
        )
        await self._log.append(connection, batch.append)
        return batch

    def _drop(self, asks: list[Ask], fault: Exception | None) -> None:
        """Let the senders know: of a fault of ours, or else that the database is `unavailable`."""
        # Whether the commit was kept is not known: before the next batch the log is asked.
        self._doubtful |= {ask.meeting for ask in asks if ask.meeting}
        for ask in asks:
            if not ask.answer.done():
                ask.answer.set_exception(fault or Refused("unavailable"))

    async def _catch_up(self) -> None:
        """Read again the tails of the logs of which a commit failed; what was kept is published now."""
        for meeting in sorted(self._doubtful):
            change = await self._states.catch_up(meeting)
            self._doubtful.discard(meeting)
            if change is not None:
                self._publish(change)

    def _publish(self, change: Change) -> None:
        for listener in self._listeners:
            try:
                listener(change)
            except Exception:
                log.exception("a listener failed")  # what is durable stays so, and the others must hear of it
