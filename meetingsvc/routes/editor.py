"""/archive/ID/edit: the editor of the transcript, for clerk and captioner, live and afterwards (R38, R44).

The page and the lines that it shows, with their pieces and how often each was changed. What is changed goes
through ``/live`` as commands; this only reads.
"""

from typing import Any, Final

from aiohttp import web

from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import CAPTIONING
from meetingsvc.domain.state import Meeting
from meetingsvc.domain.texts import Cue
from meetingsvc.readmodel.shown import present
from meetingsvc.readmodel.transcript import Line, lines
from meetingsvc.routes.edge import edge, meeting
from meetingsvc.routes.history import before, who
from meetingsvc.routes.meeting import staff_page
from meetingsvc.routes.pages import json_response
from meetingsvc.routes.table import Route
from meetingsvc.routes.table import staff as staff_with

AT_ONCE: Final = 1_000
"""How many lines an answer brings."""


async def page(request: web.Request) -> web.Response:
    """The editor; its lines come by themselves."""
    return await staff_page(request, "editor.html")


async def rows(request: web.Request) -> web.Response:
    """``{lines, before?}``: the newest lines of ``track`` before the number ``before``, the oldest first; or
    those ``from`` one number up to another (``before``, not included). Refuses as ``no_such_track``,
    ``invalid_field``.
    """
    state = await meeting(request)
    track = request.query.get("track", "")
    if track not in state.tracks:
        raise Refused("no_such_track", track=track[:40])
    until, first = before(request), before(request, "from")
    least = min(max((until or 0) - first, 1), AT_ONCE) if first is not None else AT_ONCE
    cues = await edge(request).service.cues(state.id, track, until, least)
    said: dict[str, Any] = {"lines": _shown(state, track, cues)}
    if cues and cues[0].number > 1:
        said["before"] = cues[0].number
    return json_response(said)


def _shown(state: Meeting, track: str, cues: list[Cue]) -> list[dict[str, Any]]:
    derived = {(line.cue, line.piece): line for line in lines(state, track, cues)}
    return [_line(cue, derived) for cue in cues]


def _line(cue: Cue, derived: dict[tuple[int, int], Line]) -> dict[str, Any]:
    pieces = []
    for number, piece in enumerate(cue.pieces, 1):
        line = derived.get((cue.number, number))
        pieces.append(
            present(
                text=piece.text,
                began=piece.began,
                ended=piece.ended,
                speaker=piece.speaker,
                who=None if line is None or line.who is None else who(line.who),
                item=None if line is None else line.item,
                doubtful=True if line is not None and line.near_hand_over else None,
            )
        )
    return present(
        cue=cue.number,
        began=cue.began,
        ended=cue.ended,
        pieces=pieces,
        received=cue.received,
        changes=cue.changes,
        corrected=cue.corrected or None,
        redacted=cue.redacted or None,
        estimated=cue.estimated or None,
        confidence=cue.confidence,
        speaker=cue.speaker,
        into=cue.into,
    )


_EDITORS: Final = staff_with(*CAPTIONING)

ROUTES = (
    Route("GET", "/archive/{meeting}/edit", page, _EDITORS),
    Route("GET", "/archive/{meeting}/lines", rows, _EDITORS, "api"),
)
