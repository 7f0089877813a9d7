"""The `/live` namespace: who connects and who is gone, and that every event gets an answer.

Owns the connections and their ends: logout, lost roles, a stop of the server. What the events mean is in
``events``. A fault of ours is answered `internal` and told to the log without its text.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Coroutine
from typing import Any, Final

from aiohttp import web

from meetingsvc.config import Config
from meetingsvc.domain.errors import Refused
from meetingsvc.i18n import Catalogs
from meetingsvc.live.connection import Connection
from meetingsvc.live.events import Events
from meetingsvc.live.faults import told
from meetingsvc.live.frames import NAMESPACE
from meetingsvc.live.gate import OurPagesOnly, address
from meetingsvc.live.identity import Identities
from meetingsvc.live.lane import LaneServer
from meetingsvc.live.limits import Addresses, Allowance, Limits
from meetingsvc.live.line import Line
from meetingsvc.live.protocol import refusal
from meetingsvc.readmodel.shown import Audience
from meetingsvc.service.accounts import Accounts
from meetingsvc.service.seats import Seats
from meetingsvc.service.service import Service

BUFFER_BYTES: Final = 512_000
"""What may wait for one client before it is cut off."""

JOIN_WITHIN: Final = 30.0
"""Seconds after which a connection that has joined nothing is cut off."""

REFUSED_AT_MOST: Final = 200
"""How often a connection may ask for more than it is allowed before it is cut off."""

ROLES_CHECKED_EVERY: Final = 15.0
"""Seconds within which someone whose roles or session are gone is out."""

_LOG: Final = logging.getLogger(__name__)


class Hub:
    """All connections of one installation."""

    def __init__(
        self, identities: Identities, events: Events, config: Config, limits: Limits, buffer_bytes: int
    ) -> None:
        self._identities = identities
        self._events = events
        self._config = config
        self._limits = limits
        self._addresses = Addresses(limits)
        self._connections: dict[str, Connection] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.refusals: Counter[str] = Counter()
        """How often events were refused, by code. May be one that others count in too."""
        self._checking: asyncio.TimerHandle | None = None
        self.server = LaneServer(
            gate=OurPagesOnly(config, self._addresses),
            origins=list(config.origins),
            bound=buffer_bytes,
            knocked=self._knocked,
        )
        self.server.on("connect", self._connected, namespace=NAMESPACE)
        self.server.on("disconnect", self._disconnected, namespace=NAMESPACE)
        self.server.on("*", self._event, namespace=NAMESPACE)

    @property
    def connected(self) -> dict[str, int]:
        """How many have joined, by audience; ``none``: those who have joined nothing yet."""
        audiences = [each.joined and each.joined.member.audience for each in self._connections.values()]
        known: tuple[Audience | None, ...] = ("public", "staff", "door", None)
        return {str(audience or "none"): audiences.count(audience) for audience in known}

    def growing(self, meeting: str, track: str, line: str, text: str) -> None:
        """A line of a machine that still grows, to those who follow its track; "" takes it down."""
        self._events.growing(meeting, track, line, text)

    def logged_out(self, session: str) -> None:
        """A session has ended: its connections end too."""
        for connection in self._connections.values():
            if connection.session == session:
                self._start(self._end(connection))

    async def close(self) -> None:
        """Sends what is due, and hangs up: clients connect again as soon as somebody answers."""
        if self._checking is not None:
            self._checking.cancel()
        await self._events.close()
        for line in self.server.lines():
            line.hang_up()
        await self.server.shutdown()

    # ── Connections ──────────────────────────────────────────────────────────

    def _knocked(self, line: Line) -> None:
        line.deadline = asyncio.get_running_loop().call_later(JOIN_WITHIN, line.cut)

    async def _connected(self, sid: str, environ: dict[str, Any], _auth: Any = None) -> None:
        request: web.Request = environ["aiohttp.request"]
        place = self._addresses.known_as(address(self._config, request))
        self._connections[sid] = Connection(
            sid=sid,
            line=self.server.line(sid),
            cookies=request.cookies,
            place=place,
            allowance=Allowance(self._limits, self._addresses, place),
            translator=self._events.translator(None, request.headers.get("Accept-Language")),
        )
        if self._checking is None:
            self._check_later()

    async def _disconnected(self, sid: str, _reason: str) -> None:
        if connection := self._connections.pop(sid, None):
            connection.gone = True
            connection.leave()

    async def _end(self, connection: Connection) -> None:
        await self.server.disconnect(connection.sid, namespace=NAMESPACE)
        connection.line.hang_up()

    # ── Events ───────────────────────────────────────────────────────────────

    async def _event(self, name: str, sid: str, *arguments: Any) -> dict[str, Any] | None:
        connection = self._connections.get(sid)
        if connection is None:
            return None
        try:
            answer = await self._events.answer(
                connection, name, arguments[0] if len(arguments) == 1 else None
            )
        except Refused as refused:
            self.refusals[refused.code] += 1
            answer = refusal(refused, connection.translator)
            if connection.allowance.refused > REFUSED_AT_MOST:
                connection.line.cut()
        except Exception as fault:  # noqa: BLE001 - whatever it is, its sender gets an answer and the log a line
            _LOG.error("an event could not be answered: %s", told(fault))
            answer = refusal(Refused("internal"), connection.translator)
        if connection.joined is not None:
            connection.joined.gathering.saw(connection.joined.guest)
            if connection.line.deadline is not None:
                connection.line.deadline.cancel()
        return answer

    # ── Roles ────────────────────────────────────────────────────────────────

    def _check_later(self) -> None:
        loop = asyncio.get_running_loop()
        self._checking = loop.call_later(ROLES_CHECKED_EVERY, lambda: self._start(self._check()))

    async def _check(self) -> None:
        """Ends the connections of staff whose session has expired, or who are no longer who they were."""
        try:
            for connection in [each for each in self._connections.values() if each.session]:
                if not await self._is_still(connection):
                    await self._end(connection)
        except Exception as fault:  # noqa: BLE001 - a database that cannot be read puts nobody out
            _LOG.warning("looking after the sessions failed: %s", told(fault))
        finally:
            self._checking = None
            if self._connections:
                self._check_later()

    async def _is_still(self, connection: Connection) -> bool:
        joined = connection.joined
        if joined is None:
            return True
        # Looking alone must not make a session last: a tab left open would never be logged out.
        used, connection.used = connection.used, False
        try:
            now = await self._identities.staff(joined.body, connection.cookies, used=used)
            return now == joined.identity
        except Refused:
            return False

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def attach(
    app: web.Application,
    service: Service,
    accounts: Accounts,
    seats: Seats,
    config: Config,
    catalogs: Catalogs,
    *,
    limits: Limits | None = None,
    buffer_bytes: int = BUFFER_BYTES,
) -> Hub:
    """Serves `/live` in the application until it shuts down. To be called within the running event loop."""
    identities = Identities(accounts, seats, service)
    events = Events(service, identities, catalogs)
    hub = Hub(identities, events, config, limits or Limits(), buffer_bytes)
    hub.server.attach(app, "socket.io")
    service.subscribe(events.changed)
    accounts.on_logout(hub.logged_out)

    async def close(_app: web.Application) -> None:
        await hub.close()

    app.on_shutdown.append(close)
    return hub
