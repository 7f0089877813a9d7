"""The published order of a queue (R7): a policy gives each request its rank when it joins.

One policy today: arrival, all channels merged, which gives remote speakers the same
opportunity as people in the room (R5).
"""

from collections.abc import Callable, Mapping
from typing import Final

from .events import Channel
from .ranks import on_arrival

Policy = Callable[[int, int, Channel], str]
"""(period, how many have joined it with this one, channel) → rank."""


def arrival(period: int, arrived: int, channel: Channel) -> str:
    """First come, first served, whatever the channel (R5, R7)."""
    return on_arrival(period, arrived)


POLICIES: Final[Mapping[str, Policy]] = {"arrival": arrival}
