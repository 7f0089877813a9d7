"""What interrupted a meeting, for its minutes (R33, R42): outages and cleared rooms, in the order of time.

Pure: a meeting's state in, facts out. The sentences are made at the edge, in the reader's language.
"""

from typing import Literal

import msgspec

from meetingsvc.domain.events import Failure
from meetingsvc.domain.state import Meeting


class Interruption(msgspec.Struct, frozen=True, kw_only=True):
    """An outage, or (``failed`` empty) a cleared room, with ``reason``. Instants are UTC ms.

    ``ended`` is None while it lasts; a room not opened again stays cleared until the meeting ends.
    ``steps`` are (when, what was done).
    """

    began: int
    ended: int | None
    failed: tuple[Failure, ...] = ()
    reason: str = ""
    steps: tuple[tuple[int, str], ...] = ()
    how: Literal["restored", "finding", "adjourned"] | None = None
    ayes: str = ""
    noes: str = ""

    @property
    def lasted_ms(self) -> int | None:
        """How long it lasted; None while it lasts."""
        return None if self.ended is None else self.ended - self.began


def interruptions(meeting: Meeting) -> tuple[Interruption, ...]:
    """All that interrupted the meeting so far."""
    outages = [
        Interruption(
            began=outage.began,
            ended=outage.ended,
            failed=outage.failed,
            reason=outage.note,
            steps=outage.steps,
            how=outage.how,
            ayes=outage.ayes,
            noes=outage.noes,
        )
        for outage in meeting.outages
    ]
    clearings = [
        Interruption(began=began, ended=meeting.adjourned_at if ended is None else ended, reason=reason)
        for began, reason, ended in meeting.room_clearings
    ]
    return tuple(sorted((*outages, *clearings), key=lambda each: each.began))
