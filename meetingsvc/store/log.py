"""The log: appends to it in the caller's transaction, and reads of it.

Owns the tables of events, sealed values, answers and checkpoints. Decides nothing: what is appended was
decided, linked and sealed before.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, and_, bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from meetingsvc.domain.events import Reclassified, topic_of
from meetingsvc.record.checkpoint import Checkpoint
from meetingsvc.store.codec import Codec, SealedRow, StoredEntry
from meetingsvc.store.engine import Database
from meetingsvc.store.schema import answers, checkpoints, events, sealed

PAGE = 500
"""How many entries a long read takes at a time, so that no reader holds the file's history for long."""


def answer_key(meeting: str, actor: str, command: str) -> str:
    """Under what a command's answer is kept; `meeting` is empty for the command that makes one.

    None of the three may hold a line break, or two commands could share a key.
    """
    return f"{meeting}\n{actor}\n{command}"


class KeptAnswer(msgspec.Struct, frozen=True):
    """What a command was answered, and the digest of its payload."""

    digest: str
    answer: bytes


class Append(msgspec.Struct):
    """What one transaction adds to the log."""

    entries: list[tuple[str, StoredEntry]] = []
    answers: dict[str, KeptAnswer] = {}
    checkpoints: list[Checkpoint] = []


class Log:
    """The logs of all meetings in one database."""

    def __init__(self, database: Database, codec: Codec | None = None) -> None:
        self.database = database
        self.codec = codec or Codec()

    # ── Writing ──────────────────────────────────────────────────────────────

    async def append(self, connection: AsyncConnection, what: Append) -> None:
        """Add all of it, one statement for each table. Raises IntegrityError where a seq is taken."""
        if what.entries:
            await connection.execute(insert(events), [_event_row(*each) for each in what.entries])
        values = [
            {"meeting": meeting, "seq": entry.seq, **msgspec.structs.asdict(row)}
            for meeting, entry in what.entries
            for row in entry.sealed
        ]
        if values:
            await connection.execute(insert(sealed), values)
        changes = [
            {"in_meeting": meeting, "of_seq": each.seq, "of_field": each.field, "to": each.readers}
            for meeting, entry in what.entries
            for each in _reclassified(entry)
        ]
        if changes:
            await connection.execute(_RECLASSIFY, changes)
        if what.answers:
            await connection.execute(insert(answers), [_answer_row(*each) for each in what.answers.items()])
        for checkpoint in what.checkpoints:
            await self.keep_checkpoint(connection, checkpoint)

    async def keep_checkpoint(self, connection: AsyncConnection, checkpoint: Checkpoint) -> None:
        """Keep a signed checkpoint, unless one of this key for this count is kept already."""
        kept = await connection.execute(
            select(checkpoints.c.count).where(
                checkpoints.c.meeting == checkpoint.meeting,
                checkpoints.c.count == checkpoint.count,
                checkpoints.c.key == checkpoint.key,
            )
        )
        if kept.first() is None:
            await connection.execute(insert(checkpoints), [asdict(checkpoint)])

    async def erase(
        self, connection: AsyncConnection, meeting: str, which: Iterable[tuple[int, str]]
    ) -> None:
        """Delete sealed values for good, each named by (seq, field). The chain holds without them."""
        rows = [{"in_meeting": meeting, "of_seq": seq, "of_field": field} for seq, field in which]
        if rows:
            await connection.execute(_ERASE, rows)

    # ── Reading ──────────────────────────────────────────────────────────────

    async def answered(self, connection: AsyncConnection, keys: Collection[str]) -> dict[str, KeptAnswer]:
        """Which of these commands have been answered, and what."""
        found = await connection.execute(
            select(answers.c.key, answers.c.digest, answers.c.answer).where(answers.c.key.in_(list(keys)))
        )
        return {row[0]: KeptAnswer(row[1], row[2]) for row in found}

    async def head(self, meeting: str) -> int:
        """The seq of a meeting's last event; 0 if there is no such meeting."""
        async with self.database.read() as connection:
            last = await connection.execute(select(func.max(events.c.seq)).where(events.c.meeting == meeting))
            return last.scalar() or 0

    async def pages(self, meeting: str, after: int = 0) -> AsyncIterator[list[StoredEntry]]:
        """A meeting's entries later than `after`, in order, some at a time, up to the last there is now."""
        last = await self.head(meeting)
        while after < last:
            upto = min(after + PAGE, last)
            yield await self._page(
                and_(events.c.meeting == meeting, events.c.seq > after, events.c.seq <= upto)
            )
            after = upto

    async def entries(self, meeting: str, after: int = 0) -> AsyncIterator[StoredEntry]:
        """The same, one by one."""
        async for page in self.pages(meeting, after):
            for entry in page:
                yield entry

    async def at(self, meeting: str, seqs: Collection[int]) -> list[StoredEntry]:
        """The entries with these seqs, in order."""
        return (
            await self._page(and_(events.c.meeting == meeting, events.c.seq.in_(list(seqs)))) if seqs else []
        )

    async def about(self, meeting: str, topic: str, least: int, most: int) -> list[StoredEntry]:
        """The entries about the things `least` to `most` of a topic, in the order of the log."""
        return await self._page(
            and_(events.c.meeting == meeting, events.c.topic == topic, events.c.number.between(least, most))
        )

    async def history(
        self, connection: AsyncConnection, meeting: str, things: Iterable[tuple[str, int]]
    ) -> dict[tuple[str, int], list[StoredEntry]]:
        """The entries about each of these things, (topic, number), in the order of the log, as they are
        inside the caller's transaction.
        """
        found: dict[tuple[str, int], list[StoredEntry]] = {thing: [] for thing in things}
        numbers: defaultdict[str, list[int]] = defaultdict(list)
        for topic, number in found:
            numbers[topic].append(number)
        for topic, wanted in numbers.items():
            for first in range(0, len(wanted), PAGE):
                which = and_(
                    events.c.meeting == meeting,
                    events.c.topic == topic,
                    events.c.number.in_(wanted[first : first + PAGE]),
                )
                for entry in await self._picked(connection, meeting, which):
                    about = topic_of(entry.event)
                    if about in found:
                        found[about].append(entry)
        return found

    async def checkpoint(self, meeting: str, count: int, key: str) -> Checkpoint | None:
        """The checkpoint kept for this many events, signed with this key."""
        async with self.database.read() as connection:
            found = await connection.execute(
                select(*(checkpoints.c[each.name] for each in fields(Checkpoint))).where(
                    checkpoints.c.meeting == meeting, checkpoints.c.count == count, checkpoints.c.key == key
                )
            )
            row = found.first()
        return None if row is None else Checkpoint(*row)

    async def _page(self, which: ColumnElement[bool]) -> list[StoredEntry]:
        """The entries that a condition on `events` picks, in order, with their sealed values."""
        async with self.database.read() as connection:
            found = (await connection.execute(_EVENTS.where(which).order_by(events.c.seq))).all()
            values = (await connection.execute(_SEALED.where(which))).all() if found else ()
        return self._decoded(found, values)

    async def _picked(
        self, connection: AsyncConnection, meeting: str, which: ColumnElement[bool]
    ) -> list[StoredEntry]:
        """The same for few, each thing's in order."""
        found = (await connection.execute(_EVENTS.where(which).order_by(*_BY_TOPIC))).all()
        values: list[Row[*tuple[Any, ...]]] = []
        for first in range(0, len(found), PAGE):
            seqs = [seq for seq, _, _ in found[first : first + PAGE]]
            values += await connection.execute(
                select(*_VALUES).where(sealed.c.meeting == meeting, sealed.c.seq.in_(seqs))
            )
        return self._decoded(found, values)

    def _decoded(
        self, found: Iterable[Row[*tuple[Any, ...]]], values: Iterable[Row[*tuple[Any, ...]]]
    ) -> list[StoredEntry]:
        rows: dict[int, list[SealedRow]] = defaultdict(list)
        for seq, field, readers, salt, value in values:
            rows[seq].append(SealedRow(field, readers, salt, value))
        return [self.codec.decode(body, digest, tuple(rows[seq])) for seq, body, digest in found]


_EVENTS = select(events.c.seq, events.c.body, events.c.hash)
# As their index has them: by seq alone, SQLite would go through all events of the meeting.
_BY_TOPIC = (events.c.topic, events.c.number, events.c.seq)
_VALUES = (sealed.c.seq, sealed.c.field, sealed.c.readers, sealed.c.salt, sealed.c.value)
_SEALED = (
    select(*_VALUES)
    .join(events, and_(events.c.meeting == sealed.c.meeting, events.c.seq == sealed.c.seq))
    # By the events' seq: ordered by its own, SQLite would go through all sealed values of the meeting.
    .order_by(events.c.seq, sealed.c.field)
)
_THE_FIELD = and_(
    sealed.c.meeting == bindparam("in_meeting"),
    sealed.c.seq == bindparam("of_seq"),
    sealed.c.field == bindparam("of_field"),
)
_RECLASSIFY = update(sealed).where(_THE_FIELD).values(readers=bindparam("to"))
_ERASE = delete(sealed).where(_THE_FIELD)


def _event_row(meeting: str, entry: StoredEntry) -> dict[str, object]:
    topic, number = topic_of(entry.event) or (None, None)
    return {
        "meeting": meeting,
        "seq": entry.seq,
        "at": entry.at,
        "kind": entry.event.__struct_config__.tag,
        "topic": topic,
        "number": number,
        "body": entry.body,
        "hash": entry.hash,
    }


def _answer_row(key: str, kept: KeptAnswer) -> dict[str, object]:
    return {"key": key, "digest": kept.digest, "answer": kept.answer}


def _reclassified(entry: StoredEntry) -> Sequence[Reclassified]:
    named: tuple[Reclassified, ...] = getattr(entry.event, "reclassified", ())
    return named
