"""Commitments: bound to one salt and one value."""

import hashlib

import pytest

from meetingsvc.record.canonical import Json
from meetingsvc.record.commitments import Disclosure, commit, opens

SALT = bytes(range(16))


def test_a_commitment_is_the_hash_of_salt_and_canonical_value() -> None:
    value: Json = {"b": "é", "a": [1, None]}
    assert commit(SALT, value) == hashlib.sha256(SALT + '{"a":[1,null],"b":"é"}'.encode()).hexdigest()


@pytest.mark.parametrize("value", ["ana", 12, None, "", [], {"name": "Ana"}])
def test_it_opens_with_its_own_salt_and_value_alone(value: Json) -> None:
    commitment = commit(SALT, value)
    assert opens(commitment, Disclosure(SALT, value))
    assert not opens(commitment, Disclosure(bytes(16), value))
    assert not opens(commitment, Disclosure(SALT, "another"))


@pytest.mark.parametrize("length", [0, 15, 17, 32])
def test_a_salt_of_another_length_is_refused_so_that_it_cannot_lend_bytes_to_the_value(length: int) -> None:
    with pytest.raises(ValueError, match="a salt has 16 bytes"):
        commit(bytes(length), 1)
