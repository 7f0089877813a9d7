"""A server with a meeting on it, and people with browsers of their own.

Owns the browser's contexts: whose cookies, language, window and colours. Whatever a page says on its
console as an error, and every violation of the content security policy, fails the test.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize, expect

from meetingsvc.bootstrap import Running, running
from meetingsvc.config import Config
from meetingsvc.domain import commands as c
from meetingsvc.domain.roles import Actor, Role
from meetingsvc.service.answers import Answer
from tests.support.scenario import CLERK

PASSWORD = "correct horse battery staple"
PHONE = ViewportSize(width=360, height=740)
LAPTOP = ViewportSize(width=1280, height=800)
PROJECTOR = ViewportSize(width=1920, height=1080)

expect.set_options(timeout=10_000)


@dataclass
class Person:
    """Someone at a browser."""

    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    def heard(self, message: ConsoleMessage) -> None:
        """Keep what the console calls an error, but for a refusal that the page shows anyway."""
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)


@dataclass
class Stage:
    """What a browser test sets its scene with."""

    server: Running
    browser: Browser
    people: list[Person] = field(default_factory=list)
    sent: int = 0

    @property
    def url(self) -> str:
        """The server's origin."""
        return self.server.url

    async def schedule(self, **particulars: Any) -> str:
        """A new meeting's id: three items, in the council's zone, due now or in ``starts_in`` ms."""
        command = c.ScheduleMeeting(
            title=particulars.pop("title", "Regular meeting"),
            body="council",
            body_name="City Council",
            time_zone="America/New_York",
            starts_at=self.server.installation.service.clock.now() + particulars.pop("starts_in", 0),
            place="Hall 1",
            agenda=particulars.pop("agenda", ["Call to order", "Public comment", "Adjournment"]),
            **particulars,
        )
        self.sent += 1
        answer = await self.server.installation.service.schedule(CLERK, f"set-{self.sent}", command)
        return str(answer.result["meeting"])

    async def do(self, meeting: str, *commands: c.Command, actor: Actor = CLERK) -> list[Answer]:
        """The answers to commands, sent in order without a browser."""
        answers = []
        for command in commands:
            self.sent += 1
            sent = self.server.installation.service.submit(meeting, actor, f"set-{self.sent}", command)
            answers.append(await sent)
        return answers

    async def live(self, **particulars: Any) -> str:
        """A meeting in session with period 1 open on item 2 and an English caption track."""
        meeting = await self.schedule(**particulars)
        await self.do(
            meeting, c.StartMeeting(), c.StartItem(item=2), c.OpenPeriod(item=2), c.OpenTrack(language="en")
        )
        return meeting

    async def person(
        self,
        lang: str = "en",
        window: ViewportSize | None = None,
        *,
        staff: tuple[Role, ...] = (),
        username: str = "dee",
        cookies: Mapping[str, str] | None = None,
        **options: Any,  # of the browser's context
    ) -> Person:
        """Someone with a browser of their own, logged in as staff of the council where roles are given."""
        context = await self.browser.new_context(
            viewport=window or PHONE, locale=lang, base_url=self.url, **options
        )
        if staff:
            accounts = self.server.installation.accounts
            await accounts.add(username, "Dee Clerk", PASSWORD, {"council": frozenset(staff)})
            cookies = {**(cookies or {}), "staff": await accounts.login(username, PASSWORD)}
        for name, value in (cookies or {}).items():
            await context.add_cookies([{"name": name, "value": value, "url": self.url}])
        person = Person(context, await context.new_page())
        person.page.on("console", person.heard)
        person.page.on("pageerror", lambda error: person.complaints.append(str(error)))
        self.people.append(person)
        return person


@asynccontextmanager
async def staged(browser: Browser, data: Path, **settings: Any) -> AsyncGenerator[Stage, None]:
    """A stage for as long as the block lasts; afterwards nobody's page may have complained."""
    async with running(Config(data=data, port=0, **settings)) as server:
        stage = Stage(server, browser)
        try:
            yield stage
        finally:
            for person in stage.people:
                await person.context.close()
    assert [person.complaints for person in stage.people if person.complaints] == []
