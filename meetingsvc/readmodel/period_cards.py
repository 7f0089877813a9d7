"""The cards of a comment period, with its rules in force and its pace, and of its draws."""

from typing import Any

from meetingsvc.domain import timed
from meetingsvc.domain.allotments import ONE_MINUTE_MS
from meetingsvc.domain.hearings import Period
from meetingsvc.domain.places import places, together_until, undecided
from meetingsvc.domain.profile import Profile
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
        allotment_ms=p.allotment_ms,
        places=places(p),
        taken=list(p.taken) if places(p) is not None else None,
        sign_up_closes_at=closes_at(state, p),
        together_until=together_until(state, p) if p.draw is None else None,
        draw=p.draw,
        undecided=undecided(state, p) or None,
        stream_delay_ms=p.stream_delay_ms,
        opened_at=p.opened_at,
        closes_at=p.closes_at,
        closing_ms=p.closing_ms,
        least_until=timed.least_until(state, p),
        most_until=timed.most_until(state, p),
        by_order=p.by_order or None,
        ordered_why=p.ordered_why or None,
        finished=p.finished,
        **of_period(p),
        **_rules(p.rules),
        **_pace(p),
        **(for_staff(p) if audience == "staff" else {}),
    )


def _rules(rules: Profile) -> dict[str, Any]:
    """What people need to know of the rules that the period opened under."""
    return present(
        policy=rules.order,
        standard_ms=rules.allotment_ms,
        last_call_ms=rules.last_call_ms,
        total_cap_ms=rules.total_cap_ms or None,
        at_least_ms=rules.at_least_ms or None,
        at_most_ms=rules.at_most_ms or None,
        person_cap_ms=rules.person_cap_ms or None,
        lottery_above=rules.lottery_above or None,
        drawn_together_ms=rules.drawn_together_ms or None,
        late_to_list=rules.late_to_list or None,
        unheard_only=rules.later_period_for_unheard or None,
        classes=_classes(rules),
        one_minute_ms=(rules.one_minute_ms or ONE_MINUTE_MS) if rules.order == "one_minute_first" else None,
        shrink={str(step.above): step.allotment_ms for step in rules.shrink} or None,
        ceding=rules.ceding or None,
        ceding_cap_ms=rules.ceding_cap_ms or None,
        groups_ms=rules.group_allotment_ms or None,
        names_required=rules.names_required or None,
        no_positions=not rules.positions or None,
        interpreter_percent=None if rules.simultaneous_interpretation else rules.interpreter_percent,
    )


def _classes(rules: Profile) -> dict[str, str] | None:
    """R22: the published classes, by their number."""
    if rules.order != "priority":
        return None
    return {str(number): name for number, name in enumerate(rules.priority_classes, 1)}


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
