"""Return codes for staff: whose a code is that somebody says or shows, and a new one for who has lost theirs.

A code is a secret: it is in the body of a request, never in its address; no log and no event holds it.
"""

import contextlib
from typing import Any, Final

from aiohttp import web

from meetingsvc.domain.commands import RenewReturnCode, parse
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.requests import Belongings
from meetingsvc.domain.roles import AT_THE_DOOR
from meetingsvc.domain.state import Meeting
from meetingsvc.routes.bodies import command_id, json_object
from meetingsvc.routes.claims import as_claim
from meetingsvc.routes.edge import Edge, edge, logged_in, meeting
from meetingsvc.routes.pages import json_response
from meetingsvc.routes.table import Route
from meetingsvc.routes.table import staff as staff_with
from meetingsvc.service.accounts import actor

_LONGEST: Final = 64
_DOOR: Final = staff_with(*AT_THE_DOOR)


async def find(request: web.Request) -> web.StreamResponse:
    """``{code}`` → ``{tickets, card?}``: the tickets of its owner, in place of a merged one that which
    counts, and the paper card that is still out. Changes nothing. Refuses ``no_such_code``, ``too_many``.
    """
    state = await meeting(request)
    person = await logged_in(request)
    fields = await json_object(request)
    code = fields.get("code")
    if fields.keys() != {"code"} or not isinstance(code, str) or len(code) > _LONGEST:
        raise Refused("invalid_field", field="code")
    shared = edge(request)
    shared.limits.look_up(person.username, state.id)
    owner = await _owner(shared, state.id, code)
    if owner is None:
        raise Refused("no_such_code")
    return json_response(_found(state, owner))


async def _owner(shared: Edge, meeting: str, code: str) -> str | None:
    """Whose a code is here: one of this meeting's, or of one from which a hearing came here (R42)."""

    async def has(meeting: str, token: str) -> str | None:
        with contextlib.suppress(Refused):
            return await shared.seats.owner(meeting, token)
        return None

    before = await shared.service.meetings_before(meeting)
    own = await has(meeting, code)
    return own or await shared.service.participant_from_before(meeting, has, dict.fromkeys(before, code))


def _found(state: Meeting, owner: str) -> dict[str, Any]:
    mine = state.belongings.get(owner, Belongings())
    tickets = [state.requests[ticket].merged_into or ticket for ticket in mine.tickets]
    card = None if mine.card is None else state.cards[mine.card]
    out = {"card": card.ticket} if card is not None and card.status == "out" else {}
    return {"tickets": [ticket for ticket in tickets if ticket not in out.values()], **out}


async def renew(request: web.Request) -> web.StreamResponse:
    """``{id, ticket}`` → 201 ``{ticket, code, url, qr}``, this once; whatever code its owner had is void.

    That a code was renewed stands in the record. Refuses ``no_such_ticket``, ``too_many``.
    """
    state = await meeting(request)
    person = await logged_in(request)
    fields = await json_object(request)
    sent = command_id(fields)
    if fields.keys() != {"ticket"}:
        raise Refused("invalid_field", field="ticket")
    command = parse({**fields, "type": "renew_return_code"})
    assert isinstance(command, RenewReturnCode)
    ticket = command.ticket
    shared = edge(request)
    shared.limits.look_up(person.username, state.id)
    await shared.service.submit(state.id, actor(person, state.body), sent, command)
    code = await shared.seats.renewed_code(state.id, state.requests[ticket].participant)
    for earlier, owner in await shared.service.places_before(state.id, ticket):
        await shared.seats.void_codes(earlier, owner)
    return json_response({"ticket": ticket, **as_claim(request, state.id, code)}, status=201)


ROUTES = (
    Route("POST", "/m/{meeting}/codes/find", find, _DOOR, "api"),
    Route("POST", "/m/{meeting}/codes", renew, _DOOR, "api"),
)
