"""What a turn gets: one pure answer from the rules in force, what the request says, and what others ceded.

What a person gets beyond it as an accommodation (R11) is a second answer that never mixes with the
first: the first is public, the second is for staff and for the person alone. Durations are ms.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .errors import Refused
from .hearings import Period
from .periods import period_of
from .profile import Profile
from .requests import Belongings, Request
from .rules import Context, Rules, tidy
from .state import Meeting

RULES = Rules()

ONE_MINUTE_MS = 60_000
"""R21: what the one-minute lane gets where the rules say no other."""


def by_table(rules: Profile, signed_up: int) -> int:
    """R9: what each gets by the published table, with so many signed up."""
    reached = [row.allotment_ms for row in rules.shrink if signed_up > row.above]
    return min([rules.allotment_ms, *reached])


def with_one_more(period: Period) -> Period:
    """R9: the period when one more has signed up; an order of the chair stands above the table."""
    arrived = period.arrived + 1
    each = period.allotment_ms if period.by_order else by_table(period.rules, arrived)
    return replace(period, arrived=arrived, allotment_ms=each)


def interpreter_percent(rules: Profile, request: Request) -> int:
    """R10: the multiple, in percent, where interpreting takes time of its own."""
    if request.interpreter == "" or rules.simultaneous_interpretation:
        return 100
    return max(rules.interpreter_percent, 100)


def used(state: Meeting, request: Request) -> int:
    """R24: what has been used of the allotments of the turns of a request that have ended."""
    return sum(
        turn.allotment_ms - max(turn.remaining_ms, 0)
        for turn in (state.turns[number] for number in request.turns)
        if turn.status == "ended" and turn.remaining_ms is not None
    )


def _spoken(state: Meeting, participant: str) -> int:
    """R24: what a person has used in this meeting so far."""
    tickets = state.belongings.get(participant, Belongings()).tickets
    return sum(used(state, state.requests[ticket]) for ticket in tickets)


def _own(state: Meeting, request: Request) -> int:
    """What a request gets by itself: equal for all on the item, but for the multiples that all can have."""
    period = state.periods[request.period]
    rules, own = period.rules, period.allotment_ms
    if request.speaks_for > 1 and rules.group_allotment_ms:
        own = rules.group_allotment_ms * own // rules.allotment_ms
    if request.one_minute:
        own = min(own, rules.one_minute_ms or ONE_MINUTE_MS)
    percent = interpreter_percent(rules, request)
    if rules.person_cap_ms:
        spoken = (_spoken(state, request.participant) + request.used_ms) * 100 // percent
        own = min(own, max(rules.person_cap_ms - spoken, 0))
    return own * percent // 100


def ceded(state: Meeting, request: Request) -> int:
    """R18: what others have ceded to a request: each their own time, all together up to the cap."""
    period = state.periods[request.period]
    given = len(request.ceded_by) * period.allotment_ms
    if not period.rules.ceding_cap_ms:
        return given
    return min(given, max(period.rules.ceding_cap_ms - _own(state, request), 0))


def standard(state: Meeting, request: Request) -> int:
    """What a turn of this request gets, called now, as everyone may know it (R9, R10, R18, R19, R21, R24)."""
    if request.left_ms is not None:  # R42: of a turn that was cut short in the meeting before
        return request.left_ms
    return _own(state, request) + ceded(state, request)


def extra(granted: str, allotment_ms: int) -> int:
    """R11: what an accommodation adds to an allotment: so many ms, or so many percent of it."""
    if granted.endswith("%"):
        return allotment_ms * int(granted[:-1]) // 100
    return int(granted or 0)


# ── By the chair's order ─────────────────────────────────────────────────────


@RULES.decides(c.SetAllotment)
def _set_allotment(state: Meeting, command: c.SetAllotment, context: Context) -> Sequence[e.Event]:
    """R9: with a reason, from the first who is not yet called."""
    period = period_of(state, command.period)
    reason = tidy(command.reason)
    if not reason:
        raise Refused("reason_needed")
    if period.by_order and period.allotment_ms == command.allotment_ms:
        return []
    return [e.AllotmentSet(period=period.number, allotment_ms=command.allotment_ms, reason=reason)]


@RULES.folded(e.AllotmentSet)
def _allotment_set(state: Meeting, entry: e.Entry, event: e.AllotmentSet) -> Meeting:
    period = replace(
        state.periods[event.period], allotment_ms=event.allotment_ms, by_order=True, ordered_why=event.reason
    )
    return replace(state, periods=state.periods.set(event.period, period))
