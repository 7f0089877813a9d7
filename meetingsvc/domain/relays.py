"""Captions passed on to other services: to which address, from which track, until when.

The address is a secret of the other service: staff may read it, and once it is no longer used nobody does.
"""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from . import commands as c
from . import events as e
from .errors import Refused
from .rules import Context, Rules, not_over
from .state import Meeting
from .texts import Relay
from .tracks import track_of

RULES = Rules()

AT_MOST: Final = 8
"""Relays that run at once in a meeting."""


@RULES.decides(c.StartRelay)
def _start(state: Meeting, command: c.StartRelay, context: Context) -> Sequence[e.Event]:
    """From the next caption of the track on: what came before is not sent."""
    not_over(state)
    track = track_of(state, command.track)
    url = command.url.strip()
    if not url.isprintable() or " " in url:
        raise Refused("invalid_field", field="url")
    running = [relay for relay in state.relays.values() if not relay.stopped]
    if any((relay.track, relay.url) == (track.name, url) for relay in running):
        raise Refused("relay_exists")
    if len(running) >= AT_MOST:
        raise Refused("too_many_relays", most=AT_MOST)
    return [
        e.RelayStarted(
            relay=len(state.relays) + 1,
            track=track.name,
            protocol=command.protocol,
            after=track.cues,
            url=e.Sealed(url, "staff"),
        )
    ]


@RULES.folded(e.RelayStarted)
def _started(state: Meeting, entry: e.Entry, event: e.RelayStarted) -> Meeting:
    url = event.url.value if isinstance(event.url, e.Sealed) else ""
    relay = Relay(event.relay, event.track, event.protocol, event.after, url, entry.seq)
    return replace(state, relays=state.relays.set(relay.number, relay))


@RULES.decides(c.StopRelay)
def _stop(state: Meeting, command: c.StopRelay, context: Context) -> Sequence[e.Event]:
    relay = state.relays.get(command.relay)
    if relay is None:
        raise Refused("no_such_relay", relay=command.relay)
    if relay.stopped:
        return []
    return [
        e.RelayStopped(
            relay=relay.number,
            track=relay.track,
            reclassified=(e.Reclassified(relay.url_seq, "url", "sealed"),),
        )
    ]


@RULES.folded(e.RelayStopped)
def _stopped(state: Meeting, entry: e.Entry, event: e.RelayStopped) -> Meeting:
    relay = replace(state.relays[event.relay], stopped=True, url="")
    return replace(state, relays=state.relays.set(relay.number, relay))
