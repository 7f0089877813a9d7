"""Someone who listens to a meeting: over which line, as which audience, with whose eyes. No behaviour."""

from dataclasses import dataclass, field
from typing import Any

from meetingsvc.live.line import Line
from meetingsvc.readmodel.shown import Audience


@dataclass(eq=False)
class Member:
    """One connection that has joined a meeting.

    ``participant`` is whose ``me`` travels with the frames, if anyone's; ``me`` is what stands there for a
    member of staff, and does not change. ``tracks`` are those whose partial captions are wanted.
    """

    line: Line
    audience: Audience
    participant: str | None = None
    me: dict[str, Any] | None = None
    tracks: frozenset[str] = field(default_factory=frozenset)
