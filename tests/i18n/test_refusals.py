"""Every refusal has one sentence in every language, and every sentence a refusal that uses it."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator

from meetingsvc.i18n import LANGUAGES, REFUSALS, Catalogs, Translator, sentence
from tests.support.sources import ROOT, python_files

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
PASSED_ON = {"meetingsvc/cli.py"}
"""Where a refusal that was made elsewhere is raised again, by the code that was sent."""


def raised() -> Iterator[tuple[str, str, set[str]]]:
    """Where, by which code and with which parameters anything of ours refuses."""
    for path in python_files("meetingsvc"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused":
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                for code in codes(node.args[0]):
                    yield where, code, {keyword.arg or "**" for keyword in node.keywords}


def codes(argument: ast.expr) -> Iterator[str]:
    """The codes that a first argument can be: a text, or one of two."""
    if isinstance(argument, ast.IfExp):
        yield from codes(argument.body)
        yield from codes(argument.orelse)
    elif isinstance(argument, ast.Constant):
        yield str(argument.value)
    else:
        yield f"not a plain text: {ast.unparse(argument)}"


def test_every_code_has_a_sentence_and_every_sentence_a_code() -> None:
    found = defaultdict(set)
    for where, code, _ in raised():
        if where.partition(":")[0] not in PASSED_ON:
            found[code].add(where)
    assert {code: where for code, where in found.items() if code not in REFUSALS} == {}
    assert REFUSALS.keys() - found.keys() == set()


def test_a_sentence_names_nothing_that_a_refusal_does_not_give() -> None:
    wanting = [
        f"{where}: {code} needs {name}"
        for where, code, params in raised()
        for name in PLACEHOLDER.findall(REFUSALS.get(code, ""))
        if name not in params and "**" not in params
    ]
    assert wanting == []


def test_a_sentence_is_short_and_ends() -> None:
    assert [text for text in REFUSALS.values() if len(text) > 120 or not text.endswith(".")] == []


def test_a_refusal_is_told_in_the_readers_language() -> None:
    catalogs = Catalogs.load()
    told = {
        code: sentence("already_waiting", {"ticket": 14}, Translator(catalogs.by_code[code]))
        for code in LANGUAGES
    }
    assert told["en"] == "You are in the queue for this already, with ticket 14."
    assert len(set(told.values())) == len(LANGUAGES)
    assert [text for text in told.values() if "14" not in text] == []


def test_a_code_that_nobody_knows_gets_a_sentence_all_the_same() -> None:
    english = Translator(Catalogs.load().by_code["en"])
    assert sentence("from_the_future", {"x": 1}, english).startswith("That did not work.")
