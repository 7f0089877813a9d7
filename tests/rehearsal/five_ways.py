"""A recorded meeting held again while five captioners write it at once, each in a track and a way of theirs.

Owns what each tool sends and when: how late its captioner is, how a line becomes postings. The clerk's part
is the replay's own. Judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import aiohttp
from msgspec.structs import replace

from meetingsvc.rehearsal.client import Client
from meetingsvc.rehearsal.folder import Caption, Recording, ms, read
from meetingsvc.rehearsal.replay import Replay
from meetingsvc.rehearsal.script import Act, Script, script
from meetingsvc.rehearsal.venue import Here, here

WAYS: Final = ("typed", "zoom", "youtube", "teams", "streamtext")
TEXT: Final = {"Content-Type": "text/plain"}

SLIPS: Final = ("teh ", "uhm", "Chariman", "é😀")
"""What a captioner types by mistake and takes back, now and then."""


class Opens(Act, frozen=True):
    """Five tracks are opened, and an address issued to each tool."""


class Sent(Act, frozen=True):
    """A posting of one of the tools, or what the typist sends; ``began`` is the line's own beginning."""

    way: str
    text: str
    row: int
    began: int
    final: bool = True


@dataclass
class Tool:
    """One of the tools: where it posts, and how far it has counted."""

    track: str
    url: str = ""
    seq: int = 0
    statuses: set[int] = field(default_factory=set)


def postings(captions: Sequence[Caption], late: Mapping[str, int]) -> list[Sent]:
    """All that the five send, ``late`` is in milliseconds."""
    return [each for way in WAYS for each in _of_way(way, captions, late[way])]


def _of_way(way: str, captions: Sequence[Caption], late: int) -> Iterator[Sent]:
    final_at = 0
    for row, line in enumerate(sorted(captions, key=lambda line: line.start), 1):
        began, ended = ms(line.start), ms(line.end)
        final_at = max(final_at, ended + late)
        begins_at = min(began + late, final_at)
        words = line.text.split(" ")
        half = " ".join(words[: len(words) // 2])
        if way == "streamtext":
            yield from _keystrokes(row, line.text, half, (begins_at, final_at), began)
            continue
        if way == "typed" or (way == "zoom" and row % 3 == 0 and half):
            yield Sent(begins_at, f"cue-{row}", way, half, row, began, final=False)
        yield Sent(final_at, f"cue-{row}", way, line.text, row, began)


def _keystrokes(row: int, text: str, half: str, at: tuple[int, int], began: int) -> Iterator[Sent]:
    """A line as it is typed: its first half when it begins, mended by the next posting, then the rest."""
    slip = SLIPS[row % len(SLIPS)] if row % 4 == 0 else ""
    back = "\x08" * (len(slip.encode("utf-16-le")) // 2)
    rest = text[len(half) :] if half else f"{slip}{back}{text}"
    if half:
        yield Sent(at[0], f"keys-{row}", "streamtext", f"{half}{slip}", row, began, final=False)
        rest = f"{back}{rest}"
    yield Sent(at[1], f"keys-{row}-end", "streamtext", f"{rest} ", row, began)


class FiveWays:
    """The performance: the clerk's acts and the tools' postings, in order of time."""

    def __init__(self, folder: Path, late: Mapping[str, int]) -> None:
        self.late = late
        self.plan = _plan(read(folder), late)
        self.tools: dict[str, Tool] = {}

    async def hold(self, data: Path) -> str:
        """Hold it on a data directory of its own; the meeting's id."""
        async with (
            here(data, self.plan) as venue,
            Client(venue.url, follow=True) as clerk,
            Client(venue.url) as captioner,
            aiohttp.ClientSession(headers=TEXT) as http,
        ):
            await clerk.login(*venue.clerk)
            await captioner.login(*venue.captioner)
            opening = {**self.plan.opening.fields, "id": self.plan.opening.id}
            meeting = str((await clerk.post("/meetings", opening))["meeting"])
            await _Captioned(self, venue, meeting, captioner, http).hold(clerk, captioner)
        return meeting


class _Captioned(Replay):
    """A replay among whose acts are those of the tools."""

    def __init__(
        self, five: FiveWays, venue: Here, meeting: str, captioner: Client, http: aiohttp.ClientSession
    ) -> None:
        super().__init__(five.plan, venue, meeting)
        self._id, self._five, self._captioner, self._http = meeting, five, captioner, http

    async def _perform(self, act: Act) -> None:
        match act:
            case Opens():
                await self._open()
            case Sent(way="typed"):
                await self._type(act)
            case Sent():
                await self._post(act)
            case _:
                await super()._perform(act)

    async def _open(self) -> None:
        for way in WAYS:
            opened = {"language": "en", "delay_ms": self._five.late[way], "another": True}
            track = str((await self._captioner.command(f"open-{way}", "open_track", opened))["track"])
            self._five.tools[way] = Tool(track)
            if way != "typed":
                issued = {"track": track, "protocol": way, "hours": 72}
                await self._captioner.command(f"issue-{way}", "issue_track_url", issued)
                told = await self._captioner.get(f"/m/{self._id}/captions/url?track={track}")
                self._five.tools[way].url = told["url"]

    async def _type(self, due: Sent) -> None:
        track = self._five.tools[due.way].track
        if due.final:
            fields = {"track": track, "cue": due.id, "text": due.text}
            await self._captioner.command(due.id, "add_cue", fields)
        else:
            await self._captioner.partial(track, due.id, due.text)

    async def _post(self, due: Sent) -> None:
        tool = self._five.tools[due.way]
        tool.seq += 1
        text = due.text
        if due.way == "youtube":
            at = datetime.fromtimestamp((self._five.plan.starts_at + due.began) // 1_000, UTC)
            text = f"{at:%Y-%m-%dT%H:%M:%S}.{due.began % 1_000:03} region:reg1#cue1\n{text}\n"
        numbered = "" if due.way == "teams" else f"&seq={tool.seq}"
        for _ in range(
            2 if tool.seq % 50 == 0 else 1
        ):  # now and then an answer is lost, and it is tried again
            async with self._http.post(f"{tool.url}{numbered}&lang=en", data=text.encode()) as answer:
                tool.statuses.add(answer.status)


def _plan(recording: Recording, late: Mapping[str, int]) -> Script:
    """The clerk's acts with the tools' among them, and an end when the latest captioner is done."""
    plan = script(replace(recording, captions=()))
    *acts, adjourn = plan.acts
    opens = Opens(acts[0].at, "opens")
    sent = postings(recording.captions, late)
    # At one instant lines end, then the floor changes, then lines begin.
    timed = [*((act.at, 1, act) for act in acts), *((act.at, 0 if act.final else 2, act) for act in sent)]
    timed.sort(key=lambda each: each[:2])
    end = max(adjourn.at, *(act.at for act in sent))
    return replace(plan, acts=(opens, *(act for _, _, act in timed), replace(adjourn, at=end)))
