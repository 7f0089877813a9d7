"""A continued hearing arrives in its meeting, once, whenever the process dies on the way (R42); whoever held
a place in the first has it in the second, as somebody else (decision 13).
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.continued import pending
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import Actor
from meetingsvc.domain.state import Meeting
from meetingsvc.readmodel.views import me
from meetingsvc.record.keys import load_public_key
from meetingsvc.record.verify import Sound, verify_record
from meetingsvc.service import continuing as continuing_file
from meetingsvc.service.clock import DrivenClock
from meetingsvc.service.continuing import Continuing
from meetingsvc.service.installation import open_installation
from tests.service.killed_continuing import LATER
from tests.support.house import House
from tests.support.rules import rule
from tests.support.scenario import SCHEDULED, START

ROOT = Path(__file__).resolve().parents[2]


async def seated(house: House, meeting: str) -> tuple[Actor, str]:
    """Somebody new, and the token of their seat."""
    participant, token = await house.installation.seats.sit(meeting)
    return Actor(participant, frozenset({"attendee"})), token


async def here(house: House, meeting: str, **tokens: str) -> str | None:
    """Who somebody with these tokens is in a meeting."""
    who = house.installation.seats.who
    return await house.installation.service.participant_from_before(meeting, who, tokens)


def tickets(state: Meeting) -> list[tuple[int, int | None, str]]:
    return [(each.ticket, each.from_ticket, each.status) for each in state.requests.values()]


@rule("R42")
async def test_what_is_continued_to_a_new_day_makes_a_meeting_and_is_there(house: House) -> None:
    meeting = await house.session()
    ann, _ = await seated(house, meeting)
    await house.do(meeting, c.AskToSpeak(period=1), ann)
    to = (await house.do(meeting, c.ContinueItem(item=2, starts_at=LATER))).result["meeting"]
    await house.installation.service.continuing.idle()
    first, second = await house.state(meeting), await house.state(str(to))
    assert (second.status, second.starts_at, second.body) == ("scheduled", LATER, "council")
    assert tickets(second) == [(1, 1, "waiting")]
    assert dict(first.continuations[2].tickets) == {1: 1}
    assert str(to) in {row.id for row in await house.installation.service.meetings()}


@rule("R42", "R41")
async def test_a_device_has_its_place_in_the_second_meeting_as_another_participant(house: House) -> None:
    meeting = await house.session()
    (ann, hers), (ben, his) = await seated(house, meeting), await seated(house, meeting)
    await house.do(meeting, c.AskToSpeak(period=1), ann)
    later = await house.schedule(
        c.ScheduleMeeting(
            title="Next", body="council", body_name="City Council", time_zone="UTC", starts_at=LATER
        )
    )
    await house.do(meeting, c.ContinueItem(item=2, to=later))
    await house.installation.service.continuing.idle()
    there = await here(house, later, **{meeting: hers})
    assert there is not None
    assert there != ann.id
    assert (await house.state(later)).belongings[there].tickets == (1,)
    assert await here(house, later, **{meeting: his}) is None, "who had no place there has none here"
    assert await here(house, later, **{meeting: "another"}) is None
    said = b"".join([entry.body async for entry in house.installation.service.entries(later)])
    assert ann.id.encode() not in said
    assert ben.id.encode() not in said
    await house.do(later, c.WithdrawRequest(ticket=1), Actor(there, frozenset({"attendee"})))
    assert tickets(await house.state(later)) == [(1, 1, "withdrawn")]


@rule("R42")
async def test_a_seat_by_which_nothing_is_anyones_does_not_hide_the_place_that_was_kept(house: House) -> None:
    service, sits = house.installation.service, house.installation.seats.who
    meeting = await house.session()
    ann, hers = await seated(house, meeting)
    await house.do(meeting, c.AskToSpeak(period=1), ann)
    to = str((await house.do(meeting, c.ContinueItem(item=2, starts_at=LATER))).result["meeting"])
    await service.continuing.idle()
    (empty, token), (busy, other) = await seated(house, to), await seated(house, to)
    await house.do(to, c.SubmitComment(text="Trees"), busy)
    kept = await here(house, to, **{meeting: hers})
    assert await service.participant(to, sits, {meeting: hers, to: token}) == kept
    assert await service.participant(to, sits, {to: token}) == empty.id
    assert await service.participant(to, sits, {meeting: hers, to: other}) == busy.id
    assert await service.participant("00000000", sits, {meeting: hers}) is None


@rule("R6")
async def test_who_has_spoken_is_known_again_and_who_is_continued_twice_is_found(house: House) -> None:
    meeting = await house.session()
    (ann, hers), (ben, his) = await seated(house, meeting), await seated(house, meeting)
    for who in (ann, ben):
        await house.do(meeting, c.AskToSpeak(period=1), who)
    for command in (c.CallNext(period=1), c.StartTurn(turn=1), c.EndTurn(turn=1)):
        await house.do(meeting, command)
    to = str((await house.do(meeting, c.ContinueItem(item=2, starts_at=LATER))).result["meeting"])
    await house.installation.service.continuing.idle()
    spoke = await here(house, to, **{meeting: hers})
    await house.do(to, c.StartMeeting())
    with pytest.raises(Refused, match="spoken_before"):
        await house.do(to, c.AskToSpeak(period=1), Actor(str(spoke), frozenset({"attendee"})))
    further = str((await house.do(to, c.ContinueItem(item=1, starts_at=LATER + 1))).result["meeting"])
    await house.installation.service.continuing.idle()
    waits = await here(house, further, **{meeting: his})
    assert (await house.state(further)).belongings[str(waits)].tickets == (1,)
    came = (await house.state(further)).items[1].received
    assert came is not None
    assert await here(house, further, **{meeting: hers}) in came.heard


@rule("R42")
async def test_two_meetings_that_continued_something_to_each_other_know_their_people(house: House) -> None:
    service, sits = house.installation.service, house.installation.seats.who
    first = await house.session()
    (ann, hers), (_, strangers) = await seated(house, first), await seated(house, first)
    await house.do(first, c.AskToSpeak(period=1), ann)
    second = str((await house.do(first, c.ContinueItem(item=2, starts_at=LATER))).result["meeting"])
    await service.continuing.idle()
    third = await house.schedule(SCHEDULED)
    await house.do(third, c.EditMeeting(title="Moved on", starts_at=LATER + 1))
    await house.do(second, c.ContinueItem(item=1, to=third))
    await service.continuing.idle()
    await house.do(second, c.EditMeeting(title="Moved on further", starts_at=LATER + 2))
    received = next(item.number for item in (await house.state(third)).items.values() if item.received)
    await house.do(third, c.ContinueItem(item=received, to=second))
    await service.continuing.idle()
    assert await here(house, second, **{first: hers}) is not None
    assert await here(house, second, **{first: strangers}) is None
    assert await service.participant(third, sits, {first: strangers}) is None


@rule("R42")
async def test_only_a_later_meeting_of_the_same_body_takes_it(house: House) -> None:
    meeting = await house.session()
    other = await house.schedule(
        c.ScheduleMeeting(
            title="Board", body="board", body_name="The Board", time_zone="UTC", starts_at=LATER
        )
    )
    same_day = await house.schedule(SCHEDULED)
    for to, code in (
        (other, "not_a_later_meeting"),
        (same_day, "not_a_later_meeting"),
        (meeting, "not_a_later_meeting"),
        ("00000000", "no_such_meeting"),
    ):
        with pytest.raises(Refused, match=code):
            await house.do(meeting, c.ContinueItem(item=2, to=to))


@rule("R42")
async def test_what_is_taken_back_is_gone_there_and_a_meeting_made_for_it_is_cancelled(house: House) -> None:
    meeting = await house.session()
    ann, hers = await seated(house, meeting)
    await house.do(meeting, c.AskToSpeak(period=1), ann)
    to = str((await house.do(meeting, c.ContinueItem(item=2, starts_at=LATER))).result["meeting"])
    await house.installation.service.continuing.idle()
    await house.do(meeting, c.UndoContinuation(item=2))
    await house.installation.service.continuing.idle()
    first, second = await house.state(meeting), await house.state(to)
    assert (tickets(first), first.periods[1].status) == ([(1, None, "waiting")], "open")
    assert (tickets(second), second.status) == ([(1, 1, "returned")], "cancelled")
    assert await here(house, to, **{meeting: hers}) is None
    assert not first.continuations


@rule("R42")
async def test_who_waits_is_told_in_the_first_meeting_when_the_second_is_moved_or_cancelled(
    house: House,
) -> None:
    meeting = await house.session()
    ann, _ = await seated(house, meeting)
    await house.do(meeting, c.AskToSpeak(period=1), ann)
    to = str((await house.do(meeting, c.ContinueItem(item=2, starts_at=LATER))).result["meeting"])
    told = []
    for command in (
        c.EditMeeting(title="Next", starts_at=LATER + 1),
        c.PostponeMeeting(),
        c.CancelMeeting(with_hearings=True),
    ):
        await house.installation.service.continuing.idle()
        await house.do(to, command)
        await house.installation.service.continuing.idle()
        told.append(me(await house.state(meeting), ann.id)["requests"]["1"]["continued"])
    assert told == [
        {"meeting": to, "ticket": 1, "starts_at": LATER + 1},
        {"meeting": to, "ticket": 1},
        {"meeting": to, "ticket": 1, "cancelled": True},
    ]


async def test_what_cannot_be_brought_is_tried_again_and_logged_when_that_begins(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    service, waiting, tries = house.installation.service, [], 0
    service.subscribe(lambda change: waiting.append(change.after))
    meeting = await house.session()
    await house.do(meeting, c.ContinueItem(item=2, starts_at=LATER))
    await service.continuing.idle()
    continued = next(state for state in waiting if pending(state))

    async def third_time_lucky(asked: str) -> Meeting:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise RuntimeError("ours")
        return await service.state(asked)

    async def keep_codes(*_: object) -> None:
        """None was given out."""

    monkeypatch.setattr(continuing_file, "RETRY_S", 0)
    brings = Continuing(b"", third_time_lucky, service.submit, service.schedule, keep_codes)
    brings.follow(continued)
    brings.start()
    await brings.idle()
    await brings.stop()
    assert tries >= 3
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == [
        f"what was continued from meeting {meeting} waits"
    ]


async def killed(data: Path, kind: str, what: str) -> list[str]:
    """One life of the server, which ends as an event of this kind is durable: the tokens, and the meeting."""
    command = [sys.executable, "-m", "tests.service.killed_continuing", str(data), kind, what]
    run = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=ROOT)
    said, _ = await run.communicate()
    assert run.returncode == 9, "it was killed on the way"
    return said.decode().split()


@rule("R42")
@pytest.mark.parametrize("kind", ["item_continued", "item_received", "continuation_settled"], ids=str)
async def test_killed_between_the_two_logs_it_arrives_once_after_the_next_start(
    tmp_path: Path, kind: str
) -> None:
    *tokens, meeting = await killed(tmp_path, kind, "continue")
    for _ in range(2):  # and a start that has nothing to do changes nothing
        clock = DrivenClock(START)
        async with open_installation(tmp_path, clock) as installation:
            house = House(installation, clock)
            await installation.service.continuing.idle()
            to = (await house.state(meeting)).continuations[2].to
            second = await house.state(to)
            assert tickets(second) == [(1, 1, "waiting"), (2, 2, "waiting"), (3, 3, "waiting")]
            assert [item.received.meeting for item in second.items.values() if item.received] == [meeting]
            assert dict((await house.state(meeting)).continuations[2].tickets) == {1: 1, 2: 2, 3: 3}
            who = [await here(house, to, **{meeting: token}) for token in tokens]
            assert [second.belongings[str(each)].tickets for each in who] == [(1,), (2,), (3,)]
            key = load_public_key(tmp_path / "record-key.pub")
            for each in (meeting, to):
                lines = [line async for line in installation.records.lines(each)]
                assert isinstance(verify_record(lines, key), Sound)


@rule("R42")
@pytest.mark.parametrize("kind", ["continuation_undone", "item_returned"], ids=str)
async def test_killed_while_it_is_taken_back_it_is_back_after_the_next_start(
    tmp_path: Path, kind: str
) -> None:
    *_, meeting = await killed(tmp_path, kind, "undo")
    clock = DrivenClock(START)
    async with open_installation(tmp_path, clock) as installation:
        house = House(installation, clock)
        await installation.service.continuing.idle()
        first = await house.state(meeting)
        assert tickets(first) == [(n, None, "waiting") for n in (1, 2, 3)]
        assert not first.continuations
        continued = [
            each.event
            async for each in installation.service.entries(meeting)
            if isinstance(each.event, e.ItemContinued)
        ]
        assert (await house.state(continued[0].to)).status == "cancelled"
