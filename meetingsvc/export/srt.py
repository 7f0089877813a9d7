"""SubRip: at most two lines of 42 characters, nothing escaped, the speaker where it changes."""

from collections.abc import Callable, Iterator
from typing import Final

from meetingsvc.export.edition import Edition, marks, speaker
from meetingsvc.export.onscreen import shown
from meetingsvc.export.vtt import note, timestamp
from meetingsvc.i18n import Translator
from meetingsvc.readmodel.transcript import Line

SOMEONE_ELSE: Final = ">>"
"""What captioners write where another person speaks whose name they do not know."""


def srt(edition: Edition, t: Translator) -> Iterator[str]:
    """The captions of a track as SubRip. A caption too long for a screen becomes several (R37)."""
    for number, (screen, _) in enumerate(shown(edition, t, _leads(edition, t)), 1):
        times = f"{timestamp(screen.began)} --> {timestamp(screen.ended)}".replace(".", ",")
        rows = note("\n".join(screen.rows))
        yield f"{'' if number == 1 else chr(10)}{number}\n{times}\n{rows}\n"


def _leads(edition: Edition, t: Translator) -> Callable[[Line], str]:
    """What stands before the words of a line: marks before the first, and who speaks, where that changes."""
    mark, before = marks(edition, t), ""

    def lead(line: Line) -> str:
        nonlocal mark, before
        name = speaker(line.who, t)
        found = mark + _cast(before, name, line, t)
        mark, before = "", name
        return found

    return lead


def _cast(before: str, name: str, line: Line, t: Translator) -> str:
    """Who speaks, where that changes or is not certain."""
    if line.near_hand_over:
        # Translators: before a line of subtitles of which it is not certain who spoke it.
        doubt = t.gettext("unconfirmed")
        return f"{name} ({doubt}): " if name else f"{SOMEONE_ELSE} ({doubt}) "
    if name == before:
        return ""
    return f"{name}: " if name else f"{SOMEONE_ELSE} "
