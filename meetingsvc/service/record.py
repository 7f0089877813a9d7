"""The public record of a meeting: its lines, and the checkpoints that sign where it stands (decision 6).

Owns when a checkpoint is made: at adjournment, and at an export where none is kept for the same events.
Knows the signing key; gives out no sealed value whose class is not public.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from meetingsvc.domain.errors import Refused
from meetingsvc.record.chain import Tip
from meetingsvc.record.checkpoint import Checkpoint, key_id, sign_checkpoint
from meetingsvc.record.commitments import Disclosure
from meetingsvc.record.lines import RecordWriter
from meetingsvc.service.clock import Clock
from meetingsvc.store.codec import StoredEntry
from meetingsvc.store.engine import UnavailableError
from meetingsvc.store.log import Log


class Signer:
    """Signs checkpoints with the installation's key, at the clock's time."""

    def __init__(self, key: Ed25519PrivateKey, clock: Clock) -> None:
        self._key = key
        self._clock = clock
        self.key_id = key_id(key.public_key())

    def sign(self, tip: Tip) -> Checkpoint:
        """A checkpoint of a chain that stands here, never signed before its last event."""
        at = max(self._clock.now(), tip.at)
        return sign_checkpoint(self._key, meeting=tip.meeting, head=tip.hash, count=tip.seq, at=at)


class Records:
    """Writes records of meetings."""

    def __init__(self, log: Log, signer: Signer) -> None:
        self._log = log
        self._signer = signer

    async def lines(self, meeting: str) -> AsyncIterator[bytes]:
        """The lines of record.jsonl up to the last event there is now, the checkpoint last.

        Refuses `no_such_meeting`; raises Defect where what is kept does not hold together.
        """
        writer = RecordWriter()
        async for page in self._log.pages(meeting):
            # Hashing a page takes a while in which the meeting must go on.
            for line in await asyncio.to_thread(_lines, writer, page):
                yield line
        if writer.tip is None:
            raise Refused("no_such_meeting")
        yield writer.checkpoint(await self.checkpoint(writer.tip))

    async def checkpoint(self, tip: Tip) -> Checkpoint:
        """The checkpoint of a chain that stands here: the kept one, so that equal exports are equal."""
        kept = await self._log.checkpoint(tip.meeting, tip.seq, self._signer.key_id)
        if kept is not None and kept.head == tip.hash:
            return kept
        made = self._signer.sign(tip)
        try:
            await self._log.database.write(lambda connection: self._log.keep_checkpoint(connection, made))
        except UnavailableError:
            return made  # a disk that is full, or a command line that only reads: it is signed all the same
        return await self._log.checkpoint(tip.meeting, tip.seq, self._signer.key_id) or made


def _lines(writer: RecordWriter, page: Sequence[StoredEntry]) -> list[bytes]:
    return [writer.event(stored.body, _public(stored)) for stored in page]


def _public(stored: StoredEntry) -> dict[str, Disclosure]:
    return {row.field: Disclosure(row.salt, row.value) for row in stored.sealed if row.readers == "public"}
