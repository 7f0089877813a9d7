"""What every transcript file is made from, and what all of them say alike: zero, names, notes.

Owns the file's time (milliseconds from its zero) and the words around the captions. Knows no format.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from meetingsvc.domain.state import Meeting
from meetingsvc.export.language import Direction, direction
from meetingsvc.i18n import N_, Translator
from meetingsvc.readmodel.transcript import Line, Version, Who, draft, unconfirmed_turns

KINDS: Final = {
    "interpreter": N_("Interpreted: said by an interpreter, not by the speaker."),
    "automatic": N_("Automatic captions: written by a machine, which makes mistakes."),
    "translation": N_("Machine translation: made by a machine from captions in another language."),
}
"""R37, R39: what a reader must be told of a track, by its kind."""

MARKS: Final = {
    # Translators: a short mark in front of the first caption of a file.
    "automatic": N_("Automatic captions"),
    # Translators: a short mark in front of the first caption of a file.
    "translation": N_("Machine translation"),
}

RECEIVED: Final = N_("As received: before anything was corrected.")


# Controls that are no blanks; embeddings, overrides and isolates, of which one left open would turn a time or
# the next speaker's words around; halves of letters.
_UNPRINTABLE: Final = re.compile(
    "[\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]"
)


class Edition(msgspec.Struct, frozen=True):
    """One track's transcript as it stands now. ``source`` is the address where it is published; ``lines`` can
    be gone through more than once, and may be too many to hold.
    """

    meeting: Meeting
    track: str
    lines: Iterable[Line]
    source: str
    version: Version = "corrected"

    @property
    def zero(self) -> int:
        """The instant (UTC ms) that a file counts from: the meeting's start, or its recording's."""
        return self.held_at - self.meeting.transcript_offset_ms

    @property
    def held_at(self) -> int:
        """When the meeting began, or was to begin (UTC ms)."""
        return self.meeting.starts_at if self.meeting.started_at is None else self.meeting.started_at

    @property
    def language(self) -> str:
        """The track's language (BCP 47)."""
        return self.meeting.tracks[self.track].language

    @property
    def direction(self) -> Direction:
        """Which way the track's language runs."""
        return direction(self.language)

    @property
    def kind(self) -> str:
        """Who wrote the track."""
        return self.meeting.tracks[self.track].kind

    @property
    def draft(self) -> bool:
        """R44: whether the file must say "draft"."""
        return draft(self.meeting)


class Caption(msgspec.Struct, frozen=True):
    """A line with the times of a file: milliseconds from its zero."""

    began: int
    ended: int
    line: Line


def captions(edition: Edition) -> Iterator[Caption]:
    """The lines that a recording from zero on contains; those that were over before it are left out."""
    for line in edition.lines:
        ended = line.ended - edition.zero
        if ended > 0:
            yield Caption(max(line.began - edition.zero, 0), ended, line)


def speaker(who: Who | None, t: Translator) -> str:
    """The name to show: as given, or an alias; empty where nobody is known to have spoken."""
    if who is None:
        return ""
    if name := printable(who.name):
        return name
    if who.dais:
        # Translators: stands in the place of a name: a member of the body spoke, which one is not known.
        return t.gettext("Dais")
    if who.ticket is not None:
        # Translators: alias of a person who speaks without a name, by the number of their ticket.
        return t.gettext("Speaker %(ticket)s", ticket=who.ticket)
    return t.gettext("Walk-up speaker") if who.walk_up else ""


def person(who: Who | None) -> str | int | None:
    """What tells one speaker from another throughout a file: the name, else the ticket, else the turn. None
    where nobody is known to have spoken.
    """
    if who is None:
        return None
    if name := printable(who.name):
        return name
    if who.dais:
        return ""
    return who.ticket if who.ticket is not None else None if who.turn is None else -who.turn


def words(line: Line, t: Translator) -> list[str]:
    """The text of a line, as the printed lines that it has; never none and never an empty one."""
    shown = [row for row in map(printable, (line.text or "").splitlines()) if row]
    # Translators: stands in a transcript where words were taken out, such as a child's name.
    return shown or [t.gettext("[withheld]")]


def printable(text: str) -> str:
    """Text for one line of a file: runs of blanks made one; controls, half letters, and what sets a direction
    for all that follows it, gone.
    """
    return " ".join(_UNPRINTABLE.sub("", text).split())


def notes(edition: Edition, t: Translator) -> list[str]:
    """What stands at the head of a file, a line each: meeting, language, source, who wrote it, how final."""
    return [
        *heading(edition, t),
        # Translators: in the head of a transcript file; "language" is a code such as "en".
        t.gettext("Language: %(language)s", language=edition.language),
        # Translators: in the head of a transcript file; "address" is the web address that it comes from.
        t.gettext("Source: %(address)s", address=edition.source),
        *cautions(edition, t),
    ]


def heading(edition: Edition, t: Translator) -> list[str]:
    """Which meeting it is: title, body, place and day."""
    meeting = edition.meeting
    parts = [meeting.title, meeting.body_name, meeting.place, t.date(edition.held_at, meeting.time_zone)]
    return [printable(part) for part in parts if part]


def cautions(edition: Edition, t: Translator) -> list[str]:
    """What a reader must know of how far to trust it (R37, R38, R39, R44)."""
    said = [t.gettext(KINDS[edition.kind])] if edition.kind in KINDS else []
    if edition.version == "received":
        said.append(t.gettext(RECEIVED))
    return [*said, *gap_notes(edition.meeting, edition.track, t), *draft_notes(edition.meeting, t)]


GAPS_NAMED: Final = 20
"""At the head of a file; the archive's page counts the rest too."""


def gap_notes(meeting: Meeting, track: str, t: Translator) -> list[str]:
    """R37: where nothing came while someone spoke, with its length; what a machine could not translate."""
    known = meeting.tracks.get(track)
    gaps = known.gaps if known is not None else ()
    said = [
        # Translators: at the head of a transcript: a time of day, and for how long nothing came from then on.
        t.gettext(
            "No captions came at %(time)s, for %(length)s, while someone spoke.",
            time=t.time(since, meeting.time_zone, "medium"),
            length=t.duration(until - since),
        )
        for since, until in gaps[:GAPS_NAMED]
    ]
    more = len(gaps) - GAPS_NAMED
    if more > 0:
        said.append(t.ngettext("And %(num)s more.", "And %(num)s more.", more))
    made = meeting.translations.get(track)
    if made is not None and made.missed:
        said.append(
            t.ngettext(
                "%(num)s line could not be translated.", "%(num)s lines could not be translated.", made.missed
            )
        )
    return said


def marks(edition: Edition, t: Translator) -> str:
    """The same in front of a first caption, where a format has no head: "[Draft] "; mostly empty."""
    # Translators: at the head of subtitles that are not yet final.
    said = [t.gettext("Draft")] if edition.draft else []
    if edition.kind in MARKS:
        said.append(t.gettext(MARKS[edition.kind]))
    return "".join(f"[{each}] " for each in said)


def draft_notes(meeting: Meeting, t: Translator) -> list[str]:
    """R44: the sentences that say why the transcript is a draft; none once it is final."""
    said = []
    if unconfirmed_turns(meeting):
        said.append(t.gettext("Draft: the clerk has not yet confirmed who spoke in every turn."))
    if not meeting.transcript_published:
        said.append(t.gettext("Draft: the clerk has not yet published this transcript."))
    return said
