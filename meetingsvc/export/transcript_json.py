"""The transcript as JSON of our own: all that is known of each line, as docs/exports.md describes it."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from meetingsvc.domain.spoken import Word
from meetingsvc.export.cdp import generated_by
from meetingsvc.export.edition import Edition, cautions, printable, speaker
from meetingsvc.export.pieces import array, encoded
from meetingsvc.i18n import Translator
from meetingsvc.readmodel.transcript import Line, chapters

FORM: Final = 1
"""The version of this form: it grows where it changes its meaning, not where a field is added."""


class ShownWho(msgspec.Struct, frozen=True, omit_defaults=True):
    """Whose words a line is. ``shown`` is the name or alias that every other file has."""

    shown: str
    name: str = ""
    turn: int | None = None
    ticket: int | None = None
    dais: bool = False
    walk_up: bool = False


class ShownLine(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A line; UTC ms. ``text`` is not there where it is withheld, ``lang`` where it is the track's."""

    id: str
    cue: int
    piece: int = 1
    began: int
    ended: int
    text: str | None = None
    lang: str | None = None
    item: int | None = None
    who: ShownWho | None = None
    confirmed: bool = False
    near_hand_over: bool = False
    estimated: bool = False
    corrected: bool = False
    redacted: bool = False
    confidence: int | None = None
    words: tuple[Word, ...] = ()


def transcript_json(edition: Edition, t: Translator) -> Iterator[str]:
    """A head, and a line of JSON for each line of the transcript."""
    head = {**_head(edition), "notes": cautions(edition, t)}
    before = encoded(head).removesuffix("}")
    yield from array(f'{before},"lines":', (_shown(line, t) for line in edition.lines), "}\n")


def _head(edition: Edition) -> dict[str, Any]:
    meeting = edition.meeting
    last = max((line.ended for line in edition.lines), default=0)
    return {
        "transcript": FORM,
        "generator": generated_by(),
        "source": edition.source,
        "version": edition.version,
        "draft": edition.draft,
        "meeting": {
            "id": meeting.id,
            "title": meeting.title,
            "body": meeting.body,
            "body_name": meeting.body_name,
            "place": meeting.place,
            "time_zone": meeting.time_zone,
            "language": meeting.language,
            "started_at": edition.held_at,
            "adjourned_at": meeting.adjourned_at,
        },
        "track": {"name": edition.track, "language": edition.language, "kind": edition.kind},
        "zero": edition.zero,
        "items": [{"item": each.number, "label": printable(each.label)} for each in meeting.items.values()],
        "chapters": [
            {"item": each.item, "began": each.began, "ended": each.ended}
            for each in chapters(meeting, until=last)
        ],
    }


def _shown(line: Line, t: Translator) -> ShownLine:
    return ShownLine(
        id=line.id,
        cue=line.cue,
        piece=line.piece,
        began=line.began,
        ended=line.ended,
        text=line.text,
        lang=line.lang,
        item=line.item,
        who=_who(line, t),
        confirmed=line.confirmed,
        near_hand_over=line.near_hand_over,
        estimated=line.estimated,
        corrected=line.corrected,
        redacted=line.redacted,
        confidence=line.confidence,
        words=line.words,
    )


def _who(line: Line, t: Translator) -> ShownWho | None:
    who = line.who
    if who is None:
        return None
    return ShownWho(
        shown=speaker(who, t),
        name=who.name,
        turn=who.turn,
        ticket=who.ticket,
        dais=who.dais,
        walk_up=who.walk_up,
    )
