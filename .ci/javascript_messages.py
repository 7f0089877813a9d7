"""Finds the messages in the browser's modules, for babel.cfg; it knows JavaScript, not our catalogs.

Babel's own extractor loses its way where templates nest, as they do in every list of a component. Here the
text of each template is blanked first, so that only code is left for it: the same lines, the same columns.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

from babel.messages.extract import extract_javascript

# After one of these, a slash begins a regular expression; after a name, a number or a bracket it divides.
_BEFORE_REGEX = re.compile(r"(?:^|[-(,=:\[!&|?{};+*%<>~^]|\b(?:return|typeof|case|in|of|await))\s*$")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_QUOTED = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"", re.DOTALL)
_REGEX = re.compile(r"/(?![/*])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_TEMPLATE_AS_MESSAGE = re.compile(r"\b(?:gettext|ngettext|pgettext|N_)\(\s*`")


class UnreadableSourceError(Exception):
    """A module whose messages cannot be found; says why and in which line."""


def blank_templates(source: str) -> str:
    """Give the same text with spaces in place of what templates say, keeping the code in their `${…}`.

    Raises UnreadableSourceError where a template or its code does not end, or where a message is a template.
    """
    message = _TEMPLATE_AS_MESSAGE.search(source)
    if message:
        raise UnreadableSourceError(
            f"line {_line(source, message.start())}: a message must be a plain string"
        )
    blanked: list[str] = []
    position = _code(source, 0, blanked, nested=False)
    if position != len(source):
        raise UnreadableSourceError(f"line {_line(source, position)}: a bracket closes that was not opened")
    return "".join(blanked)


def _code(source: str, start: int, out: list[str], *, nested: bool) -> int:
    """Copy code up to the end, or up to the `}` that ends a template's `${…}`; give the position there."""
    position, depth = start, 0
    before = ""  # the code just left of here, with a quote for any string; decides what a slash is
    while position < len(source):
        char = source[position]
        if char == "}" and depth == 0:
            return position
        if char == "`":
            position = _template(source, position + 1, out)
            before = '"'
            continue
        comment = _COMMENT.match(source, position)
        literal = None if comment else _literal(source, position, before)
        text = (comment or literal or (char,))[0]
        if literal:
            before = '"'
        elif not comment:
            depth += {"{": 1, "}": -1}.get(char, 0)
            before = before[-20:] + char
        out.append(text)
        position += len(text)
    if nested:
        raise UnreadableSourceError(f"line {_line(source, start)}: the code in this template does not end")
    return position


def _literal(source: str, position: int, before: str) -> re.Match[str] | None:
    """Match the string or the regular expression that begins here, if one does."""
    if source[position] in "'\"":
        return _QUOTED.match(source, position)
    if source[position] == "/" and _BEFORE_REGEX.search(before):
        return _REGEX.match(source, position)
    return None


def _template(source: str, start: int, out: list[str]) -> int:
    """Blank a template from behind its opening backtick; give the position behind the closing one."""
    out.append('"')
    position = start
    while position < len(source):
        if source[position] == "`":
            out.append('"')
            return position + 1
        if source.startswith("${", position):
            out.append('",')
            position = _code(source, position + 2, out, nested=True)
            out.append('"')
            position += 1
            continue
        step = 2 if source[position] == "\\" else 1
        out.append("".join("\n" if char == "\n" else " " for char in source[position : position + step]))
        position += step
    raise UnreadableSourceError(f"line {_line(source, start)}: this template does not end")


def _line(source: str, position: int) -> int:
    return source.count("\n", 0, position) + 1


def extract(
    fileobj: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Collection[str],
    options: object,
) -> Iterator[Any]:
    """Babel's interface for an extractor: a line, a function, its messages and the translator's comments."""
    try:
        code = blank_templates(fileobj.read().decode("utf-8"))
    except UnreadableSourceError as fault:
        raise UnreadableSourceError(f"{fileobj.name}: {fault}") from None
    yield from extract_javascript(
        io.BytesIO(code.encode("utf-8")), keywords, comment_tags, {"encoding": "utf-8"}
    )
