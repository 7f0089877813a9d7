"""What a random night gets from other meetings and gives to them: hearings continued here and elsewhere,
settled and taken back (R42). The service sends these; a night sends them as it would, and sometimes wrongly.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Literal

from meetingsvc.domain import commands as c
from meetingsvc.domain.profile import PLAIN
from meetingsvc.domain.roles import Actor
from meetingsvc.domain.state import Meeting

WAITING: tuple[Literal["waiting", "listed", "no_show"], ...] = ("waiting", "waiting", "listed", "no_show")


def received(rng: random.Random, people: tuple[Actor, ...], held_at: int) -> c.ReceiveItem:
    """A hearing from another meeting, with some of these people; ceded time and a merged request among it."""
    who = [*rng.sample(people, rng.randint(1, len(people))), None]
    requests = [
        c.CarriedRequest(
            ticket=10 + place,
            period=4,
            participant=f"pfrom{rng.randrange(10**9)}" if person is None else person.id,
            channel="remote",
            rank=f"0004:{place:06d}",
            status=rng.choice(WAITING) if place else "waiting",
            arrival=place + 1,
            made_at=held_at,
            name_passed=place == 0,
            details={"name": "Ann Lee", "accommodation": "A chair"},
            left_ms=rng.choice((None, 30_000)),
            used_ms=rng.choice((0, 20_000)),
        )
        for place, person in enumerate(who)
    ]
    spoke = c.CarriedVoice(ticket=9, participant=f"pheard{rng.randrange(10**9)}", used_ms=60_000)
    period = c.CarriedPeriod(
        period=4,
        status=rng.choice(("held", "closed")),
        rules=PLAIN,
        allotment_ms=PLAIN.allotment_ms,
        stream_delay_ms=0,
        arrived=len(who) + 1,
    )
    return c.ReceiveItem(
        meeting="MEETING0",
        item=rng.randint(1, 3),
        seq=rng.randint(1, 40),
        held_at=held_at,
        label="Continued",
        decides_rights=len(who) > 2,
        periods=[period],
        requests=requests,
        heard=[spoke],
    )


def by_the_service(rng: random.Random, state: Meeting, people: tuple[Actor, ...]) -> Iterator[c.Command]:
    """What arrives, what is settled and what is taken back."""
    if len(state.items) < 40:
        yield received(rng, people, state.starts_at)
    for made in state.continuations.values():
        pairs = [(each.ticket, number) for number, each in enumerate(made.requests, 1)]
        for _ in range(3):
            yield c.SettleContinuation(item=made.item, seq=made.seq, undone=made.undone, tickets=pairs)
        now = rng.choice((None, made.starts_at + 86_400_000))
        yield c.NoteLaterMeeting(item=made.item, seq=made.seq, starts_at=now, cancelled=rng.random() < 0.3)
    for item in state.items.values():
        if item.received is not None:
            came = item.received
            yield c.ReturnItem(meeting=came.meeting, item=came.item, seq=came.seq)
    yield c.SettleContinuation(item=1, seq=1)


def by_the_chair(rng: random.Random, state: Meeting, item: int) -> Iterator[c.Command]:
    """Continued to a day to come; or taken back at once."""
    done = [ticket for ticket, request in state.requests.items() if request.status == "done"]
    unfinished = [rng.choice(done)] if done and rng.random() < 0.5 else []
    later = state.starts_at + 10**9
    yield c.ContinueItem(item=item, starts_at=later, reason="Late", unfinished=unfinished)
    for number in state.continuations:
        for _ in range(4):
            yield c.UndoContinuation(item=number)
    came = [number for number, each in state.items.items() if each.received is not None]
    for number in came[:3]:
        yield c.OpenPeriod(item=number)
