"""Files of captions between being looked at and having come in: what is in each, and how far it has got.

Kept in memory, a few at a time: whoever comes too late chooses the file again. Knows no HTTP and no form.
"""

import asyncio
import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

import msgspec

from meetingsvc.auth import fresh_token
from meetingsvc.captions.finished import Finished
from meetingsvc.captions.placing import Placed, batches
from meetingsvc.domain.commands import OpenTrack
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import Actor
from meetingsvc.service.service import Service

AT_MOST: Final = 8
"""How many files are held."""


@dataclass
class Draft:
    """A file of captions that somebody has sent for a meeting, and what has become of it."""

    meeting: str
    by: str
    name: str
    file: Finished
    track: str | None = None
    language: str = ""
    offset_ms: int = 0
    total: int = 0
    done: int = 0
    over: bool = False
    refusal: Refused | None = None
    id: str = field(default_factory=fresh_token)
    task: asyncio.Task[None] | None = None

    @property
    def begun(self) -> bool:
        """Whether it comes in, or has."""
        return self.task is not None


@dataclass
class Drafts:
    """The files at hand, by their ids."""

    _drafts: OrderedDict[str, Draft] = field(default_factory=OrderedDict)

    def keep(self, draft: Draft) -> None:
        """Holds a file; the oldest that is not coming in makes room for it."""
        self._drafts[draft.id] = draft
        while len(self._drafts) > AT_MOST:
            idle = next((each.id for each in self._drafts.values() if not each.begun or each.over), draft.id)
            del self._drafts[idle]

    def of(self, id: str, meeting: str, by: str) -> Draft:
        """One's own file. Refuses as ``no_such_import``."""
        draft = self._drafts.get(id)
        if draft is None or (draft.meeting, draft.by) != (meeting, by):
            raise Refused("no_such_import")
        return draft

    def begin(self, draft: Draft, service: Service, actor: Actor, placed: Placed) -> None:
        """Lets a file come in, unless it does already."""
        if draft.task is None:
            draft.total = len(placed.cues)
            draft.task = asyncio.create_task(_come_in(draft, service, actor, placed))

    async def close(self) -> None:
        """What is under way stops; a file that is chosen again goes on from there."""
        tasks = [each.task for each in self._drafts.values() if each.task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _come_in(draft: Draft, service: Service, actor: Actor, placed: Placed) -> None:
    """Command after command, each under an id made from what is in it: none has a second effect."""
    try:
        if draft.track is None:
            opened = OpenTrack(language=draft.language, another=True)
            answer = await service.submit(draft.meeting, actor, f"track-{draft.id}", opened)
            draft.track = str(answer.result["track"])
        for command in batches(draft.track, draft.name, placed.cues):
            digest = hashlib.sha256(msgspec.json.encode(command)).hexdigest()
            await service.submit(draft.meeting, actor, f"import-{digest[:48]}", command)
            draft.done += len(command.added)
    except Refused as refusal:
        draft.refusal = refusal
    finally:
        draft.over = True
