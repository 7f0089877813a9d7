"""Every page there is, in the states in which people meet it: for what must hold on all of them."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from meetingsvc.domain import commands as c
from meetingsvc.domain.roles import Actor
from tests.browser.stage import Stage

ANN = Actor("pann", frozenset({"attendee"}))
BEN = Actor("pben", frozenset({"attendee"}))

CONTENT = (
    "Regular meeting",
    "Another meeting",
    "City Council",
    "Call to order",
    "Public comment",
    "Adjournment",
    "Hall 1",
    "Ann Lee",
    "Ben Ode",
    "Trees",
    "Good evening",
    "More trees",
    "Dee Clerk",
    "Back at nine",
)
"""What people wrote, which no catalog translates."""


@dataclass(frozen=True)
class Stop:
    """A page to look at. ``staff``: it needs someone of the staff."""

    name: str
    path: str
    staff: bool = False


async def tour(stage: Stage) -> AsyncGenerator[Stop, None]:
    """Every page, one after the other; between them the meeting goes on."""
    yield Stop("home without meetings", "/")
    meeting = await stage.schedule()
    await stage.schedule(title="Another meeting")
    yield Stop("home", "/")
    yield Stop("login", "/login")
    yield Stop("not found", "/nowhere")
    yield Stop("claim", f"/m/{meeting}/claim/XXXXXXXX")
    yield Stop("archive without meetings", "/archive")
    yield Stop("attendee before", f"/m/{meeting}")
    yield Stop("clerk before", f"/m/{meeting}/clerk", staff=True)
    yield Stop("captions before", f"/m/{meeting}/captions", staff=True)
    yield Stop("display before", f"/m/{meeting}/display")
    yield Stop("rules", "/b/council/rules", staff=True)
    yield Stop("glossary", "/b/council/glossary", staff=True)
    yield Stop("rules filled in", "/b/council/rules?from=california", staff=True)
    await _in_full_swing(stage, meeting)
    embedded = ("/captions/embed", "/captions/embed?mode=transcript&controls=0")
    for screen in (
        "",
        "/display",
        "/display?variant=lectern",
        "/display?variant=lower-third",
        "/kiosk",
        *embedded,
    ):
        yield Stop(f"live {screen}", f"/m/{meeting}{screen}")
    yield Stop("clerk live", f"/m/{meeting}/clerk", staff=True)
    yield Stop("captions live", f"/m/{meeting}/captions", staff=True)
    yield Stop("editor live", f"/archive/{meeting}/edit", staff=True)
    yield Stop("door live", f"/m/{meeting}/door", staff=True)
    await stage.do(meeting, c.ReserveCards(period=1, cards=3))
    yield Stop("door with cards out", f"/m/{meeting}/door", staff=True)
    yield Stop("paper cards", f"/m/{meeting}/cards?from=1&to=99&second=es", staff=True)
    yield Stop("typing a code", f"/m/{meeting}/claim")
    await stage.do(meeting, c.BlankScreens(), c.Recess())
    yield Stop("attendee in recess, blanked", f"/m/{meeting}")
    yield Stop("display in recess, blanked", f"/m/{meeting}/display")
    yield Stop("clerk in recess, blanked", f"/m/{meeting}/clerk", staff=True)
    await stage.do(meeting, c.UnblankScreens(), c.ResumeMeeting(), c.EndTurn(turn=2), c.Adjourn())
    yield Stop("attendee after", f"/m/{meeting}")
    yield Stop("clerk after", f"/m/{meeting}/clerk", staff=True)
    yield Stop("editor", f"/archive/{meeting}/edit", staff=True)
    yield Stop("import", f"/m/{meeting}/captions/import", staff=True)
    yield Stop("archive", "/archive")
    yield Stop("archived meeting", f"/archive/{meeting}")


async def _in_full_swing(stage: Stage, meeting: str) -> None:
    """Someone has spoken, someone speaks, others wait; comments and captions have come."""
    await stage.do(meeting, c.OpenSignUp(), c.StartMeeting(), c.StartItem(item=2), c.OpenPeriod(item=2))
    await stage.do(meeting, c.OpenTrack(language="en"), c.OpenTrack(language="es"))
    for name, actor in (("Ann Lee", ANN), ("Ben Ode", BEN)):
        await stage.do(meeting, c.AskToSpeak(period=1, name=name, topic="Trees"), actor=actor)
    await stage.do(
        meeting, *(c.AddRequest(period=1, channel="phone") for _ in range(3)), c.PassName(ticket=1)
    )
    await stage.do(meeting, c.SubmitComment(text="More trees", item=2, name="Ann Lee"), actor=ANN)
    await stage.do(meeting, c.SubmitComment(text="More trees"), actor=BEN)
    await stage.do(meeting, c.PublishComment(comment=1), c.Announce(text="Back at nine"))
    await stage.do(meeting, c.CallNext(period=1), c.StartTurn(turn=1))
    await stage.do(meeting, c.AddCue(track="en", text="Good evening"))
    await stage.do(meeting, c.CallNext(period=1, believes=1), c.StartTurn(turn=2))
    await stage.do(meeting, c.AddCue(track="en", text="Good evening"))
