"""What the house forbids and no common tool checks: clocks, raw HTML, physical sides, unproved rules."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

import pytest

from tests.support.sources import (
    ROOT,
    dotted_names,
    findings,
    python_files,
    web_files,
)

# The rules that this product keeps so far: all but those not yet; each must be some test's proof.
NOT_YET = {30, 31, 32, 35}
KEPT = tuple(f"R{number}" for number in range(1, 46) if number not in NOT_YET)

CLOCK = ROOT / "meetingsvc" / "service" / "clock.py"
WEB_CLOCK = ROOT / "web" / "core" / "clock.js"
CONNECTION = ROOT / "web" / "core" / "connection.js"

READS_THE_CLOCK = re.compile(
    r"time\.\w+"
    r"|datetime\.datetime\.(now|utcnow|today)"
    r"|datetime\.date\.today"
    r"|asyncio\.sleep"
    r"|sqlalchemy\.(sql\.)?func\.(now|current_\w+)"
)
WEB_READS_THE_CLOCK = re.compile(
    r"\bDate\.now\b|\bnew\s+Date\b(?!\s*\(\s*[^\s)])|\bperformance\.now\b|\bsetInterval\b"
)
MAKES_MARKUP = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|setHTMLUnsafe|DOMParser"
    r"|createContextualFragment|document\.write(ln)?|srcdoc)\b|\beval\s*\(|\bnew\s+Function\b"
)
IMPORTS_THE_SOCKET = re.compile(r"[\"'][^\"'\n]*\bsocket\.io\.js[\"']")

SIDE = r"(left|right)"
PHYSICAL = re.compile(
    rf"(?<![-\w])("
    rf"(scroll-)?(margin|padding)-{SIDE}\s*:"
    rf"|border-{SIDE}(-\w+)?\s*:"
    rf"|border-(top|bottom)-{SIDE}-radius\s*:"
    rf"|{SIDE}\s*:(?!\w*\s*[^;}}]*\{{)"
    rf"|(text-align|text-align-last|float|clear)\s*:\s*{SIDE}\b"
    rf")"
)
FOUR_SIDES = re.compile(r"(?<![-\w])(margin|padding|inset|border-(width|style|color))\s*:\s*([^;{}]+)")


def report(found: Iterable[str]) -> str:
    """Put what was found one to a line; nothing found is the empty text."""
    return "\n".join(found)


def clock_readings(source: str) -> list[tuple[int, str]]:
    """Give line and name wherever a module reads the time or waits for it."""
    return [row for row in dotted_names(ast.parse(source)) if READS_THE_CLOCK.fullmatch(row[1])]


def test_only_the_clock_reads_the_time() -> None:
    found = (
        f"{path.relative_to(ROOT)}:{line}: {name}"
        for path in python_files("meetingsvc")
        if path != CLOCK
        for line, name in clock_readings(path.read_text(encoding="utf-8"))
    )
    assert report(found) == ""


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import time\ntime.monotonic()", ["time.monotonic"]),
        ("from time import time_ns as t\nt()", ["time.time_ns"]),
        ("import datetime as d\nd.datetime.now(d.UTC)", ["datetime.datetime.now"]),
        ("from datetime import date\ndate.today()", ["datetime.date.today"]),
        ("import asyncio\nasyncio.sleep(0)", ["asyncio.sleep"]),
        ("from sqlalchemy import func\nfunc.now()", ["sqlalchemy.func.now"]),
        ("from datetime import datetime, time, UTC\ndatetime.fromtimestamp(0, UTC), time(19, 0)", []),
        ("import asyncio\nasyncio.get_running_loop().time()", []),
    ],
)
def test_a_reading_of_the_clock_is_seen_under_any_name(source: str, names: list[str]) -> None:
    assert [name for _, name in clock_readings(source)] == names


def test_only_the_clock_reads_the_time_in_the_browser() -> None:
    paths = [path for path in web_files(".js") if path != WEB_CLOCK]
    assert report(line for path in paths for line in findings(path, WEB_READS_THE_CLOCK)) == ""


def test_the_browser_makes_no_markup_and_no_code_from_text() -> None:
    assert report(line for path in web_files(".js") for line in findings(path, MAKES_MARKUP)) == ""


def test_only_the_connection_touches_the_socket() -> None:
    paths = [path for path in web_files(".js") if path != CONNECTION]
    assert report(line for path in paths for line in findings(path, IMPORTS_THE_SOCKET)) == ""


def uneven_sides(declaration: str) -> bool:
    """Tell whether a shorthand of four values gives left and right different ones."""
    values = re.findall(r"(?:[^\s()]|\([^()]*(?:\([^()]*\)[^()]*)*\))+", declaration.partition(":")[2])
    return len(values) == 4 and values[1] != values[3]


def test_styles_name_no_left_and_no_right() -> None:
    found = [line for path in web_files(".css") for line in findings(path, PHYSICAL)]
    found += [line for path in web_files(".css") for line in findings(path, FOUR_SIDES, uneven_sides)]
    assert report(found) == ""


@pytest.mark.parametrize(
    ("style", "physical"),
    [
        ("a { margin-left: 1px }", True),
        ("a { left: 0 }", True),
        ("a{border-top-left-radius:2px}", True),
        ("a { text-align: right; }", True),
        ("a { float: left }", True),
        ("a { margin: 1px 2px 3px 4px }", True),
        ("a { margin: 1px calc(2px + (3px)) 3px calc(2px + (3px)) }", False),
        ("a { margin-inline-start: 1px; inset-inline-end: 0; text-align: start }", False),
        (".left:hover { color: red }", False),
        ("a { transition: var(--from-left) }", False),
    ],
)
def test_a_physical_side_is_seen_in_any_form(style: str, *, physical: bool) -> None:
    sides = [match for match in FOUR_SIDES.finditer(style) if uneven_sides(match[0])]
    assert bool(PHYSICAL.search(style) or sides) is physical


def rules_proved() -> set[str]:
    """Give the numbers that stand in a `@rule(…)` anywhere in the tests."""
    return {
        argument.value
        for path in python_files("tests")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        for mark in node.decorator_list
        if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == "rule"
        for argument in mark.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


def test_every_rule_that_is_kept_is_proved_by_a_test() -> None:
    proved = rules_proved()
    assert report(f"{number} has no test" for number in KEPT if number not in proved) == ""
