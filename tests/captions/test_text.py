"""Bodies of caption tools, read as they come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.captions.text import Read, read_text


@pytest.mark.parametrize(
    ("body", "charset", "text"),
    [
        (b"Good evening", None, "Good evening"),
        ("¿Qué tal?\nBien.\r\n".encode(), "utf-8", "¿Qué tal?\nBien."),
        ("\ufeffHola".encode(), None, "Hola"),
        ("مرحبا".encode(), "iso-8859-1", "مرحبا"),
        (b"caf\xe9 \x80 now", None, "café € now"),
        (b"caf\xe9", "latin-1", "café"),
        (b"caf\xe9s", "no-such-charset", "cafés"),
        (b"caf\xe9s", "base64", "cafés"),
        (b"caf\xe9s", "utf-8", "cafés"),
        ("會議".encode("big5"), "big5", "會議"),
        ("Grüße \udcff!".encode("utf-8", "surrogateescape"), None, "Grüße \ufffd!"),
        (b"This ", None, "This "),
        (b"", None, ""),
        (b"\r\n", None, ""),
    ],
)
def test_a_body_is_read_as_utf_8_before_it_is_read_as_declared(
    body: bytes, charset: str | None, text: str
) -> None:
    assert read_text(body, charset) == Read(text, cut=False)


def test_a_body_that_breaks_off_within_a_character_keeps_what_came_before_and_is_known() -> None:
    whole = "Se abre la sesión".encode()
    assert read_text(whole[: len("Se abre la sesió".encode()) - 1]) == Read("Se abre la sesi", cut=True)


CHARSETS = [None, "utf-8", "utf-16", "big5", "rot13", "x", "idna", "punycode", "undefined"]


@given(st.binary(max_size=60), st.sampled_from(CHARSETS))
def test_no_body_is_refused(body: bytes, charset: str | None) -> None:
    assert isinstance(read_text(body, charset).text, str)
