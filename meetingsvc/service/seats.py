"""Places in a meeting: a participant is a random id there, and whoever holds one of its tokens sits on it.

Owns seats and one-time claim codes (decision 13). A participant of one meeting cannot be tied to one of
another, and only hashes of tokens are kept.
"""

from collections.abc import Mapping

from meetingsvc.auth import (
    fresh_claim_code,
    fresh_participant,
    fresh_token,
    normalize_claim_code,
    token_hash,
)
from meetingsvc.domain.errors import Refused
from meetingsvc.service.clock import Clock
from meetingsvc.store import seats as kept
from meetingsvc.store.engine import Database, UnavailableError

CLAIM_MS = 24 * 3_600_000
"""For how long a claim code is good."""

SEAT_COOKIE = "seat_"
"""What goes before the meeting's id in the name of the cookie that holds a seat's token."""


def seat_tokens(cookies: Mapping[str, str]) -> dict[str, str]:
    """The tokens of seats among somebody's cookies, by meeting."""
    return {
        name.removeprefix(SEAT_COOKIE): token
        for name, token in cookies.items()
        if name.startswith(SEAT_COOKIE) and token
    }


class Seats:
    """The seats of all meetings."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def sit(self, meeting: str) -> tuple[str, str]:
        """A new participant and its first token. Refuses `no_such_meeting`, `unavailable`."""
        participant = fresh_participant()
        return participant, await self.seat(meeting, participant)

    async def seat(self, meeting: str, participant: str) -> str:
        """Another token for a participant. Refuses `no_such_meeting`, `unavailable`."""
        token = fresh_token()
        _check(meeting)
        try:
            await kept.add_seat(self._database, meeting, participant, token_hash(token))
        except kept.NoSuchMeetingError:
            raise Refused("no_such_meeting") from None
        except UnavailableError:
            raise Refused("unavailable") from None
        return token

    async def who(self, meeting: str, token: str) -> str | None:
        """The participant whose seat in this meeting the token holds."""
        if not meeting.isascii():
            return None
        return await kept.seated(self._database, meeting, token_hash(token))

    async def claim_code(self, meeting: str, participant: str) -> str:
        """A code that gives this seat to one more device, once, within 24 hours.

        Refuses `no_such_meeting`, `unavailable`.
        """
        code, now = fresh_claim_code(), self._clock.now()
        _check(meeting)
        try:
            await kept.add_claim(self._database, meeting, participant, token_hash(code), now, now + CLAIM_MS)
        except kept.NoSuchMeetingError:
            raise Refused("no_such_meeting") from None
        except UnavailableError:
            raise Refused("unavailable") from None
        return code

    async def claim(self, meeting: str, code: str) -> str:
        """A token for the seat that the code stands for, however it was typed.

        A code is short enough to be guessed if nobody counts the tries: whoever asks for this must.
        Refuses `no_such_meeting`, `no_such_claim`, `unavailable`.
        """
        token = fresh_token()
        _check(meeting)
        try:
            seat = await kept.use_claim(
                self._database,
                meeting,
                token_hash(normalize_claim_code(code)),
                token_hash(token),
                self._clock.now(),
            )
        except UnavailableError:
            raise Refused("unavailable") from None
        if seat is None:
            raise Refused("no_such_claim")
        return token


def _check(meeting: str) -> None:
    # A half surrogate pair, which JSON can carry, would fail inside the driver.
    if not meeting.isascii():
        raise Refused("no_such_meeting")
