"""What holds of the domain as a whole: doors closed by default, one table a life, pure ranks."""

import random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain import policies, ranks, roles
from meetingsvc.domain.decide import DECISIONS, decide
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.evolve import FOLDS, evolve
from meetingsvc.domain.lifecycle import LIVES, step
from meetingsvc.domain.roles import ALLOWED, Actor
from meetingsvc.domain.rules import Context
from tests.support.scenario import CLERK, START, scenario, taking_comment


def test_every_command_has_its_decision_and_its_roles() -> None:
    kinds = set(c.COMMANDS.values())
    assert set(DECISIONS) == kinds
    assert set(ALLOWED) == kinds


def test_every_event_has_its_fold() -> None:
    assert set(FOLDS) | {e.MeetingScheduled} == set(e.EVENTS.values())


@pytest.mark.parametrize("kind", c.COMMANDS.values(), ids=list(c.COMMANDS))
def test_nobody_without_the_role_sends_a_command(kind: type[c.Command]) -> None:
    state = scenario().meeting
    command = msgspec.convert(_least(kind), kind)
    every: set[roles.Role] = {"attendee", "clerk", "chair", "captioner", "door", "admin", "tool", "system"}
    for role in every - ALLOWED[kind]:
        with pytest.raises(Refused, match="not_allowed"):
            decide(state, command, Context(START, Actor("x", frozenset({role}))))


def _least(kind: type[c.Command]) -> dict[str, object]:
    """The least that a command of this kind can hold."""
    sample: dict[str, object] = {
        "text": "x", "label": "x", "reason": "over_time", "title": "x", "body": "b", "body_name": "B",
        "time_zone": "UTC", "language": "en", "consent": True, "track": "en", "channel": "remote",
        "failed": ["stream"], "note": "x", "how": "restored", "what": "move",
        "allotment_ms": 60_000, "by": "x", "meeting": "MEETING2", "periods": [],
        "source": "x", "edits": [{"cue": 1}],
        "spans": [{"track": "en", "cue": 1, "start": 0, "stop": 1}],
        "protocol": "zoom", "url": "https://wmcc.zoom.us/closedcaption?id=1", "why": "failed",
        "file": "x.vtt", "added": [{"number": 1, "text": "x", "began": 1, "ended": 2}],
    }  # fmt: skip
    if kind is c.RedactCues:
        sample["reason"] = "child"
    return {field.name: sample.get(field.name, 1) for field in msgspec.structs.fields(kind) if field.required}


def test_only_a_schedule_begins_a_log() -> None:
    with pytest.raises(Refused, match="no_such_meeting"):
        decide(None, c.StartMeeting(), Context(START, CLERK))
    with pytest.raises(ValueError, match="begins with"):
        evolve(None, e.Entry(1, START, "x", e.MeetingStarted()))
    scenario().when(
        c.ScheduleMeeting(title="x", body="b", body_name="B", time_zone="UTC", starts_at=1)
    ).refused("already_scheduled")


@pytest.mark.parametrize("life", LIVES)
def test_what_a_life_does_not_name_is_refused(life: str) -> None:
    statuses = {status for status, _ in LIVES[life]} | set(LIVES[life].values())
    for status in statuses:
        for what in {what for _, what in LIVES[life]}:
            if (status, what) in LIVES[life]:
                assert step(life, status, what) in statuses
            else:
                with pytest.raises(Refused, match="not_now"):
                    step(life, status, what)


def test_a_payload_is_parsed_strictly() -> None:
    assert c.parse({"type": "call_next", "period": 1}) == c.CallNext(period=1)
    for payload, code, params in (
        ({"type": "nonsense"}, "unknown_command", {}),
        ({"type": ["x"]}, "unknown_command", {}),
        ({"period": 1}, "unknown_command", {}),
        ("call_next", "invalid_field", {"field": "type"}),
        ({"type": "call_next"}, "invalid_field", {"field": "period"}),
        ({"type": "call_next", "period": "1"}, "invalid_field", {"field": "period"}),
        ({"type": "call_next", "period": 0}, "invalid_field", {"field": "period"}),
        ({"type": "call_next", "period": 1, "x": 1}, "invalid_field", {"field": "x"}),
        ({"type": "ask_to_speak", "period": 1, "name": "x" * 201}, "invalid_field", {"field": "name"}),
        ({"type": "ask_to_speak", "period": 1, "name": "\ud800"}, "invalid_field", {"field": "name"}),
        ({"type": "ask_to_speak", "period": 1, "\ud800": 1}, "invalid_field", {"field": "type"}),
        ({"type": "ask_to_speak", "period": 1, "channel": "phone"}, "invalid_field", {"field": "channel"}),
    ):
        with pytest.raises(Refused) as refusal:
            c.parse(payload)
        assert (refusal.value.code, dict(refusal.value.params)) == (code, params), payload


def arrived(number: int) -> policies.Standing:
    return policies.Standing(period=1, arrival=number, channel="remote")


@given(st.randoms(use_true_random=False), st.integers(1, 60))
def test_a_rank_fits_between_any_two(rng: random.Random, moves: int) -> None:
    *line, next_to_arrive = (policies.rank("arrival", arrived(n)) for n in range(1, 6))
    for seq in range(moves):
        place = rng.randrange(len(line) + 1)
        if place == 0:
            rank = ranks.before(line[0])
        elif place == len(line):
            rank = ranks.behind(line[-1])
        else:
            rank = ranks.between(line[place - 1], line[place])
        line.insert(place, ranks.apart(rank, seq))
        assert line == sorted(set(line))
    assert line[-1] < next_to_arrive


def test_a_rank_is_never_made_twice_even_for_who_is_out_of_line() -> None:
    """Ticket 1 is called, and misses its turn; ticket 3 goes to the front; then ticket 1 comes back."""
    scene = taking_comment(*[c.AddRequest(period=1) for _ in range(3)], c.CallNext(period=1))
    scene.given(c.MoveRequest(ticket=3, reason="Bus"), c.UndoCall(turn=1))
    assert [request.ticket for request in scene.meeting.waiting(1)] == [1, 3, 2]
    assert len({request.rank for request in scene.meeting.requests.values()}) == 3


def test_a_rank_stays_short_though_all_defer_to_the_end() -> None:
    scene = taking_comment(*[c.AddRequest(period=1) for _ in range(200)])
    for ticket in range(1, 200):
        scene.given(c.DeferRequest(ticket=ticket, places=10_000, reason="Bus"))
    assert max(len(request.rank) for request in scene.meeting.requests.values()) < 60
    assert [request.ticket for request in scene.meeting.waiting(1)] == [200, *range(1, 200)]
