"""/b/BODY/glossary: the names of streets and people that a body's captions are checked against.

Everything is an ordinary form; a file fills it in and changes nothing until it is saved. Knows no near match.
"""

from typing import Final

from aiohttp import web

from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import CAPTIONING
from meetingsvc.i18n import N_, sentence
from meetingsvc.routes.bodies import form, number_of, uploaded
from meetingsvc.routes.edge import edge, logged_in, staff, translator
from meetingsvc.routes.errors import status_of
from meetingsvc.routes.pages import json_response, render
from meetingsvc.routes.table import Route
from meetingsvc.routes.table import staff as staff_with
from meetingsvc.service.accounts import actor
from meetingsvc.service.glossaries import terms_of

LARGEST: Final = 60 * 1024
"""Bytes of a file of terms."""

_ADDED: Final = N_(
    "The terms of the file are added below. Nothing is saved yet: look through them, then save."
)
_SAVED: Final = N_("Saved. It is offered on the captions page when that is next loaded.")


async def show(request: web.Request) -> web.Response:
    """The terms as they are. Refuses ``no_such_body``."""
    told = translator(request).gettext(_SAVED) if "saved" in request.query else ""
    return await _page(request, told=told, good=True)


async def save(request: web.Request) -> web.Response:
    """Sets the terms, or shows what was typed again with what is wrong."""
    body = request.match_info["body"]
    person = await logged_in(request)
    shared = edge(request).service
    await shared.profiles.name(body)
    fields = await form(request, ("terms", "expected"))
    seen, typed = number_of(fields.get("expected", ""), "expected"), fields.get("terms", "")
    try:
        await shared.glossaries.save(actor(person, body), body, seen, typed)
    except Refused as refusal:
        return await _page(request, typed=typed, refusal=refusal)
    raise web.HTTPSeeOther(f"/b/{body}/glossary?saved=1")


async def fill_in(request: web.Request) -> web.Response:
    """Shows the terms with those of a text file behind them, to be looked through and saved."""
    _, file, _ = await uploaded(request, "file", at_most=LARGEST)
    current = await edge(request).service.glossaries.current(request.match_info["body"])
    try:
        both = terms_of("\n".join((*current.terms, file.decode("utf-8-sig"))))
    except UnicodeDecodeError:
        raise Refused("invalid_request") from None
    return await _page(request, typed="\n".join(both), told=translator(request).gettext(_ADDED))


async def terms(request: web.Request) -> web.Response:
    """``{terms}``, for the captions page and the editor."""
    current = await edge(request).service.glossaries.current(request.match_info["body"])
    return json_response({"terms": list(current.terms)})


async def _page(
    request: web.Request,
    *,
    typed: str | None = None,
    told: str = "",
    good: bool = False,
    refusal: Refused | None = None,
) -> web.Response:
    body = request.match_info["body"]
    shared = edge(request).service
    current = await shared.glossaries.current(body)
    return render(
        request,
        "glossary.html",
        status=status_of(refusal.code) if refusal else 200,
        body=body,
        body_name=await shared.profiles.name(body),
        staff=await staff(request),
        typed="\n".join(current.terms) if typed is None else typed,
        version=current.version,
        told=told,
        good=good,
        refusal=sentence(refusal.code, refusal.params, translator(request)) if refusal else "",
        address=f"/b/{body}/glossary",
        path=f"/b/{body}/glossary",
    )


_CAPTIONERS: Final = staff_with(*CAPTIONING)

ROUTES = (
    Route("GET", "/b/{body}/glossary", show, _CAPTIONERS),
    Route("POST", "/b/{body}/glossary", save, _CAPTIONERS),
    Route("POST", "/b/{body}/glossary/file", fill_in, _CAPTIONERS),
    Route("GET", "/b/{body}/glossary.json", terms, _CAPTIONERS, "api"),
)
