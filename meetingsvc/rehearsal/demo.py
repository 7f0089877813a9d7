"""The demo: a server with an invented council meeting, kept alive by simulated people until it is stopped.

Owns what is set up, in which order, and what is printed of it. The people are clients like anyone's; this is
their host, which starts the server, and tells the simulated staff when a person has taken over.
"""

import asyncio
import contextlib
import errno
import logging
import random
import shutil
import signal
import sys
import tempfile
from argparse import Namespace
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Final

import msgspec

from meetingsvc.bootstrap import Running, running
from meetingsvc.config import Config
from meetingsvc.domain.events import CueAdded, CueExtended
from meetingsvc.domain.state import Meeting
from meetingsvc.service.states import Change

from .accounts import account, password
from .captioner import Captioner
from .chamber import Chamber
from .client import Client, RefusedError, UnreachableError
from .council import LANGUAGES, Council, council
from .crowd import Crowd, fresh
from .earlier import hold_earlier
from .presiding import ALLOTMENT_MS, AWAY, LAST_CALL_MS, Clerk
from .room import Room
from .script import slug

BEHIND: Final = {"en": 0.0, "es": 1.2}
"""How far each captioner begins behind the speaker, in seconds."""

PEOPLE: Final = (("clerk", "Dana Whitfield"), ("chair", "Lenora Whitby"), ("captioner", "Ivo Brandt"))
"""Accounts for whoever tries it out: role, which is the username too, and name."""

SIMULATED: Final = ("simulated-clerk", "simulated-captioner")
"""Accounts of the staff who are not people."""

UNDER_WAY: Final = ("live", "recess", "outage", "closed_session")
"""The statuses of a meeting that is still to be ended."""

_TRIES: Final = 20
_LEAVE_WITHIN_S: Final = 15.0
"""How often, and for how long, the meeting is asked to end."""

log = logging.getLogger(__name__)


def main(args: Namespace) -> int:
    """The command ``demo``; 0 once it was stopped. Raises what starting a server does."""
    kept = args.data is not None
    data = args.data if kept else Path(tempfile.mkdtemp(prefix="meetingsvc-demo-"))
    try:
        return asyncio.run(_hold(msgspec.structs.replace(args.config, data=data), free=args.port is None))
    finally:
        if not kept:
            shutil.rmtree(data, ignore_errors=True)


async def _hold(config: Config, *, free: bool) -> int:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop.set)
    cast = council()
    earlier = await hold_earlier(cast, config.data)
    async with serving_demo(config, free=free) as server, rehearsing(cast, server) as demo:
        _tell(server, demo.meeting, earlier)
        ended = asyncio.create_task(stop.wait())
        await asyncio.wait({ended, demo.task}, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
    sys.stdout.write("\nThe demo has ended.\n")
    return 0


@asynccontextmanager
async def serving_demo(config: Config, *, free: bool) -> AsyncGenerator[Running, None]:
    """A server there, or, if nobody asked for that port and it is taken, on a free one."""
    async with AsyncExitStack() as stack:
        try:
            server = await stack.enter_async_context(running(config))
        except OSError as fault:
            if not free or fault.errno != errno.EADDRINUSE:
                raise
            server = await stack.enter_async_context(running(msgspec.structs.replace(config, port=0)))
        yield server


class Demo:
    """A meeting that goes on: its ID, and the task that lives it, which ends only if something is wrong."""

    def __init__(self, meeting: str, task: asyncio.Task[None]) -> None:
        self.meeting = meeting
        self.task = task


@asynccontextmanager
async def rehearsing(
    cast: Council, server: Running, *, tempo: float = 1.0, dice: random.Random | None = None
) -> AsyncGenerator[Demo, None]:
    """An invented meeting in its public comment, and everyone in it, until the context is left."""
    room = Room(dice or random.Random(), tempo)
    data, url = server.config.data, server.url
    async with AsyncExitStack() as stack:
        desk = await stack.enter_async_context(Client(url, follow=True))
        screen = await stack.enter_async_context(Client(url, follow=True))
        typists = {language: await stack.enter_async_context(Client(url)) for language in LANGUAGES}
        await _staff(cast, data, desk, typists.values())
        await _settled(cast, server)
        meeting = await _called_to_order(cast, server, desk)
        await screen.join(meeting, "public", "display", LANGUAGES)
        for client in typists.values():
            await client.join(meeting, "staff", "captions")
        assert screen.seen is not None
        crowd = Crowd(cast, room, url, meeting, screen.seen)
        chamber = Chamber(cast, room, screen, crowd)
        captioners = {
            language: Captioner(room, client, language, BEHIND[language] / tempo)
            for language, client in typists.items()
        }
        clerk = Clerk(cast, room, desk, chamber, crowd, meeting)
        await _give_way_to_people(server, meeting, clerk, captioners)
        task = asyncio.create_task(_live((chamber, clerk, crowd, *captioners.values())))
        try:
            yield Demo(meeting, task)
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            await adjourned(server, meeting, desk)


async def _live(people: Sequence[Chamber | Clerk | Crowd | Captioner]) -> None:
    async with asyncio.TaskGroup() as group:
        for each in people:
            group.create_task(each.work())


# ── What is set up, and what is left ─────────────────────────────────────────


async def _staff(cast: Council, data: Path, desk: Client, typists: Iterable[Client]) -> None:
    """Accounts for people to try, and accounts of their own for those who are simulated."""
    body = slug(cast.body)
    for role, name in PEOPLE:
        await account(data, role, name, body, role)
    await desk.login(*await account(data, SIMULATED[0], "Simulated clerk", body, "clerk"))
    login = await account(data, SIMULATED[1], "Simulated captioner", body, "captioner")
    for client in typists:
        await client.login(*login)


async def _settled(cast: Council, server: Running) -> None:
    """What an earlier run that was killed left under way is ended, so that only one meeting is on now."""
    service = server.installation.service
    for row in await service.meetings():
        if (row.body, row.title) != (slug(cast.body), cast.title) or row.status not in UNDER_WAY:
            continue
        async with Client(server.url, follow=True) as desk:
            await desk.login(SIMULATED[0], password(server.config.data, SIMULATED[0]))
            await desk.join(row.id, "staff", "clerk")
            await adjourned(server, row.id, desk)


async def _called_to_order(cast: Council, server: Running, desk: Client) -> str:
    """The ID of a meeting that has come to its first comment period."""
    meeting: str = (
        await desk.post(
            "/meetings",
            {
                "id": fresh(),
                "title": cast.title,
                "body": slug(cast.body),
                "body_name": cast.body,
                "place": cast.place,
                "time_zone": cast.time_zone,
                "starts_at": server.installation.service.clock.now(),
                "remote_access": cast.remote_access,
                "assistance": cast.assistance,
                "agenda": [item.label for item in cast.items],
            },
        )
    )["meeting"]
    await desk.join(meeting, "staff", "clerk")
    first = cast.rounds[0]
    steps: list[tuple[str, dict[str, Any]]] = [
        ("open_track", {"language": "en", "delay_ms": 1_000}),
        ("open_track", {"language": "es", "kind": "interpreter", "delay_ms": 3_000}),
        ("start_meeting", {}),
        *(("start_item", {"item": item, "without_comment": True}) for item in range(1, first + 1)),
        ("open_period", {"item": first, "allotment_ms": ALLOTMENT_MS, "last_call_ms": LAST_CALL_MS}),
    ]
    for kind, fields in steps:
        await desk.command(fresh(), kind, fields)
    return meeting


async def _give_way_to_people(
    server: Running, meeting: str, clerk: Clerk, captioners: Mapping[str, Captioner]
) -> None:
    """Whoever acts as staff and is not simulated has the meeting, or the track, for a while."""
    everyone = await server.installation.accounts.all()
    simulated = {f"staff:{person.id}" for person in everyone if person.username in SIMULATED}

    def heard(change: Change) -> None:
        for entry in change.entries if change.meeting == meeting else ():
            if entry.by in simulated:
                continue
            if isinstance(entry.event, CueAdded | CueExtended) and entry.event.track in captioners:
                captioners[entry.event.track].give_way(AWAY)
            elif entry.by.startswith("staff:"):
                clerk.give_way()

    server.installation.service.subscribe(heard)


async def adjourned(server: Running, meeting: str, desk: Client) -> None:
    """The meeting is ended as meetings are, so that its record is whole. Gives up after a while, and says so.

    Goes by what is so, not by what the desk's page shows: what the simulated people had sent when they were
    stopped may be decided at any moment, also after the last look.
    """
    with contextlib.suppress(UnreachableError, TimeoutError):
        async with asyncio.timeout(_LEAVE_WITHIN_S):
            for _ in range(_TRIES):
                state = await server.installation.service.state(meeting)
                if state.status not in UNDER_WAY:
                    return
                with contextlib.suppress(RefusedError):
                    await desk.command(fresh(), *_towards_the_end(state))
    log.warning("the demo's meeting could not be adjourned")


def _towards_the_end(state: Meeting) -> tuple[str, dict[str, Any]]:
    """The next command of a clerk who wants to adjourn."""
    if state.status == "closed_session":
        return "resume_meeting", {}
    if state.floor is None:
        return "adjourn", {}
    called = state.turns[state.floor].status == "called"
    return "undo_call" if called else "end_turn", {"turn": state.floor}


def _tell(server: Running, meeting: str, earlier: str) -> None:
    """Where everything is, in one block."""
    url, data = server.url, server.config.data
    here = f"{url}/m/{meeting}"
    logins = {role: f"log in as {role}, {password(data, role)}" for role, _ in PEOPLE}
    rows = [
        ("attendee", here, "the page for everyone, also on a phone"),
        ("clerk", f"{here}/clerk", logins["clerk"]),
        ("captions", f"{here}/captions", logins["captioner"]),
        ("display", f"{here}/display", "the screen in the room"),
        ("kiosk", f"{here}/kiosk", "the tablet at the door"),
        ("archive", f"{url}/archive/{earlier}", "the last meeting, which is over"),
        ("all meetings", f"{url}/", logins["chair"]),
    ]
    width = max(len(address) for _, address, _ in rows)
    lines = [f"  {name:<13} {address:<{width}}   {remark}" for name, address, remark in rows]
    sys.stdout.write(
        "\nA meeting is under way, held by simulated people. The simulated clerk steps back for a minute\n"
        "whenever you act as one. Ctrl-C ends it.\n\n" + "\n".join(lines) + "\n\n"
    )
    sys.stdout.flush()
