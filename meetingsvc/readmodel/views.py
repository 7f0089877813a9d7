"""What each audience sees of a meeting, what changes of it with an event, and what concerns one
participant.

A view is plain JSON without nulls: single cards and keyed ones. Every event names the cards
that it may change (``touched``); a patch is the difference of just those before and after (JSON
Merge Patch, RFC 7396), so that a copy plus its patches equals a fresh view.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from meetingsvc.domain.events import Entry
from meetingsvc.domain.requests import Belongings, PaperCard
from meetingsvc.domain.roles import PRESIDING
from meetingsvc.domain.state import Meeting

from .cards import KEYED, SINGLE, STAFF_ONLY
from .clocks import face_of
from .continued_cards import heard
from .request_cards import at_the_door, details
from .shown import Audience, Key, present, receipt_of_comment, receipt_of_request
from .touched import touched

View = dict[str, Any]

_AT_THE_DOOR = frozenset({"requests", "cards"})
"""Of what the public does not see, what whoever is at the door does."""


def _kinds(audience: Audience) -> Iterator[str]:
    return (kind for kind in KEYED if _seen(audience, kind))


def _seen(audience: Audience, kind: str) -> bool:
    return audience == "staff" or kind not in STAFF_ONLY or (audience == "door" and kind in _AT_THE_DOOR)


def _keyed(state: Meeting, kind: str, number: Any, audience: Audience) -> Any:
    """The card of a kind; at the door it is the public's, but for the requests."""
    if audience != "door":
        return KEYED[kind](state, number, audience)
    if kind == "requests":
        return at_the_door(state, number)
    return KEYED[kind](state, number, "door" if kind in _AT_THE_DOOR else "public")


def _single(state: Meeting, kind: str, audience: Audience) -> Any:
    return SINGLE[kind](state, "public" if audience == "door" else audience)


def _ids(state: Meeting, kind: str) -> Iterable[Any]:
    match kind:
        case "items":
            return state.items
        case "periods":
            return state.periods
        case "waiting":
            return (ticket for line in state.queues.values() for _, ticket in line)
        case "listed":
            return (ticket for line in state.lists.values() for _, ticket in line)
        case "draws":
            return state.draws
        case "requests":
            return state.requests
        case "cards":
            return state.cards
        case "turns":
            return state.turns
        case "tracks":
            return state.tracks
        case _:
            return (f"{track.name}/{cue.number}" for track in state.tracks.values() for cue in track.recent)


def seen_by(roles: Collection[str]) -> Audience:
    """The audience that staff with these roles are: a captioner sees what the public sees, and whoever is at
    the door whom to expect besides; what people confide to the clerk is for neither.
    """
    if PRESIDING.intersection(roles):
        return "staff"
    return "door" if "door" in roles else "public"


def view(state: Meeting, audience: Audience) -> View:
    """All that an audience sees."""
    whole: View = {}
    for kind in SINGLE:
        card = _single(state, kind, audience)
        if card is not None:
            whole[kind] = card
    for kind in _kinds(audience):
        cards = ((str(number), _keyed(state, kind, number, audience)) for number in _ids(state, kind))
        whole[kind] = {key: card for key, card in cards if card is not None}
    return whole


def patch(before: Meeting, after: Meeting, entries: Iterable[Entry], audience: Audience) -> View | None:
    """The merge patch from the view before these entries to the one after; none: it is the same."""
    changes: View = {}
    for key in {key for entry in entries for key in touched(before, after, entry.event)}:
        old, new = _card(before, key, audience), _card(after, key, audience)
        if old == new:
            continue
        place = changes
        if len(key) == 2:
            place = changes.setdefault(key[0], {})
        place[str(key[-1])] = difference(old, new)
    return changes or None


def _card(state: Meeting, key: Key, audience: Audience) -> Any:
    if len(key) == 1:
        return _single(state, key[0], audience)
    kind, number = key
    if not _seen(audience, kind):
        return None
    try:
        return _keyed(state, kind, number, audience)
    except KeyError:  # not there yet: it comes with the entry that is being patched in
        return None


def difference(old: Any, new: Any) -> Any:
    """The merge patch (RFC 7396) from ``old`` to ``new``; none takes a card away."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    gone = {key: None for key in old if key not in new}
    changed = {key: difference(old.get(key), new[key]) for key in new if old.get(key) != new[key]}
    return gone | changed


def me(state: Meeting, participant: str) -> View:
    """What concerns one participant, whole: their requests with all details, and their comments."""
    mine = state.belongings.get(participant, Belongings())
    card = None if mine.card is None else state.cards[mine.card]
    return {
        "participant": participant,
        **({} if card is None or card.status != "out" else {"card": _my_card(state, card)}),
        **heard(state, participant),
        "requests": {str(ticket): _my_request(state, ticket) for ticket in mine.tickets},
        "comments": {str(number): _my_comment(state, number) for number in mine.comments},
    }


def _my_card(state: Meeting, card: PaperCard) -> View:
    """R17: one's paper card that has not been handed in."""
    receipt = receipt_of_request(state.id, card.ticket)
    item = state.periods[card.period].item
    return {"ticket": card.ticket, "receipt": receipt, "period": card.period, "item": item}


def _my_request(state: Meeting, ticket: int) -> View:
    request = state.requests[ticket]
    card = {**details(state, request), "item": state.periods[request.period].item}
    if request.merged_into is not None:
        kept = state.requests[request.merged_into]
        return card | {"kept": {"ticket": kept.ticket, "status": kept.status}}
    turn = state.turn
    if turn is None or turn.ticket != ticket:
        return card
    face = face_of(turn, "staff")  # one's own clock shows all that one has (R11)
    return card | present(
        turn=turn.number,
        calls=turn.calls,
        grace_until=turn.grace_until if turn.status == "called" else None,
        allotment_ms=face.allotment_ms,
        ends_at=face.ends_at,
        remaining_ms=face.remaining_ms,
    )


def _my_comment(state: Meeting, number: int) -> View:
    comment = state.comments[number]
    return present(
        comment=comment.number,
        receipt=receipt_of_comment(state.id, number),
        item=comment.item,
        status=comment.status,
        made_at=comment.made_at,
        reason=comment.reason or None,
    )
