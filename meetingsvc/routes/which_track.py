"""Which track of captions a page shows to a reader who has asked for none (R37).

Knows languages and who writes a track; not which page it is, nor what stands in a track.
"""

from collections.abc import Iterable

from aiohttp import web

from meetingsvc.domain.state import Meeting
from meetingsvc.domain.texts import Track, by_kind
from meetingsvc.i18n import negotiate
from meetingsvc.routes.edge import edge, translator


def track_for(request: web.Request, state: Meeting, tracks: Iterable[Track]) -> Track | None:
    """Of these tracks the one in the language of the page, else in that of the meeting, else any; what people
    write before machines' (R37). None where there are no tracks.
    """
    in_order = sorted(tracks, key=by_kind)
    offered, wanted = edge(request).catalogs.languages, translator(request).lang
    for track in in_order:
        # A language that no catalog has is read in English, but is not English.
        alike = track.language.lower().startswith(wanted[:2].lower())
        if alike and negotiate(track.language, None, None, offered) == wanted:
            return track
    return next((track for track in in_order if track.language == state.language), next(iter(in_order), None))
