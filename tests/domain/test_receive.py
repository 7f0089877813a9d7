"""One posting that changes several cues at once (R38), with words and confidence where an engine has them."""

from meetingsvc.domain import commands as c
from meetingsvc.domain import events as e
from meetingsvc.domain.spoken import Word, written
from tests.domain.test_cue_edits import captioned, cue
from tests.support.rules import rule
from tests.support.scenario import CAPTIONER, START, TOOL, by


def posting(seq: int, *added: str, **revised: str) -> c.ReceiveCues:
    """What a tool posts: ``c1="text"`` revises cue 1."""
    return c.ReceiveCues(
        track="en",
        source="zoom",
        source_seq=seq,
        revised=tuple(c.Revision(cue=int(name[1:]), text=text) for name, text in revised.items()),
        added=tuple(c.Addition(text=text) for text in added),
    )


def test_a_posting_changes_and_adds_all_at_once() -> None:
    scene = captioned("the motoin", "carries")
    scene.given(by(TOOL, posting(3, "All in favor", "Aye", c1="the motion", c2="")))
    assert [type(entry.event) for entry in scene.log[-4:]] == [e.CueRevised] * 2 + [e.CueAdded] * 2
    assert [cue(scene, at).text for at in (1, 2, 3, 4)] == ["the motion", "", "All in favor", "Aye"]


def test_a_posting_sent_again_has_no_second_effect() -> None:
    scene = captioned("the motoin").given(by(TOOL, posting(3, "Aye", c1="the motion")))
    scene.when(posting(3, "Aye", c1="the motion"), TOOL).then()


def test_only_a_sender_s_own_last_cues_are_revised() -> None:
    scene = captioned(*(f"line {n}" for n in range(12)))
    scene.when(posting(20, c1="x"), TOOL).refused("no_such_cue", cue=1)
    scene.given(by(CAPTIONER, c.AddCue(track="en", text="typed")))
    scene.when(posting(20, c13="x"), TOOL).refused("no_such_cue", cue=13)
    twice = (c.Revision(cue=12, text="a"), c.Revision(cue=12, text="b"))
    scene.when(c.ReceiveCues(track="en", source="zoom", revised=twice), TOOL).refused(
        "invalid_field", field="revised"
    )


@rule("R38")
def test_a_correction_outlasts_what_its_sender_rewrites() -> None:
    scene = captioned("Mayor Reed opens").given(
        by(CAPTIONER, c.CorrectCue(track="en", cue=1, text="Mayor Read opens")),
        by(TOOL, posting(2, c1="Mayor Reed closes")),
    )
    assert (cue(scene, 1).text, cue(scene, 1).received) == ("Mayor Read closes", "Mayor Reed closes")


@rule("R42")
def test_nothing_is_received_outside_open_session() -> None:
    scene = captioned("line").given(c.Recess())
    scene.when(posting(2, "x", c1="y"), TOOL).refused("not_in_session", status="recess")


def test_words_and_confidence_stand_with_the_text() -> None:
    heard = (Word("so", START, START + 200, 91), Word("ordered", START + 200, START + 600))
    scene = captioned().given(
        by(
            TOOL,
            c.ReceiveCues(
                track="en", source="vosk", added=(c.Addition(text="so ordered", confidence=91, words=heard),)
            ),
        )
    )
    event = scene.log[-1].event
    assert isinstance(event, e.CueAdded)
    assert (event.confidence, event.words) == (91, e.Sealed(written(heard), "public"))
    assert (cue(scene, 1).confidence, cue(scene, 1).words) == (91, heard)
