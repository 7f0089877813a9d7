"""Numbered paper cards: reserved in blocks, handed in, taken back, and put back where another was meant.

A card has its ticket number, an owner whom nobody knows yet, and no place: it arrives when it is handed in,
so that printing many gains nothing (R7). It counts until its period closes.
"""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .details import DETAILS, reclassified
from .errors import Refused
from .hearings import ENDED
from .line import request_of, with_request
from .outage import not_frozen
from .periods import period_of
from .requests import Belongings, PaperCard, Request
from .rules import Context, Rules, not_over, tidy
from .speakers import made, one_turn_each
from .state import Meeting

RULES = Rules()

CARDS_OUT: Final = 500
"""How many cards of one period can be out at once."""


def out(state: Meeting, period: int) -> list[PaperCard]:
    """The cards of a period that have not come back, by number."""
    cards = (card for card in state.cards.values() if card.period == period and card.status == "out")
    return sorted(cards, key=lambda card: card.ticket)


# ── Reserved, and taken back ─────────────────────────────────────────────────


@RULES.decides(c.ReserveCards)
def _reserve(state: Meeting, command: c.ReserveCards, context: Context) -> Sequence[e.Event]:
    """R4, R17: their numbers are given now and to nobody else. Also in an outage: paper still works."""
    not_over(state)
    period = period_of(state, command.period)
    if period.status == "held":
        raise Refused("period_held")
    if period.status in ENDED:
        raise Refused("period_closed", period=period.number)
    if len(out(state, period.number)) + command.cards > CARDS_OUT:
        raise Refused("cards_enough", most=CARDS_OUT)
    return [
        e.CardsReserved(
            period=period.number, first=state.tickets + 1, cards=command.cards, owners=context.fresh
        )
    ]


@RULES.folded(e.CardsReserved)
def _reserved(state: Meeting, entry: e.Entry, event: e.CardsReserved) -> Meeting:
    cards, belongings = state.cards, state.belongings
    for number in range(event.cards):
        ticket, owner = event.first + number, f"{event.owners}{number:02d}"
        cards = cards.set(ticket, PaperCard(ticket=ticket, period=event.period, participant=owner))
        belongings = belongings.set(owner, Belongings(card=ticket))
    last = event.first + event.cards - 1
    return replace(state, cards=cards, belongings=belongings, tickets=max(state.tickets, last))


@RULES.decides(c.TakeBackCards)
def _take_back(state: Meeting, command: c.TakeBackCards, context: Context) -> Sequence[e.Event]:
    cards = tuple(
        ticket
        for ticket, card in sorted(state.cards.items())
        if command.first <= ticket <= command.last and card.status == "out"
    )
    if not cards:
        raise Refused("no_cards_out", first=command.first, last=command.last)
    return [e.CardsTakenBack(cards=cards)]


@RULES.folded(e.CardsTakenBack)
def _taken_back(state: Meeting, entry: e.Entry, event: e.CardsTakenBack) -> Meeting:
    cards = state.cards
    for ticket in event.cards:
        cards = cards.set(ticket, replace(cards[ticket], status="taken_back"))
    return replace(state, cards=cards)


# ── Handed in ────────────────────────────────────────────────────────────────


def _card(state: Meeting, ticket: int) -> PaperCard:
    """The card with this number. Refuses as ``not_a_card`` a ticket that was given otherwise, and as
    ``no_such_card`` a number that nobody has.
    """
    card = state.cards.get(ticket)
    if card is None:
        raise Refused("not_a_card" if ticket in state.requests else "no_such_card", ticket=ticket)
    return card


def good_card(state: Meeting, ticket: int, period: int | None = None) -> PaperCard:
    """The card, if it can still be handed in, for this period where one is named; else it says why not."""
    card = _card(state, ticket)
    if card.status == "used":
        raise Refused("card_used", ticket=ticket)
    if card.status == "taken_back":
        raise Refused("card_taken_back", ticket=ticket)
    of = state.periods[card.period]
    if of.status in ENDED:
        raise Refused("card_expired", ticket=ticket)
    if period is not None and period != card.period:
        raise Refused("card_elsewhere", ticket=ticket, item=state.items[of.item].label)
    return card


@RULES.decides(c.HandInCard)
def _hand_in(state: Meeting, command: c.HandInCard, context: Context) -> Sequence[e.Event]:
    """R7: the arrival is now. R2: as with any card typed in, a name that the clerk types is passed."""
    own = context.actor.id if "attendee" in context.actor.roles else None
    if own is not None and _card(state, command.ticket).participant != own:
        raise Refused("no_such_card", ticket=command.ticket)
    if own is not None and command.channel == "phone":
        raise Refused("invalid_field", field="channel")
    card = good_card(state, command.ticket, command.period)
    one_turn_each(state, card.participant, card.period)
    passed = bool(tidy(command.name)) and context.actor.is_staff
    return [made(state, command, card, participant=card.participant, name_passed=passed, now=context.now)]


# ── Put back ─────────────────────────────────────────────────────────────────


def _by_slip(state: Meeting, card: PaperCard, context: Context) -> Request:
    """The request of a card that staff typed in and nobody has called since. Whoever is at the door undoes
    their own slips alone, and only what nobody has built upon (``stale``).
    """
    request = state.requests[card.ticket]
    if request.status not in ("waiting", "listed") or request.turns or request.merged:
        raise Refused("not_now", thing="request", status=request.status, action="put_back")
    if not card.typed_by.startswith("staff:"):
        raise Refused("card_by_owner", ticket=card.ticket)
    theirs = card.typed_by == context.actor.id and request.details_seq == card.typed_seq
    if not (theirs or context.actor.is_staff):
        raise Refused("stale", ticket=card.ticket)
    if request.offers_to or state.offers(request) or request.ceded_by:
        raise Refused("time_ceded", ticket=card.ticket)
    return request


@RULES.decides(c.PutCardBack)
def _put_back(state: Meeting, command: c.PutCardBack, context: Context) -> Sequence[e.Event]:
    not_frozen(state)
    card = _card(state, command.ticket)
    if card.status != "used":
        raise Refused("card_out", ticket=card.ticket)
    request = _by_slip(state, card, context)
    hidden = reclassified(request, "staff") if request.name_passed else ()
    return [e.CardPutBack(ticket=card.ticket, reclassified=hidden)]


@RULES.folded(e.CardPutBack)
def _was_put_back(state: Meeting, entry: e.Entry, event: e.CardPutBack) -> Meeting:
    """What was typed belongs to another card: nothing of it stays with this one."""
    card = replace(state.cards[event.ticket], status="out", typed_by="", typed_seq=0)
    state = replace(state, cards=state.cards.set(event.ticket, card))
    request = replace(
        state.requests[event.ticket],
        status="withdrawn",
        on_its_way=False,
        name_passed=False,
        position=None,
        extra="",
        **dict.fromkeys(DETAILS, ""),
    )
    return with_request(state, request)


# ── Return codes ─────────────────────────────────────────────────────────────


@RULES.decides(c.RenewReturnCode)
def _renew(state: Meeting, command: c.RenewReturnCode, context: Context) -> Sequence[e.Event]:
    """R17: that a code was renewed stands in the record; no code does."""
    return [e.ReturnCodeRenewed(ticket=request_of(state, command.ticket).ticket)]


@RULES.folded(e.ReturnCodeRenewed)
def _renewed(state: Meeting, entry: e.Entry, event: e.ReturnCodeRenewed) -> Meeting:
    request = state.requests[event.ticket]
    return with_request(state, replace(request, renewed=request.renewed + 1))
