"""The agenda as WebVTT chapters, on the same zero as the transcript."""

from collections.abc import Iterator

import webvtt

from meetingsvc.export.edition import Edition, notes, printable
from meetingsvc.export.vtt import cue, escaped, written
from meetingsvc.i18n import Translator
from meetingsvc.readmodel.transcript import chapters


def chapters_vtt(edition: Edition, t: Translator) -> Iterator[str]:
    """A chapter for each stretch of the meeting on one item, named by the item's label."""
    last = max((line.ended for line in edition.lines), default=0)
    shown: list[webvtt.Caption] = []
    for chapter in chapters(edition.meeting, until=last):
        began, ended = chapter.began - edition.zero, chapter.ended - edition.zero
        if ended > 0:
            label = escaped(printable(edition.meeting.items[chapter.item].label))
            shown.append(cue(max(began, 0), ended, label, str(len(shown) + 1)))
    return written(shown, notes(edition, t))
