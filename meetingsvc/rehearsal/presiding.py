"""The demo's simulated clerk: calls, starts, ends, passes names, publishes comments, goes through the agenda.

Owns what a clerk does next, by what the clerk's own page shows. Steps back for a while when a person acts,
and then goes on from whatever they left.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

from .chamber import Chamber
from .client import Client, RefusedError
from .council import Council
from .crowd import Crowd, fresh
from .room import Room

AWAY: Final = 60.0
"""Seconds for which the simulated clerk leaves everything to a person who has acted."""

ALLOTMENT_MS: Final = 120_000
LAST_CALL_MS: Final = 20_000
OVERTIME_MS: Final = 10_000

Step = tuple[str, dict[str, Any]]
"""A command's name and its fields."""


class Clerk:
    """Runs the meeting from the clerk's page."""

    def __init__(
        self, council: Council, room: Room, client: Client, chamber: Chamber, crowd: Crowd, meeting: str
    ) -> None:
        assert client.seen is not None
        self._council = council
        self._room = room
        self._client = client
        self._chamber = chamber
        self._crowd = crowd
        self._meeting = meeting
        self._seen = client.seen
        self._hands_off_until = float("-inf")
        self._settled: dict[int, bool] = {}
        self._heard_on = 0
        self._held = {comment.text: comment.hold for comment in council.comments if comment.hold}

    def give_way(self) -> None:
        """A person has acted: they have the meeting."""
        self._hands_off_until = asyncio.get_running_loop().time() + AWAY

    async def work(self) -> None:
        """Clerk until cancelled. Raises UnreachableError."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._at_the_desk(self._floor, 0.5))
            group.create_task(self._at_the_desk(self._names, 2.0))
            group.create_task(self._at_the_desk(self._comments, 5.0))
            group.create_task(self._at_the_desk(self._caller, 4.0))

    async def _at_the_desk(self, duty: Callable[[], Awaitable[None]], every: float) -> None:
        while True:
            await self._room.rest(every, every * 1.6)
            if not self._hands_off():
                try:
                    await duty()
                except RefusedError:
                    continue  # somebody was faster; the page shows what is so now

    async def _send(self, step: Step) -> dict[str, Any]:
        if self._hands_off():  # somebody has taken over while this one was still making up its mind
            raise RefusedError("gave_way", "")
        kind, fields = step
        return await self._client.command(fresh(), kind, fields)

    def _hands_off(self) -> bool:
        return asyncio.get_running_loop().time() < self._hands_off_until

    # ── Names, comments, callers ─────────────────────────────────────────────

    async def _names(self) -> None:
        for request in self._seen.view["requests"].values():
            if request["name"] and not request["name_passed"] and not request.get("name_refused"):
                await self._send(("pass_name", {"ticket": request["ticket"]}))
                return

    async def _comments(self) -> None:
        if not self._seen.view["meeting"]["comments"]["submitted"]:
            return
        waiting = await self._client.get(f"/m/{self._meeting}/comments?as=staff&status=submitted")
        for comment in waiting["comments"][-1:]:
            number = {"comment": comment["comment"]}
            if reason := self._held.get(comment["text"]):
                await self._send(("hold_comment", {**number, "reason": reason}))
            elif comment["text"] in {each.text for each in self._council.comments}:
                await self._send(("publish_comment", number))

    async def _caller(self) -> None:
        if self._crowd.calls.empty():
            return
        period, speech = self._crowd.calls.get_nowait()
        card = {"period": period, "channel": "phone", "name": speech.name, "topic": speech.topic}
        added = await self._send(("add_request", card))
        self._crowd.called_in(added["ticket"], speech)

    # ── The floor and the agenda ─────────────────────────────────────────────

    async def _floor(self) -> None:
        view = self._seen.view
        if view["meeting"]["status"] != "live":
            return
        floor = view.get("floor")
        if floor is None:
            await self._nobody(view)
        elif floor["status"] == "called":
            await self._called(floor)
        elif (step := self._speaking(floor)) is not None:
            await self._send(step)

    async def _called(self, floor: dict[str, Any]) -> None:
        turn = {"turn": floor["turn"]}
        if self._crowd.is_there(floor.get("ticket")):
            await self._room.rest(2, 5)
            await self._send(("start_turn", turn))
        elif self._client.server_now() > floor.get("grace_until", 0):
            await self._send(("mark_no_show" if floor["calls"] > 1 else "call_again", turn))

    def _speaking(self, floor: dict[str, Any]) -> Step | None:
        number, turn = floor["turn"], {"turn": floor["turn"]}
        if floor["status"] == "paused":
            return ("resume_turn", turn) if number in self._chamber.answered else None
        left = floor["ends_at"] - self._client.server_now()
        if number in self._chamber.finished or left < -OVERTIME_MS:
            return "end_turn", turn
        # One speaker in five is asked something from the dais.
        settled = self._settled.setdefault(number, self._room.chance(0.8))
        if not settled and floor["allotment_ms"] - left > 15_000:
            self._settled[number] = True
            return "pause_turn", turn
        return None

    async def _nobody(self, view: dict[str, Any]) -> None:
        item = view["meeting"].get("item")
        if item is None or self._chamber.introduced != item:
            return
        period = view["periods"].get(str(view["items"][str(item)].get("period")), {})
        status = period.get("status", "closed")
        if status != "closed":
            self._heard_on = self._chamber.visits
        if view["next"]:
            await self._call(period.get("period"))
        elif status == "open" and period["finished"]:
            await self._last_call(period["period"])
        elif status == "closed" and self._takes_comment(item) and self._heard_on != self._chamber.visits:
            allotted = {"allotment_ms": ALLOTMENT_MS, "last_call_ms": LAST_CALL_MS}
            await self._send(("open_period", {"item": item, **allotted}))
        elif status == "closed":
            then = {"item": self._item_after(item), "without_comment": True}
            await self._send(("start_item", then))

    async def _call(self, period: int | None) -> None:
        """From the period whose queue the next three on every screen are from."""
        await self._room.rest(2, 5)
        if self._seen.view.get("floor") is None and period is not None:
            step = "walk_up" if self._room.chance(0.07) else "call_next"
            await self._send((step, {"period": period}))

    async def _last_call(self, period: int) -> None:
        await self._room.rest(8, 12)
        if not self._seen.view["next"]:
            await self._send(("make_last_call", {"period": period}))

    def _takes_comment(self, item: int) -> bool:
        return item <= len(self._council.items) and self._council.items[item - 1].comment

    def _item_after(self, item: int) -> int:
        """The next item with something to say; after the last the first of them again."""
        rounds = self._council.rounds
        return next((number for number in rounds if number > item), rounds[0])
