"""Lots drawn in public (R7): the list is frozen and its hash published, then a seed is made before
everyone's eyes, then the order follows from both. Anyone can compute it again from the record
(docs/record.md); nothing that a sender chooses enters it.

``text_of`` and ``ordered`` are the whole of the computation and know nothing else of a meeting.
"""

import hashlib
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .errors import Refused
from .hearings import Draw, Period
from .line import with_request
from .outage import not_frozen
from .periods import period_of
from .places import lottery_due, places, running, together, together_until
from .policies import Standing, of_side, rank, side, slot_of
from .requests import Request
from .rules import Context, Rules, not_over, tidy
from .sign_up import registered
from .state import Meeting

RULES = Rules()

CONTRIBUTIONS = 2
"""How many contributions a seed has at the least: no one of them alone decides."""


def text_of(meeting: str, period: int, tickets: Sequence[int]) -> str:
    """The frozen list as text, whose hash is published: a line each for what it is, the meeting, the
    period, and every ticket in ascending order.
    """
    lines = ("meetingsvc draw v1", meeting, str(period), *(str(ticket) for ticket in tickets))
    return "".join(f"{line}\n" for line in lines)


def hash_of(text: str) -> str:
    """SHA-256 over UTF-8, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def lot(frozen: str, seed: Sequence[str], ticket: int) -> str:
    """A ticket's lot: the hash of the list's hash, the contributions and the ticket, a line each."""
    return hash_of("".join(f"{line}\n" for line in (frozen, *seed, str(ticket))))


def ordered(frozen: str, seed: Sequence[str], tickets: Iterable[int]) -> tuple[int, ...]:
    """The tickets in the order of their lots, the lowest first."""
    return tuple(sorted(tickets, key=lambda ticket: (lot(frozen, seed, ticket), ticket)))


def drawn_from(state: Meeting, period: Period, now: int) -> tuple[int, ...]:
    """The tickets that a draw would be among now; none where the rules know no draw.

    A lottery is among all who wait, where they are more than the rules say; else those who asked within
    the first minutes are drawn as if they had arrived together.
    """
    if period.draw is not None:
        return ()
    if lottery_due(state, period):
        return tuple(sorted(request.ticket for request in state.waiting(period.number)))
    until = together_until(state, period)
    if until is None or now < until:
        return ()
    return tuple(sorted(request.ticket for request in together(state, period)))


def _draw(state: Meeting, number: int) -> Draw:
    draw = state.draws.get(number)
    if draw is None:
        raise Refused("no_such_draw", draw=number)
    if draw.order or draw.dropped:
        raise Refused("draw_over", draw=number)
    return draw


@RULES.decides(c.FreezeDraw)
def _freeze(state: Meeting, command: c.FreezeDraw, context: Context) -> Sequence[e.Event]:
    not_over(state)
    not_frozen(state)
    period = period_of(state, command.period)
    if running(state, period.number) is not None:
        raise Refused("draw_running", draw=period.draw or 0)
    tickets = drawn_from(state, period, context.now)
    if len(tickets) < 2:
        raise Refused("nothing_to_draw", period=period.number)
    frozen = hash_of(text_of(state.id, period.number, tickets))
    return [e.DrawFrozen(draw=len(state.draws) + 1, period=period.number, tickets=tickets, hash=frozen)]


def _kept(state: Meeting, draw: Draw, period: int | None) -> Meeting:
    of = replace(state.periods[draw.period], draw=period)
    return replace(state, draws=state.draws.set(draw.number, draw), periods=state.periods.set(of.number, of))


@RULES.folded(e.DrawFrozen)
def _was_frozen(state: Meeting, entry: e.Entry, event: e.DrawFrozen) -> Meeting:
    draw = Draw(event.draw, event.period, event.tickets, event.hash, entry.at)
    return _kept(state, draw, draw.number)


@RULES.decides(c.GiveSeed)
def _give_seed(state: Meeting, command: c.GiveSeed, context: Context) -> Sequence[e.Event]:
    not_frozen(state)
    draw = _draw(state, command.draw)
    text = tidy(" ".join(command.text.split()))
    if not text:
        raise Refused("invalid_field", field="text")
    if len(draw.seed) >= 20:
        raise Refused("seed_full", draw=draw.number)
    return [e.SeedGiven(draw=draw.number, text=text)]


@RULES.folded(e.SeedGiven)
def _seed_given(state: Meeting, entry: e.Entry, event: e.SeedGiven) -> Meeting:
    draw = state.draws[event.draw]
    return _kept(state, replace(draw, seed=(*draw.seed, event.text)), draw.number)


@RULES.decides(c.DropDraw)
def _drop(state: Meeting, command: c.DropDraw, context: Context) -> Sequence[e.Event]:
    """Once there is a seed, only drawing is left: else one could draw until one likes the order."""
    not_frozen(state)
    draw = _draw(state, command.draw)
    if draw.seed:
        raise Refused("seed_given", draw=draw.number)
    reason = tidy(command.reason)
    if not reason:
        raise Refused("reason_needed")
    return [e.DrawDropped(draw=draw.number, reason=reason)]


@RULES.folded(e.DrawDropped)
def _dropped(state: Meeting, entry: e.Entry, event: e.DrawDropped) -> Meeting:
    return _kept(state, replace(state.draws[event.draw], dropped=event.reason), None)


# ── The draw ─────────────────────────────────────────────────────────────────


def _slots(drawn: Sequence[Request], here: int) -> list[int]:
    """R7: the slots that the drawn of one side share out where the sides take turns, in order: those they had
    of this side, and, for who kept one of the other side or has come from elsewhere, the next behind them.
    """
    slots = sorted(each.slot for each in drawn if of_side(each.slot, each.channel))
    while len(slots) < len(drawn):
        slots.append(slots[-1] + 2 if slots else here + 1)
    return slots


def _ranks(state: Meeting, period: Period, order: Sequence[int]) -> tuple[str, ...]:
    """The ranks of the drawn, in the order of the draw: they share out the arrivals that they had among
    them, so that the published classes go on to hold, and nobody who came later is overtaken.
    """
    drawn = [state.requests[ticket] for ticket in order]
    arrivals = sorted(request.arrival for request in drawn)
    slots = [_slots([each for each in drawn if side(each.channel) == here], here) for here in (0, 1)]
    taken = [0, 0]
    found = []
    for arrival, request in zip(arrivals, drawn, strict=True):
        here = side(request.channel)
        standing = Standing(
            period=period.number,
            arrival=arrival,
            channel=request.channel,
            registered=registered(state, period, request.made_at),
            heard=state.heard(request.participant, period.number) is not None,
            one_minute=request.one_minute,
            priority=request.priority,
            slot=slots[here][taken[here]],
        )
        taken[here] += 1
        found.append(rank(period.rules.order, standing))
    return tuple(found)


def _beyond(state: Meeting, period: Period, ranked: Sequence[tuple[str, Request]]) -> tuple[int, ...]:
    """R7, R8: who is drawn beyond the places there are: the rest is a waiting list."""
    total = places(period)
    most = period.rules.lottery_above or len(ranked)
    room = [most, most] if total is None else [total - total // 2, total // 2]
    left = most if total is None else min(most, total)
    beyond = []
    for _, request in sorted(ranked, key=lambda each: each[0]):
        here = side(request.channel)
        if request.status != "waiting":
            continue
        if left and room[here]:
            left, room[here] = left - 1, room[here] - 1
        else:
            beyond.append(request.ticket)
    return tuple(beyond)


@RULES.decides(c.DrawLots)
def _draw_lots(state: Meeting, command: c.DrawLots, context: Context) -> Sequence[e.Event]:
    """R33: not while an outage has frozen the queue, that those at home see the seed being made."""
    not_frozen(state)
    draw = _draw(state, command.draw)
    if len(draw.seed) < CONTRIBUTIONS:
        raise Refused("seed_needed", draw=draw.number)
    period = state.periods[draw.period]
    order = ordered(draw.hash, draw.seed, draw.tickets)
    ranks = _ranks(state, period, order)
    requests = [state.requests[ticket] for ticket in order]
    lottery = period.rules.order == "lottery" or period.rules.lottery_above
    listed = _beyond(state, period, list(zip(ranks, requests, strict=True))) if lottery else ()
    return [e.LotsDrawn(draw=draw.number, order=order, ranks=ranks, listed=listed)]


@RULES.folded(e.LotsDrawn)
def _drawn(state: Meeting, entry: e.Entry, event: e.LotsDrawn) -> Meeting:
    draw = replace(state.draws[event.draw], order=event.order, listed=event.listed, drawn_at=entry.at)
    state = _kept(state, draw, draw.number)
    arrivals = sorted(state.requests[ticket].arrival for ticket in event.order)
    listed = frozenset(event.listed)
    for ticket, rank_drawn, arrival in zip(event.order, event.ranks, arrivals, strict=True):
        request = replace(state.requests[ticket], rank=rank_drawn, arrival=arrival, moved=False)
        if request.slot:
            request = replace(request, slot=slot_of(rank_drawn))
        if ticket in listed:
            request = replace(request, status="listed", listed="draw")
        state = with_request(state, request)
    return state
