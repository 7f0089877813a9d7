"""Slips of staff, in the queue and on the floor: what the last one was, and until when it can be taken back.

The state keeps the last such act with how things stood before. Whatever later touches the same request,
turn or period, and every call, makes it final. What takes it back stands in ``amends``.
"""

from collections.abc import Callable, Sequence
from typing import Final

from msgspec.structs import replace

from . import events as e
from .commands import Slippery
from .hearings import ENDED
from .requests import Turn
from .rules import Context
from .state import Meeting, Slip

Amend = Callable[[Meeting, Slip, Context], Sequence[e.Event]]
"""What takes a slip back: the events for it."""

_OF_A_REQUEST: Final[dict[type[e.Event], Slippery]] = {
    e.RequestWithdrawn: "withdraw",
    e.RequestRemoved: "remove",
    e.RequestMoved: "move",
    e.RequestMovedToPeriod: "to_period",
    e.RequestAdmitted: "admit",
    e.RequestRecalled: "recall",
    e.NamePassed: "pass_name",
    e.NameRefused: "refuse_name",
}

_OF_A_PERIOD: Final[dict[type[e.Event], Slippery]] = {
    e.AllotmentSet: "allotment",
    e.LastCallMade: "last_call",
    e.PeriodClosed: "close",
}

_FINAL: Final = (
    e.TurnCalled,
    e.WalkUpStarted,
    e.TurnReopened,
    e.LotsDrawn,
    e.MeetingAdjourned,
    e.MeetingCancelled,
)
"""What makes every earlier slip final: a call, the lots, which give the ranks from before to others, and the
end of the meeting, with which its periods close.
"""


def kept_slip(before: Meeting, after: Meeting, entry: e.Entry) -> Meeting:
    """The state with the slip that this entry makes, keeps or makes final."""
    made = _made(before, after, entry.event) if entry.by.startswith("staff:") else None
    if made is not None:
        return replace(after, slip=made)
    slip = after.slip
    if slip is None:
        return after
    if isinstance(entry.event, _FINAL) or not _untouched(slip, after):
        return replace(after, slip=None)
    return after


def _made(before: Meeting, after: Meeting, event: e.Event) -> Slip | None:
    """The slip that an act of staff may turn out to be."""
    if isinstance(event, e.RequestMerged):
        return _merged(before, after, event)
    if isinstance(event, e.TurnNamed):
        return None if event.ticket is None else _on(before, after, "match", event.ticket, event.turn)
    if isinstance(event, e.TurnMissed):
        ticket = before.turns[event.turn].ticket
        return None if ticket is None else _on(before, after, "no_show", ticket, event.turn)
    if isinstance(event, e.TurnStarted | e.WalkUpStarted):
        what: Slippery = "start" if isinstance(event, e.TurnStarted) else "walk_up"
        began = before.turns.get(event.turn, after.turns[event.turn])
        return Slip(what=what, turn=began)
    if type(event) in _OF_A_PERIOD:
        number: int = event.period  # type: ignore[attr-defined]  # each of these events has one
        slip = Slip(what=_OF_A_PERIOD[type(event)], period=before.periods[number])
        return slip if _period_untouched(slip, after) else None  # of a closed one nothing can be taken back
    if type(event) in _OF_A_REQUEST:
        ticket = event.ticket  # type: ignore[attr-defined]  # each of these events has one
        held = before.turn is not None and before.turn.ticket == ticket
        return _on(before, after, _OF_A_REQUEST[type(event)], ticket, before.floor if held else None)
    return None


def _on(before: Meeting, after: Meeting, what: Slippery, ticket: int, turn: int | None) -> Slip:
    return Slip(
        what=what,
        requests=(before.requests[ticket],),
        left=(after.requests[ticket],),
        turn=None if turn is None else before.turns[turn],
    )


def _merged(before: Meeting, after: Meeting, event: e.RequestMerged) -> Slip | None:
    """R6: none where both were one person's anyway: parted they would be two live tickets of theirs."""
    both = (event.ticket, event.into)
    if len({before.requests[ticket].participant for ticket in both}) == 1:
        return None
    was, left = (tuple(state.requests[ticket] for ticket in both) for state in (before, after))
    return Slip(what="merge", requests=was, left=left)


def _named(turn: Turn) -> tuple[object, ...]:
    """What is known of a turn beside its clock."""
    return (turn.ticket, turn.name_seq, turn.allotment_ms, turn.warned, turn.dais)


def _untouched(slip: Slip, state: Meeting) -> bool:
    """Whether what the slip was done to still stands as it left it."""
    if slip.what in ("start", "walk_up"):
        # Holding the clock is what one does who sees the slip: it makes nothing final.
        assert slip.turn is not None
        turn = state.turn
        runs = turn is not None and turn.number == slip.turn.number and turn.status != "called"
        return runs and turn is not None and _named(turn) == _named(slip.turn)
    if slip.what == "match":
        assert slip.turn is not None
        turn = state.turns[slip.turn.number]
        return turn.ticket == slip.ticket and turn.name_seq == 0 and not turn.dais
    if slip.period is not None:
        return _period_untouched(slip, state)
    # R23: that who was missed says they are here is when one sees that it was a slip: it makes nothing final.
    return all(replace(state.requests[left.ticket], back=left.back) == left for left in slip.left)


def _period_untouched(slip: Slip, state: Meeting) -> bool:
    assert slip.period is not None
    period = state.periods[slip.period.number]
    if slip.what == "last_call":
        return period.status == "last_call"
    if slip.what == "close":
        return period.status == "closed" and state.items[period.item].period == period.number
    return period.by_order and period.status not in ENDED


def named(slip: Slip) -> tuple[str, int | None, int | None, int | None]:
    """What a slip goes by: the act, and the ticket, else the turn, else the period that it was done to."""
    turn = slip.turn.number if slip.turn is not None and slip.ticket is None else None
    period = None if slip.period is None else slip.period.number
    return (slip.what, slip.ticket, turn, period)
