"""How good a transcript's captions were, in words for its reader: the summary on the archive's page.

Knows the figures and the words for them, no HTML.
"""

import asyncio
from collections.abc import Iterator

from meetingsvc.domain.state import Meeting
from meetingsvc.i18n import Translator
from meetingsvc.readmodel.quality import Quality, quality
from meetingsvc.service.service import Service

GAPS_SHOWN = 20
"""More than that is a track that was hardly written, and the length says so."""


async def figures(service: Service, state: Meeting, track: str, t: Translator) -> list[tuple[str, list[str]]]:
    """What each figure is called, and what it says, in a sentence or several."""
    cues = await service.cues(state.id, track, limit=None)
    found = await asyncio.to_thread(quality, state.tracks[track], cues)
    return list(_said(found, state, t))


def _said(found: Quality, state: Meeting, t: Translator) -> Iterator[tuple[str, list[str]]]:
    yield t.gettext("Captions"), [t.number(found.cues)]
    if found.words_a_minute is not None:
        yield t.gettext("Words a minute"), [t.number(found.words_a_minute)]
    if found.delay_ms is not None and found.slow_ms is not None:
        usual = t.gettext(
            "Usually %(usual)s seconds, nine in ten within %(slow)s seconds.",
            usual=t.number(round(found.delay_ms / 1_000, 1)),
            slow=t.number(round(found.slow_ms / 1_000, 1)),
        )
        yield t.gettext("Behind speech"), [usual]
    share = found.share_corrected or 0.0
    # Translators: how many of the captions somebody corrected afterwards, such as "2%".
    yield t.gettext("Corrected"), [t.percent(share)]
    yield t.gettext("Gaps while someone spoke"), list(_gaps(found, state, t)) or [t.gettext("None")]


def _gaps(found: Quality, state: Meeting, t: Translator) -> Iterator[str]:
    for since, until in found.gaps[:GAPS_SHOWN]:
        at = t.time(since, state.time_zone, "medium")
        ended = until if until is not None else state.adjourned_at
        if ended is None:
            yield t.gettext("From %(time)s.", time=at)
        else:
            yield t.gettext("%(time)s, for %(length)s.", time=at, length=t.duration(ended - since))
    more = len(found.gaps) - GAPS_SHOWN
    if more > 0:
        yield t.ngettext("And %(num)s more.", "And %(num)s more.", more)
