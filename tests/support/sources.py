"""Reads the repository's own files for the tests that judge them, without a judgement of its own."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`\\])//[^\n]*", re.DOTALL)
_FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.DOTALL | re.MULTILINE)


def python_files(folder: str) -> list[Path]:
    """Give a folder's Python files, in order."""
    return sorted((ROOT / folder).rglob("*.py"))


def web_files(suffix: str) -> list[Path]:
    """Give the browser's files with that suffix, without what others wrote."""
    vendor = ROOT / "web" / "vendor"
    return sorted(path for path in (ROOT / "web").rglob(f"*{suffix}") if vendor not in path.parents)


def without_comments(text: str) -> str:
    """Blank the comments of JavaScript or CSS, so that every line keeps its number."""
    return _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text)


def findings(path: Path, pattern: re.Pattern[str], unless: Callable[[str], bool] = bool) -> Iterator[str]:
    """Give `file:line: text` for every match in a JavaScript or CSS file outside its comments."""
    text = without_comments(path.read_text(encoding="utf-8"))
    for match in pattern.finditer(text):
        if unless(match[0]):
            yield f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}: {match[0].strip()}"


def dotted_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Give line and full name of all that a module uses of what it imports, aliases resolved.

    After `from datetime import datetime as moment`, `moment.now` is `datetime.datetime.now`.
    """
    origin: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                origin[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                origin[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            first, _, rest = ast.unparse(node).partition(".")
            if first in origin:
                yield node.lineno, f"{origin[first]}.{rest}" if rest else origin[first]


def shell_commands(path: Path) -> Iterator[tuple[int, str]]:
    """Give line and text of each command in a Markdown file's `console` and `sh` fences.

    In `console` a command stands behind `$ ` and the rest is output; a backslash joins lines.
    """
    text = path.read_text(encoding="utf-8")
    for fence in _FENCE.finditer(text):
        language, body = fence.groups()
        if language not in {"console", "sh"}:
            continue
        first = text.count("\n", 0, fence.start(2)) + 1
        for command in re.finditer(r"(?:[^\n]*\\\n)*[^\n]+", body):
            line = re.sub(r"\\\n\s*", "", command[0]).strip()
            number = first + body.count("\n", 0, command.start())
            if language == "sh" and not line.startswith("#"):
                yield number, line
            elif language == "console" and line.startswith("$ "):
                yield number, line.removeprefix("$ ")
