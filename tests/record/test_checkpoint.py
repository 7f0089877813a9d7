"""Checkpoints: signed by one key, about one chain."""

import base64
import hashlib
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from meetingsvc.record.canonical import Json, canonical
from meetingsvc.record.chain import Tip
from meetingsvc.record.checkpoint import (
    Checkpoint,
    check_signature,
    check_stands_at,
    key_id,
    read_checkpoint,
    sign_checkpoint,
)
from meetingsvc.record.defects import Code, Defect
from tests.record.example import BEGAN, KEY, MEETING, PUBLIC_KEY

HEAD = "ab" * 32
TIP = Tip(MEETING, 3, BEGAN, HEAD)


def signed() -> Checkpoint:
    return sign_checkpoint(KEY, meeting=MEETING, head=HEAD, count=3, at=BEGAN)


def test_the_key_is_named_by_the_start_of_its_hash() -> None:
    assert key_id(PUBLIC_KEY) == hashlib.sha256(PUBLIC_KEY.public_bytes_raw()).hexdigest()[:16]


def test_the_signature_is_over_everything_else() -> None:
    bare: dict[str, Json] = {
        "meeting": MEETING,
        "head": HEAD,
        "count": 3,
        "at": BEGAN,
        "key": key_id(PUBLIC_KEY),
    }
    checkpoint = signed()
    assert checkpoint.json() == {**bare, "signature": checkpoint.signature}
    signature = base64.urlsafe_b64decode(checkpoint.signature + "==")
    PUBLIC_KEY.verify(signature, b"meetingsvc checkpoint v1\n" + canonical(bare))


def test_a_checkpoint_reads_back_and_holds() -> None:
    checkpoint = read_checkpoint(signed().json())
    assert checkpoint == signed()
    check_stands_at(checkpoint, TIP)
    check_signature(checkpoint, PUBLIC_KEY)


@pytest.mark.parametrize(
    "tip",
    [
        None,
        replace(TIP, meeting="ANOTHER1"),
        replace(TIP, seq=2),
        replace(TIP, seq=4),
        replace(TIP, hash="cd" * 32),
    ],
)
def test_it_stands_at_its_own_chain_alone(tip: Tip | None) -> None:
    with pytest.raises(Defect) as refused:
        check_stands_at(signed(), tip)
    assert refused.value.code == "wrong_checkpoint"


@pytest.mark.parametrize(
    ("checkpoint", "code"),
    [
        (replace(signed(), meeting="ANOTHER1"), "bad_signature"),
        (replace(signed(), head="cd" * 32), "bad_signature"),
        (replace(signed(), count=4), "bad_signature"),
        (replace(signed(), at=BEGAN + 1), "bad_signature"),
        (replace(signed(), key="0" * 16), "other_key"),
        (replace(signed(), signature="A" * 86), "bad_signature"),
        (replace(signed(), signature=signed().signature + "="), "bad_signature"),
        (replace(signed(), signature=signed().signature + "=="), "bad_signature"),
        (replace(signed(), signature=signed().signature[:-1]), "bad_signature"),
        (replace(signed(), signature="é"), "bad_signature"),
    ],
)
def test_a_changed_checkpoint_is_not_signed(checkpoint: Checkpoint, code: Code) -> None:
    with pytest.raises(Defect) as refused:
        check_signature(checkpoint, PUBLIC_KEY)
    assert refused.value.code == code


def test_another_key_did_not_sign_it() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    with pytest.raises(Defect) as refused:
        check_signature(signed(), other.public_key())
    assert refused.value.code == "other_key"
    forged = sign_checkpoint(other, meeting=MEETING, head=HEAD, count=3, at=BEGAN)
    with pytest.raises(Defect) as refused:
        check_signature(replace(forged, key=key_id(PUBLIC_KEY)), PUBLIC_KEY)
    assert refused.value.code == "bad_signature"


def test_a_signature_has_one_spelling() -> None:
    """Its last character carries four bits that decode to nothing."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    written = signed().signature
    for last in set(alphabet) - {written[-1]}:
        with pytest.raises(Defect) as refused:
            check_signature(replace(signed(), signature=written[:-1] + last), PUBLIC_KEY)
        assert refused.value.code == "bad_signature"


@pytest.mark.parametrize(
    "changes",
    [{"count": 0}, {"count": True}, {"at": -1}, {"head": "x"}, {"meeting": ""}, {"key": ""}, {"more": 1}],
)
def test_a_checkpoint_out_of_shape_is_refused(changes: dict[str, Json]) -> None:
    with pytest.raises(Defect) as refused:
        read_checkpoint({**signed().json(), **changes})
    assert refused.value.code == "bad_shape"


def test_nothing_is_signed_about_no_events() -> None:
    with pytest.raises(ValueError, match="count"):
        sign_checkpoint(KEY, meeting=MEETING, head=HEAD, count=0, at=BEGAN)
