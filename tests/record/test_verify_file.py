"""`verify_file`: a record.jsonl or a bundle.zip, a key, an exit code and words that a clerk understands."""

import struct
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from meetingsvc.record.bundle import BUNDLED_LIMIT
from meetingsvc.record.keys import public_pem
from meetingsvc.record.lines import LINE_LIMIT
from meetingsvc.record.verify import verify_file
from tests.record.example import PUBLIC_KEY, example

RECORD = b"".join(example())


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "record-key.pub"
    path.write_bytes(public_pem(PUBLIC_KEY))
    return path


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "record.jsonl"
    path.write_bytes(RECORD)
    return path


def bundle(path: Path, content: bytes = RECORD, packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as made:
        made.writestr("transcript.en.txt", "Good evening.")
        made.writestr("record.jsonl", content)
    return path


REPORT = """\
SOUND. Meeting 7K3M9Q2X: 2 events, unbroken from the first to the last.
Head 997278a5c7d789e2154bac449dac6073d25059e95b0da3e46d56c01f2db6654f
Signed 2026-02-11T00:01:01.000+00:00 with key 56475aa75463474c
Sealed fields: 1 disclosed, 1 withheld
Events by type:
       1 comment_submitted
       1 meeting_scheduled"""


def test_a_sound_record_is_reported(record: Path, key: Path) -> None:
    assert verify_file(record, key) == (0, REPORT)


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("name", ["bundle.zip", "BUNDLE.ZIP", "download"])
def test_a_bundle_is_read_through(tmp_path: Path, key: Path, name: str, packing: int) -> None:
    assert verify_file(bundle(tmp_path / name, packing=packing), key) == (0, REPORT)


def test_the_first_bad_line_is_named(record: Path, key: Path, tmp_path: Path) -> None:
    tampered = RECORD.replace(b"City Council", b"City Couscous")
    expected = (1, "NOT SOUND. Line 1: The event is not the one that its hash was made from. [wrong_hash]")
    record.write_bytes(tampered)
    assert verify_file(record, key) == expected
    assert verify_file(bundle(tmp_path / "bundle.zip", tampered), key) == expected


def test_an_empty_file_lacks_its_first_line(record: Path, key: Path) -> None:
    record.write_bytes(b"")
    assert verify_file(record, key) == (
        1,
        "NOT SOUND. Line 1: The record ends here without its checkpoint. [no_checkpoint]",
    )


def test_another_key_did_not_sign(record: Path, key: Path) -> None:
    key.write_bytes(public_pem(Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key()))
    assert verify_file(record, key) == (
        1,
        "NOT SOUND. Line 3: The checkpoint names another key than the one it is checked against. [other_key]",
    )


def test_a_missing_file_is_named(tmp_path: Path, record: Path, key: Path) -> None:
    nowhere = tmp_path / "nowhere"
    assert verify_file(nowhere, key) == (2, f"Cannot read {nowhere}: No such file or directory.")
    assert verify_file(record, nowhere) == (2, f"Cannot read {nowhere}: No such file or directory.")
    assert verify_file(tmp_path, key) == (2, f"Cannot read {tmp_path}: Is a directory.")


def test_a_key_that_is_none_gives_no_verdict(record: Path, key: Path) -> None:
    key.write_bytes(RECORD)
    assert verify_file(record, key) == (2, f"No key to verify with: {key} is not a public key in PEM form.")


def empty(path: Path) -> None:
    with zipfile.ZipFile(path, "w"):
        pass


def twice(path: Path) -> None:
    bundle(path)
    with warnings.catch_warnings(), zipfile.ZipFile(path, "a") as made:
        warnings.simplefilter("ignore")  # zipfile warns of the very thing that this test is about
        made.writestr("record.jsonl", RECORD)


def elsewhere(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("../record.jsonl", RECORD)


def encrypted(path: Path) -> None:
    packed = bytearray(bundle(path).read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.rindex(signature) + flags] |= 1
    path.write_bytes(packed)


def lzma(path: Path) -> None:
    bundle(path, packing=zipfile.ZIP_LZMA)


def claiming_too_much(path: Path) -> None:
    packed = bytearray(bundle(path).read_bytes())
    struct.pack_into("<I", packed, packed.rindex(b"PK\x01\x02") + 24, BUNDLED_LIMIT + 1)
    path.write_bytes(packed)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.write_bytes(RECORD), "{path} is not a zip file that can be read."),
        (lambda path: path.write_bytes(b""), "{path} is not a zip file that can be read."),
        (lambda path: path.write_bytes(b"PK\x03\x04" * 9), "{path} is not a zip file that can be read."),
        (empty, "The bundle contains no record.jsonl."),
        (elsewhere, "The bundle contains no record.jsonl."),
        (twice, "The bundle contains record.jsonl more than once."),
        (encrypted, "The record.jsonl in the bundle is encrypted."),
        (lzma, "The record.jsonl in the bundle is packed in a way other than deflate."),
        (claiming_too_much, f"The record.jsonl in the bundle unpacks to more than {BUNDLED_LIMIT} bytes."),
    ],
)
def test_a_bundle_without_a_record_in_it_gives_no_verdict(
    tmp_path: Path, key: Path, make: Callable[[Path], object], words: str
) -> None:
    path = tmp_path / "bundle.zip"
    make(path)
    assert verify_file(path, key) == (2, "No record to verify: " + words.format(path=path))


def test_a_zip_bomb_is_refused_after_one_line_of_it(tmp_path: Path, key: Path) -> None:
    path = tmp_path / "bundle.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made, made.open("record.jsonl", "w") as inner:
        inner.write(bytes(20 * LINE_LIMIT))
    assert path.stat().st_size < LINE_LIMIT // 10
    tracemalloc.start()
    try:
        found = verify_file(path, key)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert found == (1, f"NOT SOUND. Line 1: The line is longer than {LINE_LIMIT} bytes. [too_long]")
    assert peak < 10 * LINE_LIMIT


def test_a_damaged_bundle_is_refused_where_its_data_breaks(tmp_path: Path, key: Path) -> None:
    path = bundle(tmp_path / "bundle.zip", packing=zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"City", b"Cita"))
    assert verify_file(path, key) == (
        1,
        "NOT SOUND. Line 1: The bundle is damaged: its data ends or breaks here. [unreadable]",
    )


def test_no_byte_of_a_bundle_can_be_changed_to_bring_the_verifier_down(tmp_path: Path, key: Path) -> None:
    """It may stay sound (a file's date, say, is not the record), but then the record is as it was."""
    path = bundle(tmp_path / "bundle.zip")
    packed = path.read_bytes()
    codes = set()
    for position in range(len(packed)):
        for mask in (0x01, 0x80, 0xFF):
            changed = bytearray(packed)
            changed[position] ^= mask
            path.write_bytes(changed)
            code, text = verify_file(path, key)
            assert code or text == REPORT
            codes.add(code)
    assert codes == {0, 1, 2}


def test_the_key_is_never_taken_from_beside_the_record(tmp_path: Path, key: Path) -> None:
    forger = Ed25519PrivateKey.from_private_bytes(bytes(32))
    path = bundle(tmp_path / "bundle.zip")
    with zipfile.ZipFile(path, "a") as made:
        made.writestr("record-key.pub", public_pem(forger.public_key()))
    assert verify_file(path, key)[0] == 0
