"""Tracks and cues: times given and estimated, repeats, growing lines, corrections (decision 10)."""

from hypothesis import given
from hypothesis import strategies as st

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.cues import span
from meetingsvc.domain.roles import Actor
from meetingsvc.domain.texts import Cue
from tests.support.scenario import CAPTIONER, START, TOOL, Scenario, by, live, scenario, wait


def captioned() -> Scenario:
    """A meeting in session with an English track, a minute in."""
    return live(by(CAPTIONER, c.OpenTrack(language="en")), wait(60_000))


def zoom(text: str, seq: int) -> c.AddCue:
    """A caption as a Zoom sender posts it."""
    return c.AddCue(track="en", text=text, source="zoom", source_seq=seq)


def test_tracks_are_named_by_their_language_and_kind() -> None:
    scene = scenario()
    scene = scene.when(c.OpenTrack(language="es"), CAPTIONER).then(
        e.TrackOpened(track="es", language="es", kind="captions", delay_ms=4_000)
    )
    scene.when(c.OpenTrack(language="ES"), CAPTIONER).refused("track_exists", track="ES")
    scene.when(c.OpenTrack(language="es", kind="interpreter", delay_ms=0), CAPTIONER).then(
        e.TrackOpened(track="es-2", language="es", kind="interpreter", delay_ms=0)
    )


def test_given_times_are_held_between_the_previous_cue_and_now() -> None:
    scene = captioned()
    scene = scene.when(
        c.AddCue(track="en", text="One", began=START + 50_000, ended=START + 52_000), CAPTIONER
    ).then(
        e.CueAdded(
            track="en", cue=1, began=START + 50_000, ended=START + 52_000, text=e.Sealed("One", "public")
        )
    )
    scene.when(c.AddCue(track="en", text="Two", began=1, ended=START + 99_000_000), CAPTIONER).then(
        e.CueAdded(
            track="en", cue=2, began=START + 50_000, ended=START + 60_000, text=e.Sealed("Two", "public")
        )
    )


def test_without_times_speech_lies_the_delay_back_and_lasted_as_long_as_its_characters() -> None:
    scene = captioned()
    scene.when(c.AddCue(track="en", text="x" * 30), CAPTIONER).then(
        e.CueAdded(
            track="en", cue=1, began=START + 54_000, ended=START + 56_000,
            text=e.Sealed("x" * 30, "public"), estimated=True,
        )
    )  # fmt: skip


@given(
    st.integers(0, 60_000),
    st.integers(0, 200_000),
    st.text(min_size=1, max_size=300),
    st.one_of(st.none(), st.integers(0, 400_000)),
    st.one_of(st.none(), st.integers(0, 400_000)),
    st.integers(100_000, 300_000),
)
def test_a_cue_never_begins_before_the_last_nor_ends_before_it_begins(
    delay: int, last_began: int, text: str, began: int | None, ended: int | None, now: int
) -> None:
    last = Cue(1, min(last_began, now), min(last_began + 1_000, now), "before", "before")
    first, end, estimated = span(last, c.AddCue(track="en", text=text, began=began, ended=ended), delay, now)
    assert last.began <= first <= end
    assert estimated is (began is None)
    assert first <= now


def test_a_line_that_grows_is_one_cue() -> None:
    scene = captioned()
    scene.given(by(TOOL, zoom("This", 1)), wait(400))
    scene = scene.when(zoom("This is", 2), TOOL).then(
        e.CueExtended(
            track="en", cue=1, ended=START + 56_400, text=e.Sealed("This is", "public"), source="zoom",
            source_seq=2,
        )
    )  # fmt: skip
    assert scene.meeting.tracks["en"].cues == 1
    scene.given(by(TOOL, zoom("Another line", 3)))
    assert scene.meeting.tracks["en"].cues == 2


def test_a_retry_is_taken_once_and_a_sender_that_starts_again_is_heard() -> None:
    scene = captioned().given(by(TOOL, zoom("Good evening", 0)), by(TOOL, zoom("Roll call", 1)))
    scene.when(zoom("Roll call", 1), TOOL).then()
    scene.given(by(TOOL, zoom("We are back", 0)))
    assert [cue.text for cue in scene.meeting.tracks["en"].recent] == [
        "Good evening",
        "Roll call",
        "We are back",
    ]


def test_the_same_words_said_again_are_another_cue() -> None:
    scene = captioned().given(by(TOOL, zoom("Aye.", 1)), by(TOOL, zoom("Aye.", 2)))
    assert scene.meeting.tracks["en"].cues == 2


def test_a_line_that_extends_an_old_one_is_not_its_revision() -> None:
    scene = captioned().given(by(TOOL, zoom("Aye", 1)), wait(60_000), by(TOOL, zoom("Aye, I vote", 2)))
    assert scene.meeting.tracks["en"].cues == 2


def test_a_tool_writes_its_own_track_only() -> None:
    scene = captioned().given(by(CAPTIONER, c.OpenTrack(language="es")))
    stranger = Actor("tool:es", frozenset({"tool"}), track="es")
    scene.when(zoom("hola", 1), stranger).refused("not_allowed")
    scene.when(c.OpenTrack(language="fr"), TOOL).refused("not_allowed")


def test_a_correction_is_shown_and_what_was_received_stays_in_the_log() -> None:
    scene = captioned().given(by(TOOL, zoom("Mayor Reed", 1)))
    scene = scene.when(c.CorrectCue(track="en", cue=1, text="Mayor Read"), CAPTIONER).then(
        e.CueCorrected(track="en", cue=1, text=e.Sealed("Mayor Read", "public"))
    )
    assert scene.meeting.tracks["en"].recent[0].text == "Mayor Read"
    scene.when(c.CorrectCue(track="en", cue=2, text="x"), CAPTIONER).refused("no_such_cue", cue=2)
    scene.when(c.CorrectCue(track="fr", cue=1, text="x"), CAPTIONER).refused("no_such_track", track="fr")


def test_a_corrected_line_keeps_its_correction_as_it_grows_and_its_retry_is_known() -> None:
    scene = captioned().given(
        by(TOOL, zoom("Mayor Reed", 1)), by(CAPTIONER, c.CorrectCue(track="en", cue=1, text="Mayor Read"))
    )
    scene.when(zoom("Mayor Reed", 1), TOOL).then()
    scene.given(by(TOOL, zoom("Mayor Reed opens", 2)))
    [cue] = scene.meeting.tracks["en"].recent
    assert (cue.text, cue.received) == ("Mayor Read opens", "Mayor Reed opens")


def test_urls_are_counted_and_revoked() -> None:
    scene = captioned()
    scene = scene.when(c.IssueTrackUrl(track="en", hours=2), CAPTIONER).then(
        e.TrackUrlIssued(track="en", url=1, expires_at=START + 60_000 + 7_200_000)
    )
    scene = scene.when(c.RevokeTrackUrl(track="en"), CAPTIONER).then(e.TrackUrlRevoked(track="en"))
    scene.when(c.RevokeTrackUrl(track="en"), CAPTIONER).then()


def test_the_state_keeps_only_the_last_cues() -> None:
    scene = captioned()
    for n in range(20):
        scene.given(by(TOOL, zoom(f"line {n}", n)))
    assert [cue.number for cue in scene.meeting.tracks["en"].recent] == list(range(13, 21))
