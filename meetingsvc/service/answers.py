"""What a sender is told of an accepted command, derived from the events that it led to.

Owns the names in an answer's result. Knows nothing of how answers are kept.
"""

import hashlib
from collections.abc import Mapping, Sequence

import msgspec

from meetingsvc.domain import events as e
from meetingsvc.domain.commands import Command
from meetingsvc.domain.errors import Refused
from meetingsvc.readmodel.shown import receipt_of_comment, receipt_of_request
from meetingsvc.record.canonical import canonical


class Answer(msgspec.Struct, frozen=True):
    """`seq` is the meeting's after the command; `result` names what it made, such as {"ticket": 14}."""

    seq: int
    result: dict[str, str | int] = {}


_TOLD: Mapping[type[e.Event], Mapping[str, str]] = {
    e.MeetingScheduled: {"meeting": "meeting"},
    e.ItemAdded: {"item": "item"},
    e.PeriodOpened: {"period": "period"},
    e.PeriodTakenUp: {"period": "period"},
    e.ItemContinued: {"meeting": "to"},
    e.RequestMade: {"ticket": "ticket", "participant": "participant"},
    e.CardsReserved: {"first": "first", "cards": "cards"},
    e.DrawFrozen: {"draw": "draw"},
    e.TurnCalled: {"turn": "turn", "ticket": "ticket"},
    e.WalkUpStarted: {"turn": "turn"},
    e.TurnSplit: {"turn": "new_turn"},
    e.CommentSubmitted: {"comment": "comment"},
    e.TrackOpened: {"track": "track"},
    e.TranslationStarted: {"track": "track"},
    e.RelayStarted: {"relay": "relay"},
    e.TrackUrlIssued: {"track": "track", "url": "url", "expires_at": "expires_at"},
    e.CueAdded: {"track": "track", "cue": "cue"},
    e.CueExtended: {"track": "track", "cue": "cue"},
    e.CueRevised: {"track": "track", "cue": "cue"},
}
"""What is told of each kind of event: the name on the wire → the event's field."""


def results(meeting: str, events: Sequence[e.Event]) -> dict[str, str | int]:
    """What the events of one command made, under the names of the wire."""
    if events and isinstance(events[0], e.MeetingScheduled):
        events = events[:1]  # the items of its agenda were not asked for one by one
    told: dict[str, str | int] = {}
    for event in events:
        told |= {name: getattr(event, field) for name, field in _TOLD.get(type(event), {}).items()}
        if isinstance(event, e.RequestMade):
            told["receipt"] = receipt_of_request(meeting, event.ticket)
        elif isinstance(event, e.CommentSubmitted):
            told["receipt"] = receipt_of_comment(meeting, event.comment)
    return told


def digest(command: Command) -> str:
    """The SHA-256 of a command's kind and fields, in hex: what makes two payloads the same.

    Refuses as `invalid_field` text that no UTF-8 can hold (half of a surrogate pair).
    """
    fields = msgspec.to_builtins(command)
    try:
        return hashlib.sha256(canonical([type(command).__name__, fields])).hexdigest()
    except UnicodeEncodeError:
        raise Refused("invalid_field", field=_unwritable(fields)) from None


def _unwritable(fields: dict[str, object]) -> str:
    for field, value in fields.items():
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str) and text.encode("utf-8", "replace").decode() != text:
                return field
    return "type"
