"""Minting and hashing: strengths, alphabets, forgiving reading, and answers that tell nothing more."""

import hashlib
import hmac
import re
import time
from base64 import urlsafe_b64decode

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.auth import (
    CROCKFORD,
    derived_participant,
    derived_return_code,
    fresh_meeting_id,
    fresh_participant,
    fresh_return_code,
    fresh_salt,
    fresh_token,
    hash_password,
    needs_rehash,
    normalize_meeting_id,
    normalize_return_code,
    return_code_hash,
    sign,
    signed,
    token_hash,
    verify_password,
)

SECRET = bytes(range(32))
any_text = st.text(st.characters())  # lone surrogates included


def test_a_token_has_192_bits_and_is_safe_in_a_url() -> None:
    tokens = {fresh_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert {len(urlsafe_b64decode(token)) for token in tokens} == {24}
    assert all(re.fullmatch(r"[0-9A-Za-z_-]{32}", token) for token in tokens)


def test_of_a_token_its_sha_256_is_kept() -> None:
    assert token_hash("abc") == hashlib.sha256(b"abc").hexdigest()


@given(any_text)
def test_any_text_has_a_token_hash(text: str) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", token_hash(text))


def test_salts_are_16_bytes_and_differ() -> None:
    salts = {fresh_salt() for _ in range(1000)}
    assert len(salts) == 1000
    assert {len(salt) for salt in salts} == {16}


def test_ids_are_crockford_and_differ() -> None:
    participants = {fresh_participant() for _ in range(1000)}
    meetings = {fresh_meeting_id() for _ in range(1000)}
    assert (len(participants), len(meetings)) == (1000, 1000)
    assert all(re.fullmatch(f"p[{CROCKFORD.lower()}]{{16}}", each) for each in participants)
    assert all(re.fullmatch(f"[{CROCKFORD}]{{8}}", each) for each in meetings)
    assert set("".join(meetings)) == set(CROCKFORD)
    assert not set(CROCKFORD) & set("ILOU")


@pytest.mark.parametrize(
    "written", ["7K3M0Q1X", "7k3m0q1x", "7K3M-0Q1X", "7k3m oqix", " 7K3MOQLX ", "7k3m0qlx", "7K3MoqIx"]
)
def test_a_meeting_id_is_read_as_it_was_meant(written: str) -> None:
    assert normalize_meeting_id(written) == "7K3M0Q1X"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "7K3M0Q1",
        "7K3M0Q1XX",
        "7K3M0QUX",
        "7K3M0Q1X\n",
        "7K3M/Q1X",
        "7K3M0Q\u0131x",
        "\u017f7K3M0Q1",
        "\uff17K3M0Q1X",
    ],
)
def test_what_is_no_meeting_id_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="Crockford"):
        normalize_meeting_id(written)


@given(st.text(CROCKFORD, min_size=8, max_size=8))
def test_a_meeting_id_reads_as_itself(meeting: str) -> None:
    assert normalize_meeting_id(meeting) == normalize_meeting_id(meeting.lower()) == meeting


def test_a_password_verifies_against_its_own_hash_alone() -> None:
    stored = hash_password("correct horse")
    assert stored.startswith("$argon2id$")
    assert stored != hash_password("correct horse")
    assert verify_password(stored, "correct horse")
    assert not verify_password(stored, "Correct horse")
    assert not verify_password(stored, "")


def test_a_password_is_the_same_from_keyboards_that_compose_accents_otherwise() -> None:
    assert verify_password(hash_password("caf\u00e9"), "cafe\u0301")


@pytest.mark.parametrize("password", ["\ud800", "\x00", "x" * 10_000])
def test_a_strange_password_gets_a_plain_answer(password: str) -> None:
    assert not verify_password(hash_password("correct horse"), password)
    assert verify_password(hash_password(password), password)


@pytest.mark.parametrize("stored", [None, "", "!", "$argon2id$v=19$broken"])
def test_without_a_usable_hash_no_password_is_right(stored: str | None) -> None:
    assert not verify_password(stored, "correct horse")
    assert not verify_password(stored, "")


def test_an_unknown_account_costs_the_same_work_as_a_known_one() -> None:
    """In processor time, best of five, so that other work on the machine does not count."""
    stored = hash_password("correct horse")

    def cost(account: str | None) -> int:
        before = time.process_time_ns()
        verify_password(account, "wrong")
        return time.process_time_ns() - before

    known, unknown = (min(cost(account) for _ in range(5)) for account in (stored, None))
    assert 0.5 < unknown / known < 2


def test_a_hash_of_other_parameters_asks_to_be_made_anew() -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8192).hash("correct horse")
    assert verify_password(old, "correct horse")
    assert needs_rehash(old)
    assert not needs_rehash(hash_password("correct horse"))


def test_a_signature_is_hmac_sha_256_in_base64url() -> None:
    signature = sign(SECRET, "7K3M0Q1X/en")
    assert urlsafe_b64decode(signature + "=") == hmac.digest(SECRET, b"7K3M0Q1X/en", "sha256")
    assert re.fullmatch(r"[0-9A-Za-z_-]{43}", signature)


@given(any_text, any_text)
def test_a_signature_holds_for_its_own_message_alone(message: str, other: str) -> None:
    signature = sign(SECRET, message)
    assert signed(SECRET, message, signature)
    assert signed(SECRET, other, signature) == (other == message)
    assert not signed(bytes(32), message, signature)


@given(any_text)
def test_whatever_a_stranger_sends_is_no_signature(written: str) -> None:
    assert not signed(SECRET, "7K3M0Q1X/en", written)


def test_a_return_code_can_be_read_out_and_typed_and_is_never_the_same() -> None:
    codes = {fresh_return_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert [code for code in codes if not re.fullmatch(f"[{CROCKFORD}]{{5}}-[{CROCKFORD}]{{5}}", code)] == []


@pytest.mark.parametrize(
    "written",
    [
        "7K3M0-Q1XZ4",
        "7k3mo qlxz4",
        " 7K3M0Q1XZ4",
        "7K3M0-QIXZ4",
        "7-K-3-M-0-Q-1-X-Z-4",
        "7 k 3 m o – q l x z 4",
        "\u00a07K3M0\u2011Q1XZ4",
        "７Ｋ３Ｍ０Ｑ１ＸＺ４",
        "٧K٣M٠ Q١XZ٤",
    ],
)
def test_a_return_code_is_understood_however_it_is_typed(written: str) -> None:
    assert normalize_return_code(written) == "7K3M0-Q1XZ4"


def test_a_printed_code_is_the_same_each_time_and_no_other_cards() -> None:
    codes = [derived_return_code(SECRET, f"MEETING1 p{number} 0") for number in range(1000)]
    assert codes == [derived_return_code(SECRET, f"MEETING1 p{number} 0") for number in range(1000)]
    assert len(set(codes)) == 1000
    assert derived_return_code(bytes(32), "MEETING1 p0 0") != codes[0]


def test_what_is_kept_of_a_code_needs_the_key_and_the_meeting() -> None:
    kept = {return_code_hash(key, meeting, "7K3M0-Q1XZ4") for key in (SECRET, b"x") for meeting in "AB"}
    assert len(kept) == 4
    assert {len(each) for each in kept} == {64}


@pytest.mark.parametrize("written", ["", "\ud800", "ß" * 10, "7K3M0-Q1XZ4-7"])
def test_what_is_no_return_code_is_none(written: str) -> None:
    assert normalize_return_code(written) != "7K3M0-Q1XZ4"


def test_the_participant_of_a_message_is_always_the_same_and_nobody_elses() -> None:
    one = derived_participant(b"secret", "ABCD1234 x")
    assert one == derived_participant(b"secret", "ABCD1234 x")
    assert re.fullmatch(f"p[{CROCKFORD.lower()}]{{16}}", one)
    others = {derived_participant(b"other", "ABCD1234 x"), derived_participant(b"secret", "ABCD1234 y")}
    assert len({one, *others}) == 3
