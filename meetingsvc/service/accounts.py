"""Staff: who they are, what they may do in which body, and their sessions.

Owns login, logout and expiry. Passwords are hashed in a thread; of tokens only hashes are kept.
"""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TypeVar

import msgspec

from meetingsvc.auth import fresh_token, hash_password, needs_rehash, token_hash, verify_password
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import STAFF, Actor, Role
from meetingsvc.service.clock import Clock
from meetingsvc.service.logins import Logins
from meetingsvc.store import accounts as kept
from meetingsvc.store.engine import Database, UnavailableError

SESSION_MS = 12 * 3_600_000
"""How long a session lasts after it was last used."""
_RENEWED_MS = 10 * 60_000  # using a session writes at most this often
_HASHING_AT_ONCE = 2  # each takes 64 MiB
LONGEST_NAME = 60
"""The longest username, in characters."""
STAFF_COOKIE = "staff"
"""The name of the cookie that holds a session's token."""
T = TypeVar("T")
EVERYWHERE = "*"
"""The body of roles that are held in every body."""


class Staff(msgspec.Struct, frozen=True):
    """A member of staff. `roles` are by body, "*" for all; `session` names the session they came with."""

    id: int
    username: str
    name: str
    roles: Mapping[str, frozenset[Role]]
    session: str = ""


def actor(staff: Staff, body: str) -> Actor:
    """Who this person is in a meeting of a body."""
    held = staff.roles.get(body, frozenset()) | staff.roles.get(EVERYWHERE, frozenset())
    return Actor(f"staff:{staff.id}", held)


class Accounts:
    """The staff of an installation."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._logins = Logins(clock)
        self._hashing = asyncio.Semaphore(_HASHING_AT_ONCE)
        self._listeners: list[Callable[[str], None]] = []

    async def add(self, username: str, name: str, password: str, roles: Mapping[str, frozenset[Role]]) -> int:
        """A new account's id. Refuses `invalid_field`, `username_taken`, `unavailable`."""
        username = _spelled(username)
        if not _possible(username):
            raise Refused("invalid_field", field="username")
        if not name.strip() or len(name) > 200:
            raise Refused("invalid_field", field="name")
        if not password:
            raise Refused("invalid_field", field="password")
        held = [(body, role) for body, each in roles.items() for role in each]
        if any(role not in STAFF for _, role in held):
            raise Refused("invalid_field", field="roles")
        hashed = await self._in_thread(hash_password, password)
        try:
            return await kept.add_account(self._database, username, name.strip(), hashed, held)
        except kept.TakenError:
            raise Refused("username_taken", username=username) from None
        except UnavailableError:
            raise Refused("unavailable") from None

    async def all(self) -> list[Staff]:
        """Everyone, by username."""
        return [_staff(account) for account in await kept.all_accounts(self._database)]

    async def login(self, username: str, password: str, address: str = "") -> str:
        """A session's token. Refuses `wrong_login`, `too_many` (by name and address), `unavailable`."""
        with self._logins.under_way(address):
            account = await self._recognized(_spelled(username), password, address)
        token, now = fresh_token(), self._clock.now()
        try:
            await kept.begin_session(self._database, token_hash(token), account.id, now, now + SESSION_MS)
            if needs_rehash(account.password):
                hashed = await self._in_thread(hash_password, password)
                await kept.replace_password(self._database, account.id, hashed)
        except UnavailableError:
            raise Refused("unavailable") from None
        return token

    async def _recognized(self, username: str, password: str, address: str) -> kept.Account:
        """The account of this name, if the password is its own. Refuses `wrong_login`, `too_many`."""
        self._logins.attempt(username[:LONGEST_NAME], address)
        account = await kept.account_named(self._database, username) if _possible(username) else None
        stored = None if account is None else account.password
        right = await self._in_thread(verify_password, stored, password)
        if account is None or not right:
            raise Refused("wrong_login")
        self._logins.succeeded(username[:LONGEST_NAME], address)
        return account

    async def logout(self, token: str) -> None:
        """End the session, and let its sockets know. Refuses `unavailable`: it then still stands."""
        session = token_hash(token)
        try:
            ended = await kept.end_session(self._database, session)
        except UnavailableError:
            raise Refused("unavailable") from None
        if ended:
            for listener in self._listeners:
                listener(session)

    async def who(self, token: str, *, used: bool = True) -> Staff | None:
        """Whose session this is, if it has not expired; using it makes it last, merely looking does not."""
        session, now = token_hash(token), self._clock.now()
        found = await kept.session(self._database, session)
        if found is None or found[1] <= now:
            return None
        account, expires_at = found
        if used and expires_at < now + SESSION_MS - _RENEWED_MS:
            # A full disk logs nobody out; the session lasts as long as it lasted
            with contextlib.suppress(UnavailableError):
                await kept.extend_session(self._database, session, now + SESSION_MS)
        return msgspec.structs.replace(_staff(account), session=session)

    def on_logout(self, listener: Callable[[str], None]) -> None:
        """Call `listener` with the `Staff.session` of every session that is ended."""
        self._listeners.append(listener)

    async def _in_thread(self, function: Callable[..., T], *arguments: object) -> T:
        async with self._hashing:
            return await asyncio.to_thread(function, *arguments)


def _spelled(username: str) -> str:
    return username.strip().casefold()


def _possible(username: str) -> bool:
    # What is printable has no half surrogate pairs, which no database would take.
    return 0 < len(username) <= LONGEST_NAME and username.isprintable()


def _staff(account: kept.Account) -> Staff:
    held: dict[str, set[Role]] = defaultdict(set)
    for body, role in account.roles:
        for known in STAFF:
            if known == role:
                held[body].add(known)
    return Staff(
        account.id, account.username, account.name, {body: frozenset(each) for body, each in held.items()}
    )
