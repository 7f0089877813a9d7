"""What the command line asks of a running server, over a socket that only its owner can open.

Tiny JSON endpoints on an application of their own: nothing here is on the network. Who can open the socket
could as well write the file, so nobody has to log in.
"""

from typing import Any, Final

import msgspec
from aiohttp import web

from meetingsvc.domain.commands import ScheduleMeeting, parse
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.profile import Profile
from meetingsvc.domain.roles import Actor, Role
from meetingsvc.routes.table import Handler
from meetingsvc.service.installation import Installation

INSTALLATION: Final = web.AppKey("installation", Installation)
OPERATOR: Final = Actor("operator", frozenset({"admin"}))
"""Who acts at the command line."""


class NewStaff(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An account to add."""

    username: str
    name: str
    password: str
    body: str
    role: Role


async def add_staff(installation: Installation, sent: object) -> dict[str, Any]:
    """Adds an account. Refuses as ``Accounts.add`` does, and as ``invalid_field``."""
    try:
        new = msgspec.convert(sent, NewStaff)
    except msgspec.ValidationError:
        raise Refused("invalid_field", field="role") from None
    roles = {new.body: frozenset({new.role})}
    return {"id": await installation.accounts.add(new.username, new.name, new.password, roles)}


async def create_meeting(installation: Installation, sent: object) -> dict[str, Any]:
    """Schedules a meeting: ``{id, …}`` with the command's fields. Refuses as the command does."""
    if not isinstance(sent, dict) or not isinstance(sent.get("id"), str):
        raise Refused("invalid_field", field="id")
    command = parse({**{k: v for k, v in sent.items() if k != "id"}, "type": "schedule_meeting"})
    assert isinstance(command, ScheduleMeeting)
    answer = await installation.service.schedule(OPERATOR, sent["id"], command)
    return {"meeting": answer.result["meeting"]}


class NewRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Rules to set for a body, whatever it has now."""

    body: str
    profile: Profile


async def set_rules(installation: Installation, sent: object) -> dict[str, Any]:
    """Sets a body's rules: ``{version}``. Refuses as ``Profiles.save`` does, and as ``invalid_field``."""
    try:
        new = msgspec.convert(sent, NewRules)
    except msgspec.ValidationError:
        raise Refused("invalid_field", field="profile") from None
    profiles = installation.service.profiles
    before = await profiles.current(new.body)
    version = await profiles.save(OPERATOR, new.body, before.version if before else 0, new.profile)
    return {"version": version}


def application(installation: Installation) -> web.Application:
    """The endpoints, for a socket in the data directory."""
    app = web.Application(middlewares=[_refusals])
    app[INSTALLATION] = installation
    for path, act in WRITES.items():
        app.router.add_post(path, _endpoint(act))
    return app


WRITES: Final = {"/staff": add_staff, "/meetings": create_meeting, "/rules": set_rules}


def _endpoint(act: Any) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        sent = msgspec.json.decode(await request.read())
        return web.json_response(await act(request.app[INSTALLATION], sent))

    return handler


@web.middleware
async def _refusals(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Refused as refusal:
        return web.json_response({"code": refusal.code, "params": dict(refusal.params)}, status=409)
    except msgspec.DecodeError:
        return web.json_response({"code": "invalid_request", "params": {}}, status=400)
