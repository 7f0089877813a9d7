"""One relay: the finals of a track to the caption URL of another service, in order, each until it is taken.

A line counts as passed on once the other end has taken it and that is durable here: a crash between the two
can repeat it under the number that it had, which receivers know. The URL is a secret and stands in no log.
"""

import logging
from collections.abc import Sequence
from typing import Any, Final, Literal

import aiohttp

from meetingsvc.captions.outgoing import HEARTBEAT_S, Line, Post, last_number, masked, post
from meetingsvc.domain.lifecycle import OVER
from meetingsvc.domain.texts import Cue, Relay
from meetingsvc.outward.backoff import Backoff
from meetingsvc.outward.ending import EndedError, Ending
from meetingsvc.outward.finals import Finals
from meetingsvc.outward.guard import ForbiddenError, check
from meetingsvc.service.service import Service
from meetingsvc.store.engine import UnavailableError
from meetingsvc.store.relays import Progress, keep_progress, kept_progress

ANSWERED_WITHIN_S: Final = 10.0
TOO_LATE_MS: Final = 5 * 60_000
"""A line that is older helps nobody who watches live: it is left out, and counted."""

ANSWER_BYTES: Final = 1_000

State = Literal["starting", "idle", "sending", "refused", "away", "forbidden", "ended"]
"""Nothing waits; a line is on its way; the other end refuses it; it cannot be reached; it is not allowed."""

log = logging.getLogger(__name__)


class Passing:
    """A relay while it runs."""

    def __init__(
        self,
        service: Service,
        client: aiohttp.ClientSession,
        hosts: Sequence[str],
        meeting: str,
        relay: Relay,
    ) -> None:
        self._service = service
        self._client = client
        self._hosts = hosts
        self._relay = relay
        self._ending = Ending()
        self._finals = Finals(service, meeting, relay.track, self._ending)
        self._progress = Progress(relay.after, 0, 0)
        self._taken_there = 0
        self._state: State = "starting"
        self._answer: int | None = None
        self._heard_at: int | None = None
        self._late_ms: int | None = None
        self._skipped = 0

    def wake(self) -> None:
        """The meeting has changed."""
        self._finals.forget()
        self._finals.wake()

    def end(self) -> None:
        """It is stopped, or the server ends."""
        self._ending.end()

    async def run(self) -> None:
        """Until it is ended, or the meeting is over and all is passed on."""
        try:
            await self._run()
        except EndedError:
            self._state = "ended"

    async def _run(self) -> None:
        try:
            check(self._relay.url, self._hosts)
        except ForbiddenError:
            self._state = "forbidden"
            log.warning("a relay of meeting %s leads where none is allowed", self._finals.meeting)
            return
        kept = await kept_progress(self._service.log.database, self._finals.meeting, self._relay.number)
        if kept is not None:
            self._progress = kept
            await self._ending.unless(self._ask_last_number())
        while True:
            line = await self._next()
            if line is not None:
                await self._pass(*line)
                continue
            self._state = "idle"
            if await self._finished():
                self._state = "ended"
                return
            if not await self._finals.changed(HEARTBEAT_S[self._relay.protocol]):
                await self._beat()

    async def status(self) -> dict[str, Any]:
        """As staff are told; of the address only where it leads."""
        track = (await self._service.state(self._finals.meeting)).tracks[self._relay.track]
        return {
            "relay": self._relay.number,
            "track": self._relay.track,
            "protocol": self._relay.protocol,
            "address": masked(self._relay.url),
            "state": self._state,
            "answer": self._answer,
            "heard_at": self._heard_at,
            "late_ms": self._late_ms,
            "waiting": max(0, track.cues - self._progress.cue),
            "skipped": self._skipped,
        }

    # ── What is to be sent ───────────────────────────────────────────────────

    async def _next(self) -> tuple[Cue, str] | None:
        """The next line: what has grown behind the last one, or another cue."""
        track = (await self._finals.state()).tracks[self._relay.track]
        sent = next((cue for cue in track.recent if cue.number == self._progress.cue), None)
        if sent is not None and sent.received and not sent.redacted:
            more = sent.received[self._progress.characters :].strip()
            last = sent.number == track.cues and self._progress.characters > 0
            if last and more and await self._finals.stands(track, sent):
                return sent, more
        cue = await self._finals.after(self._progress.cue)
        return None if cue is None else (cue, cue.text or "")

    async def _pass(self, cue: Cue, text: str) -> None:
        """Sends a line until it is taken, or too late, or has nothing left to say."""
        fresh = cue.number != self._progress.cue
        received = len(cue.received or "")
        seq = self._progress.seq + 1
        backoff = Backoff()
        while text.strip():
            late = cue.imported or self._service.clock.now() - cue.arrived_at > TOO_LATE_MS
            if fresh and late:
                self._skipped += 1
                seq = self._progress.seq
                break
            if seq <= self._taken_there:
                break  # taken before a restart, and not written down here in time
            self._state = "sending" if self._answer in (None, 200) else self._state
            line = Line(text, cue.began)
            if await self._post(
                post(self._relay.protocol, self._relay.url, seq, await self._language(), line)
            ):
                self._late_ms = max(0, self._service.clock.now() - cue.arrived_at) if fresh else self._late_ms
                break
            await self._ending.unless(backoff.wait())
            text = await self._still(cue.number, text, fresh)
        else:
            seq = self._progress.seq
        self._progress = Progress(cue.number, max(received, 1), seq)
        await self._keep()

    async def _still(self, number: int, text: str, fresh: bool) -> str:
        """R29: what of a line may be sent once it has waited: no word that was taken out of it meanwhile."""
        meeting, track = self._finals.meeting, self._relay.track
        (now,) = await self._service.cues(meeting, track, before=number + 1, limit=1)
        if not now.redacted:
            return text
        return (now.text or "") if fresh else ""

    async def _language(self) -> str:
        return (await self._service.state(self._finals.meeting)).tracks[self._relay.track].language

    async def _keep(self) -> None:
        backoff = Backoff()
        while True:
            try:
                await keep_progress(
                    self._service.log.database, self._finals.meeting, self._relay.number, self._progress
                )
                return
            except UnavailableError:
                await self._ending.unless(backoff.wait())

    async def _finished(self) -> bool:
        state = await self._finals.state()
        return state.status in OVER and self._progress.cue >= state.tracks[self._relay.track].cues

    # ── The other end ────────────────────────────────────────────────────────

    async def _beat(self) -> None:
        """Says that we are there, under the next line's number; in open session only."""
        if (await self._service.state(self._finals.meeting)).status == "live":
            seq = self._progress.seq + 1
            await self._post(post(self._relay.protocol, self._relay.url, seq, await self._language(), None))

    async def _post(self, request: Post) -> bool:
        """Whether it was taken."""
        return await self._ending.unless(self._answered(request))

    async def _answered(self, request: Post) -> bool:
        """No redirect is followed: it could lead anywhere."""
        headers = {"Content-Type": "text/plain; charset=utf-8"}
        try:
            async with self._client.post(
                request.url,
                data=request.body,
                headers=headers,
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=ANSWERED_WITHIN_S),
            ) as answer:
                await answer.content.read(ANSWER_BYTES)
                self._answer = answer.status
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as fault:
            self._state, self._answer = "away", None
            log.info("a relay could not be reached: %s", type(fault).__name__)
            return False
        if 200 <= self._answer < 300:
            self._heard_at, self._state = self._service.clock.now(), "idle"
            return True
        self._state = "refused"
        return False

    async def _ask_last_number(self) -> None:
        """After a restart: whether the line was taken whose answer was not written down."""
        where = last_number(self._relay.protocol, self._relay.url)
        if where is None:
            return
        timeout = aiohttp.ClientTimeout(total=ANSWERED_WITHIN_S)
        try:
            async with self._client.get(where, allow_redirects=False, timeout=timeout) as answer:
                said = (await answer.content.read(ANSWER_BYTES)).decode("ascii", "replace").strip()
                if answer.status == 200 and said.isdigit() and int(said) == self._progress.seq + 1:
                    self._taken_there = int(said)
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as fault:
            log.info("a relay could not be asked where it was: %s", type(fault).__name__)
