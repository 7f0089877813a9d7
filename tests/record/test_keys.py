"""The signing key: made once, kept private, never silently replaced."""

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from meetingsvc.record.keys import KeyFileError, load_or_make_key, load_public_key, public_pem


def test_the_first_start_makes_a_key_that_only_its_owner_can_read(tmp_path: Path) -> None:
    key = load_or_make_key(tmp_path)
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}
    assert modes == {"record-key": 0o600, "record-key.pub": 0o644}
    assert load_public_key(tmp_path / "record-key.pub") == key.public_key()


def test_later_starts_use_the_same_key(tmp_path: Path) -> None:
    first = load_or_make_key(tmp_path)
    assert load_or_make_key(tmp_path).private_bytes_raw() == first.private_bytes_raw()


def test_a_lost_public_half_is_written_again(tmp_path: Path) -> None:
    key = load_or_make_key(tmp_path)
    (tmp_path / "record-key.pub").unlink()
    load_or_make_key(tmp_path)
    assert (tmp_path / "record-key.pub").read_bytes() == public_pem(key.public_key())


def test_a_public_half_of_another_key_stops_the_start(tmp_path: Path) -> None:
    load_or_make_key(tmp_path)
    (tmp_path / "record-key.pub").write_bytes(public_pem(Ed25519PrivateKey.generate().public_key()))
    with pytest.raises(KeyFileError, match="is not the public half"):
        load_or_make_key(tmp_path)


X25519 = X25519PrivateKey.generate()
ENCRYPTED = Ed25519PrivateKey.generate().private_bytes(
    Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")
)
OTHER_KIND = X25519.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize("content", [b"", b"not a key", ENCRYPTED, OTHER_KIND])
def test_a_damaged_private_key_is_left_as_it_is_and_stops_the_start(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "record-key"
    path.write_bytes(content)
    with pytest.raises(KeyFileError, match=r"record-key is not"):
        load_or_make_key(tmp_path)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("record-key", content)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff",
        Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        X25519.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    ],
)
def test_what_is_no_public_ed25519_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(content)
    with pytest.raises(KeyFileError, match=r"key\.pem is not"):
        load_public_key(path)
