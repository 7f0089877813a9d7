"""Comma-separated values: RFC 4180, safe to open in a spreadsheet. Knows no table in particular."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

Cell = str | int | None

# A spreadsheet takes a cell that begins so for a formula and runs it; the wide forms are read alike.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The rows under their header, in UTF-8 without a byte order mark. None is an empty cell."""
    into = io.StringIO()
    writer = csv.writer(into, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return into.getvalue().encode("utf-8", "replace")


def instant(at: int | None, time_zone: str) -> tuple[str, str]:
    """An instant (UTC ms) for two cells, ISO 8601: with the body's own offset, and in UTC."""
    if at is None:
        return "", ""
    return local(at, time_zone).isoformat(timespec="milliseconds"), in_utc(at)


def local(at: int, time_zone: str) -> datetime:
    """An instant (UTC ms) as the clocks of a time zone show it."""
    utc = datetime.fromtimestamp(at // 1_000, UTC).replace(microsecond=at % 1_000 * 1_000)
    return utc.astimezone(ZoneInfo(time_zone))


def in_utc(at: int) -> str:
    """An instant (UTC ms) in ISO 8601, in UTC, to the millisecond."""
    return local(at, "UTC").isoformat(timespec="milliseconds").replace("+00:00", "Z")


def seconds(ms: int | None) -> str:
    """A duration in seconds with three decimals, which every spreadsheet adds up."""
    if ms is None:
        return ""
    return f"{'-' if ms < 0 else ''}{abs(ms) // 1_000}.{abs(ms) % 1_000:03d}"


def _safe(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\0", "")
    return f"'{text}" if text.startswith(_FORMULA) else text
