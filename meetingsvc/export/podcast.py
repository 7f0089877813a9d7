"""Podcasting 2.0's transcript, JSON: what podcast players show beside a recording.

https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md
"""

from collections.abc import Iterator

import msgspec

from meetingsvc.export.edition import Edition, captions, marks, speaker, words
from meetingsvc.export.pieces import array
from meetingsvc.i18n import Translator


class Segment(msgspec.Struct, frozen=True, omit_defaults=True, rename="camel"):
    """A line; times in seconds from the file's zero."""

    start_time: float
    end_time: float
    body: str
    speaker: str = ""


def podcast_json(edition: Edition, t: Translator) -> Iterator[str]:
    """A segment for each line. The format has no head: what must be said of it stands in the first one."""
    yield from array('{"version":"1.0.0","segments":', _segments(edition, t), "}\n")


def _segments(edition: Edition, t: Translator) -> Iterator[Segment]:
    mark = marks(edition, t)
    for each in captions(edition):
        body = mark + " ".join(words(each.line, t))
        mark = ""
        yield Segment(each.began / 1_000, each.ended / 1_000, body, speaker(each.line.who, t))
