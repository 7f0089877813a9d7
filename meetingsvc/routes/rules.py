"""/b/BODY/rules: a body's rules of public comment, for its clerk: shown, set, filled in from a file, fetched.

Everything is an ordinary form. Filling in from a shipped profile, an earlier version or a file changes
nothing until it is saved. Knows no rule; what may be set the domain decides.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from aiohttp import web

from meetingsvc.domain.errors import Refused
from meetingsvc.domain.profile import PLAIN
from meetingsvc.domain.roles import CLERKING
from meetingsvc.i18n import N_, sentence
from meetingsvc.profiles import LARGEST, SHIPPED, Fault, ProfileError, parse, profile_of, shipped
from meetingsvc.profiles import sentence as said
from meetingsvc.routes import rule_form
from meetingsvc.routes.bodies import form, number_of, uploaded
from meetingsvc.routes.edge import edge, logged_in, staff, translator
from meetingsvc.routes.errors import status_of
from meetingsvc.routes.pages import render
from meetingsvc.routes.rule_history import versions
from meetingsvc.routes.table import Route
from meetingsvc.routes.table import staff as staff_with
from meetingsvc.service.accounts import actor
from meetingsvc.service.profiles import Profiles

_MOST_FIELDS: Final = 200
_NAMES: Final = rule_form.names() | {"expected"}
_FILLED_IN: Final = N_("Filled in from “%(source)s”. Nothing is saved yet: look through it, then save.")
_SAVED: Final = N_("Saved as version %(version)s. It holds for every comment period that opens from now on.")


def _profiles(request: web.Request) -> Profiles:
    return edge(request).service.profiles


async def show(request: web.Request) -> web.Response:
    """The rules as they are; with ``from`` or ``version`` in the query, filled in with others to be saved.

    Refuses ``no_such_body``, ``no_such_version``, ``invalid_field``.
    """
    body = request.match_info["body"]
    t = translator(request)
    if (start := request.query.get("from")) is not None:
        if start not in SHIPPED:
            raise Refused("invalid_field", field="from")
        told = t.gettext(_FILLED_IN, source=t.gettext(SHIPPED[start]))
        return await _page(request, rule_form.document_of(shipped()[start]), told=told)
    if (asked := _version(request)) is not None:
        found = parse((await _profiles(request).export_file(body, asked)).encode())
        told = t.gettext(_FILLED_IN, source=t.gettext(N_("Version %(version)s"), version=asked))
        return await _page(request, rule_form.document_of(found), told=told)
    current = await _profiles(request).current(body)
    saved = request.query.get("saved", "")
    told = t.gettext(_SAVED, version=saved) if current and saved == str(current.version) else ""
    profile = current.profile if current else PLAIN
    return await _page(request, rule_form.document_of(profile), told=told, good=True)


async def save(request: web.Request) -> web.Response:
    """Sets the rules, or shows what was typed again with what is wrong beside it."""
    body = request.match_info["body"]
    person = await logged_in(request)
    await _profiles(request).name(body)
    fields = await form(request, _NAMES, at_most=_MOST_FIELDS)
    seen = number_of(fields.pop("expected", ""), "expected")
    document = rule_form.typed(fields)
    try:
        made = await _profiles(request).save(actor(person, body), body, seen, profile_of(document))
    except ProfileError as refused:
        return await _page(request, document, faults=refused.faults, expected=seen, status=400)
    except Refused as refusal:
        return await _page(request, document, refusal=refusal, status=status_of(refusal.code))
    raise web.HTTPSeeOther(f"/b/{body}/rules?saved={made}")


async def fill_in(request: web.Request) -> web.Response:
    """Shows the rules of a TOML file in the form, to be looked through and saved; or its faults."""
    t = translator(request)
    name, file, _ = await uploaded(request, "file", at_most=LARGEST)
    try:
        profile = parse(file)
    except ProfileError as refused:
        body = request.match_info["body"]
        current = await _profiles(request).current(body)
        kept = rule_form.document_of(current.profile if current else PLAIN)
        wrong = [(fault.key, said(fault, t)) for fault in refused.faults]
        return await _page(request, kept, file_faults=wrong, status=400)
    told = t.gettext(_FILLED_IN, source=name or t.gettext(N_("the file")))
    return await _page(request, rule_form.document_of(profile), told=told)


async def fetch(request: web.Request) -> web.Response:
    """The rules as a TOML file, the current ones or those of ``version``. Refuses as ``show`` does."""
    body = request.match_info["body"]
    await _profiles(request).name(body)
    text = await _profiles(request).export_file(body, _version(request))
    response = web.Response(text=text, content_type="application/toml", charset="utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{body}-rules.toml"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _version(request: web.Request) -> int | None:
    asked = request.query.get("version")
    return None if asked is None else number_of(asked, "version")


async def _page(
    request: web.Request,
    document: Mapping[str, Any],
    *,
    told: str = "",
    good: bool = False,
    faults: Sequence[Fault] = (),
    file_faults: Sequence[tuple[str, str]] = (),
    refusal: Refused | None = None,
    expected: int | None = None,
    status: int = 200,
) -> web.Response:
    body = request.match_info["body"]
    t = translator(request)
    current = await _profiles(request).current(body)
    newest = current.version if current else 0
    groups = rule_form.groups(document, faults, t)
    return render(
        request,
        "rules.html",
        status=status,
        body=body,
        body_name=await _profiles(request).name(body),
        staff=await staff(request),
        groups=groups,
        wrong=[(field, text) for _, fields in groups for field, text in _wrong(fields)],
        file_faults=file_faults,
        refusal=sentence(refusal.code, refusal.params, t) if refusal else "",
        told=told,
        good=good,
        # What was typed against an older version is saved against the one that the page now speaks of.
        expected=newest if expected is None else expected,
        current=current,
        shipped=[(name, t.gettext(word)) for name, word in SHIPPED.items()],
        versions=await versions(request, body),
        address=f"/b/{body}/rules",
        path=f"/b/{body}/rules",
    )


def _wrong(fields: Sequence[rule_form.Field]) -> list[tuple[rule_form.Field, str]]:
    """Every fault with its field, those of tables and rows included."""
    found: list[tuple[rule_form.Field, str]] = []
    for field in fields:
        found += [(field, text) for text in field.wrong]
        found += _wrong([*field.parts, *(each for row in field.rows for each in row)])
    return found


_CLERKS: Final = staff_with(*CLERKING)

ROUTES = (
    Route("GET", "/b/{body}/rules", show, _CLERKS),
    Route("POST", "/b/{body}/rules", save, _CLERKS),
    Route("POST", "/b/{body}/rules/file", fill_in, _CLERKS),
    Route("GET", "/b/{body}/rules.toml", fetch, _CLERKS, "file"),
)
