"""The line of those who wait in a period, in the order of their ranks."""

from bisect import bisect_left, insort
from collections.abc import Sequence

from msgspec.structs import replace

from . import ranks
from .state import Meeting, Request

Line = tuple[tuple[str, int], ...]
"""(rank, ticket), the first to be called first."""


def queued(state: Meeting, request: Request) -> Meeting:
    """The state with a request in line at its rank."""
    line = list(state.queues[request.period])
    insort(line, (request.rank, request.ticket))
    return replace(state, queues=state.queues.set(request.period, tuple(line)))


def _unqueued(state: Meeting, request: Request) -> Meeting:
    line = state.queues[request.period]
    at = bisect_left(line, (request.rank, request.ticket))
    if line[at : at + 1] != ((request.rank, request.ticket),):
        return state
    return replace(state, queues=state.queues.set(request.period, (*line[:at], *line[at + 1 :])))


def with_request(state: Meeting, request: Request) -> Meeting:
    """The state with a request as it is from now on, in line if, and only if, it waits."""
    state = _unqueued(state, state.requests[request.ticket])
    state = replace(state, requests=state.requests.set(request.ticket, request))
    return queued(state, request) if request.status == "waiting" else state


def rank_behind(others: Sequence[tuple[str, int]], place: int) -> str:
    """A rank for whoever is to stand behind the first ``place`` of ``others`` (one at least)."""
    if place == 0:
        return ranks.before(others[0][0])
    if place == len(others):
        return ranks.behind(others[-1][0])
    return ranks.between(others[place - 1][0], others[place][0])
