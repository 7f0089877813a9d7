"""What is acknowledged is durable, has one effect, and is seen only then (decisions 3 and 4)."""

from __future__ import annotations

import asyncio
import functools
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import Actor
from meetingsvc.service.answers import Answer
from meetingsvc.service.clock import DrivenClock
from meetingsvc.service.installation import open_installation
from meetingsvc.service.states import Change
from tests.support.disk import ForgetfulConnection, no_more_bytes, no_more_pages
from tests.support.house import House
from tests.support.rules import rule
from tests.support.scenario import ANN, BEN, CLERK, SCHEDULED


async def outcome(house: House, meeting: str, actor: Actor, id_: str, command: c.Command) -> Answer | str:
    """The answer, or the code of the refusal."""
    try:
        return await house.installation.service.submit(meeting, actor, id_, command)
    except Refused as refusal:
        return refusal.code


async def kinds(house: House, meeting: str) -> list[str]:
    return [type(each.event).__name__ async for each in house.installation.service.entries(meeting)]


# ── Answers ──────────────────────────────────────────────────────────────────


async def test_an_answer_names_what_was_made(house: House) -> None:
    meeting = await house.schedule()
    answers = [
        await house.do(meeting, c.AddItem(label="Late item")),
        await house.do(meeting, c.StartMeeting()),
        await house.do(meeting, c.OpenPeriod(item=2)),
        await house.do(meeting, c.AskToSpeak(period=1), ANN),
        await house.do(meeting, c.SubmitComment(text="More trees"), BEN),
        await house.do(meeting, c.CallNext(period=1)),
        await house.do(meeting, c.OpenTrack(language="es")),
        await house.do(meeting, c.AddCue(track="es", text="Buenas noches")),
        await house.do(meeting, c.WithdrawRequest(ticket=1), ANN),
    ]
    assert answers == [
        Answer(5, {"item": 4}),
        Answer(6, {}),
        Answer(7, {"period": 1}),
        Answer(8, {"ticket": 1, "participant": "pann", "receipt": f"{meeting}-S1"}),
        Answer(9, {"comment": 1, "receipt": f"{meeting}-C1"}),
        Answer(10, {"turn": 1, "ticket": 1}),
        Answer(11, {"track": "es"}),
        Answer(12, {"track": "es", "cue": 1}),
        Answer(13, {}),
    ]


async def test_a_request_typed_in_by_staff_belongs_to_a_participant_of_its_own(house: House) -> None:
    meeting = await house.session()
    first = await house.do(meeting, c.AddRequest(period=1, name="Ann"))
    second = await house.do(meeting, c.AddRequest(period=1, name="Ben"))
    assert first.result["participant"] != second.result["participant"]
    requests = (await house.state(meeting)).requests
    assert [requests[n].participant for n in (1, 2)] == [
        first.result["participant"],
        second.result["participant"],
    ]


@rule("R17")
async def test_the_same_command_sent_again_gets_the_same_receipt_and_no_second_comment(house: House) -> None:
    meeting = await house.session()
    comment = c.SubmitComment(text="More trees")
    first = await outcome(house, meeting, ANN, "mine", comment)
    await house.do(meeting, c.SubmitComment(text="Fewer trees"), BEN)
    assert await outcome(house, meeting, ANN, "mine", comment) == first
    assert (await kinds(house, meeting)).count("CommentSubmitted") == 2


async def test_the_same_command_twice_in_one_batch_has_one_effect(house: House) -> None:
    meeting = await house.session()
    comment = c.SubmitComment(text="More trees")
    answers = await asyncio.gather(*(outcome(house, meeting, ANN, "mine", comment) for _ in range(5)))
    assert answers == [answers[0]] * 5
    assert isinstance(answers[0], Answer)
    assert (await kinds(house, meeting)).count("CommentSubmitted") == 1


async def test_an_id_used_again_for_something_else_is_refused(house: House) -> None:
    meeting = await house.session()
    together = await asyncio.gather(
        outcome(house, meeting, ANN, "mine", c.SubmitComment(text="one")),
        outcome(house, meeting, ANN, "mine", c.SubmitComment(text="two")),
        outcome(house, meeting, BEN, "mine", c.SubmitComment(text="two")),
    )
    later = await outcome(house, meeting, ANN, "mine", c.SubmitComment(text="two"))
    assert [each if isinstance(each, str) else each.result["comment"] for each in together] == [
        1,
        "id_reused",
        2,
    ]
    assert later == "id_reused"


async def test_a_refusal_is_not_remembered(house: House) -> None:
    meeting = await house.schedule()
    start = c.StartItem(item=1)
    assert await outcome(house, meeting, CLERK, "mine", start) == "not_in_session"
    await house.do(meeting, c.StartMeeting())
    assert await outcome(house, meeting, CLERK, "mine", start) == Answer(6, {})


async def test_answers_outlive_the_server(tmp_path: Path, clock: DrivenClock) -> None:
    comment = c.SubmitComment(text="More trees")
    async with open_installation(tmp_path, clock) as installation:
        house = House(installation, clock)
        meeting = await house.session()
        first = await outcome(house, meeting, ANN, "mine", comment)
    async with open_installation(tmp_path, clock) as installation:
        house = House(installation, clock)
        assert await outcome(house, meeting, ANN, "mine", comment) == first
        assert await outcome(house, meeting, ANN, "mine", c.SubmitComment(text="y")) == "id_reused"
        assert (await kinds(house, meeting)).count("CommentSubmitted") == 1


async def test_a_refusal_affects_its_sender_alone(house: House) -> None:
    meeting = await house.session()
    answers = await asyncio.gather(
        outcome(house, meeting, ANN, "1", c.AskToSpeak(period=1)),
        outcome(house, meeting, ANN, "2", c.AskToSpeak(period=1)),
        outcome(house, meeting, BEN, "3", c.AskToSpeak(period=1)),
        outcome(house, meeting, CLERK, "4", c.CallNext(period=1)),
        outcome(house, meeting, CLERK, "5", c.CallNext(period=1)),
    )
    assert [each if isinstance(each, str) else dict(each.result).get("ticket") for each in answers] == [
        1,
        "already_waiting",
        2,
        1,
        "stale",
    ]


@pytest.mark.parametrize(
    ("meeting", "actor", "command_id", "command", "code"),
    [
        ("NOTHING0", ANN, "1", c.SubmitComment(text="x"), "no_such_meeting"),
        ("\ud800", ANN, "1", c.SubmitComment(text="x"), "no_such_meeting"),
        (None, ANN, "1", c.StartMeeting(), "not_allowed"),
        (None, Actor("nobody", frozenset()), "1", c.SubmitComment(text="x"), "not_allowed"),
        (None, ANN, "", c.SubmitComment(text="x"), "invalid_field"),
        (None, ANN, "x" * 101, c.SubmitComment(text="x"), "invalid_field"),
        (None, ANN, "\ud800", c.SubmitComment(text="x"), "invalid_field"),
        (None, ANN, "1", c.SubmitComment(text="half \ud83d of it"), "invalid_field"),
        (None, CLERK, "1", SCHEDULED, "already_scheduled"),
    ],
)
async def test_what_cannot_be_is_refused_and_the_log_stays_as_it_was(
    house: House, meeting: str | None, actor: Actor, command_id: str, command: c.Command, code: str
) -> None:
    made = await house.session()
    before = await kinds(house, made)
    assert await outcome(house, meeting or made, actor, command_id, command) == code
    assert await kinds(house, made) == before


# ── Scheduling ───────────────────────────────────────────────────────────────


async def test_scheduling_again_under_the_same_id_is_the_same_meeting(house: House) -> None:
    service = house.installation.service
    first, second = [await service.schedule(CLERK, "one", SCHEDULED) for _ in range(2)]
    third = await service.schedule(CLERK, "two", SCHEDULED)
    assert first == second != third
    assert {row.id for row in await service.meetings()} == {
        first.result["meeting"],
        third.result["meeting"],
    }


async def test_the_list_of_meetings_follows_the_log(house: House) -> None:
    meeting = await house.schedule()
    await house.do(meeting, c.EditMeeting(title="Special meeting", starts_at=5))
    await house.do(meeting, c.StartMeeting())
    [row] = await house.installation.service.meetings()
    assert (row.id, row.title, row.starts_at, row.status) == (meeting, "Special meeting", 5, "live")


# ── Order ────────────────────────────────────────────────────────────────────


async def test_a_change_is_published_when_it_is_durable_and_before_it_is_answered(house: House) -> None:
    meeting = await house.session()
    seen: list[tuple[str, int, bool, bool]] = []
    sending: asyncio.Task[Answer] | None = None

    def look(change: Change) -> None:
        path = house.installation.database.path
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as other:
            [[durable]] = other.execute("SELECT max(seq) FROM events WHERE meeting = ?", (meeting,))
        assert sending is not None
        seen.append((change.meeting, change.after.seq, durable == change.after.seq, sending.done()))

    house.installation.service.subscribe(look)
    sending = asyncio.create_task(house.do(meeting, c.SubmitComment(text="x"), ANN))
    answer = await sending
    assert seen == [(meeting, answer.seq, True, False)]


async def test_one_batch_is_one_transaction_and_one_change_for_each_meeting(house: House) -> None:
    first, second = await house.session(), await house.session()
    commits: list[object] = []
    assert house.installation.database.writer is not None
    event.listen(house.installation.database.writer.sync_engine, "commit", commits.append)
    before = await house.state(first)
    del house.changes[:]
    await asyncio.gather(
        *(
            house.do(meeting, c.SubmitComment(text=f"{n}"), ANN)
            for n in range(10)
            for meeting in (first, second)
        )
    )
    assert len(commits) == 1
    assert [(change.meeting, len(change.entries)) for change in house.changes] == [(first, 10), (second, 10)]
    assert house.changes[0].before is before
    assert house.changes[0].after is await house.state(first)


async def test_a_listener_that_fails_keeps_nobody_from_hearing(house: House) -> None:
    def fail(_change: Change) -> None:
        raise LookupError("a bug in a listener")

    heard: list[Change] = []
    house.installation.service.subscribe(fail)
    house.installation.service.subscribe(heard.append)
    meeting = await house.schedule()
    assert [change.meeting for change in heard] == [meeting]


async def test_an_event_is_never_before_the_last_one(tmp_path: Path) -> None:
    async with open_installation(tmp_path, DrivenClock(5_000)) as installation:
        house = House(installation, DrivenClock(5_000))
        meeting = await house.schedule()
    async with open_installation(tmp_path, DrivenClock(1_000)) as installation:
        house = House(installation, DrivenClock(1_000), sent=1)
        await house.do(meeting, c.StartMeeting())
        times = [each.at async for each in installation.service.entries(meeting)]
    assert times == [5_000] * 5


async def test_a_state_is_folded_once_however_many_ask(tmp_path: Path, clock: DrivenClock) -> None:
    async with open_installation(tmp_path, clock) as installation:
        house = House(installation, clock)
        meeting = await house.session()
        await house.do(meeting, c.Adjourn())  # or else it is folded at the start, for its wake-ups
    async with open_installation(tmp_path, clock) as installation:
        reads: list[object] = []
        event.listen(
            installation.database.readers.sync_engine,
            "before_cursor_execute",
            lambda *seen: reads.append(seen[2]),
        )
        states = await asyncio.gather(*(installation.service.state(meeting) for _ in range(20)))
        assert all(state is states[0] for state in states)
        assert states[0].status == "adjourned"
        assert len(reads) == 3


# ── When the disk refuses ────────────────────────────────────────────────────


@pytest.mark.parametrize("trouble", ["pages", "bytes"])
async def test_a_full_disk_refuses_commands_serves_readers_and_recovers(
    house: House, caplog: pytest.LogCaptureFixture, trouble: str
) -> None:
    meeting = await house.session()
    comments = [c.SubmitComment(text=f"{n} " + "x" * 4_990) for n in range(200)]
    await outcome(house, meeting, ANN, "before", c.SubmitComment(text="before"))
    before = await kinds(house, meeting)
    with no_more_pages(house.installation.database) if trouble == "pages" else no_more_bytes():
        refused = await asyncio.gather(
            *(outcome(house, meeting, ANN, f"c{n}", each) for n, each in enumerate(comments))
        )
        listed = await house.installation.service.meetings()
        log = await kinds(house, meeting)
    assert refused == ["unavailable"] * 200
    assert "did not take" in caplog.text
    assert "xxx" not in caplog.text, "what was not written is not in the server's log either"
    assert [row.id for row in listed] == [meeting]
    assert log == before
    answers = await asyncio.gather(
        *(outcome(house, meeting, ANN, f"c{n}", each) for n, each in enumerate(comments))
    )
    assert [each if isinstance(each, str) else each.result["comment"] for each in answers] == list(
        range(2, 202)
    )
    assert await kinds(house, meeting) == before + ["CommentSubmitted"] * 200


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sqlite3, "connect", functools.partial(sqlite3.connect, factory=ForgetfulConnection))
    yield
    ForgetfulConnection.forgets = False


@pytest.mark.usefixtures("forgetful")
async def test_a_commit_that_failed_but_was_kept_is_found_again(tmp_path: Path, clock: DrivenClock) -> None:
    async with open_installation(tmp_path, clock) as installation:
        house = House(installation, clock)
        meeting = await house.session()
        seq = (await house.state(meeting)).seq
        del house.changes[:]
        ForgetfulConnection.forgets = True
        comment = c.SubmitComment(text="More trees")
        assert await outcome(house, meeting, ANN, "mine", comment) == "unavailable"
        assert house.changes == []
        again = await outcome(house, meeting, ANN, "mine", comment)
        other = await outcome(house, meeting, BEN, "mine", comment)
        assert [again, other] == [
            Answer(seq + 1, {"comment": 1, "receipt": f"{meeting}-C1"}),
            Answer(seq + 2, {"comment": 2, "receipt": f"{meeting}-C2"}),
        ]
        assert [[type(each.event) for each in change.entries] for change in house.changes] == [
            [e.CommentSubmitted],
            [e.CommentSubmitted],
        ]


async def test_a_service_that_has_stopped_takes_no_commands_and_still_reads(house: House) -> None:
    meeting = await house.session()
    await house.installation.service.stop()
    assert await outcome(house, meeting, ANN, "1", c.SubmitComment(text="x")) == "unavailable"
    assert (await house.state(meeting)).id == meeting
