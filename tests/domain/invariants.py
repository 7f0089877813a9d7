"""What holds of a meeting after every step of every night, by the rules' numbers.

Each invariant looks at what was, what is, and the entries between; it knows no command.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.decide import decide
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.lifecycle import REQUEST
from meetingsvc.domain.requests import Request
from meetingsvc.domain.rules import Context
from meetingsvc.domain.state import Meeting
from meetingsvc.readmodel.views import me, view
from tests.support.scenario import CHAIR

Invariant = Callable[[Meeting, Meeting, Sequence[e.Entry]], None]

HOLDING = ("called", "speaking", "paused")
STATUSES = {status for status, _ in REQUEST} | set(REQUEST.values())
TOKEN = re.compile("«[^»]*»")
SWAPPED = {"support": "oppose", "oppose": "support"}


def swapped(thing: Any) -> Any:
    """A command or event with support and oppose changed over."""
    position = getattr(thing, "position", None)
    if position not in SWAPPED:
        return thing
    return msgspec.structs.replace(thing, position=SWAPPED[position])


def _named(entry: e.Entry, field: str) -> Any:
    return getattr(entry.event, field, None)


def r6_one_turn_each(before: Meeting, after: Meeting, entries: Sequence[e.Entry]) -> None:
    """R6: nobody is twice in a period, nor speaks twice in it."""
    requests = list(after.requests.values())
    places = Counter(
        (r.participant, r.period) for r in requests if r.status not in ("withdrawn", "removed", "merged")
    )
    assert max(places.values(), default=0) <= 1
    spoken = Counter(
        (after.requests[turn.ticket].participant, turn.period)
        for turn in after.turns.values()
        if turn.ticket is not None and turn.began is not None
    )
    assert max(spoken.values(), default=0) <= 1


def the_floor_is_one(before: Meeting, after: Meeting, entries: Sequence[e.Entry]) -> None:
    """One turn at most has the floor, its request is with it, and only a speaker's clock runs."""
    holding = [turn for turn in after.turns.values() if turn.status in HOLDING]
    assert [turn.number for turn in holding] == ([] if after.floor is None else [after.floor])
    with_it = [(r.ticket, r.status) for r in after.requests.values() if r.status in HOLDING]
    assert with_it == [(turn.ticket, turn.status) for turn in holding if turn.ticket is not None]
    for turn in after.turns.values():
        assert (turn.ends_at is not None) == (turn.status == "speaking")
        assert (turn.ended is not None) == (turn.status == "ended")
    assert sorted(after.turn_order) == sorted(after.turns) == list(range(1, len(after.turns) + 1))


def r25_others_leave_the_clock(before: Meeting, after: Meeting, entries: Sequence[e.Entry]) -> None:
    """The paragraph under R25: what does not name the turn does not touch its running clock."""
    turn = before.turn
    if turn is None or turn.status != "speaking" or after.floor != turn.number:
        return
    if any(_named(entry, "turn") == turn.number for entry in entries):
        return
    still = after.turns[turn.number]
    assert (still.ends_at, still.allotment_ms, still.began) == (turn.ends_at, turn.allotment_ms, turn.began)


def r25_others_keep_their_order(before: Meeting, after: Meeting, entries: Sequence[e.Entry]) -> None:
    """Whom no event names keeps the place among the others whom none names."""
    named = {ticket for entry in entries if (ticket := _named(entry, "ticket")) is not None}
    if any(_named(entry, "ticket") is None and _named(entry, "turn") is None for entry in entries):
        return
    for period, line in after.queues.items():
        earlier = {ticket: place for place, (_, ticket) in enumerate(before.queues.get(period, ()))}
        places = [earlier[ticket] for _, ticket in line if ticket in earlier and ticket not in named]
        assert places == sorted(places)


def deferring_goes_down(before: Meeting, after: Meeting, entries: Sequence[e.Entry]) -> None:
    """Everyone may defer themselves downwards; upwards only by staff, with a reason in the record."""
    for entry in entries:
        if isinstance(entry.event, e.RequestMoved) and not entry.event.reason:
            assert entry.event.rank > before.requests[entry.event.ticket].rank


def nobody_is_lost(before: Meeting, after: Meeting, entries: Sequence[e.Entry]) -> None:
    """Every request is in one status, in its line if and only if it waits, once, at its own rank."""
    assert list(range(1, after.tickets + 1)) == sorted({*after.requests, *after.cards})
    assert {n for n, card in after.cards.items() if card.status == "used"} <= set(after.requests)
    assert all(request.status in STATUSES for request in after.requests.values())
    for period, line in after.queues.items():
        waiting = [r for r in after.requests.values() if r.period == period and r.status == "waiting"]
        assert list(line) == sorted((request.rank, request.ticket) for request in waiting)
    ranks = [request.rank for request in after.requests.values() if _may_come_back(request)]
    assert len(set(ranks)) == len(ranks)
    owned = [(who, ticket) for who, mine in after.belongings.items() for ticket in mine.tickets]
    assert sorted(owned) == sorted((r.participant, r.ticket) for r in after.requests.values())


def r7_a_card_has_no_place(before: Meeting, after: Meeting, entries: Sequence[e.Entry]) -> None:
    """R7: a reserved card is in no line, and one that is handed in arrives behind all who did before."""
    for ticket, card in after.cards.items():
        held = after.requests.get(ticket)
        if card.status != "used":
            assert held is None or held.status == "withdrawn"
        elif before.cards[ticket].status == "out":
            arrived = [r.arrival for r in after.requests.values() if r.period == card.period]
            assert held is not None
            assert held.arrival == max(arrived)


def _may_come_back(request: Request) -> bool:
    return request.status in ("waiting", "called", "no_show")


def r14_closed_takes_nobody(before: Meeting, after: Meeting, entries: Sequence[e.Entry]) -> None:
    """R14: a period closes when its last call has run out, or with the meeting; then nobody joins."""
    ends = any(isinstance(entry.event, e.MeetingAdjourned | e.MeetingCancelled) for entry in entries)
    for entry in entries:
        if isinstance(entry.event, e.RequestMade):
            closed = before.periods[entry.event.period].status == "closed"
            assert not closed or entry.event.listed == "late"  # R16: to the waiting list
        if isinstance(entry.event, e.PeriodClosed) and not ends:
            closes_at = before.periods[entry.event.period].closes_at
            assert closes_at is not None
            assert entry.at >= closes_at
        if isinstance(entry.event, e.LastCallMade):
            period = before.periods[entry.event.period]
            assert entry.event.closes_at >= entry.at + period.rules.last_call_ms + period.stream_delay_ms


def r23_no_show_after_two_calls_and_grace(
    before: Meeting, after: Meeting, entries: Sequence[e.Entry]
) -> None:
    """R23: called twice and waited for; recallable while the period is not closed."""
    for entry in entries:
        if isinstance(entry.event, e.TurnMissed):
            turn = before.turns[entry.event.turn]
            assert turn.calls >= 2
            assert turn.grace_until is not None
            assert entry.at >= turn.grace_until
        if isinstance(entry.event, e.TurnCalled):
            request = before.requests[entry.event.ticket]
            grace = before.periods[request.period].rules.grace.of(request.channel)
            assert entry.event.grace_until >= entry.at + grace
    for request in after.requests.values():
        if request.status == "no_show" and after.periods[request.period].status != "closed":
            assert decide(after, c.RecallRequest(ticket=request.ticket), Context(after.at, CHAIR))


def r42_no_cue_outside_open_session(before: Meeting, after: Meeting, entries: Sequence[e.Entry]) -> None:
    """R42: outside open session nothing that is said is kept, nor is anyone called."""
    heard = (e.CueAdded, e.CueExtended, e.TurnCalled, e.TurnStarted, e.WalkUpStarted, e.TurnResumed)
    if before.status != "live":
        assert not [entry for entry in entries if isinstance(entry.event, heard)]
    if after.status in ("recess", "closed_session"):
        assert after.turn is None or after.turn.status != "speaking"


def r2_r43_only_passed_names_are_public(before: Meeting, after: Meeting, entries: Sequence[e.Entry]) -> None:
    """R2: a name or topic is public once passed; R43: none while the screens are blank."""
    passed = [r for r in after.requests.values() if r.name_passed]
    names = [n for r in passed for n in (r.name, r.topic)] + [turn.name for turn in after.turns.values()]
    allowed = {name for name in names if isinstance(name, str)}
    shown = set(TOKEN.findall(msgspec.json.encode(view(after, "public")).decode()))
    assert shown <= (set() if after.blanked else allowed)
    assert set(after.requests) >= {int(ticket) for ticket in view(after, "public")["waiting"]}


def r17_every_receipt_is_its_own(before: Meeting, after: Meeting, entries: Sequence[e.Entry]) -> None:
    """R17: each request and comment has a receipt; no two are the same, and they never change."""
    if not any(isinstance(entry.event, e.RequestMade | e.CommentSubmitted) for entry in entries):
        return
    assert _receipts(before).items() <= _receipts(after).items()
    assert len(_receipts(after)) == len(after.requests) + len(after.comments)
    assert len(set(_receipts(after).values())) == len(_receipts(after))


def _receipts(state: Meeting) -> dict[tuple[str, str], str]:
    owned: Iterable[dict[str, Any]] = (me(state, who) for who in state.belongings)
    return {
        (kind, number): card["receipt"]
        for mine in owned
        for kind in ("requests", "comments")
        for number, card in mine[kind].items()
    }


def the_log_goes_on(before: Meeting, after: Meeting, entries: Sequence[e.Entry]) -> None:
    """Entries follow one another by number, and time never goes back."""
    assert [entry.seq for entry in entries] == list(range(before.seq + 1, after.seq + 1))
    assert all(entry.at >= before.at for entry in entries)


INVARIANTS: tuple[Invariant, ...] = (
    r6_one_turn_each,
    the_floor_is_one,
    r25_others_leave_the_clock,
    r25_others_keep_their_order,
    deferring_goes_down,
    nobody_is_lost,
    r7_a_card_has_no_place,
    r14_closed_takes_nobody,
    r23_no_show_after_two_calls_and_grace,
    r42_no_cue_outside_open_session,
    r2_r43_only_passed_names_are_public,
    r17_every_receipt_is_its_own,
    the_log_goes_on,
)


def still_refused(state: Meeting, command: c.Command, context: Context) -> bool:
    """Whether a command is refused in this state."""
    try:
        decide(state, command, context)
    except Refused:
        return True
    return False
