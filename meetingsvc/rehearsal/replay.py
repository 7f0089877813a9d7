"""Holds a recorded meeting again, as its clerk, speakers and captioner would.

Owns the performance of a script's acts in order, each once the one before it is durable, and where to go
on when part of it is in the record already. What is done when stands in ``script``; at which server, and
by whose clock, in ``venue``.
"""

import asyncio
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Any, Final

from .client import Client, RefusedError, UnreachableError
from .folder import FolderError, ms, read
from .progress import Progress
from .script import Act, Ask, Command, LineBegins, LineEnds, Script, script
from .venue import Venue, elsewhere, here

MOST_LATE: Final = 60
"""Seconds."""


class Replay:
    """A script being performed at a venue, in the meeting of this ID."""

    def __init__(self, plan: Script, venue: Venue, meeting: str) -> None:
        self._plan = plan
        self._venue = venue
        self._meeting = meeting

    async def hold(self, clerk: Client, captioner: Client, progress: Progress | None = None) -> None:
        """Perform what the record does not have yet; ``clerk`` is a client that follows.

        Raises RefusedError, UnreachableError.
        """
        self._staff = {"clerk": clerk, "captioner": captioner}
        await clerk.join(self._meeting, "staff", "clerk")
        await captioner.join(self._meeting, "staff", "captions")
        assert clerk.seen is not None
        done = recorded(self._plan.acts, clerk.seen.view)
        if progress is not None:
            progress.goes_on(done)
        self._venue.begin(self._plan, done, captioner.server_now())
        for act in self._plan.acts[done:]:
            await self._venue.reach(act.at)
            await self._perform(act)
            if progress is not None:
                progress.step()

    async def _perform(self, act: Act) -> None:
        match act:
            case Command():
                await self._staff[act.by].command(act.id, act.type, act.fields)
            case Ask():
                await self._ask(act)
            case LineBegins():
                await self._staff["captioner"].partial(act.track, act.id, act.text)
                self._venue.heard(act.id)
            case LineEnds():
                times = self._venue.times(act)
                fields = {"track": act.track, "cue": act.id, "text": act.text, **times}
                await self._staff["captioner"].command(act.id, "add_cue", fields)

    async def _ask(self, act: Ask) -> None:
        """From a device that is seen here for the first time. The same id leads to the same seat."""
        fields = {"id": act.id, "period": act.period, "name": act.name, "channel": act.channel}
        async with Client(self._venue.url) as device:
            receipt = await device.post(f"/m/{self._meeting}/requests", fields)
        await self._staff["clerk"].command(act.passed_by, "pass_name", {"ticket": receipt["ticket"]})


def recorded(acts: Sequence[Act], view: dict[str, Any]) -> int:
    """How many acts from the first on are in the record for certain.

    Each act is sent once the one before it is durable, so everything up to the last final line is there;
    what may be there beyond it is asked again under its id, which changes nothing.
    """
    if view["meeting"]["status"] == "adjourned":
        return len(acts)
    cues = sum(track["cues"] for track in view["tracks"].values())
    if cues == 0:
        return 0
    finals = (place for place, act in enumerate(acts, 1) if isinstance(act, LineEnds))
    return next(place for n, place in enumerate(finals, 1) if n == cues)


def main(args: Namespace) -> int:
    """The command ``replay``: 0 once the meeting is adjourned, else 1 with the reason on stderr.

    Raises what opening the data directory does.
    """
    try:
        if not 0 <= args.late <= MOST_LATE:
            raise FolderError(f"--late goes from 0 to {MOST_LATE} seconds")
        late = ms(args.late)
        plan = script(read(args.folder), late, round(late / args.speed) if args.url else late)
        asyncio.run(_run(plan, args))
    except (FolderError, RefusedError, UnreachableError) as fault:
        sys.stderr.write(f"meetingsvc replay: {fault}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. The same command goes on where the record ends.\n")
        return 130
    return 0


async def _run(plan: Script, args: Namespace) -> None:
    progress = Progress(sys.stderr, len(plan.acts))
    where = elsewhere(args.url, args.speed) if args.url else here(args.data, plan)
    async with (
        where as venue,
        Client(venue.url, follow=True) as clerk,
        Client(venue.url) as captioner,
    ):
        await clerk.login(*venue.clerk)
        await captioner.login(*venue.captioner)
        opening = {**plan.opening.fields, "id": plan.opening.id}
        meeting = (await clerk.post("/meetings", opening))["meeting"]
        sys.stdout.write(f"{meeting}\n")
        sys.stdout.flush()
        try:
            await Replay(plan, venue, meeting).hold(clerk, captioner, progress)
        finally:
            progress.end()
