"""Which caption tools are heard, and how well: for the captions page, in memory alone, never an event.

Owns what is remembered of each track's tool since the start. Knows no protocol, no HTTP and no socket; the
edge that hears a tool notes it here, and the one that staff look at asks.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from meetingsvc.captions import lateness
from meetingsvc.captions.lateness import Arrival

GAP_MS: Final = 15_000
"""A silence that is told of as a gap."""

GAPS: Final = 5
MINUTE_MS: Final = 60_000

Listener = Callable[[str], None]
"""Told the meeting in which a tool was heard."""


@dataclass
class Tool:
    """What is known of one address of a track. Instants are UTC ms; 0: never."""

    protocol: str
    number: int
    agent: str = ""
    beat_at: int = 0
    heard_at: int = 0
    lines: int = 0
    words: deque[tuple[int, int]] = field(default_factory=lambda: deque(maxlen=600))
    gaps: deque[tuple[int, int]] = field(default_factory=lambda: deque(maxlen=GAPS))
    by_times: deque[int] = field(default_factory=lambda: deque(maxlen=lateness.LOOKED_AT))
    by_floor: deque[int] = field(default_factory=lambda: deque(maxlen=lateness.LOOKED_AT))

    def told(self, now: int) -> dict[str, Any]:
        """As staff are told; what is not known is left out."""
        late = lateness.reckoned(list(self.by_times), list(self.by_floor))
        known = {
            "agent": self.agent or None,
            "late_ms": None if late is None else late.late_ms,
            "late_by": None if late is None else late.by,
            "late_of": None if late is None else late.samples,
            "heard_at": self.heard_at or None,
            "wpm": sum(words for at, words in self.words if at > now - MINUTE_MS) or None,
            "gaps": [list(gap) for gap in self.gaps] or None,
        }
        said = {
            "number": self.number,
            "protocol": self.protocol,
            "beat_at": self.beat_at,
            "lines": self.lines,
        }
        return said | {name: value for name, value in known.items() if value is not None}


class Reception:
    """The tools of all meetings, by track and address."""

    def __init__(self) -> None:
        self._tools: dict[str, dict[tuple[str, int], Tool]] = {}
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> None:
        """Call ``listener`` whenever a tool was heard."""
        self._listeners.append(listener)

    def beat(self, meeting: str, track: str, protocol: str, number: int, agent: str, now: int) -> None:
        """A tool is there, whether or not it brings words."""
        tool = self._tool(meeting, track, protocol, number)
        tool.beat_at = now
        tool.agent = agent or tool.agent
        self._tell(meeting)

    def heard(
        self,
        meeting: str,
        track: str,
        protocol: str,
        number: int,
        arrival: Arrival,
        words: int,
        turn_began: int | None,
    ) -> None:
        """A tool brought words that were not there before, ``turn_began`` being when the floor was taken."""
        tool = self._tool(meeting, track, protocol, number)
        if tool.heard_at and arrival.at - tool.heard_at >= GAP_MS:
            tool.gaps.append((tool.heard_at, arrival.at))
        late = lateness.by_times(arrival)
        if late is not None:
            tool.by_times.append(late)
        since = lateness.by_floor(arrival, turn_began, tool.heard_at)
        if since is not None:
            tool.by_floor.append(since)
        tool.heard_at = arrival.at
        tool.lines += 1
        tool.words.append((arrival.at, words))
        self._tell(meeting)

    def went_on(self, meeting: str, track: str, protocol: str, number: int, now: int) -> None:
        """A tool brought words for a line that was there, or mended one."""
        self._tool(meeting, track, protocol, number).heard_at = now
        self._tell(meeting)

    def told(self, meeting: str, now: int) -> dict[str, list[dict[str, Any]]]:
        """The tools of a meeting by track, the one heard last first."""
        by_track: dict[str, list[Tool]] = {}
        for (track, _), tool in self._tools.get(meeting, {}).items():
            by_track.setdefault(track, []).append(tool)
        return {
            track: [tool.told(now) for tool in sorted(tools, key=lambda tool: -tool.beat_at)]
            for track, tools in by_track.items()
        }

    def _tool(self, meeting: str, track: str, protocol: str, number: int) -> Tool:
        tools = self._tools.setdefault(meeting, {})
        return tools.setdefault((track, number), Tool(protocol, number))

    def _tell(self, meeting: str) -> None:
        for listener in self._listeners:
            listener(meeting)
