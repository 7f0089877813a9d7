"""The caption tools heard since the start: what is remembered of each between its postings.

The record knows the rest, so that nothing here has to outlive the process. Knows no HTTP.
"""

import asyncio
import hashlib
from collections import deque
from dataclasses import dataclass, field

from meetingsvc.captions.address import Address
from meetingsvc.captions.runs import Posting, Run, known
from meetingsvc.domain.texts import Track


@dataclass
class Sender:
    """Who posts to one address. ``name`` is what the record calls it; ``told`` what the log says of it.

    ``refused`` are the postings that came outside open session, by number and hash: tools try again what
    was refused, and what was said there stays unsaid when the session goes on (R42).
    """

    name: str
    run: Run | None = None
    told: set[str] = field(default_factory=set)
    refused: deque[tuple[int | None, int, bytes]] = field(default_factory=lambda: deque(maxlen=64))
    # A tool that does not wait for its answers must still be heard in order.
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def refuse(self, posting: Posting) -> None:
        """Keep in mind that this came outside open session."""
        known_by = (posting.seq, len(posting.text), _hash(posting.text))
        if known_by not in self.refused:
            self.refused.append(known_by)

    def was_refused(self, posting: Posting, *, named: bool) -> bool:
        """Whether this is what came outside open session, tried again.

        Where postings are ``named``, by numbers or ids, any that bears the name of a refused one and begins
        as it did is that one, perhaps with more behind it. Where they are not, only the same words are, and
        once: afterwards whoever says them again says them in public.
        """
        length = len(posting.text)
        for known_by in self.refused:
            seq, upto, hashed = known_by
            if seq != posting.seq or not (upto <= length if named else upto == length):
                continue
            if _hash(posting.text[:upto]) == hashed:
                if not named:
                    self.refused.remove(known_by)
                return True
        return False


@dataclass
class Senders:
    """The senders by their address: never more than staff have issued."""

    _by_address: dict[Address, Sender] = field(default_factory=dict)

    def of(self, address: Address, track: Track) -> Sender:
        """The sender at an address; what it sent before a restart is read off the track's last cues."""
        found = self._by_address.get(address)
        if found is None:
            name = address.sender
            found = self._by_address[address] = Sender(name, known(name, track.recent))
        return found


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
