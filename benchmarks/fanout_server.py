"""The server that benchmarks/fanout.py measures: `python -m benchmarks.fanout_server lane|plain DATA`.

`lane` is ours as it runs. `plain` is python-socketio as it comes: the same commands, views and patches over
the same service, each change emitted to a room. Prints a line of JSON when it is up; ends with its input.
"""

from __future__ import annotations

import asyncio
import gc
import json
import socket
import sys
from pathlib import Path
from typing import Any

import socketio
from aiohttp import web

from meetingsvc.config import Config
from meetingsvc.domain.commands import (
    AskToSpeak,
    OpenPeriod,
    OpenTrack,
    ScheduleMeeting,
    StartItem,
    StartMeeting,
    parse,
)
from meetingsvc.domain.roles import Actor
from meetingsvc.i18n import Catalogs
from meetingsvc.live import attach
from meetingsvc.readmodel import views
from meetingsvc.service.clock import SystemClock
from meetingsvc.service.installation import Installation, open_installation
from meetingsvc.service.states import Change

CLERK = Actor("staff:1", frozenset({"clerk"}))
WAITING = 200
SEATS = 600
ITEMS = 40


async def prepare(opened: Installation) -> dict[str, Any]:
    """A meeting under way with an agenda, a queue and a track; its id, the clerk's cookie, and seats."""
    scheduled = ScheduleMeeting(
        title="Regular meeting",
        body="council",
        body_name="City Council",
        time_zone="America/New_York",
        starts_at=opened.service.clock.now(),
        agenda=[f"{n}. An item of the agenda, with a label of the usual length" for n in range(ITEMS)],
    )
    meeting = str((await opened.service.schedule(CLERK, "schedule", scheduled)).result["meeting"])
    begin = (StartMeeting(), StartItem(item=2), OpenPeriod(item=2), OpenTrack(language="en"))
    for n, command in enumerate(begin):
        await opened.service.submit(meeting, CLERK, f"prepare-{n}", command)
    for n in range(WAITING):
        attendee = Actor(f"p{n:016}", frozenset({"attendee"}))
        await opened.service.submit(meeting, attendee, "ask", AskToSpeak(period=1))
    await opened.accounts.add("dee", "Dee Clerk", "a long password", {"council": frozenset({"clerk"})})
    clerk = f"staff={await opened.accounts.login('dee', 'a long password')}"
    seats = [f"seat_{meeting}={(await opened.seats.sit(meeting))[1]}" for _ in range(SEATS)]
    return {"meeting": meeting, "clerk": clerk, "seats": seats}


def plain(app: web.Application, opened: Installation) -> None:
    """python-socketio with its own settings, and the least code that does the same."""
    server = socketio.AsyncServer(async_mode="aiohttp", cors_allowed_origins="*", namespaces=["/live"])
    server.attach(app)
    changes: asyncio.Queue[Change] = asyncio.Queue()
    opened.service.subscribe(changes.put_nowait)

    async def join(sid: str, payload: dict[str, Any]) -> dict[str, Any]:
        state = await opened.service.state(payload["meeting"])
        await server.enter_room(sid, payload["meeting"], namespace="/live")
        return {"ok": True, "seq": state.seq, "view": views.view(state, "public")}

    async def command(sid: str, payload: dict[str, Any]) -> dict[str, Any]:
        meeting, command_id = payload.pop("meeting"), payload.pop("id")
        cookies = server.get_environ(sid, "/live")["aiohttp.request"].cookies
        seat = await opened.seats.who(meeting, cookies.get(f"seat_{meeting}", ""))
        actor = Actor(seat, frozenset({"attendee"})) if seat else CLERK
        answer = await opened.service.submit(meeting, actor, command_id, parse(payload))
        return {"ok": True, "seq": answer.seq}

    async def tell() -> None:
        while True:
            change = await changes.get()
            assert change.before is not None
            patch = views.patch(change.before, change.after, change.entries, "public")
            frame = {"after": change.before.seq, "seq": change.after.seq, "patch": patch}
            await server.emit("patch", frame, room=change.meeting, namespace="/live")

    server.on("join", join, namespace="/live")
    server.on("command", command, namespace="/live")
    app["telling"] = asyncio.ensure_future(tell())


async def main() -> None:
    """Serve until the standard input ends."""
    variant, data = sys.argv[1], Path(sys.argv[2])
    listening = socket.create_server(("127.0.0.1", 0), backlog=4_096)
    config = Config(data=data, port=listening.getsockname()[1])
    async with open_installation(data, SystemClock()) as opened:
        prepared = await prepare(opened)
        app = web.Application()
        if variant == "plain":
            plain(app, opened)
        else:
            attach(app, opened.service, opened.accounts, opened.seats, config, Catalogs.load())
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.SockSite(runner, listening, backlog=4_096).start()
        # As a server that is up does it (meetingsvc/bootstrap.py), for both alike.
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 50, 100)
        print(json.dumps({"port": config.port, **prepared}), flush=True)
        await asyncio.to_thread(sys.stdin.read)
        await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
