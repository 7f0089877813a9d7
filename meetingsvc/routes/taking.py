"""What the caption tools' endpoints have in common: whose address it is, the words made durable, the answer.

An address is a secret: no query of these paths is ever logged (caption-protocols, trap 6), and what a tool
does wrong is told in our words, once, by its track.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from meetingsvc.captions import assembly, runs
from meetingsvc.captions.address import Address, BadAddressError
from meetingsvc.captions.lateness import Arrival
from meetingsvc.captions.overrun import MARK
from meetingsvc.captions.runs import Moment, Posting, Run, Step
from meetingsvc.captions.text import Read, read_text
from meetingsvc.domain.addresses import good
from meetingsvc.domain.commands import ReceiveCues
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import Actor
from meetingsvc.domain.state import Meeting
from meetingsvc.domain.texts import Track
from meetingsvc.readmodel.quality import words_in
from meetingsvc.routes.edge import edge
from meetingsvc.routes.senders import Sender
from meetingsvc.service.answers import Answer

log = logging.getLogger(__name__)

TEXT_LIMIT: Final = 2_000
"""Characters of one posting."""

NOT_YET: Final = frozenset({"scheduled", "sign_up"})
"""Before the meeting begins nothing is confidential: what is tried again then may be taken."""

AGENT_LIMIT: Final = 40
HAND_OVERS: Final = 4
"""Turns looked back on for hand-overs: more than fit in a caption's delay."""

Taking = Callable[[Run, Moment, Track], Step]


@dataclass(frozen=True)
class Opened:
    """An address that is good, its meeting and track, and who posts there."""

    address: Address
    state: Meeting
    track: Track
    sender: Sender


async def opened(request: web.Request, address: Address) -> Opened:
    """What an address opens. Raises BadAddressError for one that is revoked, expired or never was ours."""
    shared = edge(request)
    try:
        state = await shared.service.state(address.meeting)
    except Refused:
        raise BadAddressError from None
    track = state.tracks.get(address.track)
    now = shared.service.clock.now()
    if track is None or now >= address.expires_at:
        raise BadAddressError
    if not good(track, address.number, address.protocol, now):
        raise BadAddressError
    return Opened(address, state, track, shared.senders.of(address, track))


async def text_of(request: web.Request, at: Opened) -> str:
    """The text of a body, however carelessly its sender counts."""
    read = read_text(await request.read(), request.charset)
    note_careless(request, at, read)
    return read.text


def note_careless(request: web.Request, at: Opened, read: Read | None = None) -> None:
    """Trap 4: logs once who counts characters where bytes are asked for."""
    if MARK in request.headers or (read is not None and read.cut):
        log_once(at, "counts its Content-Length in characters")


def log_once(at: Opened, what: str) -> None:
    """Tells whoever runs the service of a sender's habit, the first time: in our words, never in its own."""
    if what not in at.sender.told:
        at.sender.told.add(what)
        track, meeting = at.address.track, at.address.meeting
        log.warning("the caption tool on track %s of meeting %s %s", track, meeting, what)


def in_session(at: Opened, posting: Posting) -> bool:
    """R42: whether what comes now may be kept. What may not is kept in mind only so as never to be."""
    if at.state.status == "live":
        return True
    if at.state.status not in NOT_YET and not posting.is_heartbeat:
        at.sender.refuse(posting)
    return False


def beat(request: web.Request, at: Opened) -> None:
    """The tool is there, whether or not it brings words."""
    service, address = edge(request).service, at.address
    agent = request.headers.get("User-Agent", "").partition("/")[0].strip()[:AGENT_LIMIT]
    told = agent if agent.isprintable() else ""
    now = service.clock.now()
    service.reception.beat(address.meeting, address.track, address.protocol, address.number, told, now)


async def take(request: web.Request, at: Opened, posting: Posting, taking: Taking) -> None:
    """Makes a posting durable, unless it is there already, or is not to be. Raises Refused."""
    sender = at.sender
    async with sender.turn:
        if sender.was_refused(posting, named=posting.seq is not None):
            return
        try:
            await _taken(request, at, posting, taking)
        except Refused as refusal:
            if refusal.code != "no_such_cue":
                raise
            await _taken(request, at, posting, taking)  # others have meanwhile closed a cue of its


async def _taken(request: web.Request, at: Opened, posting: Posting, taking: Taking) -> None:
    service, address, sender = edge(request).service, at.address, at.sender
    state = await service.state(address.meeting)
    track, now = state.tracks[address.track], service.clock.now()
    # A name that no earlier run can have: each of them has grown the record since.
    run = runs.run_of(posting, sender.run, f"{sender.name}:{state.seq}")
    run = runs.still_open(run, track.recent)
    moment = Moment(now, assembly.handed_over(now, run.heard_at, track.delay_ms, hand_overs(state)))
    step = taking(run, moment, track)
    if step.command is None:
        sender.run = step.run
        return
    if await submitted(request, address, step.id, step.command) is None:
        return
    recent = (await service.state(address.meeting)).tracks[address.track].recent
    sender.run = runs.settled(step, run, recent, track.cues)
    note_heard(request, address, step.command, state, now, run.heard_at)


async def submitted(
    request: web.Request, address: Address, command_id: str, command: ReceiveCues
) -> Answer | None:
    """The answer to a command, durable now; None where another posting had its id. Raises Refused."""
    tool = Actor(f"tool:{address.track}", frozenset({"tool"}), track=address.track)
    try:
        return await edge(request).service.submit(address.meeting, tool, command_id, command)
    except Refused as refusal:
        if refusal.code != "id_reused":
            raise
        return None  # taken before a restart, when other cues were open


def note_heard(
    request: web.Request, address: Address, command: ReceiveCues, state: Meeting, now: int, before: int
) -> None:
    """Tells the captions page what has come, and how late it seems."""
    reception = edge(request).service.reception
    where = address.meeting, address.track, address.protocol, address.number
    if not command.added:
        reception.went_on(*where, now)
        return
    first, turn = command.added[0], state.turn
    ended = first.ended if first.began is not None else None
    reception.heard(
        *where,
        Arrival(now, now - before, len(first.text), ended),
        sum(words_in(each.text) for each in command.added),
        turn.began if turn is not None else None,
    )


def hand_overs(state: Meeting) -> Iterable[int]:
    """When the floor was taken and left, of late."""
    for number in state.turn_order[-HAND_OVERS:]:
        turn = state.turns[number]
        if turn.status != "undone":
            yield from (at for at in (turn.began, turn.ended) if at is not None)


def said(status: int, text: str) -> web.Response:
    """A short answer in plain text. Some tools run in a page of another site and must be able to read it."""
    response = web.Response(status=status, text=text)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
