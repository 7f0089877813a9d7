"""Requests by their tickets, and the lines of a period, in the order of their ranks: those who wait, and the
waiting list (R8, R16).
"""

from bisect import bisect_left, insort
from collections.abc import Sequence

from immutables import Map
from msgspec.structs import replace

from . import ranks
from .errors import Refused
from .policies import side
from .positions import with_voice
from .requests import Request
from .roles import Actor
from .state import Meeting

Line = tuple[tuple[str, int], ...]
"""(rank, ticket), the first to be called first."""

TAKES_A_PLACE = frozenset({"waiting", "called", "speaking", "paused", "done"})
"""R8: the statuses in which a request takes one of the places of its period."""


def request_of(state: Meeting, ticket: int) -> Request:
    """The request with this ticket; refuses as ``no_such_ticket``."""
    request = state.requests.get(ticket)
    if request is None:
        raise Refused("no_such_ticket", ticket=ticket)
    return request


def own_request(state: Meeting, ticket: int, actor: Actor) -> Request:
    """The request, if the actor is its owner or staff; anyone else hears that there is none."""
    request = request_of(state, ticket)
    if not actor.is_staff and request.participant != actor.id:
        raise Refused("no_such_ticket", ticket=ticket)
    return request


def _with(lines: Map[int, Line], request: Request) -> Map[int, Line]:
    line = list(lines.get(request.period, ()))
    insort(line, (request.rank, request.ticket))
    return lines.set(request.period, tuple(line))


def _without(lines: Map[int, Line], request: Request) -> Map[int, Line]:
    line = lines.get(request.period, ())
    at = bisect_left(line, (request.rank, request.ticket))
    if line[at : at + 1] != ((request.rank, request.ticket),):
        return lines
    return lines.set(request.period, (*line[:at], *line[at + 1 :]))


def _counted(state: Meeting, request: Request, sign: int) -> Meeting:
    """R8: the places taken, with this request or without it; and the positions (R20)."""
    state = with_voice(state, request, sign)
    if request.status not in TAKES_A_PLACE:
        return state
    period = state.periods[request.period]
    room, rest = period.taken
    taken = (room, rest + sign) if side(request.channel) else (room + sign, rest)
    return replace(state, periods=state.periods.set(period.number, replace(period, taken=taken)))


def joined(state: Meeting, request: Request) -> Meeting:
    """The state with a request that it did not have, in the line where it belongs."""
    state = _counted(replace(state, requests=state.requests.set(request.ticket, request)), request, 1)
    if request.status == "waiting":
        return replace(state, queues=_with(state.queues, request))
    if request.status == "listed":
        return replace(state, lists=_with(state.lists, request))
    return state


def with_request(state: Meeting, request: Request) -> Meeting:
    """The state with a request as it is from now on: in line if, and only if, it waits."""
    old = state.requests[request.ticket]
    if old.status == "waiting":
        state = replace(state, queues=_without(state.queues, old))
    elif old.status == "listed":
        state = replace(state, lists=_without(state.lists, old))
    return joined(_counted(state, old, -1), request)


def rank_behind(others: Sequence[tuple[str, int]], place: int) -> str:
    """A rank for whoever is to stand behind the first ``place`` of ``others`` (one at least)."""
    if place == 0:
        return ranks.before(others[0][0])
    if place == len(others):
        return ranks.behind(others[-1][0])
    return ranks.between(others[place - 1][0], others[place][0])
