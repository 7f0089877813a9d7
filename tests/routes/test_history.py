"""Captions and comments that have left the view are fetched by the page, to each reader what is theirs."""

from __future__ import annotations

from typing import Any

from meetingsvc.domain.roles import Actor
from tests.support.rules import rule
from tests.support.server import STARTS_AT, Server

ANN = Actor("pann", frozenset({"attendee"}))


async def comments(server: Server, meeting: str, query: str = "", **cookies: str) -> list[dict[str, Any]]:
    """What is listed for whoever holds these cookies."""
    async with server.browser(cookies=cookies) as browser:
        said = await (await browser.get(f"/m/{meeting}/comments{query}")).json()
    listed: list[dict[str, Any]] = said["comments"]
    return listed


async def with_comments(server: Server) -> str:
    """A meeting with a comment that is published, one that is held and one that nobody has looked at."""
    meeting = await server.meeting(live=True)
    for text in ("first", "second", "third"):
        await server.command(
            meeting,
            "submit_comment",
            by=ANN,
            text=text,
            item=1,
            position="oppose",
            name="Ann",
            contact="ann@x.org",
        )
    await server.command(meeting, "publish_comment", comment=1)
    await server.command(meeting, "hold_comment", comment=2, reason="private_data")
    return meeting


async def test_anyone_reads_the_published_comments(server: Server) -> None:
    meeting = await with_comments(server)
    assert await comments(server, meeting) == [
        {
            "comment": 1,
            "item": 1,
            "text": "first",
            "name": "Ann",
            "position": "oppose",
            "status": "published",
            "made_at": STARTS_AT,
        }
    ]


async def test_an_author_finds_all_of_their_own(server: Server) -> None:
    meeting = await with_comments(server)
    token = await server.running.installation.seats.seat(meeting, ANN.id)
    own = await comments(server, meeting, "?mine", **{f"seat_{meeting}": token})
    assert [(each["comment"], each["text"], each["status"], each["mine"]) for each in own] == [
        (3, "third", "submitted", True),
        (2, "second", "held", True),
        (1, "first", "published", True),
    ]
    assert own[1]["reason"] == "private_data"
    assert [
        each.get("mine") for each in await comments(server, meeting, "", **{f"seat_{meeting}": token})
    ] == [True]
    assert await comments(server, meeting, "?mine") == []


@rule("R28")
async def test_the_clerk_moderates_without_seeing_the_position(server: Server) -> None:
    meeting = await with_comments(server)
    token = await server.session("clerk")
    listed = await comments(server, meeting, "?as=staff", staff=token)
    held = await comments(server, meeting, "?as=staff&status=held&status=submitted", staff=token)
    assert [(each["comment"], each["text"], each["name"]) for each in listed] == [
        (3, "third", "Ann"),
        (2, "second", "Ann"),
        (1, "first", "Ann"),
    ]
    assert [each["comment"] for each in held] == [3, 2]
    assert [each for each in listed if "position" in each or "contact" in each] == []


async def test_moderation_is_for_clerks_of_the_body_alone(server: Server) -> None:
    meeting = await with_comments(server)
    chair, elsewhere = await server.session("chair"), await server.session("clerk", body="school-board")
    got = []
    for cookies in ({}, {"staff": "forged"}, {"staff": chair}, {"staff": elsewhere}):
        async with server.browser(cookies=cookies) as browser:
            got.append((await (await browser.get(f"/m/{meeting}/comments?as=staff")).json())["code"])
    assert got == ["login_needed", "login_needed", "not_allowed", "not_allowed"]


@rule("R43")
async def test_blanked_screens_show_no_comment_and_no_speakers_name(server: Server) -> None:
    meeting = await with_comments(server)
    await server.command(meeting, "add_request", period=1, name="Bob")
    await server.command(meeting, "call_next", period=1)
    await server.command(meeting, "start_turn", turn=1)
    await server.command(meeting, "add_cue", track="en", text="hello", began=STARTS_AT, ended=STARTS_AT)
    async with server.browser() as browser:
        shown = (await (await browser.get(f"/m/{meeting}/cues?track=en")).json())["cues"]
        await server.command(meeting, "blank_screens")
        blanked = (await (await browser.get(f"/m/{meeting}/cues?track=en")).json())["cues"]
    assert [each["who"]["name"] for each in shown] == ["Bob"]
    assert [each["who"] for each in blanked] == [{"turn": 1, "ticket": 1}]
    assert await comments(server, meeting) == []


async def test_captions_are_fetched_in_pages_backwards_with_their_item_and_as_corrected(
    server: Server,
) -> None:
    meeting = await server.meeting(live=True)
    for number in range(1, 206):
        await server.clock.advance(STARTS_AT + number * 1_000)
        await server.command(meeting, "add_cue", track="en", text=f"line {number}", ended=server.clock.now())
    await server.command(meeting, "correct_cue", track="en", cue=205, text="mended")
    async with server.browser() as browser:
        newest = await (await browser.get(f"/m/{meeting}/cues?track=en")).json()
        oldest = await (await browser.get(f"/m/{meeting}/cues?track=en&before={newest['before']}")).json()
    assert [each["cue"] for each in newest["cues"]] == list(range(6, 206))
    assert newest["before"] == 6
    assert [each["cue"] for each in oldest["cues"]] == [1, 2, 3, 4, 5]
    assert "before" not in oldest
    last = newest["cues"][-1]
    assert (last["text"], last["corrected"], last["item"]) == ("mended", True, 1)


async def test_a_history_asked_for_wrongly_is_refused(server: Server) -> None:
    meeting = await server.meeting(live=True)
    clerk = await server.session("clerk")
    queries = {
        "cues": "no_such_track",
        "cues?track=xx": "no_such_track",
        "cues?track=en&before=x": "invalid_field",
        "cues?track=en&before=-1": "invalid_field",
        "cues?track=en&before=99999999999": "invalid_field",
        "cues?track=en&before=٣": "invalid_field",
        "comments?before=1.5": "invalid_field",
        "comments?as=staff&status=secret": "invalid_field",
    }
    async with server.browser(cookies={"staff": clerk}) as browser:
        got = {
            query: (await (await browser.get(f"/m/{meeting}/{query}")).json())["code"] for query in queries
        }
    assert got == queries
