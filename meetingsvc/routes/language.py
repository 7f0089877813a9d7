"""POST /language: the language menu, which works without scripts."""

import re
from typing import Final

from aiohttp import web

from meetingsvc.domain.errors import Refused
from meetingsvc.routes.bodies import form
from meetingsvc.routes.edge import LANGUAGE_COOKIE, edge, keep
from meetingsvc.routes.table import ANYONE, Route

_OWN_PATH: Final = re.compile(r"/(?!/)[A-Za-z0-9/_-]*(\?[A-Za-z0-9=&,_-]*)?")


async def choose(request: web.Request) -> web.StreamResponse:
    """Keeps the language ``lang`` for this browser and goes back to the page ``next``.

    Refuses as ``invalid_field`` a language that is not offered.
    """
    given = await form(request, {"lang", "next"})
    lang = given.get("lang", "")
    if lang not in edge(request).catalogs.languages:
        raise Refused("invalid_field", field="lang")
    response = web.HTTPSeeOther(own_path(given.get("next", "")))
    keep(request, response, LANGUAGE_COOKIE, lang, days=365)
    raise response


def own_path(path: str, otherwise: str = "/") -> str:
    """The path if it is one of ours; never an address elsewhere."""
    return path if _OWN_PATH.fullmatch(path) else otherwise


ROUTES = (Route("POST", "/language", choose, ANYONE),)
