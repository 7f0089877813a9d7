"""R27: nobody is removed without a logged warning first, but for force or a true threat.

It binds for whoever is on the floor or called to it, and for a disruption anywhere in the room, as far
as the profile in force asks for it; for a request that merely waits (one of many made by a machine, say)
there is nobody to warn.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .errors import Refused
from .line import request_of
from .requests import Request
from .rules import Context, Rules
from .state import Meeting

RULES = Rules()


def warned_first(state: Meeting, request: Request, command: c.RemoveRequest) -> None:
    """Refuses as ``warning_first`` a removal that no warning came before, where one must (R27)."""
    asked_for = state.periods[request.period].rules.first_warning
    present = request.status in ("called", "speaking", "paused") or command.reason == "disruption"
    excepted = command.force or command.reason == "true_threat"
    if asked_for and present and not excepted and not request.warned:
        raise Refused("warning_first", ticket=request.ticket)


@RULES.decides(c.WarnSpeaker)
def _warn(state: Meeting, command: c.WarnSpeaker, context: Context) -> Sequence[e.Event]:
    if (command.ticket is None) == (command.turn is None):
        raise Refused("invalid_field", field="ticket")
    if command.ticket is not None:
        request = request_of(state, command.ticket)
        if request.status in ("done", "withdrawn", "removed"):
            raise Refused("not_now", thing="request", status=request.status, action="warn")
        return [e.SpeakerWarned(ticket=request.ticket, reason=command.reason)]
    turn = state.turn
    if turn is None or turn.number != command.turn:
        raise Refused("stale", turn=state.floor or 0)
    if turn.ticket is not None:
        return [e.SpeakerWarned(ticket=turn.ticket, reason=command.reason)]
    return [e.WalkUpWarned(turn=turn.number, reason=command.reason)]


@RULES.folded(e.SpeakerWarned)
def _warned(state: Meeting, entry: e.Entry, event: e.SpeakerWarned) -> Meeting:
    request = replace(state.requests[event.ticket], warned=event.reason)
    return replace(state, requests=state.requests.set(event.ticket, request))


@RULES.folded(e.WalkUpWarned)
def _walk_up_warned(state: Meeting, entry: e.Entry, event: e.WalkUpWarned) -> Meeting:
    turn = replace(state.turns[event.turn], warned=event.reason)
    return replace(state, turns=state.turns.set(event.turn, turn))
