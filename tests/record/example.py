"""Records to test with: small, fixed and sound, made through the layer's own way in.

Owns the example of docs/record.md and a maker of records of any length. May not know the domain's events.
"""

from collections.abc import Iterator, Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from meetingsvc.record.canonical import Json
from meetingsvc.record.chain import GENESIS, Tip, link
from meetingsvc.record.checkpoint import Checkpoint, sign_checkpoint
from meetingsvc.record.commitments import Disclosure, commit
from meetingsvc.record.lines import record_lines

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC_KEY = KEY.public_key()
MEETING = "7K3M9Q2X"
BEGAN = 1_770_768_000_000

CONTACT = Disclosure(bytes.fromhex("00112233445566778899aabbccddeeff"), "ana@example.org")
TEXT = Disclosure(bytes.fromhex("0123456789abcdef0123456789abcdef"), "Más árboles 🌳")

Recorded = tuple[bytes, Mapping[str, Disclosure]]


def body(seq: int, **changes: Json) -> dict[str, Json]:
    """A plain event's body, without `prev`."""
    plain: dict[str, Json] = {
        "meeting": MEETING,
        "seq": seq,
        "at": BEGAN + 1000 * (seq - 1),
        "by": "system",
        "type": "meeting_started",
        "v": 1,
        "data": {},
        "sealed": {},
    }
    return {**plain, **changes}


def scheduled() -> dict[str, Json]:
    """The first event of the example."""
    return body(1, by="clerk", type="meeting_scheduled", data={"title": "City Council"})


def commented() -> dict[str, Json]:
    """The second: a comment whose text is public, and whose writer's address is not."""
    return body(
        2,
        by="p7d0k3n5v9x2hq4tb",
        type="comment_submitted",
        data={"comment": 1, "item": 4},
        sealed={
            "contact": commit(CONTACT.salt, CONTACT.value),
            "text": commit(TEXT.salt, TEXT.value),
        },
    )


def chained(*events: tuple[dict[str, Json], Mapping[str, Disclosure]]) -> Iterator[Recorded]:
    """Bodies with what is disclosed of each, as recorded events."""
    prev = GENESIS
    for each, disclosed in events:
        raw, prev = link(prev, each)
        yield raw, disclosed


def seal(tip: Tip, key: Ed25519PrivateKey = KEY) -> Checkpoint:
    """A checkpoint signed a minute after the last event."""
    return sign_checkpoint(key, meeting=tip.meeting, head=tip.hash, count=tip.seq, at=tip.at + 60_000)


def example() -> list[bytes]:
    """The three lines that docs/record.md shows."""
    return list(record_lines(chained((scheduled(), {}), (commented(), {"text": TEXT})), seal))


def events(count: int) -> Iterator[Recorded]:
    """A chain of any length, in which every third event has a sealed field, shown every sixth time."""
    prev = GENESIS
    for seq in range(1, count + 1):
        text = Disclosure(seq.to_bytes(16, "big"), f"Comment {seq}")
        sealed: dict[str, Json] = {} if seq % 3 else {"text": commit(text.salt, text.value)}
        raw, prev = link(prev, body(seq, type=f"type_{seq % 3}", data={"n": seq}, sealed=sealed))
        yield raw, {} if seq % 6 else {"text": text}
