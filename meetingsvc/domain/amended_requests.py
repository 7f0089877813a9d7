"""Slips in the queue and with names, taken back: a request stands again as it did (R2, R6, R17)."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from . import events as e
from .commands import Slippery
from .details import reclassified
from .door import merge_order
from .errors import Refused
from .floor import remaining
from .line import with_request
from .outage import not_frozen
from .requests import Request
from .rules import Context, Rules, in_session
from .slips import Amend
from .state import Meeting, Slip

RULES = Rules()


def _restore(state: Meeting, slip: Slip, context: Context) -> Sequence[e.Event]:
    """Who left by the slip is back, or who was taken in waits where they did."""
    not_frozen(state)
    was = slip.requests[0]
    if was.status in ("speaking", "paused"):
        return _floor_given_back(state, slip)
    status = was.status if was.status in ("no_show", "listed") else "waiting"
    restored = e.RequestRestored(ticket=was.ticket, status=status, rank=was.rank, on_its_way=was.on_its_way)
    return [restored, *_asked_again(state, replace(was, status=status))]


def _asked_again(state: Meeting, back: Request) -> Sequence[e.Event]:
    """R6: whoever asked again meanwhile has one place, the earlier, and both receipts (R17). Refuses as
    ``has_ticket_there`` where the later request cannot give way.
    """
    ticket = state.active_ticket(back.participant, back.period)
    if ticket is None or ticket == back.ticket:
        return []
    later = state.requests[ticket]
    tied = later.offers_to or state.offers(later) or later.ceded_by
    waits = {later.status, back.status} <= {"waiting", "listed"}
    if later.period != back.period or tied or not waits:
        raise Refused("has_ticket_there", ticket=ticket)
    kept, gone = merge_order(back, later)
    return [e.RequestMerged(ticket=gone.ticket, into=kept.ticket)]


def _floor_given_back(state: Meeting, slip: Slip) -> Sequence[e.Event]:
    """Removed while speaking: heard as far as it went, and on the floor again with the clock stopped."""
    in_session(state)
    was = slip.requests[0]
    if state.floor is not None or slip.turn is None:
        raise Refused("stale", ticket=was.ticket)
    turn = state.turns[slip.turn.number]
    restored = e.RequestRestored(ticket=was.ticket, status="done", rank=was.rank)
    return [restored, e.TurnReopened(turn=turn.number, remaining_ms=remaining(turn, state.at))]


@RULES.folded(e.RequestRestored)
def _restored(state: Meeting, entry: e.Entry, event: e.RequestRestored) -> Meeting:
    request = replace(
        state.requests[event.ticket],
        status=event.status,
        rank=event.rank,
        on_its_way=event.on_its_way,
        reason="",
    )
    return with_request(state, request)


def _move_back(state: Meeting, slip: Slip, context: Context) -> Sequence[e.Event]:
    not_frozen(state)
    was = slip.requests[0]
    if slip.what == "move":
        return [e.RequestMovedBack(ticket=was.ticket, rank=was.rank, moved=was.moved)]
    return [
        e.RequestMovedBack(
            ticket=was.ticket, rank=was.rank, moved=was.moved, period=was.period, arrival=was.arrival
        )
    ]


@RULES.folded(e.RequestMovedBack)
def _moved_back(state: Meeting, entry: e.Entry, event: e.RequestMovedBack) -> Meeting:
    request = replace(state.requests[event.ticket], rank=event.rank, moved=event.moved)
    if event.period is not None:
        request = replace(request, period=event.period, arrival=event.arrival)
    return with_request(state, request)


def _part(state: Meeting, slip: Slip, context: Context) -> Sequence[e.Event]:
    """Two persons had been taken for one."""
    not_frozen(state)
    gone, kept = slip.requests
    return [
        e.RequestsParted(
            ticket=gone.ticket,
            into=kept.ticket,
            status="listed" if gone.status == "listed" else "waiting",
            channel=kept.channel,
            on_its_way=gone.on_its_way,
            merged=gone.merged,
            checked_in=kept.checked_in,
        )
    ]


@RULES.folded(e.RequestsParted)
def _parted(state: Meeting, entry: e.Entry, event: e.RequestsParted) -> Meeting:
    for ticket in event.merged:
        other = replace(state.requests[ticket], merged_into=event.ticket)
        state = replace(state, requests=state.requests.set(ticket, other))
    back = replace(
        state.requests[event.ticket],
        status=event.status,
        on_its_way=event.on_its_way,
        merged=event.merged,
        merged_into=None,
    )
    kept = state.requests[event.into]
    counted = tuple(each for each in kept.merged if each not in (*event.merged, event.ticket))
    kept = replace(kept, channel=event.channel, checked_in=event.checked_in, merged=counted)
    return with_request(with_request(state, back), kept)


# ── Names ────────────────────────────────────────────────────────────────────


def _unpass(state: Meeting, slip: Slip, context: Context) -> Sequence[e.Event]:
    was = slip.requests[0]
    return [e.NameUnpassed(ticket=was.ticket, reclassified=reclassified(was, "staff"))]


@RULES.folded(e.NameUnpassed)
def _unpassed(state: Meeting, entry: e.Entry, event: e.NameUnpassed) -> Meeting:
    request = replace(state.requests[event.ticket], name_passed=False)
    return replace(state, requests=state.requests.set(event.ticket, request))


def _unrefuse(state: Meeting, slip: Slip, context: Context) -> Sequence[e.Event]:
    was = slip.requests[0]
    shown = reclassified(was, "public") if was.name_passed else ()
    return [
        e.NameUnrefused(
            ticket=was.ticket, name_passed=was.name_passed, reason=was.name_refused, reclassified=shown
        )
    ]


@RULES.folded(e.NameUnrefused)
def _unrefused(state: Meeting, entry: e.Entry, event: e.NameUnrefused) -> Meeting:
    request = replace(state.requests[event.ticket], name_passed=event.name_passed, name_refused=event.reason)
    return replace(state, requests=state.requests.set(event.ticket, request))


AMENDS: Final[Mapping[Slippery, Amend]] = {
    "withdraw": _restore,
    "remove": _restore,
    "move": _move_back,
    "to_period": _move_back,
    "admit": _restore,
    "recall": _restore,
    "merge": _part,
    "pass_name": _unpass,
    "refuse_name": _unrefuse,
}
