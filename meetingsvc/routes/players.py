"""/m/ID/captions.LANG.{m3u8,vtt}: the captions for a player of the meeting's video, live and afterwards.

As a rendition of an HLS stream, in segments that do not change but for corrections, and as one file that
grows. Anyone's player may have them, from any site, and any cache may keep them for as long as it is told.
"""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aiohttp import web
from msgspec.structs import replace

from meetingsvc.captions.screens import Screen
from meetingsvc.domain.errors import Refused
from meetingsvc.domain.state import Meeting
from meetingsvc.domain.texts import Track
from meetingsvc.export import hls
from meetingsvc.export.edition import Edition
from meetingsvc.export.vtt import on_screens, written
from meetingsvc.i18n import Translator
from meetingsvc.readmodel.transcript import Line, lines
from meetingsvc.routes.archive_files import words_for
from meetingsvc.routes.edge import Edge, edge, meeting
from meetingsvc.routes.table import ANYONE, Route
from meetingsvc.service.service import Service
from meetingsvc.store.rows import CueRow

HELD_MS: Final = 3_000
"""How long beyond the track's own delay a segment waits for what is still being captioned."""

LATE_MS: Final = 120_000
"""How late a caption may come and still be put into a later segment than the one it was said in."""

PLAYLIST_KEPT: Final = 2
SEGMENT_KEPT: Final = 6
"""Seconds for which a cache may answer by itself; then a word that is redacted is out of reach."""

TICKS_AT_MOST: Final = 1 << 33
TICKS_DIGITS: Final = 12
AT_ONCE: Final = 200


@dataclass(frozen=True)
class Rendition:
    """A track of a meeting as its video's players have it. ``zero`` is when the recording began, UTC ms."""

    shared: Edge
    state: Meeting
    track: Track

    @property
    def zero(self) -> int:
        """The instant that a player counts from; until the meeting starts, nothing is counted."""
        return Edition(self.state, self.track.name, (), "").zero

    @property
    def late_ms(self) -> int:
        """How long after an instant its captions are all there."""
        return self.track.delay_ms + HELD_MS

    def stretch(self) -> hls.Stretch:
        """What can be had now; once the meeting is over, up to where it ended."""
        if self.state.started_at is None:
            return hls.Stretch(self.zero, 0, over=self.state.status in ("cancelled", "postponed"))
        ended = self.state.adjourned_at
        if ended is not None:
            return hls.Stretch(self.zero, hls.segment_at(ended - self.zero), over=True)
        now = self.shared.service.clock.now()
        return hls.Stretch(self.zero, hls.finished(self.zero, now, self.late_ms), over=False)

    def edition(self, rows: Sequence[CueRow]) -> Edition:
        """These captions with their speakers, whose names are hidden while the screens are blanked (R43)."""
        said: list[Line] = list(lines(self.state, self.track.name, rows))
        if self.state.blanked:
            said = [replace(line, who=None) for line in said]
        return Edition(self.state, self.track.name, said, f"{self.shared.config.origin}/m/{self.state.id}")

    def words(self) -> Translator:
        """The words for speakers without a name, in the track's language."""
        return words_for(self.shared, self.track.language)


async def playlist(request: web.Request) -> web.Response:
    """The segments of the last minute, or with ``window=full`` all of them. Refuses as ``no_such_track``."""
    rendition = await _rendition(request)
    base = _base(request)
    query = "" if base == hls.BASE else f"?mpegts={base}"
    full = request.query.get("window") == "full" or rendition.state.status == "adjourned"
    body = hls.playlist(rendition.stretch(), f"captions/{rendition.track.name}", query, full=full)
    return _answer(request, body, "application/vnd.apple.mpegurl", PLAYLIST_KEPT)


async def segment(request: web.Request) -> web.Response:
    """Six seconds of captions. Refuses as ``not_found`` a segment that is not finished."""
    rendition = await _rendition(request)
    number = int(request.match_info["number"])
    base = _base(request)
    if number > rendition.stretch().last:
        raise Refused("not_found")
    tag = f"segment:{rendition.state.id}:{rendition.state.seq}:{rendition.track.name}:{number}:{base}"
    body = await rendition.shared.shelf.take(tag, lambda: _segment(rendition, number, base))
    return _answer(request, body, "text/vtt", SEGMENT_KEPT)


async def growing(request: web.Request) -> web.Response:
    """All captions so far as one file. Refuses as ``no_such_track``."""
    rendition = await _rendition(request)
    track = rendition.track
    # What was built before words were taken out (R29), or names were to be hidden (R43), is not it any more.
    name = (rendition.state.id, track.name, track.redactions, rendition.state.blanked)
    version = rendition.state.seq
    body = await rendition.shared.ration.take(name, version, lambda: _growing(rendition))
    response = _answer(request, body, "text/vtt", SEGMENT_KEPT)
    response.headers["Content-Language"] = track.language
    return response


async def _rendition(request: web.Request) -> Rendition:
    state = await meeting(request)
    asked = request.match_info["track"]
    track = state.tracks.get(asked)
    if track is None:
        raise Refused("no_such_track", track=asked[:40])
    return Rendition(edge(request), state, track)


def _base(request: web.Request) -> int:
    """What the stream's own clock shows at its zero, in ticks. Refuses as ``invalid_field``."""
    written_base = request.query.get("mpegts", str(hls.BASE))
    digits = written_base.isascii() and written_base.isdigit() and len(written_base) <= TICKS_DIGITS
    if not (digits and int(written_base) < TICKS_AT_MOST):
        raise Refused("invalid_field", field="mpegts")
    return int(written_base)


async def _segment(rendition: Rendition, number: int, base: int) -> bytes:
    began = number * hls.SEGMENT_MS
    since, until = rendition.zero + began, rendition.zero + began + hls.SEGMENT_MS
    service = rendition.shared.service
    rows = await said_between(service, rendition.state, rendition.track, since - LATE_MS, until)
    due = hls.due(rendition.zero, number, rendition.late_ms)
    came = {row.number for row in rows if due - hls.SEGMENT_MS <= row.arrived_at < due}

    def belongs(screen: Screen, line: Line) -> bool:
        """Whether it stands in this segment: it is shown in it, or it came so late that the segments in
        which it would have been were finished, and this was the next to be.
        """
        if screen.began < began + hls.SEGMENT_MS and screen.ended > began:
            return True
        return screen.ended <= began and line.cue in came

    def made() -> bytes:
        return hls.segment(on_screens(rendition.edition(rows), rendition.words(), belongs), base)

    return await asyncio.to_thread(made)


async def said_between(
    service: Service, state: Meeting, track: Track, since: int, until: int
) -> Sequence[CueRow]:
    """The captions said between two instants (UTC ms), those of a little before and after among them.

    Captions are numbered as they begin, so that the first is found by halving; the newest are at hand.
    """
    rows = await service.cues(state.id, track.name, limit=AT_ONCE)
    if not rows or rows[0].began <= since or rows[0].number == 1:
        return rows
    least, most = 1, rows[0].number
    while least < most:
        middle = (least + most) // 2
        (row,) = await service.cues(state.id, track.name, before=middle + 1, limit=1)
        least, most = (middle + 1, most) if row.ended <= since else (least, middle)
    found: list[CueRow] = []
    while not found or (found[-1].began < until and found[-1].number < track.cues):
        first = found[-1].number + 1 if found else max(least - 1, 1)
        found += await service.cues(state.id, track.name, before=first + AT_ONCE, limit=AT_ONCE)
    return found


async def _growing(rendition: Rendition) -> bytes:
    rows = await rendition.shared.service.cues(rendition.state.id, rendition.track.name, limit=None)

    def made() -> bytes:
        return "".join(written(on_screens(rendition.edition(rows), rendition.words()), [])).encode()

    return await asyncio.to_thread(made)


def _answer(request: web.Request, body: bytes, content_type: str, kept: int) -> web.Response:
    """The file, for players of any site; one that has it already is told so."""
    tag = hashlib.blake2b(body, digest_size=12).hexdigest()
    if any(each.value in (tag, "*") for each in request.if_none_match or ()):
        response = web.Response(status=304)
    else:
        response = web.Response(body=body, content_type=content_type, charset="utf-8")
    response.etag = tag
    response.headers["Cache-Control"] = f"public, max-age={kept}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


ROUTES = (
    Route("GET", "/m/{meeting}/captions.{track}.m3u8", playlist, ANYONE, "file"),
    Route("GET", "/m/{meeting}/captions.{track}.vtt", growing, ANYONE, "file"),
    Route("GET", r"/m/{meeting}/captions/{track}/{number:\d{1,6}}.vtt", segment, ANYONE, "file"),
)
