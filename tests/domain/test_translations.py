"""Machine translation: a track of its own, never in the place of people who caption in that language."""

from __future__ import annotations

import pytest

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.roles import SYSTEM
from meetingsvc.domain.texts import Translation
from meetingsvc.domain.translations import same_language
from tests.support.rules import rule
from tests.support.scenario import CAPTIONER, Scenario, live


def captioned() -> Scenario:
    """A meeting in session with a caption in English."""
    return live(c.OpenTrack(language="en"), c.AddCue(track="en", text="Good evening."))


@rule("R39")
def test_a_translation_opens_a_track_that_says_what_it_is() -> None:
    scene = (
        captioned()
        .when(c.StartTranslation(track="en", language="es"), CAPTIONER)
        .then(
            e.TrackOpened(track="es", language="es", kind="translation", delay_ms=4_000),
            e.TranslationStarted(track="es", of="en", after=1),
        )
    )
    assert scene.meeting.translations["es"] == Translation("es", "en", done=1)


def test_it_is_stopped_and_goes_on_in_the_same_track_with_what_comes_then() -> None:
    scene = captioned().given(c.StartTranslation(track="en", language="es"))
    scene = scene.when(c.StopTranslation(track="es"), CAPTIONER).then(e.TranslationStopped(track="es"))
    scene.when(c.StopTranslation(track="es"), CAPTIONER).then()
    scene.given(c.AddCue(track="en", text="Please sit."))
    scene.when(c.StartTranslation(track="en", language="es-MX"), CAPTIONER).then(
        e.TranslationStarted(track="es", of="en", after=2)
    )


@rule("R37")
def test_no_machine_takes_the_place_of_people_who_are_heard() -> None:
    scene = captioned().given(c.OpenTrack(language="es", kind="interpreter"))
    asked = c.StartTranslation(track="en", language="es")
    opened = scene.when(asked, CAPTIONER)  # nobody has captioned in it yet
    assert [type(event) for event in opened.events] == [e.TrackOpened, e.TranslationStarted]
    scene = captioned().given(c.OpenTrack(language="es", kind="interpreter"))
    scene.given(c.AddCue(track="es", text="Buenas noches."))
    scene.when(asked, CAPTIONER).refused("people_caption", track="es")


def test_a_translation_is_not_translated_again_nor_anything_into_its_own_language() -> None:
    scene = captioned().given(c.StartTranslation(track="en", language="es"))
    refused = scene.when(c.StartTranslation(track="es", language="fr"), CAPTIONER)
    refused.refused("not_translatable", track="es")
    refused = scene.when(c.StartTranslation(track="en", language="en-GB"), CAPTIONER)
    refused.refused("not_translatable", track="en")


def test_what_was_not_translated_stands_in_the_record() -> None:
    scene = captioned().given(c.StartTranslation(track="en", language="es"))
    for text in ("One.", "Two.", "Three."):
        scene.given(c.AddCue(track="en", text=text))
    gap = c.NoteUntranslated(track="es", first=1, last=3, why="failed")
    scene = scene.when(gap, SYSTEM).then(e.CuesUntranslated(track="es", first=2, last=3, why="failed"))
    assert scene.meeting.translations["es"] == Translation("es", "en", done=3, missed=2)
    scene.when(gap, SYSTEM).then()
    scene.when(c.NoteUntranslated(track="es", first=4, last=9, why="failed"), SYSTEM).then()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("es", "es-MX", True),
        ("en", "es", False),
        ("zh-Hant", "zh-Hans", False),
        ("zh-Hant-TW", "zh-hant", True),
    ],
)
def test_tags_are_compared_by_language_and_script(one: str, other: str, *, same: bool) -> None:
    assert same_language(one, other) is same
