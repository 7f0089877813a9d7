"""The chain: each event's public body names the hash of the one before it.

Owns the body's shape, its hash, and what may follow what. Knows no particular event, and sees
of a sealed field its commitment alone.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from meetingsvc.record import shape
from meetingsvc.record.canonical import Json, canonical
from meetingsvc.record.defects import Defect

GENESIS = "0" * 64
"""What the first event of a meeting names as the hash before it."""

_DOMAIN = b"meetingsvc event v1\n"
_KEYS = frozenset({"meeting", "seq", "at", "by", "type", "v", "data", "sealed", "prev"})


@dataclass(frozen=True, slots=True)
class Body:
    """An event's public body. `at` is UTC ms; `v` the version of this type; `sealed` field → commitment."""

    meeting: str
    seq: int
    at: int
    by: str
    type: str
    v: int
    data: Mapping[str, Json]
    sealed: Mapping[str, str]
    prev: str


@dataclass(frozen=True, slots=True)
class Tip:
    """Where a chain stands: its meeting, its last event's seq (thereby the count), time and hash."""

    meeting: str
    seq: int
    at: int
    hash: str


def read_body(value: Json) -> Body:
    """The body that a JSON value holds. Raises Defect `bad_shape` unless it has exactly the right fields."""
    found = shape.keyed(value, _KEYS, "The event")
    sealed = shape.an_object(found["sealed"], "The event's sealed")
    return Body(
        meeting=shape.name(found["meeting"], "The event's meeting"),
        seq=shape.integer(found["seq"], "The event's seq", least=1),
        at=shape.instant(found["at"], "The event's time"),
        by=shape.text(found["by"], "The event's by"),
        type=shape.name(found["type"], "The event's type"),
        v=shape.integer(found["v"], "The event's v", least=1),
        data=shape.an_object(found["data"], "The event's data"),
        sealed={
            shape.name(field, "A sealed field's name"): shape.digest(each, "A commitment")
            for field, each in sealed.items()
        },
        prev=shape.digest(found["prev"], "The event's prev"),
    )


def event_hash(body: bytes) -> str:
    """The hash, in hex, of an event's canonical bytes."""
    return hashlib.sha256(_DOMAIN + body).hexdigest()


def link(prev_hash: str, body_without_prev: Mapping[str, Json]) -> tuple[bytes, str]:
    """An event's canonical bytes and hash, tied to the event before it (GENESIS for the first).

    Raises ValueError where the body has not exactly the fields of `Body`, or has no canonical form:
    nothing enters a chain that its verifier would refuse.
    """
    if "prev" in body_without_prev:
        raise ValueError("prev is not the caller's to give")
    whole = {**body_without_prev, "prev": prev_hash}
    body = read_body(whole)
    if (body.seq == 1) != (prev_hash == GENESIS):
        raise ValueError("the first event, and it alone, follows GENESIS")
    raw = canonical(whole)
    return raw, event_hash(raw)


def follow(tip: Tip | None, body: Body, hash: str) -> Tip:
    """The tip after this event. Raises Defect if it cannot stand after `tip` (None: at the beginning)."""
    before = tip or Tip(meeting=body.meeting, seq=0, at=0, hash=GENESIS)
    if body.meeting != before.meeting:
        raise Defect("wrong_meeting", "The event belongs to another meeting than those before it.")
    if body.seq != before.seq + 1:
        raise Defect("wrong_seq", f"Event {before.seq + 1} should stand here, but this is event {body.seq}.")
    if body.prev != before.hash:
        raise Defect("wrong_prev", "The event does not follow the one before it: its prev is another hash.")
    if body.at < before.at:
        raise Defect("time_backwards", "The event's time is before that of the event before it.")
    return Tip(meeting=body.meeting, seq=body.seq, at=body.at, hash=hash)
