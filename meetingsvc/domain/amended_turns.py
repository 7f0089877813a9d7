"""Slips on the floor, taken back: a start, a walk-up, a no-show, and whose turn it was (R4, R23)."""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from . import events as e
from .commands import Slippery
from .errors import Refused
from .floor import granted, stepped, with_turn
from .lifecycle import step
from .line import with_request
from .requests import Turn
from .rules import Context, Rules, in_session
from .slips import Amend
from .state import Meeting, Slip

RULES = Rules()


def _turn_of(slip: Slip) -> Turn:
    assert slip.turn is not None
    return slip.turn


def _unstart(state: Meeting, slip: Slip, context: Context) -> Sequence[e.Event]:
    """The grace goes on with what was left of it when the clock was started."""
    in_session(state)
    turn = state.turns[_turn_of(slip).number]
    left = max((turn.grace_until or 0) - (turn.began or 0), 0)
    return [e.StartUndone(turn=turn.number, grace_until=context.now + left)]


@RULES.folded(e.StartUndone)
def _start_undone(state: Meeting, entry: e.Entry, event: e.StartUndone) -> Meeting:
    turn = state.turns[event.turn]
    state = stepped(
        state,
        event.turn,
        "take_back",
        grace_until=event.grace_until,
        began=None,
        ends_at=None,
        remaining_ms=None,
        extra_ends_at=None,
    )
    turn = replace(state.turns[event.turn], started_by="")
    if turn.ticket is not None:
        turn = granted(turn, state.requests[turn.ticket])
    return replace(state, turns=state.turns.set(turn.number, turn))


def _drop_walk_up(state: Meeting, slip: Slip, context: Context) -> Sequence[e.Event]:
    return [e.WalkUpUndone(turn=_turn_of(slip).number)]


@RULES.folded(e.WalkUpUndone)
def _walk_up_undone(state: Meeting, entry: e.Entry, event: e.WalkUpUndone) -> Meeting:
    turn = state.turns[event.turn]
    status = step("turn", turn.status, "drop")
    return with_turn(state, replace(turn, status=status, began=None, ends_at=None, remaining_ms=None))


def _come_after_all(state: Meeting, slip: Slip, context: Context) -> Sequence[e.Event]:
    in_session(state)
    turn = _turn_of(slip)
    if state.floor is not None:
        raise Refused("stale", turn=state.floor)
    return [e.NoShowUndone(turn=turn.number, grace_until=turn.grace_until or context.now)]


@RULES.folded(e.NoShowUndone)
def _no_show_undone(state: Meeting, entry: e.Entry, event: e.NoShowUndone) -> Meeting:
    state = stepped(state, event.turn, "take_back", grace_until=event.grace_until)
    request = state.requests[state.turns[event.turn].ticket or 0]
    return with_request(state, replace(request, back=False))


def _unmatch(state: Meeting, slip: Slip, context: Context) -> Sequence[e.Event]:
    """R4: the walk-up was not who has this ticket."""
    was, turn = slip.requests[0], slip.turn
    assert turn is not None
    unmatched = e.TurnUnmatched(
        turn=turn.number,
        ticket=was.ticket,
        status="no_show" if was.status == "no_show" else "waiting",
        on_its_way=was.on_its_way,
    )
    if isinstance(turn.name, str) and turn.name:
        unmatched = replace(unmatched, name=e.Sealed(turn.name, "public"))
    return [unmatched]


@RULES.folded(e.TurnUnmatched)
def _unmatched(state: Meeting, entry: e.Entry, event: e.TurnUnmatched) -> Meeting:
    turn = replace(state.turns[event.turn], ticket=None, confirmed=False)
    if event.name is not None:
        name = event.name.value if isinstance(event.name, e.Sealed) else e.WITHHELD
        turn = replace(turn, name=name, name_seq=entry.seq)
    request = state.requests[event.ticket]
    turns = tuple(number for number in request.turns if number != event.turn)
    request = replace(request, status=event.status, on_its_way=event.on_its_way, turns=turns)
    return with_request(replace(state, turns=state.turns.set(turn.number, turn)), request)


AMENDS: Final[Mapping[Slippery, Amend]] = {
    "match": _unmatch,
    "start": _unstart,
    "walk_up": _drop_walk_up,
    "no_show": _come_after_all,
}
