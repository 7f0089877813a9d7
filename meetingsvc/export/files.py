"""Which files a meeting's archive offers, and what each is: its name, type, language and form.

The one list that pages, endpoints and the command line go by. Knows no address and builds nothing itself
but what is made of a transcript.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal

import msgspec

from meetingsvc.domain.state import Meeting
from meetingsvc.export.akn import akn
from meetingsvc.export.cdp import cdp_json
from meetingsvc.export.chapters import chapters_vtt
from meetingsvc.export.edition import Edition
from meetingsvc.export.html import page
from meetingsvc.export.podcast import podcast_json
from meetingsvc.export.srt import srt
from meetingsvc.export.text import text
from meetingsvc.export.transcript_json import transcript_json
from meetingsvc.export.vtt import captions_vtt, vtt
from meetingsvc.i18n import N_, Translator
from meetingsvc.readmodel.transcript import Version
from meetingsvc.record.bundle import RECORD_NAME

Kind = Literal[
    "vtt",
    "captions",
    "srt",
    "txt",
    "html",
    "json",
    "akn",
    "cdp",
    "podcast",
    "chapters",
    "comments_csv",
    "comments_json",
    "queue_csv",
    "record",
    "bundle",
]

Make = Callable[[Edition, Translator], Iterator[str]]


class Form(msgspec.Struct, frozen=True):
    """What a kind of file is: its name, with the track in the place of "*"; its media type without a charset;
    what is in it, in words for its reader; for those of a track, how it is made.
    """

    name: str
    content_type: str
    contents: str
    make: Make | None = None


FORMS: Final[Mapping[Kind, Form]] = {
    "html": Form("transcript.*.html", "text/html", N_("Transcript to read (web page)"), page),
    "txt": Form("transcript.*.txt", "text/plain", N_("Transcript as text"), text),
    "vtt": Form("transcript.*.vtt", "text/vtt", N_("Captions (WebVTT)"), vtt),
    # Translators: captions set in two rows, for a player of videos.
    "captions": Form(
        "captions.*.vtt", "text/vtt", N_("Captions for a video (WebVTT, two rows)"), captions_vtt
    ),
    "srt": Form("transcript.*.srt", "application/x-subrip", N_("Subtitles (SubRip)"), srt),
    "json": Form(
        "transcript.*.json", "application/json", N_("Transcript for programs (JSON)"), transcript_json
    ),
    "akn": Form(
        "transcript.*.akn.xml", "application/akn+xml", N_("Transcript for archives (Akoma Ntoso, XML)"), akn
    ),
    "cdp": Form(
        "transcript.*.cdp.json", "application/json", N_("For the Council Data Project (JSON)"), cdp_json
    ),
    "podcast": Form(
        "transcript.*.podcast.json", "application/json", N_("For podcast players (JSON)"), podcast_json
    ),
    "chapters": Form("chapters.*.vtt", "text/vtt", N_("Chapters (WebVTT)"), chapters_vtt),
    "comments_csv": Form("comments.csv", "text/csv", N_("Written comments (table, CSV)")),
    "comments_json": Form("comments.json", "application/json", N_("Written comments (JSON)")),
    "queue_csv": Form("queue.csv", "text/csv", N_("Who spoke, and for how long (table, CSV)")),
    "record": Form(RECORD_NAME, "application/x-ndjson", N_("The record (JSON lines, signed)")),
    "bundle": Form("bundle.zip", "application/zip", N_("Everything in one file (ZIP)")),
}
"""Every kind of file, in the order of a list."""

TRANSCRIPTS: Final = tuple(kind for kind, form in FORMS.items() if form.make is not None)
"""The kinds that each track has."""

AS_RECEIVED: Final = tuple(kind for kind in TRANSCRIPTS if kind != "chapters")
"""Those that are there as received too (R38): chapters have no captions in them."""


class File(msgspec.Struct, frozen=True):
    """A file of an archive. ``track`` is None where it is about the meeting as a whole."""

    kind: Kind
    track: str | None = None
    version: Version = "corrected"

    @property
    def name(self) -> str:
        """What it is called: "transcript.en.vtt", and as received "transcript.en.received.vtt"."""
        return self.called()

    def called(self, mark: str = "") -> str:
        """Its name with a mark behind the track, such as "draft"."""
        stem, star, suffix = FORMS[self.kind].name.partition("*")
        if not star:
            return stem
        received = ("received",) if self.version == "received" else ()
        return stem + ".".join(each for each in (self.track, *received, mark) if each) + suffix

    @property
    def content_type(self) -> str:
        """Its media type, without a charset."""
        return FORMS[self.kind].content_type

    @property
    def is_text(self) -> bool:
        """Whether it is UTF-8 text, which its type should say."""
        return self.content_type.startswith("text/") or self.kind == "srt"

    def language(self, meeting: Meeting) -> str:
        """The language that it is in (BCP 47)."""
        return meeting.language if self.track is None else meeting.tracks[self.track].language


def offered(meeting: Meeting) -> tuple[File, ...]:
    """The files of a meeting, in the order of a list; a track without captions has none. As received they are
    listed where anything was corrected since.
    """
    of_tracks = [
        File(kind, track, version)
        for track in captioned(meeting)
        for version in _versions(meeting, track)
        for kind in (TRANSCRIPTS if version == "corrected" else AS_RECEIVED)
    ]
    whole: tuple[Kind, ...] = ("comments_csv", "comments_json", "queue_csv", "record", "bundle")
    return (*of_tracks, *map(File, whole))


def found(meeting: Meeting, name: str) -> File | None:
    """The file of this name, if there is one: what is offered, and every transcript as received."""
    there = [
        *offered(meeting),
        *(File(kind, track, "received") for track in captioned(meeting) for kind in AS_RECEIVED),
    ]
    return next((file for file in there if file.name == name), None)


def captioned(meeting: Meeting) -> list[str]:
    """The tracks that have captions, by name."""
    return sorted(name for name, track in meeting.tracks.items() if track.cues)


def _versions(meeting: Meeting, track: str) -> tuple[Version, ...]:
    return ("corrected", "received") if meeting.tracks[track].corrections else ("corrected",)
