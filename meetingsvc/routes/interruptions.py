"""GET /m/ID/interruptions: what interrupted a meeting, and which hearings were continued, as paragraphs for
its minutes (R33, R42), in the language of whoever asks. The archive page shows the same ones. Owns the
sentences; the facts are the read model's.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from aiohttp import web

from meetingsvc.domain.roles import PRESIDING
from meetingsvc.domain.state import Meeting
from meetingsvc.i18n import Translator
from meetingsvc.i18n.marks import N_
from meetingsvc.readmodel.minutes import Continued, Interruption, continuations, interruptions
from meetingsvc.routes.edge import meeting, translator
from meetingsvc.routes.pages import json_response
from meetingsvc.routes.table import Route
from meetingsvc.routes.table import staff as staff_with

FAILURES: Final[Mapping[str, str]] = {
    # Translators: what is out of order, in the middle of a sentence
    "two_way": N_("taking part by video and phone"),
    "stream": N_("the stream"),
    "captions": N_("the captions"),
    "queue": N_("the speaker queue"),
}


_PAIRS: Final = 40
"""How many tickets a paragraph names; of more, the record tells."""


def paragraphs(state: Meeting, t: Translator) -> list[str]:
    """One paragraph for each interruption."""
    zone = state.time_zone
    return [
        *(
            " ".join(_outage(each, t, zone) if each.failed else _cleared(each, t, zone))
            for each in interruptions(state)
        ),
        *(" ".join(_continued(each, t, zone)) for each in continuations(state)),
    ]


def _continued(it: Continued, t: Translator, zone: str) -> Iterator[str]:
    """R42: with the tickets here and there, which are public business."""
    when = {"item": it.label, "when": t.datetime(it.other, zone)}
    if it.at is None:
        yield t.gettext("The hearing on “%(item)s” was continued from the meeting of %(when)s.", **when)
        yield t.ngettext(
            "%(num)s person who waited there kept their place.",
            "%(num)s people who waited there kept their places.",
            it.kept,
        )
        if it.heard:
            yield t.ngettext(
                "%(num)s person who had spoken there had had their turn.",
                "%(num)s people who had spoken there had had their turns.",
                it.heard,
            )
    else:
        yield t.gettext(
            "At %(time)s the hearing on “%(item)s” was left open and continued to the meeting of %(when)s.",
            time=t.time(it.at, zone),
            **when,
        )
        if it.reason:
            yield t.gettext("Noted: %(note)s.", note=it.reason.rstrip("."))
        yield t.ngettext(
            "%(num)s person who waited keeps their place there.",
            "%(num)s people who waited keep their places there.",
            it.kept,
        )
    if 0 < len(it.tickets) <= _PAIRS:
        pairs = [
            # Translators: ticket numbers: the one here, and the one that it is in the other meeting
            t.gettext("%(here)s (there %(there)s)", here=here, there=there)
            for here, there in it.tickets
        ]
        yield t.gettext("Tickets: %(list)s.", list=t.list(pairs))


def _outage(it: Interruption, t: Translator, zone: str) -> Iterator[str]:
    yield t.gettext(
        "At %(time)s the chair announced an outage of %(what)s and the meeting went into recess; the queue "
        "and all speaking time were kept as they stood.",
        time=t.time(it.began, zone),
        what=t.list([t.gettext(FAILURES[failure]) for failure in it.failed]),
    )
    if it.reason:
        yield t.gettext("Noted: %(note)s.", note=it.reason.rstrip("."))
    for at, note in it.steps:
        yield t.gettext("At %(time)s: %(note)s.", time=t.time(at, zone), note=note.rstrip("."))
    if it.ended is None or it.lasted_ms is None:
        yield t.gettext("The outage continues.")
        return
    when = {"time": t.time(it.ended, zone), "duration": t.duration(it.lasted_ms)}
    if it.how == "restored":
        yield t.gettext(
            "At %(time)s, after %(duration)s, the service was restored and the meeting resumed.", **when
        )
    elif it.how == "finding":
        yield t.gettext(
            "At %(time)s, after %(duration)s, the service had not been restored, and the body found by roll "
            "call to go on. For: %(ayes)s. Against: %(noes)s.",
            **when,
            ayes=it.ayes.rstrip("."),
            noes=it.noes.rstrip(".") or t.gettext("none"),
        )
    else:
        yield t.gettext(
            "At %(time)s, after %(duration)s, the meeting was adjourned without the service restored.", **when
        )


def _cleared(it: Interruption, t: Translator, zone: str) -> Iterator[str]:
    yield t.gettext(
        "At %(time)s the chair had the room cleared after a disruption (%(reason)s); the press stayed and "
        "the meeting went on.",
        time=t.time(it.began, zone),
        reason=it.reason.rstrip("."),
    )
    if it.ended is not None and it.lasted_ms is not None:
        yield t.gettext(
            "It was cleared until %(time)s, for %(duration)s.",
            time=t.time(it.ended, zone),
            duration=t.duration(it.lasted_ms),
        )


async def told(request: web.Request) -> web.Response:
    """``{paragraphs: […]}``, for staff."""
    return json_response({"paragraphs": paragraphs(await meeting(request), translator(request))})


ROUTES = (Route("GET", "/m/{meeting}/interruptions", told, staff_with(*PRESIDING)),)
