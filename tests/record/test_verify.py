"""The verifier accepts a sound record and names the first bad line of any other."""

import io
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.record.chain import Tip
from meetingsvc.record.checkpoint import Checkpoint, key_id
from meetingsvc.record.defects import Code
from meetingsvc.record.lines import record_lines
from meetingsvc.record.verify import Sound, Unsound, Verdict, verify_record
from tests.record.example import (
    CONTACT,
    MEETING,
    PUBLIC_KEY,
    TEXT,
    body,
    chained,
    commented,
    events,
    example,
    scheduled,
    seal,
)

LINES = list(record_lines(events(12), seal))
BYTES = b"".join(LINES)
LAST = len(LINES)


def verdict(record: bytes) -> Verdict:
    """As a file is read: split after each newline, what is left being the last line."""
    return verify_record(io.BytesIO(record), PUBLIC_KEY)


def line_of(position: int) -> int:
    return BYTES.count(b"\n", 0, position) + 1


def bad(found: Verdict) -> tuple[int, Code]:
    assert isinstance(found, Unsound)
    return found.line, found.code


def test_a_sound_record_is_counted() -> None:
    found = verify_record(LINES, PUBLIC_KEY)
    assert isinstance(found, Sound)
    assert found == Sound(
        checkpoint=found.checkpoint,
        types={"type_0": 4, "type_1": 4, "type_2": 4},
        disclosed=2,
        withheld=2,
    )
    assert (found.meeting, found.count) == (MEETING, 12)
    assert f'"hash":"{found.head}"'.encode() in LINES[-2]


def test_any_one_bit_changed_is_found_on_its_line() -> None:
    record = b"".join(example())
    for position in range(len(record)):
        for bit in range(8):
            changed = bytearray(record)
            changed[position] ^= 1 << bit
            expected = record.count(b"\n", 0, position) + 1
            found = verdict(bytes(changed))
            assert isinstance(found, Unsound), (position, bit)
            assert found.line == expected, (position, bit, found)


@given(st.integers(0, len(BYTES) - 1), st.integers(0, 255))
def test_any_one_byte_replaced_is_found_on_its_line(position: int, byte: int) -> None:
    changed = BYTES[:position] + bytes([byte]) + BYTES[position + 1 :]
    if changed == BYTES:
        assert isinstance(verdict(changed), Sound)
    else:
        assert bad(verdict(changed))[0] == line_of(position)


@given(st.integers(0, len(BYTES) - 1), st.integers(1, 40))
def test_any_bytes_taken_out_are_found(position: int, count: int) -> None:
    changed = BYTES[:position] + BYTES[position + count :]
    assert bad(verdict(changed))[0] == line_of(position)


@given(st.integers(0, len(BYTES)), st.binary(min_size=1, max_size=40))
def test_any_bytes_put_in_are_found(position: int, more: bytes) -> None:
    changed = BYTES[:position] + more + BYTES[position:]
    # Bytes that repeat what stands there anyway shift the place where the difference shows.
    different = next(i for i, byte in enumerate(changed) if i >= len(BYTES) or byte != BYTES[i])
    assert bad(verdict(changed))[0] == line_of(min(different, len(BYTES)))


@pytest.mark.parametrize("dropped", range(1, LAST + 1))
def test_a_dropped_line_is_missed_where_it_stood(dropped: int) -> None:
    left = LINES[: dropped - 1] + LINES[dropped:]
    code = {LAST: "no_checkpoint", LAST - 1: "wrong_checkpoint"}.get(dropped, "wrong_seq")
    assert bad(verify_record(left, PUBLIC_KEY)) == (dropped, code)


@given(st.lists(st.integers(0, LAST - 1), min_size=2, max_size=2, unique=True))
def test_two_swapped_lines_are_found_at_the_first_of_them(pair: list[int]) -> None:
    one, other = sorted(pair)
    swapped = list(LINES)
    swapped[one], swapped[other] = swapped[other], swapped[one]
    code = "wrong_checkpoint" if other == LAST - 1 else "wrong_seq"
    assert bad(verify_record(swapped, PUBLIC_KEY)) == (one + 1, code)


@given(st.integers(0, LAST), st.sampled_from(LINES))
def test_a_line_put_in_twice_is_found(position: int, again: bytes) -> None:
    added = [*LINES[:position], again, *LINES[position:]]
    first_different = next(i for i, line in enumerate(added) if i == LAST or line != LINES[i])
    assert bad(verify_record(added, PUBLIC_KEY))[0] == first_different + 1


@given(st.integers(0, len(BYTES) - 1))
def test_a_record_cut_short_anywhere_is_refused(length: int) -> None:
    code = "no_checkpoint" if BYTES[:length].endswith(b"\n") or not length else "unterminated"
    assert bad(verdict(BYTES[:length])) == (line_of(length), code)


@pytest.mark.parametrize(
    ("changed", "line", "code"),
    [
        (b"", 1, "no_checkpoint"),
        (b"\xef\xbb\xbf" + BYTES, 1, "not_canonical"),
        (BYTES.replace(b"\n", b"\r\n"), 1, "not_canonical"),
        (BYTES + b"\n", LAST + 1, "after_checkpoint"),
        (BYTES + b"\0", LAST + 1, "after_checkpoint"),
        (BYTES + LINES[-1], LAST + 1, "after_checkpoint"),
        (BYTES[:-1], LAST, "unterminated"),
        (b"\n" + BYTES, 1, "not_canonical"),
        (BYTES.decode().encode("utf-16"), 1, "not_canonical"),
        (LINES[-1], 1, "wrong_checkpoint"),
    ],
)
def test_a_file_with_something_around_it_is_refused(changed: bytes, line: int, code: Code) -> None:
    assert bad(verdict(changed)) == (line, code)


def test_lines_of_another_meeting_do_not_fit_in() -> None:
    other = list(chained((body(1, meeting="ANOTHER1"), {}), (body(2, meeting="ANOTHER1"), {})))
    lines = list(record_lines(other, seal))
    assert bad(verify_record([LINES[0], *lines[1:]], PUBLIC_KEY)) == (2, "wrong_meeting")


def test_a_whole_record_signed_by_another_key_is_refused_at_its_checkpoint() -> None:
    forger = Ed25519PrivateKey.from_private_bytes(bytes(32))
    lines = list(record_lines(events(12), lambda tip: seal(tip, forger)))
    assert bad(verify_record(lines, PUBLIC_KEY)) == (LAST, "other_key")

    def pretending(tip: Tip) -> Checkpoint:
        return replace(seal(tip, forger), key=key_id(PUBLIC_KEY))

    lines = list(record_lines(events(12), pretending))
    assert bad(verify_record(lines, PUBLIC_KEY)) == (LAST, "bad_signature")


def test_an_older_checkpoint_does_not_cover_what_came_later() -> None:
    older = list(record_lines(events(11), seal))[-1]
    assert bad(verify_record([*LINES[:-1], older], PUBLIC_KEY)) == (LAST, "wrong_checkpoint")
    assert isinstance(verify_record([*LINES[:11], older], PUBLIC_KEY), Sound)


def test_redaction_and_erasure_leave_the_record_sound_under_the_same_checkpoint() -> None:
    shown = list(
        record_lines(chained((scheduled(), {}), (commented(), {"text": TEXT, "contact": CONTACT})), seal)
    )
    for disclosed, withheld in (({"text": TEXT}, 1), ({}, 2)):
        redacted = list(record_lines(chained((scheduled(), {}), (commented(), disclosed)), seal))
        assert (redacted[0], redacted[2]) == (shown[0], shown[2])
        found = verify_record(redacted, PUBLIC_KEY)
        assert isinstance(found, Sound)
        assert (found.disclosed, found.withheld) == (len(disclosed), withheld)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (TEXT.salt.hex(), TEXT.salt.hex().upper(), "bad_shape"),
        (TEXT.salt.hex(), TEXT.salt.hex()[:-2], "bad_shape"),
        (TEXT.salt.hex(), CONTACT.salt.hex(), "wrong_commitment"),
        ("árboles", "coches", "wrong_commitment"),
        ('"disclosed":{"text"', '"disclosed":{"name"', "uncommitted"),
        ('"disclosed":{"text"', '"disclosed":{"contact"', "wrong_commitment"),
    ],
)
def test_a_disclosure_that_does_not_open_its_commitment_is_refused(old: str, new: str, code: Code) -> None:
    lines = example()
    assert old.encode() in lines[1]
    lines[1] = lines[1].replace(old.encode(), new.encode())
    assert bad(verify_record(lines, PUBLIC_KEY)) == (2, code)


def test_thirty_thousand_events_take_no_more_memory_than_a_thousand() -> None:
    held = []

    def watched() -> Iterator[bytes]:
        for number, line in enumerate(record_lines(events(30_000), seal), 1):
            if number % 1000 == 0:
                held.append(sys.getallocatedblocks())
            yield line

    found = verify_record(watched(), PUBLIC_KEY)
    assert isinstance(found, Sound)
    assert found.count == 30_000
    # A single object kept for each line would make it 29,000.
    assert max(held) - held[0] < 1000
