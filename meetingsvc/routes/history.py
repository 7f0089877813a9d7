"""Long histories, fetched by the page: captions that have left the view, and written comments.

Decides what of a comment its reader may have (R2, R28, R43); knows no page.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

from aiohttp import web

from meetingsvc.domain.errors import Refused
from meetingsvc.domain.lifecycle import CommentStatus
from meetingsvc.domain.requests import Belongings
from meetingsvc.domain.roles import CLERKING
from meetingsvc.domain.state import Meeting
from meetingsvc.readmodel.shown import present
from meetingsvc.readmodel.transcript import Line, Who, lines
from meetingsvc.routes.bodies import number_of
from meetingsvc.routes.edge import edge, logged_in, meeting, participant
from meetingsvc.routes.pages import json_response
from meetingsvc.routes.shell import roles_in
from meetingsvc.routes.table import ANYONE, Route
from meetingsvc.store.rows import CommentRow, CueRow

CUES: Final = 200
COMMENTS: Final = 50
STATUSES: Final[tuple[CommentStatus, ...]] = ("submitted", "held", "published", "withdrawn")


async def cues(request: web.Request) -> web.Response:
    """``{cues, before?}``: the captions of ``track`` before the number ``before``, the oldest first.

    ``before`` in the answer asks for the ones before these. Refuses as ``no_such_track``, ``invalid_field``.
    """
    state = await meeting(request)
    track = request.query.get("track", "")
    if track not in state.tracks:
        raise Refused("no_such_track", track=track[:40])
    rows = await edge(request).service.cues(state.id, track, before(request), CUES)
    shown = groupby(lines(state, track, rows), key=lambda line: line.cue)
    pieces = {number: _cue(state, list(of_cue)) for number, of_cue in shown}
    said: dict[str, Any] = {"cues": [pieces.get(row.number) or _gone(row) for row in rows]}
    if rows and rows[0].number > 1:
        said["before"] = rows[0].number
    return json_response(said)


async def comments(request: web.Request) -> web.Response:
    """``{comments, before?}``, the newest first: published ones for anyone, with ``mine`` one's own whatever
    their status, and ``as=staff`` for the clerk those of the ``status`` named (by default all).
    """
    state = await meeting(request)
    until = before(request)
    if request.query.get("as") == "staff":
        return await _for_staff(request, state, until)
    seat = await participant(request, state.id)
    own = state.belongings.get(seat or "", Belongings()).comments
    if "mine" in request.query:
        rows = await _of(request, state, own)
        return json_response({"comments": [_for_author(row) for row in rows]})
    if state.blanked:
        return json_response({"comments": []})
    rows = await edge(request).service.comments(state.id, before=until, limit=COMMENTS)
    return json_response(_paged(rows, [{**_public(row), **_mine(row.number in own)} for row in rows]))


async def my_comments(request: web.Request, state: Meeting, participant: str) -> list[dict[str, Any]]:
    """A participant's comments with their texts, the newest first."""
    own = state.belongings.get(participant, Belongings()).comments
    return [_for_author(row) for row in await _of(request, state, own)]


async def _for_staff(request: web.Request, state: Meeting, until: int | None) -> web.Response:
    person = await logged_in(request)
    if not CLERKING.intersection(roles_in(person, state.body)):
        raise Refused("not_allowed")
    asked = request.query.getall("status", [])
    if not set(asked) <= set(STATUSES):
        raise Refused("invalid_field", field="status")
    wanted = [status for status in STATUSES if status in asked or not asked]
    rows = await edge(request).service.comments(
        state.id, before=until, limit=COMMENTS, statuses=wanted, readers="staff"
    )
    return json_response(_paged(rows, [_moderated(row) for row in rows]))


async def _of(request: web.Request, state: Meeting, numbers: Sequence[int]) -> Sequence[CommentRow]:
    if not numbers:
        return ()
    return await edge(request).service.comments(
        state.id, limit=COMMENTS, numbers=numbers, statuses=None, readers="staff"
    )


def before(request: web.Request, name: str = "before") -> int | None:
    """The number of this name in the query, if there is one. Refuses as ``invalid_field``."""
    written = request.query.get(name)
    return None if written is None else number_of(written, name)


def _paged(rows: Sequence[CommentRow], said: list[dict[str, Any]]) -> dict[str, Any]:
    more = {"before": rows[-1].number} if len(rows) == COMMENTS else {}
    return {"comments": said, **more}


def _mine(mine: bool) -> dict[str, bool]:
    return {"mine": True} if mine else {}


def _public(row: CommentRow) -> dict[str, Any]:
    return present(
        comment=row.number,
        item=row.item,
        text=row.text,
        name=row.name or None,
        position=row.position,
        status=row.status,
        made_at=row.made_at,
    )


def _for_author(row: CommentRow) -> dict[str, Any]:
    return {**_public(row), **present(reason=row.reason or None), "mine": True}


def _moderated(row: CommentRow) -> dict[str, Any]:
    """R28: whoever decides about a comment does not see which side it takes."""
    said = {**_public(row), **present(reason=row.reason or None)}
    said.pop("position", None)
    return said


def who(said_by: Who, blanked: bool = False) -> dict[str, Any]:
    """Whose words, for a screen. R43: blanked screens show no names, and this is one way to them."""
    name = None if blanked else said_by.name or None
    return present(turn=said_by.turn, ticket=said_by.ticket, name=name, dais=said_by.dais or None)


def _cue(state: Meeting, pieces: Sequence[Line]) -> dict[str, Any]:
    """A cue as the view shows it: its pieces under each other, the first telling whose it is."""
    first = pieces[0]
    return present(
        cue=first.cue,
        began=first.began,
        ended=pieces[-1].ended,
        text="\n".join(piece.text or "" for piece in pieces),
        who=None if first.who is None else who(first.who, state.blanked),
        item=first.item,
        estimated=first.estimated or None,
        corrected=first.corrected or None,
        redacted=first.redacted or None,
        lang=first.lang,
    )


def _gone(row: CueRow) -> dict[str, Any]:
    """One that was erased or taken out: numbers have no gaps."""
    return {"cue": row.number, "began": row.began, "ended": row.ended, "gone": True}


ROUTES = (
    Route("GET", "/m/{meeting}/cues", cues, ANYONE, "api"),
    Route("GET", "/m/{meeting}/comments", comments, ANYONE, "api"),
)
