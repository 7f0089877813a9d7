"""What the pages and endpoints tell of a hearing continued to a later meeting (R42)."""

from __future__ import annotations

from tests.routes.test_return_codes import ticket_with_code
from tests.support.rules import rule
from tests.support.server import STARTS_AT, Server

WEEK = 7 * 86_400_000


async def continued(server: Server) -> tuple[str, str]:
    """A meeting whose hearing goes on in another, with one who waits."""
    first = await server.meeting(live=True, agenda=("Rezoning",))
    second = await server.meeting(title="Next", starts_at=STARTS_AT + WEEK, agenda=())
    await server.command(first, "add_request", period=1, channel="phone")
    await server.command(first, "continue_item", item=1, to=second, reason="Moved by Ode")
    await server.service.continuing.idle()
    return first, second


@rule("R42", "R34")
async def test_the_minutes_of_both_meetings_say_what_was_continued(server: Server) -> None:
    first, second = await continued(server)
    clerk = await server.session("clerk")
    async with server.browser(cookies={"staff": clerk}) as person:
        told = [
            (await (await person.get(f"/m/{meeting}/interruptions")).json())["paragraphs"]
            for meeting in (first, second)
        ]
    here = (
        "At 7:00 PM the hearing on “Rezoning” was left open and continued to the meeting of February 17, "
        "2026, 7:00 PM EST. Noted: Moved by Ode. 1 person who waited keeps their place there. "
        "Tickets: 1 (there 1)."
    )
    there = (
        "The hearing on “Rezoning” was continued from the meeting of February 10, 2026, 7:00 PM EST. "
        "1 person who waited there kept their place. Tickets: 1 (there 1)."
    )
    assert [[line.replace("\u202f", " ") for line in each] for each in told] == [[here], [there]]


@rule("R42")
async def test_the_list_of_meetings_names_it_at_both(server: Server) -> None:
    first, second = await continued(server)
    async with server.browser() as anyone:
        home = await (await anyone.get("/")).text()
    assert f'<a href="/m/{second}">Continued to February 17, 2026' in home
    assert f'<a href="/m/{first}">Continued from February 10, 2026' in home
    await server.command(second, "edit_meeting", title="Next", starts_at=STARTS_AT + 2 * WEEK)
    await server.service.continuing.idle()
    async with server.browser() as anyone:
        home = await (await anyone.get("/")).text()
    assert f'<a href="/m/{second}">Continued to February 24, 2026' in home


@rule("R42")
async def test_the_clerk_is_offered_the_later_meetings_of_the_body_that_have_not_begun(
    server: Server,
) -> None:
    here = await server.meeting(live=True)
    later = await server.meeting(title="Later", starts_at=STARTS_AT + 2 * WEEK)
    soon = await server.meeting(title="Soon", starts_at=STARTS_AT + WEEK)
    await server.meeting(title="Board", body="board", body_name="Board", starts_at=STARTS_AT + WEEK)
    gone = await server.meeting(title="Cancelled", starts_at=STARTS_AT + WEEK)
    await server.command(gone, "cancel_meeting")
    clerk = await server.session("clerk")
    async with server.browser(cookies={"staff": clerk}) as person:
        told = await (await person.get(f"/m/{here}/later")).json()
    assert told == {
        "meetings": [
            {"meeting": soon, "title": "Soon", "starts_at": STARTS_AT + WEEK},
            {"meeting": later, "title": "Later", "starts_at": STARTS_AT + 2 * WEEK},
        ]
    }


@rule("R17", "R42")
async def test_a_return_code_of_the_first_meeting_opens_the_place_in_the_second(server: Server) -> None:
    first = await server.meeting(live=True)
    second = await server.meeting(title="Next", starts_at=STARTS_AT + WEEK, agenda=())
    _, code = await ticket_with_code(server, first)
    await server.command(first, "continue_item", item=1, to=second)
    await server.service.continuing.idle()
    await server.clock.advance(STARTS_AT + WEEK)
    async with server.browser() as phone:
        await phone.post(f"/m/{second}/claim", data={"code": code})
        page = await (await phone.get(f"/m/{second}")).text()
    assert "where your ticket was number 1" in page


@rule("R17", "R42")
async def test_a_return_code_is_good_however_often_the_hearing_is_continued(server: Server) -> None:
    first = await server.meeting(live=True)
    second = await server.meeting(title="Next", starts_at=STARTS_AT + WEEK, agenda=())
    third = await server.meeting(title="Third", starts_at=STARTS_AT + 4 * WEEK, agenda=())
    _, code = await ticket_with_code(server, first)
    for here, to in ((first, second), (second, third)):
        await server.command(here, "continue_item", item=1, to=to)
        await server.service.continuing.idle()
    await server.clock.advance(STARTS_AT + 4 * WEEK)
    async with server.browser() as phone:
        await phone.post(f"/m/{third}/claim", data={"code": code})
        page = await (await phone.get(f"/m/{third}")).text()
    assert "where your ticket was number 1" in page


@rule("R17", "R42")
async def test_at_the_door_of_the_second_a_code_of_the_first_is_found(server: Server) -> None:
    first = await server.meeting(live=True)
    second = await server.meeting(title="Next", starts_at=STARTS_AT + WEEK, agenda=())
    await server.command(first, "add_request", period=1)
    _, code = await ticket_with_code(server, first)
    await server.command(first, "withdraw_request", ticket=1)
    await server.command(first, "continue_item", item=1, to=second)
    await server.service.continuing.idle()
    door = await server.session("door")
    async with server.browser(cookies={"staff": door}) as person:
        found = await (await person.post(f"/m/{second}/codes/find", json={"code": code})).json()
        none = await person.post(f"/m/{second}/codes/find", json={"code": "7K3M0-Q1XZ4"})
    assert (found["tickets"], none.status) == ([1], 404)


@rule("R17", "R42")
async def test_a_code_renewed_in_the_second_voids_the_lost_one_of_the_first(server: Server) -> None:
    first = await server.meeting(live=True)
    second = await server.meeting(title="Next", starts_at=STARTS_AT + WEEK, agenda=())
    _, code = await ticket_with_code(server, first)
    await server.command(first, "continue_item", item=1, to=second)
    await server.service.continuing.idle()
    door = await server.session("door")
    async with server.browser(cookies={"staff": door}) as person:
        await person.post(f"/m/{second}/codes", json={"id": server.fresh_id(), "ticket": 1})
    async with server.browser() as finder:
        tried = [await finder.post(f"/m/{meeting}/claim", data={"code": code}) for meeting in (first, second)]
    assert [each.status for each in tried] == [404, 404]


@rule("R42")
async def test_the_queue_file_of_the_first_says_how_each_request_stands(server: Server) -> None:
    first, _ = await continued(server)
    await server.command(first, "adjourn")
    async with server.browser() as anyone:
        rows = await (await anyone.get(f"/archive/{first}/queue.csv")).text()
    assert "continued" in rows
