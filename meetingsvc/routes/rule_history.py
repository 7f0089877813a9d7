"""The versions of a body's rules as the settings page lists them: who set them, when, and what they changed.

Knows the kept versions and the words for their values; it changes nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from aiohttp import web

from meetingsvc.i18n import N_, Translator
from meetingsvc.profiles import Profile, words
from meetingsvc.profiles.lengths import written_length
from meetingsvc.profiles.shape import SHAPE, Part
from meetingsvc.routes.edge import edge, translator
from meetingsvc.store.profiles import KeptProfile


class Version(msgspec.Struct, frozen=True):
    """A row of the list; ``at`` is written out in the body's own time zone, ``at_ms`` is UTC ms."""

    version: int
    by: str
    at: str
    at_ms: int
    changes: Sequence[str]


async def versions(request: web.Request, body: str) -> list[Version]:
    """Every version, the newest first."""
    shared, t = edge(request), translator(request)
    history = await shared.service.profiles.history(body)
    people = {f"staff:{each.id}": each.name for each in await shared.accounts.all()} if history else {}
    zones = [row.time_zone for row in await shared.service.meetings() if row.body == body]
    zone = zones[0] if zones else "UTC"
    before = [*(each.profile for each in history), None][1:]
    return [
        Version(
            each.version, _who(each, people, t), t.datetime(each.at, zone), each.at, changes(old, each, t)
        )
        for each, old in zip(history, before, strict=True)
    ]


def _who(kept: KeptProfile, people: Mapping[str, str], t: Translator) -> str:
    # Translators: stands where a person's name would: somebody who runs the server changed the rules
    return people.get(kept.by) or t.gettext("At the command line")


def changes(before: Profile | None, kept: KeptProfile, t: Translator) -> list[str]:
    """What a version sets otherwise than the one before it."""
    if before is None:
        return []
    found = []
    for part in SHAPE:
        was, now = getattr(before, part.field), getattr(kept.profile, part.field)
        if part.key == "version" or was == now:
            continue
        label = t.gettext(words.LABELS.get(part.key, part.name))
        if part.kind in ("rows", "table", "texts", "choices"):
            found.append(label)
        else:
            # Translators: a value of the rules that changed: what it is called, what it was, what it is now
            row = N_("%(label)s: %(before)s → %(after)s")
            found.append(t.gettext(row, label=label, before=_said(part, was, t), after=_said(part, now, t)))
    return found


def _said(part: Part, value: Any, t: Translator) -> str:
    match part.kind:
        case "yes_no":
            return t.gettext("yes") if value else t.gettext("no")
        case "length":
            return written_length(value) if value else t.gettext("none")
        case "number":
            return t.number(value)
        case "choice":
            return t.gettext(words.CHOICES.get(value, value))
    return str(value)
