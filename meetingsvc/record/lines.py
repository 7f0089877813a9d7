"""record.jsonl: one line for each event, the checkpoint last.

Owns the lines' form, writing and reading. Knows no files. Neither way holds more than a line in memory.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from meetingsvc.record import shape
from meetingsvc.record.canonical import Json, canonical, parse_canonical
from meetingsvc.record.chain import Body, Tip, event_hash, follow, read_body
from meetingsvc.record.checkpoint import Checkpoint, check_stands_at, read_checkpoint
from meetingsvc.record.commitments import Disclosure, opens
from meetingsvc.record.defects import Defect

LINE_LIMIT = 2 * 1024 * 1024
"""The longest line in bytes, newline included: what a hostile file can make a verifier hold."""

_EVENT_KEYS = frozenset({"event", "hash", "disclosed"})
_CHECKPOINT_KEYS = frozenset({"checkpoint"})
_DISCLOSURE_KEYS = frozenset({"salt", "value"})


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event as a published record shows it: its body, its hash, and what is disclosed of its fields."""

    body: Body
    hash: str
    disclosed: Mapping[str, Disclosure]


class RecordWriter:
    """Writes a record line by line, and refuses to write one that would not verify.

    For callers that fetch events asynchronously; others use `record_lines`.
    """

    def __init__(self) -> None:
        self.tip: Tip | None = None
        """Where the chain written so far stands; None before the first event."""

    def event(self, raw: bytes, disclosed: Mapping[str, Disclosure]) -> bytes:
        """The line of the next event, from its canonical bytes and the values whose class is public.

        Raises Defect if the event does not follow the last one or a value does not open its commitment.
        """
        body = read_body(parse_canonical(raw))
        hash = event_hash(raw)
        tip = follow(self.tip, body, hash)
        check_disclosed(body, disclosed)
        shown: dict[str, Json] = {
            field: {"salt": each.salt.hex(), "value": each.value} for field, each in disclosed.items()
        }
        # The keys in canonical order, around bytes that are canonical already.
        line = b'{"disclosed":%b,"event":%b,"hash":"%b"}\n' % (canonical(shown), raw, hash.encode())
        if len(line) > LINE_LIMIT:
            raise Defect("too_long", f"The line of event {body.seq} would be longer than {LINE_LIMIT} bytes.")
        self.tip = tip
        return line

    def checkpoint(self, checkpoint: Checkpoint) -> bytes:
        """The last line. Raises Defect unless the checkpoint is about exactly the events written."""
        check_stands_at(checkpoint, self.tip)
        return canonical({"checkpoint": checkpoint.json()}) + b"\n"


def record_lines(
    events: Iterable[tuple[bytes, Mapping[str, Disclosure]]], seal: Callable[[Tip], Checkpoint]
) -> Iterator[bytes]:
    """The lines of a record, from each event's canonical bytes and its public values.

    `seal` gives the checkpoint for the chain that was written: a kept one or a new one. It is asked
    last, so that nothing is signed that did not hold together. Raises Defect as RecordWriter does.
    """
    writer = RecordWriter()
    for raw, disclosed in events:
        yield writer.event(raw, disclosed)
    if writer.tip is None:
        raise Defect("no_checkpoint", "A record without events has nothing to sign.")
    yield writer.checkpoint(seal(writer.tip))


def read_line(line: bytes) -> EventLine | Checkpoint:
    """What one line says, in itself: form and hash are checked, its place in the chain is not.

    Raises Defect.
    """
    if len(line) > LINE_LIMIT:
        raise Defect("too_long", f"The line is longer than {LINE_LIMIT} bytes.")
    if not line.endswith(b"\n"):
        raise Defect("unterminated", "The line is cut short: it does not end with a newline.")
    found = shape.an_object(parse_canonical(line[:-1]), "The line")
    if "checkpoint" in found:
        return read_checkpoint(shape.keyed(found, _CHECKPOINT_KEYS, "The line")["checkpoint"])
    found = shape.keyed(found, _EVENT_KEYS, "The line")
    event = EventLine(
        body=read_body(found["event"]),
        hash=shape.digest(found["hash"], "The hash"),
        disclosed=_read_disclosed(found["disclosed"]),
    )
    if event_hash(canonical(found["event"])) != event.hash:
        raise Defect("wrong_hash", "The event is not the one that its hash was made from.")
    return event


def check_disclosed(body: Body, disclosed: Mapping[str, Disclosure]) -> None:
    """Raises Defect unless each disclosed value opens the commitment of its field."""
    for field, disclosure in disclosed.items():
        commitment = body.sealed.get(field)
        if commitment is None:
            raise Defect("uncommitted", f"The disclosed field {field} has no commitment in the event.")
        if not opens(commitment, disclosure):
            sentence = f"The value disclosed of {field} is not the one that was committed to."
            raise Defect("wrong_commitment", sentence)


def _read_disclosed(value: Json) -> dict[str, Disclosure]:
    disclosed = {}
    for field, each in shape.an_object(value, "The line's disclosed").items():
        found = shape.keyed(each, _DISCLOSURE_KEYS, "A disclosed field")
        name = shape.name(field, "A disclosed field's name")
        disclosed[name] = Disclosure(shape.salt(found["salt"], "A salt"), found["value"])
    return disclosed
