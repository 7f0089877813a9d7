"""Where a request stands in its queue (R7): what the policy of the period is told when it joins, and again
when its owner changes what decides. Knows no command and no event.
"""

from typing import Final

from .errors import Refused
from .events import Channel
from .hearings import Period
from .policies import Standing, next_slot, of_side, rank, side
from .requests import Request
from .sign_up import registered
from .state import Meeting

GONE: Final = ("withdrawn", "removed", "merged")
"""The statuses of a request that comes back into no line; a no-show or who is on a waiting list may (R23)."""


def lane(period: Period, one_minute: bool, priority: int) -> None:
    """R21, R22: refuses as ``invalid_field`` a lane or a class that the published rules do not have."""
    if one_minute and period.rules.order != "one_minute_first":
        raise Refused("invalid_field", field="one_minute")
    if priority > (len(period.rules.priority_classes) if period.rules.order == "priority" else 0):
        raise Refused("invalid_field", field="priority")


def _slot(state: Meeting, period: Period, channel: Channel) -> int:
    waiting = (request.slot for request in state.waiting(period.number) if not request.moved)
    return next_slot(channel, period.slots, next(waiting, None))


def rank_on_joining(
    state: Meeting,
    period: Period,
    participant: str,
    channel: Channel,
    one_minute: bool,
    priority: int,
    now: int,
) -> tuple[str, int]:
    """The rank of who joins now, and the slot, where the sides take turns (0 elsewhere)."""
    lane(period, one_minute, priority)
    order = period.rules.order
    standing = Standing(
        period=period.number,
        arrival=period.arrived + 1,
        channel=channel,
        registered=registered(state, period, now),
        heard=order == "not_heard_first" and state.heard(participant, period.number) is not None,
        one_minute=one_minute,
        priority=priority,
        slot=_slot(state, period, channel) if order == "alternating" else 0,
    )
    return rank(order, standing), standing.slot


def _slot_among(state: Meeting, request: Request, channel: Channel) -> int:
    """The slot of who goes over to the other side: that of whoever arrived there last before."""
    earlier = [
        (other.arrival, other.slot)
        for other in state.requests.values()
        if other.period == request.period
        and other.arrival < request.arrival
        and side(other.channel) == side(channel)
        and of_side(
            other.slot, channel
        )  # not one kept from the other side, nor none of who came from elsewhere
        and other.status not in GONE
    ]
    return max(earlier, default=(0, side(channel) + 1))[1]


def rank_on_change(
    state: Meeting, request: Request, channel: Channel, one_minute: bool, priority: int
) -> tuple[str, int] | None:
    """The rank and slot after a change of the channel, lane or class: the arrival stays. None: as it was,
    as it is for whoever was moved, by themselves or by staff.
    """
    period = state.periods[request.period]
    order = period.rules.order
    lane(period, one_minute, priority)
    changed = {
        "in_person_first": side(channel) != side(request.channel),
        "remote_first": side(channel) != side(request.channel),
        "alternating": side(channel) != side(request.channel),
        "one_minute_first": one_minute != request.one_minute,
        "priority": priority != request.priority,
    }
    if request.moved or not changed.get(order, False):
        return None
    standing = Standing(
        period=period.number,
        arrival=request.arrival,
        channel=channel,
        one_minute=one_minute,
        priority=priority,
        slot=_slot_among(state, request, channel) if order == "alternating" else 0,
    )
    return rank(order, standing), standing.slot
