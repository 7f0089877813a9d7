"""Who is on a connection, by the cookies that it came with: an attendee with or without a seat, or staff.

Owns what each may see. A captioner types what everyone hears: of the private fields in the staff's view none
concerns them, and they get the public one.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import STAFF, Actor
from meetingsvc.readmodel.shown import Audience
from meetingsvc.readmodel.views import seen_by
from meetingsvc.service.accounts import STAFF_COOKIE, Accounts, actor
from meetingsvc.service.seats import Seats, seat_tokens
from meetingsvc.service.service import Service


class Identity(msgspec.Struct, frozen=True):
    """Who someone is in a meeting. ``actor`` sends their commands: None without a seat.

    ``me`` stands in their frames where they are staff; ``session`` names the session they came with.
    """

    audience: Audience = "public"
    actor: Actor | None = None
    participant: str | None = None
    me: dict[str, Any] | None = None
    session: str = ""


class Identities:
    """Tells who is on a connection."""

    def __init__(self, accounts: Accounts, seats: Seats, service: Service) -> None:
        self._accounts = accounts
        self._seats = seats
        self._service = service

    async def attendee(self, meeting: str, cookies: Mapping[str, str]) -> Identity:
        """One of the public, known by their seat if they have one."""
        participant = await self._service.participant(meeting, self._seats.who, seat_tokens(cookies))
        if participant is None:
            return Identity()
        return Identity(actor=Actor(participant, frozenset({"attendee"})), participant=participant)

    async def staff(self, body: str, cookies: Mapping[str, str], *, used: bool = True) -> Identity:
        """One of a body's own people, whose session lasts on if it is ``used``.

        Refuses as ``login_needed``, or ``not_allowed`` (no role there).
        """
        token = cookies.get(STAFF_COOKIE)
        person = await self._accounts.who(token, used=used) if token else None
        if person is None:
            raise Refused("login_needed")
        who = actor(person, body)
        if not who.roles & STAFF:
            raise Refused("not_allowed")
        return Identity(
            audience=seen_by(who.roles),
            actor=who,
            me={"account": person.username, "name": person.name, "roles": sorted(who.roles)},
            session=person.session,
        )
