"""What stands of the texts of a meeting: written comments without theirs, and caption tracks with the last
few cues, which every screen shows. Plain values, as in ``requests``.
"""

from typing import Final

import msgspec

from .events import Position
from .lifecycle import CommentStatus
from .requests import Secret

CUES_IN_VIEW: Final = 8
"""How many of a track's last cues the state keeps for the screens."""


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
    """One of the last cues of a track. ``text`` is what is shown, ``received`` what its sender sent."""

    number: int
    began: int
    ended: int
    text: Secret
    received: Secret
    estimated: bool = False
    speaker: str | None = None
    corrected: bool = False
    source: str | None = None
    source_seq: int | None = None


class Track(msgspec.Struct, frozen=True):
    """Captions in one language. ``recent`` are its last cues, the oldest first."""

    name: str
    language: str
    kind: str
    delay_ms: int
    cues: int = 0
    recent: tuple[Cue, ...] = ()
    urls: int = 0
    url_expires_at: int = 0
    urls_revoked: int = 0
    corrections: int = 0

    @property
    def last(self) -> Cue | None:
        """The newest cue, if there is one."""
        return self.recent[-1] if self.recent else None
