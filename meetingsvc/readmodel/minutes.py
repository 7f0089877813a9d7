"""What interrupted a meeting, for its minutes (R33, R42): outages and cleared rooms, in the order of time;
and which hearings came from an earlier meeting, or go on in a later one.

Pure: a meeting's state in, facts out. The sentences are made at the edge, in the reader's language.
"""

from typing import Literal

import msgspec

from meetingsvc.domain.continued import keeps_place
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


class Continued(msgspec.Struct, frozen=True, kw_only=True):
    """R42: an item that was continued to another meeting at ``at``, or (``at`` None) came from one.

    ``other`` is when that meeting was to start then, ``moved_to`` when it does now, if it was moved;
    ``tickets``: (here, there), once it has answered.
    """

    label: str
    meeting: str
    other: int
    moved_to: int | None = None
    at: int | None = None
    reason: str = ""
    kept: int = 0
    heard: int = 0
    tickets: tuple[tuple[int, int], ...] = ()


def continuations(meeting: Meeting) -> tuple[Continued, ...]:
    """What came from an earlier meeting, and what goes on in a later one."""
    came = [
        Continued(
            label=item.label,
            meeting=item.received.meeting,
            other=item.received.held_at,
            kept=sum(map(keeps_place, item.received.requests)),
            heard=len(item.received.heard),
            tickets=tuple((each.ticket, each.from_ticket or 0) for each in item.received.requests),
        )
        for _, item in sorted(meeting.items.items())
        if item.received is not None and not item.received.returned
    ]
    went = [
        Continued(
            label=meeting.items[made.item].label,
            meeting=made.to,
            other=made.starts_at,
            moved_to=made.moved_to,
            at=made.at,
            reason=made.reason,
            kept=sum(map(keeps_place, made.requests)) + len(made.unfinished),
            tickets=tuple(sorted(made.tickets.items())),
        )
        for _, made in sorted(meeting.continuations.items())
        if not made.undone
    ]
    return (*came, *sorted(went, key=lambda each: each.at or 0))


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
