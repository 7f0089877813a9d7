"""The verifier: says whether a record is whole, unchanged and signed with a given key.

Owns the verdict and its report. Needs the file and the public key, nothing else, and takes no key
from the file. Memory does not grow with the record.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from meetingsvc.record.bundle import NoRecordError, open_lines
from meetingsvc.record.chain import Tip, follow
from meetingsvc.record.checkpoint import Checkpoint, check_signature, check_stands_at
from meetingsvc.record.defects import Code, Defect
from meetingsvc.record.keys import KeyFileError, load_public_key
from meetingsvc.record.lines import EventLine, check_disclosed, read_line

SOUND, UNSOUND, NOTHING_TO_VERIFY = 0, 1, 2
"""What `meetingsvc verify` exits with."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A record that holds: its checkpoint, how often each type occurs, and how many sealed fields show."""

    checkpoint: Checkpoint
    types: Mapping[str, int]
    disclosed: int
    withheld: int

    @property
    def meeting(self) -> str:
        """The meeting's id."""
        return self.checkpoint.meeting

    @property
    def count(self) -> int:
        """How many events there are."""
        return self.checkpoint.count

    @property
    def head(self) -> str:
        """The last event's hash."""
        return self.checkpoint.head


@dataclass(frozen=True, slots=True)
class Unsound:
    """A record that does not hold: its first bad line (from 1), a stable code, and an English sentence.

    Where the record ends too soon, the line is the one that is missing.
    """

    line: int
    code: Code
    sentence: str


Verdict = Sound | Unsound


def verify_record(lines: Iterable[bytes], public_key: Ed25519PublicKey) -> Verdict:
    """The verdict on a record, given as its lines, each with its newline."""
    reading = _Reading(public_key)
    number = 1
    try:
        for line in lines:
            reading.take(line)
            number += 1
        return reading.end()
    except Defect as defect:
        return Unsound(number, defect.code, defect.sentence)


def verify_file(path: Path, key_path: Path) -> tuple[int, str]:
    """The exit code and report on a record.jsonl or bundle.zip: 0 sound, 1 a bad line, 2 no key or file."""
    try:
        key = load_public_key(key_path)
        with open_lines(path) as lines:
            verdict = verify_record(lines, key)
    except OSError as error:
        # Either of the two paths, or a disk that fails while reading.
        return NOTHING_TO_VERIFY, f"Cannot read {error.filename or path}: {error.strerror or error}."
    except KeyFileError as error:
        return NOTHING_TO_VERIFY, f"No key to verify with: {error}."
    except NoRecordError as error:
        return NOTHING_TO_VERIFY, f"No record to verify: {error}"
    if isinstance(verdict, Sound):
        return SOUND, report(verdict)
    return UNSOUND, f"NOT SOUND. Line {verdict.line}: {verdict.sentence} [{verdict.code}]"


def report(sound: Sound) -> str:
    """A sound record in words."""
    signed = datetime.fromtimestamp(sound.checkpoint.at / 1000, UTC).isoformat(timespec="milliseconds")
    return "\n".join(
        [
            f"SOUND. Meeting {sound.meeting}: {sound.count} events, unbroken from the first to the last.",
            f"Head {sound.head}",
            f"Signed {signed} with key {sound.checkpoint.key}",
            f"Sealed fields: {sound.disclosed} disclosed, {sound.withheld} withheld",
            "Events by type:",
            *(f"  {times:6} {type}" for type, times in sorted(sound.types.items())),
        ]
    )


class _Reading:
    """What has been read so far."""

    def __init__(self, public_key: Ed25519PublicKey) -> None:
        self.public_key = public_key
        self.tip: Tip | None = None
        self.checkpoint: Checkpoint | None = None
        self.types: Counter[str] = Counter()
        self.disclosed = 0
        self.withheld = 0

    def take(self, line: bytes) -> None:
        if self.checkpoint:
            raise Defect("after_checkpoint", "The record ended with its checkpoint, but goes on here.")
        said = read_line(line)
        if isinstance(said, EventLine):
            self._take_event(said)
        else:
            check_stands_at(said, self.tip)
            check_signature(said, self.public_key)
            self.checkpoint = said

    def _take_event(self, event: EventLine) -> None:
        self.tip = follow(self.tip, event.body, event.hash)
        check_disclosed(event.body, event.disclosed)
        self.types[event.body.type] += 1
        self.disclosed += len(event.disclosed)
        self.withheld += len(event.body.sealed) - len(event.disclosed)

    def end(self) -> Sound:
        if not self.checkpoint:
            raise Defect("no_checkpoint", "The record ends here without its checkpoint.")
        return Sound(self.checkpoint, dict(self.types), self.disclosed, self.withheld)
