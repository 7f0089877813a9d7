"""What the edges may ask of the clients that speak to other servers: speech engines, translator, relays.

The seam alone: ``outward`` stands beside the edges and is put behind this when a server starts. Knows none of
the others' protocols.
"""

from collections.abc import Callable, Sequence
from typing import Any, Literal, Protocol

import msgspec

HearingState = Literal["connecting", "waiting", "listening", "away", "ended"]
"""An engine is being called; is busy with others; hears; could not be reached; hears no more."""


class EngineOffer(msgspec.Struct, frozen=True):
    """An engine that the installation has. ``rate`` in Hz; ``language`` empty: whichever it is told."""

    name: str
    rate: int
    language: str


class HearingTold(msgspec.Struct, frozen=True, omit_defaults=True):
    """How it stands with a microphone. ``lost_ms``: sound that no engine has heard, since it was opened.

    ``why`` is the code of a refusal, where it ended by one.
    """

    state: HearingState
    lost_ms: int = 0
    lines: int = 0
    why: str = ""


class Hearing(Protocol):
    """One microphone that an engine listens to."""

    def feed(self, pcm: bytes) -> None:
        """Sound, 16 bit little endian, mono, at the engine's rate. Never waits; it is never stored."""

    async def finish(self) -> None:
        """No more sound comes: return when the last line is in the record."""

    def cut(self, why: str = "") -> None:
        """R42: at once, and what was being said is dropped."""


class Outside(Protocol):
    """All clients of one installation."""

    @property
    def engines(self) -> Sequence[EngineOffer]:
        """The engines that can listen."""

    @property
    def translates(self) -> bool:
        """Whether there is a server that translates."""

    async def listen(
        self, meeting: str, track: str, engine: str, told: Callable[[HearingTold], None]
    ) -> Hearing:
        """Let an engine write a track from a microphone.

        Refuses as ``no_such_meeting``, ``no_such_track``, ``no_such_engine``, ``not_in_session``, and as
        ``microphone_taken`` where the track has one already.
        """

    async def status(self, meeting: str) -> dict[str, Any]:
        """For staff: engines, translations and relays, and how late each is. No address is whole in it."""
