"""POST /meetings: a clerk puts a meeting on the calendar of their body.

Knows how it is asked for; who may, and what a meeting needs, the service decides.
"""

from aiohttp import web

from meetingsvc.domain.commands import ScheduleMeeting, parse
from meetingsvc.domain.errors import Refused
from meetingsvc.routes.bodies import command_id, json_object
from meetingsvc.routes.edge import edge, staff
from meetingsvc.routes.pages import json_response
from meetingsvc.routes.table import Route
from meetingsvc.routes.table import staff as staff_with
from meetingsvc.service.accounts import actor


async def schedule(request: web.Request) -> web.StreamResponse:
    """``{id, …the command's fields}`` → 201 ``{meeting}``; sent again under its id, the same meeting."""
    person = await staff(request)
    fields = await json_object(request)
    sent = command_id(fields)
    if "type" in fields:
        raise Refused("invalid_field", field="type")
    command = parse({**fields, "type": "schedule_meeting"})
    if person is None or not isinstance(command, ScheduleMeeting):
        raise Refused("login_needed")
    answer = await edge(request).service.schedule(actor(person, command.body), sent, command)
    return json_response({"meeting": answer.result["meeting"]}, status=201)


ROUTES = (Route("POST", "/meetings", schedule, staff_with(), "api"),)
"""Whoever is logged in may ask; whether they clerk for the body is asked of the command."""
