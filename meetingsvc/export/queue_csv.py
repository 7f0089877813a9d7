"""Who asked, was called and spoke, as a table (R34)."""

from meetingsvc.domain.state import Meeting
from meetingsvc.export.table import instant, seconds, table
from meetingsvc.readmodel.participation import participation

HEADER = (
    "ticket",
    "turn",
    "item",
    "channel",
    "name",
    "status",
    "asked_at",
    "asked_at_utc",
    "called_at",
    "called_at_utc",
    "started_at",
    "started_at_utc",
    "ended_at",
    "ended_at_utc",
    "allotted_seconds",
    "spoke_seconds",
)


def queue_csv(meeting: Meeting) -> bytes:
    """A row for each call and each request never called. The head is for programs, in every language alike.

    A name stands here only if it may stand on a public screen (R2).
    """
    zone = meeting.time_zone
    return table(
        HEADER,
        (
            (
                row.ticket,
                row.turn,
                "" if row.item is None else meeting.items[row.item].label,
                row.channel,
                row.name,
                "dais" if row.dais else row.status,
                *instant(row.asked, zone),
                *instant(row.called, zone),
                *instant(row.started, zone),
                *instant(row.ended, zone),
                seconds(row.allotted_ms),
                seconds(row.spoke_ms),
            )
            for row in participation(meeting)
        ),
    )
