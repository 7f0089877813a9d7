"""Relays: from the next caption on, to an address that only staff may read, until it is stopped."""

from __future__ import annotations

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from tests.support.scenario import CAPTIONER, Scenario, live

URL = "https://us1.zoom.us/closedcaption?id=1&signature=secret"
START = c.StartRelay(track="en", protocol="zoom", url=URL)


def captioned() -> Scenario:
    """A meeting in session with a caption in English."""
    return live(c.OpenTrack(language="en"), c.AddCue(track="en", text="Good evening."))


def test_a_relay_begins_with_the_next_caption_and_its_address_is_for_staff_alone() -> None:
    captioned().when(START, CAPTIONER).then(
        e.RelayStarted(relay=1, track="en", protocol="zoom", after=1, url=e.Sealed(URL, "staff"))
    )


def test_once_stopped_its_address_is_sealed_and_gone_from_memory() -> None:
    scene = captioned().given(START)
    seq = scene.meeting.seq
    scene = scene.when(c.StopRelay(relay=1), CAPTIONER).then(
        e.RelayStopped(relay=1, track="en", reclassified=(e.Reclassified(seq, "url", "sealed"),))
    )
    assert scene.meeting.relays[1].url == ""
    scene.when(c.StopRelay(relay=1), CAPTIONER).then()


def test_what_cannot_be_passed_on_is_refused() -> None:
    scene = captioned().given(START)
    scene.when(START, CAPTIONER).refused("relay_exists")
    scene.when(c.StopRelay(relay=7), CAPTIONER).refused("no_such_relay", relay=7)
    elsewhere = c.StartRelay(track="fr", protocol="zoom", url=URL)
    scene.when(elsewhere, CAPTIONER).refused("no_such_track", track="fr")


@pytest.mark.parametrize("url", ["https://a b.example/", "https://a.example/\r\nX: y"])
def test_an_address_with_blanks_or_line_ends_is_none(url: str) -> None:
    relay = c.StartRelay(track="en", protocol="youtube", url=url)
    captioned().when(relay, CAPTIONER).refused("invalid_field", field="url")


def test_eight_at_once_are_the_most() -> None:
    scene = captioned()
    for n in range(8):
        scene.given(c.StartRelay(track="en", protocol="zoom", url=f"{URL}{n}"))
    scene.when(START, CAPTIONER).refused("too_many_relays", most=8)
    scene.given(c.StopRelay(relay=3)).given(START)
