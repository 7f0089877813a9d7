"""Sign-up before the meeting (R16): when it opens and when it closes, derived from when the meeting starts
and from the rules, so that both follow when the meeting is moved.

Nobody is sent away for coming late: whoever asks after sign-up has closed stands behind, or on the waiting
list where the rules say so. Pure, UTC ms.
"""

from .errors import Refused
from .hearings import Period
from .state import Meeting

BEFORE = ("scheduled", "postponed")
"""The statuses of a meeting in which sign-up is still to open."""


def opens_at(state: Meeting) -> int | None:
    """When the clock opens sign-up; none where the clerk does, or while the new date is not known."""
    if not state.sign_up_before_ms or state.status not in BEFORE:
        return None
    if state.status == "postponed" and state.until is None:
        return None
    return state.starts_at - state.sign_up_before_ms


def closes_at(state: Meeting, period: Period) -> int | None:
    """When sign-up before the meeting closes in a period; none where the rules set no such time, or where the
    period has opened after it.
    """
    if not period.rules.sign_up_closes_ms:
        return None
    at = state.starts_at - period.rules.sign_up_closes_ms
    return at if period.opened_at < at else None


def is_late(state: Meeting, period: Period, made_at: int) -> bool:
    """Whether a request comes after sign-up before the meeting has closed."""
    closed = closes_at(state, period)
    return closed is not None and made_at >= closed


def registered(state: Meeting, period: Period, made_at: int) -> bool:
    """R7: whether a request was made before the meeting, while sign-up was open."""
    before = state.started_at is None or made_at < state.started_at
    return before and period.from_period is None and not is_late(state, period, made_at)


def not_too_early(state: Meeting, now: int) -> None:
    """R16: refuses as ``sign_up_opens`` what comes before sign-up opens, with the time in the body's zone."""
    at = opens_at(state)
    if at is not None and now < at:
        raise Refused("sign_up_opens", at=at, zone=state.time_zone)
