"""Words that were taken out of a track's last captions and are sent once more, within another line (R29).

A tool that starts again, or that sends a block of rows, repeats what it has sent. What of it is shown then is
the rest; the words stand sealed, as in the caption that they were taken out of. Pure text.
"""

from typing import Final

from msgspec.structs import replace

from . import events as e
from .spoken import BLOT, Piece, written
from .texts import Track

CERTAIN: Final = 8
"""From so many characters on, a line of which words were taken out is known again inside of another; a
shorter one, that anybody may say, only where it has a row to itself.
"""


def _without(text: str, said: str) -> str:
    rows = [BLOT if row.strip() == said else row for row in text.split("\n")]
    text = "\n".join(rows)
    return text if len(said) < CERTAIN else text.replace(said, BLOT)  # not all scripts part their words


def shown_of(track: Track, text: str) -> tuple[e.RedactReason | None, str]:
    """What of a text may be shown, and the reason for which the rest may not; none where all of it may."""
    reason: e.RedactReason | None = None
    # The longest first: one may stand in another.
    for cue in sorted(track.recent, key=lambda cue: -len(cue.received or "")):
        if not cue.redacted or not cue.received:
            continue
        shown = _without(text, cue.received)
        if shown != text:
            reason, text = cue.redacted, shown
    return reason, text


def redacted_at_once(
    track: Track, event: e.CueAdded | e.CueExtended | e.CueRevised, began: int
) -> list[e.Event]:
    """What a sender says of a cue that began at ``began`` and of which nothing was taken out yet: where it
    says once more what was taken out of another, with that redacted from the start.
    """
    if not isinstance(event.text, e.Sealed) or event.text.readers != "public":
        return [event]
    reason, shown = shown_of(track, event.text.value)
    if reason is None:
        return [event]
    words = e.Sealed(event.words.value, "sealed") if isinstance(event.words, e.Sealed) else event.words
    sealed = replace(event, text=e.Sealed(event.text.value, "sealed"), words=words)
    pieces = e.Sealed(written([Piece(shown, began, max(event.ended, began))]), "public")
    return [sealed, e.CueRedacted(track=event.track, cue=event.cue, reason=reason, pieces=pieces)]
