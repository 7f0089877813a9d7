"""Pages and JSON answers: the templates, what each of them gets, and JSON that is safe inside HTML.

Knows templates and translators, not what a page is about.
"""

import json
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from aiohttp import web
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from meetingsvc.auth import fresh_token
from meetingsvc.i18n import Translator
from meetingsvc.i18n.translator import fill
from meetingsvc.routes.edge import edge, translator

_TEMPLATES: Final = Path(__file__).resolve().parent.parent / "templates"
# A macro that a template imports does not see the template's own variables, but this.
_READING: ContextVar[Translator] = ContextVar("translator")


def environment() -> Environment:
    """The templates, with gettext in the language of whoever reads."""
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.globals.update(
        gettext=_gettext, pgettext=_pgettext, ngettext=_ngettext, fresh_id=fresh_token, iso=_iso
    )
    return made


def render(
    request: web.Request,
    template: str,
    /,
    *,
    status: int = 200,
    page: Mapping[str, Any] | None = None,
    **context: Any,
) -> web.Response:
    """A page in the reader's language, stored by no cache. ``page`` is the JSON that scripts take over."""
    return page_response(request, written(request, template, page=page, **context), status=status)


def written(
    request: web.Request, template: str, /, *, page: Mapping[str, Any] | None = None, **context: Any
) -> bytes:
    """The HTML of a page, as ``render`` answers with it."""
    shared = edge(request)
    t = translator(request)
    about = {
        "t": t,
        "lang": t.lang,
        "dir": t.dir,
        "languages": list(shared.catalogs.languages.values()),
        "static": shared.files.url,
        "origin": shared.config.origin,
        # Where the language menu leads back to: what was sent by a form has no page of its own.
        "path": request.path if request.method == "GET" else "/",
        "page": embedded(page) if page is not None else None,
    }
    reading = _READING.set(t)
    try:
        return shared.templates.get_template(template).render({**about, **context}).encode()
    finally:
        _READING.reset(reading)


def page_response(request: web.Request, html: bytes, *, status: int = 200) -> web.Response:
    """The answer that is this page."""
    response = web.Response(body=html, status=status, content_type="text/html", charset="utf-8")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = translator(request).lang
    response.headers["Vary"] = "Cookie, Accept-Language"
    return response


def json_response(value: object, *, status: int = 200) -> web.Response:
    """An answer to a program, never stored by a cache."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    response = web.json_response(text=text, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def embedded(value: object) -> Markup:
    """JSON that stands in a ``<script type="application/json">`` and cannot end it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - nothing that HTML reads as markup is left in it


def _iso(at: int) -> str:
    """An instant (UTC ms) for a ``datetime`` attribute."""
    return datetime.fromtimestamp(at // 1_000, UTC).isoformat()


def _gettext(message: str, /, **params: Any) -> Markup:
    return _filled(_READING.get().lookup(message), params)


def _pgettext(context: str, message: str, /, **params: Any) -> Markup:
    return _filled(_READING.get().lookup(message, context), params)


def _ngettext(singular: str, plural: str, num: int, /, **params: Any) -> Markup:
    t = _READING.get()
    return _filled(t.lookup_plural(singular, plural, num), {"num": t.number(num), **params})


def _filled(text: str, params: Mapping[str, Any]) -> Markup:
    """A message is ours and may be markup; what is filled in is somebody's and is escaped."""
    return Markup(fill(text, {name: Markup.escape(value) for name, value in params.items()}))  # noqa: S704
