"""Who and what is there, for staff: screens by kind, and when displays and caption tools were last heard.

Counts, never names: nobody can tell from it who an attendee is. Sent and forgotten, never an event
(decision 11). Knows connections by their screen; not how it reaches the staff.
"""

from dataclasses import dataclass
from typing import Any, Final

from meetingsvc.domain.events import CueAdded, CueExtended, Entry
from meetingsvc.domain.state import Meeting
from meetingsvc.live.protocol import Screen

FORGOTTEN_AFTER_MS: Final = 15 * 60_000
"""How long a display that has gone is still spoken of."""

_COUNTED: Final[dict[Screen, str]] = {
    "attendee": "attendees",
    "clerk": "staff",
    "door": "staff",
    "display": "displays",
    "kiosk": "kiosks",
    "captions": "captioners",
    "editor": "staff",
}


@dataclass(eq=False)
class Guest:
    """One screen. ``place`` tells screens at different addresses apart; ``seen_at`` is UTC ms."""

    screen: Screen
    variant: str
    place: bytes
    seen_at: int
    id: str = ""


class Presence:
    """The screens and caption tools of one meeting."""

    def __init__(self, state: Meeting) -> None:
        self._here: set[Guest] = set()
        self._gone: list[Guest] = []
        self._displays = 0
        self._tools: dict[str, dict[str, Any]] = {
            track.name: {"heard_at": track.last.ended, **_source(track.last.source)}
            for track in state.tracks.values()
            if track.last is not None
        }

    def came(self, guest: Guest) -> None:
        """A screen has joined. A display takes the place of one like it that went away: it was reloaded."""
        self._here.add(guest)
        if guest.screen != "display":
            return
        before = next((each for each in self._gone if _alike(each, guest)), None)
        if before is None:
            self._displays += 1
            guest.id = f"d{self._displays}"
        else:
            self._gone.remove(before)
            guest.id = before.id

    def went(self, guest: Guest) -> None:
        """A screen is gone. A display that does not come back is missed."""
        self._here.discard(guest)
        if guest.screen == "display":
            self._gone.append(guest)

    def heard(self, entries: tuple[Entry, ...]) -> bool:
        """Takes note of the captions among what happened; whether there were any."""
        cues = [entry for entry in entries if isinstance(entry.event, CueAdded | CueExtended)]
        for entry in cues:
            assert isinstance(entry.event, CueAdded | CueExtended)
            self._tools[entry.event.track] = {"heard_at": entry.at, **_source(entry.event.source)}
        return bool(cues)

    def told(self, now: int) -> dict[str, Any]:
        """As staff are told; ``now`` is UTC ms."""
        self._gone = [guest for guest in self._gone if guest.seen_at > now - FORGOTTEN_AFTER_MS]
        counts = dict.fromkeys(_COUNTED.values(), 0)
        for guest in self._here:
            counts[_COUNTED[guest.screen]] += 1
        displays = [guest for guest in (*self._here, *self._gone) if guest.screen == "display"]
        displays.sort(key=lambda guest: int(guest.id[1:]))
        seen = [{"id": each.id, **_variant(each.variant), "seen_at": each.seen_at} for each in displays]
        return {**counts, "tools": dict(self._tools), "displays_seen": seen}


def _alike(one: Guest, other: Guest) -> bool:
    return (one.variant, one.place) == (other.variant, other.place)


def _variant(variant: str) -> dict[str, str]:
    return {"variant": variant} if variant else {}


def _source(source: str | None) -> dict[str, str]:
    return {} if source is None else {"source": source}
