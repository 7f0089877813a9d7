"""Playlists and segments as RFC 8216 asks for them."""

from __future__ import annotations

import pytest

from meetingsvc.export import hls
from meetingsvc.export.vtt import cue

ZERO = 1_770_768_000_250
"""2026-02-11T00:00:00.250Z."""


def test_a_live_playlist_holds_the_last_minute_and_its_numbers_only_rise() -> None:
    stretch = hls.Stretch(ZERO, last=12, over=False)
    assert hls.playlist(stretch, "captions/en", "", full=False).decode().splitlines() == [
        "#EXTM3U",
        "#EXT-X-VERSION:3",
        "#EXT-X-TARGETDURATION:6",
        "#EXT-X-MEDIA-SEQUENCE:3",
        "#EXT-X-PROGRAM-DATE-TIME:2026-02-11T00:00:18.250Z",
        *(line for n in range(3, 13) for line in ("#EXTINF:6.000,", f"captions/en/{n}.vtt")),
    ]


@pytest.mark.parametrize(("over", "kind", "end"), [(False, "EVENT", []), (True, "VOD", ["#EXT-X-ENDLIST"])])
def test_a_whole_playlist_begins_at_zero_and_says_whether_more_will_come(
    over: bool, kind: str, end: list[str]
) -> None:
    stretch = hls.Stretch(ZERO, last=1, over=over)
    assert hls.playlist(stretch, "captions/es", "?mpegts=0", full=True).decode().splitlines() == [
        "#EXTM3U",
        "#EXT-X-VERSION:3",
        "#EXT-X-TARGETDURATION:6",
        "#EXT-X-MEDIA-SEQUENCE:0",
        f"#EXT-X-PLAYLIST-TYPE:{kind}",
        "#EXT-X-PROGRAM-DATE-TIME:2026-02-11T00:00:00.250Z",
        "#EXTINF:6.000,",
        "captions/es/0.vtt?mpegts=0",
        "#EXTINF:6.000,",
        "captions/es/1.vtt?mpegts=0",
        *end,
    ]


def test_a_segment_is_finished_once_what_was_said_in_it_has_been_captioned() -> None:
    late = 7_000
    moments = (0, 12_999 + late, 13_000 + late, 18_000 + late, 24_000 + late)
    last = [hls.finished(ZERO, ZERO + at, late) for at in moments]
    assert last == [0, 1, 1, 2, 3]
    assert [hls.finished(ZERO, hls.due(ZERO, number, late), late) for number in range(5)] == [0, 1, 2, 3, 4]
    assert [hls.segment_at(at) for at in (-1, 0, 5_999, 6_000)] == [0, 0, 0, 1]


def test_a_segment_says_where_its_times_stand_on_the_streams_clock() -> None:
    said = [cue(7_000, 8_500, "A &amp; B", "4")]
    assert hls.segment(said, base=126_000).decode() == (
        "WEBVTT\n"
        "X-TIMESTAMP-MAP=MPEGTS:126000,LOCAL:00:00:00.000\n"
        "\n"
        "4\n"
        "00:00:07.000 --> 00:00:08.500\n"
        "A &amp; B\n"
    )
    assert b"MPEGTS:900000," in hls.segment([])
