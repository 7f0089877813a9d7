"""Long histories, read by what they are about: the cues of a track, the texts of comments.

Applies what later events changed of an earlier one. Knows what is disclosed to whom by its class alone.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from meetingsvc.domain.cue_history import stand
from meetingsvc.domain.events import Class, CommentSubmitted
from meetingsvc.domain.texts import Comment
from meetingsvc.store.codec import StoredEntry
from meetingsvc.store.log import Log
from meetingsvc.store.rows import CommentRow, CueRow, shown
from meetingsvc.store.schema import events

AT_ONCE = 500
"""How many cues, or comments, are read without a pause."""


async def cues(
    log: Log,
    meeting: str,
    track: str,
    *,
    before: int | None,
    limit: int | None,
    readers: Class,
    upto: int | None = None,
) -> list[CueRow]:
    """The newest `limit` cues (None: all) numbered below `before`, the oldest first, as corrected (R38).

    `upto` is the number of the last event that counts (None: all do).
    """
    topic = f"cue/{track}"
    last = await _last(log, meeting, topic) if before is None else before - 1
    first = 1 if limit is None else max(1, last - limit + 1)
    rows: list[CueRow] = []
    for least in range(first, last + 1, AT_ONCE):  # the meetings that go on must not wait for all of it
        most = min(least + AT_ONCE - 1, last)
        entries = await log.about(meeting, topic, least, most)
        rows += as_they_stand((each for each in entries if upto is None or each.seq <= upto), readers)
    return rows


def as_they_stand(entries: Iterable[StoredEntry], readers: Class) -> list[CueRow]:
    """One row for each cue in these entries of a track, what came later applied to it."""
    rows = stand((entry.entry for entry in entries), lambda value: shown(value, readers))
    return [rows[number] for number in sorted(rows)]


async def comments(log: Log, meeting: str, wanted: Sequence[Comment], *, readers: Class) -> list[CommentRow]:
    """A row for each of these comments, in the order in which they are given."""
    rows: list[CommentRow] = []
    for first in range(0, len(wanted), AT_ONCE):
        some = wanted[first : first + AT_ONCE]
        found = {entry.seq: entry.event for entry in await log.at(meeting, [each.seq for each in some])}
        rows += [_comment_row(each, found[each.seq], readers) for each in some]
    return rows


def _comment_row(comment: Comment, event: object, readers: Class) -> CommentRow:
    if not isinstance(event, CommentSubmitted):
        raise ValueError(f"event {comment.seq} is no comment")
    return CommentRow(
        number=comment.number,
        seq=comment.seq,
        item=comment.item,
        participant=comment.participant,
        status=comment.status,
        made_at=comment.made_at,
        reason=comment.reason,
        position=event.position,
        text=shown(event.text, readers),
        name=shown(event.name, readers),
        contact=shown(event.contact, readers),
    )


async def _last(log: Log, meeting: str, topic: str) -> int:
    async with log.database.read() as connection:
        newest = await connection.execute(
            select(func.max(events.c.number)).where(events.c.meeting == meeting, events.c.topic == topic)
        )
        return newest.scalar() or 0
