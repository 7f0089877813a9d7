"""A meeting of the demo's council that is over, so that its archive has something to show.

Owns its course: made up as a recording from the cast's text, and held again like any recording, by a driven
clock, in a moment.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Final

import msgspec

from meetingsvc.service.clock import SystemClock

from .client import Client
from .council import Council, Item, Sentence, Speech
from .folder import Call, Caption, Particulars, Recording
from .folder import Item as Begun
from .replay import Replay
from .room import CHARACTERS_A_SECOND
from .script import Act, Command, LineEnds, Script, script
from .venue import Venue, here

TUESDAY: Final = 1
"""As datetime counts the days of a week."""

SPEAKERS: Final = 3
"""How many spoke on each item."""

COMMENTS: Final = 3


class Course:
    """The meeting as it went, from one sentence to the next; times in seconds."""

    def __init__(self, council: Council) -> None:
        self.now = 2.0
        self.agenda: list[Begun] = []
        self.said: list[tuple[float, float, Sentence]] = []
        self.calls: list[Call] = []
        for item in council.items:
            self._item(council, item)

    def _item(self, council: Council, item: Item) -> None:
        self.agenda.append(Begun(self.now, item.label))
        self.now += 3
        for sentence in item.report:
            self._say(sentence)
        named = [speech for speech in item.speeches if speech.name]
        for speech, calling in zip(named[:SPEAKERS], council.dais.calling, strict=False):
            self._turn(speech, calling)

    def _turn(self, speech: Speech, calling: Sentence) -> None:
        called = self.now
        self._say(calling)
        began = self.now
        for sentence in speech.lines:
            self._say(sentence)
        self.calls.append(Call(called, began, self.now, speech.name, speech.channel))
        self.now += 2

    def _say(self, sentence: Sentence) -> None:
        began = self.now
        self.now = round(began + len(sentence[0]) / CHARACTERS_A_SECOND, 3)
        self.said.append((began, self.now, sentence))
        self.now += 0.5


def recording(council: Council, held_on: date) -> Recording:
    """The meeting as if it had been recorded on that day."""
    course = Course(council)
    return Recording(
        particulars=Particulars(
            title=council.title,
            body=council.body,
            date=held_on,
            time_zone=council.time_zone,
            duration_seconds=course.now + 5,
            agenda=course.agenda,
            place=council.place,
        ),
        captions=tuple(Caption(began, ended, sentence[0]) for began, ended, sentence in course.said),
        calls=tuple(course.calls),
        digest=f"demo {held_on}",
    )


def in_spanish(council: Council, plan: Script) -> Script:
    """The same meeting with an interpreter's captions beside the others."""
    key = plan.opening.id.partition("-")[0]
    finals = [act for act in plan.acts if isinstance(act, LineEnds)]
    track = Command(
        plan.opening.at, f"{key}-es", "captioner", "open_track", {"language": "es", "kind": "interpreter"}
    )
    spanish = [
        msgspec.structs.replace(act, id=f"{act.id}-es", track="es", text=sentence[1])
        for act, (_, _, sentence) in zip(finals, Course(council).said, strict=True)
    ]
    acts: Sequence[Act] = sorted(chain(plan.acts, [track], spanish), key=lambda act: act.at)
    return msgspec.structs.replace(plan, acts=tuple(acts))


def last_tuesday(now: int) -> date:
    """The last Tuesday but today, UTC ms: councils meet on Tuesdays."""
    today = datetime.fromtimestamp(now / 1000, UTC).date()
    return today - timedelta(days=(today.weekday() - TUESDAY - 1) % 7 + 1)


async def hold_earlier(council: Council, data: Path) -> str:
    """Its ID. Raises what starting a server does, RefusedError, UnreachableError."""
    plan = in_spanish(council, script(recording(council, last_tuesday(SystemClock().now()))))
    async with (
        here(data, plan) as venue,
        Client(venue.url, follow=True) as clerk,
        Client(venue.url) as captioner,
    ):
        await clerk.login(*venue.clerk)
        await captioner.login(*venue.captioner)
        opening = {**plan.opening.fields, "id": plan.opening.id}
        meeting: str = (await clerk.post("/meetings", opening))["meeting"]
        await Replay(plan, venue, meeting).hold(clerk, captioner)
        await _afterwards(council, plan, venue, clerk, meeting)
    return meeting


async def _afterwards(council: Council, plan: Script, venue: Venue, clerk: Client, meeting: str) -> None:
    """Comments come in and are published; the clerk confirms who spoke, and publishes the transcript."""
    key = plan.opening.id.partition("-")[0]
    published = [comment for comment in council.comments if not comment.hold]
    for number, comment in enumerate(published[:COMMENTS], 1):
        written = {"id": f"{key}-comment-{number}", "text": comment.text, "name": comment.name}
        async with Client(venue.url) as device:
            receipt = await device.post(f"/m/{meeting}/comments", written)
        await clerk.command(f"{key}-publish-{number}", "publish_comment", {"comment": receipt["comment"]})
    turns = sum(isinstance(act, Command) and act.type == "end_turn" for act in plan.acts)
    for turn in range(1, turns + 1):
        await clerk.command(f"{key}-confirm-{turn}", "confirm_turn", {"turn": turn})
    await clerk.command(f"{key}-publish-transcript", "publish_transcript", {})
