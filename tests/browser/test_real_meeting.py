"""The three comment periods of a real meeting, held again by the clerk with the keyboard alone.

Who speaks, and in which order, is read from the shared data; at most two keys bring each speaker to the
microphone with a running clock: call, start. Walk-ups need one.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from playwright.async_api import Page, expect

from meetingsvc.domain import commands as c
from meetingsvc.domain.roles import Actor
from tests.browser.stage import Stage
from tests.browser.test_clerk import desk, floor, state
from tests.support.rules import rule
from tests.support.shared_data import Call, RealMeeting, real_meeting

GAP_MS = 15 * 60_000
"""Calls further apart than this are of different periods: between them lay other business."""


def periods(calls: Iterable[Call]) -> list[list[Call]]:
    """The calls, by comment period."""
    found: list[list[Call]] = []
    for call in calls:
        if found and call.called - found[-1][-1].ended < GAP_MS:
            found[-1].append(call)
        else:
            found.append([call])
    return found


def walk_ups(calls: list[Call]) -> set[Call]:
    """Who had not signed up, half of each period: whoever spoke in the same breath as the one before,
    then the last. Which they were in the hall the data does not say; that it was seven of sixteen, it does.
    """
    breathless = [call for before, call in pairwise(calls) if call.called <= before.ended]
    rest = [call for call in reversed(calls) if call not in breathless]
    return set([*breathless, *rest][: len(calls) // 2])


def item_at(meeting: RealMeeting, call: Call) -> str:
    """The label of the agenda item during which a call was made."""
    return next(label for start, label in reversed(meeting.agenda) if start <= call.called)


class Keyboard:
    """The clerk's hands: every key goes through here, and is counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    async def press(self, key: str) -> None:
        self.pressed += 1
        await self.page.keyboard.press(key)

    async def push(self, name: str) -> None:
        """A button, reached and pressed by keyboard."""
        await self.page.get_by_role("button", name=name, exact=True).press("Enter")

    async def open_comment(self, item: str) -> None:
        """Go on to an item and take requests on it."""
        await self.page.locator("#agenda").get_by_role("button", name=item).press("Enter")
        await self.push("Start item")
        await self.push("Open comment…")
        await self.push("Open comment")
        await expect(self.page.get_by_role("dialog")).to_have_count(0)

    async def bring(self, name: str | None) -> int:
        """Bring whoever is next to the microphone with the clock running; how many keys that took."""
        before = self.pressed
        if name is None:
            await self.press("w")
        else:
            await self.press("n")
            await expect(floor(self.page)).to_contain_text("Called to the floor")
            await self.press("Space")
        who = name or "Walk-up speaker"
        await expect(floor(self.page).locator(".speaker-name")).to_have_text(who)
        await expect(floor(self.page)).to_contain_text("Now speaking")
        return self.pressed - before

    async def note_name(self, name: str) -> None:
        """R4: the name of a walk-up, typed while they speak."""
        await self.page.keyboard.press("i")
        await expect(self.page.get_by_label("Name, as given")).to_be_focused()
        await self.page.keyboard.type(name)
        await self.page.keyboard.press("Enter")
        await expect(floor(self.page).locator(".speaker-name")).to_have_text(name)


@rule("R4")
async def test_the_real_meetings_periods_take_two_keys_a_speaker(stage: Stage) -> None:
    real = real_meeting()
    meeting = await stage.schedule(agenda=[label for _, label in real.agenda])
    page = await desk(stage, meeting)
    keyboard = Keyboard(page)
    await keyboard.push("Call to order")
    keys = []
    for number, calls in enumerate(periods(real.calls), 1):
        await keyboard.open_comment(item_at(real, calls[0]))
        unannounced = walk_ups(calls)
        for place, call in enumerate(calls):
            if call not in unannounced:
                person = Actor(f"person-{number}-{place}", frozenset({"attendee"}))
                await stage.do(
                    meeting, c.AskToSpeak(period=number, channel="in_person", name=call.name), actor=person
                )
        await expect(page.locator(".queue-row")).to_have_count(len(calls) - len(unannounced))
        for call in calls:
            walked_up = call in unannounced
            keys.append(await keyboard.bring(None if walked_up else call.name))
            if walked_up:
                await keyboard.note_name(call.name)
        await keyboard.press("e")
        await expect(floor(page)).to_contain_text("The floor is free")

    held = await state(stage, meeting)
    turns = [held.turns[number] for number in held.turn_order]
    spoke = [turn.name if turn.ticket is None else held.requests[turn.ticket].name for turn in turns]
    assert spoke == [call.name for call in real.calls]
    assert {turn.status for turn in turns} == {"ended"}
    assert max(keys) <= 2
