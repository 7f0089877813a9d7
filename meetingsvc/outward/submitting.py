"""How what a machine writes is made durable: tried again while the database takes nothing, however long.

Knows no engine and no translator.
"""

import logging

from meetingsvc.domain.commands import Command
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import Actor
from meetingsvc.outward.backoff import Backoff
from meetingsvc.outward.ending import Ending
from meetingsvc.service.service import Service

log = logging.getLogger(__name__)


async def submitted(
    service: Service,
    meeting: str,
    actor: Actor,
    command_id: str,
    command: Command,
    ending: Ending | None = None,
) -> None:
    """Returns once the command is durable, or refused for good (R42). Raises EndedError."""
    backoff = Backoff()
    while True:
        try:
            await service.submit(meeting, actor, command_id, command)
            return
        except Refused as refusal:
            if refusal.code != "unavailable":
                log.info("what a machine wrote was refused: %s", refusal.code)
                return
        await (backoff.wait() if ending is None else ending.unless(backoff.wait()))
