"""The addresses issued for caption tools: for one track and protocol each, until they expire or are revoked.

What an address looks like is its protocol's business; here it is a number.
"""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .errors import Refused
from .rules import Context, Rules, not_over
from .state import Meeting
from .texts import ToolAddress, Track
from .tracks import track_of, with_track

RULES = Rules()

AT_ONCE: Final = 20
"""Addresses of one track that are good at the same time: more than any team has tools."""


def good(track: Track, number: int, protocol: e.ToolProtocol, now: int) -> bool:
    """Whether an address of the track is still to be answered."""
    return any(
        each.number == number and each.protocol == protocol and now < each.expires_at
        for each in track.addresses
    )


@RULES.decides(c.IssueTrackUrl)
def _issue(state: Meeting, command: c.IssueTrackUrl, context: Context) -> Sequence[e.Event]:
    not_over(state)
    track = track_of(state, command.track)
    if sum(context.now < each.expires_at for each in track.addresses) >= AT_ONCE:
        raise Refused("too_many_urls", count=AT_ONCE)
    expires_at = context.now + command.hours * 3_600_000
    return [
        e.TrackUrlIssued(
            track=track.name, url=track.urls + 1, expires_at=expires_at, protocol=command.protocol
        )
    ]


@RULES.folded(e.TrackUrlIssued)
def _issued(state: Meeting, entry: e.Entry, event: e.TrackUrlIssued) -> Meeting:
    track = state.tracks[event.track]
    still = (each for each in track.addresses if entry.at < each.expires_at)
    made = ToolAddress(event.url, event.protocol, event.expires_at)
    return with_track(state, replace(track, urls=event.url, addresses=(*still, made)))


@RULES.decides(c.RevokeTrackUrl)
def _revoke(state: Meeting, command: c.RevokeTrackUrl, context: Context) -> Sequence[e.Event]:
    """What is not good any more is revoked already."""
    track = track_of(state, command.track)
    gone = [each for each in track.addresses if command.url in (None, each.number)]
    return [e.TrackUrlRevoked(track=track.name, url=command.url)] if gone else []


@RULES.folded(e.TrackUrlRevoked)
def _revoked(state: Meeting, entry: e.Entry, event: e.TrackUrlRevoked) -> Meeting:
    track = state.tracks[event.track]
    left = tuple(each for each in track.addresses if event.url not in (None, each.number))
    return with_track(state, replace(track, addresses=left))
