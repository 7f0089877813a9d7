"""A sender's stream of text, held as the cues it fell into, and what an edit to its end makes of them.

The end of a stream stays open: what is typed behind it may fall into its last cue or into new ones, and
backspaces reach back over postings and cues. Pure: it knows no protocol, no clock and no meeting.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from meetingsvc.domain.rules import tidy

from .cutting import at_speakers, cut
from .text import readable
from .voices import voice

OPEN_CUES: Final = 6
"""How many of its last cues a sender can still edit: more than anybody deletes, fewer than a track keeps."""

PAUSE_MS: Final = 4_000
"""Silence that closes a cue."""


class Part(msgspec.Struct, frozen=True):
    """A cue of a stream: its text as the sender counts it, blanks included.

    ``cue`` is its number in the track, none until it has words. ``apart``: it begins a cue whatever stands
    before it, as after a pause. ``speaker`` is whom the sender named, here or before; ``not_before`` (UTC
    ms) is when its words were said at the earliest. ``covered``: words of its cue were taken out (R29), and
    so many characters from where it begins are that cue's for good, whatever is typed there again.
    """

    text: str
    cue: int | None = None
    apart: bool = False
    speaker: str | None = None
    not_before: int | None = None
    covered: int = 0

    @property
    def words(self) -> str:
        """What a reader gets of it: without its speaker's name, which stands beside it."""
        return tidy(readable(voice(self.text).text))


Parts = tuple[Part, ...]


class Change(msgspec.Struct, frozen=True):
    """What an edit does to the cues of a sender. ``revised`` are those that stood before and have another
    text or speaker, ``added`` those that are new, ``erased`` the numbers of cues that nothing is left of.
    """

    revised: Parts = ()
    added: Parts = ()
    erased: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.revised or self.added or self.erased)


def handed_over(now: int, heard_at: int, delay_ms: int, hand_overs: Iterable[int]) -> int | None:
    """When the floor last changed hands between what was heard last and now, if it did.

    All in UTC ms; what arrives was said ``delay_ms`` before.
    """
    between = (instant for instant in hand_overs if heard_at - delay_ms < instant <= now - delay_ms)
    return max(between, default=None)


def edited(parts: Parts, text: str, untouched: int) -> Parts:
    """The stream's open end, ``text`` being all of it now.

    The first ``untouched`` characters of what it was were never deleted; behind them it is cut anew, from
    the last cue on that begins there in any case. R29: what was in a cue of which words were taken out does
    not come into another, or it would be shown there.
    """
    shut, end = _shut(parts, text, untouched)
    parts, text, untouched = parts[len(shut) :], text[end:], max(untouched - end, 0)
    since, length = 0, 0
    for place, part in enumerate(parts):
        if part.apart and length <= untouched:
            since = place
        length += len(part.text)
    first = since < len(parts) and parts[since].apart
    not_before = parts[since].not_before if first else None
    numbers = [part.cue for part in parts[since:] if part.cue is not None]
    made: list[Part] = []
    for piece in cut(text[_length(parts[:since]) :]):
        number = numbers.pop(0) if numbers and piece.strip() else None
        made.append(Part(piece, number, first and not made, not_before=not_before))
    return _voiced((*shut, *parts[:since], *made))


def _shut(parts: Parts, text: str, untouched: int) -> tuple[Parts, int]:
    """The parts up to the last covered one as they are in ``text``, and where they end in it.

    What was deleted of them and is typed again is the covered one's, and so is the rest of its last word.
    """
    last = max((place for place, part in enumerate(parts) if part.covered), default=-1)
    if last < 0:
        return (), 0
    told: list[Part] = []
    begins = 0
    for part in parts[:last]:
        ends = begins + len(part.text)
        told.append(replace(part, text=text[min(begins, untouched) : min(ends, untouched)]))
        begins = ends
    ends = begins + len(parts[last].text)
    if last < len(parts) - 1 and untouched >= ends:
        return parts[: last + 1], ends
    stands = min(begins, untouched)
    covered = parts[last].covered + begins - stands
    end = min(stands + covered, len(text))
    while 0 < end < len(text) and not text[end - 1].isspace() and not text[end].isspace():
        end += 1
    return (*told, replace(parts[last], text=text[stands:end], covered=covered)), end


def covered(parts: Parts, numbers: frozenset[int]) -> Parts:
    """The parts, those of these cues covered."""
    return tuple(
        replace(part, covered=max(part.covered, len(part.text), 1)) if part.cue in numbers else part
        for part in parts
    )


def begun(parts: Parts, text: str, *, whole: bool = False, not_before: int | None = None) -> Parts:
    """The stream with a cue of its own behind it; ``whole``: it is one, unless another speaks in it."""
    pieces = at_speakers(text) if whole else cut(text)
    made = (
        Part(piece, None, whole or not place, not_before=not_before) for place, piece in enumerate(pieces)
    )
    return _voiced((*parts, *made))


def grown(parts: Parts, text: str, erased: int = 0) -> Parts:
    """The stream with its last cue grown: so many characters less, and then this."""
    *before, last = parts
    first, *others = at_speakers(last.text[: len(last.text) - erased] + text) or [""]
    mine = replace(last, text=first)
    return _voiced((*before, mine, *(Part(piece, None, apart=True) for piece in others)))


def change(before: Parts, after: Parts) -> Change:
    """What became of the cues of a stream."""
    stood = {part.cue: part for part in before if part.cue is not None}
    still = {part.cue for part in after if part.cue is not None and part.words}
    revised = tuple(part for part in after if part.cue in still and _heard(part) != _heard(stood[part.cue]))
    added = tuple(part for part in after if part.cue is None and part.words)
    erased = tuple(cue for cue, part in stood.items() if cue not in still and part.words)
    return Change(revised, added, erased)


def numbered(parts: Parts, numbers: Sequence[int]) -> Parts:
    """The open end once the track has given numbers to what was added, the newest of which these are.

    What is older than the track remembers is closed.
    """
    waiting = list(numbers)
    told: list[Part] = []
    for part in reversed(parts):
        if part.cue is None and part.words:
            if not waiting:
                break
            part = replace(part, cue=waiting.pop())
        told.append(part)
    return tuple(reversed(told[:OPEN_CUES]))


def open_still(parts: Parts, numbers: frozenset[int]) -> Parts:
    """The parts behind the last one whose cue the track has closed; ``numbers`` are those still open."""
    closed = (place for place, part in enumerate(parts, 1) if part.cue not in (None, *numbers))
    return parts[max(closed, default=0) :]


def _heard(part: Part) -> tuple[str, str | None]:
    return part.words, part.speaker


def _length(parts: Sequence[Part]) -> int:
    return sum(len(part.text) for part in parts)


def _voiced(parts: Sequence[Part]) -> Parts:
    """Each part with its speaker: the one it names, else that of the part before it if nobody else began."""
    told: list[Part] = []
    for part in parts:
        heard = voice(part.text)
        if heard.changed:
            part = replace(part, speaker=heard.speaker)
        elif told:
            part = replace(part, speaker=told[-1].speaker)
        told.append(part)
    return tuple(told)
