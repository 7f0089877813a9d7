"""The text in what a caption tool sends, read as tolerantly as it was written carelessly.

Knows bytes and charsets, nothing of who sent them.
"""

import codecs
from typing import NamedTuple


class Read(NamedTuple):
    """The text, and whether it breaks off within a character: the sender counted characters, not bytes."""

    text: str
    cut: bool


def read_text(body: bytes, charset: str | None = None) -> Read:
    """The text of a body, without the line ends at its end.

    UTF-8 whatever is declared, since most senders declare nothing or wrongly; of a character cut off at
    the end nothing is kept. What is no UTF-8 is read as declared, else as Windows' Western bytes.
    """
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        text = decoder.decode(body)
    except UnicodeDecodeError:
        return Read(_otherwise(body, charset).rstrip("\r\n"), cut=False)
    cut = bool(decoder.getstate()[0])
    if cut and _known(charset) is not None:
        return Read(_otherwise(body, charset).rstrip("\r\n"), cut=False)
    return Read(text.rstrip("\r\n"), cut)


def readable(text: str) -> str:
    """Text as a reader gets it: no half letters, tabs as blanks, one kind of line end."""
    return whole_letters(text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")


def whole_letters(text: str) -> str:
    """Text without half letters, which no UTF-8 can hold."""
    return "".join(char for char in text if not "\ud800" <= char <= "\udfff")


def _otherwise(body: bytes, charset: str | None) -> str:
    declared = _known(charset)
    if declared is not None:
        return body.decode(declared, "replace")
    damaged = body.decode("utf-8", "replace")
    # One bad byte among good UTF-8 must not garble the rest; without any good, it never was UTF-8.
    if any(char > "\x7f" and char != "\ufffd" for char in damaged):
        return damaged
    return body.decode("cp1252", "replace")


def _known(charset: str | None) -> str | None:
    """The codec of a declared charset, if it is one of text and not UTF-8."""
    try:
        codec = codecs.lookup(charset or "")
        b"\xff".decode(codec.name, "replace")  # some are of bytes, and some know no way around bad ones
    except (LookupError, UnicodeError):
        return None
    return None if codec.name.startswith("utf-8") else codec.name
