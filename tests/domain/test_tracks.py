"""Tracks that fall silent while someone speaks: noted by the clock, and over with the next caption."""

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.roles import SYSTEM
from meetingsvc.domain.tracks import SILENT_MS
from meetingsvc.domain.wakeups import next_wakeup
from tests.support.scenario import CAPTIONER, START, Scenario, by, live, wait

DUE = SILENT_MS + 4_000


def speaking(kind: str = "captions") -> Scenario:
    """A track that had a line at the start, and a walk-up who has the floor from second 10 on."""
    track = c.OpenTrack(language="en", kind=kind)  # type: ignore[arg-type]  # one of the four
    line = c.AddCue(track="en", text="Good evening")
    return live(by(CAPTIONER, track), by(CAPTIONER, line), wait(10_000), c.WalkUp(believes=None))


def test_a_human_track_silent_while_someone_speaks_is_noted_and_heard_again() -> None:
    scene = speaking()
    silence = c.NoteSilence(track="en", since=START + 10_000)
    assert next_wakeup(scene.meeting) == (START + 10_000 + DUE, silence)
    scene.when(silence, SYSTEM).then()
    scene.given(wait(DUE))
    scene = scene.when(silence, SYSTEM).then(e.TrackSilent(track="en", since=START + 10_000))
    assert next_wakeup(scene.meeting) is None
    scene.given(by(CAPTIONER, c.AddCue(track="en", text="Here again")))
    assert [type(entry.event) for entry in scene.log[-2:]] == [e.TrackHeard, e.CueAdded]
    assert scene.meeting.tracks["en"].silent_since is None


def test_silence_counts_from_the_last_caption_or_from_when_the_clock_ran_again() -> None:
    scene = speaking().given(wait(5_000), by(CAPTIONER, c.AddCue(track="en", text="I say no")))
    due = START + 15_000 + DUE
    assert next_wakeup(scene.meeting) == (due, c.NoteSilence(track="en", since=START + 15_000))
    scene.given(c.PauseTurn(turn=1))
    assert next_wakeup(scene.meeting) is None
    scene.given(wait(300_000), c.ResumeTurn(turn=1))
    assert next_wakeup(scene.meeting) == (
        START + 315_000 + DUE,
        c.NoteSilence(track="en", since=START + 315_000),
    )


def test_machines_may_be_silent_and_so_may_a_track_nobody_has_used() -> None:
    assert next_wakeup(speaking("automatic").meeting) is None
    unused = live(by(CAPTIONER, c.OpenTrack(language="en")), c.WalkUp(believes=None))
    assert next_wakeup(unused.meeting) is None


def test_a_line_may_be_in_another_language_than_its_track() -> None:
    scene = live(by(CAPTIONER, c.OpenTrack(language="en")))
    scene.given(
        by(CAPTIONER, c.AddCue(track="en", text="Buenas noches.", lang="es")),
        by(CAPTIONER, c.AddCue(track="en", text="Good evening.", lang="en")),
        by(CAPTIONER, c.ReceiveCues(track="en", source="own:1", added=(c.Addition(text="Hola", lang="es"),))),
    )
    assert [cue.lang for cue in scene.meeting.tracks["en"].recent] == ["es", None, "es"]
