"""The cards of a comment period, with its rules in force and its pace, and of its draws."""

from typing import Any

from meetingsvc.domain import timed
from meetingsvc.domain.allotments import ONE_MINUTE_MS
from meetingsvc.domain.hearings import Period
from meetingsvc.domain.places import places, together_until, undecided
from meetingsvc.domain.sign_up import closes_at
from meetingsvc.domain.state import Meeting

from .continued_cards import of_period
from .forecast import for_staff, pace_of
from .shown import Audience, present


def period(state: Meeting, number: int, audience: Audience) -> dict[str, Any]:
    """A comment period with its rules in force, and its pace once that is known (R25)."""
    p = state.periods[number]
    return present(
        period=p.number,
        item=p.item,
        policy=p.rules.order,
        allotment_ms=p.allotment_ms,
        last_call_ms=p.rules.last_call_ms,
        total_cap_ms=p.rules.total_cap_ms or None,
        at_least_ms=p.rules.at_least_ms or None,
        at_most_ms=p.rules.at_most_ms or None,
        person_cap_ms=p.rules.person_cap_ms or None,
        places=places(p),
        taken=list(p.taken) if places(p) is not None else None,
        lottery_above=p.rules.lottery_above or None,
        drawn_together_ms=p.rules.drawn_together_ms or None,
        sign_up_closes_at=closes_at(state, p),
        late_to_list=p.rules.late_to_list or None,
        together_until=together_until(state, p) if p.draw is None else None,
        unheard_only=p.rules.later_period_for_unheard or None,
        classes=_classes(p),
        one_minute_ms=(p.rules.one_minute_ms or ONE_MINUTE_MS) if _has_lane(p) else None,
        draw=p.draw,
        undecided=undecided(state, p) or None,
        shrink={str(step.above): step.allotment_ms for step in p.rules.shrink} or None,
        stream_delay_ms=p.stream_delay_ms,
        opened_at=p.opened_at,
        closes_at=p.closes_at,
        closing_ms=p.closing_ms,
        least_until=timed.least_until(state, p),
        most_until=timed.most_until(state, p),
        standard_ms=p.rules.allotment_ms,
        by_order=p.by_order or None,
        ordered_why=p.ordered_why or None,
        ceding=p.rules.ceding or None,
        groups_ms=p.rules.group_allotment_ms or None,
        names_required=p.rules.names_required or None,
        no_positions=not p.rules.positions or None,
        finished=p.finished,
        **of_period(p),
        interpreter_percent=None if p.rules.simultaneous_interpretation else p.rules.interpreter_percent,
        ceding_cap_ms=p.rules.ceding_cap_ms or None,
        **_pace(p),
        **(for_staff(p) if audience == "staff" else {}),
    )


def _has_lane(p: Period) -> bool:
    return p.rules.order == "one_minute_first"


def _classes(p: Period) -> dict[str, str] | None:
    """R22: the published classes, by their number."""
    if p.rules.order != "priority":
        return None
    return {str(number): name for number, name in enumerate(p.rules.priority_classes, 1)}


def _pace(p: Period) -> dict[str, int]:
    """R25: how long a turn takes at the present allotment, changeover included, once that is known."""
    pace = pace_of(p)
    if pace is None:
        return {}
    return {
        "pace_ms": pace.takes(p.allotment_ms),
        "spread_ms": pace.spread(p.allotment_ms),
        "changeover_ms": pace.changeover_ms,
        "used_permille": pace.used_permille,
    }


def draw(state: Meeting, number: int, audience: Audience) -> dict[str, Any]:
    """R7: a draw, but for its tickets and their order, which have a page of their own."""
    it = state.draws[number]
    return present(
        draw=it.number,
        period=it.period,
        status="dropped" if it.dropped else "drawn" if it.order else "frozen",
        count=len(it.tickets),
        hash=it.hash,
        seed=list(it.seed),
        listed=len(it.listed) if it.order else None,
        reason=it.dropped or None,
        frozen_at=it.frozen_at,
        drawn_at=it.drawn_at,
    )
