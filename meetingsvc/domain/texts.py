"""What stands of the texts of a meeting: written comments without theirs, and caption tracks with the last
few cues, which every screen shows. Plain values, as in ``requests``.
"""

from typing import Final, Literal

import msgspec

from .events import Position, RedactReason, ToolProtocol
from .lifecycle import CommentStatus
from .spoken import Piece, Word

CUES_IN_VIEW: Final = 8
"""How many of a track's last cues the state keeps for the screens."""

MENDED_IN_VIEW: Final = 16
"""How many of the cues that people changed last are named to the screens, so that they ask for them anew."""

IMPORTED: Final = "import:"
"""How the source of a cue of a finished file begins; the file's name follows."""


class Comment(msgspec.Struct, frozen=True):
    """A written comment without its text. ``seq`` is the event that holds its sealed fields."""

    number: int
    participant: str
    item: int | None
    seq: int
    made_at: int
    named: bool = False
    status: CommentStatus = "submitted"
    reason: str = ""
    position: Position | None = None


class Cue(msgspec.Struct, frozen=True):
    """A cue as it stands, UTC ms. ``text`` is what is shown, ``pieces`` the same with times and speakers,
    ``received`` what its sender sent: each is None, or empty, where its reader may not have it.

    ``speaker`` is whom its source names. ``changes`` counts all that has happened to it since it came,
    ``arrived_at`` is when it did. ``into``: taken out, its words stand in that cue. ``frozen``: its words
    are redacted, and its sender has since rewritten them, so that nothing of that is shown.
    """

    number: int
    began: int
    ended: int
    text: str | None
    received: str | None
    estimated: bool = False
    speaker: str | None = None
    corrected: bool = False
    source: str | None = None
    source_seq: int | None = None
    pieces: tuple[Piece, ...] = ()
    confidence: int | None = None
    words: tuple[Word, ...] = ()
    arrived_at: int = 0
    changes: int = 0
    redacted: RedactReason | Literal[""] = ""
    frozen: bool = False
    into: int | None = None
    lang: str | None = None  # of its words, where it is not the track's

    @property
    def imported(self) -> bool:
        """Whether it stood in a finished file, so that when it came says nothing about its sender."""
        return (self.source or "").startswith(IMPORTED)


class ToolAddress(msgspec.Struct, frozen=True):
    """An address issued for a caption tool and not revoked, good until ``expires_at`` (UTC ms)."""

    number: int
    protocol: ToolProtocol
    expires_at: int


class Track(msgspec.Struct, frozen=True):
    """Captions in one language. ``recent`` are its last cues, the oldest first."""

    name: str
    language: str
    kind: str
    delay_ms: int
    cues: int = 0
    recent: tuple[Cue, ...] = ()
    urls: int = 0
    addresses: tuple[ToolAddress, ...] = ()
    corrections: int = 0
    redactions: int = 0  # captions of which words were taken out
    mended: tuple[int, ...] = ()  # the cues of the last of these
    heard_at: int = 0  # when its last caption came
    silent_since: int | None = None  # while someone spoke
    gaps: tuple[tuple[int, int], ...] = ()  # from when to when it was

    @property
    def last(self) -> Cue | None:
        """The newest cue, if there is one."""
        return self.recent[-1] if self.recent else None

    @property
    def mends(self) -> int:
        """How often a cue was changed by people, redactions included."""
        return self.corrections + self.redactions

    @property
    def human(self) -> bool:
        """R37: whether people write it."""
        return self.kind in ("captions", "interpreter")


_KINDS: Final = ("captions", "interpreter", "automatic", "translation")


def by_kind(track: Track) -> tuple[int, str]:
    """R37: the order in which one of several tracks is chosen: what people write stands before machines'."""
    return _KINDS.index(track.kind), track.name


class Relay(msgspec.Struct, frozen=True):
    """A track passed on to another service behind cue ``after``. ``url_seq`` is the event with its URL."""

    number: int
    track: str
    protocol: Literal["zoom", "youtube"]
    after: int
    url: str
    url_seq: int
    stopped: bool = False


class Translation(msgspec.Struct, frozen=True):
    """R39: a track that a machine makes of another. ``done``: the last cue of that which needs nothing more,
    beside those that have come since; ``missed``: how many could not be translated.
    """

    track: str
    of: str
    done: int
    running: bool = True
    missed: int = 0
