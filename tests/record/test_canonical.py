"""The canonical form: one value, one spelling."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.record.canonical import MAX_INTEGER, Json, NotCanonical, canonical, parse_canonical

integers = st.integers(-MAX_INTEGER, MAX_INTEGER)
texts = st.text(st.characters(exclude_categories=["Cs"]))
values: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | integers | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=20,
)


@given(values)
def test_a_value_comes_back_from_its_canonical_bytes(value: Json) -> None:
    assert parse_canonical(canonical(value)) == value


@given(values)
def test_any_other_spelling_of_a_value_is_refused(value: Json) -> None:
    for other in (
        json.dumps(value, ensure_ascii=True, indent=1).encode(),
        json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(),
        json.dumps(value).encode("utf-16"),
    ):
        if other != canonical(value):
            with pytest.raises(NotCanonical):
                parse_canonical(other)


@given(st.dictionaries(texts, integers))
def test_the_order_in_which_keys_were_set_leaves_no_trace(value: dict[str, int]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


def test_keys_stand_in_the_order_of_their_utf_16_code_units() -> None:
    """The example of RFC 8785, section 3.2.3: an emoji sorts before U+FB33, by its surrogates."""
    keys = ["€", "\r", "\ufb33", "1", "😀", "\u0080", "ö"]
    written = canonical(dict.fromkeys(keys, 0))
    assert written == '{"\\r":0,"1":0,"\u0080":0,"ö":0,"€":0,"😀":0,"\ufb33":0}'.encode()


def test_only_controls_quotes_and_backslashes_are_escaped() -> None:
    assert canonical('\b\t\n\f\r"\\/\x00\x1f\x7f\u2028é') == (
        b'"' + rb"\b\t\n\f\r\"\\/\u0000\u001f" + "\x7f\u2028é".encode() + b'"'
    )


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        MAX_INTEGER + 1,
        -MAX_INTEGER - 1,
        "\ud800",
        {"\ud800": 1},
        {1: 1},
        {None: 1},
        b"",
        {1},
    ],
)
def test_what_readers_would_not_agree_on_has_no_canonical_form(value: Json) -> None:
    for nested in (value, [value], {"a": value}):
        with pytest.raises(ValueError):  # noqa: PT011 - the contract is ValueError, whatever the text
            canonical(nested)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" 1",
        b"1 ",
        b"1\n",
        b"01",
        b"-0",
        b"1.0",
        b"1e2",
        b"NaN",
        b"Infinity",
        b"9007199254740992",
        b"9" * 5000,
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b'"\\u0041"',
        b'"\\/"',
        b'"\\u001F"',
        b'"\\ud800"',
        b'"\xed\xa0\x80"',
        b'"\xff"',
        b'"\x00"',
        b"\x00",
        b"\xef\xbb\xbf1",
        b"'a'",
        b"[1,]",
        b"nul",
        b"[" * 100_000,
    ],
)
def test_bytes_in_no_canonical_form_are_refused(raw: bytes) -> None:
    with pytest.raises(NotCanonical) as refused:
        parse_canonical(raw)
    assert refused.value.code == "not_canonical"


def test_nesting_ends_at_sixty_four() -> None:
    deep = b"[" * 64 + b"]" * 64
    assert canonical(parse_canonical(deep)) == deep
    with pytest.raises(NotCanonical):
        parse_canonical(b"[" + deep + b"]")
