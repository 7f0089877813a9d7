"""The published order of a queue (R7): a policy gives each request its rank when it joins, from what the
request says and when it came. What it says for or against (its position) is not among it (R22, R28).

A rank is the period, the policy's key and the arrival: ``0001:`` ``2`` ``000014``. All of it is decimal;
letters are made by moves (``ranks``).
"""

from collections.abc import Callable, Mapping
from typing import Final

import msgspec

from .events import Channel
from .profile import Order

NO_CLASS: Final = 99
"""R22: the key of who is in none of the priority classes."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What of a request can decide its place.

    ``arrival`` counts from 1 in the period; ``registered``: before the meeting began; ``heard``: has spoken
    in another period; ``priority``: the class from 1, 0 for none; ``slot``: see ``next_slot``.
    """

    period: int
    arrival: int
    channel: Channel
    registered: bool = False
    heard: bool = False
    one_minute: bool = False
    priority: int = 0
    slot: int = 0


Policy = Callable[[Standing], str]
"""What goes before the arrival in a rank: decimal digits, as many for everyone."""


def side(channel: Channel) -> int:
    """R8: 0 for the room, 1 for all who are elsewhere, by video or by phone."""
    return 0 if channel == "in_person" else 1


def _first(condition: bool) -> str:
    return "1" if condition else "2"


POLICIES: Final[Mapping[Order, Policy]] = {
    "arrival": lambda standing: "",
    "in_person_first": lambda standing: _first(side(standing.channel) == 0),
    "remote_first": lambda standing: _first(side(standing.channel) == 1),
    "alternating": lambda standing: f"{standing.slot:06d}",
    "registered_first": lambda standing: _first(standing.registered),
    "not_heard_first": lambda standing: _first(not standing.heard),
    "one_minute_first": lambda standing: _first(standing.one_minute),
    "priority": lambda standing: f"{standing.priority or NO_CLASS:02d}",
    "lottery": lambda standing: "",  # by arrival, until the lots are drawn
}


def rank(order: Order, standing: Standing) -> str:
    """The place of a request that joins, in the published order (R7)."""
    return f"{standing.period:04d}:{POLICIES[order](standing)}{standing.arrival:06d}"


def slot_of(made: str) -> int:
    """The slot in a rank that was made where the sides take turns."""
    return int(made.partition(":")[2][:6])


def of_side(slot: int, channel: Channel) -> bool:
    """Whether a slot is one of this side's: the room has the odd ones, the rest the even ones, from 1."""
    return slot > 0 and slot % 2 == 1 - side(channel)


def next_slot(channel: Channel, given: tuple[int, int], waiting: int | None) -> int:
    """Where somebody who joins stands when the room and the rest take turns.

    The room has the odd slots, the rest the even ones, each side in the order of its arrivals. ``given`` are
    the last slots given, ``waiting`` the slot of the first in line, none where nobody waits. Nobody gets a
    slot of a round that is over: else two who join late from one side would speak in a row.
    """
    here = side(channel)
    least = max(given) + 1 if waiting is None else waiting - 1
    own = given[here] + 2 if given[here] else here + 1
    return max(own, least + (least + here + 1) % 2, here + 1)
