"""The part of the command line that is about a body's rules of public comment: show, import, export.

Knows how to say what is wrong with a file; how a command reaches a running server its caller knows.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from meetingsvc.i18n import Catalogs, Translator
from meetingsvc.profiles import SHIPPED, ProfileError, parse, sentence, shipped_file
from meetingsvc.service.clock import SystemClock
from meetingsvc.service.installation import open_to_read

Command = Callable[[Any, str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]
Data = Callable[[argparse.Namespace], Path]
Write = Callable[[Path, str, dict[str, Any]], dict[str, Any]]


def add(commands: Any, command: Command, data: Data, write: Write) -> None:
    """Adds ``profile show|import|export``. ``write`` has the server on a directory write, if one runs."""
    profile = commands.add_parser("profile", help="Rules of public comment.").add_subparsers(
        metavar="COMMAND", required=True
    )

    def show(args: argparse.Namespace) -> int:
        rows = asyncio.run(_versions(data(args), args.body))
        print("\n".join(rows) or "No rules have been set; the plain ones hold.")
        return 0

    def take(args: argparse.Namespace) -> int:
        return _import(args.file, lambda sent: write(data(args), "/rules", {"body": args.body, **sent}))

    def give(args: argparse.Namespace) -> int:
        text = asyncio.run(_file(data(args), args.body))
        if args.file is None:
            print(text, end="")
        else:
            args.file.write_text(text, encoding="utf-8")
        return 0

    shown = command(profile, "show", show, "List the versions of a body's rules, the newest first.")
    taken = command(profile, "import", take, "Set a body's rules from a TOML file.")
    given = command(profile, "export", give, "Write a body's rules as a TOML file.")
    for each in (shown, taken, given):
        each.add_argument("body", metavar="BODY", help='its short name, such as "city-council"')
    taken.add_argument("file", metavar="FILE", help=f"a file, or one of: {', '.join(SHIPPED)}")
    given.add_argument("file", type=Path, nargs="?", metavar="FILE", help="default: standard output")


async def _versions(data: Path, body: str) -> list[str]:
    """Version, instant (UTC), who, name: one line each."""
    async with open_to_read(data, SystemClock()) as installation:
        people = {f"staff:{each.id}": each.name for each in await installation.accounts.all()}
        return [
            "\t".join((str(each.version), _utc(each.at), people.get(each.by, each.by), each.profile.name))
            for each in await installation.service.profiles.history(body)
        ]


def _utc(at: int) -> str:
    return datetime.fromtimestamp(at // 1_000, UTC).isoformat()


def _import(file: str, write: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    try:
        profile = parse(shipped_file(file) if file in SHIPPED else Path(file).read_bytes())
    except ProfileError as wrong:
        english = Translator(Catalogs.load().by_code["en"])
        for fault in wrong.faults:
            at = f"{fault.key}: " if fault.key else ""
            print(f"{file}: {at}{sentence(fault, english)}", file=sys.stderr)
        print("meetingsvc: The rules were not changed.", file=sys.stderr)
        return 1
    said = write({"profile": msgspec.to_builtins(profile)})
    print(f"Set as version {said['version']}: {profile.name}.")
    return 0


async def _file(data: Path, body: str) -> str:
    async with open_to_read(data, SystemClock()) as installation:
        return await installation.service.profiles.export_file(body)
