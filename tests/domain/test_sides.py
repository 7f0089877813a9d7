"""R22, R28: which side somebody is on decides nothing. A night with support and oppose changed over, in every
published order, gives the same log but for that one field, the same order, the same times and the same
screens but for the totals.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.domain import commands as c
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.profile import Profile, Shrink
from meetingsvc.domain.wakeups import next_wakeup
from meetingsvc.readmodel.views import me, view
from tests.domain.invariants import SWAPPED, swapped
from tests.support.nights import ORDERS, Night
from tests.support.rules import rule
from tests.support.scenario import CAPTIONER, LIVE, SCHEDULED, Scenario, by

STEPS = 150


def rules(order: str, *, rights: bool) -> Profile:
    """Rules under which as much as can be depends on who asks."""
    return Profile(
        name="Sides",
        order=order,  # type: ignore[arg-type]  # one of ORDERS
        quasi_judicial=rights,
        priority_classes=("Applicant", "Neighbours"),
        one_minute_ms=60_000,
        group_allotment_ms=300_000,
        shrink=(Shrink(above=3, allotment_ms=120_000),),
        ceding=True,
        ceding_cap_ms=600_000,
        total_cap_ms=900_000,
    )


def outcome(scene: Scenario, command: c.Command, actor: Any) -> object:
    try:
        return len(scene.do(command, actor))
    except Refused as refusal:
        return refusal.code, dict(refusal.params)


def turned(shown: Any) -> Any:
    """What a screen shows, with support and oppose changed over."""
    if isinstance(shown, dict):
        if set(shown) == {"support", "oppose", "neutral"}:
            return {**shown, "support": shown["oppose"], "oppose": shown["support"]}
        return {
            key: SWAPPED.get(value, value) if key == "position" else turned(value)
            for key, value in shown.items()
        }
    return [turned(each) for each in shown] if isinstance(shown, list) else shown


@rule("R22", "R28")
@pytest.mark.parametrize("order", ORDERS)
@given(seed=st.integers(0, 2**32), rights=st.booleans())
def test_with_the_sides_changed_over_all_else_is_the_same(order: str, seed: int, *, rights: bool) -> None:
    begun = (SCHEDULED, *LIVE, c.OpenPeriod(item=2), by(CAPTIONER, c.OpenTrack(language="en")))
    scene, mirror = (Scenario(rules(order, rights=rights)).given(*begun) for _ in range(2))
    night = Night(seed, scene)
    for _ in range(STEPS):
        step = night.step()
        scene.now += step.ms
        mirror.now = scene.now
        if step.command is None:
            continue
        mirrored = outcome(mirror, swapped(step.command), step.actor)
        assert outcome(scene, step.command, step.actor) == mirrored
    assert [(entry.seq, entry.at, entry.by, swapped(entry.event)) for entry in mirror.log] == [
        (entry.seq, entry.at, entry.by, entry.event) for entry in scene.log
    ]
    here, there = scene.meeting, mirror.meeting
    assert (here.queues, here.lists, here.turns, here.turn_order) == (
        there.queues,
        there.lists,
        there.turns,
        there.turn_order,
    )
    assert next_wakeup(here) == next_wakeup(there)
    for audience in ("public", "staff", "door"):
        assert view(here, audience) == turned(view(there, audience))
    for person in here.belongings:
        assert me(here, person) == turned(me(there, person))
