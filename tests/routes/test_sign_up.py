"""When sign-up opens: said on the list of meetings and on the meeting's page, and kept by the clock."""

from __future__ import annotations

from meetingsvc.domain.profile import Profile
from tests.support.rules import rule
from tests.support.scenario import CLERK
from tests.support.server import STARTS_AT, Server

HOUR = 3_600_000


@rule("R16")
async def test_the_pages_say_when_it_opens_a_form_sent_sooner_too_and_the_clock_opens_it(
    server: Server,
) -> None:
    rules = Profile(sign_up_before_ms=2 * HOUR)
    await server.service.profiles.save(CLERK, "council", 0, rules)
    starts = STARTS_AT + 24 * HOUR
    meeting = await server.meeting(starts_at=starts)
    await server.command(meeting, "open_period", item=1)
    asked = {"period": "1", "channel": "remote", "id": server.fresh_id()}
    async with server.browser() as browser:
        said = "Sign-up to speak opens "
        assert said in await (await browser.get("/")).text()
        assert said in await (await browser.get(f"/m/{meeting}")).text()
        async with browser.post(f"/m/{meeting}/requests", data=asked) as answer:
            html = await answer.text()
            assert (answer.status, "Sign-up has not opened yet. It opens " in html) == (409, True)
        await server.clock.advance(starts - 2 * HOUR)
        assert (await server.state(meeting)).status == "sign_up"
        assert said not in await (await browser.get("/")).text()
        async with browser.post(
            f"/m/{meeting}/requests", data={**asked, "id": server.fresh_id()}, allow_redirects=False
        ) as answer:
            assert answer.status == 303
    assert len((await server.state(meeting)).requests) == 1
