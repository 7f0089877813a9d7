"""Slips of staff in the queue, taken back until the next call: who left, was removed or moved, or whose
name was passed by mistake.

The state keeps the last such act with how the request stood before; whatever later touches the same
request, or gives the floor to another, makes it final. What is taken back is an event of its own with
the values that stand again.
"""

from collections.abc import Sequence
from typing import Final, Literal

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .errors import Refused
from .floor import remaining
from .line import with_request
from .outage import not_frozen
from .rules import Context, Rules, in_session
from .state import Meeting, Slip

RULES = Rules()

What = Literal["withdraw", "remove", "move", "pass_name"]

_SLIPS: Final[dict[type[e.Event], What]] = {
    e.RequestWithdrawn: "withdraw",
    e.RequestRemoved: "remove",
    e.RequestMoved: "move",
    e.NamePassed: "pass_name",
}


def kept_slip(before: Meeting, after: Meeting, entry: e.Entry) -> Meeting:
    """The state with the slip that this entry makes, keeps or makes final."""
    event = entry.event
    ticket = getattr(event, "ticket", None)
    what = _SLIPS.get(type(event))
    if what is not None and ticket is not None and entry.by.startswith("staff:"):
        turn = before.turn
        held = turn.number if turn is not None and turn.ticket == ticket else None
        return replace(after, slip=Slip(what=what, before=before.requests[ticket], turn=held))
    slip = after.slip
    if slip is None:
        return after
    called = isinstance(event, (e.TurnCalled, e.WalkUpStarted, e.TurnReopened))
    drawn = isinstance(event, e.LotsDrawn)  # the ranks from before it are given to others
    if called or drawn or ticket == slip.before.ticket:
        return replace(after, slip=None)
    return after


@RULES.decides(c.UndoSlip)
def _undo(state: Meeting, command: c.UndoSlip, context: Context) -> Sequence[e.Event]:
    """Refused as ``stale`` when something later touched the same request or the floor."""
    slip = state.slip
    if slip is None or slip.before.ticket != command.ticket or slip.what != command.what:
        raise Refused("stale", ticket=command.ticket)
    not_frozen(state)
    was = slip.before
    if slip.what == "move":
        return [e.RequestMovedBack(ticket=was.ticket, rank=was.rank)]
    if slip.what == "pass_name":
        fields = [field for field in ("name", "topic") if getattr(was, field) != ""]
        hidden = tuple(e.Reclassified(was.details_seq, field, "staff") for field in fields)
        return [e.NameUnpassed(ticket=was.ticket, reclassified=hidden)]
    if was.status in ("speaking", "paused"):
        return _floor_given_back(state, slip)
    status = was.status if was.status in ("no_show", "listed") else "waiting"
    return [e.RequestRestored(ticket=was.ticket, status=status, rank=was.rank, on_its_way=was.on_its_way)]


def _floor_given_back(state: Meeting, slip: Slip) -> Sequence[e.Event]:
    """Removed while speaking: heard as far as it went, and on the floor again with the clock stopped."""
    in_session(state)
    if state.floor is not None or slip.turn is None:
        raise Refused("stale", ticket=slip.before.ticket)
    turn = state.turns[slip.turn]
    restored = e.RequestRestored(ticket=slip.before.ticket, status="done", rank=slip.before.rank)
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


@RULES.folded(e.RequestMovedBack)
def _moved_back(state: Meeting, entry: e.Entry, event: e.RequestMovedBack) -> Meeting:
    return with_request(state, replace(state.requests[event.ticket], rank=event.rank))


@RULES.folded(e.NameUnpassed)
def _unpassed(state: Meeting, entry: e.Entry, event: e.NameUnpassed) -> Meeting:
    request = replace(state.requests[event.ticket], name_passed=False)
    return replace(state, requests=state.requests.set(event.ticket, request))
