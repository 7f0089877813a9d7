"""One audience of one meeting: who is in it, which frame they were sent last, and the frames before that.

Owns the rule that a frame applies where the copy's seq is its ``after``: most copies are in step, those that
are not are kept by name. Knows frames and seqs; not what a patch says, and nothing of sockets.
"""

from collections import deque
from typing import Any, Final

import msgspec

from meetingsvc.live.member import Member

RING_FRAMES: Final = 512
RING_BYTES: Final = 256_000

RESUME_WITHIN: Final = 120.0
"""Seconds for which frames are still kept once nobody is in a room, for who comes back."""


class Frame(msgspec.Struct, frozen=True):
    """A patch from the view at ``after``, which stayed the same until ``base``, to that at ``seq``."""

    after: int
    base: int
    seq: int
    patch: msgspec.Raw

    def told(self, after: int) -> dict[str, Any]:
        """The frame as it is sent to a copy that stands at ``after``."""
        return {"after": after, "seq": self.seq, "patch": self.patch}


class Room:
    """The members of one audience. ``sent`` is the seq of the last frame that was sent to all of them."""

    def __init__(self, seq: int) -> None:
        self.members: dict[Member, None] = {}
        self.sent = seq
        self._apart: dict[Member, int] = {}
        self._ring: deque[Frame] = deque()
        self._ring_bytes = 0
        self._left_at = float("-inf")

    def awaited(self, now: float) -> bool:
        """Whether anyone is in it, or may come back to it; ``now`` is the loop's time."""
        return bool(self.members) or now < self._left_at + RESUME_WITHIN

    @property
    def apart(self) -> dict[Member, int]:
        """The members whose copy is not at ``sent``, with the seq of it."""
        return dict(self._apart)

    def enter(self, member: Member, seq: int) -> None:
        """A member comes in, or is told something of its own; its copy is at this seq then."""
        self.members[member] = None
        if seq == self.sent:
            self._apart.pop(member, None)
        else:
            self._apart[member] = seq

    def leave(self, member: Member, now: float) -> None:
        """A member is gone."""
        if self.members.pop(member, self) is None and not self.members:
            self._left_at = now
        self._apart.pop(member, None)

    def keep(self, frame: Frame) -> None:
        """All members are sent this frame: their copies are in step again."""
        self.sent = frame.seq
        self._apart.clear()
        self._ring.append(frame)
        self._ring_bytes += len(bytes(frame.patch))
        while len(self._ring) > RING_FRAMES or self._ring_bytes > RING_BYTES:
            self._ring_bytes -= len(bytes(self._ring.popleft().patch))

    def forget(self, seq: int) -> None:
        """No frames lead from copies before this seq to it."""
        self.bury()
        self.sent = seq

    def bury(self) -> None:
        """What was told so far is told to nobody again: older copies need the whole view."""
        self._ring.clear()
        self._ring_bytes = 0

    def since(self, copy: int, now: int) -> list[Frame] | None:
        """The frames that bring a copy up to the meeting's seq ``now``; None: it needs the whole view."""
        missed = [frame for frame in self._ring if frame.seq > copy]
        if not missed:
            return [] if self.sent <= copy <= now else None
        # A frame of several changes does not fit a copy from between them.
        return missed if missed[0].after <= copy <= missed[0].base else None
