"""The only wiring: settings → data directory → services → pages and sockets → a server that ends well.

Owns the order in which things start and stop. Decides nothing that any of them decides.
"""

import asyncio
import gc
import logging
import signal
import socket
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import msgspec
from aiohttp import web

from meetingsvc import live, outward
from meetingsvc.config import Config, load_or_make_secret
from meetingsvc.domain.events import snake
from meetingsvc.i18n import Catalogs
from meetingsvc.routes import (
    archive,
    audio,
    cartcaption,
    closedcaption,
    control,
    own_captions,
    tool_addresses,
)
from meetingsvc.routes.connections import Runner
from meetingsvc.routes.counts import Counts
from meetingsvc.routes.edge import EDGE, Edge, Growing
from meetingsvc.routes.files import Files
from meetingsvc.routes.journal import SERVER_LOG, Journal
from meetingsvc.routes.pages import environment
from meetingsvc.routes.site import site
from meetingsvc.routes.socket_path import addressable
from meetingsvc.routes.stacks import Stacks
from meetingsvc.service.clock import Clock, SystemClock
from meetingsvc.service.installation import Installation, open_installation
from meetingsvc.service.outside import Outside
from meetingsvc.service.states import Change

CONTROL_NAME: Final = "control.sock"
_ACCESS_LOG: Final = logging.getLogger("meetingsvc.access")
_BACKLOG: Final = 4_096  # after a restart everybody comes back at once
_FINISH_WITHIN_S: Final = 10.0


@dataclass(frozen=True)
class Running:
    """A server that is up: where it is reached, and what it serves."""

    config: Config
    installation: Installation
    app: web.Application

    @property
    def url(self) -> str:
        """Its origin, without a slash at the end."""
        return self.config.origin


TOOLS: Final = (
    *closedcaption.ROUTES,
    *cartcaption.ROUTES,
    *own_captions.ROUTES,
    *tool_addresses.ROUTES,
)


def build(config: Config, clock: Clock | None = None) -> web.Application:
    """The application: it opens the data directory when it starts and closes it when it ends.

    Starting raises what ``open_installation`` does.
    """
    app = site((*TOOLS, *audio.ROUTES, *archive.ROUTES))

    async def opened(app: web.Application) -> AsyncIterator[None]:
        heard = _Partials()
        async with (
            open_installation(config.data, clock or SystemClock()) as installation,
            outward.opened(config, installation.service, heard) as clients,
        ):
            app[EDGE] = shared = edge(config, installation, clients, Stacks(config.data), heard)
            app.on_shutdown.append(lambda _: _cut(clients))
            app.on_shutdown.append(lambda _: shared.drafts.close())
            app.on_cleanup.append(lambda _: _cleared(shared.stacks))
            installation.service.subscribe(lambda change: _count(shared.counts, change))
            hub = live.attach(
                app,
                installation.service,
                installation.accounts,
                installation.seats,
                config,
                shared.catalogs,
            )
            hub.refusals = shared.counts.refusals
            heard.to = hub.growing
            told = "Sockets that are open, by what they have joined."
            shared.counts.gauge("connections", told, "audience", lambda: hub.connected)
            async with _control(app), _pulse(shared.counts):
                yield

    app.cleanup_ctx.append(opened)
    return app


async def _cleared(stacks: Stacks) -> None:
    """The kept files go with the application, not with the process: tests run many in one."""
    stacks.clear()


@asynccontextmanager
async def running(config: Config, clock: Clock | None = None) -> AsyncGenerator[Running, None]:
    """A server on the configuration's address, from when it can be asked until all accepted is done.

    Port 0 takes a free one. Raises OSError if the address is taken, and what ``build`` does.
    """
    listening = _listen(config)
    with listening:
        config = msgspec.structs.replace(config, port=listening.getsockname()[1])
        app = build(config, clock)
        runner = Runner(
            app,
            access_log_class=Journal,
            access_log=_ACCESS_LOG,
            logger=SERVER_LOG,
            shutdown_timeout=_FINISH_WITHIN_S,
        )
        try:
            await runner.setup()
            await web.SockSite(runner, listening, backlog=_BACKLOG).start()
            yield Running(config, app[EDGE].installation, app)
        finally:
            await runner.cleanup()


async def serve(config: Config, started: Callable[[Running], None]) -> None:
    """Serve until SIGTERM or SIGINT; ``started`` is told once it can be asked. Raises as ``running`` does."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, ended.set)
    async with running(config) as server:
        # What is there now stays: the collector need not look through it again and again.
        gc.collect()
        gc.freeze()
        gc.set_threshold(50_000, 50, 100)
        started(server)
        await ended.wait()


def edge(
    config: Config,
    installation: Installation,
    outside: Outside | None = None,
    stacks: Stacks | None = None,
    growing: Growing = lambda *_: None,
) -> Edge:
    """What the HTTP side shares, for an open installation."""
    catalogs = Catalogs.load(pseudo=config.pseudo)
    return Edge(
        config=config,
        installation=installation,
        secret=load_or_make_secret(config.data),
        catalogs=catalogs,
        templates=environment(),
        files=Files.load(catalogs),
        outside=outside,
        stacks=stacks or Stacks(),
        growing=growing,
    )


class _Partials:
    """Where machines' growing lines go: to whoever follows, as soon as there is somebody who sends them."""

    def __init__(self) -> None:
        self.to: outward.Partial | None = None

    def __call__(self, meeting: str, track: str, line: str, text: str) -> None:
        if self.to is not None:
            self.to(meeting, track, line, text)


async def _cut(clients: outward.Clients) -> None:
    clients.silence()


def _count(counts: Counts, change: Change) -> None:
    counts.events.update(snake(type(entry.event).__name__) for entry in change.entries)


def _listen(config: Config) -> socket.socket:
    family, _, _, _, where = socket.getaddrinfo(
        config.host, config.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(where)
    except OSError as fault:
        listening.close()
        why = fault.strerror or str(fault)
        told = OSError(f"Port {config.port} of {config.host}: {why}. Choose another port.")
        told.errno = fault.errno  # who may take another port goes by it
        raise told from fault
    return listening


@asynccontextmanager
async def _control(app: web.Application) -> AsyncGenerator[None, None]:
    """The socket in the data directory by which the command line writes while a server runs."""
    shared = app[EDGE]
    path = shared.config.data / CONTROL_NAME
    path.unlink(missing_ok=True)  # the lock is ours: whoever left it is gone
    runner = web.AppRunner(control.application(shared.installation), access_log=None, logger=SERVER_LOG)
    await runner.setup()
    try:
        with addressable(path) as address:
            await web.UnixSite(runner, address).start()
        path.chmod(0o600)
        yield
    finally:
        await runner.cleanup()
        path.unlink(missing_ok=True)


@asynccontextmanager
async def _pulse(counts: Counts) -> AsyncGenerator[None, None]:
    """Measures by how much the event loop is late, for /metrics."""
    loop = asyncio.get_running_loop()
    late = 0.0
    timer: asyncio.TimerHandle

    def beat(due: float) -> None:
        nonlocal late, timer
        late = max(0.0, loop.time() - due)
        timer = loop.call_later(1.0, beat, loop.time() + 1.0)

    timer = loop.call_later(1.0, beat, loop.time() + 1.0)
    counts.gauge("loop_lag_seconds", "By how much the event loop was late last.", "", lambda: {"": late})
    try:
        yield
    finally:
        timer.cancel()
