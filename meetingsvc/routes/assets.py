"""/static and /i18n: the browser's files and catalogs, for ever under an address that names their content."""

from aiohttp import web

from meetingsvc.domain.errors import Refused
from meetingsvc.routes.edge import edge
from meetingsvc.routes.files import File
from meetingsvc.routes.table import ANYONE, Route

FOR_EVER = "public, max-age=31536000, immutable"


async def static(request: web.Request) -> web.Response:
    """A file of the browser's side. Refuses as ``not_found``, another version's address too."""
    files = edge(request).files
    file = files.static.get(request.match_info["path"])
    if file is None or request.match_info["version"] != files.version:
        raise Refused("not_found")
    return _answer(request, file)


async def catalog(request: web.Request) -> web.Response:
    """A language's messages for the browser. Refuses as ``not_found``."""
    version, file = edge(request).files.catalogs.get(request.match_info["lang"], ("", None))
    if file is None or request.match_info["version"] != version:
        raise Refused("not_found")
    return _answer(request, file)


async def robots(_: web.Request) -> web.Response:
    """Search engines may read the archive; live pages and claims are not for them."""
    return web.Response(text="User-agent: *\nDisallow: /m/\nDisallow: /login\n")


def _answer(request: web.Request, file: File) -> web.Response:
    packed = file.packed if "gzip" in request.headers.get("Accept-Encoding", "") else None
    response = web.Response(body=packed or file.content, content_type=file.content_type)
    if file.is_text:
        response.charset = "utf-8"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Vary"] = "Accept-Encoding"
    return response


ROUTES = (
    Route("GET", "/static/{version}/{path:.+}", static, ANYONE, "file"),
    Route("GET", "/i18n/{version}/{lang}.json", catalog, ANYONE, "file"),
    Route("GET", "/robots.txt", robots, ANYONE, "file"),
)
