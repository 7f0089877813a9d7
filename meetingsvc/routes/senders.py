"""The caption tools heard since the start: what is remembered of each between its postings.

The record knows the rest, so that nothing here has to outlive the process. Knows no HTTP.
"""

import asyncio
from dataclasses import dataclass, field

from meetingsvc.captions.runs import Run, known
from meetingsvc.captions.zoom import Address
from meetingsvc.domain.texts import Track


@dataclass
class Sender:
    """Who posts to one address. ``name`` is what the record calls it; ``told`` what the log says of it."""

    name: str
    run: Run | None = None
    told: set[str] = field(default_factory=set)
    # A tool that does not wait for its answers must still be heard in order.
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass
class Senders:
    """The senders by their address: never more than staff have issued."""

    _by_address: dict[Address, Sender] = field(default_factory=dict)

    def of(self, address: Address, track: Track) -> Sender:
        """The sender at an address; what it sent before a restart is read off the track's last cues."""
        found = self._by_address.get(address)
        if found is None:
            name = f"zoom:{address.number}"
            found = self._by_address[address] = Sender(name, known(name, track.recent))
        return found
