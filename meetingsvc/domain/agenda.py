"""The agenda: items added, edited and reordered at any time before the end, one of them current."""

from collections.abc import Sequence

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .errors import Refused
from .hearings import Item
from .lifecycle import step
from .rules import Context, Rules, in_session, not_over, tidy
from .state import Meeting

RULES = Rules()


def item_of(state: Meeting, number: int) -> Item:
    """The item of this number; refuses as ``no_such_item``."""
    item = state.items.get(number)
    if item is None:
        raise Refused("no_such_item", item=number)
    return item


def _label(text: str) -> str:
    label = tidy(text)
    if not label:
        raise Refused("invalid_field", field="label")
    return label


def _placed(agenda: tuple[int, ...], item: int, after: int | None) -> tuple[int, ...]:
    others = tuple(number for number in agenda if number != item)
    at = 0 if after is None else others.index(after) + 1
    return (*others[:at], item, *others[at:])


@RULES.decides(c.AddItem)
def _add(state: Meeting, command: c.AddItem, context: Context) -> Sequence[e.Event]:
    not_over(state)
    if len(state.items) >= 500:
        raise Refused("agenda_full")
    last = state.agenda[-1] if state.agenda else None
    after = last if command.after is None else item_of(state, command.after).number
    return [e.ItemAdded(item=len(state.items) + 1, label=_label(command.label), after=after)]


@RULES.folded(e.ItemAdded)
def _added(state: Meeting, entry: e.Entry, event: e.ItemAdded) -> Meeting:
    return replace(
        state,
        items=state.items.set(event.item, Item(event.item, event.label)),
        agenda=_placed(state.agenda, event.item, event.after),
    )


@RULES.decides(c.EditItem)
def _edit(state: Meeting, command: c.EditItem, context: Context) -> Sequence[e.Event]:
    item_of(state, command.item)
    return [e.ItemEdited(item=command.item, label=_label(command.label))]


@RULES.folded(e.ItemEdited)
def _edited(state: Meeting, entry: e.Entry, event: e.ItemEdited) -> Meeting:
    item = replace(state.items[event.item], label=event.label)
    return replace(state, items=state.items.set(event.item, item))


@RULES.decides(c.SetItemConsent)
def _set_consent(state: Meeting, command: c.SetItemConsent, context: Context) -> Sequence[e.Event]:
    """R6: the consent calendar counts as one item, for who speaks from here on."""
    not_over(state)
    if item_of(state, command.item).consent == command.consent:
        return []
    return [e.ItemConsentSet(item=command.item, consent=command.consent)]


@RULES.folded(e.ItemConsentSet)
def _consent_set(state: Meeting, entry: e.Entry, event: e.ItemConsentSet) -> Meeting:
    item = replace(state.items[event.item], consent=event.consent)
    return replace(state, items=state.items.set(event.item, item))


@RULES.decides(c.MoveItem)
def _move(state: Meeting, command: c.MoveItem, context: Context) -> Sequence[e.Event]:
    not_over(state)
    item_of(state, command.item)
    if command.after is not None:
        item_of(state, command.after)
        if command.after == command.item:
            raise Refused("invalid_field", field="after")
    return [e.ItemMoved(item=command.item, after=command.after)]


@RULES.folded(e.ItemMoved)
def _moved(state: Meeting, entry: e.Entry, event: e.ItemMoved) -> Meeting:
    return replace(state, agenda=_placed(state.agenda, event.item, event.after))


def _comment_heard(state: Meeting, confirmed: bool) -> None:
    """R12: refuses to close the current item without its comment period, until that is confirmed."""
    if state.item is not None and state.items[state.item].period is None and not confirmed:
        raise Refused("no_comment_yet", item=state.item)


@RULES.decides(c.StartItem)
def _start(state: Meeting, command: c.StartItem, context: Context) -> Sequence[e.Event]:
    in_session(state)
    step("item", item_of(state, command.item).status, "start")
    _comment_heard(state, command.without_comment)
    return [e.ItemStarted(item=command.item)]


@RULES.folded(e.ItemStarted)
def _started(state: Meeting, entry: e.Entry, event: e.ItemStarted) -> Meeting:
    items = state.items
    if state.item is not None:
        items = items.set(state.item, replace(items[state.item], status="done"))
    items = items.set(event.item, replace(items[event.item], status="current"))
    return replace(
        state,
        items=items,
        item=event.item,
        calling=None,
        item_spans=(*state.item_spans, (entry.at, event.item)),
    )


@RULES.decides(c.FinishItem)
def _finish(state: Meeting, command: c.FinishItem, context: Context) -> Sequence[e.Event]:
    step("item", item_of(state, command.item).status, "finish")
    _comment_heard(state, command.without_comment)
    return [e.ItemFinished(item=command.item)]


@RULES.folded(e.ItemFinished)
def _finished(state: Meeting, entry: e.Entry, event: e.ItemFinished) -> Meeting:
    item = replace(state.items[event.item], status="done")
    return replace(
        state,
        items=state.items.set(event.item, item),
        item=None,
        item_spans=(*state.item_spans, (entry.at, None)),
    )
