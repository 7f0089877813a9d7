"""What an event changes: the one door through which a state is folded."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from msgspec.structs import replace

from . import session
from .accommodation import standing_still
from .decide import SUBJECTS
from .events import Entry, Event, MeetingScheduled
from .imports import remembered
from .slips import kept_slip
from .state import Meeting

FOLDS: Final[Mapping[type[Event], Any]] = {
    kind: fold for subject in SUBJECTS for kind, fold in subject.RULES.folds.items()
}


def evolve(state: Meeting | None, entry: Entry) -> Meeting:
    """The state after one more entry of the log."""
    event = entry.event
    if isinstance(event, MeetingScheduled):
        state = session.scheduled(entry, event)
    elif state is None:
        raise ValueError("a log begins with meeting_scheduled")
    else:
        before = state
        state = kept_slip(state, FOLDS[type(event)](state, entry, event), entry)
        state = remembered(before, standing_still(state, entry.at), entry.at)
    return replace(state, seq=entry.seq, at=entry.at)


def fold(entries: Iterable[Entry], state: Meeting | None = None) -> Meeting | None:
    """The state after all entries, in order."""
    for entry in entries:
        state = evolve(state, entry)
    return state
