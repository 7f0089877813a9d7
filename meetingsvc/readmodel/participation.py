"""Who asked to speak, who was called, who spoke and for how long (R34), as anyone may read it.

Pure: a meeting's state in, rows out. A name stands here only if it was given and may stand in public
(R2), as it was given. Contacts, accommodation and whatever else the state holds of a person never do.
"""

from collections.abc import Iterator

import msgspec

from meetingsvc.domain.events import Channel
from meetingsvc.domain.lifecycle import RequestStatus, TurnStatus
from meetingsvc.domain.requests import Request, Secret, Turn
from meetingsvc.domain.state import Meeting


class Participation(msgspec.Struct, frozen=True, kw_only=True):
    """One call to the floor, or a request that was never called. Instants are UTC ms.

    ``asked`` is None for a walk-up without a ticket (R4), ``called`` for a request never called.
    ``allotted_ms`` is the time granted in the end, ``spoke_ms`` how long the clock ran, so that a pause
    for a question from the dais counts for nobody.
    """

    ticket: int | None = None
    turn: int | None = None
    item: int | None = None
    channel: Channel | None = None
    name: str = ""
    dais: bool = False
    status: RequestStatus | TurnStatus
    asked: int | None = None
    called: int | None = None
    started: int | None = None
    ended: int | None = None
    allotted_ms: int | None = None
    spoke_ms: int | None = None


def participation(meeting: Meeting) -> tuple[Participation, ...]:
    """Every call in the order of the calls, then the requests that were not called, by ticket."""
    called = tuple(_calls(meeting))
    heard = {row.ticket for row in called}
    never = (
        Participation(
            ticket=request.ticket,
            item=meeting.periods[request.period].item,
            channel=request.channel,
            name=_shown(request.name) if request.name_passed else "",
            status=request.status,
            asked=request.made_at,
        )
        for ticket, request in sorted(meeting.requests.items())
        if ticket not in heard
    )
    return (*called, *never)


def _calls(meeting: Meeting) -> Iterator[Participation]:
    for number in meeting.turn_order:
        turn = meeting.turns[number]
        if turn.status != "undone":
            yield _call(meeting, turn, None if turn.ticket is None else meeting.requests[turn.ticket])


def _call(meeting: Meeting, turn: Turn, request: Request | None) -> Participation:
    return Participation(
        ticket=turn.ticket,
        turn=turn.number,
        item=turn.item,
        channel="in_person" if request is None else request.channel,
        name="" if turn.dais else _shown(meeting.turn_name(turn)),
        dais=turn.dais,
        status=turn.status,
        asked=None if request is None else request.made_at,
        called=turn.called_at,
        started=turn.began,
        ended=turn.ended,
        allotted_ms=turn.allotment_ms,
        spoke_ms=_spoke_ms(turn),
    )


def _spoke_ms(turn: Turn) -> int | None:
    if turn.began is None or turn.ended is None or turn.remaining_ms is None:
        return None
    # Of a turn that was split (R44) both parts know only what was left at the end of the whole.
    return min(turn.allotment_ms - turn.remaining_ms, turn.ended - turn.began)


def _shown(name: Secret) -> str:
    return name if isinstance(name, str) else ""
