"""/m/ID/cards: numbered paper cards, reserved in blocks, printed, and taken back, by ordinary forms.

The codes on them are made anew from the installation's secret whenever the page is shown: a sheet that jammed
can be printed again, and nothing that is kept would do for it.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from aiohttp import web

from meetingsvc.domain.commands import ReserveCards, TakeBackCards, parse
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.hearings import ENDED
from meetingsvc.domain.paper import out
from meetingsvc.domain.requests import PaperCard
from meetingsvc.domain.roles import AT_THE_DOOR
from meetingsvc.domain.state import Meeting
from meetingsvc.i18n import Translator, negotiate, sentence
from meetingsvc.routes.bodies import command_id, form, number_of
from meetingsvc.routes.card_words import words_of
from meetingsvc.routes.claims import as_claim
from meetingsvc.routes.edge import edge, logged_in, meeting, translator
from meetingsvc.routes.errors import status_of
from meetingsvc.routes.pages import render
from meetingsvc.routes.shell import urls
from meetingsvc.routes.table import Route
from meetingsvc.routes.table import staff as staff_with
from meetingsvc.service.accounts import actor

PAPERS: Final = {"a4": "A4", "letter": "Letter"}
_A_SHEET: Final = 4
_DOOR: Final = staff_with(*AT_THE_DOOR)
_TAKING: Final = ("open", "last_call")
_LOOKS: Final = frozenset({"paper", "second"})


async def show(request: web.Request) -> web.Response:
    """The cards that are out; with ``from`` and ``to``, those of them to print."""
    return await _page(request)


async def reserve(request: web.Request) -> web.StreamResponse:
    """``id``, ``period``, ``cards``: reserves a block and leads to where it is printed."""
    state = await meeting(request)
    fields = await form(request, {"id", "period", "cards", *_LOOKS})
    try:
        sent = command_id(fields)
        command = _command("reserve_cards", fields, "period", "cards")
        answer = await _submit(request, state, sent, command)
    except Refused as refusal:
        return await _page(request, refusal, fields)
    first = int(answer["first"])
    raise web.HTTPSeeOther(
        f"/m/{state.id}/cards?from={first}&to={first + int(answer['cards']) - 1}"
        f"&paper={_paper(fields.get('paper'))}&second={_second(request, state, fields.get('second'))}#sheets"
    )


async def take_back(request: web.Request) -> web.StreamResponse:
    """``id``, ``first``, ``last``: those of these cards that are out no longer count."""
    state = await meeting(request)
    fields = await form(request, {"id", "first", "last"})
    try:
        sent = command_id(fields)
        await _submit(request, state, sent, _command("take_back_cards", fields, "first", "last"))
    except Refused as refusal:
        return await _page(request, refusal)
    raise web.HTTPSeeOther(f"/m/{state.id}/cards")


def _command(kind: str, fields: dict[str, str], *numbers: str) -> ReserveCards | TakeBackCards:
    command = parse({"type": kind, **{name: number_of(fields.get(name, ""), name) for name in numbers}})
    assert isinstance(command, ReserveCards | TakeBackCards)
    return command


async def _submit(
    request: web.Request, state: Meeting, sent: str, command: ReserveCards | TakeBackCards
) -> dict[str, Any]:
    person = await logged_in(request)
    answer = await edge(request).service.submit(state.id, actor(person, state.body), sent, command)
    return dict(answer.result)


async def _page(
    request: web.Request, refusal: Refused | None = None, typed: dict[str, str] | None = None
) -> web.Response:
    state = await edge(request).service.state((await meeting(request)).id)
    paper, second = _paper(request.query.get("paper")), _second(request, state, request.query.get("second"))
    t = translator(request)
    tongues = _tongues(request, state, second)
    return render(
        request,
        "cards.html",
        status=status_of(refusal.code) if refusal else 200,
        meeting=state,
        periods=[each for each in state.periods.values() if each.status in _TAKING],
        blocks=list(_blocks(state)),
        sheets=await _sheets(request, state),
        words=[words_of(each) for each in tongues],
        day=tongues[0].date(state.starts_at, state.time_zone),
        paper=paper,
        papers=PAPERS,
        second=second,
        own=_language(request, state),
        message=sentence(refusal.code, refusal.params, t) if refusal else "",
        typed=typed or {},
        urls=urls(request, state.id),
        path=f"/m/{state.id}/cards",
    )


def _blocks(state: Meeting) -> Iterator[dict[str, Any]]:
    """The cards that are out, in runs of numbers of one period; those of a closed one have expired."""
    for period in state.periods.values():
        cards = [card.ticket for card in out(state, period.number)]
        for _, run in groupby(enumerate(cards), lambda each: each[1] - each[0]):
            tickets = [ticket for _, ticket in run]
            yield {
                "first": tickets[0],
                "last": tickets[-1],
                "count": len(tickets),
                "item": state.items[period.item].label,
                "expired": period.status in ENDED,
            }


async def _sheets(request: web.Request, state: Meeting) -> list[Sequence[dict[str, Any]]]:
    """The cards to print, four to a sheet: those asked for that are out and can still be handed in."""
    first, last = _number(request, "from"), _number(request, "to")
    if first is None or last is None:
        return []
    cards = [
        card
        for period in state.periods.values()
        if period.status not in ENDED
        for card in out(state, period.number)
        if first <= card.ticket <= last
    ]
    codes = await edge(request).seats.printed_codes(
        state.id, [(card.participant, _renewed(state, card)) for card in cards]
    )
    printed = [
        {
            "ticket": card.ticket,
            "item": state.items[state.periods[card.period].item].label,
            **as_claim(request, state.id, code),
        }
        for card, code in zip(cards, codes, strict=True)
    ]
    return [printed[at : at + _A_SHEET] for at in range(0, len(printed), _A_SHEET)]


def _renewed(state: Meeting, card: PaperCard) -> int:
    """How often the code of a card was renewed, before it was put back."""
    request = state.requests.get(card.ticket)
    return 0 if request is None else request.renewed


def _number(request: web.Request, name: str) -> int | None:
    written = request.query.get(name, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else None


def _paper(written: str | None) -> str:
    return written if written in PAPERS else "a4"


def _language(request: web.Request, state: Meeting) -> str:
    """The language of the body, or the nearest that there is."""
    return negotiate(state.language, None, None, edge(request).catalogs.languages)


def _second(request: web.Request, state: Meeting, written: str | None) -> str:
    """A further language on the cards; "": none."""
    known = written in edge(request).catalogs.languages and written != _language(request, state)
    return written if known and written else ""


def _tongues(request: web.Request, state: Meeting, second: str) -> list[Translator]:
    catalogs = edge(request).catalogs
    codes = [_language(request, state), *([second] if second else [])]
    return [Translator(catalogs.by_code[code]) for code in codes]


ROUTES = (
    Route("GET", "/m/{meeting}/cards", show, _DOOR),
    Route("POST", "/m/{meeting}/cards", reserve, _DOOR),
    Route("POST", "/m/{meeting}/cards/back", take_back, _DOOR),
)
