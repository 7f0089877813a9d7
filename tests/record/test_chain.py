"""The chain: what an event's body is, and what may follow what."""

import hashlib

import pytest

from meetingsvc.record.canonical import Json, canonical, parse_canonical
from meetingsvc.record.chain import GENESIS, Body, Tip, event_hash, follow, link, read_body
from meetingsvc.record.defects import Code, Defect
from tests.record.example import BEGAN, MEETING, body

DIGEST = "ab" * 32


def test_linking_gives_the_canonical_body_with_prev_and_its_hash() -> None:
    raw, hash = link(GENESIS, body(1))
    assert raw == canonical({**body(1), "prev": GENESIS})
    assert hash == hashlib.sha256(b"meetingsvc event v1\n" + raw).hexdigest()
    assert event_hash(raw) == hash


def test_a_body_is_read_whole() -> None:
    raw, _ = link(DIGEST, body(2, by="p1", type="x", v=3, data={"n": [1]}, sealed={"text": DIGEST}))
    assert read_body(parse_canonical(raw)) == Body(
        meeting=MEETING,
        seq=2,
        at=BEGAN + 1000,
        by="p1",
        type="x",
        v=3,
        data={"n": [1]},
        sealed={"text": DIGEST},
        prev=DIGEST,
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"meeting": ""},
        {"meeting": "two words"},
        {"meeting": 1},
        {"seq": 0},
        {"seq": "2"},
        {"seq": True},
        {"seq": None},
        {"at": -1},
        {"at": 253_402_300_800_000},
        {"by": ""},
        {"by": None},
        {"type": "\x1b[2J"},
        {"type": "x" * 65},
        {"v": 0},
        {"v": False},
        {"data": []},
        {"data": None},
        {"sealed": []},
        {"sealed": {"text": "ab"}},
        {"sealed": {"text": DIGEST.upper()}},
        {"sealed": {"": DIGEST}},
        {"sealed": {"text": None}},
        {"prev": DIGEST.upper()},
        {"prev": DIGEST + "\n"},
        {"more": 1},
    ],
)
def test_a_body_with_one_field_out_of_shape_is_refused(changes: dict[str, Json]) -> None:
    with pytest.raises(Defect) as refused:
        read_body({**body(2), "prev": DIGEST, **changes})
    assert refused.value.code == "bad_shape"


@pytest.mark.parametrize("key", [*body(2), "prev"])
def test_a_body_that_lacks_a_field_is_refused(key: str) -> None:
    whole = {**body(2), "prev": DIGEST}
    del whole[key]
    with pytest.raises(Defect, match=f"lacks {key}") as refused:
        read_body(whole)
    assert refused.value.code == "bad_shape"


@pytest.mark.parametrize("value", [None, [], "event", 1])
def test_what_is_no_object_is_no_body(value: Json) -> None:
    with pytest.raises(Defect, match="The event is not an object"):
        read_body(value)


@pytest.mark.parametrize(
    ("prev", "without_prev"),
    [
        (DIGEST, body(1)),
        (GENESIS, body(2)),
        ("", body(2)),
        (DIGEST, {**body(2), "prev": DIGEST}),
        (DIGEST, body(2, data={"many": 2**53})),
        (DIGEST, body(2, v=0)),
    ],
)
def test_nothing_is_linked_that_a_verifier_would_refuse(prev: str, without_prev: dict[str, Json]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the contract is ValueError, whatever the text
        link(prev, without_prev)


def test_an_event_follows_the_one_before_it_even_in_the_same_millisecond() -> None:
    first = read_body({**body(1), "prev": GENESIS})
    second = read_body({**body(2, at=BEGAN), "prev": DIGEST})
    tip = follow(None, first, DIGEST)
    assert tip == Tip(MEETING, 1, BEGAN, DIGEST)
    assert follow(tip, second, "cd" * 32) == Tip(MEETING, 2, BEGAN, "cd" * 32)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"meeting": "ANOTHER1"}, "wrong_meeting"),
        ({"seq": 1}, "wrong_seq"),
        ({"seq": 3}, "wrong_seq"),
        ({"prev": GENESIS}, "wrong_prev"),
        ({"at": BEGAN - 1}, "time_backwards"),
    ],
)
def test_what_cannot_stand_there_is_refused(changes: dict[str, Json], code: Code) -> None:
    tip = Tip(MEETING, 1, BEGAN, DIGEST)
    with pytest.raises(Defect) as refused:
        follow(tip, read_body({**body(2), "prev": DIGEST, **changes}), DIGEST)
    assert refused.value.code == code


@pytest.mark.parametrize(("changes", "code"), [({"seq": 2}, "wrong_seq"), ({"prev": DIGEST}, "wrong_prev")])
def test_only_event_1_after_genesis_can_be_first(changes: dict[str, Json], code: Code) -> None:
    with pytest.raises(Defect) as refused:
        follow(None, read_body({**body(1), "prev": GENESIS, **changes}), DIGEST)
    assert refused.value.code == code
