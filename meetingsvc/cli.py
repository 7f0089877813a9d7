"""The command line: what one may ask for, in words and exit codes. The work is done by the layers below.

Exit codes: 0 done, 1 it could not be done (stderr says why), 2 it was not asked for in the right way.
`verify` has codes of its own.
"""

import argparse
import asyncio
import getpass
import logging
import os
import re
import sqlite3
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import aiohttp

from meetingsvc import __version__, bootstrap, cli_profiles
from meetingsvc.auth import fresh_token, normalize_meeting_id
from meetingsvc.config import Config, ConfigError, read_config
from meetingsvc.domain.commands import SLUG
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.roles import STAFF
from meetingsvc.export.files import offered
from meetingsvc.i18n import Catalogs, Translator, sentence
from meetingsvc.record.keys import PUBLIC_NAME, KeyFileError
from meetingsvc.record.verify import verify_file
from meetingsvc.routes import control
from meetingsvc.routes.archive_files import archive_of
from meetingsvc.routes.socket_path import addressable
from meetingsvc.service.accounts import EVERYWHERE
from meetingsvc.service.backup import backup
from meetingsvc.service.clock import SystemClock
from meetingsvc.service.installation import open_installation, open_to_read
from meetingsvc.service.lock import InUseError
from meetingsvc.store.engine import DATABASE_NAME
from meetingsvc.store.migrate import UnusableDatabaseError

DATA: Final = Path("data")
SHORTEST_PASSWORD: Final = 8


class Unable(Exception):
    """The command cannot be carried out; the text says why and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carries out the command line; its exit code."""
    args = parser().parse_args(arguments)
    try:
        code: int = args.act(args)
    except Refused as refusal:
        english = Translator(Catalogs.load().by_code["en"])
        return _failed(sentence(refusal.code, refusal.params, english))
    except (Unable, ConfigError, InUseError, KeyFileError, UnusableDatabaseError, OSError) as fault:
        return _failed(str(fault))
    except KeyboardInterrupt:
        return 130
    return code


def _failed(why: str) -> int:
    print(f"meetingsvc: {why}", file=sys.stderr)
    return 1


# ── What may be asked for ────────────────────────────────────────────────────


def parser() -> argparse.ArgumentParser:
    """Every command with its arguments."""
    whole = argparse.ArgumentParser(
        prog="meetingsvc", description="Runs beside a live public meeting: queue, comments, captions, record."
    )
    whole.add_argument("--version", action="version", version=f"meetingsvc {__version__}")
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _serving(commands)
    _people_and_meetings(commands)
    cli_profiles.add(commands, _command, _data, _write)
    _keeping(commands)
    return whole


def _command(commands: Any, name: str, act: Any, words: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words)
    made.set_defaults(act=act)
    made.add_argument(
        "--data", type=Path, metavar="DIR", help="the data directory (default: $MEETINGSVC_DATA or ./data)"
    )
    return made


def _serving(commands: Any) -> None:
    serve = _command(commands, "serve", _serve, "Serve meetings until stopped.")
    demo = _command(commands, "demo", _demo, "Hold an invented meeting with simulated people, until stopped.")
    for each in (serve, demo):
        each.add_argument("--host", help="the address to listen on (default: 127.0.0.1)")
        each.add_argument("--port", type=int, help="the port to listen on (default: 8080; 0: a free one)")
        each.add_argument(
            "--public-url", metavar="URL", help="how browsers reach it, if not by host and port"
        )
    replay = _command(
        commands, "replay", _replay, "Hold a recorded meeting again, through the real interfaces."
    )
    replay.add_argument(
        "folder", type=Path, metavar="FOLDER", help="has meeting.json, captions.jsonl, calls.csv"
    )
    replay.add_argument(
        "--speed", type=_positive, default=1.0, metavar="N", help="with --url: N times real speed"
    )
    replay.add_argument("--late", type=float, default=0.0, metavar="SECONDS", help="how late captions come")
    replay.add_argument("--url", help="hold it on this server, as MEETINGSVC_USER with MEETINGSVC_PASSWORD")


def _people_and_meetings(commands: Any) -> None:
    staff = commands.add_parser("staff", help="Accounts of clerks, chairs and captioners.").add_subparsers(
        metavar="COMMAND", required=True
    )
    add = _command(staff, "add", _staff_add, "Add an account; the password is asked for.")
    add.add_argument("username", metavar="USER")
    add.add_argument("--name", required=True, help="the person's name, as others see it")
    add.add_argument(
        "--body", required=True, help='the body it is for, such as "city-council"; "*": every body'
    )
    add.add_argument("--role", required=True, choices=sorted(STAFF))
    add.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    _command(staff, "list", _staff_list, "List the accounts.")
    meeting = commands.add_parser("meeting", help="Meetings.").add_subparsers(
        metavar="COMMAND", required=True
    )
    create = _command(meeting, "create", _meeting_create, "Schedule a meeting; prints its ID.")
    create.add_argument("--title", required=True)
    create.add_argument("--body", required=True, help='short name in small letters, such as "city-council"')
    create.add_argument("--body-name", required=True, help='its name in full, such as "City Council"')
    create.add_argument(
        "--starts", required=True, metavar="TIME", help="local time, such as 2026-02-10T19:00"
    )
    create.add_argument("--time-zone", required=True, metavar="ZONE", help="such as America/New_York")
    create.add_argument("--place", default="")
    create.add_argument("--language", default="en", help="of the meeting (default: en)")
    create.add_argument("--remote-access", default="", metavar="TEXT", help="how to take part from afar")
    create.add_argument(
        "--assistance", default="", metavar="TEXT", help="how to ask for an interpreter or other help"
    )
    create.add_argument("--agenda", type=Path, metavar="FILE", help="the items, one to a line")
    _command(meeting, "list", _meeting_list, "List the meetings.")


def _keeping(commands: Any) -> None:
    export = _command(commands, "export", _export, "Write a meeting's transcripts, tables and record.")
    export.add_argument("meeting", metavar="ID")
    export.add_argument("--to", type=Path, required=True, metavar="DIR", help="made if it is not there")
    copy = _command(commands, "backup", _backup, "Copy the database, also while the server runs.")
    copy.add_argument("file", type=Path, metavar="FILE", help="must not be there yet")
    verify = _command(
        commands,
        "verify",
        _verify,
        "Check a record.jsonl or bundle.zip. 0: sound. 1: bad. 2: no key or file.",
    )
    verify.add_argument("file", type=Path, metavar="FILE")
    verify.add_argument(
        "--key", type=Path, metavar="PUB", help="the public key (default: DATA/record-key.pub)"
    )


def _positive(written: str) -> float:
    number = float(written)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError("must be more than 0")
    return number


# ── Serving ──────────────────────────────────────────────────────────────────


def _config(args: argparse.Namespace) -> Config:
    return read_config(os.environ, data=args.data, host=args.host, port=args.port, public_url=args.public_url)


def _data(args: argparse.Namespace) -> Path:
    return read_config(os.environ, data=args.data).data


def _serve(args: argparse.Namespace) -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)

    def started(server: bootstrap.Running) -> None:
        print(f"meetingsvc {__version__} serves {server.config.data} at {server.url}", flush=True)

    asyncio.run(bootstrap.serve(_config(args), started))
    return 0


def _demo(args: argparse.Namespace) -> int:
    from meetingsvc.rehearsal.demo import main as hold  # nobody else has to load it

    args.config = _config(args)
    return hold(args)


def _replay(args: argparse.Namespace) -> int:
    from meetingsvc.rehearsal.replay import main as hold_again  # nobody else has to load it

    args.data = _data(args)
    return hold_again(args)


# ── People and meetings ──────────────────────────────────────────────────────


def _staff_add(args: argparse.Namespace) -> int:
    account = {
        "body": args.body if args.body == EVERYWHERE else _slug(args.body),
        "username": args.username,
        "name": args.name,
        "password": _password(args.password_stdin),
        "role": args.role,
    }
    _write(_data(args), "/staff", account)
    print(f"{args.username} is {args.role} of {args.body}.")
    return 0


def _password(from_stdin: bool) -> str:
    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = getpass.getpass("Password: ")
        if getpass.getpass("Again: ") != password:
            raise Unable("The two passwords differ. Nothing was changed.")
    if not password:
        raise Unable("A password is needed. Nothing was changed.")
    if len(password) < SHORTEST_PASSWORD:
        raise Unable(f"A password has {SHORTEST_PASSWORD} characters or more. Nothing was changed.")
    return password


def _slug(body: str) -> str:
    # Checked here too, so that nobody gets a role in a body that no meeting can have.
    if not re.fullmatch(SLUG, body):
        raise Unable(f"{body!r} is no body's short name. Write it as in city-council.")
    return body


def _staff_list(args: argparse.Namespace) -> int:
    async def rows() -> list[str]:
        async with open_to_read(_data(args), SystemClock()) as installation:
            return [
                f"{person.username}\t{person.name}\t{body}\t{' '.join(sorted(roles))}"
                for person in await installation.accounts.all()
                for body, roles in sorted(person.roles.items())
            ]

    return _print(asyncio.run(rows()))


def _meeting_create(args: argparse.Namespace) -> int:
    as_given = ("title", "body_name", "time_zone", "place", "language", "remote_access", "assistance")
    fields: dict[str, Any] = {name: getattr(args, name) for name in as_given}
    fields["body"] = _slug(args.body)
    fields["starts_at"] = _instant(args.starts, args.time_zone)
    if args.agenda is not None:
        lines = args.agenda.read_text(encoding="utf-8").splitlines()
        fields["agenda"] = [line.strip() for line in lines if line.strip()]
    said = _write(_data(args), "/meetings", {"id": fresh_token(), **fields})
    print(said["meeting"])
    if not asyncio.run(_staffed(_data(args), args.body)):
        told = f"Nobody has a role in {args.body}, so nobody can hold this meeting: see meetingsvc staff add."
        print(told, file=sys.stderr)
    return 0


async def _staffed(data: Path, body: str) -> bool:
    async with open_to_read(data, SystemClock()) as installation:
        return any({body, EVERYWHERE} & person.roles.keys() for person in await installation.accounts.all())


def _instant(written: str, zone: str) -> int:
    try:
        there = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder of zones
        raise Unable(f"{zone!r} is no time zone. Write it as in America/New_York.") from None
    try:
        local = datetime.fromisoformat(written)
        at = local if local.tzinfo else local.replace(tzinfo=there)
    except ValueError:
        raise Unable(f"{written!r} is no time. Write it as in 2026-02-10T19:00.") from None
    return round(at.timestamp() * 1_000)


def _meeting_list(args: argparse.Namespace) -> int:
    async def rows() -> list[str]:
        async with open_to_read(_data(args), SystemClock()) as installation:
            return [
                "\t".join(
                    (row.id, _local(row.starts_at, row.time_zone), row.status, row.body_name, row.title)
                )
                for row in await installation.service.meetings()
            ]

    return _print(asyncio.run(rows()))


def _local(at: int, zone: str) -> str:
    local = datetime.fromtimestamp(at / 1_000, UTC).astimezone(ZoneInfo(zone))
    return local.isoformat(timespec="minutes")


def _print(rows: list[str]) -> int:
    for row in rows:
        print(row)
    return 0


def _write(data: Path, path: str, sent: dict[str, Any]) -> dict[str, Any]:
    """Has a running server write, or writes itself where none runs. Raises Refused, InUseError, OSError."""
    return asyncio.run(_written(data, path, sent))


async def _written(data: Path, path: str, sent: dict[str, Any]) -> dict[str, Any]:
    try:
        with addressable(data / bootstrap.CONTROL_NAME) as address:
            async with (
                aiohttp.ClientSession("http://localhost", connector=aiohttp.UnixConnector(address)) as client,
                client.post(path, json=sent) as response,
            ):
                said: dict[str, Any] = await response.json()
    except (aiohttp.ClientConnectorError, FileNotFoundError):  # no server runs on this directory
        async with open_installation(data, SystemClock()) as installation:
            return await control.WRITES[path](installation, sent)
    except aiohttp.ClientError:
        raise Unable(
            "The server ended before it answered. Ask again, and look first at what is there."
        ) from None
    if response.status >= 400:
        raise Refused(said["code"], **said["params"])
    return said


# ── Keeping ──────────────────────────────────────────────────────────────────


def _export(args: argparse.Namespace) -> int:
    config = read_config(os.environ, data=args.data)
    try:
        meeting = normalize_meeting_id(args.meeting)
    except ValueError:
        raise Refused("no_such_meeting") from None

    async def write() -> None:
        async with open_to_read(config.data, SystemClock()) as installation:
            archive = await archive_of(bootstrap.edge(config, installation), meeting)
            args.to.mkdir(parents=True, exist_ok=True)
            for file in offered(archive.state):
                content = await archive.content(file)
                with (args.to / file.name).open("wb") as into:
                    into.writelines(content.pieces())
                print(f"{args.to / file.name}: {content.size:,} bytes")

    asyncio.run(write())
    return 0


def _backup(args: argparse.Namespace) -> int:
    database = _data(args) / DATABASE_NAME
    if not database.is_file():
        raise Unable(f"There is no meetingsvc database in {database.parent}.")
    try:
        asyncio.run(backup(database, args.file))
    except sqlite3.Error as fault:
        raise Unable(f"The database could not be copied: {fault}.") from None
    print(f"{args.file}: {args.file.stat().st_size:,} bytes")
    return 0


def _verify(args: argparse.Namespace) -> int:
    code, report = verify_file(args.file, args.key or _data(args) / PUBLIC_NAME)
    print(report, file=sys.stderr if code else sys.stdout)
    return code


if __name__ == "__main__":
    sys.exit(main())
