"""Places in a meeting: a participant is a random id there, and whoever holds one of its tokens sits on it.

Owns seats and return codes (decision 13): a code brings the place to one device, once, and tells staff whose
it is as long as the meeting lasts. A participant of one meeting cannot be tied to one of another, and only
hashes of tokens and codes are kept.
"""

from collections.abc import Iterable, Mapping

from meetingsvc.auth import (
    derived_return_code,
    fresh_participant,
    fresh_return_code,
    fresh_token,
    normalize_return_code,
    return_code_hash,
    token_hash,
)
from meetingsvc.domain.errors import Refused
from meetingsvc.service.clock import Clock
from meetingsvc.store import seats as kept
from meetingsvc.store.engine import Database, UnavailableError

CLAIM_MS = 24 * 3_600_000
"""For how long a return code is good…"""
PRINTED_MS = 14 * CLAIM_MS
"""…and one that is printed on a card, which may be handed out days before the meeting."""

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

    def __init__(self, database: Database, clock: Clock, secret: bytes) -> None:
        self._database = database
        self._clock = clock
        self._secret = secret

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
        code = fresh_return_code()
        await self._keep(meeting, {code: participant}, CLAIM_MS)
        return code

    async def renewed_code(self, meeting: str, participant: str) -> str:
        """As `claim_code`, and whatever code there was before is void (R17: it was lost)."""
        code = fresh_return_code()
        await self._keep(meeting, {code: participant}, PRINTED_MS, void_others=True)
        return code

    async def void_codes(self, meeting: str, participant: str) -> None:
        """Whatever code this participant has is good no more. Refuses `unavailable`."""
        try:
            await kept.void_codes(self._database, meeting, [participant])
        except UnavailableError:
            raise Refused("unavailable") from None

    async def printed_codes(self, meeting: str, cards: Iterable[tuple[str, int]]) -> list[str]:
        """The codes to print on the cards of these participants, each with how often its code was renewed:
        the same each time, so that a sheet can be printed again. Refuses `no_such_meeting`, `unavailable`.
        """
        owners = {
            derived_return_code(self._secret, f"{meeting} {participant} {renewed}"): participant
            for participant, renewed in cards
        }
        if owners:
            await self._keep(meeting, owners, PRINTED_MS)
        return list(owners)

    async def owner(self, meeting: str, code: str, *, unused: bool = False) -> str:
        """Whose a code is, however it was typed or heard; `unused`: if it can still move the place.

        As with `claim`, whoever asks must count the tries. Refuses `no_such_claim`.
        """
        if not meeting.isascii():
            raise Refused("no_such_claim")
        found = await kept.owner_of(self._database, meeting, self._hash(meeting, code), self._clock.now())
        if found is None or (unused and not found[1]):
            raise Refused("no_such_claim")
        return found[0]

    async def claim(self, meeting: str, code: str) -> str:
        """A token for the seat that the code stands for, however it was typed.

        A code is short enough to be guessed if nobody counts the tries: whoever asks for this must.
        Refuses `no_such_meeting`, `no_such_claim`, `unavailable`.
        """
        token = fresh_token()
        _check(meeting)
        try:
            seat = await kept.use_claim(
                self._database, meeting, self._hash(meeting, code), token_hash(token), self._clock.now()
            )
        except UnavailableError:
            raise Refused("unavailable") from None
        if seat is None:
            raise Refused("no_such_claim")
        return token

    def _hash(self, meeting: str, code: str) -> str:
        return return_code_hash(self._secret, meeting, normalize_return_code(code))

    async def _keep(
        self, meeting: str, owners: dict[str, str], good_ms: int, *, void_others: bool = False
    ) -> None:
        """`owners`: code → participant."""
        _check(meeting)
        now = self._clock.now()
        hashed = {self._hash(meeting, code): owner for code, owner in owners.items()}
        try:
            await kept.add_codes(self._database, meeting, hashed, now, now + good_ms, void_others=void_others)
        except kept.NoSuchMeetingError:
            raise Refused("no_such_meeting") from None
        except UnavailableError:
            raise Refused("unavailable") from None


def _check(meeting: str) -> None:
    # A half surrogate pair, which JSON can carry, would fail inside the driver.
    if not meeting.isascii():
        raise Refused("no_such_meeting")
