"""Events written down and read again, those of an older version too."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from meetingsvc.domain.events import (
    EVENTS,
    WITHHELD,
    CueAdded,
    Entry,
    Event,
    Hidden,
    PeriodOpened,
    RequestMade,
    Sealed,
    snake,
)
from meetingsvc.domain.profile import Grace, Profile
from meetingsvc.record.canonical import canonical, parse_canonical
from meetingsvc.record.chain import GENESIS, read_body
from meetingsvc.record.commitments import Disclosure, opens
from meetingsvc.store.codec import VERSIONS, Codec, SealedRow, StoredEntry, UnreadableError, Written
from tests.support.events import example
from tests.support.nights import Night
from tests.support.scenario import taking_comment

KEPT = Path(__file__).parent / "events_v1.jsonl"


def written(event: Event, codec: Codec | None = None) -> StoredEntry:
    return (codec or Codec()).encode("MEETING1", Entry(1, 1_770_768_000_000, "staff:1", event), GENESIS)


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("kind", EVENTS.values(), ids=EVENTS.keys())
def test_what_is_written_is_what_is_read(kind: type[Event], *, whole: bool) -> None:
    stored = written(example(kind, whole=whole))
    assert Codec().decode(stored.body, stored.hash, stored.sealed) == stored


def test_a_whole_night_reads_as_it_was_written() -> None:
    scene = taking_comment()
    Night(7, scene).play(200, lambda *_: None)
    codec, head = Codec(), GENESIS
    for entry in scene.log:
        stored = codec.encode("MEETING1", entry, head)
        head = stored.hash
        assert codec.decode(stored.body, stored.hash, stored.sealed).entry == entry


def test_a_sealed_value_stands_in_the_body_as_a_commitment_alone() -> None:
    stored = written(CueAdded(track="en", cue=1, began=1, ended=2, text=Sealed("Good evening", "public")))
    [row] = stored.sealed
    assert b"Good evening" not in stored.body
    assert (row.field, row.readers, row.value) == ("text", "public", "Good evening")
    commitment = read_body(parse_canonical(stored.body)).sealed["text"]
    assert opens(commitment, Disclosure(row.salt, row.value))


def test_each_field_has_a_salt_of_its_own() -> None:
    stored = written(example(RequestMade, whole=True))
    assert len({row.salt for row in stored.sealed}) == len(stored.sealed) == 6


def test_a_value_that_is_gone_reads_as_withheld_and_one_never_given_as_none() -> None:
    made = RequestMade(
        ticket=1, period=1, participant="p1", channel="remote", rank="r", name=Sealed("Ann", "staff")
    )
    stored = written(made)
    erased = Codec().decode(stored.body, stored.hash, ())
    assert erased.event == msgspec.structs.replace(made, name=WITHHELD)


def test_a_row_s_present_class_is_what_is_read() -> None:
    stored = written(CueAdded(track="en", cue=1, began=1, ended=2, text=Sealed("Good evening", "public")))
    rows = tuple(msgspec.structs.replace(row, readers="sealed") for row in stored.sealed)
    read = Codec().decode(stored.body, stored.hash, rows)
    assert read.event == CueAdded(track="en", cue=1, began=1, ended=2, text=Sealed("Good evening", "sealed"))


def test_what_is_withheld_cannot_be_written() -> None:
    event = CueAdded(track="en", cue=1, began=1, ended=2, text=WITHHELD)
    with pytest.raises(ValueError, match=r"cue_added\.text is withheld"):
        written(event)


# ── Versions ─────────────────────────────────────────────────────────────────


class KeptLine(msgspec.Struct):
    """A line of events_v1.jsonl: an event's body, and (field, salt in hex, value) of what is sealed."""

    body: str
    sealed: list[tuple[str, str, str]]

    @property
    def rows(self) -> tuple[SealedRow, ...]:
        return tuple(
            SealedRow(field, "staff", bytes.fromhex(salt), value) for field, salt, value in self.sealed
        )


def data_of(body: bytes) -> object:
    return read_body(parse_canonical(body)).data


def test_events_as_the_first_version_wrote_them_still_read() -> None:
    """A change of an event that breaks this wants a new version of it and an upcaster, not new bytes here.

    A new kind of event wants a line of its own: `python -m tests.store.keep_events`.
    """
    codec, kinds = Codec(), set()
    for raw in KEPT.read_bytes().splitlines():
        line = msgspec.json.decode(raw, type=KeptLine)
        read = codec.decode(line.body.encode(), "", line.rows)
        again = codec.encode("MEETING1", read.entry, GENESIS)
        if VERSIONS.get(snake(type(read.event).__name__), 1) == 1:
            assert data_of(again.body) == data_of(line.body.encode())
        assert codec.decode(again.body, again.hash, again.sealed).event == read.event
        assert [row.value for row in again.sealed] == [row.value for row in line.rows]
        kinds.add(type(read.event))
    assert kinds == set(EVENTS.values())


class Spoken(Event, frozen=True, tag="cue_added"):
    """A cue as a later version might have it: in one interval, the text under another name."""

    track: str
    cue: int
    span: tuple[int, int]
    words: Hidden | None = None


def in_one_interval(old: Written) -> Written:
    """Version 1 → 2."""
    data = dict(old.data)
    data["span"] = [data.pop("began"), data.pop("ended")]
    return Written(old.type, data, old.hidden)


def words_for_text(old: Written) -> Written:
    """Version 2 → 3."""
    return Written(old.type, old.data, {"words": old.hidden["text"]})


LATER = Codec(
    kinds={"cue_added": Spoken},
    versions={"cue_added": 3},
    upcasters={("cue_added", 1): in_one_interval, ("cue_added", 2): words_for_text},
)

# Bytes as version 1 wrote them, down to the hash: they are read where they lie, never written again.
OLD_BODY = (
    b'{"at":1770768000000,"by":"staff:3","data":{"began":10,"cue":1,"ended":20,"track":"en"},'
    b'"meeting":"MEETING1","prev":"0000000000000000000000000000000000000000000000000000000000000000",'
    b'"sealed":{"text":"27f6d2fc93e9be8a1e54b3d43ba1b53a7cf0f9d8d4d7c5c4a3ebf7b9ac1f7dd2"},'
    b'"seq":1,"type":"cue_added","v":1}'
)
OLD_ROW = SealedRow("text", "public", bytes(16), "Good evening")


def test_an_old_version_reads_through_its_upcasters_one_after_the_other() -> None:
    read = LATER.decode(OLD_BODY, "ab", (OLD_ROW,))
    assert read.event == Spoken(track="en", cue=1, span=(10, 20), words=Sealed("Good evening", "public"))
    assert (read.body, read.hash, read.sealed) == (OLD_BODY, "ab", (OLD_ROW,))


def test_an_old_version_whose_value_is_gone_is_withheld_under_its_new_name() -> None:
    read = LATER.decode(OLD_BODY, "ab", ())
    assert read.event == Spoken(track="en", cue=1, span=(10, 20), words=WITHHELD)


@pytest.mark.parametrize(
    "change",
    [
        {"type": "cue_sung"},
        {"v": 4},
        {"data": {"cue": 1}},
        {"data": {"began": 10, "cue": "one", "ended": 20, "track": "en"}},
        {"data": {"began": 10, "cue": 1, "ended": 20, "track": "en", "key": "C"}},
        {"sealed": {"melody": "0" * 64}},
    ],
    ids=["type", "version", "missing", "wrong type", "unknown field", "unknown sealed field"],
)
def test_what_this_version_does_not_know_is_not_read_as_something_else(change: dict[str, object]) -> None:
    body = parse_canonical(OLD_BODY)
    assert isinstance(body, dict)
    with pytest.raises(UnreadableError):
        Codec().decode(canonical({**body, **change}), "ab", ())  # type: ignore[dict-item]  # plain JSON


def test_the_rules_of_a_period_that_the_first_version_opened_are_whole() -> None:
    line = next(raw for raw in KEPT.read_bytes().splitlines() if b"period_opened" in raw)
    read = Codec().decode(msgspec.json.decode(line, type=KeptLine).body.encode(), "", ())
    assert read.event == PeriodOpened(
        period=7,
        item=7,
        stream_delay_ms=7,
        rules=Profile(allotment_ms=7, last_call_ms=7, grace=Grace(in_person=30_000)),
    )
