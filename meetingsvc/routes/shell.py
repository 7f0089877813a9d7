"""What every page of a meeting is delivered with: addresses, and the JSON that scripts take over.

Knows the shape of that JSON (CONTRACT of ``web/core/view.d.ts``), not which page it is for.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from aiohttp import web

from meetingsvc.domain.state import Meeting
from meetingsvc.readmodel import views
from meetingsvc.readmodel.shown import Audience
from meetingsvc.routes.edge import edge, translator
from meetingsvc.service.accounts import Staff


def urls(request: web.Request, meeting: str) -> dict[str, str]:
    """The addresses that belong to a meeting; ``public`` is the one to hand out, whole."""
    here = f"/m/{meeting}"
    return {
        "home": "/",
        "public": f"{edge(request).config.origin}{here}",
        "attendee": here,
        "clerk": f"{here}/clerk",
        "captions": f"{here}/captions",
        "door": f"{here}/door",
        "cards": f"{here}/cards",
        "codes": f"{here}/codes",
        "claim": f"{here}/claim",
        "display": f"{here}/display",
        "kiosk": f"{here}/kiosk",
        "archive": f"/archive/{meeting}",
        "editor": f"/archive/{meeting}/edit",
        "lines": f"/archive/{meeting}/lines",
        "qr": f"{here}/qr.svg",
        "seat": f"{here}/seat",
        "requests": f"{here}/requests",
        "comments": f"{here}/comments",
        "act": f"{here}/act",
        "cues": f"{here}/cues",
        "language": "/language",
        "login": "/login",
        "logout": "/logout",
        "socket": "/socket.io",
    }


def page(
    request: web.Request,
    state: Meeting,
    view: Mapping[str, Any],
    *,
    audience: Audience = "public",
    me: Mapping[str, Any] | None = None,
    person: Staff | None = None,
) -> dict[str, Any]:
    """The JSON embedded in a page of this meeting."""
    shared = edge(request)
    t = translator(request)
    whole: dict[str, Any] = {
        "meeting": state.id,
        "as": audience,
        "lang": t.lang,
        "dir": t.dir,
        "seq": state.seq,
        "now": shared.service.clock.now(),
        "view": view,
        "origin": shared.config.origin,
        "urls": urls(request, state.id),
        "catalog": shared.files.catalog_url(t.lang),
        "languages": [
            {
                "lang": language.code,
                "name": language.name,
                "dir": language.direction,
                "catalog": shared.files.catalog_url(language.code),
            }
            for language in shared.catalogs.languages.values()
        ],
    }
    if not shared.service.profiles.of(state.body).positions:
        whole["no_positions"] = True
    if me is not None:
        whole["me"] = me
    if person is not None:
        whole["staff"] = {"name": person.name, "roles": roles_in(person, state.body)}
        whole["urls"] |= {
            "glossary": f"/b/{state.body}/glossary",
            "terms": f"/b/{state.body}/glossary.json",
        }
        whole["rules"] = msgspec.to_builtins(shared.service.profiles.of(state.body))
    return whole


def roles_in(person: Staff, body: str) -> list[str]:
    """The roles that someone holds in a body, by name; those under "*" hold everywhere."""
    return sorted(person.roles.get(body, frozenset()) | person.roles.get("*", frozenset()))


def staff_me(person: Staff, body: str) -> dict[str, Any]:
    """What a page tells staff of themselves."""
    return {"account": person.username, "name": person.name, "roles": roles_in(person, body)}


def public_view(state: Meeting) -> dict[str, Any]:
    """What anyone may see of it."""
    return views.view(state, "public")
