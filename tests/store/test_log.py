"""The log's tables: appended in one transaction, read page by page, by seq and by what entries are about."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from sqlalchemy import event as happening
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from meetingsvc.domain import events as e
from meetingsvc.domain.spoken import Piece
from meetingsvc.record.chain import GENESIS, Tip
from meetingsvc.record.keys import load_or_make_key
from meetingsvc.service.clock import DrivenClock
from meetingsvc.service.record import Signer
from meetingsvc.store.codec import Codec, StoredEntry
from meetingsvc.store.engine import Database
from meetingsvc.store.histories import AT_ONCE, cues
from meetingsvc.store.log import PAGE, Append, KeptAnswer, Log, answer_key
from meetingsvc.store.meetings import add_meetings
from meetingsvc.store.rows import CueRow, MeetingRow

ROW = MeetingRow("MEETING1", "Regular meeting", "council", "City Council", 0, "UTC", "live")


def cue(number: int, text: str = "", readers: e.Class = "public") -> e.Event:
    said = e.Sealed(text or f"line {number}", readers)
    return e.CueAdded(track="en", cue=number, began=number * 10, ended=number * 10 + 9, text=said)


def corrected(number: int, text: str) -> e.Event:
    return e.CueCorrected(track="en", cue=number, text=e.Sealed(text, "public"))


def chained(*events: e.Event) -> list[StoredEntry]:
    stored, head = [], GENESIS
    for seq, event in enumerate(events, 1):
        stored.append(Codec().encode("MEETING1", e.Entry(seq, seq, "staff:1", event), head))
        head = stored[-1].hash
    return stored


async def kept(database: Database, *events: e.Event) -> tuple[Log, list[StoredEntry]]:
    """A log that holds these events of one meeting."""
    log, stored = Log(database), chained(*events)

    async def job(connection: AsyncConnection) -> None:
        await add_meetings(connection, [ROW])
        await log.append(connection, Append(entries=[("MEETING1", each) for each in stored]))

    await database.write(job)
    return log, stored


async def test_what_was_appended_is_read_back_whole(database: Database) -> None:
    log, stored = await kept(database, cue(1), corrected(1, "line one"), e.MeetingAdjourned())
    assert [entry async for entry in log.entries("MEETING1")] == stored
    assert [entry async for entry in log.entries("MEETING1", after=2)] == stored[2:]
    assert [entry async for entry in log.entries("NOTHING0")] == []


async def test_a_long_log_is_read_in_pages(database: Database) -> None:
    log, stored = await kept(database, *(cue(number) for number in range(1, PAGE + 2)))
    assert [len(page) async for page in log.pages("MEETING1")] == [PAGE, 1]
    assert [entry async for entry in log.entries("MEETING1")] == stored


async def test_a_seq_is_taken_once(database: Database) -> None:
    log, stored = await kept(database, cue(1))
    again = Append(entries=[("MEETING1", stored[0])])
    with pytest.raises(IntegrityError):
        await database.write(lambda connection: log.append(connection, again))


async def test_an_event_changes_the_class_of_an_earlier_one_s_value(database: Database) -> None:
    log, stored = await kept(
        database,
        e.CommentSubmitted(comment=1, participant="p1", text=e.Sealed("More trees", "staff")),
        e.CommentPublished(comment=1, reclassified=(e.Reclassified(1, "text", "public"),)),
    )
    [first] = await log.at("MEETING1", [1])
    [row] = stored[0].sealed
    assert first.sealed == (msgspec.structs.replace(row, readers="public"),)
    assert first.event == e.CommentSubmitted(
        comment=1, participant="p1", text=e.Sealed("More trees", "public")
    )
    assert (first.body, first.hash) == (stored[0].body, stored[0].hash)


async def test_an_erased_value_is_withheld_and_leaves_no_trace_in_the_file(database: Database) -> None:
    log, stored = await kept(database, cue(1, "Unrepeatable"), cue(2))
    await database.write(lambda connection: log.erase(connection, "MEETING1", [(1, "text")]))
    first, second = [entry async for entry in log.entries("MEETING1")]
    assert first == msgspec.structs.replace(
        stored[0], event=e.CueAdded(track="en", cue=1, began=10, ended=19, text=e.WITHHELD), sealed=()
    )
    assert second == stored[1]
    await database.close()
    assert b"Unrepeatable" not in database.path.read_bytes()


async def test_answers_are_found_by_meeting_actor_and_id_together(database: Database) -> None:
    log = Log(database)
    known = {
        answer_key("M", "p1", "a"): KeptAnswer("d1", b"1"),
        answer_key("M", "p2", "a"): KeptAnswer("d2", b"2"),
    }
    await database.write(lambda connection: log.append(connection, Append(answers=known)))
    asked = [answer_key("M", "p1", "a"), answer_key("M", "p1", "b"), answer_key("N", "p1", "a")]
    found = await database.write(lambda connection: log.answered(connection, asked))
    assert found == {answer_key("M", "p1", "a"): KeptAnswer("d1", b"1")}


ABOUT = "events.meeting = 'M' AND events.topic = 'cue/en' AND events.number BETWEEN 1 AND 9"
QUERIES = (
    "SELECT digest FROM answers WHERE key IN ('a', 'b')",
    "SELECT body FROM events WHERE meeting = 'M' AND seq > 5 AND seq <= 10 ORDER BY seq",
    "SELECT max(seq) FROM events WHERE meeting = 'M'",
    "SELECT max(number) FROM events WHERE meeting = 'M' AND topic = 'cue/en'",
    f"SELECT body FROM events WHERE {ABOUT} ORDER BY seq",
    f"SELECT value FROM sealed JOIN events USING (meeting, seq) WHERE {ABOUT}",
)


@pytest.mark.parametrize("query", QUERIES)
async def test_no_read_of_the_log_scans_it(database: Database, query: str) -> None:
    async with database.read() as connection:
        plan = [step[3] for step in await connection.execute(text(f"EXPLAIN QUERY PLAN {query}"))]
    assert [step for step in plan if step.startswith("SCAN")] == []


async def test_no_page_of_cues_goes_through_the_whole_meeting(database: Database) -> None:
    log, _ = await kept(database, cue(1))
    asked: list[tuple[str, tuple[object, ...]]] = []

    def heard(_one: object, _two: object, statement: str, values: tuple[object, ...], *_: object) -> None:
        asked.append((statement, values))

    happening.listen(database.readers.sync_engine, "before_cursor_execute", heard)
    await cues(log, "MEETING1", "en", before=None, limit=200, readers="public")
    happening.remove(database.readers.sync_engine, "before_cursor_execute", heard)
    async with database.read() as connection:
        plans = [
            (await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)).scalars(3).all()
            for statement, values in asked
        ]
    assert len(plans) == 3
    assert [step for plan in plans for step in plan if "SCAN" in step or step.endswith("(meeting=?)")] == []


async def test_a_checkpoint_is_kept_once_for_a_count_and_key(database: Database, tmp_path: Path) -> None:
    log, stored = await kept(database, cue(1))
    clock = DrivenClock(1_000)
    signer = Signer(load_or_make_key(tmp_path), clock)
    tip = Tip("MEETING1", 1, 1, stored[0].hash)
    first = signer.sign(tip)
    await clock.advance(2_000)
    second = signer.sign(tip)
    await database.write(lambda connection: log.keep_checkpoint(connection, first))
    await database.write(lambda connection: log.keep_checkpoint(connection, second))
    assert await log.checkpoint("MEETING1", 1, signer.key_id) == first
    assert await log.checkpoint("MEETING1", 1, "another key") is None
    assert await log.checkpoint("MEETING1", 2, signer.key_id) is None


# ── Histories ────────────────────────────────────────────────────────────────


def row(number: int, text: str | None = "", **more: object) -> CueRow:
    said = f"line {number}" if text == "" else text
    began, ended = number * 10, number * 10 + 9
    found = msgspec.structs.replace(CueRow(number, began, ended, text=said, received=said), **more)
    pieces = () if found.text is None else (Piece(found.text, began, found.ended),)
    return msgspec.structs.replace(found, pieces=pieces)


async def standing(
    log: Log, *, before: int | None = None, limit: int | None, readers: e.Class = "public", track: str = "en"
) -> list[CueRow]:
    """The rows but for when they came and how often they were changed."""
    found = await cues(log, "MEETING1", track, before=before, limit=limit, readers=readers)
    return [msgspec.structs.replace(each, arrived_at=0, changes=0) for each in found]


async def test_cues_come_as_corrected_extended_and_in_order(database: Database) -> None:
    log, _ = await kept(
        database,
        cue(1),
        cue(2),
        corrected(1, "Line one."),
        e.CueExtended(track="en", cue=2, ended=40, text=e.Sealed("line 2 and on", "public")),
        e.CueAdded(track="es", cue=1, began=1, ended=2, text=e.Sealed("uno", "public")),
        cue(3),
    )
    assert await standing(log, before=None, limit=None, readers="public") == [
        row(1, text="Line one.", received="line 1", corrected=True),
        row(2, "line 2 and on", ended=40),
        row(3),
    ]


async def test_cues_are_fetched_a_page_before_a_number(database: Database) -> None:
    log, _ = await kept(database, *(cue(number) for number in range(1, 8)))
    assert await standing(log, before=None, limit=2, readers="public") == [row(6), row(7)]
    assert await standing(log, before=6, limit=2, readers="public") == [row(4), row(5)]
    assert await standing(log, before=2, limit=2, readers="public") == [row(1)]
    assert await standing(log, before=1, limit=2, readers="public") == []
    assert await standing(log, limit=2, track="fr") == []


async def test_all_cues_of_a_long_track_come_in_order(database: Database) -> None:
    many = AT_ONCE * 2 + 1
    log, _ = await kept(database, *(cue(number) for number in range(1, many + 1)))
    assert await standing(log, before=None, limit=None, readers="public") == [
        row(number) for number in range(1, many + 1)
    ]


async def test_a_cue_s_text_is_shown_to_those_of_its_class(database: Database) -> None:
    log, _ = await kept(database, cue(1, readers="staff"))
    assert await standing(log, before=None, limit=1, readers="public") == [row(1, None)]
    assert await standing(log, before=None, limit=1, readers="staff") == [row(1)]
