"""R42: a hearing left open and continued to a later meeting, with its queue.

This is the side of the meeting that it leaves, whose record is the truth of it: what goes over is made of it
in ``carried``, and taken in there by ``received``. Nothing is closed: periods and requests wait elsewhere.
"""

from collections.abc import Sequence
from typing import Final

from immutables import Map
from msgspec.structs import replace

from . import commands as c
from . import events as e
from .agenda import item_of
from .errors import Refused
from .hearings import Continuation, Period, Received
from .lifecycle import step
from .line import request_of, with_request
from .places import running, together, undecided
from .requests import Request
from .rules import Context, Rules, not_over, tidy
from .state import Meeting

RULES = Rules()

NOT_BEGUN: Final = ("scheduled", "sign_up", "postponed")
"""The statuses of a meeting to which something can be continued."""


def other_meeting(state: Meeting | None, command: c.Command) -> str | None:
    """The id of the other meeting that the decision on this command has to know, if there is one."""
    if isinstance(command, c.ContinueItem):
        return command.to
    if isinstance(command, c.UndoContinuation) and state is not None:
        made = state.continuations.get(command.item)
        return None if made is None else made.to
    return None


def received_by(other: Meeting, meeting: str, item: int, seq: int) -> int | None:
    """The number that a continued item has in the other meeting, where it has arrived."""
    for number, it in other.items.items():
        came = it.received
        if came is not None and (came.meeting, came.item, came.seq) == (meeting, item, seq):
            return number
    return None


def periods_to_carry(state: Meeting, item: int) -> list[Period]:
    """The periods of an item that still take requests, or in which somebody waits."""
    mine = (period for _, period in sorted(state.periods.items()) if period.item == item)
    return [
        period
        for period in mine
        if period.status in ("open", "last_call", "held")
        or (period.status == "closed" and (state.queues.get(period.number) or state.lists.get(period.number)))
    ]


def _keeps(state: Meeting, request: Request) -> bool:
    """Whether a request goes over: whoever waits, or could still be called."""
    match request.status:
        case "waiting" | "listed":
            return True
        case "no_show":  # R23: recallable until the period closes
            return state.periods[request.period].status != "closed"
        case "ceded":  # R18: with the one who has the time, who has not begun
            to = state.requests.get(request.cedes_to or 0)
            return to is not None and to.status != "ceded" and not state.spoke(to) and _keeps(state, to)
        case _:
            return False


def keeps_place(request: Request) -> bool:
    """Whether one that goes over counts among those who keep their place: who ceded the time has no place of
    their own (R18), and a second receipt is nobody more (R17).
    """
    return request.status in ("waiting", "listed", "no_show")


def left_of_turn(state: Meeting, request: Request) -> int:
    """What was left of the last turn of a request that has spoken, in ms; 0: nothing, or no such turn."""
    turn = state.turns[request.turns[-1]] if request.turns else None
    if request.status != "done" or turn is None or turn.status != "ended":
        return 0
    return max(turn.remaining_ms or 0, 0)


def _cut_short(state: Meeting, ticket: int, periods: Sequence[int]) -> Request:
    request = request_of(state, ticket)
    if request.period not in periods or not left_of_turn(state, request):
        raise Refused("not_cut_short", ticket=ticket)
    return request


def _later(state: Meeting, command: c.ContinueItem, context: Context) -> tuple[str, int]:
    """The meeting that it goes to, and when that starts."""
    if (command.to is None) == (command.starts_at is None):
        raise Refused("invalid_field", field="to")
    if command.starts_at is not None:
        if command.starts_at <= context.now:
            raise Refused("invalid_field", field="starts_at")
        return context.fresh, command.starts_at
    other = context.other
    if other is None:
        raise Refused("no_such_meeting")
    begun = other.status not in NOT_BEGUN
    if other.id == state.id or other.body != state.body or begun or other.starts_at <= state.starts_at:
        raise Refused("not_a_later_meeting")
    return other.id, other.starts_at


@RULES.decides(c.ContinueItem)
def _continue(state: Meeting, command: c.ContinueItem, context: Context) -> Sequence[e.Event]:
    """Refused while somebody of the item has the floor, and while lots are drawn."""
    not_over(state)
    if state.status == "closed_session":
        raise Refused("not_in_session", status=state.status)
    item = item_of(state, command.item)
    if item.number in state.continuations:
        raise Refused("item_continued")
    to, starts_at = _later(state, command, context)
    periods = periods_to_carry(state, item.number)
    numbers = [period.number for period in periods]
    if not numbers:
        raise Refused("nothing_to_continue", item=item.number)
    if state.turn is not None and state.turn.item == item.number:
        raise Refused("floor_taken")
    for number in numbers:
        draw = running(state, number)
        if draw is not None:
            raise Refused("draw_running", draw=draw.number)
        if undecided(state, state.periods[number]) and together(state, state.periods[number], most=2):
            raise Refused("draw_first", period=number)  # who came first is to have no edge there
    unfinished = tuple(
        _cut_short(state, ticket, numbers).ticket for ticket in dict.fromkeys(command.unfinished)
    )
    going = [
        request
        for request in state.requests.values()
        if request.period in numbers and (_keeps(state, request) or request.ticket in unfinished)
    ]
    return [
        e.ItemContinued(
            item=item.number,
            to=to,
            starts_at=starts_at,
            periods=tuple(numbers),
            tickets=tuple(each.ticket for each in sorted(going, key=lambda each: (each.rank, each.ticket))),
            reason=tidy(command.reason),
            unfinished=unfinished,
            new=command.to is None,
        )
    ]


@RULES.folded(e.ItemContinued)
def _continued(state: Meeting, entry: e.Entry, event: e.ItemContinued) -> Meeting:
    made = Continuation(
        item=event.item,
        to=event.to,
        starts_at=event.starts_at,
        at=entry.at,
        seq=entry.seq,
        periods=tuple(state.periods[number] for number in event.periods),
        requests=tuple(state.requests[ticket] for ticket in event.tickets),
        reason=event.reason,
        unfinished=event.unfinished,
        new=event.new,
    )
    for request in made.requests:
        status = step("request", request.status, "carry")
        state = with_request(state, replace(request, status=status))
    carried = {
        period.number: replace(
            state.periods[period.number],
            status=step("period", period.status, "carry"),
            closes_at=None,
            closing_ms=None,
        )
        for period in made.periods
    }
    return replace(
        state,
        periods=state.periods.update(carried),
        continuations=state.continuations.set(event.item, made),
    )


@RULES.decides(c.SettleContinuation)
def _settle(state: Meeting, command: c.SettleContinuation, context: Context) -> Sequence[e.Event]:
    made = state.continuations.get(command.item)
    if made is None or (made.seq, made.undone) != (command.seq, command.undone):
        return []
    if made.settled and not made.undone:
        return []
    here, there = (tuple(pair[side] for pair in command.tickets) for side in (0, 1))
    return [e.ContinuationSettled(item=command.item, tickets=here, there=there)]


@RULES.folded(e.ContinuationSettled)
def _settled(state: Meeting, entry: e.Entry, event: e.ContinuationSettled) -> Meeting:
    made = state.continuations[event.item]
    if made.undone:
        return replace(state, continuations=state.continuations.delete(event.item))
    made = replace(made, settled=True, tickets=Map(zip(event.tickets, event.there, strict=False)))
    return replace(state, continuations=state.continuations.set(event.item, made))


def told_of(made: Continuation) -> tuple[int | None, bool]:
    """What is known here of the later meeting: when it begins, none if that is not known, and whether it is
    cancelled.
    """
    return (None if made.undated else made.moved_to or made.starts_at, made.cancelled)


def stands(other: Meeting, made: Continuation, meeting: str) -> tuple[int | None, bool]:
    """The same as it stands there. A hearing that went on from there to a third meeting does not fall with
    the second.
    """
    there = received_by(other, meeting, made.item, made.seq)
    undated = other.status == "postponed" and other.until is None
    cancelled = other.status == "cancelled" and there not in other.continuations
    return (None if undated or cancelled else other.starts_at, cancelled)


@RULES.decides(c.NoteLaterMeeting)
def _note(state: Meeting, command: c.NoteLaterMeeting, context: Context) -> Sequence[e.Event]:
    """Those who wait are told here, where they asked to speak."""
    made = state.continuations.get(command.item)
    if made is None or made.seq != command.seq or made.undone:
        return []
    if told_of(made) == (command.starts_at, command.cancelled):
        return []
    return [e.ContinuationMoved(item=made.item, starts_at=command.starts_at, cancelled=command.cancelled)]


@RULES.folded(e.ContinuationMoved)
def _moved(state: Meeting, entry: e.Entry, event: e.ContinuationMoved) -> Meeting:
    made = replace(
        state.continuations[event.item],
        moved_to=event.starts_at,
        undated=event.starts_at is None,
        cancelled=event.cancelled,
    )
    return replace(state, continuations=state.continuations.set(event.item, made))


def _untouched(other: Meeting, item: int, came: Received) -> bool:
    """Whether in the other meeting nothing has happened to what it received."""
    periods = {number: each for number, each in other.periods.items() if each.item == item}
    asked = [each.ticket for each in other.requests.values() if each.period in periods]
    return (
        all(other.requests[each.ticket] == each for each in came.requests)
        and len(asked) == len(came.requests)
        and all(each.status in ("held", "closed") for each in periods.values())
        and item not in other.continuations
    )


@RULES.decides(c.UndoContinuation)
def _undo(state: Meeting, command: c.UndoContinuation, context: Context) -> Sequence[e.Event]:
    """Refused once the other meeting has begun, or something has happened there to what was continued. One
    that was cancelled holds nothing back.
    """
    not_over(state)
    made = state.continuations.get(command.item)
    if made is None:
        raise Refused("stale")
    if made.undone:
        return []
    other = context.other
    if other is not None:
        if other.status not in (*NOT_BEGUN, "cancelled"):
            raise Refused("continuation_begun")
        there = received_by(other, state.id, made.item, made.seq)
        came = None if there is None else other.items[there].received
        if there is not None and came is not None and not _untouched(other, there, came):
            raise Refused("continuation_touched")
    elif made.settled:
        raise Refused("stale")
    return [e.ContinuationUndone(item=made.item)]


@RULES.folded(e.ContinuationUndone)
def _undone(state: Meeting, entry: e.Entry, event: e.ContinuationUndone) -> Meeting:
    """As it stood, but for a last call: it would have run out meanwhile, and has to be made again (R14)."""
    made = state.continuations[event.item]
    periods = {
        period.number: replace(
            state.periods[period.number], status="open" if period.status == "last_call" else period.status
        )
        for period in made.periods
    }
    state = replace(
        state,
        periods=state.periods.update(periods),
        continuations=state.continuations.set(event.item, replace(made, undone=True)),
    )
    for request in made.requests:
        state = with_request(state, replace(state.requests[request.ticket], status=request.status))
    return state


def pending(state: Meeting) -> list[Continuation]:
    """What the other meeting has not been told yet, or has not let go of."""
    return [made for _, made in sorted(state.continuations.items()) if made.undone or not made.settled]
