"""Turns put right, during and after: named, confirmed, split, given to the dais (R4, R44).

The transcript is derived from the turns, so that what is mended here is mended there.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .errors import Refused
from .floor import turn_of
from .lifecycle import step
from .line import request_of, with_request
from .requests import Turn
from .rules import Context, Rules, tidy
from .state import Meeting

RULES = Rules()

_LED_HERE: dict[str, tuple[str, ...]] = {
    "speaking": ("call", "start"),
    "paused": ("call", "start", "pause"),
    "ended": ("call", "start", "end"),
}
"""What the request has been through whose person a walk-up turns out to be."""


def _over(state: Meeting, number: int) -> Turn:
    """The turn, once it has ended; a turn can be put right only when it is whole."""
    turn = turn_of(state, number)
    if turn.status != "ended":
        raise Refused("not_now", thing="turn", status=turn.status, action="correct")
    return turn


def _matched(status: str, turn: Turn) -> str:
    """The status of a request that is found to be the walk-up's."""
    if status == "no_show":
        status = step("request", status, "recall")
    for what in _LED_HERE[turn.status]:
        status = step("request", status, what)
    return status


@RULES.decides(c.NameTurn)
def _name(state: Meeting, command: c.NameTurn, context: Context) -> Sequence[e.Event]:
    """R4: typed, or matched to a ticket, during or after. What staff type, they have passed (R2)."""
    turn = turn_of(state, command.turn)
    if turn.status not in _LED_HERE:
        raise Refused("not_now", thing="turn", status=turn.status, action="name")
    name = tidy(command.name)
    if bool(name) == (command.ticket is not None):
        raise Refused("invalid_field", field="name")
    superseded = (e.Reclassified(turn.name_seq, "name", "staff"),) if turn.name_seq else ()
    if command.ticket is None:
        return [e.TurnNamed(turn=turn.number, name=e.Sealed(name, "public"), reclassified=superseded)]
    if turn.ticket is not None:
        raise Refused("turn_has_ticket", ticket=turn.ticket)
    request = request_of(state, command.ticket)
    _matched(request.status, turn)
    return [e.TurnNamed(turn=turn.number, ticket=request.ticket, reclassified=superseded)]


@RULES.folded(e.TurnNamed)
def _named(state: Meeting, entry: e.Entry, event: e.TurnNamed) -> Meeting:
    turn = state.turns[event.turn]
    if event.ticket is None:
        name = event.name.value if isinstance(event.name, e.Sealed) else e.WITHHELD
        turn = replace(turn, name=name, name_seq=entry.seq, confirmed=False, dais=False)
        return replace(state, turns=state.turns.set(turn.number, turn))
    request = state.requests[event.ticket]
    request = replace(
        request,
        status=_matched(request.status, turn),
        on_its_way=False,
        turns=(*request.turns, turn.number),
    )
    turn = replace(turn, ticket=event.ticket, name="", name_seq=0, confirmed=False, dais=False)
    return replace(with_request(state, request), turns=state.turns.set(turn.number, turn))


@RULES.decides(c.ConfirmTurn)
def _confirm(state: Meeting, command: c.ConfirmTurn, context: Context) -> Sequence[e.Event]:
    """R44: until then the name that the queue gave is provisional."""
    turn = _over(state, command.turn)
    return [] if turn.confirmed else [e.TurnConfirmed(turn=turn.number)]


@RULES.folded(e.TurnConfirmed)
def _confirmed(state: Meeting, entry: e.Entry, event: e.TurnConfirmed) -> Meeting:
    turn = replace(state.turns[event.turn], confirmed=True)
    return replace(state, turns=state.turns.set(turn.number, turn))


@RULES.decides(c.SplitTurn)
def _split(state: Meeting, command: c.SplitTurn, context: Context) -> Sequence[e.Event]:
    """R44: someone else spoke from an instant on."""
    turn = _over(state, command.turn)
    if turn.began is None or turn.ended is None or not turn.began < command.at < turn.ended:
        raise Refused("not_within_turn", turn=turn.number)
    return [e.TurnSplit(turn=turn.number, at=command.at, new_turn=len(state.turns) + 1)]


@RULES.folded(e.TurnSplit)
def _was_split(state: Meeting, entry: e.Entry, event: e.TurnSplit) -> Meeting:
    turn = state.turns[event.turn]
    first = replace(turn, ended=event.at, confirmed=False)
    second = Turn(
        number=event.new_turn,
        ticket=None,
        item=turn.item,
        period=turn.period,
        allotment_ms=turn.allotment_ms,
        base_ms=turn.base_ms,
        called_at=event.at,
        status="ended",
        began=event.at,
        ended=turn.ended,
        remaining_ms=turn.remaining_ms,
    )
    place = state.turn_order.index(turn.number) + 1
    return replace(
        state,
        turns=state.turns.set(first.number, first).set(second.number, second),
        turn_order=(*state.turn_order[:place], second.number, *state.turn_order[place:]),
    )


@RULES.decides(c.GiveTurnToDais)
def _give_to_dais(state: Meeting, command: c.GiveTurnToDais, context: Context) -> Sequence[e.Event]:
    """R44: nobody of the public spoke in it."""
    turn = _over(state, command.turn)
    return [] if turn.dais else [e.TurnGivenToDais(turn=turn.number)]


@RULES.folded(e.TurnGivenToDais)
def _given_to_dais(state: Meeting, entry: e.Entry, event: e.TurnGivenToDais) -> Meeting:
    turn = replace(state.turns[event.turn], dais=True, confirmed=True)
    return replace(state, turns=state.turns.set(turn.number, turn))
