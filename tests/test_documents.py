"""What the documents tell a reader to type exists: targets of make, commands and options of meetingsvc."""

from __future__ import annotations

import argparse
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.sources import ROOT, shell_commands


def documents() -> list[Path]:
    """Give what is written for readers."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").rglob("*.md")])


def words_of(command: str, program: str) -> Iterator[list[str]]:
    """Give the arguments of each call of a program in a shell line, behind variables, folders and pipes."""
    words: list[str] = []
    lexer = shlex.shlex(command, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    for word in [*lexer, ";"]:
        if set(word) <= set(";|&()<>"):
            while words and re.match(r"\w+=|sudo$|exec$", words[0]):
                words = words[1:]
            if words and Path(words[0]).name == program:
                yield words[1:]
            words = []
        else:
            words.append(word)


def options_of(parser: argparse.ArgumentParser) -> set[str]:
    """Give the options that a command takes itself."""
    return {option for action in parser._actions for option in action.option_strings}  # no public way


def subcommands_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Give the commands below a command."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return {name: command for group in groups for name, command in group.choices.items()}


def unknown_word(words: list[str]) -> str | None:
    """Give the first command or option in a call of meetingsvc that it does not have."""
    from meetingsvc.cli import parser

    command = parser()
    options = options_of(command)
    for word in words:
        below = subcommands_of(command)
        if word.startswith("-"):
            if word.partition("=")[0] not in options:
                return word
        elif word in below:
            command = below[word]
            options |= options_of(command)
        elif below:
            return word
    return None


def test_documents_name_only_commands_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    lines = [(path, *row) for path in documents() for row in shell_commands(path)]
    wrong = [
        f"{path.relative_to(ROOT)}:{number}: make {word}"
        for path, number, command in lines
        for words in words_of(command, "make")
        for word in words
        if "=" not in word and word not in targets
    ]
    wrong += [
        f"{path.relative_to(ROOT)}:{number}: meetingsvc has no {word}"
        for path, number, command in lines
        for words in words_of(command, "meetingsvc")
        if (word := unknown_word(words))
    ]
    assert "\n".join(wrong) == ""


@pytest.mark.parametrize(
    ("command", "calls"),
    [
        ("make run", [["run"]]),
        (
            "cd meetingsvc && make test ARGS='-k queue' | tee log; make proof",
            [["test", "ARGS=-k queue"], ["proof"]],
        ),
        ("sudo PYTHON=python3.13 /usr/bin/make run", [["run"]]),
        ("echo make tea", []),
    ],
)
def test_a_command_is_found_where_a_shell_would_run_it(command: str, calls: list[list[str]]) -> None:
    assert list(words_of(command, "make")) == calls


def test_commands_are_read_from_fences_that_show_a_shell(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# Title\n```console\n$ make run\nmake nothing\n```\n```json\nmake\n```\n"
        "```sh\n# a remark\nmeetingsvc export ID \\\n  --to DIR\n\nmake proof\n```\n"
    )
    assert list(shell_commands(page)) == [
        (3, "make run"),
        (11, "meetingsvc export ID --to DIR"),
        (14, "make proof"),
    ]
