"""The demo's simulated residents: they join the queue from home, by phone, at the kiosk and in the room; some
look on, some change their mind, some do not come when called, some write.

Owns who is there and what they would say. Each has a device of their own and does what its page could do.
"""

import asyncio
import contextlib
import secrets
from typing import Any, Final

from .client import Client, RefusedError, UnreachableError
from .council import LANGUAGES, Council, Sentence, Speech, Written
from .room import Room
from .seen import Seen

LONG_QUEUE: Final = 4
"""How many wait before residents hold back, so that whoever tries it out comes soon."""

_SPOKEN: Final = ("done", "no_show", "withdrawn", "removed")


def fresh() -> str:
    """An id for a command."""
    return secrets.token_hex(16)


class Crowd:
    """Everyone who is not on the staff. ``seen`` is what the screen in the room shows."""

    def __init__(self, council: Council, room: Room, url: str, meeting: str, seen: Seen) -> None:
        self._council = council
        self._room = room
        self._url = url
        self._meeting = meeting
        self._seen = seen
        self._speeches: dict[int, Speech] = {}
        self._absent: set[int] = set()
        self.calls: asyncio.Queue[tuple[int, Speech]] = asyncio.Queue()
        """Who is on the phone to the clerk's office, and for which period."""

    # ── For the chamber and the clerk ────────────────────────────────────────

    def lines_of(self, ticket: int | None) -> tuple[Sentence, ...]:
        """What the person with this ticket says, a walk-up, or somebody nobody here knows."""
        if ticket is None:
            return self._council.dais.walk_up
        speech = self._speeches.get(ticket)
        return self._council.dais.anyone if speech is None else speech.lines

    def is_there(self, ticket: int | None) -> bool:
        """Whether the person will come to the lectern when called."""
        return ticket not in self._absent

    def called_in(self, ticket: int, speech: Speech) -> None:
        """The clerk has typed a caller in."""
        self._speeches[ticket] = speech

    # ── Their lives ──────────────────────────────────────────────────────────

    async def work(self) -> None:
        """Come and go until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._sign_up(group))
            group.create_task(self._write())
            for _ in range(5):
                group.create_task(self._look_on())

    async def _sign_up(self, group: asyncio.TaskGroup) -> None:
        taken: dict[int, int] = {}
        while True:
            period = self._open_period()
            if period is None or len(self._seen.view["waiting"]) >= LONG_QUEUE:
                await self._room.rest(1.0)
                continue
            number, speeches = period["period"], self._council.items[period["item"] - 1].speeches
            place = taken.get(number, 0)
            if place < len(speeches):
                taken[number] = place + 1
                group.create_task(self._attend(speeches[place], number, early=place < LONG_QUEUE))
            # The first few have been waiting for the doors to open.
            await (self._room.rest(0.3) if place < LONG_QUEUE - 1 else self._room.rest(8, 25))

    def _open_period(self) -> dict[str, Any] | None:
        view = self._seen.view
        item = view["items"].get(str(view["meeting"].get("item")), {})
        period: dict[str, Any] | None = view["periods"].get(str(item.get("period")))
        if period is None or period["status"] == "closed" or view["meeting"]["status"] != "live":
            return None
        return period

    async def _attend(self, speech: Speech, period: int, *, early: bool) -> None:
        if speech.channel == "phone":
            self.calls.put_nowait((period, speech))
            return
        async with Client(self._url, follow=True) as device:
            try:
                await self._take_part(device, speech, period, early=early)
            except (RefusedError, UnreachableError):
                return  # it has closed meanwhile, or the meeting is over, or the device has no network

    async def _take_part(self, device: Client, speech: Speech, period: int, *, early: bool) -> None:
        asked: dict[str, Any] = {"id": fresh(), "period": period, "channel": speech.channel}
        asked |= {"name": speech.name, "topic": speech.topic}
        if speech.position is not None:
            asked["position"] = speech.position
        at_kiosk = speech.channel == "in_person" and self._room.chance(0.3)
        path = f"/m/{self._meeting}/requests"
        receipt = await device.post(path, {**asked, "kiosk": True} if at_kiosk else asked)
        ticket = int(receipt["ticket"])
        self._speeches[ticket] = speech
        # Who came early stays; of those who came later some have gone home when they are called.
        if speech.channel == "in_person" and not early and self._room.chance(0.25):
            self._absent.add(ticket)
        if not at_kiosk:
            await device.join(self._meeting, "public", "attendee", ["en"])
            await self._until_heard(device, ticket)
            await self._room.rest(5, 30)

    async def _until_heard(self, device: Client, ticket: int) -> None:
        seen = device.seen
        assert seen is not None

        def mine() -> dict[str, Any]:
            return dict(seen.me.get("requests", {}).get(str(ticket), {}))

        if self._room.chance(0.2):
            await self._room.rest(3, 8)
            if mine().get("status") == "waiting":
                await device.command(fresh(), "on_my_way", {"ticket": ticket})
                await self._room.rest(10, 20)
                await device.command(fresh(), "im_here", {"ticket": ticket})
        await seen.until(lambda: mine().get("status") in _SPOKEN)

    async def _look_on(self) -> None:
        """Somebody reads along from home, leaves, and later somebody else comes."""
        while True:
            async with Client(self._url) as device:
                with contextlib.suppress(RefusedError, UnreachableError):
                    await device.join(
                        self._meeting, "public", "attendee", [self._room.dice.choice(LANGUAGES)]
                    )
                await self._room.rest(60, 300)
            await self._room.rest(5, 40)

    async def _write(self) -> None:
        """The comments one after the other; then again, by others who see it the same way."""
        rounds = 0
        while True:
            for number, comment in enumerate(self._council.comments):
                early = rounds == 0 and number < 3
                await (self._room.rest(1, 3) if early else self._room.rest(40, 80 + 200 * rounds))
                await self._hand_in(comment)
            rounds += 1

    async def _hand_in(self, comment: Written) -> None:
        fields: dict[str, Any] = {"id": fresh(), "text": comment.text, "name": comment.name}
        if comment.position is not None:
            fields["position"] = comment.position
        async with Client(self._url) as device:
            with contextlib.suppress(RefusedError, UnreachableError):
                await device.post(f"/m/{self._meeting}/comments", fields)
