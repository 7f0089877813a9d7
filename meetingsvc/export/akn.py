"""Akoma Ntoso 3.0: the transcript as a debate, for parliaments' and archives' own tools.

http://docs.oasis-open.org/legaldocml/akn-core/v1.0/. A section for each stretch on an agenda item, a speech
for each speaker, a paragraph for each line. Valid by the standard's own schema.
"""

from array import array
from collections.abc import Iterator
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from babel.core import get_global

from meetingsvc.export.edition import Edition, cautions, heading, person, printable, speaker, words
from meetingsvc.export.passages import Passage, passages
from meetingsvc.export.table import local
from meetingsvc.i18n import Translator
from meetingsvc.readmodel.transcript import Who

NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_NOBODY: Final = "unknown"
_NOWHERE: Final = "un"
"""The country of a body whose time zone is in none."""


def akn(edition: Edition, t: Translator) -> Iterator[str]:
    """The debate. Who speaks without being known is the role "unknown"."""
    people = _People(edition, t)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<akomaNtoso xmlns="{NAMESPACE}"><debate name="transcript">\n'
    yield from _meta(edition, people, t)
    yield from _preface(edition, t)
    yield "<debateBody>\n"
    number = speech = 0
    for passage in passages(edition.lines):
        if passage.new_item:
            number += 1
            yield _section(edition, passage, number, t)
        if passage.new_speaker:
            yield from _speech(edition, passage, people, speech)
            speech += 1
        yield _paragraph(passage, t)
        if passage.last_of_speech:
            yield "</speech>\n"
        if passage.last_of_item:
            yield "</debateSection>\n"
    if not number:
        # Translators: the one heading of a transcript file in which nobody says anything.
        nothing = t.gettext("No captions")
        yield f'<debateSection name="item" eId="dbsect_1">{_element("heading", nothing)}</debateSection>\n'
    yield "</debateBody>\n</debate></akomaNtoso>\n"


class _People:
    """Everybody who speaks, by an id of this file, in the order in which they first do; and when each speech
    ends.
    """

    def __init__(self, edition: Edition, t: Translator) -> None:
        self.names: dict[str, str] = {}
        self.ends = array("q")
        self._ids: dict[str | int | None, str] = {None: _NOBODY}
        for passage in passages(edition.lines):
            who = passage.line.who
            if person(who) not in self._ids:
                id = f"speaker-{len(self.names) + 1}"
                self._ids[person(who)] = id
                self.names[id] = speaker(who, t)
            if passage.last_of_speech:
                self.ends.append(passage.line.ended)

    def id(self, who: Who | None) -> str:
        """The id of a speaker."""
        return self._ids[person(who)]


def _meta(edition: Edition, people: _People, t: Translator) -> Iterator[str]:
    country, language = _country(edition), edition.language.partition("-")[0].lower()
    work = f"/akn/{country}/debate/{_day(edition)}/{edition.meeting.id.lower()}"
    expression = f"{work}/{language}@"
    yield '<meta><identification source="#body">\n'
    yield from _level("Work", work, "", edition, f'<FRBRcountry value="{country}"/>')
    final = "false" if edition.draft else "true"
    yield from _level(
        "Expression",
        expression,
        "",
        edition,
        f'<FRBRauthoritative value="{final}"/><FRBRlanguage language="{language}"/>',
    )
    yield from _level(
        "Manifestation", expression, ".xml", edition, '<FRBRformat value="application/akn+xml"/>'
    )
    yield '</identification><references source="#body">\n'
    yield _reference("original", "published", edition.source, edition.meeting.title)
    yield _reference("TLCOrganization", "body", "/akn/ontology/organization/body", edition.meeting.body_name)
    for id, name in people.names.items():
        yield _reference("TLCPerson", id, f"/akn/ontology/person/{id}", name)
    for role, name in (
        # Translators: the role of a member of the public who speaks.
        ("public", t.gettext("Public")),
        ("dais", t.gettext("Dais")),
        # Translators: of a speaker whom nobody knows.
        ("unknown", t.gettext("Unknown speaker")),
    ):
        yield _reference("TLCRole", role, f"/akn/ontology/role/{role}", name)
    yield "</references></meta>\n"


def _level(level: str, address: str, suffix: str, edition: Edition, own: str) -> Iterator[str]:
    """The transcript as a work, in this language, or as this file."""
    yield (
        f'<FRBR{level}><FRBRthis value="{address}/!main{suffix}"/><FRBRuri value="{address}{suffix}"/>'
        f'<FRBRdate date="{_day(edition)}" name="held"/><FRBRauthor href="#body"/>{own}</FRBR{level}>\n'
    )


def _reference(kind: str, id: str, address: str, name: str) -> str:
    return f'<{kind} eId="{id}" href={_quoted(address)} showAs={_quoted(name)}/>\n'


def _preface(edition: Edition, t: Translator) -> Iterator[str]:
    title, *rest = heading(edition, t)
    *between, date = rest
    yield f"<preface><p>{_element('docTitle', title)}</p>"
    for each in between:
        yield _element("p", each)
    yield f'<p><docDate date="{_day(edition)}">{_text(date)}</docDate></p>'
    for each in cautions(edition, t):
        yield f'<p class="caution">{_text(each)}</p>'
    yield "</preface>\n"


def _section(edition: Edition, passage: Passage, number: int, t: Translator) -> str:
    item = passage.line.item
    # Translators: the heading of what was said between two agenda items.
    label = t.gettext("Between items") if item is None else printable(edition.meeting.items[item].label)
    lang = t.lang if item is None else edition.meeting.language
    return (
        f'<debateSection name="item" eId="dbsect_{number}">'
        f"<heading xml:lang={_quoted(lang)}>{_text(label)}</heading>\n"
    )


def _speech(edition: Edition, passage: Passage, people: _People, number: int) -> Iterator[str]:
    line = passage.line
    id = people.id(line.who)
    role = _role(line.who) if id != _NOBODY else _NOBODY
    began, ended = (
        _local(edition, at).isoformat(timespec="milliseconds") for at in (line.began, people.ends[number])
    )
    times = f'startTime="{began}" endTime="{ended}"'
    yield f'<speech by="#{id}" as="#{role}" {times} eId="speech_{number + 1}">\n'
    if id != _NOBODY:
        yield _element("from", people.names[id]) + "\n"


def _role(who: Who | None) -> str:
    """What somebody speaks as: whom only the source of the captions names sits at the dais."""
    return "dais" if who is not None and (who.dais or who.turn is None) else "public"


def _paragraph(passage: Passage, t: Translator) -> str:
    line = passage.line
    doubt = ' class="unconfirmed"' if line.near_hand_over else ""
    lang = "" if line.lang is None else f" xml:lang={_quoted(line.lang)}"
    return f'<p eId="line_{line.id}"{doubt}{lang}>{_text(" ".join(words(line, t)))}</p>\n'


def _local(edition: Edition, at: int) -> datetime:
    return local(at, edition.meeting.time_zone)


def _country(edition: Edition) -> str:
    """The country in which the body's time zone lies, as two letters."""
    found = get_global("zone_territories").get(edition.meeting.time_zone, _NOWHERE)
    return _NOWHERE if found == "001" else str(found).lower()


def _day(edition: Edition) -> str:
    return _local(edition, edition.held_at).date().isoformat()


def _element(name: str, text: str) -> str:
    return f"<{name}>{_text(text)}</{name}>"


def _text(text: str) -> str:
    return escape(_allowed(text))


def _quoted(text: str) -> str:
    return quoteattr(_allowed(printable(text)))


def _allowed(text: str) -> str:
    """Text without the two characters that are printed nowhere and that no XML may hold."""
    return text.replace("\ufffe", "").replace("\uffff", "")
