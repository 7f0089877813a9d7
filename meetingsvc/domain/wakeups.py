"""What falls due by the clock alone, derived from the state, so that a restart forgets none."""

from .commands import ClosePeriod, Command
from .state import Meeting


def next_wakeup(state: Meeting) -> tuple[int, Command] | None:
    """The earliest instant (UTC ms) at which the clock sends a command, and the command (R14)."""
    due = [
        (period.closes_at, period.number) for period in state.periods.values() if period.closes_at is not None
    ]
    if not due:
        return None
    at, number = min(due)
    return at, ClosePeriod(period=number, due=at)
