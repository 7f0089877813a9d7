"""Which files a meeting's archive offers, and what each is: its name, type, language and form.

The one list that pages, endpoints and the command line go by. Knows no address and builds nothing itself
but what is made of a transcript.
"""

from collections.abc import Callable, Mapping
from typing import Final, Literal

import msgspec

from meetingsvc.domain.state import Meeting
from meetingsvc.export.chapters import chapters_vtt
from meetingsvc.export.edition import Edition
from meetingsvc.export.srt import srt
from meetingsvc.export.text import text
from meetingsvc.export.vtt import vtt
from meetingsvc.i18n import N_, Translator
from meetingsvc.record.bundle import RECORD_NAME

Kind = Literal[
    "vtt", "srt", "txt", "chapters", "comments_csv", "comments_json", "queue_csv", "record", "bundle"
]

TRANSCRIPTS: Final[Mapping[str, Callable[[Edition, Translator], bytes]]] = {
    "vtt": vtt,
    "srt": srt,
    "txt": text,
    "chapters": chapters_vtt,
}
"""How each file of a track is made."""

_TYPES: Final[Mapping[Kind, str]] = {
    "vtt": "text/vtt",
    "srt": "application/x-subrip",
    "txt": "text/plain",
    "chapters": "text/vtt",
    "comments_csv": "text/csv",
    "comments_json": "application/json",
    "queue_csv": "text/csv",
    "record": "application/x-ndjson",
    "bundle": "application/zip",
}

CONTENTS: Final[Mapping[Kind, str]] = {
    "vtt": N_("Captions (WebVTT)"),
    "srt": N_("Subtitles (SubRip)"),
    "txt": N_("Transcript as text"),
    "chapters": N_("Chapters (WebVTT)"),
    "comments_csv": N_("Written comments (table, CSV)"),
    "comments_json": N_("Written comments (JSON)"),
    "queue_csv": N_("Who spoke, and for how long (table, CSV)"),
    "record": N_("The record (JSON lines, signed)"),
    "bundle": N_("Everything in one file (ZIP)"),
}
"""What a file is, in words for its reader."""


class File(msgspec.Struct, frozen=True):
    """A file of an archive. ``track`` is None where it is about the meeting as a whole."""

    name: str
    kind: Kind
    track: str | None = None

    @property
    def content_type(self) -> str:
        """Its media type, without a charset."""
        return _TYPES[self.kind]

    @property
    def is_text(self) -> bool:
        """Whether it is UTF-8 text, which its type should say."""
        return self.content_type.startswith("text/") or self.kind == "srt"

    def language(self, meeting: Meeting) -> str:
        """The language that it is in (BCP 47)."""
        return meeting.language if self.track is None else meeting.tracks[self.track].language


def offered(meeting: Meeting) -> tuple[File, ...]:
    """The files of a meeting, in the order of a list; a track without captions has none."""
    tracks = sorted(name for name, track in meeting.tracks.items() if track.cues)
    return (
        *(
            file
            for track in tracks
            for file in (
                File(f"transcript.{track}.vtt", "vtt", track),
                File(f"transcript.{track}.srt", "srt", track),
                File(f"transcript.{track}.txt", "txt", track),
                File(f"chapters.{track}.vtt", "chapters", track),
            )
        ),
        File("comments.csv", "comments_csv"),
        File("comments.json", "comments_json"),
        File("queue.csv", "queue_csv"),
        File(RECORD_NAME, "record"),
        File("bundle.zip", "bundle"),
    )
