"""Which microphone each track is written from, and that all of them fall silent outside open session (R42).

Knows the installation's engines and the meetings' states; not how an engine is spoken to.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

import aiohttp

from meetingsvc.auth import fresh_token
from meetingsvc.captions.sound import SoundClock
from meetingsvc.captions.speech import Dialect
from meetingsvc.captions.vosk import Vosk
from meetingsvc.captions.whisperlive import WhisperLive
from meetingsvc.config import Engine
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.rules import in_session
from meetingsvc.domain.tracks import track_of
from meetingsvc.outward.caption_desk import CaptionDesk, Partial
from meetingsvc.outward.hearing import Hearing
from meetingsvc.outward.scribe import Scribe
from meetingsvc.service.outside import EngineOffer, HearingTold
from meetingsvc.service.service import Service
from meetingsvc.service.states import Change

RUN_CHARACTERS: Final = 12


class Listening:
    """All microphones of one installation."""

    def __init__(
        self, engines: Sequence[Engine], service: Service, client: aiohttp.ClientSession, partial: Partial
    ) -> None:
        self._engines: dict[str, Engine] = {engine.name: engine for engine in engines}
        self._service = service
        self._client = client
        self._partial = partial
        self._hearings: dict[tuple[str, str], tuple[Engine, Hearing]] = {}

    @property
    def offers(self) -> list[EngineOffer]:
        """The engines that can listen."""
        return [EngineOffer(each.name, each.rate, each.language) for each in self._engines.values()]

    async def listen(
        self, meeting: str, track: str, engine: str, told: Callable[[HearingTold], None]
    ) -> Hearing:
        """Let an engine write an automatic track. Refuses as ``service.outside.Outside.listen``."""
        state = await self._service.state(meeting)
        known = track_of(state, track)
        chosen = self._engines.get(engine)
        if chosen is None:
            raise Refused("no_such_engine")
        if known.kind != "automatic":
            raise Refused("not_automatic", track=track)
        in_session(state)
        if (state.id, track) in self._hearings:
            raise Refused("microphone_taken", track=track)
        run = fresh_token()[:RUN_CHARACTERS]
        desk = CaptionDesk(self._service, self._partial, state.id, track, chosen.name)
        hearing = Hearing(
            chosen.url,
            _dialect(chosen, known.language),
            self._client,
            Scribe(desk, run),
            SoundClock(chosen.rate),
            told,
        )
        self._hearings[state.id, track] = (chosen, hearing)
        hearing.on_over(lambda: self._forget(state.id, track))
        return hearing

    def changed(self, change: Change) -> None:
        """R42: outside open session the microphone is taken away and what was being said is dropped."""
        if change.after.status != "live":
            for (meeting, _), (_, hearing) in list(self._hearings.items()):
                if meeting == change.meeting:
                    hearing.cut("not_in_session")

    def status(self, meeting: str) -> list[dict[str, Any]]:
        """The microphones of a meeting, as staff are told."""
        return [
            {
                "track": track,
                "engine": engine.name,
                "state": hearing.told.state,
                "lost_ms": hearing.told.lost_ms,
                "lines": hearing.told.lines,
                "delay_ms": hearing.delay_ms,
            }
            for (of, track), (engine, hearing) in self._hearings.items()
            if of == meeting
        ]

    def close(self) -> None:
        """Cuts all of them."""
        for _, hearing in list(self._hearings.values()):
            hearing.cut("unavailable")

    def _forget(self, meeting: str, track: str) -> None:
        self._hearings.pop((meeting, track), None)


def _dialect(engine: Engine, language: str) -> Callable[[], Dialect]:
    if engine.name == "vosk":
        return lambda: Vosk(engine.rate)
    return lambda: WhisperLive(fresh_token(), language, engine.model)
