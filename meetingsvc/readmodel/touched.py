"""Which cards an event may change, and whom it concerns. Naming too many costs a comparison;
naming too few would leave a stale copy, which a test over all kinds of events forbids.
"""

from collections.abc import Collection, Iterator

from meetingsvc.domain import events as e
from meetingsvc.domain.events import Entry, Event
from meetingsvc.domain.state import Meeting

from . import continued_cards
from .shown import Key

_QUEUE = (
    e.RequestMade
    | e.RequestEdited
    | e.NamePassed
    | e.NameRefused
    | e.RequestMoved
    | e.RequestOnItsWay
    | e.RequestCheckedIn
    | e.RequestMerged
    | e.CardPutBack
    | e.ReturnCodeRenewed
    | e.RequestPresent
    | e.RequestRecalled
    | e.RequestWithdrawn
    | e.RequestRemoved
    | e.RequestAdmitted
    | e.RequestRestored
    | e.RequestMovedBack
    | e.RequestsParted
    | e.NameUnpassed
    | e.NameUnrefused
    | e.RequestMovedToPeriod
    | e.LeaveBySet
    | e.SpeakerWarned
    | e.TimeOffered
    | e.TimeCeded
    | e.TimeDeclined
    | e.TimeReclaimed
)

_TURN = (
    e.TurnCalled
    | e.TurnCalledAgain
    | e.GraceMoved
    | e.WalkUpWarned
    | e.TurnStarted
    | e.WalkUpStarted
    | e.TurnPaused
    | e.TurnResumed
    | e.TimeGiven
    | e.TurnEnded
    | e.TurnReopened
    | e.TurnMissed
    | e.CallUndone
    | e.StartUndone
    | e.WalkUpUndone
    | e.NoShowUndone
    | e.TurnUnmatched
    | e.TurnNamed
    | e.TurnConfirmed
    | e.TurnSplit
    | e.TurnGivenToDais
)

_ITEM = e.ItemAdded | e.ItemEdited | e.ItemConsentSet | e.ItemMoved | e.ItemStarted | e.ItemFinished

_PERIOD = (
    e.PeriodOpened
    | e.AllotmentSet
    | e.AllotmentRestored
    | e.LastCallMade
    | e.LastCallWithdrawn
    | e.LastCallStopped
    | e.LastCallResumed
    | e.PeriodClosed
    | e.PeriodReopened
)

_TRACK = e.TrackOpened | e.TrackDelaySet | e.TrackUrlIssued | e.TrackUrlRevoked | e.TrackSilent | e.TrackHeard
_TRACK |= e.TranslationStarted | e.TranslationStopped | e.CuesUntranslated | e.RelayStarted | e.RelayStopped

_COMMENT = e.CommentSubmitted | e.CommentPublished | e.CommentHeld | e.CommentWithdrawn


def _recent_cues(state: Meeting) -> Iterator[Key]:
    for track in state.tracks.values():
        for cue in track.recent:
            yield ("cues", f"{track.name}/{cue.number}")


def _turns_of(state: Meeting, ticket: int) -> Iterator[Key]:
    request = state.requests.get(ticket)
    return (("turns", number) for number in (request.turns if request else ()))


def touched(before: Meeting, after: Meeting, event: Event) -> Iterator[Key]:
    """The keys of all cards that may differ between the state before this event and after it."""
    if isinstance(event, continued_cards.CONTINUED):
        return continued_cards.touched(after, event)
    return _touched(before, after, event)


def _touched(before: Meeting, after: Meeting, event: Event) -> Iterator[Key]:
    match event:
        case _ if isinstance(event, e.OF_CUES):
            yield from _cue_touched(before, event.track, event.cue)
        case _ if isinstance(event, _TRACK):
            yield ("tracks", event.track)
        case _ if isinstance(event, _ITEM):
            yield from (("meeting",), ("items", event.item), ("next",))
            if before.item is not None:
                yield ("items", before.item)
        case _ if isinstance(event, _PERIOD):
            period = after.periods[event.period]
            yield from (("meeting",), ("periods", event.period), ("items", period.item), ("next",))
            for ticket in _admitted(event):
                yield from (("requests", ticket), ("waiting", ticket), ("listed", ticket))
        case e.DrawFrozen() | e.SeedGiven() | e.LotsDrawn() | e.DrawDropped():
            yield from _draw_touched(after, event.draw)
        case e.CardsReserved() | e.CardsTakenBack():
            yield from _paper(event)
        case _ if isinstance(event, _COMMENT):
            item = after.comments[event.comment].item
            yield from (("meeting",), *(() if item is None else (("items", item),)))
        case _ if isinstance(event, _QUEUE):
            yield from _request_touched(before, after, event.ticket)
            yield from _into(event)
        case _ if isinstance(event, _TURN):
            yield from _turn_touched(after, event.turn)
            yield from _beside_the_turn(before, after, event)
        case _:
            yield from (("meeting",), ("floor",), ("next",))
            yield from _stood_with_the_meeting(after)
            yield from _recent_cues(after)


def _cue_touched(before: Meeting, track: str, cue: int) -> Iterator[Key]:
    yield from (("cues", f"{track}/{cue}"), ("tracks", track))
    recent = before.tracks[track].recent if track in before.tracks else ()
    yield from (("cues", f"{track}/{each.number}") for each in recent)  # the oldest may leave


def _admitted(event: Event) -> tuple[int, ...]:
    return event.admitted if isinstance(event, e.PeriodReopened) else ()


def _beside_the_turn(before: Meeting, after: Meeting, event: Event) -> Iterator[Key]:
    if isinstance(event, e.TurnSplit):
        yield ("turns", event.new_turn)
    if isinstance(event, e.TurnUnmatched):
        yield from _request_touched(before, after, event.ticket)


def _into(event: Event) -> Iterator[Key]:
    if isinstance(event, e.RequestMerged | e.RequestsParted):
        yield ("requests", event.into)


def _paper(event: e.CardsReserved | e.CardsTakenBack) -> Iterator[Key]:
    if isinstance(event, e.CardsTakenBack):
        return (("cards", ticket) for ticket in event.cards)
    return (("cards", event.first + number) for number in range(event.cards))


def _stood_with_the_meeting(state: Meeting) -> Iterator[Key]:
    """What runs in no standstill of the meeting: the time of its periods, and of whoever speaks; and what
    its end discloses (R20).
    """
    yield from (("items", number) for number, item in state.items.items() if item.decides_rights)
    yield from (("periods", number) for number in state.periods)
    if state.turn is not None:
        yield from _turn_touched(state, state.turn.number)


def _draw_touched(after: Meeting, number: int) -> Iterator[Key]:
    draw = after.draws[number]
    yield from (("meeting",), ("draws", number), ("periods", draw.period), ("next",))
    for ticket in draw.order:
        yield from (("requests", ticket), ("waiting", ticket), ("listed", ticket))


def _request_touched(before: Meeting, after: Meeting, ticket: int) -> Iterator[Key]:
    yield from (("meeting",), ("requests", ticket), ("waiting", ticket), ("listed", ticket))
    yield from (("next",), ("floor",), ("cards", ticket))
    for state in (before, after):
        if ticket in state.requests:
            period = state.requests[ticket].period
            yield from (("periods", period), ("items", state.periods[period].item))
    yield from (("requests", other) for other in _offered_to(before, after, ticket))
    if before.turn is not None and before.turn.period is not None:
        yield ("periods", before.turn.period)  # a matched walk-up's need not be its ticket's
    yield from _turns_of(after, ticket)
    yield from _recent_cues(after)


def _offered_to(before: Meeting | None, after: Meeting, ticket: int) -> set[int]:
    """R18: the tickets that have, or had, an offer or the turn of this one."""
    known = (state.requests.get(ticket) for state in (before, after) if state is not None)
    found = {other for each in known if each is not None for other in (each.offers_to, each.cedes_to)}
    return {other for other in found if other is not None}


def _turn_touched(after: Meeting, number: int) -> Iterator[Key]:
    turn = after.turns[number]
    yield from (("meeting",), ("turns", number), ("floor",), ("next",))
    if turn.period is not None:
        yield ("periods", turn.period)
    if turn.ticket is not None:
        yield from (("requests", turn.ticket), ("waiting", turn.ticket))
        yield ("periods", after.requests[turn.ticket].period)
        yield from (("requests", other) for other in _offered_to(None, after, turn.ticket))
    yield from _recent_cues(after)


def concerned(entries: Collection[Entry], before: Meeting | None, after: Meeting) -> set[str]:
    """The participants whose ``me`` these entries may change."""
    tickets, authors = continued_cards.concerned(entries, after)
    for entry in entries:
        event = entry.event
        if isinstance(event, _QUEUE):
            tickets.add(event.ticket)
            if isinstance(event, e.RequestMerged | e.RequestsParted):
                tickets.add(event.into)
        elif isinstance(event, _TURN):
            ticket = after.turns[event.turn].ticket
            if ticket is not None:
                tickets.add(ticket)
            if isinstance(event, e.TurnUnmatched):
                tickets.add(event.ticket)
        elif isinstance(event, e.PeriodReopened):
            tickets.update(event.admitted)
        elif isinstance(event, e.CardsTakenBack):
            authors.update(after.cards[ticket].participant for ticket in event.cards)
        elif isinstance(event, e.LotsDrawn):
            tickets.update(event.order)
        elif isinstance(event, _COMMENT):
            authors.add(after.comments[event.comment].participant)
        elif after.turn is not None and after.turn.ticket is not None:
            tickets.add(after.turn.ticket)  # whose clock stands with the meeting
    tickets |= {other for ticket in tickets for other in _offered_to(before, after, ticket)}
    tickets |= {other for ticket in tickets for other in after.requests[ticket].merged}
    return authors | {after.requests[ticket].participant for ticket in tickets}
