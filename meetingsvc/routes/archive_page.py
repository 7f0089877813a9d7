"""What the page of a meeting's archive shows, put together for its template: no HTML, no request.

The transcript comes in paragraphs, so that six hours of it stay light: a paragraph has one time and link,
a line only a name that an address can point to.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel import units

from meetingsvc.domain.state import Meeting
from meetingsvc.domain.texts import Track
from meetingsvc.export.edition import Edition, printable, speaker, words
from meetingsvc.export.language import direction, own_name
from meetingsvc.export.passages import ends_paragraph
from meetingsvc.export.text import clock
from meetingsvc.i18n import Translator
from meetingsvc.readmodel.search import Match
from meetingsvc.readmodel.transcript import Line, Section, Speech


@dataclass(frozen=True)
class ShownLine:
    """A line: the name that ``#`` in an address points to, its text, and whether it is found or in doubt."""

    id: str
    text: str
    doubtful: bool
    found: bool


@dataclass(frozen=True)
class Paragraph:
    """Lines under one time."""

    at: str
    lines: Sequence[ShownLine]


@dataclass(frozen=True)
class ShownSpeech:
    """What one speaker said in a row. ``name`` is empty where nobody is known to have spoken; ``alias``: it
    stands for a name, in the words of the page.
    """

    id: str
    name: str
    alias: bool
    paragraphs: Sequence[Paragraph]


@dataclass(frozen=True)
class ShownSection:
    """What was said on an item; ``label`` is empty between items."""

    id: str
    label: str
    at: str
    speeches: Sequence[ShownSpeech]


@dataclass(frozen=True)
class Found:
    """A place where the words looked for were said."""

    href: str
    at: str
    name: str
    text: str


@dataclass(frozen=True)
class ShownTrack:
    """A language of captions, by its own name and with its direction."""

    name: str
    language: str
    dir: str
    label: str
    interpreted: bool


def shown_track(track: Track) -> ShownTrack:
    """A track for its reader; a language that CLDR does not know is called by its code."""
    return ShownTrack(
        track.name,
        track.language,
        direction(track.language),
        own_name(track.language),
        track.kind == "interpreter",
    )


def shown_sections(
    edition: Edition, sections: Sequence[Section], found: Sequence[Match], t: Translator
) -> list[ShownSection]:
    """The transcript for its page, with the lines marked in which something was found."""
    marked = {line.id for match in found for line in match.lines}
    shown = []
    for number, section in enumerate(sections, 1):
        began = section.speeches[0].lines[0].began
        shown.append(
            ShownSection(
                id=f"s-{number}",
                label=_label(edition.meeting, section.item),
                at=clock(began - edition.zero),
                speeches=[_speech(edition, speech, marked, t) for speech in section.speeches],
            )
        )
    return shown


def shown_matches(edition: Edition, found: Sequence[Match], t: Translator) -> list[Found]:
    """The list of what a search found."""
    return [
        Found(
            href=f"#{anchor(edition.track, match.lines[0])}",
            at=clock(match.lines[0].began - edition.zero),
            name=speaker(match.who, t),
            text=" ".join(row for line in match.lines for row in words(line, t)),
        )
        for match in found
    ]


def speakers(sections: Sequence[ShownSection]) -> list[tuple[str, str]]:
    """Everybody named, in the order in which they first spoke, with where that is."""
    first: dict[str, str] = {}
    for section in sections:
        for speech in section.speeches:
            if speech.name:
                first.setdefault(speech.name, f"#{speech.id}")
    return list(first.items())


def anchor(track: str, line: Line) -> str:
    """The name of a line in the page's address, which never changes: "c-en-15"."""
    return f"c-{track}-{line.id}"


def size_text(size: int, t: Translator) -> str:
    """A number of bytes in words: "12 kB", "3.4 MB"."""
    if size < 1_000_000:
        kilobytes = max(1, round(size / 1_000))
        return str(units.format_unit(kilobytes, "digital-kilobyte", "short", locale=t.locale))
    return str(units.format_unit(round(size / 1_000_000, 1), "digital-megabyte", "short", locale=t.locale))


def _speech(edition: Edition, speech: Speech, marked: set[str], t: Translator) -> ShownSpeech:
    return ShownSpeech(
        id=f"p-{edition.track}-{speech.lines[0].id}",
        name=speaker(speech.who, t),
        alias=speech.who is not None and not speech.who.name,
        paragraphs=[
            Paragraph(
                at=clock(lines[0].began - edition.zero),
                lines=[
                    ShownLine(
                        id=anchor(edition.track, line),
                        text=" ".join(words(line, t)),
                        doubtful=line.near_hand_over,
                        found=line.id in marked,
                    )
                    for line in lines
                ],
            )
            for lines in _paragraphs(speech.lines)
        ],
    )


def _paragraphs(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    paragraph: list[Line] = []
    for line in lines:
        paragraph.append(line)
        if ends_paragraph(line, len(paragraph)):
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _label(meeting: Meeting, item: int | None) -> str:
    return "" if item is None else printable(meeting.items[item].label)
