"""What one client sees of a meeting: its copy of the view, kept up by patches, and waiting for a change.

Knows the protocol's rule of ``after`` and ``seq`` and JSON Merge Patch (RFC 7396); nothing of meetings.
"""

import asyncio
from collections.abc import Callable
from typing import Any


class Seen:
    """A copy of the view. Empty until the first join is answered."""

    def __init__(self) -> None:
        self.seq = -1
        self.view: dict[str, Any] = {}
        self.me: dict[str, Any] = {}
        self._changed = asyncio.Event()
        self._early: list[dict[str, Any]] = []

    def whole(self, answer: dict[str, Any]) -> None:
        """A join was answered with the whole view; patches that came before it are applied now."""
        self.seq, self.view = answer["seq"], answer["view"]
        self.me = answer.get("me", self.me)
        early, self._early = self._early, []
        for frame in early:
            self.take(frame)
        self._changed.set()

    def take(self, frame: dict[str, Any]) -> bool:
        """A patch. False where one before it is missing: the client has to join again."""
        if self.seq < 0:
            self._early.append(frame)
            return True
        if frame["seq"] <= self.seq:
            return True
        if frame["after"] != self.seq:
            return False
        self.seq = frame["seq"]
        if "patch" in frame:
            self.view = merged(self.view, frame["patch"])
        self.me = frame.get("me", self.me)
        self._changed.set()
        return True

    async def until(self, holds: Callable[[], bool]) -> None:
        """Return once the view is such that ``holds``."""
        while not holds():
            self._changed.clear()
            await self._changed.wait()


def merged(target: Any, patch: Any) -> Any:
    """The target after a merge patch; what the patch does not touch is shared with it."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result
