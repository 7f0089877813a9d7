"""docs/record.md keeps its word: its example is computed anew, and its verifier agrees with ours."""

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.record.canonical import Json, canonical
from meetingsvc.record.chain import GENESIS
from meetingsvc.record.checkpoint import key_id
from meetingsvc.record.commitments import SALT_BYTES
from meetingsvc.record.defects import Code
from meetingsvc.record.keys import public_pem
from meetingsvc.record.lines import LINE_LIMIT, record_lines
from meetingsvc.record.verify import Unsound, verify_record
from tests.record.example import PUBLIC_KEY, body, chained, events, example, seal

DOC = (Path(__file__).parents[2] / "docs" / "record.md").read_text("utf-8")


def block(language: str) -> str:
    [found] = re.findall(rf"^```{language}\n(.*?)^```$", DOC, re.MULTILINE | re.DOTALL)
    assert isinstance(found, str)
    return found


def independent() -> Callable[[Iterable[bytes], Ed25519PublicKey], tuple[int, str] | None]:
    module = ModuleType("verifier")
    exec(compile(block("python"), "docs/record.md", "exec"), module.__dict__)
    verify: Callable[[Iterable[bytes], Ed25519PublicKey], tuple[int, str] | None] = module.verify
    return verify


def first_bad_lines(lines: list[bytes]) -> tuple[int | None, int | None]:
    """What the document's verifier says, and what ours says."""
    theirs, ours = independent()(lines, PUBLIC_KEY), verify_record(lines, PUBLIC_KEY)
    return theirs[0] if theirs else None, ours.line if isinstance(ours, Unsound) else None


def test_the_example_is_the_record_that_the_service_writes() -> None:
    assert block("jsonl").encode() == b"".join(example())
    assert block("pem").encode() == public_pem(PUBLIC_KEY)


def test_every_figure_in_the_example_comes_out() -> None:
    first, second = (json.loads(line) for line in block("jsonl").splitlines()[:2])
    rows = dict(re.findall(r"^\| ([a-z]\w+ \w+ .*?) \| .* \| `([0-9a-f]+)`", DOC, re.MULTILINE))
    salts = re.findall(r"the salt `([0-9a-f]{32})`, then `(.*?)` with", DOC)
    contact, text = (
        hashlib.sha256(bytes.fromhex(salt) + value.encode()).hexdigest() for salt, value in salts
    )
    assert rows == {
        "commitment to `contact`": contact,
        "commitment to `text`": text,
        "hash of event 1": first["hash"],
        "hash of event 2": second["hash"],
        "name of the key": key_id(PUBLIC_KEY),
    }
    assert second["event"]["sealed"] == {"contact": contact, "text": text}
    sizes = re.findall(r"the body of event \d \((\d+) bytes\)", DOC)
    assert sizes == [str(len(canonical(each["event"]))) for each in (first, second)]


def test_every_reason_is_described_once_and_no_other() -> None:
    table = DOC.split("| code | the line |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(get_args(Code))


def test_the_limits_are_those_of_the_code() -> None:
    assert f"at most {LINE_LIMIT:,} bytes" in DOC
    assert f"The salt is {SALT_BYTES} random bytes" in DOC


def test_its_verifier_runs_as_the_document_says(tmp_path: Path) -> None:
    script, record, key = tmp_path / "verifier.py", tmp_path / "record.jsonl", tmp_path / "record-key.pub"
    script.write_text(block("python"), "utf-8")
    key.write_text(block("pem"))

    def run(content: bytes) -> tuple[int, str, str]:
        record.write_bytes(content)
        done = subprocess.run(
            [sys.executable, script, record, key], capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout, done.stderr

    assert run(block("jsonl").encode()) == (0, "sound\n", "")
    assert run(block("jsonl").replace('"item":4', '"item":5').encode()) == (
        1,
        "line 2: ValueError('wrong hash')\n",
        "",
    )


def test_both_verifiers_accept_a_longer_record() -> None:
    assert first_bad_lines(list(record_lines(events(40), seal))) == (None, None)


LINES = list(record_lines(events(7), seal))
BYTES = b"".join(LINES)


@given(st.integers(0, len(BYTES) - 1), st.integers(0, 255))
def test_both_verifiers_name_the_same_line_for_a_changed_byte(position: int, byte: int) -> None:
    changed = BYTES[:position] + bytes([byte]) + BYTES[position + 1 :]
    lines = [line for line in re.split(rb"(?<=\n)", changed) if line]
    theirs, ours = first_bad_lines(lines)
    assert theirs == ours == (None if changed == BYTES else BYTES.count(b"\n", 0, position) + 1)


@given(st.lists(st.sampled_from(LINES), max_size=9))
def test_both_verifiers_agree_on_lines_in_any_order(lines: list[bytes]) -> None:
    theirs, ours = first_bad_lines(lines)
    assert theirs == ours


UNSOUND: list[dict[str, Json]] = [
    {"seq": 3},
    {"at": -1},
    {"at": 0},
    {"at": 253_402_300_800_000},
    {"v": 0},
    {"v": True},
    {"type": "a b"},
    {"by": ""},
    {"meeting": "ANOTHER1"},
    {"data": None},
    {"sealed": {"text": "x"}},
    {"sealed": {"a b": "ab" * 32}},
    {"more": 1},
]


@pytest.mark.parametrize("changes", UNSOUND)
def test_both_verifiers_refuse_an_event_that_is_well_hashed_but_badly_formed(
    changes: dict[str, Json],
) -> None:
    [(first, _)] = chained((body(1), {}))
    prev = hashlib.sha256(b"meetingsvc event v1\n" + first).hexdigest()
    second = canonical({**body(2), "prev": prev, **changes})
    lines = [
        b'{"disclosed":{},"event":%b,"hash":"%b"}\n'
        % (raw, hashlib.sha256(b"meetingsvc event v1\n" + raw).hexdigest().encode())
        for raw in (first, second)
    ]
    assert GENESIS.encode() in lines[0]
    assert first_bad_lines(lines) == (2, 2)
