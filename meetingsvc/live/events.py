"""What a client may ask for on `/live`: to join, a command, a partial caption, the time.

Owns the meaning of each event and the meetings that are followed. What a command means the service decides.
"""

from functools import partial
from typing import Any, Final

from meetingsvc.auth import normalize_meeting_id
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import CAPTIONING
from meetingsvc.domain.rules import in_session, tidy
from meetingsvc.domain.tracks import track_of
from meetingsvc.i18n import Catalogs, Translator, negotiate
from meetingsvc.live.connection import Connection, Joined
from meetingsvc.live.gathering import Gathering
from meetingsvc.live.identity import Identities, Identity
from meetingsvc.live.member import Member
from meetingsvc.live.presence import Guest
from meetingsvc.live.protocol import Clock, Join, Partial, bounded, granted, read, read_command
from meetingsvc.service.service import Service
from meetingsvc.service.states import Change

PARTIAL_CHARACTERS: Final = 500
"""What of a growing caption is shown; the final may be longer."""


class Events:
    """Answers the events of all connections. Every method may raise Refused."""

    def __init__(self, service: Service, identities: Identities, catalogs: Catalogs) -> None:
        self._service = service
        self._identities = identities
        self._catalogs = catalogs
        self._gatherings: dict[str, Gathering] = {}
        service.reception.subscribe(self._heard)

    def changed(self, change: Change) -> None:
        """A meeting has changed: those who follow it are told. One that nobody follows any more is let go."""
        gathering = self._gatherings.get(change.meeting)
        if gathering is None:
            return
        gathering.changed(change)
        if not gathering.fanout.awaited:
            del self._gatherings[change.meeting]

    def _heard(self, meeting: str) -> None:
        """A caption tool was heard there."""
        if meeting in self._gatherings:
            self._gatherings[meeting].heard()

    async def close(self) -> None:
        """Sends what is due, and no more."""
        for gathering in self._gatherings.values():
            await gathering.close()

    def translator(self, lang: str | None, accepted: str | None = None) -> Translator:
        """The words of the language asked for, or of one that the browser accepts."""
        return Translator(self._catalogs.by_code[negotiate(lang, None, accepted, self._catalogs.languages)])

    async def answer(self, connection: Connection, name: str, payload: Any) -> dict[str, Any]:
        """The answer to an event. What cannot be read counts against the sender as much as what can."""
        staff = connection.session != ""
        match name:
            case "join":
                connection.allowance.take("join", staff=False)
                return await self._join(connection, read(bounded(payload), Join))
            case "partial":
                connection.allowance.take("partial", staff=staff)
                return self._partial(connection, read(bounded(payload), Partial))
            case "clock":
                connection.allowance.take("clock", staff=staff)
                read(bounded(payload), Clock)
                return granted(now=self._service.clock.now())
            case _:
                connection.allowance.take("command", staff=staff)
                if name != "command":
                    raise Refused("unknown_command")
                connection.used = True
                return await self._command(connection, bounded(payload))

    async def _join(self, connection: Connection, asked: Join) -> dict[str, Any]:
        connection.translator = self.translator(asked.lang)
        try:
            meeting = normalize_meeting_id(asked.meeting)
        except ValueError:
            raise Refused("no_such_meeting") from None
        body = (await self._service.state(meeting)).body
        if asked.as_ == "staff":
            identity = await self._identities.staff(body, connection.cookies)
        else:
            identity = await self._identities.attendee(meeting, connection.cookies)
        gathering = await self._gathering(meeting)
        if connection.gone:
            raise Refused("not_joined")
        # From here on nothing waits: the answer leaves before anything that happens after it.
        connection.leave()
        return self._enter(
            connection,
            asked,
            Joined(
                meeting,
                body,
                identity,
                gathering,
                _member(connection, asked, identity),
                self._guest(connection, asked),
            ),
        )

    def _enter(self, connection: Connection, asked: Join, joined: Joined) -> dict[str, Any]:
        answer = joined.gathering.fanout.join(joined.member, asked.since)
        connection.joined = joined
        joined.gathering.came(joined.guest, connection.line if connection.session else None)
        return granted(now=self._service.clock.now(), **answer)

    async def _command(self, connection: Connection, payload: Any) -> dict[str, Any]:
        command_id, command = read_command(payload)
        joined = _joined(connection)
        if joined.identity.actor is None:
            raise Refused("seat_needed")
        answer = await self._service.submit(joined.meeting, joined.identity.actor, command_id, command)
        return granted(seq=answer.seq, **({"result": answer.result} if answer.result else {}))

    def _partial(self, connection: Connection, asked: Partial) -> dict[str, Any]:
        """R42, R43: what is typed outside open session, or behind blanked screens, goes nowhere."""
        joined = _joined(connection)
        if joined.identity.actor is None or not joined.identity.actor.roles & CAPTIONING:
            raise Refused("not_allowed")
        fanout = joined.gathering.fanout
        in_session(fanout.state)
        track = track_of(fanout.state, asked.track)
        if fanout.state.blanked:
            return granted(shown=False)
        foreign = {"lang": asked.lang} if asked.lang not in (None, track.language) else {}
        fanout.partial(
            track.name, {"track": track.name, "cue": asked.cue, "text": _shown(asked.text), **foreign}
        )
        return granted()

    def growing(self, meeting: str, track: str, line: str, text: str) -> None:
        """A line that no socket brought: R42 and R43 hold for it as for one that is typed."""
        gathering = self._gatherings.get(meeting)
        if gathering is None:
            return
        fanout = gathering.fanout
        if fanout.state.status != "live" or fanout.state.blanked or track not in fanout.state.tracks:
            return
        fanout.partial(track, {"track": track, "cue": line, "text": _shown(text)})

    async def _gathering(self, meeting: str) -> Gathering:
        if meeting not in self._gatherings:
            state = await self._service.state(meeting)
            senders = partial(self._service.reception.told, meeting)
            self._gatherings.setdefault(meeting, Gathering(state, self._service.clock.now, senders))
        return self._gatherings[meeting]

    def _guest(self, connection: Connection, asked: Join) -> Guest:
        screen, variant = asked.page
        return Guest(screen, variant, connection.place, self._service.clock.now())


def _member(connection: Connection, asked: Join, identity: Identity) -> Member:
    return Member(
        connection.line, identity.audience, identity.participant, identity.me, frozenset(asked.tracks)
    )


def _joined(connection: Connection) -> Joined:
    if connection.joined is None:
        raise Refused("not_joined")
    return connection.joined


def _shown(text: str) -> str:
    """What of a growing caption goes out: one line, as long as a screen can show."""
    return " ".join(tidy(text).split())[:PARTIAL_CHARACTERS]
