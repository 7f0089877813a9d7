"""A connection: how it is reached, what it came with, how much it may ask, and what it has joined."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from meetingsvc.i18n import Translator
from meetingsvc.live.gathering import Gathering
from meetingsvc.live.identity import Identity
from meetingsvc.live.limits import Allowance
from meetingsvc.live.line import Line
from meetingsvc.live.member import Member
from meetingsvc.live.presence import Guest


@dataclass(eq=False)
class Joined:
    """What a connection has joined, and as whom."""

    meeting: str
    body: str
    identity: Identity
    gathering: Gathering
    member: Member
    guest: Guest


@dataclass(eq=False)
class Connection:
    """One connection to the namespace. ``cookies`` are those it came with; ``place`` hides its address.

    ``used``: whoever is there has done something since their session was last looked at.
    """

    sid: str
    line: Line
    cookies: Mapping[str, str] = field(repr=False)
    place: bytes
    allowance: Allowance
    translator: Translator
    joined: Joined | None = None
    gone: bool = False
    used: bool = False

    @property
    def session(self) -> str:
        """The session of the member of staff who has joined; empty for everyone else."""
        return "" if self.joined is None else self.joined.identity.session

    def leave(self) -> None:
        """Out of the meeting that it has joined, if any."""
        joined, self.joined = self.joined, None
        if joined is not None:
            joined.gathering.fanout.leave(joined.member)
            joined.gathering.went(joined.guest, self.line)
