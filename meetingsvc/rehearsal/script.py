"""What has to be done, when and by whom, so that a recorded meeting is held again.

Pure: a recording in, acts out, in order. Instants are milliseconds from the meeting's start. Every act
has an id made from the recording's digest and its row, and says all that it asks for, so that a second
run asks for the same things under the same ids. Knows no clock, no connection and no answer.
"""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from itertools import groupby
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

import msgspec

from .folder import Call, Caption, Particulars, Recording, ms

STARTS: Final = time(19)
"""When the meeting is called to order, in its own time zone."""

BEFORE_MS: Final = 15 * 60_000
"""How long before that it stands in the calendar with its sign-up open."""

Role = Literal["clerk", "captioner"]


class Act(msgspec.Struct, frozen=True):
    """One thing done at an instant. ``id`` is that of the command it sends."""

    at: int
    id: str


class Schedule(Act, frozen=True):
    """The clerk puts the meeting on the calendar."""

    fields: Mapping[str, Any]


class Command(Act, frozen=True):
    """A member of staff sends a command."""

    by: Role
    type: str
    fields: Mapping[str, Any]


class Ask(Act, frozen=True):
    """Someone asks to speak, from a seat of their own; the clerk passes the name."""

    period: int
    name: str
    channel: str
    passed_by: str


class LineBegins(Act, frozen=True):
    """The captioner's line shows as a partial."""

    track: str
    text: str


class LineEnds(Act, frozen=True):
    """A line is final. ``began`` and ``ended`` are offsets like ``at``; who captions late gives none."""

    track: str
    text: str
    began: int | None
    ended: int | None


# What happens at one instant happens in this order: lines that end, the agenda, the floor, lines that begin.
_OPENING, _LINE_ENDS, _AGENDA, _FLOOR, _LINE_BEGINS, _CLOSING = range(6)

Timed = tuple[int, Act]
"""An act, and its place among those of its instant."""


class Script(msgspec.Struct, frozen=True):
    """The acts in order; ``opening`` comes first, before the meeting has an ID."""

    opening: Schedule
    acts: tuple[Act, ...]
    starts_at: int


def script(recording: Recording, late_ms: int = 0, delay_ms: int = 0) -> Script:
    """The acts of a recording; with captions ``late_ms`` behind speech, and then without times.

    ``delay_ms`` is what the track says of its lag, which is shorter where the meeting is held faster.
    """
    told = recording.particulars
    starts_at = int(datetime.combine(told.date, STARTS, ZoneInfo(told.time_zone)).timestamp() * 1000)
    key = hashlib.sha256(f"{recording.digest} {late_ms} {delay_ms}".encode()).hexdigest()[:24]
    parts = [
        *_call_to_order(told, key),
        *_agenda(told, key),
        *_floor(told, recording.calls, key),
        *_captions(recording.captions, told.language, late_ms, delay_ms, key),
    ]
    parts.sort(key=lambda timed: (timed[1].at, timed[0]))
    last = max(ms(told.duration_seconds), *(act.at for _, act in parts))
    adjourn = Command(last, f"{key}-adjourn", "clerk", "adjourn", {})
    return Script(_schedule(told, starts_at, key), (*(act for _, act in parts), adjourn), starts_at)


def _schedule(told: Particulars, starts_at: int, key: str) -> Schedule:
    fields = {
        "title": told.title,
        "body": slug(told.body),
        "body_name": told.body,
        "time_zone": told.time_zone,
        "starts_at": starts_at,
        "place": told.place,
        "language": told.language,
    }
    return Schedule(-BEFORE_MS, f"{key}-schedule", fields)


def _call_to_order(told: Particulars, key: str) -> Iterator[Timed]:
    for number, item in enumerate(told.agenda, 1):
        fields = {"label": item.label}
        yield _OPENING, Command(-BEFORE_MS, f"{key}-add-item-{number}", "clerk", "add_item", fields)
    yield _OPENING, Command(-BEFORE_MS, f"{key}-sign-up", "clerk", "open_sign_up", {})
    yield _OPENING, Command(0, f"{key}-start", "clerk", "start_meeting", {})


def _agenda(told: Particulars, key: str) -> Iterator[Timed]:
    for number, item in enumerate(told.agenda, 1):
        yield (
            _AGENDA,
            Command(
                ms(item.start),
                f"{key}-item-{number}",
                "clerk",
                "start_item",
                {"item": number, "without_comment": True},
            ),
        )


# ── The floor ────────────────────────────────────────────────────────────────


def _floor(told: Particulars, calls: Sequence[Call], key: str) -> Iterator[Timed]:
    """Calls under one agenda item are one comment period, opened at the first of them."""
    starts = [ms(item.start) for item in told.agenda]
    free_at, period, turn = 0, 0, 0
    for item, group in groupby(calls, key=lambda call: sum(start <= ms(call.called) for start in starts)):
        under = list(group)
        opens = max(ms(under[0].called), free_at)
        if item:
            period += 1
            yield from _opened(item, period, under, opens, f"{key}-period-{period}")
        waiting = set() if not item else {call.name for call in under}
        for call in under:
            turn += 1
            last = item != 0 and call is under[-1]
            called = max(ms(call.called), free_at)  # who is called ahead waits until the floor is free
            signed_up = called if call.name in waiting else None
            yield from _turn(call, turn, period if item else None, signed_up, last, f"{key}-turn-{turn}")
            waiting.discard(call.name)
            free_at = ms(call.end)


def _opened(item: int, period: int, calls: Sequence[Call], at: int, key: str) -> Iterator[Timed]:
    """The period opens, and everyone who will be called in it joins: from a seat of their own, by a call,
    or, every second one of those in the room, by a paper card. Nobody joins twice (R6).
    """
    yield _FLOOR, Command(at, key, "clerk", "open_period", {"item": item})
    joined: set[str] = set()
    cards = 0
    for place, call in enumerate(calls, 1):
        if call.name in joined:
            continue
        joined.add(call.name)
        cards += call.channel == "in_person"
        who, how = call.name, call.channel
        if call.channel == "phone" or (call.channel == "in_person" and cards % 2 == 0):
            fields = {"period": period, "name": who, "channel": how}
            yield _FLOOR, Command(at, f"{key}-join-{place}", "clerk", "add_request", fields)
        else:
            yield _FLOOR, Ask(at, f"{key}-join-{place}", period, who, how, passed_by=f"{key}-pass-{place}")


def _turn(
    call: Call, turn: int, period: int | None, called: int | None, last: bool, key: str
) -> Iterator[Timed]:
    """A turn from call to end. Who has not signed up walks up, and is named once they have spoken (R4)."""
    began, ended = ms(call.begin), ms(call.end)
    if called is None:
        walk_up = {} if period is None else {"period": period}
        yield _FLOOR, Command(began, f"{key}-walk-up", "clerk", "walk_up", walk_up)
    else:
        yield _FLOOR, Command(called, f"{key}-call", "clerk", "call_next", {"period": period})
        yield _FLOOR, Command(began, f"{key}-start", "clerk", "start_turn", {"turn": turn})
    if last:
        yield _FLOOR, Command(began, f"{key}-last-call", "clerk", "make_last_call", {"period": period})
    yield _FLOOR, Command(ended, f"{key}-end", "clerk", "end_turn", {"turn": turn})
    if called is None:
        name = {"turn": turn, "name": call.name}
        yield _FLOOR, Command(ended, f"{key}-name", "clerk", "name_turn", name)


# ── Captions ─────────────────────────────────────────────────────────────────


def _captions(
    captions: Sequence[Caption], track: str, late_ms: int, delay_ms: int, key: str
) -> Iterator[Timed]:
    """Lines in the order in which they begin; one that ends within another is final when that is."""
    if not captions:
        return
    opened = {"language": track, "delay_ms": delay_ms}
    yield _OPENING, Command(-BEFORE_MS, f"{key}-track", "captioner", "open_track", opened)
    final_at = 0
    for row, line in sorted(enumerate(captions, 1), key=lambda numbered: numbered[1].start):
        began, ended = ms(line.start), ms(line.end)
        final_at = max(final_at, ended + late_ms)
        times = (None, None) if late_ms else (began, ended)
        if began + late_ms < final_at:
            yield _LINE_BEGINS, LineBegins(began + late_ms, f"{key}-cue-{row}", track, line.text)
        yield _LINE_ENDS, LineEnds(final_at, f"{key}-cue-{row}", track, line.text, *times)


def slug(name: str) -> str:
    """A body's name as it stands in addresses: ``City Council`` → ``city-council``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    kept = "-".join("".join(c if c.isalnum() else " " for c in plain).split())[:60].strip("-")
    return kept or f"body-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
