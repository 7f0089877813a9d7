"""One translated track: each final of its source once, in order, with its times, and what changes in it.

Where it stands is read off the record, so that a restart neither repeats nor skips. A redaction of the source
reaches the translation at once, without asking anybody; a correction is translated anew, unless a person has
mended the translation. R37: while people caption in that language nothing is written.
"""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Coroutine
from typing import Any, Final, Literal

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.lifecycle import OVER
from meetingsvc.domain.roles import SYSTEM, Actor
from meetingsvc.domain.spoken import Piece
from meetingsvc.domain.state import Meeting
from meetingsvc.domain.texts import Cue, Translation
from meetingsvc.domain.translations import same_language, written_by_people
from meetingsvc.outward.backoff import Backoff
from meetingsvc.outward.ending import EndedError, Ending
from meetingsvc.outward.finals import Finals
from meetingsvc.outward.submitting import submitted
from meetingsvc.outward.translator import Translator, UntranslatedError
from meetingsvc.service.service import Service
from meetingsvc.service.states import Change

TOO_LATE_MS: Final = 60_000
"""A line that could not be translated for so long is left out: those behind it matter more."""

State = Literal["idle", "translating", "away", "people", "off"]
"""Nothing waits; at work; the server does not answer; people caption; stopped, or no server is named."""

log = logging.getLogger(__name__)


class Translating:
    """Keeps one translation. ``translator`` None: what is there is still redacted with its source."""

    def __init__(
        self, service: Service, translator: Translator | None, state: Meeting, made: Translation
    ) -> None:
        self._service = service
        self._translator = translator
        self._meeting = state.id
        self._track = made.track
        self._of = made.of
        self._ending = Ending()
        self._finals = Finals(service, state.id, made.of, self._ending)
        self._actor = Actor(f"tool:{made.track}", frozenset({"tool"}), track=made.track)
        self._changed: deque[int] = deque()
        self._redacted: asyncio.Queue[int] = asyncio.Queue()
        self._mine: dict[int, str] = {}
        self._state: State = "idle"
        self._late_ms: int | None = None

    def heard(self, change: Change) -> None:
        """Something in the meeting is durable."""
        for entry in change.entries:
            event = entry.event
            if isinstance(event, e.OF_CUES) and event.track == self._of:
                if isinstance(event, e.CueRedacted):
                    self._redacted.put_nowait(event.cue)
                elif not isinstance(event, e.CueAdded) and event.cue not in self._changed:
                    self._changed.append(event.cue)
        self._finals.forget()
        self._finals.wake()

    async def run(self) -> None:
        """Until it is ended. What is redacted waits for no translation that is being made."""
        await asyncio.gather(self._until_ended(self._redact_all()), self._until_ended(self._write()))

    def end(self) -> None:
        """The server ends."""
        self._ending.end()

    async def _until_ended(self, work: Coroutine[Any, Any, None]) -> None:
        with contextlib.suppress(EndedError):
            await work

    async def _write(self) -> None:
        while True:
            state = await self._finals.state()
            if self._changed:
                await self._redo(state, self._changed.popleft())
            elif not await self._go_on(state):
                await self._finals.changed()

    async def status(self, state: Meeting) -> dict[str, Any]:
        """As staff are told."""
        made = state.translations[self._track]
        waiting = state.tracks[self._of].cues - done(state, made) if made.running else 0
        return {
            "track": self._track,
            "of": made.of,
            "language": state.tracks[self._track].language,
            "running": made.running,
            "state": self._state if made.running else "off",
            "late_ms": self._late_ms,
            "waiting": max(0, waiting),
            "skipped": made.missed,
        }

    # ── What comes ───────────────────────────────────────────────────────────

    async def _go_on(self, state: Meeting) -> bool:
        """The next line, if there is one; whether there was."""
        made = state.translations[self._track]
        if not made.running or self._translator is None:
            self._state = "off"
            return False
        upto, last = done(state, made), state.tracks[self._of].cues
        if written_by_people(state, state.tracks[self._track].language) is not None:
            self._state = "people"
            if last > upto:
                await self._note(upto + 1, last, "people")
            return last > upto
        if state.status in OVER and last > upto:
            await self._note(upto + 1, last, "failed")
            return True
        cue = await self._finals.after(upto) if state.status == "live" else None
        if cue is None:
            self._state = "idle"
            return False
        await self._add(state, cue)
        return True

    async def _add(self, state: Meeting, cue: Cue) -> None:
        if not (cue.text or "").strip():
            await self._note(cue.number, cue.number, "erased")
            return
        text = await self._patiently(state, cue)
        if text is None:
            await self._note(cue.number, cue.number, "failed")
            return
        await self._submit(
            self._actor,
            f"translate:{self._of}:{cue.number}",
            c.ReceiveCues(
                track=self._track,
                source=f"translate:{self._of}",
                source_seq=cue.number,
                added=(c.Addition(text=text, began=cue.began, ended=cue.ended, speaker=cue.speaker),),
            ),
        )
        self._late_ms = max(0, self._service.clock.now() - cue.arrived_at)
        self._state = "idle"
        # What happened to the source meanwhile found nothing yet to change here.
        now = await self._source(cue.number)
        if now is not None and now.redacted:
            self._redacted.put_nowait(cue.number)
        elif now is not None and now.changes != cue.changes and cue.number not in self._changed:
            self._changed.append(cue.number)

    async def _patiently(self, state: Meeting, cue: Cue) -> str | None:
        """The translation of a line, however often that has to be tried within its minute."""
        backoff = Backoff()
        while True:
            try:
                return await self._translated(state, cue.text or "", cue.lang)
            except UntranslatedError:
                self._state = "away"
            if self._service.clock.now() - cue.arrived_at > TOO_LATE_MS:
                return None
            await self._ending.unless(backoff.wait())

    async def _translated(self, state: Meeting, text: str, lang: str | None) -> str:
        """What is said in the language already is left as it is."""
        source, target = lang or state.tracks[self._of].language, state.tracks[self._track].language
        if same_language(source, target):
            return text
        if self._translator is None:
            raise UntranslatedError
        return await self._ending.unless(self._translator.translate(text, source, target))

    async def _note(self, first: int, last: int, why: Literal["failed", "people", "erased"]) -> None:
        note = c.NoteUntranslated(track=self._track, first=first, last=last, why=why)
        await self._submit(SYSTEM, f"untranslated:{self._track}:{first}-{last}", note)

    # ── What changes ─────────────────────────────────────────────────────────

    async def _redact(self, number: int) -> None:
        """R29: the whole line is taken out: nobody knows which of its words are those of the source. Where
        it has changed in the same moment, what it says now is.
        """
        tried = -1
        while True:
            source = await self._source(number)
            own = await self._of_source(number)
            if source is None or own is None or not source.redacted or not own.text or own.redacted:
                return
            if own.changes == tried:
                return
            tried = own.changes
            span = c.RedactedSpan(
                track=self._track, cue=own.number, start=0, stop=len(own.text), seen=own.text
            )
            command = c.RedactCues(reason=source.redacted, spans=(span,))
            await self._submit(SYSTEM, f"redact:{self._track}:{own.number}:{own.changes}", command)

    async def _redact_all(self) -> None:
        """First what was redacted in the moment before a server ended, then what is."""
        if (await self._service.state(self._meeting)).status not in OVER:
            for row in await self._service.cues(self._meeting, self._of, limit=None):
                if row.redacted:
                    await self._redact(row.number)
        while True:
            await self._redact(await self._ending.unless(self._redacted.get()))

    async def _redo(self, state: Meeting, number: int) -> None:
        """A line of the source was mended, or has grown: so is its translation."""
        source = await self._source(number)
        own = await self._of_source(number)
        if source is None or own is None or source.redacted or own.redacted:
            return
        if own.corrected and self._mine.get(own.number) != own.text:
            return  # a person has mended it
        if not await self._finals.stands(state.tracks[self._of], source):
            self._changed.append(number)
            return
        try:
            pieces = tuple([await self._piece(state, piece, source.lang) for piece in source.pieces])
        except UntranslatedError:
            log.warning("a mended line could not be translated: its translation stands as it was")
            return
        await self._put(state, own, source, pieces)

    async def _piece(self, state: Meeting, piece: Piece, lang: str | None) -> Piece:
        text = await self._translated(state, piece.text, lang)
        return Piece(text, piece.began, piece.ended, piece.speaker)

    async def _put(self, state: Meeting, own: Cue, source: Cue, pieces: tuple[Piece, ...]) -> None:
        text = "\n".join(piece.text for piece in pieces)
        if text == own.text:
            return
        mends = f"{self._track}:{own.number}:{source.changes}"
        recent = any(cue.number == own.number for cue in state.tracks[self._track].recent)
        if state.status == "live" and recent and len(pieces) == 1 and not own.corrected:
            revision = c.Revision(cue=own.number, text=text, ended=source.ended)
            command = c.ReceiveCues(
                track=self._track,
                source=f"translate:{self._of}",
                source_seq=source.number,
                revised=(revision,),
            )
            await self._submit(self._actor, f"retranslate:{mends}", command)
            return
        # R29: not over what has happened to it while it was translated, least of all a redaction.
        edit = c.Edit(cue=own.number, pieces=pieces, seen=own.changes)
        await self._submit(SYSTEM, f"retranslate:{mends}", c.EditCues(track=self._track, edits=(edit,)))
        self._mine[own.number] = text

    async def _of_source(self, number: int) -> Cue | None:
        """The line that was translated from this cue."""
        source = (f"translate:{self._of}", number)
        recent = (await self._service.state(self._meeting)).tracks[self._track].recent
        found = next((cue for cue in recent if (cue.source, cue.source_seq) == source), None)
        if found is None:
            rows = await self._service.cues(self._meeting, self._track, limit=None)
            found = next((row for row in rows if (row.source, row.source_seq) == source), None)
        return found

    async def _source(self, number: int) -> Cue | None:
        state = await self._service.state(self._meeting)
        return await self._finals.at(state.tracks[self._of], number)

    async def _submit(self, actor: Actor, command_id: str, command: c.Command) -> None:
        await submitted(self._service, self._meeting, actor, command_id, command, self._ending)


def done(state: Meeting, made: Translation) -> int:
    """The last cue of the source that needs nothing more."""
    recent = state.tracks[made.track].recent
    source = f"translate:{made.of}"
    return max([made.done, *(cue.source_seq or 0 for cue in recent if cue.source == source)])
