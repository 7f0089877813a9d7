"""Long JSON in pieces, so that no file has to be held whole. Knows no format."""

from collections.abc import Iterable, Iterator

import msgspec


def array(before: str, values: Iterable[object], behind: str) -> Iterator[str]:
    """A JSON array, a value on each line, between two pieces of text."""
    yield before
    comma = "["
    for value in values:
        yield f"{comma}\n{encoded(value)}"
        comma = ","
    yield f"{'[' if comma == '[' else ''}]{behind}"


def encoded(value: object) -> str:
    """A value as JSON in one line."""
    return msgspec.json.encode(value).decode()
