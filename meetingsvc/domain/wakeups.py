"""What falls due by the clock alone, derived from the state, so that a restart forgets none."""

from collections.abc import Iterator
from typing import Final

from . import sign_up, timed
from .commands import ClosePeriod, Command, FillPlaces, NoteSilence, OpenSignUp, RunClock
from .lifecycle import OVER
from .places import fills
from .roles import SYSTEM, Actor
from .state import Meeting
from .tracks import silent_at

FILLED_BY_NOBODY: Final = ("outage", *OVER)
"""The statuses of a meeting in which nobody comes from a waiting list into a queue by the clock: it is
frozen (R33), or over.
"""


def next_wakeup(state: Meeting) -> tuple[int, Command] | None:
    """The earliest instant (UTC ms) at which the clock sends a command, and the command (R14)."""
    return min(_due(state), key=lambda wakeup: wakeup[0], default=None)


def sender(command: Command) -> Actor:
    """As whom the clock sends it: the extra time of R11 ends in the record under the name of whoever began
    the turn, as the end of any pause does.
    """
    return Actor(command.by, SYSTEM.roles) if isinstance(command, RunClock) else SYSTEM


def _due(state: Meeting) -> Iterator[tuple[int, Command]]:
    opens = sign_up.opens_at(state)
    if opens is not None:
        yield opens, OpenSignUp(due=opens)  # R16
    for number, period in sorted(state.periods.items()):
        if period.closes_at is not None:
            yield period.closes_at, ClosePeriod(period=number, due=period.closes_at)
        most = timed.most_until(state, period)
        if most is not None and period.status == "open" and state.status == "live":
            yield most, ClosePeriod(period=number, due=most)
    for number, listed in sorted(state.lists.items()):
        if state.status in FILLED_BY_NOBODY:
            break
        if listed and fills(state, state.periods[number]) is not None:  # R8
            yield state.at, FillPlaces(period=number)
    turn = state.turn
    if turn is not None and turn.extra_ends_at is not None:
        yield turn.extra_ends_at, RunClock(turn=turn.number, by=turn.started_by, due=turn.extra_ends_at)
    for _, track in sorted(state.tracks.items()):
        silent = silent_at(state, track)
        if silent is not None:
            yield silent[1], NoteSilence(track=track.name, since=silent[0])
