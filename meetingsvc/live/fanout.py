"""Fan-out: what changes in a meeting, encoded once for each audience and sent to all who are in it.

Owns the pace (changes that fall due together travel as one frame, in one write for each client), which frame
each copy needs, and the answer to who joins. Knows views and lines; no commands, no cookies, no sockets.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from meetingsvc.domain.events import Entry, Event, Reclassified, ScreensBlanked
from meetingsvc.domain.state import Meeting
from meetingsvc.live.frames import event
from meetingsvc.live.member import Member
from meetingsvc.live.room import Frame, Room
from meetingsvc.live.rounds import Round
from meetingsvc.readmodel import views
from meetingsvc.readmodel.shown import Audience
from meetingsvc.readmodel.touched import concerned
from meetingsvc.service.states import Change

WINDOW: Final = 0.015
"""Seconds between two rounds of sending: what falls due meanwhile goes out together."""


class Fanout:
    """One meeting's listeners. ``state`` is the meeting as it was last published."""

    def __init__(self, state: Meeting) -> None:
        self.state = state
        audiences: tuple[Audience, ...] = ("public", "staff", "door")
        self.rooms: dict[Audience, Room] = {audience: Room(state.seq) for audience in audiences}
        self._loop = asyncio.get_running_loop()
        self._told = state
        self._entries: list[Entry] = []
        self._partials: dict[str, bytes] = {}
        self._seated: dict[str, set[Member]] = {}
        self._views: dict[Audience, tuple[int, msgspec.Raw]] = {}
        self._rounds: deque[Round] = deque()
        self._sending: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._last_round = float("-inf")

    @property
    def awaited(self) -> bool:
        """Whether anyone listens, or may come back to."""
        now = self._loop.time()
        return any(room.awaited(now) for room in self.rooms.values())

    # ── What happens ─────────────────────────────────────────────────────────

    def changed(self, change: Change) -> None:
        """The meeting has changed. Its members are told within the window."""
        if change.before is None or change.before.seq != self.state.seq:
            self._start_over(change.after)
            return
        self._entries.extend(change.entries)
        self.state = change.after
        self._soon()

    def partial(self, track: str, payload: dict[str, Any]) -> None:
        """A caption that still grows, for those who follow the track; of several in a window the last."""
        self._partials[track] = event("partial", payload)
        self._soon()

    def join(self, member: Member, since: int | None) -> dict[str, Any]:
        """Lets someone in. The answer brings their copy, at ``since`` or none at all, to ``seq``."""
        self._round()
        room = self.rooms[member.audience]
        frames = None if since is None else room.since(since, self.state.seq)
        answer: dict[str, Any]
        if since is None or frames is None:
            answer = {"seq": self.state.seq, "view": self._view(member.audience)}
        else:
            copies = [since, *(frame.seq for frame in frames)]
            patches = [frame.told(copy) for copy, frame in zip(copies, frames, strict=False)]
            answer = {"seq": copies[-1], "patches": patches}
        room.enter(member, answer["seq"])
        if member.participant is not None:
            self._seated.setdefault(member.participant, set()).add(member)
            return {**answer, "me": views.me(self.state, member.participant)}
        return answer if member.me is None else {**answer, "me": member.me}

    def leave(self, member: Member) -> None:
        """Someone is gone."""
        self.rooms[member.audience].leave(member, self._loop.time())
        if member.participant is not None:
            seated = self._seated.get(member.participant, set())
            seated.discard(member)
            if not seated:
                self._seated.pop(member.participant, None)

    async def settle(self) -> None:
        """Sends all that is due now; returns when it is on its way."""
        self._round()
        if self._sending is not None:
            await self._sending

    # ── Rounds ───────────────────────────────────────────────────────────────

    def _soon(self) -> None:
        if self._timer is None and self._sending is None:  # else it goes out after what is being sent
            self._timer = self._loop.call_at(max(self._loop.time(), self._last_round + WINDOW), self._round)

    def _round(self) -> None:
        """Encodes all that is pending, for the copies as they are now, and begins to send it."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        before, self._told = self._told, self.state
        entries, self._entries = self._entries, []
        partials, self._partials = self._partials, {}
        if not entries and not partials:
            return
        self._last_round = now = self._loop.time()
        for audience, room in self.rooms.items():
            if room.awaited(now):
                shared, own = self._frames(audience, before, entries) if entries else (None, {})
                self._rounds.append(Round(room.members, partials, shared, own))
            elif entries:
                room.forget(self.state.seq)
        if self._sending is None:
            self._sending = asyncio.ensure_future(self._send())

    async def _send(self) -> None:
        try:
            while self._rounds:
                await self._rounds.popleft().send()
        finally:
            self._sending = None
        if self._entries or self._partials:
            self._soon()

    def _frames(
        self, audience: Audience, before: Meeting, entries: Sequence[Entry]
    ) -> tuple[bytes | None, dict[Member, bytes]]:
        """What all members of a room are sent, if anything, and what some are sent instead."""
        room, seq = self.rooms[audience], self.state.seq
        after, copies = room.sent, room.apart
        shared, patched = None, {}
        if any(_takes_back(entry.event) for entry in entries):
            room.bury()
        patch = views.patch(before, self.state, entries, audience)
        if patch is not None:
            frame = Frame(after, before.seq, seq, msgspec.Raw(msgspec.json.encode(patch)))
            shared, patched = event("patch", frame.told(after)), {"patch": frame.patch}
            room.keep(frame)
        mine = self._changed_me(before, entries) if audience == "public" else {}
        own = {}
        for member in (copies.keys() | mine) if patched else mine:
            payload = {"after": copies.get(member, after), "seq": seq, **patched}
            own[member] = event("patch", payload | ({"me": mine[member]} if member in mine else {}))
            room.enter(member, seq)
        return shared, own

    def _changed_me(self, before: Meeting, entries: Sequence[Entry]) -> dict[Member, Any]:
        """Each member whose ``me`` these entries changed, with the new one."""
        changed: dict[Member, Any] = {}
        for participant in concerned(entries, before, self.state) & self._seated.keys():
            me = views.me(self.state, participant)
            if me != views.me(before, participant):
                changed |= dict.fromkeys(self._seated[participant], me)
        return changed

    def _view(self, audience: Audience) -> msgspec.Raw:
        """The whole view, built and encoded once for each seq."""
        known = self._views.get(audience)
        if known is None or known[0] != self.state.seq:
            view = msgspec.Raw(msgspec.json.encode(views.view(self.state, audience)))
            known = self._views[audience] = (self.state.seq, view)
        return known[1]

    def _start_over(self, state: Meeting) -> None:
        """What happened in between was not published: every copy has to be asked for anew."""
        self.state = self._told = state
        self._entries.clear()
        lost = event("patch", {"after": state.seq, "seq": state.seq})  # fits no copy that is behind
        for room in self.rooms.values():
            room.forget(state.seq)
            self._rounds.append(Round(room.members, {}, lost, {}))
        if self._sending is None:
            self._sending = asyncio.ensure_future(self._send())


def _takes_back(happened: Event) -> bool:
    """Whether something that was shown is not to be any more: words (R29), or names (R2, R43)."""
    changed: Sequence[Reclassified] = getattr(happened, "reclassified", ())
    return isinstance(happened, ScreensBlanked) or any(each.readers != "public" for each in changed)
