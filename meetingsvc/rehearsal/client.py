"""One person's device: a browser's cookies, requests over HTTP, and a socket on ``/live``.

Owns login, handing in, joining, sending until answered, and coming back after a lost connection. Knows
the interfaces that any client knows, and nothing of the server's inside.
"""

import asyncio
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Final, Self

import aiohttp
import socketio

from meetingsvc.service.clock import pause

from .seen import Seen

NAMESPACE: Final = "/live"

_ANSWER_WITHIN: Final = 10.0
_PATIENCE: Final = 120.0
"""Seconds for which something is sent again, before its sender gives up."""

_AGAIN: Final = {"unavailable": 1.0, "too_many": 1.0}
"""Refusals after which the same command is sent again, and the seconds to wait at least."""


class RefusedError(Exception):
    """The service said no: a stable code, and a sentence for the person who asked."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{message or 'refused'} ({code})")
        self.code = code


class UnreachableError(Exception):
    """The service did not answer."""


class Client:
    """A device. To be used as an asynchronous context; closing it hangs up."""

    def __init__(self, base: str, *, follow: bool = False) -> None:
        """``base`` is scheme, host and port. ``follow`` keeps a copy of the view, as a page does."""
        self._base = base
        self._joining: dict[str, Any] = {}
        self._ready = asyncio.Event()
        self._refused: RefusedError | None = None
        self._login: tuple[str, str] | None = None
        self._ahead = 0.0
        self._tasks: set[asyncio.Task[None]] = set()
        self.seen = Seen() if follow else None

    async def __aenter__(self) -> Self:
        # An address without a name keeps its cookies too.
        jar = aiohttp.CookieJar(unsafe=True)
        self._http = aiohttp.ClientSession(
            self._base, cookie_jar=jar, headers={"Origin": self._base, "Accept": "application/json"}
        )
        self._socket = socketio.AsyncClient(
            http_session=self._http, handle_sigint=False, reconnection_delay=0.5, reconnection_delay_max=5
        )
        self._socket.on("connect", self._connected, namespace=NAMESPACE)
        self._socket.on("disconnect", self._lost, namespace=NAMESPACE)
        self._socket.on("patch", self._patched, namespace=NAMESPACE)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ready.clear()
        for task in self._tasks:
            task.cancel()
        if self._socket.connected or self._joining:
            await self._socket.shutdown()
        await self._http.close()

    # ── HTTP ─────────────────────────────────────────────────────────────────

    async def login(self, username: str, password: str) -> None:
        """As a member of staff. Raises RefusedError, UnreachableError."""
        self._login = username, password
        form = {"username": username, "password": password, "next": "/"}
        try:
            async with self._http.post("/login", data=form, allow_redirects=False) as answer:
                if answer.status >= 400:
                    raise RefusedError("wrong_login", f"{username} cannot log in")
        except (aiohttp.ClientError, TimeoutError) as fault:
            raise UnreachableError(f"{self._base} does not answer: {fault}") from None

    async def get(self, path: str) -> dict[str, Any]:
        """The JSON at an address. Raises RefusedError, UnreachableError."""
        try:
            async with self._http.get(path) as answer:
                said = await answer.json()
        except (aiohttp.ClientError, TimeoutError, ValueError) as fault:
            raise UnreachableError(f"{self._base} does not answer: {fault}") from None
        if answer.status >= 400:
            raise RefusedError(str(said.get("code")), str(said.get("message", "")))
        return dict(said)

    async def post(self, path: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        """What the service answers to a JSON object; sent until it does.

        Raises RefusedError, UnreachableError.
        """
        give_up = self._now() + _PATIENCE
        while True:
            try:
                async with self._http.post(path, json=payload, allow_redirects=False) as answer:
                    said = await answer.json()
                if answer.status < 400:
                    return dict(said)
                refusal = RefusedError(str(said.get("code")), str(said.get("message", "")))
            except (aiohttp.ClientError, TimeoutError, ValueError) as fault:
                if self._now() > give_up:
                    raise UnreachableError(f"{self._base} does not answer: {fault}") from None
                await pause(1.0)
            else:
                await self._bear(refusal, give_up)

    async def _bear(self, refusal: RefusedError, give_up: float) -> None:
        wait = _AGAIN.get(refusal.code)
        if wait is None or self._now() > give_up:
            raise refusal
        await pause(wait)

    # ── The socket ───────────────────────────────────────────────────────────

    async def join(self, meeting: str, as_: str, screen: str, tracks: Sequence[str] = ()) -> None:
        """Into a meeting, as "public" or "staff", from one of the pages. Raises as ``command``."""
        self._joining = {
            "meeting": meeting,
            "as": as_,
            "screen": screen,
            "lang": "en",
            "tracks": list(tracks),
        }
        await self._connect()
        await self._joined(_ANSWER_WITHIN)

    async def command(self, command_id: str, kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """What a command led to (numbers by name); sent until it is answered.

        Raises RefusedError, UnreachableError.
        """
        payload = {**fields, "id": command_id, "type": kind}
        give_up = self._now() + _PATIENCE
        while True:
            await self._joined(give_up - self._now())
            answer = await self._ask("command", payload)
            if answer is None:
                continue
            if answer["ok"]:
                return dict(answer.get("result", {}))
            await self._bear(RefusedError(answer["code"], answer["message"]), give_up)

    async def partial(self, track: str, cue: str, text: str) -> None:
        """A caption that still grows: sent and forgotten, dropped without a connection."""
        if self._ready.is_set():
            try:
                await self._socket.emit(
                    "partial", {"track": track, "cue": cue, "text": text}, namespace=NAMESPACE
                )
            except socketio.exceptions.SocketIOError:
                self._ready.clear()

    async def ask_time(self) -> None:
        """Ask what time it is, as pages do now and then; it also tells the staff that this screen is on."""
        if self._ready.is_set():
            sent = self._now()
            answer = await self._ask("clock", {})
            if answer is not None and answer["ok"]:
                self._ahead = answer["now"] - (sent + self._now()) * 500

    def server_now(self) -> int:
        """What the server's clock shows, UTC ms, as far as it was last told."""
        return round(self._ahead + self._now() * 1000)

    async def _ask(self, event: str, payload: Mapping[str, Any]) -> dict[str, Any] | None:
        """The answer to a message; none where the connection went before it came."""
        answered: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()

        def take(answer: dict[str, Any]) -> None:
            if not answered.done():
                answered.set_result(answer)

        # Not by the library's call(): that waits with wait_for, which forgets that its task was cancelled
        # where the answer comes at the same moment, and whoever waits for the task waits for ever.
        try:
            async with asyncio.timeout(_ANSWER_WITHIN):
                await self._socket.emit(event, dict(payload), namespace=NAMESPACE, callback=take)
                return dict(await answered)
        except (socketio.exceptions.SocketIOError, TimeoutError):
            return None

    async def _connect(self) -> None:
        try:
            await self._socket.connect(
                self._base,
                headers={"Origin": self._base},
                namespaces=[NAMESPACE],
                transports=["websocket"],
                wait_timeout=_ANSWER_WITHIN,
            )
        except socketio.exceptions.ConnectionError as fault:
            raise UnreachableError(f"{self._base} takes no socket: {fault}") from None

    async def _joined(self, within: float) -> None:
        try:
            async with asyncio.timeout(within):
                await self._ready.wait()
        except TimeoutError:
            raise self._refused or UnreachableError(f"{self._base} does not answer") from None
        if self._refused is not None:
            raise self._refused

    def _connected(self) -> None:
        # Joining waits for an answer, which only comes once this handler has returned.
        task = asyncio.get_running_loop().create_task(self._join())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _join(self) -> None:
        answer = await self._ask("join", self._joining)
        if answer is not None and answer.get("code") == "login_needed" and self._login is not None:
            # The session has run out, and the connection came with its cookie.
            await self.login(*self._login)
            await self._socket.disconnect()
            await self._connect()
        elif answer is not None:  # without one, it connects again
            self._entered(answer)

    def _entered(self, answer: dict[str, Any]) -> None:
        if not answer["ok"]:
            self._refused = RefusedError(answer["code"], answer["message"])
        else:
            self._refused = None
            self._ahead = answer["now"] - self._now() * 1000
            if self.seen is not None:
                self.seen.whole(answer)
        self._ready.set()

    def _now(self) -> float:
        return asyncio.get_running_loop().time()

    def _lost(self, reason: object = None) -> None:
        self._ready.clear()

    def _patched(self, frame: dict[str, Any]) -> None:
        if self.seen is not None and not self.seen.take(frame):
            self._ready.clear()
            self._connected()
