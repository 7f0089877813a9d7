"""Captions as a rendition of an HLS stream: playlists, and segments of WebVTT (RFC 8216, 3.5 and 4.3).

Counts time from the stream's zero, in segments of equal length. Pure; knows no address but those it is given.
"""

from collections.abc import Iterable
from typing import Final

import msgspec
import webvtt

from meetingsvc.export.table import in_utc
from meetingsvc.export.vtt import SIGNATURE, written

SEGMENT_MS: Final = 6_000
"""How long a segment lasts: as those of most streams do, so that captions come with the picture."""

WINDOW: Final = 10
"""How many segments a live playlist holds: a minute."""

BASE: Final = 900_000
"""What a transport stream's clock (90 kHz) shows at its zero where nothing else is said: ten seconds."""

_WRAPS: Final = 1 << 33


class Stretch(msgspec.Struct, frozen=True):
    """What can be had of a stream: ``zero`` in UTC ms, the last finished segment, whether more will come."""

    zero: int
    last: int
    over: bool


def segment_at(ms: int) -> int:
    """The number of the segment that an instant of the stream lies in."""
    return max(ms, 0) // SEGMENT_MS


def finished(zero: int, now: int, late_ms: int) -> int:
    """The last segment in which nothing more is expected at ``now`` (UTC ms), captions being so much late.

    The very first counts from the start: a playlist without any would be none.
    """
    return max((now - zero - late_ms) // SEGMENT_MS - 1, 0)


def due(zero: int, number: int, late_ms: int) -> int:
    """When (UTC ms) a segment is finished."""
    return zero + (number + 1) * SEGMENT_MS + late_ms


def playlist(stretch: Stretch, folder: str, query: str, *, full: bool) -> bytes:
    """The segments to be had, below ``folder``: the last minute, or all of them from the stream's zero."""
    first = 0 if full else max(stretch.last - WINDOW + 1, 0)
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:3",
        f"#EXT-X-TARGETDURATION:{SEGMENT_MS // 1_000}",
        f"#EXT-X-MEDIA-SEQUENCE:{first}",
    ]
    if full:
        lines.append(f"#EXT-X-PLAYLIST-TYPE:{'VOD' if stretch.over else 'EVENT'}")
    lines.append(f"#EXT-X-PROGRAM-DATE-TIME:{in_utc(stretch.zero + first * SEGMENT_MS)}")
    for number in range(first, stretch.last + 1):
        lines += [f"#EXTINF:{SEGMENT_MS / 1_000:.3f},", f"{folder}/{number}.vtt{query}"]
    if stretch.over:
        lines.append("#EXT-X-ENDLIST")
    return ("\n".join(lines) + "\n").encode()


def segment(cues: Iterable[webvtt.Caption], base: int = BASE) -> bytes:
    """The cues of a segment, their times from the stream's zero, at which its clock shows ``base`` ticks."""
    clock = f"X-TIMESTAMP-MAP=MPEGTS:{base % _WRAPS},LOCAL:00:00:00.000\n"
    return "".join((SIGNATURE, clock, "".join(written(cues, [])).removeprefix(SIGNATURE))).encode()
