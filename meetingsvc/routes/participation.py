"""What someone without an account does in a meeting: take a seat, ask to speak, comment, and act on either.

Forms and JSON lead to the same commands. Knows which of them an attendee's forms may send, no rule of theirs.
"""

from collections.abc import Mapping
from typing import Any, Final

from aiohttp import web

from meetingsvc.auth import derived_participant
from meetingsvc.domain.commands import Command, parse
from meetingsvc.domain.errors import Refused
from meetingsvc.routes.bodies import command_id, form, form_command, json_object, nothing
from meetingsvc.routes.claims import claim_for
from meetingsvc.routes.edge import (
    address,
    attendee,
    edge,
    keep,
    meeting,
    participant,
    seat_cookie,
)
from meetingsvc.routes.meeting import attendee_page
from meetingsvc.routes.pages import json_response
from meetingsvc.routes.table import ANYONE, ATTENDEE, Route
from meetingsvc.service.answers import Answer

SEAT_DAYS: Final = 60

ACTS: Final = frozenset(
    {
        "edit_request",
        "defer_request",
        "on_my_way",
        "im_here",
        "must_leave",
        "withdraw_request",
        "withdraw_comment",
        "offer_time",
        "accept_time",
        "decline_time",
        "reclaim_time",
        "hand_in_card",
    }
)
"""What an attendee's forms may send, beside asking and commenting."""

NUMBER_OF: Final = {"ask_to_speak": "ticket", "submit_comment": "comment"}


async def sit(request: web.Request) -> web.StreamResponse:
    """A seat for this browser, or the one it has: ``{participant}``. Its token goes into a cookie."""
    await nothing(request)
    state = await meeting(request)
    seat = await participant(request, state.id)
    if seat is not None:
        return json_response({"participant": seat})
    shared = edge(request)
    shared.limits.seat(address(request))
    seat, token = await shared.seats.sit(state.id)
    response = json_response({"participant": seat}, status=201)
    keep(request, response, seat_cookie(state.id), token, days=SEAT_DAYS)
    return response


async def ask(request: web.Request) -> web.StreamResponse:
    """A request to speak (R1: nothing but the period is needed), answered with its receipt (R17)."""
    return await _hand_in(request, "ask_to_speak")


async def comment(request: web.Request) -> web.StreamResponse:
    """A written comment, answered with its receipt (R17)."""
    return await _hand_in(request, "submit_comment")


async def act(request: web.Request) -> web.StreamResponse:
    """One of ACTS, from a form, on what is one's own."""
    state = await meeting(request)
    seat = await participant(request, state.id)
    if seat is None:
        raise Refused("seat_needed")
    fields = await form(request)
    try:
        sent = command_id(fields)
        kind = fields.pop("type", "")
        if kind not in ACTS:
            raise Refused("unknown_command")
        await _submit(request, state.id, seat, sent, form_command(kind, fields))
    except Refused as refusal:
        return await _refused(request, state.id, seat, refusal, fields)
    raise web.HTTPSeeOther(f"/m/{state.id}#receipt")


async def _hand_in(request: web.Request, kind: str) -> web.StreamResponse:
    if request.content_type == "application/json":
        return await _hand_in_json(request, kind)
    state = await meeting(request)
    fields = await form(request)
    seat = await participant(request, state.id)
    typed = dict(fields)
    token = None
    try:
        sent = command_id(fields)
        command = _command(kind, fields, form_command)
        if seat is None:
            seat, token = await _first_seat(request, state.id, sent)
        await _submit(request, state.id, seat, sent, command)
    except Refused as refusal:
        return await _refused(request, state.id, None if token else seat, refusal, typed)
    response = web.HTTPSeeOther(f"/m/{state.id}#receipt")
    if token:
        keep(request, response, seat_cookie(state.id), token, days=SEAT_DAYS)
    raise response


async def _hand_in_json(request: web.Request, kind: str) -> web.StreamResponse:
    """``{id, …fields}`` → 201 ``{seq, ticket | comment, receipt}``. At a kiosk everyone gets a seat of their
    own, no cookie, and a claim to take away.
    """
    state = await meeting(request)
    fields = await json_object(request)
    sent = command_id(fields)
    kiosk = fields.pop("kiosk", False)
    if not isinstance(kiosk, bool):
        raise Refused("invalid_field", field="kiosk")
    command = _command(kind, fields, lambda name, given: parse({**given, "type": name}))
    seat = None if kiosk else await participant(request, state.id)
    token = None
    if seat is None:
        seat, token = await _first_seat(request, state.id, sent)
    answer = await _submit(request, state.id, seat, sent, command)
    number = NUMBER_OF[kind]
    said: dict[str, Any] = {
        "seq": answer.seq,
        number: answer.result[number],
        "receipt": answer.result["receipt"],
    }
    if kiosk:
        said["claim"] = await claim_for(request, state.id, seat)
    response = json_response(said, status=201)
    if token and not kiosk:
        keep(request, response, seat_cookie(state.id), token, days=SEAT_DAYS)
    return response


async def _submit(request: web.Request, meeting: str, seat: str, sent: str, command: Command) -> Answer:
    shared = edge(request)
    shared.limits.command(seat)
    return await shared.service.submit(meeting, attendee(seat), sent, command)


def _command(kind: str, fields: dict[str, Any], read: Any) -> Command:
    if "type" in fields:
        raise Refused("invalid_field", field="type")
    command: Command = read(kind, fields)
    return command


async def _first_seat(request: web.Request, meeting: str, sent: str) -> tuple[str, str]:
    """A seat for someone who has none yet. The same command sent again leads to the same seat, so that a form
    sent twice, or an answer that was lost, makes nobody stand in the queue twice.
    """
    shared = edge(request)
    shared.limits.seat(address(request))
    seat = derived_participant(shared.secret, f"{meeting} {sent}")
    return seat, await shared.seats.seat(meeting, seat)


async def _refused(
    request: web.Request, meeting: str, seat: str | None, refusal: Refused, typed: Mapping[str, str]
) -> web.Response:
    shared = edge(request)
    shared.counts.refusals[refusal.code] += 1
    return await attendee_page(request, await shared.service.state(meeting), seat, refusal, typed)


ROUTES = (
    Route("POST", "/m/{meeting}/seat", sit, ANYONE, "api"),
    Route("POST", "/m/{meeting}/requests", ask, ANYONE),
    Route("POST", "/m/{meeting}/comments", comment, ANYONE),
    Route("POST", "/m/{meeting}/act", act, ATTENDEE),
)
